"""Interfaces: the COM interfaces that a C++ header declares, with their vtables.

A COM interface is a struct or class with nothing but pure virtual methods, on one base that is such a thing or on none.
What macros it is written with does not matter; clang sees the class. Slots are those of the binary contract: one for
each method in the order of declaration, after those of the base. A method that a base declares too, with the same
parameters, is the base's, so that headers which repeat the base's methods (as those of MAPI) do not count them twice.
A template is no interface, nor is what it is made into; a specialisation with a body of its own is one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from specgen.headers.c_types import CType, Types
from specgen.headers.iids import Iids, Texts, defines_iid, is_iid
from specgen.headers.parsing import HeaderError, HeaderProblem, Unit, bindings, parse
from specgen.headers.renaming import PlainNames, References

_RECORDS = ("STRUCT_DECL", "CLASS_DECL")
_NAMED_SCOPES = ("NAMESPACE", "UNION_DECL", *_RECORDS)
_SCOPES = (*_NAMED_SCOPES, "LINKAGE_SPEC", "UNEXPOSED_DECL")
_STATEFUL = ("FIELD_DECL", "CONSTRUCTOR")


@dataclass(frozen=True, slots=True)
class InterfaceParameter:
    """A parameter; ``name`` is None where the header gives none."""

    name: str | None
    type: CType

    def __str__(self) -> str:
        return self.type.before(self.name or "")


@dataclass(frozen=True, slots=True)
class InterfaceMethod:
    """A method. ``slot`` counts from 0 and includes the slots of all bases."""

    name: str
    slot: int
    returns: CType
    parameters: tuple[InterfaceParameter, ...]

    def __str__(self) -> str:
        return f"{self.returns.before(self.name)}({', '.join(map(str, self.parameters))})"


@dataclass(frozen=True, slots=True)
class Interface:
    """A COM interface.

    ``base`` is None where it has none, ``iid`` (lower case, no braces) where the header gives none. ``methods`` are
    those that the interface adds, in the order of their slots; ``repeated`` are the declarations that only say again
    what a base declares, with the base's slots. ``line`` is 1-based.
    """

    name: str
    base: str | None
    iid: str | None
    methods: tuple[InterfaceMethod, ...]
    repeated: tuple[InterfaceMethod, ...]
    file: str
    line: int


@dataclass(frozen=True)
class HeaderInterfaces:
    """The interfaces of a header, and of what it includes, by name.

    An interface with an error inside is none that can be counted on, nor is one with such a base: they stand in
    ``unread`` with the first error. ``problems`` is what clang could not read anywhere, and what contradicts itself.
    """

    interfaces: Mapping[str, Interface]
    unread: Mapping[str, HeaderProblem]
    problems: tuple[HeaderProblem, ...]

    def bases(self, name: str) -> tuple[Interface, ...]:
        """The interface and its bases, the root first. Raises KeyError for an interface that is not there."""
        found: list[Interface] = []
        following: str | None = name
        while following is not None:
            found.append(self.interfaces[following])
            following = found[-1].base
        return tuple(reversed(found))

    def vtable(self, name: str) -> tuple[InterfaceMethod, ...]:
        """All methods of an interface, each at its slot. Raises KeyError for an interface that is not there."""
        return tuple(method for interface in self.bases(name) for method in interface.methods)


def read_interfaces(path: Path, include: Sequence[Path] = ()) -> HeaderInterfaces:
    """The COM interfaces that a header declares, and those of what it includes from anywhere.

    ``include``: further folders to find included files in. Methods that a macro renamed (``GetObject`` is
    ``GetObjectA`` once windows.h was read) have their plain name.

    Raises HeaderError: no such file, libclang is not installed, or there are errors and not one interface.
    """
    unit = parse(path.absolute(), include, macros=True)
    reading = _Reading(unit)
    if not reading.interfaces and not reading.unread and unit.header_problems:
        first = unit.header_problems[0]
        raise HeaderError(Path(first.file), f"no interface of it can be read: {first.reason}", first.line)
    problems = (*unit.header_problems, *reading.problems)
    return HeaderInterfaces(dict(sorted(reading.interfaces.items())), dict(sorted(reading.unread.items())), problems)


@dataclass(frozen=True)
class _Contents:
    """What a unit consists of, sorted by what is asked of it."""

    definitions: dict[str, Any] = field(default_factory=dict)
    expansions: list[Any] = field(default_factory=list)
    constants: list[Any] = field(default_factory=list)
    records: list[Any] = field(default_factory=list)


def _contents(unit: Unit) -> _Contents:
    kinds = bindings().CursorKind
    found = _Contents()
    for cursor in unit.cursor.get_children():
        kind = cursor.kind
        if kind == kinds.MACRO_DEFINITION:
            found.definitions[cursor.spelling] = cursor
        elif kind == kinds.MACRO_INSTANTIATION:
            if defines_iid(cursor.spelling):
                found.expansions.append(cursor)
        else:
            _sort(cursor, found)
    return found


def _sort(cursor: Any, found: _Contents) -> None:
    kinds = bindings().CursorKind
    kind = cursor.kind
    if kind in _kinds(_RECORDS) and cursor.is_definition():
        found.records.append(cursor)
    if kind in _kinds(_SCOPES):
        for child in cursor.get_children():
            _sort(child, found)
    elif kind == kinds.VAR_DECL and is_iid(cursor.spelling):
        found.constants.append(cursor)


@cache
def _kinds(names: tuple[str, ...]) -> frozenset[Any]:
    return frozenset(getattr(bindings().CursorKind, name) for name in names)


@dataclass(frozen=True)
class _Class:
    """A class of pure virtual methods, as clang has it. ``bases`` are the names of its bases."""

    name: str
    record: Any
    bases: tuple[str, ...]
    methods: tuple[Any, ...]


class _Reading:
    """Reads the interfaces of one unit."""

    def __init__(self, unit: Unit) -> None:
        contents = _contents(unit)
        self.interfaces: dict[str, Interface] = {}
        self.unread: dict[str, HeaderProblem] = {}
        self.problems: list[HeaderProblem] = []
        self._types = Types()
        self._slots: dict[str, dict[tuple[str, ...], int]] = {}
        self._plain = PlainNames(contents.definitions)
        texts = Texts()
        self._references = References(contents.definitions, texts)
        self._iids = _iids(contents, texts)
        self._failed = unit.header_problems
        classes = [
            _class(record) for record in contents.records if record.is_abstract_record() or self._error_in(record)
        ]
        self._classes = {one.name: one for one in classes if one is not None}
        for one in self._classes.values():
            self._read(one)
        self.problems += dict.fromkeys(self._iids.problems)

    def _read(self, found: _Class) -> None:
        """Make a class an interface, if it is one and can be read.

        No class comes before its base in a header, so the base is known here or is no interface.
        """
        base = next(iter(found.bases), "")
        trouble = self._trouble(found) or self.unread.get(base)
        if trouble:
            self.unread[found.name] = trouble
        elif not base or base in self.interfaces:
            self.interfaces[found.name] = self._interface(found, self.interfaces.get(base))

    def _trouble(self, found: _Class) -> HeaderProblem | None:
        """The first error inside a class."""
        if len(found.bases) < 2:
            return self._error_in(found.record)
        place, bases = found.record.location, ", ".join(found.bases)
        problem = HeaderProblem(place.file.name, place.line, f"{found.name} has several bases: {bases}")
        self.problems.append(problem)
        return problem

    def _error_in(self, record: Any) -> HeaderProblem | None:
        """The first error in the lines of a class; an error may leave it without what makes it an interface."""
        if not self._failed:
            return None
        start, end = record.extent.start, record.extent.end
        inside = (one for one in self._failed if one.file == start.file.name and start.line <= one.line <= end.line)
        return next(inside, None)

    def _interface(self, found: _Class, base: Interface | None) -> Interface:
        taken = dict(self._slots[base.name]) if base else {}
        inherited = frozenset(taken)
        own: list[InterfaceMethod] = []
        repeated: list[InterfaceMethod] = []
        for cursor in found.methods:
            method = self._method(cursor, len(taken))
            signature = (method.name, *(one.type.canonical for one in method.parameters))
            slot = taken.setdefault(signature, method.slot)
            if signature in inherited:
                repeated.append(InterfaceMethod(method.name, slot, method.returns, method.parameters))
            else:
                own.append(method)
        self._slots[found.name] = taken
        start = found.record.location
        iid = self._iid(found, start)
        return Interface(
            found.name, base.name if base else None, iid, tuple(own), tuple(repeated), start.file.name, start.line
        )

    def _method(self, cursor: Any, slot: int) -> InterfaceMethod:
        parameters = tuple(self._parameter(one) for one in cursor.get_arguments())
        return InterfaceMethod(self._plain.of(cursor.spelling), slot, self._types.of(cursor.result_type), parameters)

    def _parameter(self, cursor: Any) -> InterfaceParameter:
        type_ = self._references.spelt(self._types.of(cursor.type), cursor)
        return InterfaceParameter(cursor.spelling or None, type_)

    def _iid(self, found: _Class, place: Any) -> str | None:
        iids = self._iids.of(found.name, found.record)
        if len(iids) > 1:
            reason = f"{found.name} has several IIDs: {', '.join(iids)}"
            self.problems.append(HeaderProblem(place.file.name, place.line, reason))
        return iids[0] if iids else None


def _iids(contents: _Contents, texts: Texts) -> Iids:
    iids = Iids(texts, contents.definitions)
    for expansion in contents.expansions:
        iids.add_expansion(expansion)
    for constant in contents.constants:
        iids.add_constant(constant)
    return iids


def _class(record: Any) -> _Class | None:
    """The record as an interface, unless it holds what no interface has."""
    kinds = bindings().CursorKind
    members = list(record.get_children())
    if {one.kind for one in members} & {getattr(kinds, name) for name in _STATEFUL}:
        return None
    if any(one.kind == kinds.DESTRUCTOR and one.is_virtual_method() for one in members):
        return None
    methods = [one for one in members if one.kind == kinds.CXX_METHOD and one.is_virtual_method()]
    if not all(one.is_pure_virtual_method() for one in methods):
        return None
    bases = tuple(_name(base) for base in _bases(members))
    if record.is_abstract_record() and not methods and not bases:
        # An instance of a template: clang shows what is in the template only.
        return None
    return _Class(_name(record), record, bases, tuple(methods))


def _bases(members: Iterable[Any]) -> Iterator[Any]:
    kind = bindings().CursorKind.CXX_BASE_SPECIFIER
    for one in members:
        if one.kind == kind:
            yield one.type.get_canonical().get_declaration()


def _name(record: Any) -> str:
    """The name with the namespaces and classes around it, and with what a template is specialised for."""
    names, parent = [str(record.displayname)], record.semantic_parent
    while parent is not None and parent.kind in _kinds(_SCOPES):
        if parent.kind in _kinds(_NAMED_SCOPES):
            names.append(str(parent.displayname))
        parent = parent.semantic_parent
    return "::".join(reversed(names))
