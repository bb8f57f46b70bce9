"""A method has a page, and the page of its class or interface does not list it.

## What it does

Takes the page of each method whose class or interface has a page with a method table, or a section for one, in the
same folder, and looks for its name in that table.

## Why it is bad

Nobody finds the method who comes from its class. In an interface every slot behind the missing one is counted wrong,
and so is every definition that is made from the table.

## Example

The page of class `Acme_Lamp` lists `Dim`; a page for `Acme_Lamp.Flash` stands beside it.

## Use instead

Add the row, or remove the page if the method is gone.

## How sure

Proven where the class or interface page neither lists the method nor links its page, but in the description of
something else. Silent where it has no section for methods, where the pages are not in one folder, for methods that it
lists under a misspelt name (SG107), on translated pages with a row that names no documented method, and for accessors,
which stand in the table of properties.

Measured on 5,752 English pages (1,450 methods whose owner lists methods): 17 findings, all true.
"""

from collections.abc import Iterator

from specgen.checks.listing import Disagreement, disagreements, documents_member, folder, is_listing
from specgen.checks.wording import cite
from specgen.model.facts import Note, PageFacts
from specgen.model.library import Library, Page
from specgen.model.rules import Scope
from specgen.model.spans import Quote
from specgen.model.types import Severity

CODE = "SG106"
NAME = "unlisted-member"
SEVERITY: Severity = "warning"
SCOPE: Scope = "library"
PREVIEW = True


def check(library: Library) -> Iterator[tuple[Page, Note]]:
    """One note for each method that its owner's page does not list, at the method's name."""
    for one in disagreements(library):
        place = _name_of(one.member.page.facts) if one.row is None else None
        if place is not None:
            yield one.member.page, _note(one, place)


def lacks_context(library: Library) -> bool:
    """Whether a page that is reported on documents a method, and no page beside it lists any."""
    folders = {folder(page) for page in library.pages if is_listing(page)}
    return any(page.reported and documents_member(page) and folder(page) not in folders for page in library.pages)


def _name_of(facts: PageFacts) -> Quote | None:
    """Where the page says what it documents: the syntax block, else the heading."""
    declared = facts.declaration.name if facts.declaration is not None else None
    return declared or (facts.heading.quote if facts.heading is not None else None)


def _note(one: Disagreement, place: Quote) -> Note:
    rows, owner = one.listing.facts.listed, one.member.owner
    path = one.listing.place
    documents = f"line {place.span.line} documents {cite(one.member.name)} of {cite(owner)}"
    if rows:
        listed = f"{path} lists other methods of it (from line {rows[0].quote.span.line}, {len(rows)} rows)"
        message = f"{documents}, {listed} and not this one"
    else:
        message = f"{documents}, {path} lists no method of it in its section for methods"
    return Note(CODE, place.span, message, one.member.name, place.text)
