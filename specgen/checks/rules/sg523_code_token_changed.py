r"""A name in the text has another spelling than in the original.

## What it does

Compares the text of a translated page with that of its original, passage by passage, and reports a name of which the
letters, their case or their order are others than in the original's passage. So are documented values that nothing but
the original shows to be damaged: the name before a flag, `falso` for `false`.

## Why it is bad

The name that the translation spells does not exist.

## Example

`_Nome_` for the parameter `_Name_`; `CbsLamp` for `CbSLamp`; `[ILamp::Flash](ilamp-dim.md)` for
`[ILamp::Dim](ilamp-dim.md)`

## Use instead

The spelling of the original.

## How sure

Proven that the original has the one and not the other. Two names are taken for one another where their letters are
alike or where each is the only one on its side; a word that is liker to another missing name of the passage is not, nor
a short one in small letters that is not like the name (`**do**`: emphasis that moved to a preposition). The fix is safe
where only case, spaces or punctuation differ.

Passages that were edited since (another number of sentences, other links) are not compared.

Measured on MAPI in Portuguese: 120 findings, of which 76 were read and 74 are true. On Win32 in French 3,900 findings,
of which 45 were read, all true.
"""

from collections.abc import Iterator

from specgen.checks.claims import overlap
from specgen.checks.comparison import compared
from specgen.checks.loose import is_loose
from specgen.checks.values import damaged_values
from specgen.model.facts import Note
from specgen.model.library import Page
from specgen.model.rules import Scope
from specgen.model.types import Severity

CODE = "SG523"
NAME = "code-token-changed"
SEVERITY: Severity = "warning"
SCOPE: Scope = "pair"
PREVIEW = True


def check(page: Page, original: Page) -> Iterator[Note]:
    """One note for each name or value that is spelt otherwise than in the original, at the name."""
    yield from (one.note(CODE) for one in compared(page, original).differences if one.fate == "changed")
    loose = [token.span for token in page.facts.names if is_loose(page.facts, token)]
    for one in damaged_values(page.facts):
        if one.only_original and not any(overlap(one.value.quote.span, span) for span in loose):
            yield one.note(CODE)
