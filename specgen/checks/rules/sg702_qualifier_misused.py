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

Likely: the declaration is that of the standard, and a schema may declare a qualifier of the same name otherwise. A bare
`Deprecated` is none of this rule's: it wants a text in DSP0004 (SG701) and none in Microsoft's own declaration.

Measured on 3,421 English pages of Win32: 22 findings, `Max(False)` on references and `Max(64)` on arrays (which want
`MaxLen`); all of them, and 42 on translations of these pages, were judged and are true.
"""

from collections.abc import Iterator, Mapping

from specgen.checks.wording import cite
from specgen.cim.qualifiers import STANDARD, Vocabulary
from specgen.model.facts import MemberFacts, Note
from specgen.model.library import Page
from specgen.model.rules import Scope
from specgen.model.spans import Quote, Span
from specgen.model.types import QualifierValue, Severity

CODE = "SG702"
NAME = "qualifier-misused"
SEVERITY: Severity = "warning"
SCOPE: Scope = "page"
PREVIEW = False

_KINDS = {"wmi-class": "class", "wmi-method": "method"}
_WORDS = Vocabulary(STANDARD)
_BARE = "deprecated"
"""A boolean in Microsoft's own declaration."""


def check(page: Page) -> Iterator[Note]:
    """One note for each qualifier, where the page has it."""
    facts = page.facts
    scope = _KINDS.get(facts.kind or "")
    if scope is None or facts.declaration is None:
        return
    yield from _misused(facts.declaration.qualifiers, scope, None, facts.declaration.quote)
    for member in facts.properties:
        yield from _of_member(member, "reference" if member.declared.ref else "property")
    for member in facts.parameters:
        yield from _of_member(member, "parameter")


def _of_member(member: MemberFacts, scope: str) -> Iterator[Note]:
    declared, item = member.declared, member.described
    yield from _misused(declared.qualifiers, scope, declared.name, declared.quote)
    if item is not None and not item.proven:
        yield from _misused(item.qualifiers, scope, declared.name, *item.labelled, item.quote)


def _misused(
    qualifiers: Mapping[str, QualifierValue], scope: str, member: str | None, *quotes: Quote
) -> Iterator[Note]:
    """``quotes``: where the qualifiers may stand; the last one counts where none has the name."""
    for name, value in qualifiers.items():
        wrong = _objection(name, value, scope)
        if wrong is not None:
            span = next((one.span for one in quotes if name.casefold() in one.text.casefold()), quotes[-1].span)
            shown = name if value is True else f"{name}({value})"
            message = f"line {span.line}: {cite(shown)}, {wrong}"
            yield Note(CODE, _first_line(span), message, member, confidence="likely")


def _objection(name: str, value: QualifierValue, scope: str) -> str | None:
    if name.casefold() not in STANDARD:
        return None
    if value is True and name.casefold() == _BARE:
        return None
    if value is True and _WORDS.wants_text(name):
        return "it takes a text, and has none"
    return _WORDS.objection(name, value, scope)


def _first_line(span: Span) -> Span:
    """A note on a whole block stands on its first line."""
    return span if span.line == span.end_line else Span(span.line, span.column, span.line, span.column + 1)
