"""A page was compiled, and some item on it was not read.

## What it does

Reports pages of which items of the parameter section or list of members are not in the model, where no finding of
another rule tells of them one by one.

## Why it is bad

What was not read is missing from stubs, MOF and tests.

## Example

A parameter section in which nothing is a parameter of the syntax block.

## Use instead

Write the item as its neighbours are written.

## How sure

Proven that the items are not in the model. What the syntax block does not declare is SG102 where that block was read to
its end, what is described twice is SG105, what was not read of the block is SG903; where a character is to blame, SG602
and SG603 tell. Damage that was recovered is not reported here.
"""

from collections.abc import Iterator

from specgen.checks.described import described_again, unknown_items
from specgen.checks.spoilt import spoilt_lines
from specgen.model.facts import Note
from specgen.model.library import Page
from specgen.model.rules import Scope
from specgen.model.spans import Span
from specgen.model.types import Severity

CODE = "SG902"
NAME = "page-partly-understood"
SEVERITY: Severity = "warning"
SCOPE: Scope = "page"
PREVIEW = True
HEEDS_LINKING = True

_FAMILY = "SG9"


def check(page: Page) -> Iterator[Note]:
    """One note for a page that compiled in part and says nowhere what is missing."""
    facts = page.facts
    if facts.state != "partial" or any(note.code.startswith(_FAMILY) for note in facts.notes) or spoilt_lines(facts):
        return
    told = {item.quote.span for item in (*described_again(facts), *unknown_items(facts))}
    if facts.undeclared and told.issuperset(item.quote.span for item in facts.undeclared):
        return
    span = facts.heading.quote.span if facts.heading is not None else Span(1, 1, 1, 1)
    yield Note(CODE, span, f"the page was understood in part: {facts.reason or 'no reason was given'}")
