"""Pages of which only the outside is left, and what linking and the rules of the library make of a library."""

from collections.abc import Iterable
from typing import Any

import msgspec

from specgen.checks import Selection, context_lacking, judge, links_not_checked, main_entity
from specgen.model.change import changed
from specgen.model.facts import ListedMember, Note, PageFacts
from specgen.model.folded import Folded
from specgen.model.library import Library, Page
from specgen.model.outsides import CODES, IGNORED
from specgen.model.spans import Quote

EVERYTHING = Selection(("ALL",), (), True)


def outside_of(facts: PageFacts) -> PageFacts:
    """The facts without all that an edit may change without being seen by other pages."""
    blank: PageFacts = _blanked(facts)
    return changed(blank, sections=_titleless(facts))


def _titleless(facts: PageFacts) -> Any:
    sections = []
    for one in facts.sections:
        place = Quote("", one.heading.quote.span)
        sections.append(changed(one, heading=changed(one.heading, quote=place, plain="", slug=""), found_by=""))
    return Folded.of(type(facts.sections[0]), sections) if sections else facts.sections


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
        else:
            new[name] = _blanked(told)
    return changed(value, **new)


def outcome(library: Library, raw: Iterable[Page]) -> dict[str, Any]:
    """What pages have of each other: all that the ledger of a check relies on."""
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
        "links": links_not_checked(library, EVERYTHING),
    }
