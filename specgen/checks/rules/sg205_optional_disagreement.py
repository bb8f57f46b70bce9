"""The syntax says that a parameter is optional, and its description that it is not, or the reverse.

## What it does

Compares `optional` in the syntax block (`[in, optional]`, `_In_opt_`) with the tag of the described item
(`[in, optional]`), and with a description that opens with "Optional." or says "This parameter is optional".

## Why it is bad

Who trusts the wrong side passes NULL where it is not allowed, or makes up a value where none is needed. Bindings give
the parameter a default value, or none.

## Example

The syntax declares `[in, optional] uint32 Level`; the parameter section describes `*Level* [in]`.

## Use instead

The same words on both sides.

## How sure

Proven where the syntax annotates the parameter and the description tags it: both say all that they have to say of it,
and only one says optional. A description without a tag says nothing, and neither does a syntax block without
annotations (MAPI).

Measured on 5,752 English pages: 7 findings, all true.
"""

import re
from collections.abc import Iterator

from specgen.checks.wording import cite
from specgen.model.facts import Declarator, DescribedItem, Note, Place
from specgen.model.library import Page
from specgen.model.rules import Scope
from specgen.model.spans import Quote
from specgen.model.types import Severity

CODE = "SG205"
NAME = "optional-disagreement"
SEVERITY: Severity = "warning"
SCOPE: Scope = "page"
PREVIEW = True

_SURE = ("name", "spelling")

_SAYS_OPTIONAL = re.compile(r"Optional\.(?:\s|$)|(?:.*\.\s+)?This parameter is optional\b", re.DOTALL)


def check(page: Page) -> Iterator[Note]:
    """One note for each parameter that one side alone calls optional, at the tag (at the term, if prose says it)."""
    for member in page.facts.parameters:
        item, declared = member.described, member.declared
        if item is None or member.aligned_by not in _SURE:
            continue
        if _is_tagged_optional(declared) and not item.optional and item.direction is not None and item.tag is not None:
            yield _note(declared, item.tag, "is optional", f"does not ({cite(item.tag.text)})")
        elif not declared.optional and declared.direction is not None and _says_optional(item):
            here = item.tag if item.optional and item.tag is not None else item.quote
            yield _note(declared, here, "is not optional", f"says it is ({cite(_words(item))})")


def _is_tagged_optional(declared: Declarator) -> bool:
    """Whether the syntax says so in the words that a tag repeats (``[in, optional]``); annotations have others."""
    return declared.optional and any(name.casefold() == "optional" for name in declared.qualifiers)


def _says_optional(item: DescribedItem) -> bool:
    return item.optional or _SAYS_OPTIONAL.match(item.description or "") is not None


def _words(item: DescribedItem) -> str:
    """The words that call the item optional."""
    if item.optional and item.tag is not None:
        return item.tag.text
    match = _SAYS_OPTIONAL.match(item.description or "")
    return match[0].rpartition("\n")[2][-40:].strip() if match else ""


def _note(declared: Declarator, here: Quote, declares: str, says: str) -> Note:
    there = declared.quote
    name = cite(declared.name or "the parameter")
    message = f"syntax line {there.span.line} says {name} {declares}, description line {here.span.line} {says}"
    place = Place(there.span, f"the syntax says {cite(there.text)}")
    return Note(CODE, here.span, message, declared.name, here.text, None, (place,))
