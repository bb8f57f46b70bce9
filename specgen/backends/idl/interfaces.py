"""Interfaces: their bases, and their methods in the order of the vtable."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from specgen.backends.idl import repairs
from specgen.backends.idl.c_types import Types
from specgen.backends.idl.methods import Method, Methods, placeholder
from specgen.backends.idl.naming import Scope, identifier, is_identifier
from specgen.backends.idl.windows import declared
from specgen.emit import Code
from specgen.model.change import changed
from specgen.model.com import METHODS, SLOTS
from specgen.model.departures import Applied
from specgen.model.entities import AnyEntity, ComInterface, ComMethod, Slot

ROOT = "IUnknown"
_IID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")
_ELSEWHERE = re.compile(r"com:(.+)::([^(]+)")
_MOST_SLOTS = 1024
_METHODS = {root: frozenset(one.casefold() for base in (ROOT, root) for one in METHODS[base]) for root in METHODS}
"""All methods of each root, without regard to case."""


@dataclass(frozen=True)
class Interface:
    """An interface as it is declared; ``outside``: Windows declares it, so that nothing is declared here."""

    key: str
    name: Code
    base: Code
    iid: Code | None
    methods: tuple[Method, ...]
    repairs: tuple[Applied, ...]
    source: ComInterface | None
    outside: bool = False

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages of the interface and of its methods."""
        sources = (self.source, *(one.source for one in self.methods))
        return tuple(sorted({one.page for one in sources if one is not None}))

    @property
    def applied(self) -> tuple[Applied, ...]:
        """Every repair of the interface and of its methods."""
        return (*self.repairs, *(one for method in self.methods for one in method.applied))


@dataclass(frozen=True)
class StandIn:
    """A base that nobody documents, with as many placeholders as the slots of those that derive from it ask for."""

    name: Code
    methods: tuple[Method, ...]


class Interfaces:
    """All interfaces of a library: those with a page, and those of which only methods have one."""

    def __init__(self, entities: Sequence[AnyEntity]) -> None:
        self._pages: dict[str, ComInterface] = {}
        self._methods: dict[str, list[ComMethod]] = defaultdict(list)
        self._shared: dict[str, list[ComMethod]] = defaultdict(list)
        self._on_page: dict[tuple[str, str], list[ComMethod]] = defaultdict(list)
        spelled: dict[str, str] = {}
        for one in entities:
            if isinstance(one, ComInterface):
                self._pages.setdefault(one.name.casefold(), one)
        for one in entities:
            if isinstance(one, ComMethod):
                self._take(one, spelled)
        spelled |= {key: one.name for key, one in self._pages.items()}
        scope = Scope(frozenset(declared().tags.keys() - declared().types))
        taken = {key: scope.take(name, "unnamed") for key, name in sorted(spelled.items())}
        self.names = {key: name for key, (name, _) in taken.items()}
        self._renamed = {key: renamed for key, (_, renamed) in taken.items()}
        self._bases = {key: self._base(key) for key in self.names}
        self.stand_ins = self._stand_ins()

    def _take(self, one: ComMethod, spelled: dict[str, str]) -> None:
        """Notes a method under its owner, its page, and each other interface that its page documents it for."""
        self._on_page[one.root, one.page].append(one)
        if one.owner is not None:
            self._methods[one.owner.casefold()].append(one)
            spelled.setdefault(one.owner.casefold(), one.owner)
        for found in filter(None, map(_ELSEWHERE.match, one.also_on)):
            self._shared[found[1].casefold()].append(changed(one, name=found[2]))
            spelled.setdefault(found[1].casefold(), found[1])

    def declared_names(self) -> frozenset[str]:
        """Every interface that the generated files declare."""
        made = {name for key, name in self.names.items() if not self._outside(key)}
        return frozenset(made | {one.name for one in self.stand_ins})

    def pointer_types(self) -> dict[str, str]:
        """What pages call pointers to their interfaces, with the interface; of two that claim a name the first."""
        found: dict[str, str] = {}
        for key, source in sorted(self._pages.items()):
            for pointer in source.requirements.pointer_type:
                found.setdefault(pointer, self.names[key])
        return found

    def _outside(self, key: str) -> bool:
        return self.names[key] in declared().types

    def _base(self, key: str) -> tuple[str, tuple[Applied, ...]]:
        source = self._pages.get(key)
        wanted = source.base if source is not None else None
        if not wanted:
            return ROOT, (Applied(repairs.UNKNOWN_BASE, "nothing"),)
        if key in self._ancestors(key):
            return ROOT, (Applied(repairs.BASE_CYCLE, wanted),)
        known = self.names.get(wanted.casefold())
        if (known or wanted) in declared().unwritable:
            return known or wanted, (Applied(repairs.UNWRITABLE_BASE, wanted),)
        if known is not None or wanted in declared().interfaces:
            return known or wanted, ()
        if not is_identifier(wanted) or wanted in declared().types or wanted in declared().tags:
            return identifier(f"{wanted}_base"), (Applied(repairs.INVALID_NAME, wanted),)
        return wanted, ()

    def _ancestors(self, key: str) -> Iterator[str]:
        """The keys of the bases, none twice."""
        seen: set[str] = set()
        while (source := self._pages.get(key)) is not None and source.base:
            key = source.base.casefold()
            if key in seen:
                return
            seen.add(key)
            yield key

    def _stand_ins(self) -> tuple[StandIn, ...]:
        first: dict[str, int] = {}
        known = set(self.names.values()) | declared().interfaces
        for key, (base, _) in sorted(self._bases.items()):
            if base not in known:
                first[base] = min(first.get(base, _MOST_SLOTS), self._first_slot(key) or _MOST_SLOTS)
        return tuple(_stand_in(name, number) for name, number in sorted(first.items()))

    def _first_slot(self, key: str) -> int | None:
        return min((one.slot for one in self._slots(key).kept if one.slot is not None), default=None)

    def interfaces(self, types: Types) -> list[Interface]:
        """Every interface, sorted by name without regard to case; what it uses is noted in ``types``."""
        counts: dict[str, int] = {**SLOTS, **{one.name: 3 + len(one.methods) for one in self.stand_ins}}
        made: dict[str, Interface] = {}
        for key in sorted(self.names, key=lambda one: (self._depth(one), one)):
            made[key] = self._interface(key, types, counts.get(self._bases[key][0]))
            base = counts.get(made[key].base)
            if base is not None and not made[key].outside:
                counts[made[key].name] = base + len(made[key].methods)
        return [made[key] for key in sorted(made)]

    def _depth(self, key: str) -> int:
        return sum(1 for _ in self._ancestors(key))

    def _root(self, key: str) -> str:
        """IUnknown or IDispatch: whose methods an interface has without declaring them."""
        return "IDispatch" if "idispatch" in self._ancestors(key) else ROOT

    def _slots(self, key: str) -> "_Slots":
        """The slots of an interface but for those of its root, which it has without declaring them."""
        source = self._pages.get(key)
        return _Slots(source.methods if source is not None else (), _METHODS[self._root(key)])

    def _documented(self, key: str) -> list[ComMethod]:
        """What pages say of the methods of an interface: its own, and those that it shares with others.

        A shared one is left to the base where only the base lists it.
        """
        own = self._methods.get(key, [])
        known = {one.name.casefold() for one in own}
        shared = [one for one in self._shared.get(key, ()) if one.name.casefold() not in known]
        known |= {one.name.casefold() for one in shared}
        listed = self._listed(key)
        based = {name for base in self._ancestors(key) for name in self._names_of(base)}
        kept = [one for one in shared if one.name.casefold() in listed or one.name.casefold() not in based]
        return [*own, *kept, *self._elsewhere(key, listed - known)]

    def _elsewhere(self, key: str, names: set[str]) -> list[ComMethod]:
        """The methods of other owners, of these names, on the pages that the slots say."""
        source = self._pages.get(key)
        found: dict[str, ComMethod] = {}
        for slot in source.methods if source is not None else ():
            on_page = self._on_page.get((source.root, slot.page), ()) if source is not None and slot.page else ()
            wanted = (slot.name or "").casefold()
            found |= {one.id: one for one in on_page if wanted in names and one.name.casefold() == wanted}
        return [found[identity] for identity in sorted(found)]

    def _listed(self, key: str) -> set[str]:
        """The methods in an interface's own list, without regard to case."""
        source = self._pages.get(key)
        return {one.name.casefold() for one in source.methods if one.name} if source is not None else set()

    def _names_of(self, key: str) -> set[str]:
        """The methods that pages say an interface has, without regard to case."""
        documented = (*self._methods.get(key, ()), *self._shared.get(key, ()))
        return self._listed(key) | {one.name.casefold() for one in documented}

    def _interface(self, key: str, types: Types, count: int | None) -> Interface:
        name, source = self.names[key], self._pages.get(key)
        if self._outside(key):
            outside = (Applied(repairs.DECLARED_BY_WINDOWS, name),)
            return Interface(key, name, Code(ROOT), None, (), outside, source, outside=True)
        base, odd = self._bases[key]
        types.edges[name].add(base)
        methods, more = _Table(Methods(types, name), source, self._documented(key), self._slots(key), count).fill()
        iid = source.iid if source is not None else None
        applied = (*self._renamed[key], *odd, *more)
        if source is None:
            applied = (*applied, Applied(repairs.MISSING_PAGE, "nothing"))
        if iid is None or not _IID.match(iid):
            symbol = source.iid_symbol if source is not None else None
            return Interface(
                key,
                name,
                Code(base),
                None,
                methods,
                (*applied, Applied(repairs.UNKNOWN_IID, symbol or "nothing")),
                source,
            )
        return Interface(key, name, Code(base), Code(iid), methods, applied, source)


def _stand_in(name: str, first: int) -> StandIn:
    numbers = range(3, first) if first < _MOST_SLOTS else range(0)
    applied = (Applied(repairs.MISSING_SLOT, "nothing"),)
    return StandIn(Code(name), tuple(placeholder(Code(f"Slot{one}_undocumented"), applied) for one in numbers))


class _Slots:
    """The slots of a page but for those of the root, whose methods are ``names``."""

    def __init__(self, listed: Sequence[Slot], names: frozenset[str]) -> None:
        self.names = names
        self.left_out = [one.name for one in listed if one.name is not None and _is_of(one.name, names)]
        self.kept = [one for one in listed if not _is_of(one.name, names)]


def _is_of(name: str | None, names: frozenset[str]) -> bool:
    return name is not None and name.casefold() in names


class _Table:
    """Fills the slots of one interface. ``count``: how many slots the base has, None where nobody knows."""

    def __init__(
        self,
        writer: Methods,
        source: ComInterface | None,
        methods: list[ComMethod],
        slots: _Slots,
        count: int | None,
    ) -> None:
        self._writer = writer
        self._in_order = source is not None and source.order == "vtable"
        self._next = count if self._in_order else None
        self._slots = slots.kept
        of_root = [one.name for one in methods if _is_of(one.name, slots.names)]
        self._left = sorted(
            (one for one in methods if not _is_of(one.name, slots.names)), key=lambda one: (one.name, one.id)
        )
        self._left_out = {name.casefold(): name for name in (*of_root, *slots.left_out)}
        self._made: list[Method] = []

    def fill(self) -> tuple[tuple[Method, ...], tuple[Applied, ...]]:
        """The methods in order, and what is to be said of the interface."""
        for slot in self._slots:
            self._fill_gap(slot)
            self._slot(slot)
        root = tuple(Applied(repairs.INHERITED_METHOD, name) for _, name in sorted(self._left_out.items()))
        if self._in_order:
            return tuple(self._made), (*root, *(Applied(repairs.UNLISTED_METHOD, one.name) for one in self._left))
        for one in self._left:
            self._add(self._writer.method(one))
        return tuple(self._made), (*root, *((Applied(repairs.UNKNOWN_ORDER, "no vtable"),) if self._made else ()))

    def _add(self, one: Method) -> None:
        self._made.append(one)
        if self._next is not None:
            self._next += 1

    def _fill_gap(self, slot: Slot) -> None:
        if self._next is None or slot.slot is None:
            return
        for number in range(self._next, min(slot.slot, _MOST_SLOTS)):
            self._add(self._writer.missing(number, None, Applied(repairs.MISSING_SLOT, "nothing")))

    def _slot(self, slot: Slot) -> None:
        found = self._matching(slot)
        mismatch = self._mismatch(slot)
        if not found:
            applied = Applied(repairs.UNDOCUMENTED_SLOT, slot.name or "no name")
            number = slot.slot if slot.slot is not None else self._next
            made = self._writer.missing(number, slot.name, applied)
            self._add(_with(made, mismatch))
            return
        for one in found:
            self._left.remove(one)
            self._add(_with(self._writer.method(one), mismatch))

    def _mismatch(self, slot: Slot) -> tuple[Applied, ...]:
        if slot.slot is None or self._next is None or slot.slot == self._next:
            return ()
        return (Applied(repairs.SLOT_MISMATCH, f"slot {slot.slot}, which is {self._next} here"),)

    def _matching(self, slot: Slot) -> list[ComMethod]:
        if slot.name is None:
            return [one for one in self._left if slot.page is not None and one.page == slot.page]
        named = [one for one in self._left if one.name.casefold() == slot.name.casefold()]
        return named or [one for one in self._left if slot.page is not None and one.page == slot.page]


def _with(one: Method, more: tuple[Applied, ...]) -> Method:
    if not more:
        return one
    return Method(one.name, one.returns, one.arguments, one.attribute, (*one.repairs, *more), one.source)
