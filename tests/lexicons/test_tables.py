"""The files themselves: the same tables, known keys, words that say one thing, and only what is asked for is read."""

import itertools
import re
import tomllib
from collections import defaultdict
from importlib import resources
from pathlib import Path

import pytest

from specgen import lexicons
from specgen.lexicons import ENGLISH, Lexicon, every_language, fold, known_locales, lexicon

Tables = dict[str, dict[str, list[str]]]

OPEN = frozenset({"symbols", "values", "anchored"})
"""Tables of single words, of which a locale may know fewer."""

SEVERITIES = frozenset("eswi")
"""The letters between facility and name of a status code, which no word may hide."""

each = pytest.mark.parametrize("locale", known_locales())


def tables(locale: str) -> Tables:
    text = resources.files(lexicons).joinpath(f"{locale}.toml").read_text(encoding="utf-8")
    found: Tables = tomllib.loads(text)
    return found


@each
def test_a_table_read_without_the_others_is_the_same(locale: str) -> None:
    whole = tables(locale)
    assert {name: lexicons._table(locale, name) for name in whole} == whole


def meanings(entries: dict[str, list[str]]) -> dict[str, set[str]]:
    """The keys that list each folded word."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, spellings in entries.items():
        for word in spellings:
            found[fold(word)].add(key)
    return found


def pairs(entries: dict[str, list[str]]) -> set[tuple[str, str]]:
    """Every two keys that share a word, in alphabetical order."""
    return {pair for keys in meanings(entries).values() for pair in itertools.combinations(sorted(keys), 2)}


def known_pairs() -> set[tuple[str, str]]:
    """The pairs that were looked at: English words that another language says with one."""
    told = tomllib.loads((Path(__file__).parent / "shared_words.toml").read_text("utf-8"))
    return {(key, other) for key, others in told.items() for other in others}


@each
def test_a_locale_is_a_language_tag_with_a_region(locale: str) -> None:
    assert re.fullmatch(r"[a-z]{2,3}-[a-z]{2}", locale)


@each
def test_the_same_tables_everywhere(locale: str) -> None:
    assert list(tables(locale)) == list(tables(ENGLISH))


@each
def test_the_same_keys_in_closed_tables(locale: str) -> None:
    english = tables(ENGLISH)
    for name, entries in tables(locale).items():
        if name in OPEN:
            assert set(entries) <= set(english[name]), name
        else:
            assert list(entries) == list(english[name]), name


@each
def test_every_key_has_words(locale: str) -> None:
    for name, entries in tables(locale).items():
        for key, spellings in entries.items():
            assert spellings and all(fold(word) for word in spellings), (name, key)
            assert spellings == list(dict.fromkeys(spellings)), (name, key)


@each
def test_a_word_has_one_key(locale: str) -> None:
    for name, entries in tables(locale).items():
        if name != "symbols":
            assert pairs(entries) == set(), name


@each
def test_words_of_constants_share_only_what_was_looked_at(locale: str) -> None:
    assert pairs(tables(locale)["symbols"]) <= known_pairs()


def test_every_pair_that_was_looked_at_is_still_shared() -> None:
    assert known_pairs() == set().union(*(pairs(tables(locale)["symbols"]) for locale in known_locales()))


@each
def test_no_word_of_constants_hides_a_severity(locale: str) -> None:
    assert not SEVERITIES & set(meanings(tables(locale)["symbols"]))


@each
def test_english_words_of_constants_stay_what_they_are(locale: str) -> None:
    """A constant is often translated in part: what was left in English must not be read as another word."""
    words = lexicon(locale)
    for key, (word, *_) in tables(ENGLISH)["symbols"].items():
        assert key in words.keys("symbols", word), word


@each
def test_phrases_of_constants_are_words_of_constants(locale: str) -> None:
    for key in tables(locale)["symbols"]:
        assert re.fullmatch(r"[A-Z]+(?:_[A-Z]+)*", key)


def test_the_key_that_lists_a_word_earliest_is_the_likeliest() -> None:
    words = lexicon("fr-fr")
    assert words.keys("symbols", "Connexion") == ("CONNECTION", "LOGON", "CONNECT")
    assert words.key("symbols", "connexion") == "CONNECTION"
    assert "connexion" in words.words("symbols", "LOGON")


def test_a_word_with_one_key_and_one_with_none() -> None:
    words = lexicon("fr-fr")
    assert words.keys("sections", "Remarques") == ("remarks",)
    assert (words.keys("sections", "Morse"), words.key("sections", "Morse")) == ((), None)


def test_a_locale_adds_to_english() -> None:
    assert lexicon("es-es").key("sections", "Remarks") == lexicon("es-es").key("sections", "Comentarios") == "remarks"


def test_every_language_has_all_meanings_of_a_word() -> None:
    words = every_language()
    for locale in known_locales():
        own = lexicon(locale)
        for word in own.tables["symbols"]:
            assert set(own.keys("symbols", word)) <= set(words.keys("symbols", word)), (locale, word)


@pytest.mark.parametrize(
    ("asked", "found"),
    [("es-mx", "es-es"), ("zh-tw", "zh-tw"), ("xx-yy", ENGLISH), (None, ENGLISH), ("ru-ru", "ru-ru")],
)
def test_the_nearest_locale_answers(asked: str | None, found: str) -> None:
    assert lexicon(asked).locale == found


@pytest.mark.parametrize("label", ["Encabezado :", "Encabezado\u00a0:", "Encabezado\uff1a", " encabezado"])
def test_words_are_compared_folded(label: str) -> None:
    assert lexicon("es-es").key("requirements", label) == "header"


def test_only_the_files_that_are_asked_for_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    whole = lexicons._read

    def noted(locale: str) -> Tables:
        read.append(locale)
        return whole(locale)

    monkeypatch.setattr(lexicons, "_read", noted)
    found: Lexicon = lexicon.__wrapped__("it-it")
    assert (found.locale, read) == ("it-it", [ENGLISH, "it-it"])
