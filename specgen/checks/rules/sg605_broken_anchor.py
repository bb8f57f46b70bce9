"""A link leads to a place on a page that the page does not have.

## What it does

Takes every link of reference pages with an anchor (`#parameters`, `dim.md#parameters`) and looks for the heading, or
the HTML `name` or `id`, that it names.

## Why it is bad

The browser stays at the top of the page, and readers look in vain for what they were promised.

## Example

`[Levels](#levels)` on a page whose headings are Syntax and Parameters.

## Use instead

The slug of the heading: lower case, punctuation dropped, hyphens for spaces; `-1` for the second of its name.

## How sure

Proven for pages of the tree that were read. A slug counts as the site may make it, with and without the HTML of its
heading. Silent for anchors of tabs, of lines and of text, and where the page is not in the tree; links of pages that
are no reference pages are not looked at.

Measured on 13,724 pages (Win32 in English, French and German, MAPI in English and Portuguese): no finding among 995
English and 990 French links with anchors. Only injected damage shows that the rule finds it.
"""

import difflib
import re
from collections.abc import Iterator

from specgen.checks.links import Led, follow
from specgen.checks.wording import cite
from specgen.model.facts import Note, PageFacts, Remedy
from specgen.model.library import Library, Page
from specgen.model.rules import Scope
from specgen.model.types import Severity

CODE = "SG605"
NAME = "broken-anchor"
SEVERITY: Severity = "warning"
SCOPE: Scope = "library"
PREVIEW = False
FOLLOWS_LINKS = True

_SPECIAL = re.compile(r"top|tab/.*|:~:.*|L\d+(?:-L?\d+)?", re.IGNORECASE)
_ALIKE = 0.75


def check(library: Library) -> Iterator[tuple[Page, Note]]:
    """One note for each link to an anchor that is not there, at its target."""
    read = {(id(library.tree_of(page)), page.place.lower()): page for page in library.pages}
    for page in library.pages:
        # What has no # in its bytes has no anchor to unfold it for.
        if not page.reported or b"#" not in page.facts.links.data:
            continue
        tree = library.tree_of(page)
        for link in page.facts.links:
            if "#" in link.target:
                led = follow(tree, page.place, link)
                there = read.get((id(tree), led.place or ""))
                if led.anchor and there is not None and _is_missing(there.facts, led.anchor):
                    yield page, _note(there, led)


def _is_missing(facts: PageFacts, anchor: str) -> bool:
    # A page with no heading at all was not read as a page.
    return bool(facts.anchors) and not _SPECIAL.fullmatch(anchor) and anchor.lower() not in facts.anchors


def _note(there: Page, led: Led) -> Note:
    quote = led.link.quote
    span, spelt = (quote.span, quote.text) if quote is not None else (led.link.span, None)
    near = next(iter(difflib.get_close_matches(led.anchor.lower(), there.facts.anchors, 1, _ALIKE)), None)
    expected = led.link.target.partition("#")[0] + "#" + near if near else None
    proposed = f", the nearest is #{near}" if near else ""
    message = f"line {span.line} links to #{led.anchor}, which {cite(there.place)} does not have{proposed}"
    remedy = Remedy(expected, safe=False) if expected and spelt is not None else None
    return Note(CODE, span, message, found=spelt or led.link.text, expected=expected, remedy=remedy)
