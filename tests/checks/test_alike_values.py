"""A list whose entries all differ is not compared entry by entry: that look finds what the comparison would."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from specgen.checks.rules import sg301_duplicate_value as rule
from specgen.model.facts import ValueFacts
from specgen.model.spans import Quote, Span

WORDS = st.none() | st.sampled_from(["LAMP_HOT", "LAMP_OFF", "Hot"])


@st.composite
def entries(draw: st.DrawFn) -> ValueFacts:
    value = draw(st.none() | st.integers(0, 2) | st.just("Hot"))
    quote = Quote("**Hot**", Span(draw(st.integers(1, 99)), 1, 1, 8))
    span = draw(st.sampled_from(["single", "from"]))
    return ValueFacts(value, None, span, draw(WORDS), None, draw(WORDS), None, quote, draw(WORDS))  # type: ignore[arg-type]


@given(st.lists(entries(), max_size=4), st.booleans())
def test_entries_that_are_apart_are_not_the_same(listed: list[ValueFacts], returned: bool) -> None:
    if rule._are_apart(listed):
        pairs = [pair for pair in combinations(listed, 2) if pair[0].value == pair[1].value]
        assert not any(rule._is_same(first, second, returned=returned) for first, second in pairs)
