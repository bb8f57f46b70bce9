"""Pages of one tree give one symbol different numbers.

## What it does

Collects the number that each page gives a symbol, in its lists of values and in the constants that its syntax block
defines, and reports a number that the other pages outvote.

## Why it is bad

A constant has one number. Programs that were written from the dissenting page compare with the wrong one.

## Example

Two pages list `ACME_E_BUSY` as `0x80041007`, a third one as `0x8004107`.

## Use instead

The number of the header; the other pages have it.

## How sure

Proven where the symbol is a status code whose number every run knows, likely where at least two other pages agree
against this one, or where two pages with a status code stand one against the other (then the later page is reported).
Silent where a list numbers most of the symbols that it shares with another list in another way (positions of bits, and
masks), for symbols that one page itself gives several numbers, and for a Win32 error beside the `HRESULT` that wraps it
(2 and 0x80070002). -1 and 0xFFFFFFFF are one number of 32 bits.

Measured on 5,752 English pages (673 symbols with a number): 4 findings, all true.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from specgen.checks.wording import cite
from specgen.model.facts import Note, PageFacts, value_lists
from specgen.model.library import Library, Page
from specgen.model.rules import Scope
from specgen.model.spans import Quote
from specgen.model.types import Confidence, Severity

CODE = "SG306"
NAME = "constant-disagreement"
SEVERITY: Severity = "warning"
SCOPE: Scope = "library"
PREVIEW = True

_DEFINING = frozenset({"define", "enum"})
_STATUS = re.compile(r"(?:[A-Z][A-Z0-9]*_)*[EW]_\w+|(?:ERROR|STATUS)_\w+", re.ASCII)
_WORD = 1 << 32
_WRAPPED = 0x80070000
_ENOUGH = 2
"""Pages that must agree against one where nothing else proves the number."""


@dataclass(frozen=True)
class Said:
    """A page gives a symbol a number."""

    page: Page
    symbol: str
    number: int
    quote: Quote

    @property
    def place(self) -> tuple[str, str]:
        """The page."""
        return self.page.position


Sayings = Sequence[Said]


def check(library: Library) -> Iterator[tuple[Page, Note]]:
    """One note for each number that is outvoted, at the value."""
    pages = [list(_sayings(page)) for page in library.pages]
    by_place = {said[0].place: {one.symbol: one.number for one in said} for said in pages if said}
    symbols: dict[str, list[Said]] = defaultdict(list)
    for said in pages:
        for one in said:
            symbols[one.symbol].append(one)
    for symbol, sayings in symbols.items():
        if len({one.number for one in sayings}) > 1:
            known = library.symbols.known.get(symbol)
            # A symbol for which pages disagree is known only by its status code.
            status = _bits(known.value) if known is not None and symbol in library.symbols.contradictory else None
            yield from _outvoted(sayings, status, by_place)


def _sayings(page: Page) -> Iterator[Said]:
    """What a page says of symbols; nothing of one that it gives several numbers."""
    found: dict[str, list[Said]] = defaultdict(list)
    for symbol, number, quote in _told(page.facts):
        found[symbol].append(Said(page, symbol, _bits(number), quote))
    for said in found.values():
        if len({one.number for one in said}) == 1:
            yield said[0]


def _told(facts: PageFacts) -> Iterator[tuple[str, int, Quote]]:
    for _, values in value_lists(facts):
        for one in values:
            if one.symbol is not None and isinstance(one.value, int) and one.range == "single" and not one.mentioned:
                yield one.symbol, one.value, one.quote
    declaration = facts.declaration
    for constant in declaration.members if declaration is not None and declaration.form in _DEFINING else ():
        if constant.name is not None and constant.value is not None:
            yield constant.name, constant.value, constant.name_quote or constant.quote


def _bits(number: int) -> int:
    """The number without a sign, where 32 bits hold it."""
    return number % _WORD if -_WORD // 2 <= number < 0 else number


def _outvoted(
    sayings: Sayings, status: int | None, by_place: Mapping[tuple[str, str], Mapping[str, int]]
) -> Iterator[tuple[Page, Note]]:
    for one in sayings:
        others = [other for other in sayings if other.number != one.number and _comparable(one, other, by_place)]
        if not others or _is_wrapped(one.number, others[0].number):
            continue
        votes = Counter(other.number for other in sayings)
        best = max((other.number for other in others), key=lambda number: (number == status, votes[number], -number))
        if one.number != status and (best == status or _loses(one, best, votes, others)):
            agreeing = [other for other in others if other.number == best]
            yield one.page, _note(one, agreeing, "proven" if best == status else "likely")


def _loses(one: Said, best: int, votes: Counter[int], others: Sayings) -> bool:
    """Whether more pages, and enough of them, give the other number; of two status codes, the later page loses."""
    if votes[best] >= _ENOUGH and votes[best] > votes[one.number]:
        return True
    tied = votes[best] == votes[one.number] == 1 and _STATUS.fullmatch(one.symbol) is not None
    return tied and all(other.place < one.place for other in others)


def _comparable(one: Said, other: Said, by_place: Mapping[tuple[str, str], Mapping[str, int]]) -> bool:
    """Whether two pages number the symbols that they share alike, but for a few."""
    mine, theirs = by_place[one.place], by_place[other.place]
    shared = mine.keys() & theirs.keys()
    differing = sum(mine[symbol] != theirs[symbol] for symbol in shared)
    return differing == 1 or differing * 2 < len(shared)


def _is_wrapped(number: int, other: int) -> bool:
    """Whether one is a Win32 error and the other its HRESULT."""
    small, large = sorted((number, other))
    return small < 1 << 16 and large == _WRAPPED | small


def _note(one: Said, agreeing: Sayings, sure: Confidence) -> Note:
    best = agreeing[0]
    others = f" and {len(agreeing) - 1} more pages say" if len(agreeing) > 1 else " says"
    message = (
        f"line {one.quote.span.line} says {cite(one.symbol)} is {_shown(one.number)}, "
        f"{best.page.place} line {best.quote.span.line}{others} {_shown(best.number)}"
    )
    return Note(CODE, one.quote.span, message, one.symbol, one.quote.text, None, confidence=sure)


def _shown(number: int) -> str:
    return str(number) if abs(number) < 1 << 16 else f"0x{number:08X}"
