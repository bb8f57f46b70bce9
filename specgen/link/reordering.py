"""Overlays of a vtable: an interface's methods in another order than its page lists them, or with others among them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from specgen.link.fields import VTABLE, Keys
from specgen.link.names import fold
from specgen.link.vtables import Table, numbers
from specgen.model.change import changed
from specgen.model.entities import AnyEntity, ComInterface, ComMethod, Slot
from specgen.model.facts import Repair
from specgen.model.serial import plain

_ID = "com:"
_COUNTED: tuple[Keys, ...] = ((VTABLE,), ("base",), ("order",))


class Documented:
    """The methods that have a page, by the ids that their pages document."""

    def __init__(self, entities: Iterable[AnyEntity]) -> None:
        methods = [one for one in entities if isinstance(one, ComMethod)]
        self._found: dict[tuple[str, str], ComMethod] = {}
        for one in sorted(methods, key=lambda held: not held.primary):
            self._found.setdefault((one.locale, one.id), one)
        for one in methods:
            for identity in one.also_on:
                self._found.setdefault((one.locale, identity), one)
        self._known = {identity: one.name for (_, identity), one in self._found.items()}

    def find(self, locale: str, identity: str) -> ComMethod | None:
        """The method of that id in that language."""
        return self._found.get((locale, identity))

    def name(self, identity: str) -> str:
        """What the method of that id is called. Raises ValueError where no language has one."""
        if identity not in self._known:
            raise ValueError(f"there is no {identity}")
        return self._known[identity]


def counts(keys: Keys) -> bool:
    """Whether what an overlay changes there decides about the slots of interfaces."""
    return keys in _COUNTED


def slots(interface: ComInterface, wanted: Any, methods: Documented) -> list[Any]:
    """The slots of an interface that has ``wanted`` for methods, as plain data and not numbered yet.

    An entry is the name of a method of the interface, None for a placeholder, or the id of a method that the page of
    another interface documents. Raises ValueError for anything else, for a name that is there more than once, and
    where nothing would be otherwise.
    """
    if not isinstance(wanted, list) or not all(one is None or (isinstance(one, str) and one) for one in wanted):
        raise ValueError("it must be an array of names, of ids of methods, and of { null = true } for placeholders")
    left = list(interface.methods)
    made = [_slot(interface, left, name, methods) for name in wanted]
    spelt = [fold(one.name) for one in made if one.name]
    twice = next((one.name for one in made if one.name and spelt.count(fold(one.name)) > 1), None)
    if twice is not None:
        raise ValueError(f"{twice} is there more than once")
    if made == [changed(one, slot=None) for one in interface.methods]:
        raise ValueError("it changes nothing")
    return [plain(one) for one in made]


def _slot(interface: ComInterface, left: list[Slot], name: str | None, methods: Documented) -> Slot:
    wanted = fold(name) if name else None
    held = next((one for one in left if (fold(one.name) if one.name else None) == wanted), None)
    if held is not None:
        left.remove(held)
        return changed(held, slot=None)
    if not name:
        return Slot(None, None, interface.name, None, documented=False)
    elsewhere = name.startswith(_ID)
    method = methods.find(interface.locale, name if elsewhere else f"{_ID}{interface.name}::{name}")
    called = method.name if method else methods.name(name) if elsewhere else name
    return Slot(called, None, interface.name, method.page if method else None, documented=method is not None)


Place = tuple[str, str]
"""The locale and the name of an interface."""


def affected(entities: Sequence[AnyEntity], places: Collection[int]) -> frozenset[Place]:
    """The interfaces at ``places``, and all that derive from one of them."""
    moved = {(entities[place].locale, entities[place].name) for place in places}
    tables = _tables(entities)
    interfaces = (one for one in entities if isinstance(one, ComInterface))
    return frozenset(
        (one.locale, one.name)
        for one in interfaces
        if (one.locale, one.name) in moved or _derives(one, tables[one.locale], moved)
    )


def gives_slot(entity: AnyEntity, keys: Keys, places: Collection[Place]) -> bool:
    """Whether an overlay that changes this fact gives a slot that is counted anew."""
    if keys[-1:] != ("slot",):
        return False
    owner = entity.owner if isinstance(entity, ComMethod) else entity.name
    return (entity.locale, owner or "") in places


def renumbered(entities: Sequence[AnyEntity], places: Collection[Place], code: str) -> list[AnyEntity]:
    """The entities where the interfaces of ``places`` count their slots anew.

    A method takes the slot that its interface gives it, and none where it gives none. What that changes is a repair
    of the method, or of the derived interface, with ``code``.
    """
    tables = _tables(entities)
    given: dict[Place, dict[str, int | None]] = {}
    made = list(entities)
    for number, one in enumerate(entities):
        if isinstance(one, ComInterface) and (one.locale, one.name) in places:
            slotted = _numbered(one, numbers(_table(one), tables[one.locale]), code)
            made[number] = slotted
            held = {fold(slot.name): slot.slot for slot in slotted.methods if slot.name}
            given.setdefault((one.locale, one.name), held)
    for number, one in enumerate(entities):
        if isinstance(one, ComMethod) and one.primary and (one.locale, one.owner or "") in given:
            slot = given[one.locale, one.owner or ""].get(fold(one.name))
            made[number] = _repaired(changed(one, slot=slot), [(None, one.slot, slot)], code)
    return made


def _tables(entities: Iterable[AnyEntity]) -> dict[str, dict[str, Table]]:
    tables: dict[str, dict[str, Table]] = {}
    for one in entities:
        if isinstance(one, ComInterface):
            tables.setdefault(one.locale, {}).setdefault(one.name, _table(one))
    return tables


def _table(one: ComInterface) -> Table:
    return Table(one.base, tuple(held.name for held in one.methods), one.order == "vtable")


def _derives(one: ComInterface, tables: Mapping[str, Table], moved: Collection[Place]) -> bool:
    seen: set[str] = set()
    base = one.base
    while base is not None and base not in seen:
        if (one.locale, base) in moved:
            return True
        seen.add(base)
        base = tables[base].base if base in tables else None
    return False


def _numbered(one: ComInterface, found: Sequence[int | None], code: str) -> ComInterface:
    """The interface with these slots; what an overlay of its own put in another place is told by that overlay."""
    pairs = list(zip(one.methods, found, strict=True))
    moved = [(held.name, held.slot, slot) for held, slot in pairs if held.slot is not None]
    made = changed(one, methods=tuple(changed(held, slot=slot) for held, slot in pairs))
    return _repaired(made, moved, code)


Moved = Sequence[tuple[str | None, int | None, int | None]]
"""Members with the slots that they had and have."""

_Numbered = TypeVar("_Numbered", ComInterface, ComMethod)


def _repaired(one: _Numbered, moved: Moved, code: str) -> _Numbered:
    told: list[Repair] = [
        Repair("slot", member, _spelt(was), _spelt(now), one.line, code, "overlay")
        for member, was, now in moved
        if was != now
    ]
    if not told:
        return one
    ordered = sorted((*one.repairs, *told), key=lambda held: (held.line, held.field, held.member or ""))
    return changed(one, repairs=tuple(ordered))


def _spelt(slot: int | None) -> str:
    return "null" if slot is None else str(slot)
