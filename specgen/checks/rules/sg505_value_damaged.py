"""A documented value that translation changed: a string, a constant or a number that is no longer what programs use.

## What it does

Reports each value that the page spells otherwise than it was: a string value in another language, a constant whose
words were translated or moved, a number written out or repeated inside an unbroken count.

## Why it is bad

Programs compare values to the letter. Who copies a translated string, or looks for a translated constant, finds
nothing.

## Example

`**Gedimmt** ("gedimmt")` for `**Dimmed** ("Dimmed")`

## Use instead

The value as the interface returns it, with the translation beside it in the description.

## How sure

Proven where an anchor on the page still has the English name, or where the count around a number leaves one choice.
Likely where only another page of the tree, or the words of the locale, say what it was. A value that nothing but the
page's original shows to be damaged is SG523.
"""

from collections.abc import Iterator

from specgen.checks.values import damaged_values
from specgen.model.facts import Note
from specgen.model.library import Page
from specgen.model.rules import Scope
from specgen.model.types import Severity

CODE = "SG505"
NAME = "value-damaged"
SEVERITY: Severity = "warning"
SCOPE: Scope = "page"
PREVIEW = True
HEEDS_LINKING = True


def check(page: Page) -> Iterator[Note]:
    """One note for each value that was recovered, at the value."""
    yield from (one.note(CODE) for one in damaged_values(page.facts) if not one.only_original)
