"""The description says that a parameter or property is one value, and the syntax that it is an array, or the reverse.

## What it does

Compares the brackets of the syntax block (`uint8 Key[]`) with the type that the description states (`uint8 array`,
`uint8[]`), where both name the same element type.

## Why it is bad

One value and an array of one are marshalled differently: a call that was written from the wrong line fails, or reads
past what it was given.

## Example

The syntax declares `uint16 Levels[]`; the description says `Data type: uint16`.

## Use instead

`Data type: uint16 array`, or take the brackets out of the syntax block.

## How sure

Proven: both sides state a type. Items that were matched by their place alone are not compared, nor are pointers, which
may hold an array in C. A type whose element is another too is SG201.

Measured on 5,752 English pages (7,633 members whose type both sides state, 342 of them arrays): no finding.
"""

import re
from collections.abc import Iterator

from specgen.checks.wording import cite
from specgen.model.facts import Declarator, DescribedItem, Note, Place
from specgen.model.library import Page
from specgen.model.rules import Scope
from specgen.model.types import Severity

CODE = "SG204"
NAME = "array-disagreement"
SEVERITY: Severity = "error"
SCOPE: Scope = "page"
PREVIEW = True

_BRACKETS = re.compile(r"\w\\?\[[^\[\]]*\\?\]\s*$")
"""On the term itself, as in ``Levels[]``."""

# Items that were matched by place may be those of a neighbour.
_SURE = ("name", "spelling")


def check(page: Page) -> Iterator[Note]:
    """One note for each member that is an array on one side alone, at the described type."""
    for member in (*page.facts.parameters, *page.facts.properties):
        item, declared = member.described, member.declared
        if item is None or member.aligned_by not in _SURE or declared.pointer or not _is_same_element(declared, item):
            continue
        if (declared.array is not None) != (item.type_array or _has_brackets(item)):
            yield _disagreement(declared, item)


def _has_brackets(item: DescribedItem) -> bool:
    return any("[" in text and _BRACKETS.search(text) for text in (item.name, item.quote.text))


def _is_same_element(declared: Declarator, item: DescribedItem) -> bool:
    return declared.type is not None and item.type is not None and declared.type.casefold() == item.type.casefold()


def _disagreement(declared: Declarator, item: DescribedItem) -> Note:
    here, there = item.type_quote or item.quote, declared.quote
    name = cite(declared.name or "the value")
    words = ("an array", "one value") if declared.array is not None else ("one value", "an array")
    expected = f"{declared.type}[]" if declared.array is not None else declared.type
    message = (
        f"syntax line {there.span.line} says {name} is {words[0]} ({cite(there.text)}), "
        f"description line {here.span.line} says {words[1]} ({cite(here.text)})"
    )
    place = Place(there.span, f"the syntax says {cite(there.text)}")
    return Note(CODE, here.span, message, declared.name, here.text, expected, (place,))
