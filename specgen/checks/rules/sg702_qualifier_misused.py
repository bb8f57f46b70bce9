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
`Deprecated` is none of this rule's: it wants a text in DSP0004 (SG704) and none in Microsoft's own declaration.

Measured on 3,421 English pages of Win32: 22 findings, `Max(False)` on references and `Max(64)` on arrays (which want
`MaxLen`); all of them, and 42 on translations of these pages, were judged and are true.
"""

from collections.abc import Iterator
from functools import lru_cache

from specgen.checks.qualified import Written, written
from specgen.checks.wording import cite
from specgen.cim.qualifiers import STANDARD, Vocabulary
from specgen.model.facts import Note
from specgen.model.library import Page
from specgen.model.rules import Scope
from specgen.model.types import QualifierValue, Severity

CODE = "SG702"
NAME = "qualifier-misused"
SEVERITY: Severity = "warning"
SCOPE: Scope = "page"
PREVIEW = False

_WORDS = Vocabulary(STANDARD)
_BARE = "deprecated"
"""A boolean in Microsoft's own declaration."""


def check(page: Page) -> Iterator[Note]:
    """One note for each qualifier, where the page has it."""
    for one in written(page.facts):
        wrong = _objection(one)
        if wrong is not None:
            message = f"line {one.span.line}: {cite(one.shown)}, {wrong}"
            yield Note(CODE, one.span, message, one.member, confidence="likely")


def _objection(one: Written) -> str | None:
    """What is wrong with a qualifier. Pages have the same few again and again; of lists, which have no hash, few."""
    if isinstance(one.value, list):
        return _judged(one.name, one.value, one.scope)
    return _remembered(one.name, one.value, one.scope)


def _judged(name: str, value: QualifierValue, scope: str) -> str | None:
    if name.casefold() not in STANDARD:
        return None
    if value is True and name.casefold() == _BARE:
        return None
    if value is True and _WORDS.wants_text(name):
        return "it takes a text, and has none"
    return _WORDS.judged(name, value, scope)[1]


# By type too: 1 and True are two arguments, and equal.
_remembered = lru_cache(maxsize=1024, typed=True)(_judged)
