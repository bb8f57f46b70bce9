"""Documented values of pages that were labelled by hand before they were measured: precision and recall.

Sixty pages; sixty of a second draw, made when the errors on the first had been looked at and mended; and sixty of a
third, made when those on the second had been.

What the reader says of a page is judged, before linking gives symbols their numbers.
"""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from specgen.model.facts import PageFacts, ValueFacts, value_lists
from specgen.reader import read_page

pytestmark = [pytest.mark.corpus, pytest.mark.slow]

LABELS = Path(__file__).with_name("labels")
LEAST = 0.99

Fact = tuple[Any, ...]


def labelled(draw: str, stratum: str) -> dict[str, Counter[Fact]]:
    """The values of each labelled page, each with its member."""
    found: dict[str, Counter[Fact]] = {}
    for line in LABELS.joinpath(f"{draw}-{stratum}.jsonl").read_text("utf-8").splitlines():
        one = json.loads(line)
        values = [(one["member"], each["value"], each["last"], each["range"], each["symbol"]) for each in one["values"]]
        found.setdefault(one["page"], Counter()).update(values)
    return found


def read(facts: PageFacts) -> Counter[Fact]:
    return Counter(_fact(member, one) for member, values in value_lists(facts) for one in values)


def _fact(member: str | None, one: ValueFacts) -> Fact:
    return (member, one.value, one.last, one.range, one.symbol)


def judged(corpus: Path, draw: str, stratum: str) -> tuple[int, int, int, list[str]]:
    """How many values both have, how many only the reader, how many only the labels; and what differs."""
    both = extra = missed = 0
    told = []
    for page, expected in labelled(draw, stratum).items():
        found = read(read_page(page.split("/", 2)[2], (corpus / page).read_bytes(), "en-us"))
        both += (found & expected).total()
        extra += (found - expected).total()
        missed += (expected - found).total()
        if found != expected:
            told.append(f"{page}: only read {list(found - expected)[:6]}, only labelled {list(expected - found)[:6]}")
    return both, extra, missed, told


@pytest.mark.parametrize("draw", ["values", "more-values", "last-values"])
def test_values_are_those_that_people_read(corpus: Path, draw: str) -> None:
    """Of all sixty pages together; each half is printed."""
    halves = {stratum: judged(corpus, draw, stratum) for stratum in ("wmi", "mapi")}
    for stratum, (both, extra, missed, _) in halves.items():
        print(f"{stratum}: {both} of {both + extra} read, of {both + missed} labelled")  # noqa: T201
    both = sum(half[0] for half in halves.values())
    extra, missed = sum(half[1] for half in halves.values()), sum(half[2] for half in halves.values())
    precision, recall = both / (both + extra), both / (both + missed)
    told = [line for half in halves.values() for line in half[3]]
    assert min(precision, recall) >= LEAST, f"precision {precision:.3f}, recall {recall:.3f}:\n" + "\n".join(told)
