"""What DSP0004 makes of the documented WMI classes: one schema a namespace, with every departure from the pages named.

The MOF backend writes it down, and rules report the departures. Nothing of a page is changed in silence.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from specgen.cim.features import Builder
from specgen.cim.linker import Linker, Namespace
from specgen.cim.qualifiers import Vocabulary, vocabulary
from specgen.cim.schema import CimClass, flat_classes
from specgen.model.entities import AnyEntity, WmiClass, WmiMethod
from specgen.model.types import QualifierValue

__all__ = ["CimClass", "Namespace", "Schema", "Space", "schema"]


@dataclass(frozen=True)
class Space:
    """A namespace: "?" for the unknown one, "*" for all. ``flat`` has what the pages list, ``linked`` what loads."""

    name: str
    flat: tuple[CimClass, ...]
    linked: Namespace


@dataclass(frozen=True)
class Schema:
    """Everything that the pages say of WMI, by namespace (sorted), and the qualifiers that it uses."""

    words: Vocabulary
    spaces: tuple[Space, ...]


def schema(entities: Iterable[AnyEntity], *, descriptions: bool) -> Schema:
    """The schema of the WMI classes and methods among ``entities``; ``descriptions`` says whether prose goes along."""
    found = [one for one in entities if isinstance(one, WmiClass | WmiMethod)]
    words = vocabulary(use for one in found for use in _uses(one))
    builder = Builder(words, descriptions=descriptions)
    named: dict[str, list[WmiClass | WmiMethod]] = defaultdict(list)
    for one in found:
        named[one.namespace or "?"].append(one)
    return Schema(words, tuple(_space(name, named[name], builder) for name in sorted(named)))


def _space(name: str, entities: Iterable[AnyEntity], builder: Builder) -> Space:
    flat = tuple(flat_classes(entities, builder))
    return Space(name, flat, Linker(flat).link())


def _uses(one: WmiClass | WmiMethod) -> Iterator[tuple[str, QualifierValue]]:
    yield from one.qualifiers.items()
    for member in one.properties if isinstance(one, WmiClass) else one.parameters:
        yield from member.qualifiers.items()
