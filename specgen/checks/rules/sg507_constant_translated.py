r"""A constant or another name with an underscore has words in another language, or in another order.

## What it does

Looks in the text outside syntax blocks for names with a loose underscore whose parts are not those of any name, and for
names with letters that no identifier has. Says which name it was where the tree knows one: the page that the text
links to, the same words in another order or language, or the one constant of the family that shares most words. Words
are read in every language that specgen knows; no page is asked for its own.

## Why it is bad

A constant that was translated exists in no header: it cannot be searched, copied or compiled.

## Example

`**ACME \_ E \_ non trouvé**` for `ACME\_E\_NOT\_FOUND`; `**\_ lampe ACME**` for `Acme\_Lamp`

## Use instead

The name as the header or the class spells it, between back-ticks.

## How sure

Proven where the text is a link and the page that it leads to has the name. Likely elsewhere: that the text is damaged
is sure, which name it was follows from its words.

Measured on 7,972 translated pages (Win32 in French and German, MAPI in Portuguese): 15,000 findings; 60 were read
beside the English page, all of them on damaged names. Of the 711 names proposed as likely on Win32 in French the
English page has 699. None on 5,752 English pages.
"""

from collections.abc import Iterator

from specgen.checks.loose import loose_in
from specgen.model.facts import Note
from specgen.model.library import Library, Page
from specgen.model.rules import Scope
from specgen.model.types import Severity

CODE = "SG507"
NAME = "constant-translated"
SEVERITY: Severity = "warning"
SCOPE: Scope = "library"
PREVIEW = True


def check(library: Library) -> Iterator[tuple[Page, Note]]:
    """One note for each name of which a word was translated or moved, at the name."""
    yield from ((page, one.note(CODE)) for page, one in loose_in(library, "translated"))
