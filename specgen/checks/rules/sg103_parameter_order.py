"""Parameters are described in another order than the syntax declares them.

## What it does

Compares the order of the items of the parameter section with the order of the parameters in the syntax block, and
reports the fewest items that would have to move.

## Why it is bad

Calls by position are written from the description as often as from the syntax. Bindings that were made from prose have
had their arguments swapped this way.

## Example

```c
HRESULT Resize(ULONG ulWidth, ULONG ulHeight);
```

with a parameter section that describes *ulHeight* first and *ulWidth* after it.

## Use instead

Put the items of the parameter section into the order of the syntax block.

## How sure

Proven: only items that were matched by their names count. Properties of WMI classes are documented alphabetically and
are not compared.
"""

from bisect import bisect_left
from collections.abc import Iterator
from operator import lt

from specgen.checks.wording import cite
from specgen.model.facts import Declarator, DescribedItem, Note, Place
from specgen.model.library import Page
from specgen.model.rules import Scope
from specgen.model.spans import Span
from specgen.model.types import Severity

CODE = "SG103"
NAME = "parameter-order"
SEVERITY: Severity = "warning"
SCOPE: Scope = "page"
PREVIEW = False

Pair = tuple[Declarator, DescribedItem]

_SURE = ("name", "spelling")


def check(page: Page) -> Iterator[Note]:
    """One note for each parameter whose description stands out of order, at its term."""
    pairs = [(member.declared, member.described) for member in page.facts.parameters if member.aligned_by in _SURE]
    ordered = [(declared, item) for declared, item in pairs if declared.name and item is not None]
    starts = [item.quote.span for _, item in ordered]
    if all(map(lt, starts, starts[1:])):
        return  # in order, as on most pages
    kept = _longest_rising(starts)
    for index, (declared, item) in enumerate(ordered):
        if index not in kept:
            yield _misplaced(declared, item, _neighbour(ordered, index))


def _neighbour(ordered: list[Pair], index: int) -> Pair:
    """A parameter that stands on the other side in the description: the nearest one, in syntax order."""
    span = ordered[index][1].quote.span
    behind = [pair for pair in reversed(ordered[:index]) if pair[1].quote.span > span]
    ahead = [pair for pair in ordered[index + 1 :] if pair[1].quote.span < span]
    return (*behind, *ahead)[0]


def _misplaced(declared: Declarator, item: DescribedItem, other: Pair) -> Note:
    here, there = declared.quote.span, other[0].quote.span
    described = item.quote.span.line, other[1].quote.span.line
    word = ("after", "before") if item.quote.span > other[1].quote.span else ("before", "after")
    name, neighbour = cite(declared.name or ""), cite(other[0].name or "")
    return Note(
        CODE,
        item.quote.span,
        f"line {described[0]} describes {name} {word[0]} {neighbour} (line {described[1]}), "
        f"the syntax declares it {word[1]} it (lines {here.line} and {there.line})",
        member=declared.name,
        found=item.quote.text,
        related=(Place(here, f"the syntax declares {name} here"), Place(there, f"and {neighbour} here")),
    )


def _longest_rising(spans: list[Span]) -> set[int]:
    """Indices of a longest run of spans that rises: what need not move (patience sorting, then the chain back)."""
    tails: list[int] = []
    before: list[int | None] = []
    for index, span in enumerate(spans):
        at = bisect_left(tails, span, key=lambda tail: spans[tail])
        before.append(tails[at - 1] if at else None)
        tails[at : at + 1] = [index]
    kept: set[int] = set()
    last = tails[-1] if tails else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return kept
