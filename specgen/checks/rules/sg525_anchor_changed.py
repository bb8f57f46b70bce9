r"""The anchor of a heading is not that of the original's heading.

## What it does

Compares the anchors that a translated page gives its headings (`## <a name="parameters"></a>Parameter`) with those that
the original's headings have, and reports one that was translated or damaged.

## Why it is bad

Links to a section use the original's anchor in every language. They open the page at its top, or not at all.

## Example

`## <a name="parâmetros"></a>Parâmetros` for `## Parameters`

## Use instead

`## <a name="parameters"></a>Parâmetros`

## How sure

Proven that the anchors differ, on pages with the same syntax block and the same number of headings. An anchor that has
little in common with the original's, and is none of the translated words either, is that of a heading that was edited
since, and is not reported. Nor is one where the original's heading, not the anchor, is the odd one: the name of the
page's file is nearer to the anchor (unless one word is missing or new at its end), or whole words were replaced by
English ones that the original uses elsewhere.

Measured on 5,721 pages (Win32 in French, MAPI in Portuguese): no finding; the 10 that were made before file names and
other headings were looked at were headings edited since.
"""

from collections.abc import Collection, Iterator
from difflib import SequenceMatcher

from specgen.checks.counterparts import is_english_heading, is_same_syntax
from specgen.checks.vocabulary import letters, page_name, words_of
from specgen.checks.wording import cite
from specgen.model.facts import Heading, Note, PageFacts
from specgen.model.library import Page
from specgen.model.rules import Scope
from specgen.model.types import Severity

CODE = "SG525"
NAME = "anchor-changed"
SEVERITY: Severity = "warning"
SCOPE: Scope = "pair"
PREVIEW = True

_ALIKE = 0.6


def check(page: Page, original: Page) -> Iterator[Note]:
    """One note for each heading whose anchor is another, at the heading."""
    mine, theirs = _headings(page.facts), _headings(original.facts)
    if len(mine) != len(theirs) or not is_same_syntax(page.facts, original.facts):
        return
    for heading, other in zip(mine, theirs, strict=True):
        if not heading.anchored or heading.slug.lower() == other.slug.lower() or _is_older(heading, other, page.facts):
            continue
        if _is_damaged(heading, other, original.facts):
            line = heading.quote.span.line
            there = f"line {other.quote.span.line} of the original has {cite(other.slug)}"
            message = f"the anchor of the heading on line {line} is {cite(heading.slug)}, {there}"
            yield Note(CODE, heading.quote.span, message, heading.plain, None, other.slug)


def _headings(facts: PageFacts) -> list[Heading]:
    first = [facts.heading] if facts.heading is not None else []
    return [*first, *(section.heading for section in facts.sections)]


def _is_older(heading: Heading, other: Heading, facts: PageFacts) -> bool:
    """Whether the page's file was named after the title that the anchor is of, and the original has another since."""
    mine, theirs, name = heading.slug.lower(), other.slug.lower(), page_name(facts.path).lower()
    if heading is not facts.heading or mine.rpartition("-")[0] == theirs or theirs.rpartition("-")[0] == mine:
        return False
    return _likeness(name, mine) > _likeness(name, theirs)


def _is_damaged(heading: Heading, other: Heading, original: PageFacts) -> bool:
    if letters(heading.slug) == letters(heading.plain) != letters(other.plain):
        return True
    mine, theirs = _words(heading.slug), _words(other.slug)
    if mine - theirs and mine - theirs <= set(words_of(heading.plain)):
        return False
    if mine <= theirs or theirs <= mine:
        return True
    return not _is_english(heading.slug, mine - theirs, original) and _likeness(heading.slug, other.slug) >= _ALIKE


def _is_english(slug: str, new: Collection[str], original: PageFacts) -> bool:
    """Whether an anchor is a heading that English pages have, or its new words are those of other headings."""
    if is_english_heading(slug):
        return True
    used = _words(page_name(original.path)).union(*(_words(one.slug) for one in _headings(original)))
    return used.issuperset(new)


def _words(slug: str) -> set[str]:
    return set(slug.lower().split("-"))


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.lower(), other.lower(), autojunk=False).ratio()
