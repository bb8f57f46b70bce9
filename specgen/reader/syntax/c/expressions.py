"""Constant expressions of C, as far as pages write them: what an enumeration's constant or a ``#define`` comes to.

Integers in every base, characters, casts, names that are already known, and the integer operators. Anything else
comes to None, and so does what leaves 64 bits: no expression costs more than its length.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from specgen.reader.syntax.c.lexer import Word, closing

_NUMBER = re.compile(r"(0[xX][0-9A-Fa-f]+|0[bB][01]+|0[0-7]*|[1-9]\d*)(?:[uU]|[lL]{1,2}|[iI]64|[iI]32)*\Z")
_LONGEST = 200
"""Words of an expression, at most."""
_DEEPEST = 40
"""Brackets and signs within each other, at most."""
_LOWEST, _HIGHEST = -(2**63), 2**64 - 1
_WIDEST_SHIFT = 63
_ESCAPES = {"n": 10, "t": 9, "r": 13, "0": 0, "a": 7, "b": 8, "f": 12, "v": 11, "\\": 92, "'": 39, '"': 34}
_LEVELS: dict[str, int] = {
    **dict.fromkeys(("|",), 1),
    **dict.fromkeys(("^",), 2),
    **dict.fromkeys(("&",), 3),
    **dict.fromkeys(("<<", ">>"), 4),
    **dict.fromkeys(("+", "-"), 5),
    **dict.fromkeys(("*", "/", "%"), 6),
}


class _NotConstantError(Exception):
    """The expression is no integer constant, or not one that the block defines."""


def _bounded(value: int) -> int:
    if not _LOWEST <= value <= _HIGHEST:
        raise _NotConstantError
    return value


def _shift(width: int) -> int:
    if not 0 <= width <= _WIDEST_SHIFT:
        raise _NotConstantError
    return width


def _quotient(one: int, two: int) -> int:
    """C divides towards zero."""
    if two == 0:
        raise _NotConstantError
    return abs(one) // abs(two) * (1 if (one < 0) == (two < 0) else -1)


_OPERATIONS: dict[str, Callable[[int, int], int]] = {
    "|": lambda one, two: one | two,
    "^": lambda one, two: one ^ two,
    "&": lambda one, two: one & two,
    "<<": lambda one, two: one << _shift(two),
    ">>": lambda one, two: one >> _shift(two),
    "+": lambda one, two: one + two,
    "-": lambda one, two: one - two,
    "*": lambda one, two: one * two,
    "/": _quotient,
    "%": lambda one, two: one - two * _quotient(one, two),
}
_SIGNS: dict[str, Callable[[int], int]] = {"-": lambda one: -one, "+": lambda one: one, "~": lambda one: ~one}


def evaluate(found: Sequence[Word], known: Mapping[str, int]) -> int | None:
    """What the words come to; None where they are no constant, name what ``known`` lacks, or leave 64 bits."""
    if not found or len(found) > _LONGEST:
        return None
    reading = _Reading(found, known)
    try:
        value = reading.operations(1, 0)
    except _NotConstantError:
        return None
    return value if reading.at == len(reading.words) else None


class _Reading:
    """The words from left to right; ``at`` is the next."""

    def __init__(self, found: Sequence[Word], known: Mapping[str, int]) -> None:
        self.words = _with_shifts(found)
        self.at = 0
        self._known = known

    def operations(self, level: int, depth: int) -> int:
        """Operands and the operators that bind at least as tightly as ``level``."""
        value = self._operand(depth)
        while (binding := _LEVELS.get(self._next(), 0)) >= level:
            operator = self._take().text
            value = _bounded(_OPERATIONS[operator](value, self.operations(binding + 1, depth + 1)))
        return value

    def _operand(self, depth: int) -> int:
        if depth > _DEEPEST:
            raise _NotConstantError
        word = self._take()
        if word.kind == "mark" and word.text in _SIGNS:
            return _bounded(_SIGNS[word.text](self._operand(depth + 1)))
        if word.text == "(":
            return self._in_brackets(depth)
        if word.kind == "number":
            return _number(word.text)
        if word.kind == "string":
            return _character(word.text)
        if word.kind == "name" and word.text.endswith("_TYPEDEF_") and self._next() == "(":
            return self._operand(depth + 1)
        if word.text not in self._known:
            raise _NotConstantError
        return self._known[word.text]

    def _in_brackets(self, depth: int) -> int:
        if self._is_cast():
            while self._take().text != ")":
                pass
            return self._operand(depth + 1)
        value = self.operations(1, depth + 1)
        if self._take().text != ")":
            raise _NotConstantError
        return value

    def _is_cast(self) -> bool:
        """Whether the bracket that was just taken holds a type, and something follows it to be cast."""
        end = closing(self.words, self.at - 1)
        inside = self.words[self.at : end]
        if end + 1 >= len(self.words) or not inside or not all(word.kind == "name" for word in inside):
            return False
        after = self.words[end + 1]
        return inside[0].text not in self._known and (after.kind != "mark" or after.text in ("(", "-", "~", "+"))

    def _next(self) -> str:
        return self.words[self.at].text if self.at < len(self.words) else ""

    def _take(self) -> Word:
        if self.at >= len(self.words):
            raise _NotConstantError
        self.at += 1
        return self.words[self.at - 1]


def _with_shifts(found: Sequence[Word]) -> list[Word]:
    """The words with the two marks of ``<<`` and ``>>`` as one."""
    made: list[Word] = []
    for word in found:
        before = made[-1] if made else None
        if before and word.text in "<>" and before.text == word.text and before.end == word.start:
            made[-1] = Word("mark", word.text * 2, before.start, word.end, before.fresh)
        else:
            made.append(word)
    return made


def _number(text: str) -> int:
    match = _NUMBER.match(text)
    if match is None or len(text) > _DEEPEST:
        raise _NotConstantError
    digits = match[1]
    if digits[:2].lower() in ("0x", "0b"):
        return _bounded(int(digits, 16 if digits[1] in "xX" else 2))
    return _bounded(int(digits, 8 if digits[0] == "0" else 10))


def _character(text: str) -> int:
    """``'a'`` and ``'ab'`` (the first in the highest byte)."""
    inside = text.removeprefix("L")
    if not inside.startswith("'") or len(inside) < 3:
        raise _NotConstantError
    codes, at, inner = [], 0, inside[1:-1]
    while at < len(inner):
        escaped = inner[at] == "\\"
        at += escaped
        if escaped and inner[at : at + 1] not in _ESCAPES:
            raise _NotConstantError
        codes.append(_ESCAPES[inner[at]] if escaped else ord(inner[at]))
        at += 1
    if len(codes) > 4 or any(code > 0xFF for code in codes):
        raise _NotConstantError
    value = 0
    for code in codes:
        value = value << 8 | code
    return value
