r"""An identifier was translated, or its letters were moved about.

## What it does

Compares the identifiers in the first heading, in the terms of the parameter section and in qualified names (`A::B`)
with those that the syntax block and the frontmatter prove, and reports those that are spelt with other letters or in
another order.

## Why it is bad

A name that was translated exists nowhere: it cannot be called, searched or linked. Machine translation does this to any
identifier that is made of words.

## Example

`# Méthode Dim de la \_ classe Lamp Acme` for `Acme_Lamp.Dim`; `*Nom*` for the parameter `Name`;
`CLampObject:: fazer dim` for `CLampObject::Dim`.

## Use instead

The spelling of the syntax block, between back-ticks, so that the next translation leaves it alone.

## How sure

Proven for headings whose anchor shows what the original said, and for described items that stand where the syntax
declares another name. Likely for qualified names of which one word alone is the member that the page documents.

Measured on 7,972 translated pages (Win32 in French and German, MAPI in Portuguese) against the English originals:
4,734 findings; the original has the expected spelling in the same place in all but 4.
"""

from collections.abc import Iterator

from specgen.checks.described import members_by_word
from specgen.checks.identifiers import damaged_on, renaming, stands_in
from specgen.checks.wording import cite
from specgen.model.facts import Declarator, DescribedItem, Note, Place
from specgen.model.library import Page
from specgen.model.rules import Scope
from specgen.model.types import Severity

CODE = "SG501"
NAME = "identifier-translated"
SEVERITY: Severity = "warning"
SCOPE: Scope = "page"
PREVIEW = False


def check(page: Page) -> Iterator[Note]:
    """One note for each translated identifier: in the first heading, in described items, in qualified names."""
    yield from (one.note(CODE) for one in damaged_on(page) if one.damage == "translated")
    for word, members in members_by_word(page.facts):
        for member in members:
            if member.aligned_by in ("position", "shape") and member.described is not None:
                yield from _renamed(word, member.declared, member.described)


def _renamed(word: str, declared: Declarator, item: DescribedItem) -> Iterator[Note]:
    if declared.name is None or declared.name == item.name or _is_whole_declaration(declared, item):
        return
    here, there = item.quote.span, (declared.name_quote or declared.quote).span
    message = (
        f"syntax line {there.line} declares {word} {declared.name}, line {here.line} describes it as {cite(item.name)}"
    )
    place = Place(there, f"the syntax says {cite(declared.quote.text)}")
    remedy = renaming(item, declared.name)
    yield Note(CODE, here, message, declared.name, item.name, declared.name, (place,), remedy=remedy)


def _is_whole_declaration(declared: Declarator, item: DescribedItem) -> bool:
    """Whether the term is not the name but all that the syntax says of it (``Level = 1``)."""
    said = "".join(item.name.split()).rstrip(";")
    return (
        declared.name is not None
        and stands_in(declared.name, item.name)
        and said in "".join(declared.quote.text.split())
    )
