"""Rules that look at nothing but the facts of one page run where that page is read, before anything is linked.

What they raise holds as long as linking notices nothing on the page; the runner sees to that.
"""

from collections.abc import Collection
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


def raised_before(page: Page, codes: Collection[str]) -> dict[str, list[Note]] | None:
    """What rules raised where the page was read; None where not all of them ran, or the facts are others by now."""
    told = page.raised
    if told is None or told.facts is not page.facts or not told.codes.issuperset(codes):
        return None
    found: dict[str, list[Note]] = {}
    for code, note in unpack_noted(told.noted):
        found.setdefault(code, []).append(note)
    return found
