"""Locales: which page a translation was made from, and what that page tells.

Pages pair by relative path, else by ms.assetid, else by the longest common path suffix, else by first api_name and
kind; a key that several pages share pairs nothing.
"""

from collections import defaultdict
from collections.abc import Callable as Function
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from specgen.lexicons import ENGLISH
from specgen.link.entities import Linked
from specgen.link.originals import give_back, give_names
from specgen.model.change import changed
from specgen.model.entities import AnyEntity, Callable, ComMethod, WmiClass, WmiMethod
from specgen.model.facts import ConstraintFacts, MemberFacts, PageFacts
from specgen.model.library import Library, Page

K = TypeVar("K", bound=Hashable)


class Pairs:
    """The reference tree, by everything that pages pair by."""

    def __init__(self, reference: Library) -> None:
        self._reference = reference

    def page_of(self, page: Page) -> Page | None:
        """The page that ``page`` was translated from, or None."""
        path = page.facts.path.lower()
        named, shared = self._by_suffix(page.place)
        # A bare file name says little: the page may have been asked for by itself.
        found = self._by_path.get(path) if "/" in path or not page.home else None
        found = found or (named if shared > 1 else None) or self._by_asset.get(page.facts.front.assetid or "")
        return found or self._by_path.get(path) or named or self._by_api.get(_api(page) or ("", ""))

    def originals(self, pages: Iterable[Page]) -> dict[tuple[str, str], Page]:
        """The pages that ``pages`` were translated from, by (root, page); those without one are not there."""
        found = ((page.key, self.page_of(page)) for page in pages)
        return {place: original for place, original in found if original is not None}

    @cached_property
    def _by_path(self) -> dict[str, Page]:
        return _unique(self._reference.pages, lambda page: page.facts.path.lower())

    @cached_property
    def _by_asset(self) -> dict[str, Page]:
        return _unique(self._reference.pages, lambda page: page.facts.front.assetid)

    @cached_property
    def _by_api(self) -> dict[tuple[str, str], Page]:
        return _unique(self._reference.pages, _api)

    @cached_property
    def _by_name(self) -> dict[str, list[Page]]:
        found = defaultdict(list)
        for page in self._reference.pages:
            found[page.facts.path.lower().rsplit("/", 1)[-1]].append(page)
        return found

    def _by_suffix(self, path: str) -> tuple[Page | None, int]:
        """The one page whose path shares the longest end with ``path``, and how many parts these are."""
        parts = path.lower().split("/")[::-1]
        best: list[Page] = []
        length = 0
        for page in self._by_name.get(parts[0], []):
            others = page.facts.path.lower().split("/")[::-1]
            shared = next(
                (at for at, (a, b) in enumerate(zip(parts, others, strict=False)) if a != b),
                min(len(parts), len(others)),
            )
            if shared > length:
                best, length = [page], shared
            elif shared == length:
                best.append(page)
        return (best[0] if len(best) == 1 else None), length

    def entity_of(self, linked: Linked) -> AnyEntity | None:
        """The reference's entity for a page."""
        page = self.page_of(linked.page)
        entities = self._reference.by_page.get(page.key, ()) if page else ()
        return next((one for one in entities if one.kind == linked.kind), None)

    def namespace_of(self, linked: Linked) -> str | None:
        """The namespace that the reference gives a WMI page: its original's, else that of the one class of its name."""
        found = self.entity_of(linked)
        if isinstance(found, WmiClass | WmiMethod):
            return found.namespace
        name = linked.owner if linked.kind == "wmi-method" else linked.name
        named = self._namespaces_by_class.get((name or "").lower(), set())
        return next(iter(named)) if len(named) == 1 else None

    @cached_property
    def _namespaces_by_class(self) -> dict[str, set[str | None]]:
        found: dict[str, set[str | None]] = defaultdict(set)
        for one in self._reference.entities:
            if isinstance(one, WmiClass):
                found[one.name.lower()].add(one.namespace)
        return found

    def set_directions(self, linked: Iterable[Linked]) -> None:
        """The reference's directions, for parameters on whose page nothing tells."""
        for one in linked:
            found = self.entity_of(one)
            if isinstance(found, ComMethod | WmiMethod | Callable):
                one.directions = {item.name: item.direction for item in found.parameters if item.name}

    def set_values(self, linked: Iterable[Linked]) -> None:
        """What the original says of values that translation damaged."""
        for one in linked:
            original = self.page_of(one.page)
            if original is not None and original.facts.kind == one.kind:
                give_back(one, original.facts)

    def set_names(self, linked: Iterable[Linked]) -> None:
        """The names of values on originals in English, for those that a translation only labels."""
        for one in linked:
            original = self.page_of(one.page)
            if original is not None and original.facts.kind == one.kind and original.facts.language == ENGLISH:
                give_names(one, original.facts)

    def set_constraints(self, linked: Iterable[Linked]) -> None:
        """The reference's constraints, for described members on whose page none was read.

        Text and line stay those of the sentence that was read, so they are the original page's.
        """
        for one in linked:
            original = self.page_of(one.page)
            if original is not None and original.facts.kind == one.kind:
                one.mended = _with_constraints(one.facts, original.facts)


_CONSTRAINED = ("parameters", "properties", "members")


def _with_constraints(facts: PageFacts, original: PageFacts) -> PageFacts:
    """``facts`` with the constraints of ``original`` on members of the same name that have none."""
    told = {field: _constraints_by_name(getattr(original, field)) for field in _CONSTRAINED}
    if not any(told.values()):
        return facts
    return changed(facts, **{field: _constrained(getattr(facts, field), told[field]) for field in _CONSTRAINED})


def _constraints_by_name(members: Iterable[MemberFacts]) -> dict[str | None, tuple[ConstraintFacts, ...]]:
    return {
        member.declared.name: member.described.constraints
        for member in members
        if member.described is not None and member.described.constraints
    }


def _constrained(
    members: Iterable[MemberFacts], told: Mapping[str | None, tuple[ConstraintFacts, ...]]
) -> tuple[MemberFacts, ...]:
    return tuple(
        changed(member, described=changed(member.described, constraints=told[member.declared.name]))
        if member.described is not None and not member.described.constraints and member.declared.name in told
        else member
        for member in members
    )


def _unique(pages: Sequence[Page], key: Function[[Page], K | None]) -> dict[K, Page]:
    """Pages by a key, without those that share one."""
    found: dict[K, list[Page]] = defaultdict(list)
    for page in pages:
        value = key(page)
        if value:
            found[value].append(page)
    return {value: one[0] for value, one in found.items() if len(one) == 1}


def _api(page: Page) -> tuple[str, str] | None:
    names = page.facts.front.api_names
    return (names[0].text.lower(), page.facts.kind) if names else None
