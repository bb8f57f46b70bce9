"""A parameter, property or member is described, and the syntax declares none of that name.

## What it does

Reports the items of a parameter section, property list or list of members that could not be matched with anything in
the syntax block, by name, by spelling, by position or by shape.

## Why it is bad

Either the syntax block lacks a parameter, or the description belongs to another page or an older version. A caller
who trusts the text passes an argument that does not exist.

## Example

```mof
uint32 Resize(
  [in] uint32 Width
);
```

with a parameter section that describes *Width* and *Height*.

## Use instead

Describe what the syntax block declares; correct the block if it is the one that is wrong.

## How sure

Proven where the whole syntax block was read; silent elsewhere. Flags that are described as siblings of a parameter are
values, not parameters, and are not reported; a second description of a declared one is SG105.
"""

from collections.abc import Iterator

from specgen.checks.described import declared_by, unknown_items, word_for
from specgen.checks.wording import cite, lines, series
from specgen.model.facts import Declaration, DescribedItem, Note, Place
from specgen.model.library import Page
from specgen.model.rules import Scope
from specgen.model.types import Severity

CODE = "SG102"
NAME = "unknown-parameter"
SEVERITY: Severity = "warning"
SCOPE: Scope = "page"
PREVIEW = False


def check(page: Page) -> Iterator[Note]:
    """One note for each described item without a declarator, at its term."""
    declaration = page.facts.declaration
    word = word_for(declaration) if declaration is not None else None
    if declaration is not None and word is not None:
        yield from (_undeclared(item, declaration, word) for item in unknown_items(page.facts))


def _undeclared(item: DescribedItem, declaration: Declaration, word: str) -> Note:
    names = series(one.name for one in declared_by(declaration) if one.name)
    syntax = declaration.quote.span
    message = (
        f"line {item.quote.span.line} describes {word} {cite(item.name)}, syntax {lines(syntax)} declares none such"
    )
    place = Place(syntax, f"the syntax declares {names or 'none'}")
    return Note(CODE, item.quote.span, message, member=item.name, found=item.quote.text, related=(place,))
