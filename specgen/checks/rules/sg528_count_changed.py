r"""The translation describes more, or fewer, parameters, values or rows than the original.

## What it does

Compares how many parameters, properties and members are described, how many values each of them and the return value
has, and how many rows the requirements have, where both pages have the same syntax block.

## Why it is bad

What is not described in one language is not documented there. Items are lost where a list runs into the paragraph
before it, and won where one comes apart.

## Example

Two return codes in the translation where the original has three: the third became a sentence.

## Use instead

As many items as the original has.

## How sure

Proven that the numbers differ. Only sections with the same paragraphs, cells and headings as the original's are looked
at: a list that has more or fewer of them was edited since it was translated, or cannot be told from one that was. So
an item that was lost together with its text is not reported, and the rule stays in preview. Where the paragraph or cell
of an item still says as much as the original's, the item was not lost: its name is damaged, which is for other rules.

Measured: no finding on MAPI in Portuguese, none on Win32 in French. It is shown on sample pages alone.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from specgen.checks.comparison import compared
from specgen.checks.counterparts import is_edited, is_same_syntax
from specgen.model.facts import Note, PageFacts, Passage, ValueFacts, value_lists
from specgen.model.library import Page
from specgen.model.rules import Scope
from specgen.model.spans import Span
from specgen.model.types import Severity

CODE = "SG528"
NAME = "count-changed"
SEVERITY: Severity = "info"
SCOPE: Scope = "pair"
PREVIEW = True

Counted = dict[tuple[str, str | None], list[Span]]
"""The places of the items of one kind, by what they are and the member that they are of."""


def check(page: Page, original: Page) -> Iterator[Note]:
    """One note for each list of another length, at its first item."""
    if not is_same_syntax(page.facts, original.facts) or page.facts.state != original.facts.state:
        return
    pairs = [pair for section in compared(page, original).kept for pair in zip(*section, strict=True)]
    theirs = _counted(original.facts)
    for (word, member), spans in _counted(page.facts).items():
        others = theirs.get((word, member), [])
        if not spans or not others or len(spans) == len(others):
            continue
        if _is_edited(_passages(page.facts, spans), _passages(original.facts, others), pairs):
            of = f" of {member}" if member else ""
            here, there = f"line {spans[0].line}", f"line {others[0].line} of the original"
            message = f"{here} begins {len(spans)} {word}{of}, {there} begins {len(others)}"
            place = Span(spans[0].line, spans[0].column, spans[0].line, spans[0].column)
            yield Note(CODE, place, message, member or word, None, f"{len(others)} {word}", confidence="likely")


def _is_edited(here: Counter[Passage], there: Counter[Passage], pairs: Iterable[tuple[Passage, Passage]]) -> bool:
    """Whether a passage that has more items than its counterpart, or fewer, says something else.

    Where it says the same, every item still stands there, one of them in a spelling that is not understood.
    """
    return any(here[mine] != there[theirs] and is_edited(mine, theirs, 0) for mine, theirs in pairs)


def _passages(facts: PageFacts, places: Sequence[Span]) -> Counter[Passage]:
    """How many of the places stand in each passage."""
    starts = [(one.line, one.column) for one in facts.passages]
    found = (bisect_right(starts, (place.line, place.column)) - 1 for place in places)
    return Counter(facts.passages[at] for at in found if at >= 0)


def _counted(facts: PageFacts) -> Counted:
    found: Counted = {}
    members = (*facts.parameters, *facts.properties, *facts.members)
    found["described members", None] = [one.described.quote.span for one in members if one.described is not None]
    found["rows of requirements", None] = [row.label.span for row in facts.requirements]
    for member, values in value_lists(facts):
        found.setdefault(("values", member), []).extend(one.quote.span for one in values if _is_listed(one))
    return found


def _is_listed(value: ValueFacts) -> bool:
    return not value.mentioned and bool(value.quote.text)
