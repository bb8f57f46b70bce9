"""`Deprecated` stands without a text.

## What it does

Reports each bare `Deprecated` of a class, property, method or parameter.

## Why it is bad

DSP0004 declares it as a list of texts, what to use instead or `"No value"`; Microsoft's own declaration is a boolean.
MOF that CIM tools compile needs the text, so the generated file has `"No value"` (`bare-qualifier`), and readers are
not told what to use.

## Example

`Qualifiers: [**Deprecated**]` at a property.

## Use instead

`Deprecated{"Acme_Lamp.Power"}`, or the replacement in the description.

## How sure

The text is missing for certain; by Microsoft's declaration nothing is wrong.

Measured on 3,421 English pages of Win32: 84 findings. A judge who took Microsoft's declaration called all 48 that were
drawn right as they are, which is why the rule is in preview.
"""

from collections.abc import Iterator

from specgen.checks.qualified import written
from specgen.checks.wording import cite
from specgen.model.facts import Note
from specgen.model.library import Page
from specgen.model.rules import Scope
from specgen.model.types import Severity

CODE = "SG704"
NAME = "deprecated-without-text"
SEVERITY: Severity = "info"
SCOPE: Scope = "page"
PREVIEW = True

_BARE = "deprecated"


def check(page: Page) -> Iterator[Note]:
    """One note for each, where the page has it."""
    for one in written(page.facts):
        if one.value is True and one.name.casefold() == _BARE:
            message = f"line {one.span.line}: {cite(one.shown)} takes a text in DSP0004, and has none"
            yield Note(CODE, one.span, message, one.member, confidence="likely")
