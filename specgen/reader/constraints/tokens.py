"""Tokens: the words, numbers, names and marks of one sentence, each with its place in it."""

import re
import sys
from collections.abc import Sequence
from typing import Literal

from specgen.model.records import Record

Form = Literal["word", "number", "string", "mark"]

_LEXER = re.compile(
    r"""
      (?P<word>[^\W\d]\w*(?:(?:::|\.(?=[A-Za-z]\w)|['’]|-(?=[^\W\d]))\w+)*)
    | (?P<string>"[^"]{1,200}"|“[^“”]{1,200}”|«[^«»]{1,200}»)
    | (?P<number>0[xX][0-9A-Fa-f]+|(?<![\w)])[-\u2212]?\d{1,3}(?:,\d{3})+(?!\d)|(?<![\w)])[-\u2212]?\d+(?:\.\d+)?|\d+)
    | (?P<mark>[^\w\s])
    """,
    re.VERBOSE,
)
_WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_NUMBERS = {word: at for at, word in enumerate(_WORDS)}
NUMBER_WORDS = frozenset(_WORDS)
_NOWHERE = (sys.maxsize, sys.maxsize)
_SYMBOL = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Za-z0-9]+)+$")


def word_set(text: str) -> frozenset[str]:
    """The words of ``text``: how the families write down vocabularies."""
    return frozenset(text.split())


class Token(Record, frozen=True):
    """One token: ``low`` is its text in lower case with straight apostrophes; ``marked`` if the author set it apart."""

    form: Form
    text: str
    low: str
    start: int
    end: int
    marked: bool = False

    @property
    def number(self) -> int | None:
        """The whole number that the token spells in digits or as a word up to ten; None for anything else."""
        return read_number(self)

    @property
    def is_null(self) -> bool:
        """Whether it is NULL, in any case."""
        return self.low == "null"

    @property
    def is_symbol(self) -> bool:
        """Whether it is written as a constant: capitals with at least one underscore."""
        return self.form == "word" and _SYMBOL.match(self.text) is not None


def read_number(token: Token) -> int | None:
    """The number of ``token``; a fraction counts only if it is whole (``-90.0``)."""
    if token.form == "word":
        return _NUMBERS.get(token.low)
    if token.form != "number":
        return None
    text = token.text.replace("\u2212", "-").replace(",", "")
    if text[:2].lower() == "0x":
        return int(text, 16)
    whole, _, fraction = text.partition(".")
    return int(whole) if not fraction.strip("0") and len(whole) < 40 else None


def tokenise(text: str, marked: Sequence[tuple[int, int]] = ()) -> tuple[Token, ...]:
    """The tokens of ``text``; ``marked`` are, in order, the stretches that the author set apart."""
    found: list[Token] = []
    lows = text.lower() if text.isascii() else None
    stretches = iter(marked)
    first, last = next(stretches, _NOWHERE)
    for match in _LEXER.finditer(text):
        start, end = match.span()
        while last <= start:
            first, last = next(stretches, _NOWHERE)
        form: Form = match.lastgroup  # type: ignore[assignment]
        shown = match[0]
        low = lows[start:end] if lows is not None else shown.lower().replace("’", "'")
        found.append(Token(form, shown, low, start, end, first < end))
    return tuple(found)
