"""COM interfaces, their methods and their properties."""

import re
from collections.abc import Iterator
from typing import Any

from specgen.link.entities import Linked, shared
from specgen.link.parts import called, parameter
from specgen.model.change import changed
from specgen.model.entities import AnyEntity, ComInterface, ComMethod, ComProperty, Parameter
from specgen.model.facts import AccessorFacts, MemberFacts
from specgen.model.types import Access

KINDS = frozenset({"com-interface", "com-method", "com-property"})
_GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_IID_SYMBOL = re.compile(r"\bD?IID_\w+")


def identifier(linked: Linked) -> str:
    """``com:Interface[::Member]``."""
    return f"com:{linked.owner}::{linked.name}" if linked.owner else f"com:{linked.name}"


def entities(linked: Linked) -> Iterator[AnyEntity]:
    """The interface or method; of a property also its accessors, which are methods."""
    if linked.kind == "com-interface":
        yield _interface(linked)
    elif linked.kind == "com-method":
        yield ComMethod(**shared(linked), **_called(linked), slot=linked.slot, accessor=None)
    else:
        yield _property(linked)
        for one in linked.facts.accessors:
            yield _accessor(linked, one)


def _interface(linked: Linked) -> ComInterface:
    facts = linked.facts
    iid, symbol, clsids = None, None, []
    for row in facts.requirements:
        for text in row.repaired if row.key in ("iid", "clsid") else ():
            guid = _GUID.search(text)
            if row.key == "clsid":
                clsids += [guid[0].lower()] if guid else []
                continue
            iid = iid or (guid[0].lower() if guid else None)
            found = _IID_SYMBOL.search(text)
            symbol = symbol or (found[0] if found else None)
    return ComInterface(
        **shared(linked),
        base=facts.base,
        iid=iid,
        iid_symbol=symbol,
        clsids=tuple(clsids),
        order=facts.listed_order,
        methods=linked.slots,
    )


def _called(linked: Linked) -> dict[str, Any]:
    return called(linked.facts, "c", linked.facts.language, linked.directions)


def _property(linked: Linked) -> ComProperty:
    """The property; its type is that of the value that an accessor hands over, without the getter's pointer."""
    accessors = {one.accessor: one for one in linked.facts.accessors}
    best = accessors.get("get") or accessors.get("put")
    held = _value(best)
    listed = best.parameters[:-1] if best is not None and held is not None else linked.facts.parameters
    return ComProperty(
        **shared(linked),
        type=held.declared.type if held else None,
        array=held.declared.array if held else None,
        pointer=max(0, held.declared.pointer - (best is accessors.get("get"))) if held else 0,
        access=_ACCESS.get(frozenset(accessors)),
        getter=_spelled(accessors.get("get")),
        setter=_spelled(accessors.get("put")),
        parameters=tuple(_parameter(one, linked.facts.language) for one in listed),
    )


_ACCESS: dict[frozenset[str], Access] = {
    frozenset({"get"}): "read",
    frozenset({"put"}): "write",
    frozenset({"get", "put"}): "readwrite",
}


def _value(accessor: AccessorFacts | None) -> MemberFacts | None:
    """What an accessor hands over: its last parameter."""
    return accessor.parameters[-1] if accessor is not None and accessor.parameters else None


def _spelled(accessor: AccessorFacts | None) -> str | None:
    return accessor.declaration.name.text if accessor is not None and accessor.declaration.name is not None else None


def _parameter(member: MemberFacts, locale: str) -> Parameter:
    return parameter(member, "c", locale, None)


def _accessor(linked: Linked, accessor: AccessorFacts) -> ComMethod:
    """An accessor as the method that it is; what the page says of the property's values is not repeated."""
    facts = changed(linked.facts, declaration=accessor.declaration, parameters=accessor.parameters)
    name = _spelled(accessor) or linked.name
    made = shared(linked) | {"id": f"com:{linked.owner}::{name}", "name": name, "also_on": (), "findings": ()}
    made |= {"line": accessor.declaration.quote.span.line, "repairs": ()}
    return ComMethod(**made, **called(facts, "c", linked.facts.language, {}), slot=None, accessor=accessor.accessor)
