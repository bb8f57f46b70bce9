"""Pages in every language that has a lexicon, without an anchor on them, understood by their words."""

import pytest

from specgen.lexicons import known_locales, lexicon
from specgen.link.support import canonical
from specgen.model.facts import PageFacts
from specgen.reader import read_page
from tests.lexicons.pages import PAGES
from tests.reader.pages import assert_quoted

METHOD_SECTIONS = ["syntax", "parameters", "return-value", "remarks", "requirements", "see-also"]
WITH_PAGES_ELSEWHERE = {"en-us", "fr-fr", "de-de", "pt-br"}

each = pytest.mark.parametrize("locale", sorted(PAGES))


def method(locale: str) -> PageFacts:
    return _read("bore-ice-drill.md", PAGES[locale].method(), locale)


def _read(path: str, text: str, locale: str) -> PageFacts:
    facts = read_page(path, text.encode("utf-8"), locale)
    assert_quoted(text.encode("utf-8"), facts)
    return facts


def test_every_language_has_its_page() -> None:
    assert set(PAGES) | WITH_PAGES_ELSEWHERE == set(known_locales())


@each
def test_sections_are_found_by_their_words(locale: str) -> None:
    facts = method(locale)
    assert (facts.kind, facts.state) == ("wmi-method", "compiled"), facts.reason
    assert [one.key for one in facts.sections if one.key != "abstract"] == METHOD_SECTIONS


@each
def test_directions_are_found_by_their_words(locale: str) -> None:
    described = [one.described for one in method(locale).parameters]
    assert [(one.direction, one.optional) if one else None for one in described] == [
        ("in", False),
        ("in", True),
        ("out", False),
    ]


@each
def test_requirements_are_found_by_their_words(locale: str) -> None:
    rows = method(locale).requirements
    assert [row.key for row in rows] == ["client", "server", "namespace", "header", "library"]
    assert canonical(rows[0].repaired[0], lexicon(locale)) == "none"


@each
def test_what_is_returned_is_understood(locale: str) -> None:
    returns = method(locale).returns
    assert returns is not None and returns.others == "error"
    assert [(one.value, one.success) for one in returns.values] == [(0, True)]


@each
def test_properties_are_understood_by_their_labels(locale: str) -> None:
    """The labels stand in another order than usual, so that their place says nothing."""
    facts = _read("ice-drill.md", PAGES[locale].wmi_class(), locale)
    assert facts.kind == "wmi-class"
    (maker,) = facts.properties
    assert maker.described is not None
    assert (maker.described.type, maker.described.access, maker.described.key) == ("string", "read", True)
    assert maker.described.inherited_from == "ice-tool.md"


@each
def test_the_words_are_needed(locale: str) -> None:
    """With English alone none of it is understood by words, so the tests above are about the words."""
    facts = _read("bore-ice-drill.md", PAGES[locale].method(), "en-us")
    assert [one.key for one in facts.sections if one.key != "abstract"] != METHOD_SECTIONS
    assert [row.key for row in facts.requirements] != ["client", "server", "namespace", "header", "library"]
    assert [one.described and one.described.direction for one in facts.parameters] != ["in", "in", "out"]
