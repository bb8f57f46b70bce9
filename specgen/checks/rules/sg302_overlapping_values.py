"""A range in a list of values takes in values that the same list has on their own.

## What it does

Compares the ranges of one list of values (`22 - 4294967295`, `0x8000..`) with the other values and ranges of that
list, and reports each range that has numbers in common with one of them.

## Why it is bad

The numbers in common have two meanings. Readers look one up and stop at the first; a table made from the list has to
choose.

## Example

A list with `**Paused** (24)` that closes with `**Other** (22 - 4294967295)`.

## Use instead

Begin the range behind the last value of the list (`25 - 4294967295`), or write `(..)` for all others.

## How sure

Proven: both stand in one list, and their numbers meet. `(..)`, which is the rest whatever that is, overlaps nothing.
A range that means "any other" and was written as all numbers (`1 - 4294967295`) is reported: it says what it does not
mean. Numbers that are not read in full on either side are not compared.

Measured on 5,752 English pages (153 ranges): 10 findings, all true.
"""

from collections.abc import Iterator, Sequence

from specgen.checks.wording import cite, series
from specgen.model.facts import Note, Place, ValueFacts, value_lists
from specgen.model.library import Page
from specgen.model.rules import Scope
from specgen.model.types import Severity

CODE = "SG302"
NAME = "overlapping-values"
SEVERITY: Severity = "warning"
SCOPE: Scope = "page"
PREVIEW = True

_MOST = 0xFFFFFFFF
Numbers = tuple[float, float]
"""First and last of a stretch of numbers, both inclusive."""


def check(page: Page) -> Iterator[Note]:
    """One note for each range that takes in numbers of other entries, at the range."""
    told = set()
    for member, values in value_lists(page.facts):
        listed = [one for one in values if not one.mentioned]
        for at, one in enumerate(listed):
            if one.range == "single":
                continue
            # Of two ranges that meet, the later one tells.
            rivals = [other for place, other in enumerate(listed) if place < at or other.range == "single"]
            met = [other for other in rivals if _meet(one, other)]
            # The accessors of one property share what describes it.
            if met and one.quote.span not in told:
                told.add(one.quote.span)
                yield _note(member, one, met)


def _meet(one: ValueFacts, other: ValueFacts) -> bool:
    mine, theirs = _numbers(one), _numbers(other)
    if one.range == "closed" and one.last == _MOST:
        # "Other (1 4294967295)" is what remains; only a number that it shares its beginning with is said twice.
        return theirs is not None and theirs[0] == one.value
    return mine is not None and theirs is not None and max(mine[0], theirs[0]) <= min(mine[1], theirs[1])


def _numbers(value: ValueFacts) -> Numbers | None:
    """The numbers that an entry stands for; None for the rest and for what is no number."""
    first = value.value if isinstance(value.value, int) else None
    if value.range == "to":
        return (float("-inf"), value.last) if value.last is not None else None
    if first is None:
        return None
    if value.range == "from":
        return first, float("inf")
    if value.range == "closed":
        return (first, value.last) if value.last is not None else None
    return (first, first) if value.range == "single" else None


def _note(member: str | None, one: ValueFacts, met: Sequence[ValueFacts]) -> Note:
    here, there = one.quote.span, met[0].quote.span
    common = series(_shown(other) for other in met)
    label = f" ({cite(one.label)})" if one.label else ""
    last = met[-1].quote.span.line
    where = f"line {there.line} of the same list says" if len(met) == 1 else f"lines {there.line} to {last} say"
    message = f"line {here.line} says {_shown(one)}{label}, {where} {common}"
    places = tuple(Place(other.quote.span, f"the list has {_shown(other)} here") for other in met)
    return Note(CODE, here, message, member, one.quote.text, None, places)


def _shown(value: ValueFacts) -> str:
    """The numbers of an entry for people."""
    first, last = value.value, value.last
    if value.range == "closed":
        return f"{first} to {last}"
    if value.range == "from":
        return f"{first} and above"
    return f"up to {last}" if value.range == "to" else str(first)
