"""Code on the page holds HTML entities, which nothing decodes there.

## What it does

Reports `&lt;`, `&gt;`, `&amp;`, `&quot;`, `&apos;`, `&nbsp;` and numeric entities in syntax blocks, in fences of a
programming language and in names between back-ticks: one finding for each line, from the first to the last of them.

## Why it is bad

Markdown shows code as it stands, so readers see and copy the entity instead of the character.

## Example

`HRESULT Dim(List&lt;int&gt; levels);` in a syntax block.

## Use instead

`HRESULT Dim(List<int> levels);`

## How sure

Proven in syntax blocks and names. Silent in strings, where code that writes HTML needs entities, in fences of markup,
and between back-ticks that hold an entity alone, because then the page is about the entity. The fix is not safe where
an ampersand would form another entity (`&amp;lt;`), or a pipe would end the cell of a table.

Measured on all reference pages of 13,724 pages (Win32 in English, French and German, MAPI in English and Portuguese):
36 findings, all true: quotation marks that translation encoded on two French and two German pages (the English ones
have plain ones). None in English.
"""

import re
from collections.abc import Iterator

from specgen.checks.wording import cite
from specgen.model.facts import Note, Remedy, Stray
from specgen.model.library import Page
from specgen.model.rules import Scope
from specgen.model.types import Severity

CODE = "SG603"
NAME = "entity-in-code"
SEVERITY: Severity = "warning"
SCOPE: Scope = "page"
PREVIEW = False

_TWICE = re.compile(r"&amp;#?\w+;")


def check(page: Page) -> Iterator[Note]:
    """One note for each line of code with entities."""
    yield from (_note(stray) for stray in page.facts.strays if stray.form == "entity")


def _note(stray: Stray) -> Note:
    quote, meant = stray.quote, stray.meant
    message = f"line {quote.span.line} says {cite(quote.text)} in code, which stands for {cite(meant)}"
    safe = meant.isascii() and meant.isprintable() and "|" not in meant and not _TWICE.search(quote.text)
    return Note(CODE, quote.span, message, found=quote.text, expected=meant, remedy=Remedy(meant, safe=safe))
