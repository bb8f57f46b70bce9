"""Canonical MAPI properties."""

from collections.abc import Iterator

from specgen.link.entities import Linked, shared
from specgen.model.entities import AnyEntity, MapiProperty
from specgen.model.facts import PropertyFacts

KINDS = frozenset({"mapi-property"})


def identifier(linked: Linked) -> str:
    """``mapi:PidTagX``."""
    return f"mapi:{linked.name}"


def entities(linked: Linked) -> Iterator[AnyEntity]:
    """The property."""
    said = linked.facts.mapi_property or PropertyFacts()
    yield MapiProperty(
        **shared(linked),
        tag=said.tag,
        lid=said.lid,
        types=said.types,
        associated=said.associated,
        property_set=said.property_set,
        area=said.area,
    )
