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
Likely where only another page of the tree, or the words of the locale, say what it was.
"""

import re
from collections.abc import Iterator

from specgen.checks.claims import is_value_damaged
from specgen.checks.identifiers import as_written
from specgen.checks.wording import cite
from specgen.model.facts import Note, Remedy, Repair, ValueFacts, value_lists
from specgen.model.library import Page
from specgen.model.rules import Scope
from specgen.model.types import Confidence, Severity

CODE = "SG505"
NAME = "value-damaged"
SEVERITY: Severity = "warning"
SCOPE: Scope = "page"
PREVIEW = True

_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_LOOSE = re.compile(r"\\_")
_OTHER = re.compile(r"[()\n|*<>]")


def check(page: Page) -> Iterator[Note]:
    """One note for each value that was recovered, at the value."""
    documented = (one for _, values in value_lists(page.facts) for one in values)
    places = {(one.quote.span.line, one.quote.text): one for one in documented}
    for repair in page.facts.repairs:
        value = places.get((repair.line, repair.read))
        if repair.code == CODE and value is not None and is_value_damaged(repair):
            yield _note(repair, value)


def _note(repair: Repair, value: ValueFacts) -> Note:
    sure: Confidence = "proven" if repair.evidence in ("anchor", "page") else "likely"
    meant = f"the {repair.field} is {cite(repair.value)} (by {repair.evidence})"
    said = f"{cite(repair.read)} with another value behind it" if repair.read == repair.value else cite(repair.read)
    message = f"line {repair.line} says {said}, {meant}"
    remedy = _symbol(repair, sure) if repair.field == "symbol" else None
    return Note(CODE, value.quote.span, message, repair.member, repair.read, repair.value, (), sure, remedy)


def _symbol(repair: Repair, sure: Confidence) -> Remedy | None:
    """The constant, where the text was the constant alone."""
    if not _NAME.fullmatch(repair.value) or not _LOOSE.search(repair.read) or _OTHER.search(repair.read):
        return None
    return Remedy(as_written(repair.value, repair.read), safe=sure == "proven")
