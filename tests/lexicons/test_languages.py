"""Pages in every language that has a lexicon, without an anchor on them, understood by their words."""

import pytest

import specgen.reader.page
from specgen.lexicons import known_locales, language_of, lexicon
from specgen.link.support import canonical
from specgen.model.change import changed
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
def test_the_words_are_needed(locale: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With English alone none of it is understood by words, so the tests above are about the words."""
    monkeypatch.setattr(specgen.reader.page, "language_of", lambda _headings, declared: declared)
    facts = _read("bore-ice-drill.md", PAGES[locale].method(), "en-us")
    assert [one.key for one in facts.sections if one.key != "abstract"] != METHOD_SECTIONS
    assert [row.key for row in facts.requirements] != ["client", "server", "namespace", "header", "library"]
    assert [one.described and one.described.direction for one in facts.parameters] != ["in", "in", "out"]


@each
def test_a_page_with_a_wrong_label_is_read_in_its_own_language(locale: str) -> None:
    """The labels of pages are wrong now and then, and some have none: the words of its sections tell."""
    right, wrong = method(locale), _read("bore-ice-drill.md", PAGES[locale].method(), "en-us")
    assert (wrong.locale, wrong.language) == ("en-us", locale)
    assert changed(wrong, locale=locale) == right


def test_one_word_of_another_language_tells_nothing() -> None:
    assert language_of(["Syntax", "Notes", "Anforderungen"], "en-us") == "en-us"
    assert language_of(["Syntax", "Anforderungen", "Siehe auch"], "en-us") == "de-de"


@pytest.mark.parametrize("declared", ["fr-fr", "sv-se", "da-dk"])
def test_english_sections_do_not_overrule_a_label(declared: str) -> None:
    """Translators leave headings in English: what is under them is not."""
    assert language_of(["Syntax", "Parameters", "Return value", "Requirements"], declared) == declared
