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
no page of a method (the tree was not read), for rows marked as not implemented or inherited, for
placeholders, for links that lead to a page that was read or out of the tree, and for rows that misspell a documented
method (SG107).
"""

import posixpath
from collections.abc import Iterator

from specgen.checks.identifiers import is_identifier
from specgen.checks.listing import disagreements
from specgen.checks.wording import cite
from specgen.model.entities import ClassMethod, ComInterface, Slot
from specgen.model.facts import ListedMember, Note
from specgen.model.library import Library, Page, com_interfaces, wmi_classes
from specgen.model.rules import Scope
from specgen.model.types import Severity

CODE = "SG104"
NAME = "listed-without-page"
SEVERITY: Severity = "warning"
SCOPE: Scope = "library"
PREVIEW = False

_METHOD_PAGES = ("wmi-method", "com-method")


def check(library: Library) -> Iterator[tuple[Page, Note]]:
    """One note for each listed method without a page, at its row."""
    folders = _documented_folders(library)
    read = {(page.root, page.facts.path.casefold()) for page in library.pages}
    misspelt = {(id(one.listing), one.row) for one in disagreements(library) if one.row is not None}
    for page in library.pages:
        if page.facts.listed and _folder(page) in folders:
            missing = _undocumented(library, page)
            rows = [row for row in page.facts.listed if (id(page), row) not in misspelt]
            named = [row for row in rows if row.name in missing and is_identifier(row.name)]
            rows = [row for row in named if not _leads_somewhere(page, row, read)]
            yield from ((page, _note(page, row)) for row in rows)


def lacks_context(library: Library) -> bool:
    """Whether a page that is reported on lists methods, and no page beside it documents any."""
    folders = _documented_folders(library)
    return any(page.reported and page.facts.listed and _folder(page) not in folders for page in library.pages)


def _documented_folders(library: Library) -> frozenset[tuple[str, str]]:
    return frozenset(_folder(page) for page in library.pages if page.facts.kind in _METHOD_PAGES)


def _folder(page: Page) -> tuple[str, str]:
    return page.root, posixpath.dirname(page.facts.path).casefold()


def _undocumented(library: Library, page: Page) -> frozenset[str]:
    """Names that the entities of a page list, expect a page for, and have none."""
    here = library.by_page.get((page.root, page.facts.path), ())
    listed = {one.name for owner in wmi_classes(here) for one in owner.methods if _expects_page(one)}
    slots = {one.name for owner in com_interfaces(here) for one in owner.methods if _is_undocumented(owner, one)}
    return frozenset(listed | {name for name in slots if name is not None})


def _expects_page(method: ClassMethod) -> bool:
    return method.page is None and method.implemented and method.inherited_from is None


def _is_undocumented(owner: ComInterface, slot: Slot) -> bool:
    return slot.declared_in in (None, owner.name) and not slot.documented and slot.page is None


def _leads_somewhere(page: Page, row: ListedMember, read: set[tuple[str, str]]) -> bool:
    """Whether the row links to a page that was read, or to one that cannot have been."""
    if not row.target:
        return False
    target = row.target.partition("#")[0]
    if target.startswith("/") or ":" in target:
        return True
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page.facts.path), target))
    return path.startswith("..") or (page.root, path.casefold()) in read


def _note(page: Page, row: ListedMember) -> Note:
    owner = page.facts.name or "the page"
    link = f"its link {cite(row.target)} leads to none" if row.target else "the row has no link"
    message = f"line {row.quote.span.line} lists {cite(row.name)} of {cite(owner)}, no page documents it ({link})"
    return Note(CODE, row.quote.span, message, member=row.name, found=row.quote.text, confidence="likely")
