"""A name is declared or described twice where each may stand once.

## What it does

Reports the second declaration of a parameter, property or member in one syntax block, and the second description of one
in its section.

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

from specgen.checks.described import described_again, members_by_word, repeated
from specgen.checks.spoilt import spoilt_lines, touches
from specgen.checks.wording import cite
from specgen.model.facts import Declarator, DescribedItem, MemberFacts, Note, Place
from specgen.model.library import Page
from specgen.model.rules import Scope
from specgen.model.spans import Quote
from specgen.model.types import Severity

CODE = "SG105"
NAME = "duplicate-member"
SEVERITY: Severity = "warning"
SCOPE: Scope = "page"
PREVIEW = False

_NOTED_BY_READER = "mof"
"""The language whose syntax blocks say themselves what they declare twice."""


def check(page: Page) -> Iterator[Note]:
    """One note for each further declaration, at its name, and description, at its term."""
    facts = page.facts
    if facts.declaration is not None and facts.declaration.language != _NOTED_BY_READER:
        lines = spoilt_lines(facts)
        twice = [pair for pair in repeated(facts.declaration) if not touches(pair[1].quote.span, lines)]
        yield from (_declared_again(first, later) for first, later in twice)
    members = [member for _, members in members_by_word(facts) for member in members]
    described = {one.declared.name: one.described for one in members if one.declared.name and one.described}
    for item in described_again(facts):
        if item.name in described:
            yield _again(item.name, item.quote, described[item.name])
    for member in facts.parameters:
        for quote in _taken_for_values(member, described):
            name = quote.text.strip("*_` ")
            yield _again(name, quote, described[name])


def _declared_again(first: Declarator, later: Declarator) -> Note:
    here, there = later.name_quote or later.quote, first.name_quote or first.quote
    lines = f"{there.text!r} on line {there.span.line} and again {here.text!r} on line {here.span.line}"
    place = Place(there.span, "declared here first")
    return Note(CODE, here.span, f"the syntax block declares {lines}", later.name, here.text, related=(place,))


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
