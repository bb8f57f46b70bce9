"""Words of the locales that are known: data only, one TOML file a locale, the same keys everywhere.

A page is understood by anchors and structure first; a lexicon only adds words. Words are compared folded
(``fold``), and an unknown locale has the English lexicon alone.
"""

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

ENGLISH = "en-us"


def fold(text: str) -> str:
    """Text for comparison: no case, no white space at the ends, single spaces, straight quotes, no final colon."""
    straight = unicodedata.normalize("NFC", text).replace("’", "'").replace("‘", "'")
    return " ".join(straight.split()).rstrip(" :").casefold()


@dataclass(frozen=True)
class Lexicon:
    """The folded words of one locale and of English: ``tables[table][word]`` is the canonical key."""

    locale: str
    tables: MappingProxyType[str, MappingProxyType[str, str]]

    def key(self, table: str, word: str) -> str | None:
        """The canonical key that ``word`` stands for in ``table``, or None."""
        return self.tables[table].get(fold(word))

    def words(self, table: str, key: str) -> tuple[str, ...]:
        """Every folded word for ``key`` in ``table``."""
        return tuple(word for word, meaning in self.tables[table].items() if meaning == key)


def _read(locale: str) -> dict[str, dict[str, list[str]]]:
    data: dict[str, Any] = tomllib.loads(
        resources.files(__name__).joinpath(f"{locale}.toml").read_text(encoding="utf-8")
    )
    return data


@cache
def known_locales() -> tuple[str, ...]:
    """The locales that have a lexicon, sorted."""
    names = (entry.name for entry in resources.files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def lexicon(locale: str | None) -> Lexicon:
    """The lexicon for a locale ("fr-fr"), falling back to another region of its language, then to English."""
    chosen = _nearest(locale)
    tables: dict[str, dict[str, str]] = {}
    for name in dict.fromkeys((ENGLISH, chosen)):
        for table, entries in _read(name).items():
            words = tables.setdefault(table, {})
            words.update({fold(word): key for key, spellings in entries.items() for word in spellings})
    return Lexicon(chosen, MappingProxyType({table: MappingProxyType(words) for table, words in tables.items()}))


def _nearest(locale: str | None) -> str:
    if locale is None or locale in known_locales():
        return locale or ENGLISH
    language = locale.split("-")[0]
    return next((name for name in known_locales() if name.split("-")[0] == language), ENGLISH)
