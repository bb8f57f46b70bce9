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

import re
from collections.abc import Iterator, Sequence

from specgen.checks.identifiers import as_written, named_on, promised_by_heading, proof, rejoined, scattered
from specgen.checks.wording import cite, series
from specgen.model.facts import Note, PageFacts, Remedy
from specgen.model.library import Page
from specgen.model.rules import Scope
from specgen.model.spans import Quote
from specgen.model.types import Severity

CODE = "SG504"
NAME = "frontmatter-title-damaged"
SEVERITY: Severity = "info"
SCOPE: Scope = "page"
PREVIEW = False

_HEADER = re.compile(r"(?:(?<!\s)\s+)?\([^()]*\)\s*$")


def check(page: Page) -> Iterator[Note]:
    """One note for a title in which identifiers of the original heading are damaged, at the title."""
    facts = page.facts
    title = facts.front.title
    if title is None or facts.heading is None or not facts.heading.anchored:
        return
    text = title.text.replace("\\", "")
    if all(one in text for one in named_on(facts)):
        return
    lost = [one for one in promised_by_heading(facts, facts.heading) if one not in text]
    if lost:
        message = f"title line {title.span.line} says {cite(title.text)}, which should name {series(lost)}"
        places = proof(facts, lost)
        yield Note(
            CODE, title.span, message, None, title.text, ", ".join(lost), places, remedy=_mended(facts, title, lost)
        )


def _mended(facts: PageFacts, title: Quote, lost: Sequence[str]) -> Remedy | None:
    """The title with its identifiers, where their letters all stand in it; else with the name that ``::D`` cut."""
    text = title.text
    for identifier in lost:
        match = scattered(identifier, text)
        if match is None:
            joined = rejoined(facts, _HEADER.sub("", title.text))
            header = _HEADER.search(title.text)
            return Remedy(joined[0] + (header[0] if header else ""), joined[1]) if joined else None
        text = text[: match.start()] + as_written(identifier, match[0]) + text[match.end() :]
    return Remedy(text, safe=True)
