"""Code on the page holds spaces that are none to a compiler.

## What it does

Reports non-breaking spaces, and the other Unicode spaces that look like a plain one, in syntax blocks, in fences of a
programming language and in names between back-ticks: one finding for all syntax blocks of a page, one for its examples,
one for its code spans.

## Why it is bad

The block does not compile when it is pasted, and nothing on the screen shows why.

## Example

`uint32 Dim(` in a syntax block, with U+00A0 between the two words.

## Use instead

Plain spaces, as many.

## How sure

Proven: outside of strings and comments, where the rule is silent, no language of these pages takes such a character for
a space. Fences of no named language (other than the syntax block) and of markup are not looked at.

Measured on all reference pages of 13,724 pages (Win32 in English, French and German, MAPI in English and Portuguese):
2,104 lines on 328 English pages, all in syntax blocks. None in the translations, whose tools make the spaces plain.
"""

from collections.abc import Iterator

from specgen.model.facts import Note, Remedy, Stray
from specgen.model.library import Page
from specgen.model.rules import Scope
from specgen.model.types import Severity

CODE = "SG601"
NAME = "non-breaking-space-in-code"
SEVERITY: Severity = "warning"
SCOPE: Scope = "page"
PREVIEW = False


def check(page: Page) -> Iterator[Note]:
    """One note for the syntax, the examples and the code spans of a page, at the first such space."""
    by_place: dict[str, list[Stray]] = {}
    for stray in page.facts.strays:
        if stray.form == "space":
            by_place.setdefault(stray.place, []).append(stray)
    yield from (_note(strays) for strays in by_place.values())


def _note(strays: list[Stray]) -> Note:
    first, *others = strays
    said, meant = ("".join(texts) for texts in zip(*((one.quote.text, one.meant) for one in strays), strict=True))
    strange = {one for one, plain in zip(said, meant, strict=True) if one != plain}
    kinds = " and ".join(f"U+{ord(one):04X}" for one in sorted(strange))
    more = f", and so have {len(others)} more" if others else ""
    message = f"line {first.quote.span.line} is code and has {kinds} for a plain space{more}"
    remedy = Remedy(first.meant, safe=True, also=tuple((one.quote.span, one.meant) for one in others))
    return Note(CODE, first.quote.span, message, found=first.quote.text, expected=first.meant, remedy=remedy)
