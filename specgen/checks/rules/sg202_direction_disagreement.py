"""The description gives a parameter another direction than the syntax does.

## What it does

Compares the direction that the syntax block states (`[in]`, `[out]`, `_Inout_`) with the tag of the described item.

## Why it is bad

A parameter that is filled by the caller on one line and by the callee on the other is a crash or a leak in whatever was
written from the wrong line. Proxies are generated from directions.

## Example

The syntax declares `[out] uint32 Level`; the parameter section describes `*Level* [in]`.

## Use instead

Correct the tag; the syntax block is almost always right. If it is not, correct the block.

## How sure

Proven where the syntax states a direction and the tag was understood; silent where either says nothing. A tag that is
merely damaged is SG503.
"""

import re
from collections.abc import Iterator

from specgen.checks.wording import cite
from specgen.model.facts import Declarator, DescribedItem, Note, Place
from specgen.model.library import Page
from specgen.model.rules import Scope
from specgen.model.types import Direction, Severity

CODE = "SG202"
NAME = "direction-disagreement"
SEVERITY: Severity = "error"
SCOPE: Scope = "page"
PREVIEW = False

_LETTERS = re.compile(r"[^\W\d_]+")
_WORDS = frozenset({"in", "out", "inout", "optional", "retval", "ref", "unique", "ptr", "string"})


def check(page: Page) -> Iterator[Note]:
    """One note for each parameter whose two directions differ, at the tag."""
    for member in page.facts.parameters:
        item, expected = member.described, member.declared.direction
        if item is None or item.direction is None or expected is None or item.direction == expected:
            continue
        if item.tag is not None and not _WORDS.issuperset(_LETTERS.findall(item.tag.text.casefold())):
            # A tag with other words in it is damaged, of which SG503 tells.
            continue
        yield _disagreement(member.declared, item, expected, item.direction)


def _disagreement(declared: Declarator, item: DescribedItem, expected: Direction, found: Direction) -> Note:
    here, there = item.tag or item.quote, declared.quote
    name = declared.name or "the parameter"
    message = (
        f"syntax line {there.span.line} says {cite(name)} is {expected}, "
        f"description line {here.span.line} says {found} ({cite(here.text)})"
    )
    place = Place(there.span, f"the syntax says {cite(there.text)}")
    return Note(CODE, here.span, message, declared.name, here.text, expected, (place,))
