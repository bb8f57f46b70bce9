"""One value stands twice in one list of values.

## What it does

Takes each list of documented values (of a parameter, a property or a return) and reports the second of two entries with
the same symbol, the second of two entries with the same number and different labels, and the second of two entries with
neither that say the same.

## Why it is bad

One of the two is wrong, or a number was mistyped and another value is missing. A table that maps numbers to words keeps
only one of them.

## Example

A list of return values with `**Invalid level** (3)` and, further down, `**Not supported** (3)`.

## Use instead

Keep one entry; give the other its own number.

## How sure

Proven, but likely for a symbol of a return section whose two entries say different things. Where the numbers before and
behind two entries are counted on and skip one, the entry that should have it is reported. Two *symbols* with the same
number are aliases, which C allows, and are not reported. Neither are flags with two texts (one for what is passed in,
one for what comes back), entries of one symbol with different numbers (two columns make the key), and numbers that only
a sentence names. A number that is the whole term, and that the count of the list shows to be wrong, is SG505.

Measured on 5,752 English pages (3,745 lists): 1 finding, true; on 7,972 translated pages (French, German, Portuguese):
2, both true, one of them a number that the translation changed.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from specgen.checks.identifiers import is_identifier
from specgen.checks.wording import cite
from specgen.model.facts import Note, Place, ValueFacts, value_lists
from specgen.model.library import Page
from specgen.model.rules import Scope
from specgen.model.types import Confidence, Severity

CODE = "SG301"
NAME = "duplicate-value"
SEVERITY: Severity = "warning"
SCOPE: Scope = "page"
PREVIEW = True

# Letters that the names of one enumeration begin with.
_FAMILY = 4


def check(page: Page) -> Iterator[Note]:
    """One note for each value that stood in its list before, at the later one."""
    told = set()
    for member, values in value_lists(page.facts):
        listed = [one for one in values if not one.mentioned]
        if _are_apart(listed):
            continue
        for wrong, right in pairwise(listed):
            if wrong.quote.span not in told and _is_miscounted(wrong, right):
                told.add(wrong.quote.span)
                yield _counted(member, wrong, right)
        before: dict[int | str | None, list[ValueFacts]] = defaultdict(list)
        for one in listed:
            # The accessors of one property share what describes it.
            fresh = one.quote.span not in told
            alike = before[one.value]
            earlier = next((other for other in alike if _is_same(other, one, returned=member is None)), None)
            alike.append(one)
            if fresh and earlier is not None:
                told.add(one.quote.span)
                yield _note(member, earlier, one)


def _are_apart(listed: Sequence[ValueFacts]) -> bool:
    """Whether no entry can be another one: each has its own value, or each a symbol of its own, and none was counted.

    Two symbols that differ are never the same, and neither are two values, whatever else is said. Most lists are such.
    """
    if any(one.written is not None for one in listed):
        return False
    symbols = {one.symbol for one in listed}
    return (len(symbols) == len(listed) and None not in symbols) or len({one.value for one in listed}) == len(listed)


def _is_same(first: ValueFacts, second: ValueFacts, *, returned: bool) -> bool:
    """Whether two entries are one value. A flag may be described twice: for what goes in and for what comes out."""
    if first.range != "single" or second.range != "single":
        return False
    if first.symbol is not None and second.symbol is not None:
        alike = returned or first.description == second.description
        return alike and first.symbol == second.symbol and first.value == second.value
    if first.value is None and second.value is None and first.description is not None:
        return (first.label, first.description) == (second.label, second.description)
    return first.value is not None and first.value == second.value and not _are_constants(first, second)


def _are_constants(first: ValueFacts, second: ValueFacts) -> bool:
    """Whether the labels are names of one family (``LampTypeHot``, ``LampTypeMax``), which may be aliases."""
    left, right = ((one.symbol or one.label or "").casefold() for one in (first, second))
    return is_identifier(left) and is_identifier(right) and left[:_FAMILY] == right[:_FAMILY]


def _note(member: str | None, first: ValueFacts, second: ValueFacts) -> Note:
    here, there = second.quote, first.quote
    name = second.symbol if second.symbol == first.symbol and second.symbol else str(second.value)
    if second.symbol is None and second.value is None:
        name = second.label or second.quote.text
    message = (
        f"line {here.span.line} lists {cite(name)}{_words(second)} again, "
        f"line {there.span.line} lists it{_words(first, ' as')}"
    )
    place = Place(there.span, f"the same list has {cite(name)} here")
    told_apart = second.symbol is not None and first.description != second.description
    sure: Confidence = "likely" if told_apart else "proven"
    return Note(CODE, here.span, message, member or second.symbol, here.text, None, (place,), sure)


def _is_miscounted(wrong: ValueFacts, right: ValueFacts) -> bool:
    """Whether an entry has the number of the next one. Where that number is its whole term, SG505 tells."""
    written = wrong.written
    return written is not None and written == right.value and str(written) not in wrong.quote.text


def _counted(member: str | None, wrong: ValueFacts, right: ValueFacts) -> Note:
    """Of an entry with the number of the next one, whose own number is the only one that the list skips."""
    here, there = wrong.quote, right.quote
    message = (
        f"line {here.span.line} lists {wrong.written}{_words(wrong)}, line {there.span.line} lists it"
        f"{_words(right, ' as')}; {wrong.value} is the number that is missing between its neighbours"
    )
    place = Place(there.span, f"the same list has {right.value} here")
    return Note(CODE, here.span, message, member or wrong.symbol, here.text, str(wrong.value), (place,))


def _words(value: ValueFacts, word: str = "") -> str:
    """The label of an entry that is not its symbol."""
    return f"{word} ({cite(value.label)})" if value.label and value.label != value.symbol else ""
