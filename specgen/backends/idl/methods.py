"""Methods of COM interfaces: directions, types and names, with the repairs that took."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from specgen.backends.idl import repairs
from specgen.backends.idl.c_types import Types, Use
from specgen.backends.idl.members import dimensions
from specgen.backends.idl.naming import Scope
from specgen.emit import Code
from specgen.model.com import METHODS
from specgen.model.departures import Applied
from specgen.model.entities import ComMethod, Parameter

_WORDS = {"in": "in", "out": "out", "inout": "in, out"}
_PROPERTY = {"get": "propget", "put": "propput"}


@dataclass(frozen=True)
class Argument:
    """A parameter as it is declared."""

    attributes: Code
    declaration: Code
    repairs: tuple[Applied, ...]


@dataclass(frozen=True)
class Method:
    """A method as it is declared; ``source`` None: a placeholder. ``attribute`` is propget, propput or nothing."""

    name: Code
    returns: Code
    arguments: tuple[Argument, ...]
    attribute: Code
    repairs: tuple[Applied, ...]
    source: ComMethod | None = None

    @property
    def applied(self) -> tuple[Applied, ...]:
        """Every repair of the method and of its parameters."""
        return (*self.repairs, *(one for argument in self.arguments for one in argument.repairs))


def placeholder(name: Code, applied: tuple[Applied, ...]) -> Method:
    """A method that keeps a slot; its parameters are not known."""
    return Method(name, Code("HRESULT "), (), Code(), applied)


class Methods:
    """Writes the methods of the interface ``owner``, whose names are all of one scope."""

    def __init__(self, types: Types, owner: str) -> None:
        self._types = types
        self._owner = owner
        self._scope = Scope(frozenset(METHODS["IUnknown"]))

    def missing(self, number: int | None, wanted: str | None, applied: Applied) -> Method:
        """A placeholder of the listed name, else of the slot's number."""
        spelled = wanted or (f"Slot{number}_undocumented" if number is not None else "Slot_undocumented")
        name, renamed = self._scope.take(spelled, spelled)
        return placeholder(name, (applied, *renamed))

    def method(self, source: ComMethod) -> Method:
        """The method of a page."""
        arguments, left_out = self._arguments(source)
        attribute = _attribute(source, arguments)
        name, attribute, renamed = self._name(source, attribute)
        returns, unknown = self._returns(source)
        return Method(name, returns, tuple(arguments), Code(attribute), (*renamed, *unknown, *left_out), source)

    def _name(self, source: ComMethod, attribute: str) -> tuple[Code, str, tuple[Applied, ...]]:
        """The name, without its prefix where an attribute says the same; none does where the rest is no name."""
        if source.accessor is None:
            name, renamed = self._scope.take(source.name, "unnamed")
            return name, attribute, renamed
        prefix = f"{source.accessor}_"
        bare = source.name.removeprefix(prefix)
        name, renamed = self._scope.take(prefix + bare, "unnamed")
        if not attribute:
            return name, attribute, renamed
        _, odd = Scope().take(bare, "unnamed")
        if odd:
            return name, "", (*renamed, *odd)
        return Code(name.removeprefix(prefix)), attribute, renamed

    def _returns(self, source: ComMethod) -> tuple[Code, tuple[Applied, ...]]:
        one = source.returns
        if one.type is None:
            return Code("HRESULT "), (Applied(repairs.UNKNOWN_RETURN, one.raw or "nothing"),)
        if one.type == "void" and not one.pointer:
            return Code("void "), ()
        use = self._types.use(self._owner, one.type, one.pointer)
        return use.code, use.applied

    def _arguments(self, source: ComMethod) -> tuple[list[Argument], tuple[Applied, ...]]:
        scope = Scope(frozenset(("This",)))
        kept = [one for one in source.parameters if not _is_open_list(one)]
        if len(kept) == 1 and kept[0].type == "void" and not kept[0].pointer and kept[0].name is None:
            kept = []
        left_out = tuple(Applied(repairs.VARIADIC, one.raw or "...") for one in source.parameters if _is_open_list(one))
        trailing = _trailing_optional(kept)
        return [self._argument(one, scope, last=one is kept[-1], trailing=trailing) for one in kept], left_out

    def _argument(self, one: Parameter, scope: Scope, *, last: bool, trailing: Sequence[Parameter]) -> Argument:
        name, renamed = scope.take(one.name, "unnamed")
        open_array = one.array is not None and None in one.array
        stars = one.pointer + (1 if open_array else 0)
        use = self._types.use(self._owner, one.type, stars, const=one.const, ref=one.ref)
        sizes, sized = _sizes(one, self._types.numbers, open_array=open_array)
        words, directed = _direction(one, use, array=bool(sizes))
        if one.optional and any(one is found for found in trailing):
            words = f"{words}, optional"
        elif one.optional:
            directed = (*directed, Applied(repairs.PLAIN_OPTIONAL, one.raw or str(one.type)))
        if last and words == "out" and _returns_value(one):
            words = "out, retval"
        return Argument(Code(words), Code(f"{use.code}{name}{sizes}"), (*renamed, *use.applied, *sized, *directed))


def _is_open_list(one: Parameter) -> bool:
    return "..." in (one.name, one.type)


def _trailing_optional(kept: Sequence[Parameter]) -> list[Parameter]:
    """The optional VARIANTs behind which all are such (the one that is returned aside)."""
    found: list[Parameter] = []
    for one in reversed(kept):
        if one is kept[-1] and _returns_value(one):
            continue
        if not (one.optional and one.type == "VARIANT" and one.pointer < 2):
            break
        found.append(one)
    return found


def _returns_value(one: Parameter) -> bool:
    return any(name.casefold() == "retval" for name in one.qualifiers)


def _sizes(one: Parameter, numbers: Mapping[str, int], *, open_array: bool) -> tuple[Code, tuple[Applied, ...]]:
    if one.array is None:
        return Code(), ()
    if open_array:
        return Code(), (Applied(repairs.OPEN_ARRAY, one.raw or "[]"),)
    return dimensions(one.array, numbers)


def _direction(one: Parameter, use: Use, *, array: bool) -> tuple[str, tuple[Applied, ...]]:
    if one.direction is None:
        return "in", (Applied(repairs.UNKNOWN_DIRECTION, one.raw or "nothing"),)
    if one.direction != "in" and not (use.pointer or array):
        return "in", (Applied(repairs.OUT_NOT_POINTER, one.raw or str(one.type)),)
    return _WORDS[one.direction], ()


def _attribute(source: ComMethod, arguments: Sequence[Argument]) -> str:
    """``propget`` or ``propput`` where the parameters are such as these demand, else nothing."""
    if source.accessor is None or source.returns.type != "HRESULT" or source.returns.pointer or not arguments:
        return ""
    directions = [one.attributes for one in arguments]
    if source.accessor == "get":
        return "propget" if directions[-1] == "out, retval" else ""
    return _PROPERTY.get(source.accessor, "") if all(one == "in" for one in directions) else ""
