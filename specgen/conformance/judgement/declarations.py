"""Promise against report: what differs, in sentences that quote both sides. Nothing here knows pytest."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from specgen.conformance.described import Method, Parameter, Property, Qualifier

Same = Callable[[str, str], bool]
_POINTERS = ("LP", "P")


_NOTHING = ("wmi", "void")
"""CIM has no methods that return nothing: what stands for one is up to the target."""


class CannotTellError(Exception):
    """The question has no answer on this target; the message says why."""


def same_cim(one: str, other: str) -> bool:
    """CIM names are equal whatever their case (DSP0004)."""
    return one.casefold() == other.casefold()


def same_c(one: str, other: str) -> bool:
    """C names are equal if they are the same."""
    return one == other


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
    # A parameter that C declares as an array is a pointer.
    in_c = same is same_c
    if promised.ref != reported.ref or (promised.array != reported.array and not in_c):
        return False
    mine, theirs = ((one.type or "", _stars(one, in_c=in_c)) for one in (promised, reported))
    if same(mine[0], theirs[0]) and mine[1] == theirs[1]:
        return True
    return theirs in _other_spellings(*mine) or mine in _other_spellings(*theirs)


def _stars(one: Parameter | Property, *, in_c: bool) -> int:
    return (one.pointer if isinstance(one, Parameter) else 0) + (one.array if in_c else 0)


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


_ACCESS = {"read": "read-only", "write": "write-only", "readwrite": "read and written"}


def access_differs(promised: Property, reported: Property) -> str | None:
    """How the access rights differ. Raises CannotTellError where the target gives none."""
    if reported.access is None:
        raise CannotTellError(f"the target does not tell whether {promised.name} is read or written")
    if promised.access in (None, reported.access):
        return None
    return f"{promised.name} is {_ACCESS[str(promised.access)]}; in the target it is {_ACCESS[reported.access]}"


def qualifiers_differ(
    promised: Mapping[str, Qualifier], reported: Mapping[str, Qualifier], same: Same
) -> tuple[str, ...]:
    """Each documented qualifier that the target lacks or has with another value. Others that it has do not matter."""
    wrong = []
    for name, value in promised.items():
        held = next((theirs for key, theirs in reported.items() if same(key, name)), None)
        if held is None or held is False:
            if value is not False:
                wrong.append(f"[{spelled_qualifier(name, value)}] is documented; the target has no such qualifier")
        elif not _same_value(value, held, same):
            both = f"[{spelled_qualifier(name, value)}] is documented; the target has"
            wrong.append(f"{both} [{spelled_qualifier(name, held)}]")
    return tuple(wrong)


def spelled_qualifier(name: str, value: Qualifier) -> str:
    """A qualifier as MOF writes it, roughly: ``Abstract``, ``Provider("x")``."""
    if value is True:
        return name
    return f'{name}("{value}")' if isinstance(value, str) else f"{name}({value})"


def _same_value(one: Qualifier, other: Qualifier, same: Same) -> bool:
    one, other = (held[0] if isinstance(held, tuple) and len(held) == 1 else held for held in (one, other))
    # Providers, classes and UUIDs are named without regard to case.
    return same(one, other) if isinstance(one, str) and isinstance(other, str) else one == other


def find(
    reported: Method | None, promised: Method, wanted: Parameter, same: Same, *, names: bool = True
) -> Parameter | None:
    """The parameter of the target's method that answers to ``wanted``: by name, else by place.

    By place if the page gives no name or the target tells none (``names`` False), or if at that place the target has a
    parameter that no page knows, and as many as documented: then it is the same one by another name.
    """
    if reported is None:
        return None
    theirs, at = reported.parameters, promised.parameters.index(wanted)
    there = theirs[at] if at < len(theirs) else None
    if wanted.name is None or not names:
        return there
    named = named_parameter(theirs, wanted.name, same)
    if named is not None or there is None or len(theirs) != len(promised.parameters):
        return named
    known = any(one.name is not None and same(one.name, there.name or "") for one in promised.parameters)
    return None if known else there


def named_parameter(parameters: Iterable[Parameter], name: str, same: Same) -> Parameter | None:
    """The one with this name."""
    return next((one for one in parameters if one.name is not None and same(one.name, name)), None)


def parameter_missing(
    promised: Method, wanted: Parameter, reported: Method, same: Same, *, names: bool = True
) -> str | None:
    """That the method does not take the parameter, by name where both sides have names.

    Raises CannotTellError where it may come back with the return value instead.
    """
    if wanted.name is None or not names:
        if promised.parameters.index(wanted) < len(reported.parameters):
            return None
    elif named_parameter(reported.parameters, wanted.name, same) is not None or _nameless(promised, wanted, reported):
        return None
    if reported.returns_outs and wanted.direction == "out":
        raise CannotTellError(f"the target gives {wanted.name} back behind the return value, if at all")
    said = wanted.name or f"parameter {promised.parameters.index(wanted) + 1}"
    return f"{promised.name} takes {said}; the target takes ({_listed(reported.parameters)})"


def _nameless(promised: Method, wanted: Parameter, reported: Method) -> bool:
    """Whether the target has a parameter at this place, without a name: headers need none."""
    at = promised.parameters.index(wanted)
    return at < len(reported.parameters) and reported.parameters[at].name is None


def undocumented_parameters(promised: Method, reported: Method, same: Same, *, names: bool = True) -> str | None:
    """That the method takes more than the page says."""
    if len(reported.parameters) <= len(promised.parameters):
        return None
    extra = [one for one in reported.parameters if names and one.name and not _documents(promised, one.name, same)]
    which = f": {_listed(extra)} {'is' if len(extra) == 1 else 'are'} not documented" if extra else ""
    return (
        f"{promised.name} takes ({_listed(promised.parameters)}); the target takes ({_listed(reported.parameters)})"
        + which
    )


def _documents(promised: Method, name: str, same: Same) -> bool:
    return named_parameter(promised.parameters, name, same) is not None


def misplaced(promised: Method, wanted: Parameter, reported: Method, same: Same) -> str | None:
    """That the parameter does not stand where the page has it, among those that both sides have.

    One that was moved is misplaced; those that it was moved past are not.
    """
    theirs = [one.name for one in reported.parameters if one.name and _documents(promised, one.name, same)]
    mine = [
        one.name
        for one in promised.parameters
        if one.name and named_parameter(reported.parameters, one.name, same) is not None
    ]
    if wanted.name is None or wanted.name not in mine or len(mine) != len(theirs):
        return None
    ranks = [next(at for at, one in enumerate(mine) if same(one, name)) for name in theirs]
    rank = mine.index(wanted.name)
    if ranks.index(rank) == rank or _steady(ranks, rank):
        return None
    return f"{promised.name} takes ({_listed(promised.parameters)}); the target takes ({_listed(reported.parameters)})"


def _steady(ranks: Sequence[int], rank: int) -> bool:
    """Whether every longest run of ranks that go up, gaps allowed, goes through ``rank``."""
    return _longest([one for one in ranks if one != rank]) < _longest(ranks)


def _longest(ranks: Sequence[int]) -> int:
    ends: list[int] = []
    for at, rank in enumerate(ranks):
        ends.append(1 + max((ends[before] for before in range(at) if ranks[before] < rank), default=0))
    return max(ends, default=0)


def declared_otherwise(promised: Method, reported: Method, same: Same, *, names: bool = True) -> str | None:
    """The first thing in which the target's declaration departs from the page, so that a call could not be judged."""
    questions: list[Callable[[], str | None]] = [
        lambda: undocumented_parameters(promised, reported, same, names=names),
        lambda: return_differs(promised, reported, same),
    ]
    for wanted in promised.parameters:
        found = find(reported, promised, wanted, same, names=names)
        questions.append(partial(parameter_missing, promised, wanted, reported, same, names=names))
        if found is not None:
            questions += [partial(type_differs, wanted, found, same), partial(direction_differs, wanted, found)]
    return next((wrong for ask in questions if (wrong := _if_told(ask))), None)


def _if_told(ask: Callable[[], str | None]) -> str | None:
    try:
        return ask()
    except CannotTellError:
        return None


def return_differs(promised: Method, reported: Method, same: Same) -> str | None:
    """How the return types differ; None too where one side does not tell it."""
    if promised.returns is None or reported.returns is None or (promised.technology, promised.returns) == _NOTHING:
        return None
    stars = (promised.returns_pointer, reported.returns_pointer)
    if same(promised.returns, reported.returns) and stars[0] == stars[1]:
        return None
    said = f"{promised.name} returns {promised.returns}{'*' * stars[0]}"
    return f"{said}; the target returns {reported.returns}{'*' * stars[1]}"


def _listed(parameters: Iterable[Parameter]) -> str:
    return ", ".join(one.name or "?" for one in parameters)


def overload(candidates: Iterable[Method], promised: Method, same: Same) -> Method | None:
    """Of the target's methods called ``promised.name``, the one whose parameters are most alike."""
    named = [one for one in candidates if same(one.name, promised.name)]
    return max(named, key=lambda one: _likeness(one, promised, same), default=None)


def _likeness(one: Method, promised: Method, same: Same) -> tuple[bool, int]:
    shared = [
        (mine, named_parameter(one.parameters, mine.name, same) if mine.name else None) for mine in promised.parameters
    ]
    alike = sum(1 + _same_type(mine, other, same) for mine, other in shared if other is not None)
    return (len(one.parameters) == len(promised.parameters), alike)


def shifted_by(promised: Method, slots: Mapping[str, int], reported: Mapping[str, int]) -> tuple[str, ...]:
    """The documented methods ahead of ``promised`` that the target lacks, if they explain its slot.

    ``slots`` are the documented slots by name, ``reported`` the target's. None are named where they do not explain it.
    """
    if promised.slot is None or promised.name not in reported:
        return ()
    missing = [name for name, slot in slots.items() if slot < promised.slot and name not in reported]
    return tuple(missing) if missing and reported[promised.name] == promised.slot - len(missing) else ()
