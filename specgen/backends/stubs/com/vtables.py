"""Vtables as classes of ctypes: which slot a method has, and what it takes and returns in memory."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from specgen.backends import Artefact, Options
from specgen.backends.stubs.annotations import RESERVED
from specgen.backends.stubs.com.interfaces import called
from specgen.backends.stubs.com.storage import Stored, StoredTypes
from specgen.backends.stubs.com.structures import Structures
from specgen.backends.stubs.hierarchy import Settled
from specgen.emit import Code, py_literal, py_string, python_identifiers, render
from specgen.model.com import METHODS
from specgen.model.entities import ComInterface, ComMethod, Parameter, Returns

_GUID = Code("_c.POINTER(_b.Guid)")
_UINT = Code("_c.c_uint32")
_OF_COM: dict[str, tuple[Code, tuple[tuple[str, Code], ...]]] = {
    "QueryInterface": (Code("_c.c_int32"), (("riid", _GUID), ("ppvObject", Code("_p.Storage")))),
    "AddRef": (_UINT, ()),
    "Release": (_UINT, ()),
    "GetTypeInfoCount": (Code("_c.c_int32"), (("pctinfo", Code("_c.POINTER(_c.c_uint32)")),)),
    "GetTypeInfo": (
        Code("_c.c_int32"),
        (("iTInfo", _UINT), ("lcid", _UINT), ("ppTInfo", Code("_p.Storage"))),
    ),
    "GetIDsOfNames": (
        Code("_c.c_int32"),
        (
            *(("riid", _GUID), ("rgszNames", Code("_p.WideTexts")), ("cNames", _UINT), ("lcid", _UINT)),
            ("rgDispId", Code("_c.POINTER(_c.c_int32)")),
        ),
    ),
    "Invoke": (
        Code("_c.c_int32"),
        (
            *(("dispIdMember", Code("_c.c_int32")), ("riid", _GUID), ("lcid", _UINT), ("wFlags", Code("_c.c_uint16"))),
            *(("pDispParams", Code("_p.Address")), ("pVarResult", Code("_p.Address"))),
            *(("pExcepInfo", Code("_p.Address")), ("puArgErr", Code("_c.POINTER(_c.c_uint32)"))),
        ),
    ),
}
"""What IUnknown and IDispatch declare: the result, and the parameters by name; facts of COM, not of any page."""

_GIVEN = {name.casefold(): Code(name) for name in METHODS}
_IIDS = {"IUnknown": "00000000-0000-0000-C000-000000000046", "IDispatch": "00020400-0000-0000-C000-000000000046"}
_UNKNOWN_PLACE = "The pages do not say its place in the vtable."
_TEXTS = {"narrow": "AnsiText", "wide": "WideText", "either": "EitherText"}
_TEXT_RESULTS = {"narrow": "Ansi", "wide": "Wide"}


@dataclass(frozen=True)
class Slot:
    """A slot in source: the name, and the lines that make it."""

    name: Code
    lines: tuple[Code, ...]


@dataclass(frozen=True)
class Vtable:
    """A class in source. ``interface`` is the typed class; ``iid`` is None where a method has that name."""

    name: Code
    base: Code
    interface: Code
    iid: Code | None
    slots: tuple[Slot, ...]
    pages: tuple[str, ...]


class _UnsizedError(Exception):
    """A parameter or result whose size nothing tells; the message says which."""


class Vtables:
    """The module ``vtables`` of a package."""

    def __init__(
        self,
        interfaces: Sequence[ComInterface],
        methods: Sequence[ComMethod],
        settled: Mapping[str, Settled],
        types: StoredTypes,
        structures: Structures,
    ) -> None:
        self._interfaces: dict[str, ComInterface] = {}
        self._methods: dict[str, list[ComMethod]] = defaultdict(list)
        self._settled = settled
        self._types = types
        self._structures = structures
        for one in interfaces:
            if one.name.casefold() not in _GIVEN:
                self._interfaces.setdefault(one.name.casefold(), one)
        for method in methods:
            owner = (method.owner or "?").casefold()
            if owner not in _GIVEN and method.name not in METHODS["IUnknown"]:
                self._methods[owner].append(method)

    def artefacts(self, folder: str, package: str, options: Options) -> Iterator[Artefact]:
        """The module's files, and those of ``pointers``, which it needs."""
        tables = [*self._of_com(), *self._tables()]
        pages = tuple(sorted({page for one in tables for page in one.pages}))
        groups = sorted({one.interface.partition(".")[0].removeprefix("_") for one in tables})
        structured = any("_s." in line for one in tables for slot in one.slots for line in slot.lines)
        view = {"package": package, "options": options, "tables": tables, "groups": groups, "structured": structured}
        for suffix in ("py", "pyi"):
            yield Artefact(f"{folder}/pointers.{suffix}", render(f"stubs/com_pointers.{suffix}.j2", **view))
            yield Artefact(f"{folder}/vtables.{suffix}", render(f"stubs/com_vtables.{suffix}.j2", **view), pages)

    def _of_com(self) -> Iterator[Vtable]:
        base, first = Code("_p.ComPointer"), 0
        for name, declared in METHODS.items():
            slots = [
                _slot(Code(method), _callable(slot, *_OF_COM[method])) for slot, method in enumerate(declared, first)
            ]
            yield Vtable(Code(name), base, Code(f"_base.{name}"), _iid(_IIDS[name]), tuple(slots), ())
            base, first = Code(name), first + len(declared)

    def _tables(self) -> Iterator[Vtable]:
        """Every interface with a class in the layout, behind what it derives from."""
        keys = {key for key in (*self._interfaces, *self._methods, *self._bases()) if key in self._settled}
        chains = {key: self._chain(key, keys) for key in keys}
        for key in sorted(keys, key=lambda one: (len(chains[one]), one)):
            yield self._table(key, self._name(chains[key][0]) if chains[key] else Code("IUnknown"))

    def _bases(self) -> set[str]:
        return {one.base.casefold() for one in self._interfaces.values() if one.base}

    def _chain(self, key: str, keys: set[str]) -> tuple[str, ...]:
        """What the interface derives from, nearest first, as far as there are classes; IUnknown is left out."""
        chain: list[str] = []
        source = self._interfaces.get(key)
        while source is not None and source.base:
            base = source.base.casefold()
            if base == "idispatch":
                return (*chain, base)
            if base not in keys or base == key or base in chain:
                break
            chain.append(base)
            source = self._interfaces.get(base)
        return tuple(chain)

    def _table(self, key: str, base: Code) -> Vtable:
        source = self._interfaces.get(key)
        slots = self._slots(key, source)
        name = self._name(key)
        place = self._settled[key].view.group
        iid = None if any(one.name == "iid" for one in slots) else _iid(source.iid if source is not None else None)
        pages = {one.page for one in self._methods.get(key, [])} | ({source.page} if source is not None else set())
        return Vtable(name, base, Code(f"_{place}.{name}"), iid, slots, tuple(sorted(pages)))

    def _name(self, key: str) -> Code:
        return self._settled[key].view.name if key in self._settled else _GIVEN[key]

    def _slots(self, key: str, source: ComInterface | None) -> tuple[Slot, ...]:
        """The methods that pages describe, then slots that none does."""
        listed = [one.name.casefold() for one in source.methods if one.name] if source is not None else []
        place = {name: number for number, name in reversed(list(enumerate(listed)))}
        methods = sorted(self._methods.get(key, []), key=lambda one: place.get(one.name.casefold(), len(place)))
        ordered = source is None or source.order in ("vtable", None)
        bare = list(self._undescribed(source, methods)) if source is not None else []
        names = python_identifiers([*(called(one) for one in methods), *(name for name, _, _ in bare)], RESERVED)
        made = [self._method(one, known=ordered) for one in methods]
        made += [_missing(slot if ordered else None, reason) for _, slot, reason in bare]
        return tuple(_slot(name, lines) for name, lines in zip(names, made, strict=True))

    def _undescribed(self, source: ComInterface, methods: Sequence[ComMethod]) -> Iterator[tuple[str, int | None, str]]:
        """The slots that no page describes: what each is called, which it is, and what is missing."""
        described = {name.casefold() for one in methods for name in (one.name, called(one))}
        inherited = {name.casefold() for several in METHODS.values() for name in several}
        for number, one in enumerate(source.methods):
            if one.name is None:
                yield f"slot_{number if one.slot is None else one.slot}", one.slot, "No page names this slot."
            elif one.name.casefold() not in described | inherited:
                yield one.name, one.slot, "No page says what it takes."

    def _method(self, one: ComMethod, *, known: bool) -> tuple[Code, ...]:
        if one.slot is None or not known:
            return _missing(None, _UNKNOWN_PLACE)
        names = python_identifiers((each.name or "unnamed" for each in one.parameters), RESERVED)
        try:
            taken = [self._parameter(each) for each in one.parameters]
            return _callable(one.slot, self._result(one.returns), tuple(zip(names, taken, strict=True)))
        except _UnsizedError as error:
            return _missing(one.slot, str(error))

    def _parameter(self, one: Parameter) -> Code:
        if "..." in (one.name, one.type):
            raise _UnsizedError("It takes any number of parameters.")
        stored = self._types.of(one.type, one.pointer + (1 if one.ref else 0))
        plain = None if stored is None else self._taken(stored)
        if stored is None or plain is None:
            raise _UnsizedError(f"Nothing tells the size of its parameter {one.name or '?'}, of the type {one.type}.")
        if one.array is None:
            return plain
        listed = stored.role in ("number", "structure", "guid") and not stored.stars
        return Code(f"_p.listed({plain})") if listed else Code("_p.Storage")

    def _taken(self, stored: Stored) -> Code | None:
        """What converts an argument, None where it has no size."""
        if not stored.stars:
            return self._of_value(stored)
        if stored.stars > 1 or stored.role == "handle":
            return Code("_p.Storage")
        if stored.role in ("number", "guid", "structure"):
            return Code(f"_c.POINTER({self._of_value(stored, held=False)})")
        if stored.role == "basic":
            return Code("_p.BasicText")
        return Code(f"_p.{_TEXTS.get(stored.role, 'Address')}")

    def _of_value(self, stored: Stored, *, held: bool = True) -> Code | None:
        """The class of a value; with ``held`` only where it can be laid out."""
        if stored.role == "number":
            return Code(f"_c.{stored.name}")
        if stored.role == "guid":
            return Code("_b.Guid")
        if stored.role == "structure" and not (held and not self._structures.laid_out(stored.name)):
            return Code(f"_s.{self._structures.names[stored.name]}")
        plain = {"narrow": "_c.c_char", "wide": "_c.c_uint16", "handle": "_p.Address"}.get(stored.role)
        return None if plain is None else Code(plain)

    def _result(self, one: Returns) -> Code:
        if one.type is not None and one.type.casefold() == "void" and not one.pointer:
            return Code("None")
        stored = self._types.of(one.type or "HRESULT", one.pointer)
        if stored is None:
            raise _UnsizedError(f"Nothing tells the size of what it returns, {one.type}.")
        if stored.role in ("structure", "guid") and not stored.stars:
            raise _UnsizedError(f"It returns {one.type} itself, which compilers do in different ways.")
        if stored.role == "interface" and stored.stars == 1:
            return self._name(stored.name)
        if stored.role in _TEXT_RESULTS and stored.stars == 1:
            return Code(f"_p.{_TEXT_RESULTS[stored.role]}")
        return (
            Code("_c.c_size_t")
            if stored.stars or stored.role == "handle"
            else self._of_value(stored) or Code("_c.c_size_t")
        )


def _slot(name: Code, lines: Sequence[Code]) -> Slot:
    return Slot(name, (Code(f"{name} = {lines[0]}"), *lines[1:]))


def _iid(text: str | None) -> Code:
    return Code("None") if text is None else Code(f"_b.Guid.parse({py_string(text)})")


def _missing(slot: int | None, reason: str) -> tuple[Code, ...]:
    return (Code(f"_p.Missing({slot}, {py_string(reason)})"),)


def _callable(slot: int, returned: Code, taken: Sequence[tuple[str, Code]]) -> tuple[Code, ...]:
    names = py_literal(tuple(str(name) for name, _ in taken))
    return (
        Code("_p.Method("),
        Code(f"    {slot},"),
        Code(f"    {names},"),
        Code("    lambda: ("),
        *(Code(f"        {one},") for one in (returned, *(one for _, one in taken))),
        Code("    ),"),
        Code(")"),
    )
