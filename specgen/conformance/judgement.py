"""Promise against report: what differs, in sentences that quote both sides. Nothing here knows pytest."""

from collections.abc import Callable, Iterable, Sequence

from specgen.conformance.described import Method, Parameter, Property

Same = Callable[[str, str], bool]
_POINTERS = ("LP", "P")


class CannotTellError(Exception):
    """The question has no answer on this target; the message says why."""


def same_cim(one: str, other: str) -> bool:
    """CIM names are equal whatever their case (DSP0004)."""
    return one.casefold() == other.casefold()


def same_c(one: str, other: str) -> bool:
    """C names are equal if they are the same."""
    return one == other


def place(page: str | None, line: int | None) -> str:
    """Where a promise stands, for messages."""
    return f"{page or 'the documentation'}, line {line}" if line else page or "the documentation"


def type_name(item: Parameter | Property) -> str:
    """A type as people write it: ``string[]``, ``X REF``, ``LPTSTR *``."""
    stars = " " + "*" * item.pointer if isinstance(item, Parameter) and item.pointer else ""
    return f"{item.type}{' REF' if item.ref else ''}{stars}{'[]' if item.array else ''}"


def type_differs(promised: Parameter | Property, reported: Parameter | Property, same: Same) -> str | None:
    """How the types differ. Raises CannotTellError where the target gives no type."""
    if reported.type is None:
        raise CannotTellError(f"the target does not tell the type of {promised.name}")
    if promised.type is None or _same_type(promised, reported, same):
        return None
    return f"{promised.name} is {type_name(promised)}; the target has {type_name(reported)}"


def _same_type(promised: Parameter | Property, reported: Parameter | Property, same: Same) -> bool:
    if (promised.array, promised.ref) != (reported.array, reported.ref):
        return False
    mine, theirs = ((one.type or "", one.pointer if isinstance(one, Parameter) else 0) for one in (promised, reported))
    if same(mine[0], theirs[0]) and mine[1] == theirs[1]:
        return True
    return theirs in _other_spellings(*mine) or mine in _other_spellings(*theirs)


def _other_spellings(name: str, stars: int) -> tuple[tuple[str, int], ...]:
    """What C's habit calls a pointer to this type: ``ULONG *`` is ``LPULONG``, ``ILamp **`` is ``LPLAMP *``."""
    if not stars:
        return ()
    capitals = name.upper()
    return tuple(
        (f"{prefix}{one}", stars - 1) for prefix in _POINTERS for one in (capitals, capitals.removeprefix("I"))
    )


def direction_differs(promised: Parameter, reported: Parameter) -> str | None:
    """How the directions differ. Raises CannotTellError where the target gives none."""
    if reported.direction is None:
        raise CannotTellError(f"the target does not tell the direction of {promised.name}")
    if promised.direction in (None, reported.direction):
        return None
    return f"{promised.name} is [{promised.direction}]; the target has [{reported.direction}]"


def find(
    parameters: Sequence[Parameter], promised: Method, wanted: Parameter, same: Same, *, names: bool = True
) -> Parameter | None:
    """The parameter of the target that answers to ``wanted``.

    By name; by place if the page gives no name or the target tells none (``names`` False).
    """
    if wanted.name is None or not names:
        at = promised.parameters.index(wanted)
        return parameters[at] if at < len(parameters) else None
    return next((one for one in parameters if one.name is not None and same(one.name, wanted.name)), None)


def parameters_differ(promised: Method, reported: Method, same: Same, *, names: bool, order: bool) -> str | None:
    """How the parameter lists differ: in number, in names where the target tells them, in order likewise."""
    wanted, found = [[one.name or "?" for one in method.parameters] for method in (promised, reported)]
    if _same_list(wanted, found, same, names=names, order=order):
        return None
    return f"{promised.name} takes ({', '.join(wanted)}); the target takes ({', '.join(found)})"


def _same_list(wanted: list[str], found: list[str], same: Same, *, names: bool, order: bool) -> bool:
    if len(wanted) != len(found):
        return False
    if not names:
        return True
    if not order:
        return all(any(_same_name(one, other, same) for other in found) for one in wanted)
    return all(_same_name(one, other, same) for one, other in zip(wanted, found, strict=True))


def _same_name(wanted: str, found: str, same: Same) -> bool:
    return wanted == "?" or same(wanted, found)


def overload(candidates: Iterable[Method], promised: Method, same: Same) -> Method | None:
    """Of the target's methods called ``promised.name``, the one whose parameters are most alike."""
    named = [one for one in candidates if same(one.name, promised.name)]
    return max(named, key=lambda one: _likeness(one, promised, same), default=None)


def _likeness(one: Method, promised: Method, same: Same) -> tuple[bool, int]:
    shared = [(mine, find(one.parameters, promised, mine, same)) for mine in promised.parameters]
    alike = sum(1 + _same_type(mine, other, same) for mine, other in shared if other is not None)
    return (len(one.parameters) == len(promised.parameters), alike)
