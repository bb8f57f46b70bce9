r"""The namespace of a WMI class or method names a computer as well.

## What it does

Reports a namespace row of the requirements, or of `api_location`, whose namespace is in order and stands behind the
prefix `\\.\` for "this computer".

## Why it is bad

A namespace is the same on every computer: whoever looks a class up by namespace, or joins it with another computer's
name, finds nothing. All other pages of the class say it without.

## Example

A row that says `\\\\.\\root\\Acme`.

## Use instead

`Root\\Acme`

## How sure

Proven: the prefix is no part of any namespace. A namespace whose parts are damaged, that lacks `Root`, ends in a
backslash or is written with other separators is reported as damaged (SG401) and not here.

Measured on the 9,114 pages of the Win32 documentation in English, French and German, and 4,610 of MAPI: 11 findings in
English, all true; in the translations these rows are damaged besides (SG401).
"""

import re
from collections.abc import Iterator

from specgen.checks.identifiers import part_of
from specgen.checks.wording import cite
from specgen.model.facts import Note
from specgen.model.library import Page
from specgen.model.rules import Scope
from specgen.model.spans import Quote
from specgen.model.types import Severity

CODE = "SG408"
NAME = "namespace-form"
SEVERITY: Severity = "info"
SCOPE: Scope = "page"
PREVIEW = True
HEEDS_LINKING = True

_ON_THIS_COMPUTER = re.compile(r"(?P<prefix>\\{2,4}\.\\{1,2})root(?:\\{1,2}[A-Za-z]\w*)*$", re.ASCII | re.IGNORECASE)
_DAMAGED = "SG401"


def check(page: Page) -> Iterator[Note]:
    """One note for each namespace with the prefix, at the prefix and what follows."""
    found = [(quote, _ON_THIS_COMPUTER.match(quote.text)) for quote in _namespaces(page)]
    damaged = {note.span for note in page.facts.notes if note.code == _DAMAGED} if found else ()
    for quote, match in found:
        if match is not None and quote.span not in damaged:
            yield _note(quote, match)


def _namespaces(page: Page) -> Iterator[Quote]:
    if page.facts.kind.startswith("wmi-"):
        yield from (quote for row in page.facts.requirements if row.key == "namespace" for quote in row.values)
        yield from page.facts.front.api_locations


def _note(quote: Quote, match: re.Match[str]) -> Note:
    bare = quote.text[match.end("prefix") :]
    message = f"line {quote.span.line} says {cite(quote.text)}: the namespace is {cite(bare)}, without the computer"
    return Note(CODE, part_of(quote, 0, match.end()), message, "namespace", quote.text, bare)
