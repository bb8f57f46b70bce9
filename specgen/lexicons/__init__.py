"""Words of the locales that are known: data only, one TOML file a locale, only what is asked for is read.

A page is understood by anchors and structure first; a lexicon only adds words. Words are compared folded
(``fold``), and an unknown locale has the English lexicon alone.

Every file has the same tables. Their keys are those of ``en-us.toml``: all of them, but in the tables of single
words ([symbols], [values], [anchored]) a locale may know fewer. A word stands for one key of a table; only in
[symbols], where two English words become one in another language, it may stand for several.
"""

import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any, TypeVar

ENGLISH = "en-us"
_WORDS_THAT_TELL = 2
_Value = TypeVar("_Value")


def folded(text: str) -> str:
    """Text for comparison: no case, no white space at the ends, single spaces, straight quotes, no final colon.

    The colon of full width that Chinese and Japanese pages write is a colon.
    """
    straight = text
    if not text.isascii():
        straight = unicodedata.normalize("NFC", text).replace("’", "'").replace("‘", "'")
    return " ".join(straight.split()).rstrip(" :\uff1a").casefold()


@lru_cache(maxsize=4_000)
def fold(text: str) -> str:
    """``folded``; memoised, because labels and headings repeat."""
    return folded(text)


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The folded words of one locale and of English: ``tables[table][word]`` is the canonical key.

    ``shared[table][word]`` are all keys of a word that has several, the likeliest first. There is one for each locale,
    told apart by identity, which is cheap where it is part of what a memo is asked by.
    """

    locale: str
    tables: MappingProxyType[str, MappingProxyType[str, str]]
    shared: MappingProxyType[str, MappingProxyType[str, tuple[str, ...]]]
    _asked: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def key(self, table: str, word: str) -> str | None:
        """The canonical key that ``word`` stands for in ``table``, the likeliest of several, or None."""
        return self.tables[table].get(fold(word))

    def keys(self, table: str, word: str) -> tuple[str, ...]:
        """Every key that ``word`` may stand for in ``table``, the likeliest first; empty for a word nobody knows."""
        key = self.key(table, word)
        return () if key is None else self.shared[table].get(fold(word), (key,))

    def words(self, table: str, key: str) -> tuple[str, ...]:
        """Every folded word for ``key`` in ``table``, those included that stand for another key rather."""
        found = self._asked.get((table, key))
        if found is None:
            shared, words = self.shared[table], self.tables[table].items()
            found = tuple(word for word, likeliest in words if key in shared.get(word, (likeliest,)))
            self._asked[table, key] = found
        return found


def _read(locale: str) -> dict[str, dict[str, list[str]]]:
    data: dict[str, Any] = tomllib.loads(_text(locale))
    return data


def _text(locale: str) -> str:
    return resources.files(__name__).joinpath(f"{locale}.toml").read_text(encoding="utf-8")


def _table(locale: str, name: str) -> dict[str, list[str]]:
    """One table of a locale, read without the others: no line but the head of a table begins with a bracket."""
    _, head, rest = f"\n{_text(locale)}".partition(f"\n[{name}]\n")
    table: dict[str, dict[str, list[str]]] = tomllib.loads(head + rest.partition("\n[")[0])
    return table[name]


@cache
def known_locales() -> tuple[str, ...]:
    """The locales that have a lexicon, sorted."""
    names = (entry.name for entry in resources.files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def lexicon(locale: str | None) -> Lexicon:
    """The lexicon for a locale ("fr-fr"), falling back to another region of its language, then to English."""
    chosen = _nearest(locale)
    tables: dict[str, dict[str, tuple[str, ...]]] = {}
    for name in dict.fromkeys((ENGLISH, chosen)):
        for table, entries in _read(name).items():
            tables.setdefault(table, {}).update(_meanings(entries))
    return _lexicon(chosen, tables)


def language_of(headings: Iterable[str], declared: str) -> str:
    """The locale whose words a page has for its sections: the declared one, unless another knows more of them.

    Pages are mislabelled, and some carry no label at all. One word that another language happens to have says nothing.
    """
    known: Counter[str] = Counter()
    speakers = _speakers()
    for heading in headings:
        for locale in speakers.get(fold(heading), ()):
            known[locale] += 1
    if not known:
        return declared
    mine = known[_nearest(declared)]
    best = min(known, key=lambda locale: (-known[locale], locale))
    return best if known[best] >= max(mine + 1, _WORDS_THAT_TELL) else declared


@cache
def _speakers() -> dict[str, tuple[str, ...]]:
    """The locales in which a folded word names a section; words that are English too tell nothing, and are left out."""
    found: dict[str, list[str]] = {}
    for locale in known_locales():
        for word in {fold(word) for words in _table(locale, "sections").values() for word in words}:
            found.setdefault(word, []).append(locale)
    return {word: tuple(locales) for word, locales in found.items() if ENGLISH not in locales}


@cache
def every_language() -> Lexicon:
    """The words of all locales at once, each with all its meanings: for those who may not ask a page for its locale."""
    tables: dict[str, dict[str, tuple[str, ...]]] = {}
    for name in dict.fromkeys((ENGLISH, *known_locales())):
        for table, entries in _read(name).items():
            known = tables.setdefault(table, {})
            for word, keys in _meanings(entries).items():
                known[word] = tuple(dict.fromkeys((*known.get(word, ()), *keys)))
    return _lexicon("", tables)


def _lexicon(locale: str, tables: dict[str, dict[str, tuple[str, ...]]]) -> Lexicon:
    likeliest = {table: {word: keys[0] for word, keys in words.items()} for table, words in tables.items()}
    shared = {table: {word: keys for word, keys in words.items() if len(keys) > 1} for table, words in tables.items()}
    return Lexicon(locale, _frozen(likeliest), _frozen(shared))


def _meanings(entries: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    """The keys of each folded word: first the one whose list names the word earliest, then in the file's order."""
    found: dict[str, dict[str, int]] = {}
    for key, spellings in entries.items():
        for place, word in enumerate(spellings):
            found.setdefault(fold(word), {}).setdefault(key, place)
    return {word: tuple(sorted(places, key=places.__getitem__)) for word, places in found.items()}


def _frozen(tables: dict[str, dict[str, _Value]]) -> MappingProxyType[str, MappingProxyType[str, _Value]]:
    return MappingProxyType({table: MappingProxyType(words) for table, words in tables.items()})


def _nearest(locale: str | None) -> str:
    if locale is None or locale in known_locales():
        return locale or ENGLISH
    language = locale.split("-")[0]
    return next((name for name in known_locales() if name.split("-")[0] == language), ENGLISH)
