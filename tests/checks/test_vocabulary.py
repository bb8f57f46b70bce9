import re

from hypothesis import given
from hypothesis import strategies as st

from specgen.checks.vocabulary import letters, words_of

NAMES = st.text(alphabet="aZ9_\u00e9\u00df\u2118\u00b7 -\\", max_size=8)


@given(NAMES)
def test_letters_and_words_of_identifiers_are_those_that_a_pattern_leaves(text: str) -> None:
    assert letters(text) == re.sub(r"[\W_]+", "", text).casefold()
    assert words_of(text) == tuple(sorted(re.sub(r"[\W_]+", " ", text).casefold().split()))
