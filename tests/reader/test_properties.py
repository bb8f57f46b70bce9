"""What holds for any page at all: nothing raises, quotes slice back, facts survive bytes, and nothing is random."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specgen.model.serial import pack_facts, unpack_facts
from specgen.reader import read_page
from specgen.reader.source import Source
from tests.reader.mutations import damaged
from tests.reader.pages import PAGES, assert_quoted

LOCALES = st.sampled_from((None, "en-us", "fr-fr", "de-de", "pt-br", "xx-yy"))


def _sound(data: bytes, locale: str | None = None) -> None:
    facts = read_page("folder/page.md", data, locale)
    assert_quoted(data, facts)
    assert unpack_facts(pack_facts(facts)) == facts
    assert pack_facts(read_page("folder/page.md", data, locale)) == pack_facts(facts)
    assert (facts.state == "compiled") <= (facts.reason is None)
    lines = len(Source.decode("page.md", data).lines)
    assert all(1 <= note.span.line <= note.span.end_line <= lines for note in facts.notes)


@given(st.binary(max_size=400), LOCALES)
@settings(deadline=None, max_examples=150)
def test_any_bytes(data: bytes, locale: str | None) -> None:
    _sound(data, locale)


@given(st.text(st.sampled_from("---\n\n# abc|`<>dtl/*_[]()\\:; \t\r>\u2028é"), max_size=300))
@settings(deadline=None, max_examples=150)
def test_any_markup(text: str) -> None:
    _sound(text.encode())


@given(damaged(), LOCALES)
@settings(deadline=None, max_examples=300)
def test_any_damage(text: str, locale: str | None) -> None:
    _sound(text.encode("utf-8", "surrogatepass"), locale)


@given(damaged(), st.sampled_from(("\n", "\r\n", "\r")), st.binary(max_size=3))
@settings(deadline=None, max_examples=60)
def test_any_encoding(text: str, end: str, bad: bytes) -> None:
    _sound(bad + text.replace("\n", end).encode() + bad)


@pytest.mark.parametrize("path", sorted(PAGES))
def test_any_beginning_of_a_page(path: str) -> None:
    """Half-typed pages are pages."""
    lines = PAGES[path].split("\n")
    for count in range(len(lines)):
        _sound("\n".join(lines[:count]).encode())
