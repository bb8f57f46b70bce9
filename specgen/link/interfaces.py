"""COM interfaces: bases, vtable slots and the pages of the methods."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from specgen.link.constants import Headers
from specgen.link.entities import Linked
from specgen.link.names import fold
from specgen.link.places import Tree
from specgen.link.vtables import Table, numbers
from specgen.model.change import changed
from specgen.model.entities import AnyEntity, ComInterface, Slot

_PREFIX = re.compile("^D?IID_")


def set_slots(linked: Sequence[Linked], tree: Tree) -> None:
    """Fill ``slots`` of interfaces, and ``slot`` of the methods whose interface lists them in vtable order."""
    interfaces: dict[tuple[str, str], Linked] = {}
    methods: dict[tuple[str, str], dict[str, Linked]] = defaultdict(dict)
    for one in linked:
        if one.kind == "com-interface":
            interfaces.setdefault((one.page.locale, one.name), one)
        elif one.kind == "com-method":
            methods[one.page.locale, one.owner or ""].setdefault(fold(one.name), one)
    for one in linked:
        for also in one.also_on if one.kind == "com-method" else ():
            methods[one.page.locale, also.removeprefix("com:").split("::")[0]].setdefault(fold(one.name), one)
    tables: dict[str, dict[str, Table]] = defaultdict(dict)
    for (locale, name), one in interfaces.items():
        tables[locale][name] = _table(one)
    for one in linked:
        if one.kind == "com-interface":
            own = methods[one.page.locale, one.name]
            one.slots = tuple(_slots(one, own, numbers(_table(one), tables[one.page.locale]), tree))
            _hand_down(one, own)


def with_iids(entities: Iterable[AnyEntity], headers: Headers) -> Iterator[AnyEntity]:
    """The entities, and where a page tells no IID of its interface, the one that all headers agree on."""
    told: dict[str, set[str]] = defaultdict(set)
    for header in headers.values():
        for name, iid in header.iids.items():
            told[name].add(iid)
    for one in entities:
        if isinstance(one, ComInterface) and one.iid is None:
            found = told.get(_PREFIX.sub("", one.iid_symbol or one.name), set())
            yield changed(one, iid=next(iter(found))) if len(found) == 1 else one
        else:
            yield one


def _table(one: Linked) -> Table:
    facts = one.page.facts
    return Table(facts.base, tuple(row.name for row in facts.listed), facts.listed_order == "vtable")


def _slots(one: Linked, own: Mapping[str, Linked], numbered: Sequence[int | None], tree: Tree) -> Iterator[Slot]:
    listed = {fold(row.name) for row in one.page.facts.listed}
    untold = {method.page.key: method for name, method in own.items() if name not in listed}
    for slot, row in zip(numbered, one.page.facts.listed, strict=True):
        target = tree.at(one.page, row.target)
        # a translated name ("Preparar") that leads to the page of a method without a row of its own
        method = own.get(fold(row.name)) or (untold.get(target.key) if target is not None else None)
        page = method.page.facts.path if method else None
        if page is None and target is not None and target.facts.kind == "com-method":
            page = target.facts.path
        name = method.name if method else row.name if row.name.isidentifier() else None
        yield Slot(name, slot, one.name, page, documented=page is not None)


def _hand_down(one: Linked, own: Mapping[str, Linked]) -> None:
    for slot in one.slots:
        method = own.get(fold(slot.name or ""))
        if method is not None and method.owner == one.name:
            method.slot = slot.slot
