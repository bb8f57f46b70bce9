"""Pages of which only the outside is left, and what linking and the rules of the library make of a library."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import msgspec

from specgen.checks import Selection, anchored, context_lacking, follow_links, following, judge, main_entity
from specgen.model.change import changed
from specgen.model.facts import FrontMatter, Link, ListedMember, Note, PageFacts, RequirementFacts, Section
from specgen.model.folded import Folded
from specgen.model.library import Library, Page
from specgen.model.outsides import CODES, IGNORED, is_looked_at, may_be_owner, namespaces_of, rows_looked_at
from specgen.model.spans import Quote

EVERYTHING = Selection(("ALL",), (), True)


def outside_of(facts: PageFacts) -> PageFacts:
    """The facts without all that an edit may change without being seen by other pages."""
    blank: PageFacts = _blanked(facts)
    rows = [changed(row, label=Quote("", row.label.span)) for row in rows_looked_at(facts)]
    followed = {} if facts.listed else {"anchors": Folded.of(str, ()), "links": Folded.of(Link, _links_left(facts))}
    return changed(blank, sections=_titleless(facts), requirements=Folded.of(RequirementFacts, rows), **followed)


def _links_left(facts: PageFacts) -> Iterator[Link]:
    for link in facts.links:
        if is_looked_at(facts, link):
            yield link
        elif may_be_owner(facts, link):
            yield changed(link, text="", quote=None)


def _titleless(facts: PageFacts) -> Any:
    sections = []
    for one in facts.sections:
        if one.key is None:
            continue
        place = Quote("", one.heading.quote.span)
        sections.append(changed(one, heading=changed(one.heading, quote=place, plain="", slug=""), found_by=""))
    return Folded.of(Section, sections)


def _blanked(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_blanked(one) for one in value)
    if isinstance(value, dict):
        return {key: _blanked(one) for key, one in value.items()}
    if not isinstance(value, msgspec.Struct):
        return value
    kind, new = type(value), {}
    defaults = {field.name: field.default for field in msgspec.structs.fields(kind)}
    for name in value.__struct_fields__:
        told = getattr(value, name)
        if name in IGNORED.get(kind, frozenset()):
            new[name] = defaults[name] if defaults[name] is not msgspec.NODEFAULT else None
        elif (kind, name) in CODES:
            new[name] = tuple(Note(one.code, one.span, "") for one in told)
        elif kind is ListedMember and name == "description":
            new[name] = "x" if told else told
        elif kind is FrontMatter and name == "api_locations":
            new[name] = namespaces_of(told)
        else:
            new[name] = _blanked(told)
    return changed(value, **new)


def outcome(library: Library, raw: Iterable[Page]) -> dict[str, Any]:
    """What pages have of each other: all that the ledger of a check relies on, but how many links are left alone."""
    judged = judge(library, EVERYTHING)
    before = {page.key: page.facts for page in raw}
    noticed = {}
    for page in library.pages:
        then, now = before[page.key], page.facts
        noticed[page.key] = (now.notes[len(then.notes) :], now.repairs[len(then.repairs) :], now.only_original)
    return {
        "of_library": {key: list(told) for key, told in judged.of_library.items()},
        "noticed": noticed,
        "originals": {key: page.key for key, page in library.originals.items()},
        "entities": {page.key: main_entity(library, page) for page in library.pages},
        "lacking": context_lacking(library, EVERYTHING),
    }


def unfollowed(outcome: dict[str, Any]) -> dict[str, Any]:
    """An outcome without what rules say that follow links."""
    codes = following(EVERYTHING)
    of_library = {key: [one for one in told if one[0] not in codes] for key, told in outcome["of_library"].items()}
    return {**outcome, "of_library": {key: told for key, told in of_library.items() if told}}


def follows(library: Library) -> Iterator[tuple[Page, Any, Any]]:
    """Each page with what follows from its links where all pages are known, and where those are that they lead to."""
    codes, of_library = following(EVERYTHING), judge(library, EVERYTHING).of_library
    at = {(page.position[0], page.place.lower()): page for page in library.pages}
    for page in library.pages:
        tree = page.position[0]
        if page.reported and not page.facts.listed:
            there = [replace(at[tree, one], reported=False) for one in anchored(library, page) if (tree, one) in at]
            alone = follow_links(page, there, {tree: library.tree_of(page)}, EVERYTHING)
            whole = tuple(one for one in of_library.get(page.key, ()) if one[0] in codes)
            yield page, alone.noted, whole
