"""Overlays of a vtable: an interface's methods in another order than its page lists them, or with others among them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from specgen.link.names import fold
from specgen.link.vtables import Table, numbers
from specgen.model.change import changed
from specgen.model.entities import AnyEntity, ComInterface, ComMethod, Slot
from specgen.model.facts import Repair
from specgen.model.serial import plain

FIELD = "methods"
_ID = "com:"

Documented = Mapping[tuple[str, str], ComMethod]
"""The methods that have a page, by locale and by each id that the page documents."""


def documented(entities: Iterable[AnyEntity]) -> Documented:
    """The methods of these entities; of several that claim an id the first."""
    found: dict[tuple[str, str], ComMethod] = {}
    for one in entities:
        if isinstance(one, ComMethod):
            for identity in (one.id, *one.also_on):
                found.setdefault((one.locale, identity), one)
    return found


def names(interface: ComInterface) -> list[str | None]:
    """The methods of an interface as an overlay names them, in the order of the page; a placeholder has no name."""
    return [one.name for one in interface.methods]


def slots(interface: ComInterface, wanted: Any, methods: Documented) -> list[Any]:
    """The slots of an interface that has ``wanted`` for methods, as plain data and not numbered yet.

    An entry is the name of a method of the interface, None for a placeholder, or the id of a method that the page of
    another interface documents. Raises ValueError for anything else.
    """
    if not isinstance(wanted, list) or not all(one is None or (isinstance(one, str) and one) for one in wanted):
        raise ValueError("it must be an array of names, of ids of methods, and of { null = true } for placeholders")
    left = list(interface.methods)
    return [plain(_slot(interface, left, name, methods)) for name in wanted]


def _slot(interface: ComInterface, left: list[Slot], name: str | None, methods: Documented) -> Slot:
    held = next((one for one in left if one.name == name), None)
    if held is not None:
        left.remove(held)
        return changed(held, slot=None)
    identity = name if name and name.startswith(_ID) else f"{_ID}{interface.name}::{name}"
    method = methods.get((interface.locale, identity)) if name else None
    if method is None and name and name.startswith(_ID):
        raise ValueError(f"there is no {name}")
    page = method.page if method else None
    return Slot(method.name if method else name, None, interface.name, page, documented=page is not None)


def renumbered(entities: Sequence[AnyEntity], places: Collection[int], code: str) -> list[AnyEntity]:
    """The entities where the interfaces at ``places``, and all that derive from them, count their slots anew.

    A method takes the slot that its interface gives it; what that changes is a repair of it, with ``code``.
    """
    made = list(entities)
    tables: dict[str, dict[str, Table]] = {}
    for one in entities:
        if isinstance(one, ComInterface):
            tables.setdefault(one.locale, {}).setdefault(one.name, _table(one))
    moved = {(entities[place].locale, entities[place].name) for place in places}
    given: dict[tuple[str, str], dict[str, int | None]] = {}
    for place, one in enumerate(entities):
        if isinstance(one, ComInterface) and (place in places or _derives(one, tables[one.locale], moved)):
            slotted = _numbered(one, numbers(_table(one), tables[one.locale]))
            made[place] = slotted
            held = {fold(slot.name): slot.slot for slot in slotted.methods if slot.name}
            given.setdefault((one.locale, one.name), held)
    for place, one in enumerate(entities):
        if isinstance(one, ComMethod):
            made[place] = _placed(one, given.get((one.locale, one.owner or ""), {}), code)
    return made


def _table(one: ComInterface) -> Table:
    return Table(one.base, tuple(names(one)), one.order == "vtable")


def _derives(one: ComInterface, tables: Mapping[str, Table], moved: Collection[tuple[str, str]]) -> bool:
    seen: set[str] = set()
    base = one.base
    while base is not None and base not in seen:
        if (one.locale, base) in moved:
            return True
        seen.add(base)
        base = tables[base].base if base in tables else None
    return False


def _numbered(one: ComInterface, found: Sequence[int | None]) -> ComInterface:
    return changed(one, methods=tuple(changed(held, slot=slot) for held, slot in zip(one.methods, found, strict=True)))


def _placed(one: ComMethod, given: Mapping[str, int | None], code: str) -> ComMethod:
    slot = given.get(fold(one.name), one.slot)
    if slot == one.slot:
        return one
    repair = Repair("slot", None, _spelt(one.slot), _spelt(slot), one.line, code, "overlay")
    repairs = sorted((*one.repairs, repair), key=lambda held: (held.line, held.field, held.member or ""))
    return changed(one, slot=slot, repairs=tuple(repairs), findings=tuple(sorted({*one.findings, code})))


def _spelt(slot: int | None) -> str:
    return "null" if slot is None else str(slot)
