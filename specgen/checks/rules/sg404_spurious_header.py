"""A WMI page names a header file, and WMI classes and methods are declared in none.

## What it does

Reports a header row in the requirements of a WMI class or method page, and the header in brackets at the end of its
title.

## Why it is bad

The header belongs to something else that happens to have the same name. Readers include a file that declares nothing
they need and look for a C function that does not exist.

## Example

A page about the WMI method `Dim` whose title ends in `(Acmelamp.h)`, with a row `Header | Acmelamp.h`.

## Use instead

Remove the row and the brackets; the `MOF` row says where the class is declared.

## How sure

Proven: WMI has no headers. A damaged spelling of the header (`Acmelamp. h`) is part of this finding, not another one.

Measured on 8,114 pages of the Win32 documentation in English, French and German: 118 findings, all on headers that have
nothing to do with the class.
"""

import re
from collections.abc import Iterator

from specgen.checks.identifiers import part_of
from specgen.checks.wording import cite
from specgen.model.facts import Note, Place, Remedy
from specgen.model.library import Page
from specgen.model.rules import Scope
from specgen.model.spans import Quote, Span
from specgen.model.types import Severity

CODE = "SG404"
NAME = "spurious-header"
SEVERITY: Severity = "warning"
SCOPE: Scope = "page"
PREVIEW = False

_NOTHING = Remedy("", safe=False)
_HEADER_AT_END = re.compile(r"\(([^()]*\.\s*h)\s*\)\W*$", re.IGNORECASE)


def check(page: Page) -> Iterator[Note]:
    """One note for each header in the requirements, else one for the header in the title."""
    facts = page.facts
    if not facts.kind.startswith("wmi-"):
        return
    title = _title_header(facts.front.title)
    rows = [quote for row in facts.requirements if row.key == "header" for quote in row.values]
    for quote in rows:
        message = (
            f"requirements line {quote.span.line} name the header {cite(quote.text)}, WMI declares nothing in headers"
        )
        related = tuple(Place(one.span, f"the title says {cite(one.text)}") for one in title)
        yield Note(CODE, quote.span, message, found=quote.text, related=related)
    for quote in () if rows else title:
        message = f"title line {quote.span.line} names the header {cite(quote.text)}, WMI declares nothing in headers"
        yield Note(CODE, _with_brackets(facts.front.title, quote), message, found=quote.text, remedy=_NOTHING)


def _title_header(title: Quote | None) -> tuple[Quote, ...]:
    """The header in brackets at the end of a title."""
    match = _HEADER_AT_END.search(title.text) if title is not None else None
    if title is None or match is None:
        return ()
    return (Quote(match[1], part_of(title, match.start(1), match.end(1))),)


def _with_brackets(title: Quote | None, header: Quote) -> Span:
    """The place of the header with its brackets and the space before them."""
    match = _HEADER_AT_END.search(title.text) if title is not None else None
    if title is None or match is None:
        return header.span
    return part_of(title, len(title.text[: match.start()].rstrip()), title.text.index(")", match.end(1)) + 1)
