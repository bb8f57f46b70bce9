"""Rules that look at nothing but the facts of one page run where that page is read, before anything is linked.

What they raise holds afterwards too, but for rules that heed what linking noticed: those are asked again where it
noticed anything.
"""

from functools import lru_cache

from specgen.checks.discovery import rules
from specgen.checks.selection import Selection
from specgen.model.facts import Note, PageFacts
from specgen.model.library import Page
from specgen.model.rules import PageCheck
from specgen.model.serial import pack_noted, unpack_noted


def fit_ahead(selection: Selection) -> tuple[str, ...]:
    """The codes of selected rules that may run ahead: ours, because those of others may look at anything."""
    chosen = (rule for rule in rules() if rule.on_page is not None and selection.chooses(rule.info))
    return tuple(rule.info.code for rule in chosen if rule.on_library is None and not rule.is_foreign)


@lru_cache(maxsize=1)
def _checks(codes: tuple[str, ...]) -> tuple[tuple[str, PageCheck], ...]:
    return tuple((rule.info.code, rule.on_page) for rule in rules() if rule.info.code in codes and rule.on_page)


def raised_on(facts: PageFacts, codes: tuple[str, ...]) -> bytes:
    """What these rules say of a page, packed. Raises what a rule raises."""
    page = Page(facts, "", facts.locale)
    return pack_noted([(code, note) for code, check in _checks(codes) for note in check(page)])


def raised_before(page: Page) -> tuple[frozenset[str], dict[str, list[Note]]]:
    """The codes of the rules that said where the page was read what they say of it now, and what they said by code."""
    told = page.raised
    if told is None or not (page.facts is told.facts or page.facts is told.linked):
        return _NOBODY, {}
    holds = told.codes if told.facts is page.facts else _heedless(told.codes)
    found: dict[str, list[Note]] = {}
    for code, note in unpack_noted(told.noted):
        if code in holds:
            found.setdefault(code, []).append(note)
    return holds, found


_NOBODY: frozenset[str] = frozenset()


@lru_cache(maxsize=1)
def _heedless(codes: frozenset[str]) -> frozenset[str]:
    return codes.difference(rule.info.code for rule in rules() if rule.heeds_linking)
