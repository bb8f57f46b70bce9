"""The library: the entities of all pages, and the look-ups that rules and backends share."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from specgen.model.entities import AnyEntity, ComInterface, ComMethod, WmiClass, WmiMethod
from specgen.model.facts import PageFacts
from specgen.model.symbols import Symbols
from specgen.model.tree import Tree


@dataclass(frozen=True)
class Raised:
    """What the rules of these ``codes`` said of ``facts``, packed; it says nothing of other facts of the same page.

    ``linked`` are those facts with what linking noticed besides, where it noticed anything.
    """

    facts: PageFacts
    codes: frozenset[str]
    noted: bytes
    linked: PageFacts | None = None


@dataclass(frozen=True)
class Page:
    """A page as the run sees it: the facts, and where they belong.

    ``root`` is the PATH the page was found under; ``reported`` says whether it is under a PATH of the command
    line (the others are only read to understand those). ``home`` is the page relative to the root of its tree, with /,
    whatever PATH it was found under (empty: it has no such root). ``raised`` is what rules said where it was read.
    """

    facts: PageFacts
    root: str
    locale: str
    docset: str | None = None
    reported: bool = True
    home: str = ""
    raised: Raised | None = field(default=None, compare=False, repr=False)

    @property
    def key(self) -> tuple[str, str]:
        """Which page of the run this is: the PATH that it was found under, and where below it."""
        return self.root, self.facts.path

    @property
    def place(self) -> str:
        """The page's name in fingerprints, baselines and messages: its home, else its path."""
        return self.home or self.facts.path

    @property
    def position(self) -> tuple[str, str]:
        """Its tree ("": that of the pages with a home) and its place there: what pages are to each other goes by it.

        It is the same whatever PATH the page was found under.
        """
        return "" if self.home else self.root, self.place


@dataclass(frozen=True)
class Library:
    """All pages and all entities, sorted by (id, locale, root, page, line), and what their symbols stand for.

    ``originals``: the page of the reference that a page was translated from, by (root, page). ``trees``: the files
    around the pages, by root; "" is that of the pages that have a home.
    """

    pages: tuple[Page, ...] = ()
    entities: tuple[AnyEntity, ...] = ()
    reference: "Library | None" = field(default=None, compare=False)
    symbols: Symbols = field(default_factory=Symbols, compare=False)
    originals: Mapping[tuple[str, str], Page] = field(default_factory=dict, compare=False)
    trees: Mapping[str, Tree] = field(default_factory=dict, compare=False)

    @cached_property
    def by_page(self) -> dict[tuple[str, str], tuple[AnyEntity, ...]]:
        """Entities by (root, page), in the order of the library."""
        pages: dict[tuple[str, str], list[AnyEntity]] = defaultdict(list)
        for entity in self.entities:
            pages[entity.root, entity.page].append(entity)
        return {key: tuple(found) for key, found in pages.items()}

    @cached_property
    def by_id(self) -> dict[str, tuple[AnyEntity, ...]]:
        """Entities by id: one for each page that claims it, primaries first."""
        ids: dict[str, list[AnyEntity]] = defaultdict(list)
        for entity in self.entities:
            ids[entity.id].append(entity)
        return {key: tuple(sorted(found, key=lambda one: not one.primary)) for key, found in ids.items()}

    def tree_of(self, page: Page) -> Tree:
        """The tree in which the page has its place; where none is known, the pages that were read."""
        key, _ = page.position
        return self.trees.get(key) or self._read_trees.get(key, Tree())

    @cached_property
    def _read_trees(self) -> dict[str, Tree]:
        places: dict[str, list[str]] = defaultdict(list)
        for page in self.pages:
            tree, place = page.position
            places[tree].append(place)
        return {key: Tree.of(found) for key, found in places.items()}

    def primaries(self, locale: str | None = None) -> tuple[AnyEntity, ...]:
        """One entity an id, for backends: of ``locale``, else en-us, else the first locale by name."""
        best: dict[str, AnyEntity] = {}
        for entity in self.entities:
            held = best.get(entity.id)
            if entity.primary and (held is None or _rank(entity, locale) < _rank(held, locale)):
                best[entity.id] = entity
        return tuple(best[key] for key in sorted(best))


def _rank(entity: AnyEntity, locale: str | None) -> tuple[bool, bool, str]:
    return (entity.locale != locale, entity.locale != "en-us", entity.locale)


def wmi_classes(entities: Iterable[AnyEntity]) -> list[WmiClass]:
    """The WMI classes among them, in order."""
    return [one for one in entities if isinstance(one, WmiClass)]


def wmi_methods(entities: Iterable[AnyEntity]) -> list[WmiMethod]:
    """The WMI methods among them, in order."""
    return [one for one in entities if isinstance(one, WmiMethod)]


def com_interfaces(entities: Iterable[AnyEntity]) -> list[ComInterface]:
    """The COM interfaces among them, in order."""
    return [one for one in entities if isinstance(one, ComInterface)]


def com_methods(entities: Iterable[AnyEntity]) -> list[ComMethod]:
    """The COM methods among them, in order."""
    return [one for one in entities if isinstance(one, ComMethod)]
