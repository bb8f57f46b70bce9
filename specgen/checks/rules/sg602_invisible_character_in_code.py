"""A name or code on the page holds characters that show nothing.

## What it does

Reports zero-width spaces and joiners, soft hyphens, byte order marks and marks of writing direction in syntax blocks,
in fences of a programming language, between back-ticks, in `api_name`, and inside the names in headings and terms.

## Why it is bad

The name looks right and is another one: it is not found, it does not compile, and two names that look the same differ.
Marks of direction can make code show in another order than it is read.

## Example

`Set<U+200B>Level` between back-ticks.

## Use instead

`SetLevel`

## How sure

Proven in code. In headings and terms only a character between two letters of a Latin name counts, because scripts that
need joiners or marks of direction set them around such names, not into them.

Measured on all reference pages of 13,724 pages (Win32 in English, French and German, MAPI in English and Portuguese):
no finding, and no such character at all. Only injected damage shows that the rule finds it.
"""

import re
from collections.abc import Iterator

from specgen.checks.identifiers import part_of
from specgen.checks.wording import cite
from specgen.model.facts import Note, PageFacts, Remedy
from specgen.model.library import Page
from specgen.model.rules import Scope
from specgen.model.spans import Quote
from specgen.model.types import Severity

CODE = "SG602"
NAME = "invisible-character-in-code"
SEVERITY: Severity = "warning"
SCOPE: Scope = "page"
PREVIEW = False

_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]+")
_IN_NAME = re.compile(rf"(?<=[A-Za-z0-9_]){_INVISIBLE.pattern}(?=[A-Za-z0-9_])")


def check(page: Page) -> Iterator[Note]:
    """One note for each line of code, and for each run of such characters in a name."""
    for stray in page.facts.strays:
        if stray.form == "invisible":
            yield _note("code", stray.quote, stray.meant)
    for quote in page.facts.front.api_names:
        yield from _in_quote(quote, _INVISIBLE)
    names = _names(page.facts)
    # One look at all of them, because hardly a page has any.
    text = "\n".join([quote.text for quote in names])
    if text.isascii() or _INVISIBLE.search(text) is None:
        return
    coded = {stray.quote.span.line for stray in page.facts.strays if stray.form == "invisible"}
    for quote in names:
        if quote.span.line not in coded:
            yield from _in_quote(quote, _IN_NAME)


def _names(facts: PageFacts) -> list[Quote]:
    """What stands in headings and terms."""
    found = [facts.heading.quote] if facts.heading is not None else []
    found += [section.heading.quote for section in facts.sections]
    members = (*facts.parameters, *facts.properties, *facts.members)
    found += [one.described.quote for one in members if one.described is not None]
    found += [item.quote for item in facts.undeclared]
    return found


def _in_quote(quote: Quote, pattern: re.Pattern[str]) -> Iterator[Note]:
    for match in pattern.finditer(quote.text):
        place = part_of(quote, match.start(), match.end())
        yield _note(cite(_INVISIBLE.sub("", quote.text)), Quote(match[0], place), "")


def _note(where: str, quote: Quote, meant: str) -> Note:
    kinds = " and ".join(f"U+{ord(one):04X}" for one in sorted(set("".join(_INVISIBLE.findall(quote.text)))))
    message = f"line {quote.span.line} has {kinds}, which shows nothing, in {where}"
    return Note(CODE, quote.span, message, found=quote.text, expected=meant, remedy=Remedy(meant, safe=True))
