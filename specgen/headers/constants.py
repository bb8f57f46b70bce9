"""Constants: the macros of a header that are integer constant expressions, and its enumeration constants.

clang evaluates both. Each macro becomes one enumerator of a second buffer that includes the header, so that one that
is none (a string, a type, a call) costs only its own line.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from os.path import normpath
from pathlib import Path
from typing import Any

from specgen.headers.iids import Iids, Texts, defines_iid, is_iid
from specgen.headers.macros import Expansions, Macro, macros_of
from specgen.headers.parsing import HeaderError, HeaderProblem, Unit, bindings, parse
from specgen.headers.standins import base_types

_NAMESPACE = "specgen_values"
_CLOSING = "];);};\n" * 8
"""Ends whatever a header in error has left open: clang skips what is too much."""
_SCOPES = ("NAMESPACE", "LINKAGE_SPEC", "UNEXPOSED_DECL", "STRUCT_DECL", "CLASS_DECL", "UNION_DECL")


@dataclass(frozen=True)
class HeaderConstants:
    """The constants of a header by name, its IIDs by interface, and what clang could not read in it.

    ``iids``: GUIDs in lower case and without braces, by the name that ``IID_`` stands before.
    """

    values: dict[str, int]
    problems: tuple[HeaderProblem, ...]
    iids: dict[str, str] = field(default_factory=dict)


def constants(path: Path, include: Sequence[Path] = ()) -> dict[str, int]:
    """The integer constants that a header defines, sorted by name; see ``read_constants``."""
    return read_constants(path, include).values


def read_constants(path: Path, include: Sequence[Path] = ()) -> HeaderConstants:
    """Macros, enumeration constants and IIDs of a header, and of what it includes from its own folder.

    ``include``: further folders to find included files in; what is found there is not read for constants. Values are
    those of 64-bit Windows (``long`` has 32 bits). One that is negative only because its bits fill a signed type, as
    ``((HRESULT)0x80040001L)``, is given unsigned; where a minus or a tilde is written it stays negative.

    Raises HeaderError: no such file, libclang is not installed, or clang understands nothing of it.
    """
    header = path.absolute()
    unit = parse(header, include, macros=True)
    macros = macros_of(unit.cursor)
    expansions = Expansions(macros)
    folder = header.parent
    values = dict(_enumerated(unit.cursor, folder, expansions))
    candidates = [one for one in macros.values() if _may_be_constant(one, folder, expansions)]
    values |= _evaluated(candidates, expansions, header, include)
    defining = parse(header, include, macros=True, guids=True) if unit.header_problems else unit
    iids = _iids(defining, folder)
    problems = (*defining.header_problems, *iids.problems)
    if not values and not iids.declared and unit.header_problems:
        first = unit.header_problems[0]
        raise HeaderError(Path(first.file), f"nothing of it can be read: {first.reason}", first.line)
    return HeaderConstants(dict(sorted(values.items())), problems, iids.declared)


def _iids(unit: Unit, folder: Path) -> Iids:
    kinds = bindings().CursorKind
    top = list(unit.cursor.get_children())
    found = Iids(Texts(), {one.spelling: one for one in top if one.kind == kinds.MACRO_DEFINITION})
    for one in _within(top):
        if one.kind == kinds.MACRO_INSTANTIATION and defines_iid(one.spelling) and _is_in(one, folder):
            found.add_expansion(one)
        elif one.kind == kinds.VAR_DECL and is_iid(one.spelling) and _is_in(one, folder):
            found.add_constant(one)
    return found


def _within(cursors: Iterable[Any]) -> Iterator[Any]:
    """The cursors, and what stands in those that are scopes."""
    scopes = {getattr(bindings().CursorKind, name) for name in ("NAMESPACE", "LINKAGE_SPEC", "UNEXPOSED_DECL")}
    for one in cursors:
        yield one
        if one.kind in scopes:
            yield from _within(one.get_children())


def _may_be_constant(macro: Macro, folder: Path, expansions: Expansions) -> bool:
    own = macro.file is not None and _lies_in(macro.file, folder)
    return own and not macro.function_like and bool(macro.tokens) and expansions.of(macro.name).plain


def _evaluated(
    macros: Sequence[Macro], expansions: Expansions, header: Path, include: Sequence[Path]
) -> Iterator[tuple[str, int]]:
    """The macros that are integer constant expressions, with their values."""
    before = f"{_CLOSING}namespace {_NAMESPACE} {{\n{base_types()}"
    first = before.count("\n") + 1
    lines = [f"enum {{ specgen_{at} = ({macro.name}) }};\n" for at, macro in enumerate(macros)]
    unit = parse(header, include, f"{before}{''.join(lines)}}}\n")
    failed = unit.failed_lines
    for constant in _probes(unit):
        at = int(constant.spelling.rpartition("_")[2])
        if first + at not in failed:
            yield macros[at].name, _worth(constant, negates=expansions.of(macros[at].name).negates)


def _probes(unit: Unit) -> Iterator[Any]:
    """The enumerators of the second buffer."""
    kinds = bindings().CursorKind
    for scope in unit.cursor.get_children():
        if scope.kind == kinds.NAMESPACE and scope.spelling == _NAMESPACE:
            enums = (child for child in scope.get_children() if child.kind == kinds.ENUM_DECL)
            yield from (one for enum in enums for one in enum.get_children() if one.kind == kinds.ENUM_CONSTANT_DECL)


def _enumerated(cursor: Any, folder: Path, expansions: Expansions) -> Iterator[tuple[str, int]]:
    """The constants of enumerations, wherever they are declared; those of a scoped one have no name of their own."""
    kinds = bindings().CursorKind
    scopes = {getattr(kinds, name) for name in _SCOPES}
    for child in cursor.get_children():
        if child.kind in scopes:
            yield from _enumerated(child, folder, expansions)
        elif child.kind == kinds.ENUM_DECL and not child.is_scoped_enum() and _is_in(child, folder):
            for constant in child.get_children():
                if constant.kind == kinds.ENUM_CONSTANT_DECL:
                    yield constant.spelling, _worth(constant, negates=_is_negated(constant, expansions))


def _is_in(cursor: Any, folder: Path) -> bool:
    file = cursor.location.file
    return file is not None and _lies_in(file.name, folder)


@lru_cache(maxsize=1024)
def _lies_in(file: str, folder: Path) -> bool:
    return Path(normpath(file)).is_relative_to(normpath(folder))


def _is_negated(constant: Any, expansions: Expansions) -> bool:
    """Whether a negative constant is meant so: a minus is written, or it follows from the one before."""
    if constant.enum_value >= 0:
        return False
    _, *expression = (token.spelling for token in constant.get_tokens())
    return not expression or expansions.of_tokens(expression).negates


def _worth(constant: Any, *, negates: bool) -> int:
    """The value of an enumerator: its bits, unless a negative number is written."""
    value = int(constant.enum_value)
    if value >= 0 or negates:
        return value
    return value + (1 << (32 if value >= -(1 << 31) else 64))
