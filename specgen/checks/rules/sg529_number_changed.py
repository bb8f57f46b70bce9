r"""A number in the text is another one than in the original.

## What it does

Compares the numbers of a translated page's text (integers, `0x` numbers) with those of its original, passage by
passage, and reports one that stands in the place of another.

## Why it is bad

A return code, a limit or a size that is wrong by one digit is wrong.

## Example

`0x80040116` for `0x80040115`

## Use instead

The number of the original.

## How sure

Proven that the original's passage has the one and not the other. Numbers that are written out in words (`10 million`
for 10000000), or that are missing on one side, other numbers within a text that have less than half of their digits in
common (a time of day, a standard that the original cites since), and passages that were edited since or have more or
fewer links are not reported. `0X2` for `0x2` is the same number in a spelling that nobody searches for; its fix is
safe.

Measured on 5,721 pages (Win32 in French, MAPI in Portuguese): 47 findings: 41 are `0X` for `0x`; some of the others
are numbers that the original was given since, which is why the rule stays in preview. Of 200 injected changes
199 are found.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from specgen.checks.claims import overlap
from specgen.checks.comparison import compared
from specgen.checks.counterparts import is_edited, is_relinked
from specgen.checks.wording import cite
from specgen.model.facts import Note, Passage, Remedy, Token
from specgen.model.library import Page
from specgen.model.rules import Scope
from specgen.model.types import Severity

CODE = "SG529"
NAME = "number-changed"
SEVERITY: Severity = "warning"
SCOPE: Scope = "pair"
PREVIEW = True

_THOUSANDS = 3
_LONG, _BEGIN, _ALIKE = 8, 24, 0.5
"""How many words a text has, in how many characters it begins, what share of digits a damaged number keeps."""
_DIGITS = 4000
"""How many digits Python turns into a number without being told to."""


def check(page: Page, original: Page) -> Iterator[Note]:
    """One note for each number that stands in the place of another, at the number."""
    found = compared(page, original)
    for section in found.kept:
        for mine, theirs in zip(*section, strict=True):
            edited = is_edited(mine, theirs, 0) or is_relinked(mine, theirs)
            for changed, lost in () if edited else _pairs(mine, theirs):
                if _is_in_words(changed, lost) or (_is_inside(mine, changed) and not _is_alike(changed, lost)):
                    continue
                if not any(overlap(changed.span, span) for span in found.claimed):
                    yield _note(changed, lost)


def _is_inside(passage: Passage, number: Token) -> bool:
    """Whether a number stands within a text, and is not what an item of a list begins with."""
    begins = number.span.line == passage.line and number.span.column - passage.column < _BEGIN
    return passage.words >= _LONG and not begins


def _is_alike(found: Token, lost: Token) -> bool:
    """Whether one number may be the other with wrong digits, and not one that a sentence names instead since."""
    one, other = found.text.lower(), lost.text.lower()
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def _is_in_words(found: Token, lost: Token) -> bool:
    """Whether a number is the other in thousands, millions and so on: ``10 millions`` is 10000000."""
    small, large = sorted((_value(found)[0], _value(lost)[0]))
    zeros = str(large).removeprefix(str(small))
    return small > 0 and len(zeros) >= _THOUSANDS and not zeros.strip("0")


def _pairs(mine: Passage, theirs: Passage) -> Iterator[tuple[Token, Token]]:
    here, there = _numbers(mine), _numbers(theirs)
    extra, lost = _without(here, there), _without(there, here)
    if len(extra) == len(lost):
        yield from zip(extra, lost, strict=True)


def _numbers(passage: Passage) -> list[Token]:
    return [one for one in passage.tokens if one.form in ("number", "hex")]


def _value(token: Token) -> tuple[int, str]:
    """A number, and how it begins: ``0X2`` is no other number than ``0x2``, but nobody searches for it."""
    if token.form == "hex":
        return int(token.text, 16), token.text[:2]
    return int(token.text[:_DIGITS]), ""


def _without(tokens: Sequence[Token], others: Sequence[Token]) -> list[Token]:
    spare = Counter(map(_value, others))
    found = []
    for token in tokens:
        if spare[_value(token)]:
            spare[_value(token)] -= 1
        else:
            found.append(token)
    return found


def _note(found: Token, lost: Token) -> Note:
    here, there = f"line {found.span.line}", f"line {lost.span.line} of the original"
    message = f"{here} says {cite(found.text)}, {there} says {lost.text}"
    return Note(
        CODE,
        found.span,
        message,
        None,
        found.text,
        lost.text,
        remedy=Remedy(lost.text, _value(found)[0] == _value(lost)[0]),
    )
