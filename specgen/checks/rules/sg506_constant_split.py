r"""A constant or another name with an underscore came apart: there are spaces around the underscore.

## What it does

Looks in the text outside syntax blocks for names whose underscore stands loose, and reports those that are whole again
once the spaces are gone.

## Why it is bad

The name cannot be searched for or copied, and its halves link to nothing.

## Example

`ACME \_ E \_ DIMMED`, `Acme \_ Lamp`

## Use instead

`ACME\_E\_DIMMED`, best between back-ticks, so that the next translation leaves it alone.

## How sure

Proven where the joined name, or its one spelling in other case, is one that the tree declares, documents or lists; a
safe fix joins it. Likely where the tree does not know the name and each of its parts begins with a capital or a digit;
where those are the words of a known constant in another order or language, or all but one of them, another rule speaks
(SG507). What is reported does not depend on a reference; what is proposed may.

Measured on 7,972 translated pages (Win32 in French and German, MAPI in Portuguese): 22,700 findings; of 60 that were
read beside the English page all are on damaged names. Of the names proposed on Win32 in French the English page has
99.9 % of the proven ones and 81 % of the likely ones. On 5,752 English pages 3 findings, all true.
"""

from collections.abc import Iterator

from specgen.checks.loose import loose_in
from specgen.model.facts import Note
from specgen.model.library import Library, Page
from specgen.model.rules import Scope
from specgen.model.types import Severity

CODE = "SG506"
NAME = "constant-split"
SEVERITY: Severity = "warning"
SCOPE: Scope = "library"
PREVIEW = False


def check(library: Library) -> Iterator[tuple[Page, Note]]:
    """One note for each name that came apart and is whole without the spaces, at the name."""
    yield from ((page, one.note(CODE)) for page, one in loose_in(library, "split"))
