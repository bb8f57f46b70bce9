"""Which members the page of a class or interface lists, and which have pages of their own: what agrees, what does not.

One place judges, so that a method that is listed under a misspelt name is neither reported as unlisted nor as listed
without a page, and the link of a row that leads nowhere is not reported beside the page that is missing.
"""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from specgen.checks.identifiers import is_identifier
from specgen.checks.links import follow
from specgen.checks.once import Once
from specgen.checks.vocabulary import letters
from specgen.model.entities import ClassMethod, ComInterface, Slot
from specgen.model.facts import Link, ListedMember
from specgen.model.library import Library, Page, com_interfaces, wmi_classes
from specgen.model.types import METHOD_KINDS, METHOD_SECTIONS, OWNER_KINDS

# Shorter names are too often one letter apart without being one name.
_SHORTEST_MISSPELT = 5

# Accessors are listed under the name of their property, in another table.
_ACCESSOR = re.compile(r"(?:get|put|putref)_", re.IGNORECASE)

Folder = tuple[str, str]
"""Root and folder of pages that belong together."""


@dataclass(frozen=True)
class Documented:
    """A method's page: the name and the owner that linking settled on."""

    page: Page
    name: str
    owner: str


@dataclass(frozen=True)
class Disagreement:
    """A method whose page is there, and whose owner's page does not list it so. ``row``: what it lists instead."""

    member: Documented
    listing: Page
    row: ListedMember | None


def _disagreements(library: Library) -> tuple[Disagreement, ...]:
    return tuple(_disagreeing(library))


disagreements = Once(_disagreements)
"""Every documented method that the page of its class or interface lists under another name, or not at all."""


def _disagreeing(library: Library) -> Iterator[Disagreement]:
    members: dict[tuple[Folder, str], list[Documented]] = defaultdict(list)
    for one in _documented(library):
        members[folder(one.page), one.owner.casefold()].append(one)
    for listing in library.pages:
        if is_listing(listing):
            name = _settled_name(library, listing)
            yield from _of_listing(listing, members.get((folder(listing), name.casefold()), ()))


def is_listing(page: Page) -> bool:
    """Whether the page is that of a class or interface, and lists methods or has an empty section for them."""
    facts = page.facts
    return facts.kind in OWNER_KINDS and (
        bool(facts.listed) or any(section.key in METHOD_SECTIONS for section in facts.sections)
    )


def documents_member(page: Page) -> bool:
    """Whether the page documents a method of a class or interface, and no accessor."""
    declaration = page.facts.declaration
    declared = declaration.name.text if declaration is not None and declaration.name is not None else ""
    return page.facts.kind in METHOD_KINDS and page.facts.owner is not None and _ACCESSOR.match(declared) is None


def folder(page: Page) -> Folder:
    """Where pages of one owner stand together."""
    tree, place = page.position
    return tree, posixpath.dirname(place).casefold()


def listed_name(row: ListedMember) -> str:
    """The name in a row, without the brackets of a call."""
    return row.name.replace("\\", "").removesuffix("()").strip()


def leads_to(page: Page, target: str | None) -> str | None:
    """The path that a relative link on ``page`` leads to, in lower case; None for other links."""
    path = (target or "").partition("#")[0]
    if not path or path.startswith("/") or ":" in path:
        return None
    return posixpath.normpath(posixpath.join(posixpath.dirname(page.place), path)).casefold()


def _rows_without_page(library: Library) -> tuple[tuple[Page, ListedMember], ...]:
    return tuple(_undocumented(library))


rows_without_page = Once(_rows_without_page)
"""Every row of a method table whose method no page documents.

A row that misspells a documented method is none, nor is one without a link that is marked as not implemented or
inherited; nor one without a link that says something of the method: why there is no page, or what it does. One whose
link leads nowhere is one, unless a page documents the method all the same.
"""


def _undocumented(library: Library) -> Iterator[tuple[Page, ListedMember]]:
    folders = documented_folders(library)
    misspelt = {(id(one.listing), one.row) for one in disagreements(library) if one.row is not None}
    for page in library.pages:
        if page.facts.listed and page.facts.kind in OWNER_KINDS and folder(page) in folders:
            missing, documented = _missing(library, page)
            for row in page.facts.listed:
                if not is_identifier(row.name) or (id(page), row) in misspelt or row.name in documented:
                    continue
                fate = _fate(library, page, row)
                if fate == "missing" or (fate is None and row.name in missing and not row.description):
                    yield page, row


def documented_folders(library: Library) -> frozenset[Folder]:
    """The folders in which a page documents a method."""
    return frozenset(folder(page) for page in library.pages if page.facts.kind in METHOD_KINDS)


def _fate(library: Library, page: Page, row: ListedMember) -> str | None:
    """What became of the page behind the link of a row; None where there is no link."""
    if not row.target:
        return None
    return follow(library.tree_of(page), page.place, Link(row.name, row.target, row.quote.span, None)).fate


def _missing(library: Library, page: Page) -> tuple[frozenset[str], frozenset[str]]:
    """Names that the entities of a page list and expect a page for: those that have none, and those that have one."""
    here = library.by_page.get(page.key, ())
    methods = [one for owner in wmi_classes(here) for one in owner.methods]
    slots = [(owner, one) for owner in com_interfaces(here) for one in owner.methods if one.name is not None]
    missing = {one.name for one in methods if _expects_page(one)}
    missing.update(one.name or "" for owner, one in slots if _is_undocumented(owner, one))
    documented = {one.name for one in methods if one.page is not None}
    documented.update(one.name or "" for _, one in slots if one.documented or one.page is not None)
    return frozenset(missing), frozenset(documented)


def _expects_page(method: ClassMethod) -> bool:
    return method.page is None and method.implemented and method.inherited_from is None


def _is_undocumented(owner: ComInterface, slot: Slot) -> bool:
    return slot.declared_in in (None, owner.name) and not slot.documented and slot.page is None


def _documented(library: Library) -> Iterator[Documented]:
    for page in library.pages:
        if documents_member(page):
            for entity in library.by_page.get(page.key, ()):
                if entity.kind == page.facts.kind and entity.owner is not None:
                    yield Documented(page, entity.name, entity.owner)


def _settled_name(library: Library, page: Page) -> str:
    here = library.by_page.get(page.key, ())
    return next((one.name for one in here if one.kind == page.facts.kind), page.facts.name or "")


def _of_listing(listing: Page, members: Sequence[Documented]) -> Iterator[Disagreement]:
    documented = {one.name for one in members}
    names = {listed_name(row) for row in listing.facts.listed}
    free = [row for row in listing.facts.listed if listed_name(row) not in documented]
    # On a page that was translated, a row that names no documented method may be any of them.
    hidden = bool(free) and listing.facts.heading is not None and listing.facts.heading.anchored
    # What the description of a property or a remark links to is not listed.
    lists = [link for link in listing.facts.links if link.section is None or link.section in METHOD_SECTIONS]
    linked = {leads_to(listing, link.target) for link in lists}
    for one in members:
        if _spellings(one) & names:
            continue
        row = next((row for row in free if _is_misspelt(listing, row, one)), None)
        if row is not None or (not hidden and one.page.place.casefold() not in linked):
            yield Disagreement(one, listing, row)


def _spellings(member: Documented) -> set[str]:
    """The member's name, and other spellings of it on its own page: where these differ, that page is wrong."""
    given = (one.name for one in member.page.facts.witnesses if one.source in ("api_name", "syntax"))
    return {member.name, *(name for name in given if letters(name) == letters(member.name))}


def _is_misspelt(listing: Page, row: ListedMember, member: Documented) -> bool:
    """Whether the row means the member: the same letters; or all but one, and no link that leads elsewhere."""
    left, right = letters(listed_name(row)), letters(member.name)
    if left == right:
        return True
    target = leads_to(listing, row.target)
    elsewhere = row.target is not None and target != member.page.place.casefold()
    return not elsewhere and min(len(left), len(right)) >= _SHORTEST_MISSPELT and _one_letter_apart(left, right)


def _one_letter_apart(left: str, right: str) -> bool:
    """Whether one letter was left out, doubled, changed, or swapped with the next. Numbers are never misspelt."""
    short, long = sorted((left, right), key=len)
    at = next((at for at, pair in enumerate(zip(short, long, strict=False)) if pair[0] != pair[1]), len(short))
    if any(letter.isdigit() for letter in long[at : at + 1]):
        return False
    if len(long) == len(short):
        swapped = short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
        return swapped or short[at + 1 :] == long[at + 1 :]
    return short[at:] == long[at + 1 :]
