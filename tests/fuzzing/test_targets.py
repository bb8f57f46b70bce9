"""The targets of the fuzzer, on few inputs: pages of real-looking blocks, mixed and damaged."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzzing.damage import MARKUP, STRANGERS, crossed, damaged
from tests.fuzzing.targets import TARGETS, Target

EXAMPLES = {"library": 4}
MOST = 80


@st.composite
def inputs(draw: st.DrawFn, target: Target) -> bytes:
    """A sample, or the lines of two, after a few changes."""
    samples = target.samples()
    data, dice = draw(st.sampled_from(samples)), draw(st.randoms(use_true_random=False))
    if draw(st.booleans()):
        data = crossed(data, draw(st.sampled_from(samples)), dice, target.longest)
    return damaged(data, dice, target.longest)


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_damage_breaks_no_promise(name: str) -> None:
    target = TARGETS[name]

    @settings(max_examples=EXAMPLES.get(name, MOST), deadline=None, derandomize=True, database=None)
    @given(inputs(target))
    def holds(data: bytes) -> None:
        target.holds(data)

    holds()


@pytest.mark.parametrize("name", sorted(TARGETS.keys() - {"library"}))  # there a mark costs as much as a page
def test_every_mark_alone_breaks_no_promise(name: str) -> None:
    target = TARGETS[name]
    for mark in (b"", *MARKUP, *STRANGERS):
        target.holds(mark)
        target.holds(mark * 3)


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_a_target_has_samples(name: str) -> None:
    samples = TARGETS[name].samples()
    assert samples
    assert all(0 < len(sample) <= TARGETS[name].longest for sample in samples)


def test_damage_changes_most_inputs_and_keeps_to_the_length() -> None:
    sample = TARGETS["reader"].samples()[0]
    made = {damaged(sample, Random(seed), 1_000) for seed in range(200)}
    assert len(made) > 100
    assert all(len(one) <= 1_000 for one in made)
