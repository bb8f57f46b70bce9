"""What the scripts of the world differ in: punctuation of full width, words without spaces, groups of digits.

A page is read alike in every script: marks are compared by what they mean, and a word needs an edge only where its
script parts words by spaces.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from specgen.lexicons import Lexicon

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_MARKS = {
    "\u3000": " ",
    "\u3001": ",",
    "\u3002": ".",
    "\uff61": ".",
    "\uff64": ",",
    "\u3010": "[",
    "\u3011": "]",
    "\u300c": "\u201c",
    "\u300d": "\u201d",
    "\u300e": "\u201c",
    "\u300f": "\u201d",
    "\u060c": ",",
    "\u061b": ";",
}
_NARROW = _FULL_WIDTH | {ord(wide): mark for wide, mark in _MARKS.items()}
_WIDE = re.compile(f"[{''.join(map(chr, _NARROW))}]")
_HANGUL = "\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff\uffa0-\uffdc"
_WITHOUT_SPACES = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u312f\u3190-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
"""Thai and Lao, Burmese, Khmer, Han and kana: letters whose neighbours may be another word."""
SPACED = rf"[^\W{_WITHOUT_SPACES}{_HANGUL}]"
"""A character class: letters and digits of scripts in which a space ends the word."""
_LATIN_ACCENT = re.compile("[A-Za-z][\u0300-\u036f]+")
_SPACED_LETTER = re.compile(SPACED)
_HANGUL_LETTER = re.compile(f"[{_HANGUL}]")
_GROUPED = re.compile(r"(?<![\w.,])[1-9]\d{0,2}(?:[\u00a0\u202f]\d{3}){1,12}(?![\w\u00a0\u202f])")


def narrow(text: str) -> str:
    """The text with ASCII marks, letters and digits for those of full width; every character keeps its offset.

    >>> narrow("\uff12\uff1a\u65e5\u672c\uff0c\u8a9e")
    '2:日本,語'
    """
    return text.translate(_NARROW) if not text.isascii() and _WIDE.search(text) else text


def ungrouped(text: str) -> str:
    r"""The text with the no-break spaces taken out that part a number into groups of three digits.

    >>> ungrouped("1\u00a0024 and 22\u00a04294967295")
    '1024 and 22\xa04294967295'
    """
    if "\u00a0" not in text and "\u202f" not in text:
        return text
    return _GROUPED.sub(lambda match: re.sub(r"\D", "", match[0]), text)


def parts_words(letter: str) -> bool:
    """Whether the letter's script parts words by spaces, and glues nothing to them."""
    return _SPACED_LETTER.match(letter) is not None


def mentions(text: str, words: Lexicon, key: str) -> bool:
    """Whether the text has one of the locale's words for ``key``, as a word of its own.

    Accents may differ: a language without a lexicon has its own spelling of an English word (``zéro``).
    """
    found = words.words("words", key)
    folded = text.casefold().replace("\u2019", "'")
    if not found:
        return False
    if _any_of(found).search(folded):
        return True
    return not folded.isascii() and _any_of(found).search(unaccented(folded)) is not None


def unaccented(text: str) -> str:
    """The text without the accents of Latin letters."""
    if text.isascii():
        return text
    return _LATIN_ACCENT.sub(lambda match: match[0][0], unicodedata.normalize("NFD", text))


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """A search for any of the words. Those of one script share their edges, which take long to compile."""
    alike: dict[tuple[str, str], list[str]] = {}
    for word in words:
        alike.setdefault((_edge_before(word), _edge_after(word)), []).append(_spelled(word))
    return re.compile("|".join(f"{before}(?:{'|'.join(some)}){after}" for (before, after), some in alike.items()))


def _edge_before(word: str) -> str:
    if _HANGUL_LETTER.match(word):
        return rf"(?<![{_HANGUL}])"
    return rf"(?<!{SPACED})" if parts_words(word[0]) else ""


def _edge_after(word: str) -> str:
    """Korean glues particles to its words; a word of one syllable would be found in many others."""
    if _HANGUL_LETTER.match(word[-1]):
        return rf"(?![{_HANGUL}])" if len(word) == 1 else ""
    return rf"(?!{SPACED})" if parts_words(word[-1]) else ""


def blanked(text: str, phrases: Sequence[str]) -> str:
    """The text with every phrase, in whatever case, made spaces, longer ones first; every character keeps its offset.

    A space in a phrase of a script that needs none may be missing.
    """
    if not phrases:
        return text
    return _phrases(tuple(phrases)).sub(lambda match: " " * len(match[0]), text)


@cache
def _phrases(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(_spelled, sorted(phrases, key=len, reverse=True))), re.IGNORECASE)


def _spelled(phrase: str) -> str:
    spaces = r"\s+" if all(letter == " " or parts_words(letter) for letter in phrase) else r"\s*"
    return spaces.join(map(re.escape, phrase.split()))


def split_glued(word: str, endings: Sequence[str]) -> str:
    """The word without the ending, or opening, that a script without spaces glued to it; the word if there is none."""
    for ending in sorted(endings, key=len, reverse=True):
        if parts_words(ending[-1]) or len(ending) >= len(word):
            continue
        if word.endswith(ending):
            return word.removesuffix(ending)
        if word.startswith(ending):
            return word.removeprefix(ending)
    return word
