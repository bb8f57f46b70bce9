"""COM interfaces: bases, vtable slots and the pages of the methods."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from specgen.link.entities import Linked
from specgen.link.names import fold
from specgen.link.places import Tree
from specgen.model.entities import Slot

_SLOTS_OF = {"IUnknown": 3, "IDispatch": 7}
_MAX_BASES = 30


def set_slots(linked: Sequence[Linked], tree: Tree) -> None:
    """Fill ``slots`` of interfaces, and ``slot`` of the methods whose interface lists them in vtable order."""
    interfaces: dict[tuple[str, str], Linked] = {}
    methods: dict[tuple[str, str], dict[str, Linked]] = defaultdict(dict)
    for one in linked:
        if one.kind == "com-interface":
            interfaces.setdefault((one.page.locale, one.name), one)
        elif one.kind == "com-method":
            methods[one.page.locale, one.owner or ""].setdefault(fold(one.name), one)
            for also in one.also_on:
                methods[one.page.locale, also.removeprefix("com:").split("::")[0]].setdefault(fold(one.name), one)
    for one in linked:
        if one.kind == "com-interface":
            own = methods[one.page.locale, one.name]
            first = _base_slots(one, interfaces)
            one.slots = tuple(_slots(one, own, first, tree))
            _hand_down(one, own)


def _base_slots(one: Linked, interfaces: Mapping[tuple[str, str], Linked]) -> int | None:
    """How many slots the base interfaces take, or None where one of them is not known."""
    total, base = 0, one.page.facts.base
    for _ in range(_MAX_BASES):
        if base in _SLOTS_OF:
            return total + _SLOTS_OF[base]
        parent = interfaces.get((one.page.locale, base or ""))
        if parent is None or parent.page.facts.listed_order != "vtable":
            return None
        total += len(parent.page.facts.listed)
        base = parent.page.facts.base
    return None


def _slots(one: Linked, own: Mapping[str, Linked], first: int | None, tree: Tree) -> Iterator[Slot]:
    vtable = one.page.facts.listed_order == "vtable"
    for place, row in enumerate(one.page.facts.listed):
        method = own.get(fold(row.name))
        target = tree.at(one.page, row.target)
        page = method.page.facts.path if method else None
        if page is None and target is not None and target.facts.kind == "com-method":
            page = target.facts.path
        name = method.name if method else row.name if row.name.isidentifier() else None
        slot = first + place if vtable and first is not None else None
        yield Slot(name, slot, one.name, page, documented=page is not None)


def _hand_down(one: Linked, own: Mapping[str, Linked]) -> None:
    for slot in one.slots:
        method = own.get(fold(slot.name or ""))
        if method is not None and method.owner == one.name:
            method.slot = slot.slot
