"""A page looks like a reference page, and nothing was compiled from it.

## What it does

Reports every reference page that is not in the model, with the reason.

## Why it is bad

What the page documents is missing from stubs, MOF and tests, and nobody would notice. A page that was not understood is
never a clean page.

## Example

A page with `api_type: COM` whose syntax block is missing.

## Use instead

Give the page the form of its neighbours: a syntax block, a parameter section, a return section.

## How sure

Proven that nothing was compiled. Whether the page or specgen is at fault, the reason shows.
"""

from collections.abc import Iterator

from specgen.model.facts import Note
from specgen.model.library import Page
from specgen.model.rules import Scope
from specgen.model.spans import Span
from specgen.model.types import Severity

CODE = "SG901"
NAME = "page-not-understood"
SEVERITY: Severity = "warning"
SCOPE: Scope = "page"
PREVIEW = False
HEEDS_LINKING = True


def check(page: Page) -> Iterator[Note]:
    """One note for a page that was not understood, unless the reader noted it itself."""
    facts = page.facts
    if facts.state != "not_understood" or any(note.code == CODE for note in facts.notes):
        return
    span = facts.heading.quote.span if facts.heading is not None else Span(1, 1, 1, 1)
    yield Note(CODE, span, f"the page was not understood: {facts.reason or 'no reason was given'}")
