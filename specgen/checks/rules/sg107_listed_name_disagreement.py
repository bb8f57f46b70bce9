"""A class or interface page lists a method under a name that is not quite that of the method's own page.

## What it does

Compares the names in the method table of a class or interface page with those on the pages of its methods, and reports
a row that differs by case, an underscore or one letter, where no other page has the name of the row and no other row
the name of the page.

## Why it is bad

One of the two names does not exist. Interface definitions and stubs take it from the table, calls are written from the
method's page, and they do not meet.

## Example

The page of class `Acme_Lamp` lists `Dimm`; the page beside it documents `Acme_Lamp.Dim`.

## Use instead

The spelling of the syntax block on both pages.

## How sure

Proven where the letters are the same; likely where one letter differs, which counts only in names of five letters and
more whose row links the page or nothing. Digits are never taken for misspelt: `Next2` is another method than `Next3`.
Silent
where the `api_name` or the syntax block of the method's page has the name of the row: that page contradicts itself.

Measured on 5,752 English pages (1,450 methods whose owner lists methods): 1 finding, true.
"""

from collections.abc import Iterator

from specgen.checks.listing import Disagreement, disagreements, listed_name
from specgen.checks.wording import cite
from specgen.model.facts import ListedMember, Note
from specgen.model.library import Library, Page
from specgen.model.rules import Scope
from specgen.model.types import Confidence, Severity

CODE = "SG107"
NAME = "listed-name-disagreement"
SEVERITY: Severity = "warning"
SCOPE: Scope = "library"
PREVIEW = False


def check(library: Library) -> Iterator[tuple[Page, Note]]:
    """One note for each row that spells a method otherwise than its page, at the row."""
    for one in disagreements(library):
        if one.row is not None and listed_name(one.row) != one.member.name:
            yield one.listing, _note(one, one.row)


def _note(one: Disagreement, row: ListedMember) -> Note:
    name, facts = one.member.name, one.member.page.facts
    declared = facts.declaration.name if facts.declaration is not None else None
    place = declared or (facts.heading.quote if facts.heading is not None else None)
    line = f" line {place.span.line}" if place is not None else ""
    message = (
        f"line {row.quote.span.line} lists {cite(row.name)} of {cite(one.member.owner)}, "
        f"{one.member.page.place}{line} documents {cite(name)}"
    )
    same = listed_name(row).casefold().replace("_", "") == name.casefold().replace("_", "")
    sure: Confidence = "proven" if same else "likely"
    return Note(CODE, row.quote.span, message, name, row.quote.text, name, confidence=sure)
