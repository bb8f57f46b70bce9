r"""The translation names something that the original does not.

## What it does

Compares the text of a translated page with that of its original, passage by passage, and reports each piece of code
that stands in the translation alone, or a constant that stands there more often.

## Why it is bad

A translator that turns prose into a name, or says a name twice, says what the authors did not.

## Example

`Die MAPI_LAMP-Werte in der MAPI_LAMP-Tabelle` for `The values in the **MAPI_LAMP** table`

## Use instead

The sentence of the original, with its names.

## How sure

Proven that the original's passage does not have the name, or not so often. Whether the sentence still says the same is
for a reader to see. Passages with more or fewer links than the original's were written anew since, and a plain word
between back-ticks is no name; neither is reported.

Measured: all 13 findings on MAPI in Portuguese and all 6 on Win32 in French were read and are true.
"""

from collections.abc import Iterator

from specgen.checks.comparison import compared
from specgen.model.facts import Note
from specgen.model.library import Page
from specgen.model.rules import Scope
from specgen.model.types import Severity

CODE = "SG522"
NAME = "code-token-added"
SEVERITY: Severity = "info"
SCOPE: Scope = "pair"
PREVIEW = True


def check(page: Page, original: Page) -> Iterator[Note]:
    """One note for each name that a passage has and its original has not, at the name."""
    yield from (one.note(CODE) for one in compared(page, original).differences if one.fate == "added")
