"""The members of structures and unions as lines of IDL."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from specgen.backends.idl import repairs
from specgen.backends.idl.c_types import Types
from specgen.backends.idl.naming import Scope
from specgen.backends.idl.windows import words
from specgen.emit import Code
from specgen.model.departures import Applied
from specgen.model.entities import StructMember
from specgen.model.types import Dimension

_MAX_SIZE = 2**31 - 1
_DEEPEST = 32


@dataclass(frozen=True)
class Line:
    """A line of a declaration, with the repairs that stand above it."""

    code: Code
    repairs: tuple[Applied, ...] = ()

    @property
    def indent(self) -> Code:
        """The white space in front of the code."""
        return Code(" " * (len(self.code) - len(self.code.lstrip())))


@dataclass(frozen=True)
class Body:
    """The lines of the members, and the types of which they hold values."""

    lines: tuple[Line, ...]
    values: frozenset[str]


class Members:
    """Writes the members of the structure ``owner``; values of the types ``broken`` become pointers."""

    def __init__(self, types: Types, owner: str, broken: frozenset[str]) -> None:
        self._types = types
        self._owner = owner
        self._broken = broken
        self._values: set[str] = set()
        self._tags = Scope()

    def of(self, members: Sequence[StructMember]) -> Body:
        """The members, in order."""
        lines = tuple(self._lines(members, 1))
        return Body(lines, frozenset(self._values))

    def _lines(self, members: Sequence[StructMember], depth: int) -> list[Line]:
        scope = Scope()
        lines: list[Line] = []
        for (bits, *_), group in groupby(members, lambda one: (one.bits is not None, one.type, one.pointer)):
            if bits:
                lines += self._bit_fields(list(group), scope, depth)
                continue
            for one in group:
                lines += self._member(one, scope, depth)
        if any(line.code.strip() for line in lines):
            return lines
        name, _ = scope.take("empty", "empty")
        indent = "  " * depth
        return [*lines, Line(Code(f"{indent}byte {name};"), (Applied(repairs.EMPTY, "nothing"),))]

    def _bit_fields(self, group: Sequence[StructMember], scope: Scope, depth: int) -> list[Line]:
        """One member for each unit of the type that the fields fill."""
        use, width = self._types.unit(self._owner, group[0].type, group[0].pointer)
        spelled, applied = use.spelled, use.applied
        if width is None:
            found = group[0].type or group[0].raw or "nothing"
            spelled, width, applied = Code("ULONG"), words().widths["ULONG"], (Applied(repairs.UNKNOWN_UNIT, found),)
        units = _units(group, width)
        if not units:
            return [Line(Code("  " * depth), (Applied(repairs.BIT_FIELDS, " ".join(f":{one.bits}" for one in group)),))]
        lines = []
        for fields in units:
            name, _ = scope.take("bits", "bits")
            told = Applied(repairs.BIT_FIELDS, " ".join(fields))
            lines.append(Line(Code(f"{'  ' * depth}{spelled} {name};"), (told, *applied)))
        return lines

    def _member(self, one: StructMember, scope: Scope, depth: int) -> list[Line]:
        if one.name == "..." or one.type == "...":
            return [Line(Code("  " * depth), (Applied(repairs.VARIADIC, one.raw or "..."),))]
        if one.kind in ("struct", "union") and depth < _DEEPEST:
            return self._nested(one, scope, depth)
        use = self._types.use(self._owner, one.type, one.pointer, const=one.const, ref=one.ref)
        name, applied = scope.take(one.name, "unnamed")
        sizes, sized = dimensions(one.array or (), self._types.numbers)
        stars = ""
        if not use.stars and use.key is not None:
            if self._types.values_of(use.key) & self._broken:
                stars, applied = "*", (*applied, Applied(repairs.VALUE_CYCLE, use.key))
            else:
                self._values.add(use.key)
        code = Code(f"{'  ' * depth}{use.code}{stars}{name}{sizes};")
        return [Line(code, (*applied, *use.applied, *sized))]

    def _nested(self, one: StructMember, scope: Scope, depth: int) -> list[Line]:
        indent = "  " * depth
        applied: tuple[Applied, ...] = ()
        name, tag = Code(), Code()
        if one.name is not None:
            name, applied = scope.take(one.name, "unnamed")
        elif one.kind == "struct":
            name, _ = scope.take("unnamed", "unnamed")
            applied = (Applied(repairs.UNNAMED_STRUCTURE, "nothing"),)
        if one.kind == "struct":
            tag, _ = self._tags.take(f"{self._owner}_{name}", "unnamed")
            applied = (*applied, Applied(repairs.UNTAGGED, "nothing"))
        sizes, sized = dimensions(one.array or (), self._types.numbers)
        closing = Code(f"{indent}}}{' ' if name else ''}{name}{sizes if name else ''};")
        opening = Line(Code(f"{indent}{one.kind} {tag}{' ' if tag else ''}{{"), (*applied, *sized))
        return [opening, *self._lines(one.members, depth + 1), Line(closing)]


def _units(group: Sequence[StructMember], width: int) -> list[list[str]]:
    """The fields of each unit, as the page has them; one of no bits ends a unit and takes no room."""
    units: list[list[str]] = []
    filled = width
    for one in group:
        bits = min(max(one.bits or 0, 0), width)
        if bits and filled + bits > width:
            units.append([])
            filled = 0
        filled = filled + bits if bits else width
        if units:
            units[-1].append(f"{one.name or ''}:{one.bits}")
    return units


def dimensions(array: Sequence[Dimension], numbers: Mapping[str, int]) -> tuple[Code, tuple[Applied, ...]]:
    """The brackets of an array, with ``numbers`` for symbols; a size that nothing gives is one."""
    sizes = []
    applied = []
    for one in array:
        size = numbers.get(one) if isinstance(one, str) else one
        known = size is not None and 0 < size <= _MAX_SIZE
        if not known:
            departure = repairs.OPEN_MEMBER if one is None else repairs.SYMBOL_SIZE
            applied.append(Applied(departure, "[]" if one is None else str(one)))
        sizes.append(f"[{size if known else 1}]")
    return Code("".join(sizes)), tuple(applied)
