"""A parameter, property or member stands in the syntax, and nothing on the page describes it.

## What it does

Compares the syntax block with the parameter section (for a class, the property list; for a structure, its members) and
reports every declared name that has no item there.

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

Proven where another item of the section was matched, likely where none was. Silent where none was matched in a section
of several paragraphs (its form was not understood), for parameters without a name, on pages whose syntax block was not
read to its end, and on pages of properties, which describe the parameter of `get_X` and `put_X` as a value. Constants
of enumerations often go without words, as do members of a structure that is written inside another one, and the name of
that structure; types none of whose members is described send their readers to another page: none of these is reported.
A second declaration of one name is SG105.
"""

from collections.abc import Iterator, Sequence

from specgen.checks.described import members_by_word, repeated
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

_SECTIONS = {
    "parameter": ("parameters",),
    "property": ("properties", "members"),
    "member": ("members", "fields", "parameters"),
}

# Lines behind a heading that one paragraph takes, with the empty lines around it.
_ONE_PARAGRAPH = 4

# Pages of properties describe the one parameter of get_X and put_X as a value.
_ACCESSOR = frozenset({"property-value"})

_ENUMERATION = "enum"

# A structure none of whose members is described sends its readers to another page.
_OF_TYPES = "member"


def check(page: Page) -> Iterator[Note]:
    """One note for each declared name that nothing describes, at its declarator."""
    facts = page.facts
    declaration = facts.declaration
    if declaration is None or declaration.unread or declaration.form == _ENUMERATION:
        return
    for word, members in members_by_word(facts):
        # Most pages describe everything, and need no look at what follows.
        if not any(map(_is_bare, members)):
            continue
        if word != "parameter" or not any(section.key in _ACCESSOR for section in facts.sections):
            again = {later.quote.span for _, later in repeated(declaration)}
            yield from _undescribed(facts, word, [one for one in members if one.declared.quote.span not in again])


def _is_bare(member: MemberFacts) -> bool:
    """Whether nothing describes what has a name, and is no structure written in place."""
    return member.described is None and member.declared.name is not None and not member.members


def _undescribed(facts: PageFacts, word: str, members: Sequence[MemberFacts]) -> Iterator[Note]:
    matched = any(member.described for member in members)
    if not matched and (word == _OF_TYPES or _is_longer_than_prose(facts, word) or _sends_away(facts, word)):
        return
    sure: Confidence = "proven" if matched else "likely"
    for member in members:
        if _is_bare(member):
            yield _note(facts, word, member.declared, member.declared.name or "", sure)


def _is_longer_than_prose(facts: PageFacts, word: str) -> bool:
    """Whether the section holds more than one paragraph: items, then, in a form that was not understood."""
    sections = [section for section in facts.sections if section.key in _SECTIONS[word]]
    return any(section.last_line - section.heading.quote.span.line > _ONE_PARAGRAPH for section in sections)


def _sends_away(facts: PageFacts, word: str) -> bool:
    """Whether the section for the items sends its readers to another page with a link."""
    sections = [section for section in facts.sections if section.key in _SECTIONS[word]]
    return any(
        section.first_line <= link.span.line <= section.last_line for section in sections for link in facts.links
    )


def _note(facts: PageFacts, word: str, declared: Declarator, name: str, sure: Confidence) -> Note:
    quote = declared.name_quote or declared.quote
    message = f"syntax line {quote.span.line} declares {word} {cite(name)}, nothing describes it"
    return Note(CODE, quote.span, message, name, quote.text, None, _section(facts, word), sure)


def _section(facts: PageFacts, word: str) -> tuple[Place, ...]:
    """The heading of the section that should describe it."""
    headings = [section.heading.quote.span for section in facts.sections if section.key in _SECTIONS[word]]
    return tuple(Place(span, f"the items of this section describe no {word} of that name") for span in headings[:1])
