"""Constraints out of English prose, held against what two people labelled by hand before there was a pattern."""

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from specgen.model.facts import ConstraintFacts
from specgen.reader import read_page

pytestmark = [pytest.mark.corpus, pytest.mark.slow]

LABELS = Path(__file__).parent / "labels"
DRAWS = ("constraints", "more_constraints")
PRECISION, RECALL = 0.95, 0.85
UNSEEN = {"free-with", "only-after-call", "max"}
"""Kinds that the sample has no label for; ``docs/constraints.md`` says how they were judged."""


class Label(NamedTuple):
    """What makes two constraints the same: numbers compare as numbers, names as they are spelled."""

    page: str
    parameter: str
    kind: str
    value: int | str | None
    other: str | None


def _show(figure: str) -> None:
    """For people: ``pytest -s``, or ``-rP``."""
    print(figure)  # noqa: T201 - the figures are what this module is run for


def _number(value: object) -> int | str | None:
    if isinstance(value, str):
        try:
            return int(value, 0)
        except ValueError:
            return value
    return int(value) if isinstance(value, int | float) else None


@cache
def labels(labeller: str) -> frozenset[Label]:
    lines = (LABELS / f"constraints-{labeller}.jsonl").read_text("utf-8").splitlines()
    return frozenset(
        Label(one["page"], one["parameter"], one["kind"], _number(one["value"]), one["other"])
        for one in map(json.loads, lines)
    )


@cache
def gold() -> frozenset[Label]:
    """The labels that both labellers gave."""
    return labels("a") & labels("b")


def pages() -> Iterator[str]:
    drawn = json.loads((LABELS / "drawn.json").read_text("utf-8"))
    for draw in DRAWS:
        for stratum in drawn[draw].values():
            yield from stratum


@pytest.fixture(scope="module")
def found(corpus: Path) -> frozenset[Label]:
    """The constraints that the reader finds on the parameters of the drawn pages."""
    return frozenset(label for page in pages() for label in _read(corpus, page))


def _read(corpus: Path, page: str) -> Iterator[Label]:
    facts = read_page(page, (corpus / page).read_bytes())
    for member in facts.parameters:
        for one in member.described.constraints if member.described else ():
            yield _label(page, member.declared.name or "", one)


def _label(page: str, parameter: str, one: ConstraintFacts) -> Label:
    return Label(page, parameter, one.kind, _number(one.value), one.other)


def wilson(good: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share."""
    if not of:
        return 0.0, 1.0
    z, share = 1.959964, good / of
    centre = share + z * z / (2 * of)
    reach = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return (centre - reach) / (1 + z * z / of), (centre + reach) / (1 + z * z / of)


def _share(good: int, of: int) -> str:
    low, high = wilson(good, of)
    return f"{good} of {of} ({good / of if of else 1:.1%}, 95 % interval {low:.1%} to {high:.1%})"


def _kinds(found: Iterable[Label]) -> Counter[str]:
    return Counter(label.kind for label in found)


def test_the_labellers_agree() -> None:
    first, second = labels("a"), labels("b")
    both = len(first & second)
    _show(f"labels: {len(first)} and {len(second)}, {both} of both")
    assert both >= 200
    assert both >= 0.95 * len(first | second)


def test_what_is_found_is_labelled(found: frozenset[Label]) -> None:
    right, all_found = _kinds(found & gold()), _kinds(found)
    for kind in sorted(all_found):
        _show(f"precision {kind}: {_share(right[kind], all_found[kind])}")
    good, of = len(found & gold()), len(found)
    _show(f"precision: {_share(good, of)}")
    assert good >= PRECISION * of


def test_what_is_labelled_is_found(found: frozenset[Label]) -> None:
    right, all_labels = _kinds(found & gold()), _kinds(gold())
    for kind in sorted(all_labels):
        _show(f"recall {kind}: {_share(right[kind], all_labels[kind])}")
    good, of = len(found & gold()), len(gold())
    _show(f"recall: {_share(good, of)}")
    assert good >= RECALL * of


def test_unlabelled_kinds_are_rare(found: frozenset[Label]) -> None:
    """A kind without labels is found here only where both labellers passed it over."""
    assert not [label for label in found if label.kind in UNSEEN - _kinds(gold()).keys()]
