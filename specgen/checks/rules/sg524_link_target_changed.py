r"""A link of the translation leads elsewhere than the original's.

## What it does

Compares the links of a translated page with those of its original, passage by passage, and reports one whose target is
spelt otherwise. What every site rewrites is no difference: the locale in an address, its scheme and host names of one
site, letter case.

## Why it is bad

The link is broken, or leads to another page than the authors meant.

## Example

`[ILamp::Dim](ilamp-escurecer.md)` for `[ILamp::Dim](ilamp-dim.md)`

## Use instead

The target of the original.

## How sure

Proven that the targets differ. Addresses that begin with a slash or a scheme, have little in common or differ in folder
and page, and stand nowhere else in the original are not reported: the original was given a new one since.

Measured on 5,721 pages (Win32 in French, MAPI in Portuguese): 1 finding, which is true. Of 60 injected changes 59 are
found.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher

from specgen.checks.comparison import compared
from specgen.checks.counterparts import address, targets, written_address
from specgen.checks.wording import cite
from specgen.model.facts import Note, Remedy, Token
from specgen.model.library import Page
from specgen.model.rules import Scope
from specgen.model.types import Severity

CODE = "SG524"
NAME = "link-target-changed"
SEVERITY: Severity = "warning"
SCOPE: Scope = "pair"
PREVIEW = True

_RELATIVE = re.compile(r"[^/:]*(?:\.md|#)|\.\.?/")
_ALIKE = 0.8


def check(page: Page, original: Page) -> Iterator[Note]:
    """One note for each link whose target was changed, at the target."""
    leads = {address(one.text) for passage in original.facts.passages for one in targets(passage)}
    for section in compared(page, original).kept:
        for here, there in zip(*section, strict=True):
            yield from _changed(targets(here), targets(there), leads)


def _changed(here: Sequence[Token], there: Sequence[Token], leads: Collection[str]) -> Iterator[Note]:
    if len(here) != len(there):
        return
    spare = Counter(address(one.text) for one in there)
    extra = [one for one in here if not _taken(spare, address(one.text))]
    spare = Counter(address(one.text) for one in here)
    lost = [one for one in there if not _taken(spare, address(one.text))]
    for found, other in zip(extra, lost, strict=True):
        mine, theirs = address(found.text), address(other.text)
        if mine in leads or (_is_changed(mine, theirs) and not _is_moved(found, other)):
            yield _note(found, other)


def _taken(spare: Counter[str], address: str) -> bool:
    if not spare[address]:
        return False
    spare[address] -= 1
    return True


def _is_changed(mine: str, theirs: str) -> bool:
    """Whether one was made of the other: both lead into the tree, or they are much alike."""
    inside = all(_RELATIVE.match(one) for one in (mine, theirs))
    return inside or SequenceMatcher(None, mine, theirs, autojunk=False).ratio() >= _ALIKE


def _is_moved(found: Token, other: Token) -> bool:
    """Whether an address outside the tree has another folder and another page: a site moved the page, nobody erred."""
    mine, theirs = written_address(found.text), written_address(other.text)
    if any(_RELATIVE.match(one) or "/" not in one for one in (mine, theirs)):
        return False
    return all(one != two for one, two in zip(mine.rsplit("/", 1), theirs.rsplit("/", 1), strict=True))


def _note(found: Token, other: Token) -> Note:
    line, there = found.span.line, other.span.line
    message = f"line {line} links to {cite(found.text)}, line {there} of the original to {cite(other.text)}"
    return Note(CODE, found.span, message, None, found.text, other.text, remedy=Remedy(other.text, safe=False))
