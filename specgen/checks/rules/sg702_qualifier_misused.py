"""A qualifier stands where it may not, or with a value that is none of its type.

## What it does

Compares each qualifier of a class, property, method or parameter with its declaration (DSP0004 and Microsoft's own):
the elements that may have it, and the type of its argument.

## Why it is bad

Strict compilers reject it; others keep it without a word, and tools that look for `MaxLen` find text where a number
has to be.

## Example

`Max("many")` on a reference, `MaxLen("64")`, `Dynamic("x")`, `Key` on a method.

## Use instead

The argument in its type, `MaxLen(64)`; or no such qualifier there.

## How sure

Likely: the declaration is that of the standard, and a schema may declare a qualifier of the same name otherwise.

Measured on 3,421 English pages of Win32: 106 findings, 84 of them `Deprecated` without a text, the others
`Max(False)` on references and `Max(64)` on properties; no verdicts yet.
"""

from collections.abc import Iterator

from specgen.checks.schema import departed
from specgen.checks.wording import cite
from specgen.cim import repairs
from specgen.model.facts import Note, PageFacts
from specgen.model.library import Library, Page
from specgen.model.rules import Scope
from specgen.model.spans import Span
from specgen.model.types import Severity

CODE = "SG702"
NAME = "qualifier-misused"
SEVERITY: Severity = "warning"
SCOPE: Scope = "library"
PREVIEW = True

_NAMES = frozenset(one.name for one in (repairs.UNFIT_QUALIFIER, repairs.BARE_QUALIFIER, repairs.QUALIFIER_TYPE))


def check(library: Library) -> Iterator[tuple[Page, Note]]:
    """One note for each qualifier, where the page has it; none for what only the original says."""
    for page, one, declared in departed(library, _NAMES):
        if not _is_borrowed(page.facts, one.member):
            name = one.applied.found.partition("(")[0]
            span = _described(page.facts, one.member, name) or declared
            message = f"line {span.line}: {cite(one.applied.found)}, {one.applied.detail}"
            yield page, Note(CODE, span, message, one.member, confidence="likely")


def _is_borrowed(facts: PageFacts, member: str | None) -> bool:
    """Whether the member's qualifiers are those of the page's original."""
    given = (one for one in facts.repairs if one.field == "qualifier" and one.evidence == "reference")
    return any(one.member == member for one in given)


def _described(facts: PageFacts, member: str | None, name: str) -> Span | None:
    """The row of the member's description that has the qualifier; None where the syntax block has it."""
    for one in (*facts.properties, *facts.parameters):
        if one.declared.name == member and one.described is not None:
            rows = (quote for quote in one.described.labelled if name.casefold() in quote.text.casefold())
            return next((quote.span for quote in rows), None)
    return None
