"""A link leads to a page or file that is not in the tree.

## What it does

Follows every relative link of reference pages, and every link that begins with `/` or `~/` as far as
`[tool.specgen.sites]`, `docfx.json` and the lists of redirections say what it stands for, and reports those that lead
to nothing. Case, query and anchor do not matter; a page may be named with or without its suffix, a folder by its index.

## Why it is bad

Readers end on "page not found", and the build of the site warns.

## Example

`[Flash](flash-acme-lamp.md)` beside which there is no such page.

## Use instead

The path of the page that is there. Where one page of the tree alone has that file name, it is proposed.

## How sure

Proven where the folder that the link leads to is in the tree and the file is not. Links into folders that hold no page,
to files of a kind that the tree has none of, out of the tree, and to addresses of the site that nothing explains are
not checked; the summary says how many these are. Links with a scheme (`https:`) and pictures are not looked at, nor are
links of pages that are no reference pages. A method table's link to the page of a method that is missing is reported as
a missing page (SG104) and not here.

Measured on 13,724 pages (Win32 in English, French and German, MAPI in English and Portuguese): 26 findings, all true,
on French and German pages whose targets were not translated, or are gone in English too. None in English, of 16,245
Win32 and 9,976 MAPI links that could be followed, nor where the Win32 pages' site is configured, by which 102 more can.
"""

import posixpath
from collections.abc import Iterator

from specgen.checks.links import Led, missing, not_checked
from specgen.checks.listing import rows_without_page
from specgen.checks.wording import cite
from specgen.model.facts import Note, Remedy
from specgen.model.library import Library, Page
from specgen.model.rules import Scope
from specgen.model.tree import Tree
from specgen.model.types import Severity

CODE = "SG604"
NAME = "broken-link"
SEVERITY: Severity = "warning"
SCOPE: Scope = "library"
PREVIEW = True
FOLLOWS_LINKS = True

links_not_checked = not_checked


def check(library: Library) -> Iterator[tuple[Page, Note]]:
    """One note for each link to what is missing, at its target."""
    rows = {(id(page), row.target, row.quote.span.line) for page, row in rows_without_page(library)}
    for page, led in missing(library):
        if (id(page), led.link.target, led.link.span.line) not in rows:
            yield page, _note(library.tree_of(page), page, led)


def _note(tree: Tree, page: Page, led: Led) -> Note:
    quote = led.link.quote
    span, spelt = (quote.span, quote.text) if quote is not None else (led.link.span, None)
    other = _same_name(tree, page, led)
    proposed = f", the page of that name is {cite(other)}" if other else ""
    message = f"line {span.line} links to {cite(led.link.target)}, and there is no such file{proposed}"
    remedy = Remedy(other, safe=False) if other and spelt is not None else None
    return Note(CODE, span, message, found=spelt or led.link.text, expected=other, remedy=remedy)


def _same_name(tree: Tree, page: Page, led: Led) -> str | None:
    """The relative link to the only page of the tree that has the name of the missing one."""
    name = posixpath.basename(led.place or "")
    found = tree.stems.get(name) or tree.stems.get(f"{name}.md") or []
    if len(found) != 1 or led.link.target.startswith(("/", "~")):
        return None
    path = posixpath.relpath(found[0], posixpath.dirname(page.place.lower()) or ".")
    _, mark, anchor = led.link.target.partition("#")
    return path + mark + anchor
