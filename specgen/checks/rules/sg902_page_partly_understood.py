"""A page was compiled, and some item on it was not read.

## What it does

Reports pages of which some item of the syntax block or of the parameter, return, value and requirement sections is not
in the model, and counts those items.

## Why it is bad

What was not read is missing from stubs, MOF and tests.

## Example

A list of return values in which one entry has neither a number nor a name.

## Use instead

Write the item as its neighbours are written.

## How sure

Proven that the item is not in the model. Damage that was recovered is not reported here.
"""

from collections.abc import Iterator

from specgen.model.facts import Note
from specgen.model.library import Page
from specgen.model.rules import Scope
from specgen.model.spans import Span
from specgen.model.types import Severity

CODE = "SG902"
NAME = "page-partly-understood"
SEVERITY: Severity = "warning"
SCOPE: Scope = "page"
PREVIEW = False

_FAMILY = "SG9"


def check(page: Page) -> Iterator[Note]:
    """One note for a page that compiled in part and says nowhere what is missing."""
    facts = page.facts
    if facts.state != "partial" or any(note.code.startswith(_FAMILY) for note in facts.notes):
        return
    if facts.declaration is not None and facts.declaration.notes:
        return
    span = facts.heading.quote.span if facts.heading is not None else Span(1, 1, 1, 1)
    yield Note(CODE, span, f"the page was understood in part: {facts.reason or 'no reason was given'}")
