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
since, and is not reported.

Measured on 5,721 pages (Win32 in French, MAPI in Portuguese): 10 findings, not yet judged one by one. Of 60 injected
changes all are found.
"""

from collections.abc import Iterator
from difflib import SequenceMatcher

from specgen.checks.counterparts import is_same_syntax
from specgen.checks.vocabulary import letters, words_of
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
        if heading.anchored and heading.slug.lower() != other.slug.lower() and _is_damaged(heading, other):
            line = heading.quote.span.line
            there = f"line {other.quote.span.line} of the original has {cite(other.slug)}"
            message = f"the anchor of the heading on line {line} is {cite(heading.slug)}, {there}"
            yield Note(CODE, heading.quote.span, message, heading.plain, None, other.slug)


def _headings(facts: PageFacts) -> list[Heading]:
    first = [facts.heading] if facts.heading is not None else []
    return [*first, *(section.heading for section in facts.sections)]


def _is_damaged(heading: Heading, other: Heading) -> bool:
    if letters(heading.slug) == letters(heading.plain) != letters(other.plain):
        return True
    mine, theirs = set(heading.slug.lower().split("-")), set(other.slug.lower().split("-"))
    if mine - theirs and mine - theirs <= set(words_of(heading.plain)):
        return False
    if mine <= theirs or theirs <= mine:
        return True
    return SequenceMatcher(None, heading.slug.lower(), other.slug.lower(), autojunk=False).ratio() >= _ALIKE
