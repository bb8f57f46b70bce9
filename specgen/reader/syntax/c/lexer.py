"""The words of a C block, as far as finding annotations and statements needs them.

Offsets are those of the block: text is only ever replaced by as much other text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from specgen.model.records import Record

_WORD = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?(?:\*/|\Z))
      | (?P<string>L?"(?:\\.|[^"\\\n])*"|L?'(?:\\.|[^'\\\n])*')
      | (?P<directive>(?<![^\n])[ \t]*\#(?:\\\n|[^\n])*)
      | (?P<name>[A-Za-z_]\w*)
      | (?P<number>\d\w*)
      | (?P<mark>::|->|\.\.\.|\S)""",
    re.VERBOSE | re.DOTALL | re.ASCII,
)
OPENING = {"(": ")", "[": "]", "{": "}"}
CLOSING = {closer: opener for opener, closer in OPENING.items()}


class Word(Record, frozen=True):
    """A word of the block; ``kind`` is name, number, string, directive or mark; ``fresh``: the first of its line."""

    kind: str
    text: str
    start: int
    end: int
    fresh: bool


def plain(text: str) -> str:
    """The text in ASCII, as long as before: other spaces become spaces, other letters ``x``, the rest ``?``."""
    if text.isascii():
        return text
    return "".join(char if char.isascii() else _stand_in(char) for char in text)


def _stand_in(char: str) -> str:
    if char.isspace() or char in "\u200b\u200c\u200d\u2060\ufeff":
        return " "
    return "x" if char.isalnum() else "?"


def comments(text: str) -> Iterator[tuple[int, int]]:
    """Where the comments are."""
    if "//" not in text and "/*" not in text:
        return iter(())
    return (match.span() for match in _WORD.finditer(text) if match.lastgroup == "comment")


def blanked(text: str, stretches: Iterable[tuple[int, int]]) -> str:
    """The text with spaces in place of the stretches; line ends stay."""
    pieces, last = [], 0
    for start, end in sorted(stretches):
        pieces += [text[last:start], *("\n" if char == "\n" else " " for char in text[max(start, last) : end])]
        last = max(last, end)
    return "".join([*pieces, text[last:]])


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """All words but comments, in order; ``start`` and ``end`` bound the part of the text that is looked at."""
    return list(_lexed(text, start, len(text) if end is None else end))


@lru_cache(maxsize=16)
def _lexed(text: str, start: int, end: int) -> tuple[Word, ...]:
    """Memoised for the one block that is being read: it is claimed, searched for annotations, and then parsed."""
    found: list[Word] = []
    last = start
    for match in _WORD.finditer(text, start, end):
        kind = match.lastgroup or "mark"
        if kind == "comment":
            continue
        spelled = match[0]
        begin, stop = match.span()
        if kind != "name":  # no name has space at its ends
            begin += len(spelled) - len(spelled.lstrip())
            spelled = spelled.strip()
        fresh = not found or (begin > last and "\n" in text[last:begin])
        found.append(Word(kind, spelled, begin, stop, fresh))
        last = stop
    return tuple(found)


def closing(sequence: Sequence[Word], at: int, within: int | None = None) -> int:
    """The index of the bracket that closes the one at ``at``; the number of words where none (of ``within``) does."""
    due: list[str] = []
    pending = dict.fromkeys(CLOSING, 0)
    stop = len(sequence) if within is None else min(len(sequence), at + within)
    for index in range(at, stop):
        mark = sequence[index].text
        if mark in OPENING:
            due.append(OPENING[mark])
            pending[OPENING[mark]] += 1
        elif pending.get(mark):
            for closer in iter(due.pop, mark):
                pending[closer] -= 1
            pending[mark] -= 1
            if not due:
                return index
    return len(sequence)


def split(sequence: Sequence[Word], separator: str) -> Iterator[Sequence[Word]]:
    """The pieces between separators that stand outside brackets."""
    start = at = 0
    while at < len(sequence):
        if sequence[at].text in OPENING:
            at = closing(sequence, at)
        elif sequence[at].text == separator:
            yield sequence[start:at]
            start = at + 1
        at += 1
    yield sequence[start:]


def joined(sequence: Sequence[Word]) -> str:
    """The words as they stand, with single spaces where there was space or a comment."""
    gaps = [" " if one.end < two.start else "" for one, two in pairwise(sequence)]
    return "".join(word.text + gap for word, gap in zip(sequence, [*gaps, ""], strict=False))
