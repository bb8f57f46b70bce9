"""WMI classes: which class page a method page belongs to, and what each tells the other."""

import posixpath
from collections import defaultdict
from collections.abc import Iterator, Sequence

from specgen.link.entities import Linked
from specgen.link.locales import Pairs
from specgen.link.names import fold
from specgen.link.namespaces import spelled
from specgen.link.places import Position, Tree, position, resolve
from specgen.model.entities import ClassMethod
from specgen.model.facts import Note, Repair
from specgen.model.types import METHOD_KINDS, OWNER_KINDS

DISAGREES = "SG403"


class ClassIndex:
    """The class and interface pages of a run, by locale and name, with the pages that their member tables link to."""

    def __init__(self, linked: Sequence[Linked], tree: Tree) -> None:
        self._linked = linked
        self._tree = tree
        self._by_name: dict[tuple[str, str], list[Linked]] = defaultdict(list)
        self._by_position: dict[Position, Linked] = {}
        self._listing: dict[Position, list[Linked]] = defaultdict(list)
        for one in linked:
            self._by_position[position(one.page)] = one
            if one.kind in OWNER_KINDS:
                self._by_name[one.page.locale, one.name.lower()].append(one)
                self._note_listing(one)

    def _note_listing(self, owner: Linked) -> None:
        for row in owner.page.facts.listed:
            place = resolve(owner.page, row.target)
            if place is not None and owner not in self._listing[place]:
                self._listing[place].append(owner)

    def class_of(self, method: Linked) -> Linked | None:
        """The class page of a method: one that links to it, else the nearest of its owner's name."""
        named = self._by_name.get((method.page.locale, (method.owner or "").lower()), [])
        linking = self._listing.get(position(method.page), [])
        both = [one for one in named if one in linking]
        if both:
            return both[0]
        return min(named, key=lambda one: _distance(one, method)) if named else None

    def listed_by_owner(self, method: Linked) -> list[str]:
        """The members that the owner's page lists; nothing where it has no page."""
        owner = self.class_of(method) if method.owner else None
        return [row.name for row in owner.page.facts.listed] if owner else []

    def set_owners(self) -> None:
        """Correct owners that a copied api_name got wrong: the class that lists this page, and that the page names."""
        for one in self._linked:
            if one.kind not in METHOD_KINDS:
                continue
            linking = self._listing.get(position(one.page), [])
            if not linking or any(fold(owner.name) == fold(one.owner or "") for owner in linking):
                continue
            right = [owner for owner in linking if self._names(one, owner)]
            if len(right) == 1:
                _correct_owner(one, right[0])

    def _names(self, method: Linked, owner: Linked) -> bool:
        """Whether the H1, the file name or a See-also link of the method page names the class."""
        facts = method.page.facts
        wanted = fold(owner.name)
        stem = posixpath.basename(facts.path)
        if wanted in fold(stem) or (facts.heading and wanted in fold(facts.heading.slug)):
            return True
        return any(
            link.section == "see-also" and self._tree.at(method.page, link.target) is owner.page for link in facts.links
        )

    def set_namespaces(self, pairs: Pairs | None) -> None:
        """Namespaces by their evidence: class page, api_location, requirements row, reference."""
        for one in self._linked:
            if one.kind == "wmi-class":
                _take_namespace(one, None, pairs)
        for one in self._linked:
            if one.kind == "wmi-method":
                _take_namespace(one, self.class_of(one), pairs)

    def set_methods(self) -> None:
        """The method rows of each class with their pages, and the owners of inherited properties."""
        own: dict[int, list[Linked]] = defaultdict(list)
        for one in self._linked:
            owner = self.class_of(one) if one.kind == "wmi-method" else None
            if owner is not None:
                own[id(owner)].append(one)
        for one in self._linked:
            if one.kind == "wmi-class":
                one.methods = tuple(self._methods(one, own[id(one)]))
                one.inherited = dict(self._inherited(one))
                self._mark_unimplemented(one, own[id(one)])

    def _methods(self, owner: Linked, own: Sequence[Linked]) -> Iterator[ClassMethod]:
        pages = {fold(one.name): one for one in own}
        seen = set()
        for row in owner.page.facts.listed:
            target = self._tree.at(owner.page, row.target)
            page = pages.get(fold(row.name)) or (self._method_at(owner, row.target))
            name = page.name if page is not None else row.name
            seen.add(fold(name))
            path = (
                page.page.facts.path
                if page
                else (target.facts.path if target and target.facts.kind == "wmi-method" else None)
            )
            yield ClassMethod(name, path, row.inherited_from, row.implemented, row.description)
        for one in own:
            if fold(one.name) not in seen:
                yield ClassMethod(one.name, one.page.facts.path, None, one.implemented, one.page.facts.summary)

    def _method_at(self, owner: Linked, target: str | None) -> Linked | None:
        place = resolve(owner.page, target)
        found = self._by_position.get(place) if place else None
        return found if found is not None and found.kind == "wmi-method" else None

    def _mark_unimplemented(self, owner: Linked, own: Sequence[Linked]) -> None:
        dead = {fold(row.name) for row in owner.page.facts.listed if not row.implemented}
        for one in own:
            one.implemented = fold(one.name) not in dead

    def _inherited(self, owner: Linked) -> Iterator[tuple[str, str | None]]:
        """The class each property is inherited from; a link to a page stands for the class on that page."""
        for member in owner.page.facts.properties:
            said = member.described.inherited_from if member.described else None
            if said is None or member.declared.name is None:
                continue
            if not said.endswith(".md"):
                yield member.declared.name, said
                continue
            page = self._tree.at(owner.page, said)
            yield member.declared.name, page.facts.name if page else None


def _distance(one: Linked, other: Linked) -> tuple[bool, int, str]:
    """Pages of one root and folder are nearest."""
    here, there = (posixpath.dirname(page.place).split("/") for page in (one.page, other.page))
    shared = next(
        (at for at, (a, b) in enumerate(zip(here, there, strict=False)) if a != b), min(len(here), len(there))
    )
    (tree, place), (other_tree, _) = one.page.position, other.page.position
    return (tree != other_tree, len(here) + len(there) - 2 * shared, place)


def _take_namespace(one: Linked, owner: Linked | None, pairs: Pairs | None) -> None:
    """Give a page the best namespace there is, and what proves it."""
    own = next((place for place in spelled(one.page) if place.name), None)
    if owner is not None and owner.namespace is not None and (own is None or own.name != owner.namespace):
        one.namespace = owner.namespace
        one.namespace_evidence = "reference" if owner.namespace_evidence == "reference" else "sibling"
    elif own is not None:
        one.namespace, one.namespace_evidence = own.name, own.evidence
    elif pairs is not None:
        one.namespace, one.namespace_evidence = pairs.namespace_of(one), "reference"


def _correct_owner(method: Linked, owner: Linked) -> None:
    """Take the owner that the class page proves, and note what the frontmatter says instead."""
    quote = method.page.facts.front.api_names[0] if method.page.facts.front.api_names else None
    said, method.owner = method.owner, owner.name
    if quote is not None:
        message = (
            f"the frontmatter (line {quote.span.line}) says {quote.text}, but {owner.page.place} lists this page "
            f"among the methods of {owner.name}"
        )
        method.notes.append(Note(DISAGREES, quote.span, message, method.name, said, owner.name))
        repair = Repair("owner", None, said or quote.text, owner.name, quote.span.line, DISAGREES, "sibling")
        method.repairs.append(repair)
