"""A class or interface lists a method that no page documents.

## What it does

Takes the method table of a WMI class page, or the vtable of an interface page, and looks for the page of each row among
the pages that were read.

## Why it is bad

Readers see that the method exists and cannot call it. In a vtable the slot is known and the signature is not, so no
interface definition can be made from the pages.

## Example

The page of class `Acme_Lamp` lists `Dim` and `Flash`; a page for `Acme_Lamp.Dim` stands beside it, none for `Flash`.

## Use instead

Write the missing page, or say in the row that the method is not implemented.

## How sure

Likely where the row has no link or one that leads to no page. Silent where the folder of the class or interface holds
no page of a method (the tree was not read), for placeholders, for links that lead to a page that is there or out of the
tree, and for rows that misspell a documented method (SG107). Rows without a link that say anything of the method, or
that are marked as not implemented or inherited, need no page. Whatever a row says, a link to a page that is missing is
reported: here, and not as a broken link (SG604), unless another page documents the method.
"""

from collections.abc import Iterator

from specgen.checks.listing import documented_folders, folder, rows_without_page
from specgen.checks.wording import cite
from specgen.model.facts import ListedMember, Note
from specgen.model.library import Library, Page
from specgen.model.rules import Scope
from specgen.model.types import Severity

CODE = "SG104"
NAME = "listed-without-page"
SEVERITY: Severity = "warning"
SCOPE: Scope = "library"
PREVIEW = False


def check(library: Library) -> Iterator[tuple[Page, Note]]:
    """One note for each listed method without a page, at its row."""
    yield from ((page, _note(page, row)) for page, row in rows_without_page(library))


def lacks_context(library: Library) -> bool:
    """Whether a page that is reported on lists methods, and no page beside it documents any."""
    folders = documented_folders(library)
    return any(page.reported and page.facts.listed and folder(page) not in folders for page in library.pages)


def _note(page: Page, row: ListedMember) -> Note:
    owner = page.facts.name or "the page"
    link = f"its link {cite(row.target)} leads to none" if row.target else "the row has no link"
    message = f"line {row.quote.span.line} lists {cite(row.name)} of {cite(owner)}, no page documents it ({link})"
    return Note(CODE, row.quote.span, message, member=row.name, found=row.quote.text, confidence="likely")
