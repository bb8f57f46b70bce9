"""The description gives a parameter or property another type than the syntax does.

## What it does

Compares the type that the syntax block declares with the type that the description states (`Type:`, `Data type:`),
after both were brought to one spelling.

## Why it is bad

One of the two is wrong, and whoever writes the call has to guess which. A wrong width truncates handles and corrupts
what is marshalled.

## Example

The syntax declares `uint16 Level`; the description says `Data type: uint32`.

## Use instead

Correct the description; the syntax block is almost always right. If it is not, correct the block.

## How sure

Proven where the syntax has an intrinsic type, likely where it has a class (whose name in the description may have been
translated). Silent where the described type was not understood in the locale of the page, and for items that were
matched by their place alone. Case, and the difference between a reference and its class, do not count;
that one side alone says array is SG204.
"""

import re
from collections.abc import Iterator

from specgen.checks.wording import cite
from specgen.model.facts import Declarator, DescribedItem, Note, Place
from specgen.model.library import Page
from specgen.model.rules import Scope
from specgen.model.types import Confidence, Severity

CODE = "SG201"
NAME = "type-disagreement"
SEVERITY: Severity = "error"
SCOPE: Scope = "page"
PREVIEW = False

# Items that were matched by place may be those of a neighbour, whose type is another.
_SURE = ("name", "spelling")

_WORD = re.compile(r"\w+")
_PLAIN_TYPES = frozenset({"string", "boolean", "datetime", "object", "void"})


def check(page: Page) -> Iterator[Note]:
    """One note for each member whose two types differ, at the described type."""
    for member in (*page.facts.parameters, *page.facts.properties):
        item = member.described
        if item is not None and member.aligned_by in _SURE and _is_type(item.type) and _differ(member.declared, item):
            yield _disagreement(member.declared, item)


def _is_type(described: str | None) -> bool:
    """Whether a described type is one, and not a word of the page's language that was left standing."""
    return described is not None and (described.casefold() in _PLAIN_TYPES or not described.isalpha())


def _differ(declared: Declarator, item: DescribedItem) -> bool:
    if declared.type is None or item.type is None or _is_same_slip(declared, item):
        return False
    return declared.type.casefold() != item.type.casefold()


def _is_same_slip(declared: Declarator, item: DescribedItem) -> bool:
    """Whether both sides are written alike: the slip of both is one, of which SG203 tells."""
    if declared.type_quote is None or item.type_quote is None:
        return False
    one, other = (_WORD.search(quote.text) for quote in (declared.type_quote, item.type_quote))
    return one is not None and other is not None and one[0].casefold() == other[0].casefold()


def _disagreement(declared: Declarator, item: DescribedItem) -> Note:
    here = item.type_quote or item.quote
    there = declared.type_quote or declared.quote
    name = declared.name or "the value"
    expected = f"{declared.type}[]" if declared.array is not None else declared.type
    found = f"{item.type}[]" if item.type_array else item.type
    message = (
        f"syntax line {there.span.line} says {cite(name)} is {cite(expected or '')}, "
        f"description line {here.span.line} says {cite(found or '')}"
    )
    place = Place(there.span, f"the syntax says {cite(declared.quote.text)}")
    known = (declared.type or "").casefold() in _PLAIN_TYPES or _is_numeric(declared.type)
    sure: Confidence = "proven" if known else "likely"
    return Note(CODE, here.span, message, declared.name, here.text, expected, (place,), sure)


def _is_numeric(declared: str | None) -> bool:
    return re.fullmatch(r"[us]int\d+|real\d+|char16", declared or "", re.IGNORECASE) is not None
