r"""The items of a section stand in another order than in the original.

## What it does

Compares the passages of a section with those of the original's by the names, numbers and links in them, and reports a
section that has the same ones in another order.

## Why it is bad

Values are numbered by their place, vtables are read from top to bottom, and a description that moved away from its name
describes another one.

## Example

A list of `LAMP_ON`, `LAMP_OFF` where the original has `LAMP_OFF`, `LAMP_ON`.

## Use instead

The order of the original.

## How sure

Proven: nothing is missing and nothing is new, and the order differs.

No page that was measured has such a section; it is shown on sample pages alone.
"""

from collections.abc import Iterator

from specgen.checks.comparison import compared
from specgen.checks.wording import cite
from specgen.model.facts import Note
from specgen.model.library import Page
from specgen.model.rules import Scope
from specgen.model.spans import Span
from specgen.model.types import Severity

CODE = "SG527"
NAME = "list-order-changed"
SEVERITY: Severity = "warning"
SCOPE: Scope = "pair"
PREVIEW = True


def check(page: Page, original: Page) -> Iterator[Note]:
    """One note for each section whose passages were moved, at the first that is not in its place."""
    for mine, theirs, name in compared(page, original).displaced:
        place = Span(mine.line, mine.column, mine.line, mine.column)
        message = f"line {mine.line} has not {cite(name)}, line {theirs.line} of the original has it in this place"
        yield Note(CODE, place, message, name, None, name)
