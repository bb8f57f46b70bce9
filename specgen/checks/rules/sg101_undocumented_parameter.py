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

Proven where another item of the page was matched, likely where none was (the section may have a form that was not
understood). Silent for parameters without a name, on pages whose syntax block was not read to its end, and on pages of
properties, which describe the parameter of `get_X` and `put_X` as the property's value.
"""

from collections.abc import Iterator, Sequence

from specgen.checks.wording import cite
from specgen.model.facts import Declarator, MemberFacts, Note, PageFacts, Place
from specgen.model.library import Page
from specgen.model.rules import Scope
from specgen.model.types import Confidence, Severity

CODE = "SG101"
NAME = "undocumented-parameter"
SEVERITY: Severity = "warning"
SCOPE: Scope = "page"
PREVIEW = False

_SECTIONS = {"parameter": ("parameters",), "property": ("properties", "members")}

# Pages of properties describe the one parameter of get_X and put_X as a value.
_ACCESSOR = frozenset({"property-value"})


def check(page: Page) -> Iterator[Note]:
    """One note for each declared name that nothing describes, at its declarator."""
    facts = page.facts
    if facts.declaration is None or facts.declaration.unread:
        return
    keys = {section.key for section in facts.sections}
    if not keys & _ACCESSOR:
        yield from _undescribed(facts, "parameter", facts.parameters)
    yield from _undescribed(facts, "property", facts.properties)


def _undescribed(facts: PageFacts, word: str, members: Sequence[MemberFacts]) -> Iterator[Note]:
    # Where nothing at all was matched, the section may have a form that was not understood.
    sure: Confidence = "proven" if any(member.described for member in members) else "likely"
    for member in members:
        if member.described is None and member.declared.name is not None:
            yield _note(facts, word, member.declared, member.declared.name, sure)


def _note(facts: PageFacts, word: str, declared: Declarator, name: str, sure: Confidence) -> Note:
    quote = declared.name_quote or declared.quote
    message = f"syntax line {quote.span.line} declares {word} {cite(name)}, nothing describes it"
    return Note(CODE, quote.span, message, name, quote.text, None, _section(facts, word), sure)


def _section(facts: PageFacts, word: str) -> tuple[Place, ...]:
    """The heading of the section that should describe it."""
    headings = [section.heading.quote.span for section in facts.sections if section.key in _SECTIONS[word]]
    return tuple(Place(span, f"the items of this section describe no {word} of that name") for span in headings[:1])
