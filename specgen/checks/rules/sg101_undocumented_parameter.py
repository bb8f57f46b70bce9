"""A parameter or property stands in the syntax, and nothing on the page describes it.

## What it does

Compares the syntax block with the parameter section (for a class, the property list) and reports every declared
name that has no item there.

## Why it is bad

Readers learn that the parameter exists and nothing else: not what to pass, not what comes back. Stubs and
conformance tests made from the page have to leave it untyped or untested.

## Example

```mof
uint32 Resize(
  [in] uint32 Width,
  [in] uint32 Height
);
```

with a parameter section that describes *Width* alone.

## Use instead

Add an item for *Height* to the parameter section, or take the parameter out of the syntax block.

## How sure

Proven where the syntax block and the section were read. Silent for parameters that have no name, for `...`, and on
pages whose syntax block was not read to its end.
"""

from collections.abc import Iterator

from specgen.checks.wording import cite
from specgen.model.facts import Declarator, Note, PageFacts, Place
from specgen.model.library import Page
from specgen.model.rules import Scope
from specgen.model.types import Severity

CODE = "SG101"
NAME = "undocumented-parameter"
SEVERITY: Severity = "warning"
SCOPE: Scope = "page"
PREVIEW = False


def check(page: Page) -> Iterator[Note]:
    """One note for each declared name that nothing describes, at its declarator."""
    facts = page.facts
    if facts.declaration is None:
        return
    for word, members in (("parameter", facts.parameters), ("property", facts.properties)):
        for member in members:
            if member.described is None:
                yield from _undescribed(facts, word, member.declared)


def _undescribed(facts: PageFacts, word: str, declared: Declarator) -> Iterator[Note]:
    if declared.name is None:
        return
    quote = declared.name_quote or declared.quote
    message = f"syntax line {quote.span.line} declares {word} {cite(declared.name)}, nothing describes it"
    yield Note(CODE, quote.span, message, member=declared.name, found=quote.text, related=_section(facts, word))


def _section(facts: PageFacts, word: str) -> tuple[Place, ...]:
    key = {"parameter": "parameters", "property": "properties"}[word]
    headings = [section.heading.quote.span for section in facts.sections if section.key == key]
    return tuple(Place(span, f"the items of this section describe no {word} of that name") for span in headings[:1])
