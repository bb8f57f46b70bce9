r"""Places as the protocol counts them, and as specgen does.

The protocol counts lines and characters from 0, characters in units of an encoding (UTF-16 unless both sides agree on
another); specgen counts from 1, in code points. Both end lines at \n, \r\n and \r, and nowhere else.
"""

import re
from bisect import bisect_right
from functools import cached_property

from lsprotocol.types import Position, PositionEncodingKind, Range

from specgen.model.spans import Span

_LINE_END = re.compile(r"\r\n|\r|\n")
_BOM = "\ufeff"


class Text:
    """The text of a document, and where what stands in it."""

    def __init__(self, text: str, encoding: str = PositionEncodingKind.Utf16) -> None:
        self.text = text
        self.encoding = PositionEncodingKind(encoding)
        # Spans do not count a byte order mark, which an editor may have left in its text.
        self._hidden = len(_BOM) if text.startswith(_BOM) else 0

    @cached_property
    def _lines(self) -> list[tuple[int, int]]:
        """Where each line starts, and where it ends without its line end."""
        found, start = [], 0
        for match in _LINE_END.finditer(self.text):
            found.append((start, match.start()))
            start = match.end()
        return [*found, (start, len(self.text))]

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self._lines]

    def offset(self, position: Position) -> int:
        """The index into the text. What lies behind the end of a line, or of the text, is its end."""
        if position.line >= len(self._lines):
            return len(self.text)
        start, end = self._lines[max(position.line, 0)]
        return start + _points(self.text[start:end], max(position.character, 0), self.encoding)

    def position(self, offset: int) -> Position:
        """The place of an index into the text."""
        row = bisect_right(self._starts, offset) - 1
        start, end = self._lines[row]
        return Position(row, _units(self.text[start : min(offset, end)], self.encoding))

    def range(self, span: Span) -> Range:
        """A span as the protocol has it. What lies outside of the text is where the text ends."""
        return Range(self._place(span.line, span.column), self._place(span.end_line, span.end_column))

    def _place(self, line: int, column: int) -> Position:
        if line > len(self._lines):
            return self.position(len(self.text))
        start, end = self._lines[line - 1]
        hidden = self._hidden if line == 1 else 0
        return self.position(min(start + hidden + column - 1, end))

    def line_range(self, line: int) -> Range:
        """A whole line, from 1, without its end."""
        start, end = self._lines[min(line, len(self._lines)) - 1]
        return Range(self.position(start), self.position(end))

    def place(self, position: Position) -> tuple[int, int]:
        """Line and column, from 1, of a position."""
        offset = self.offset(position)
        row = bisect_right(self._starts, offset) - 1
        hidden = self._hidden if row == 0 else 0
        return row + 1, max(offset - self._starts[row] - hidden, 0) + 1

    def line_end(self, line: int) -> str:
        r"""How a line, from 1, ends; the last one as the first, and a text of one line with \n."""
        for at in (line - 1, 0):
            if at + 1 < len(self._lines):
                return self.text[self._lines[at][1] : self._lines[at + 1][0]]
        return "\n"

    def changed(self, text: str, where: Range | None) -> "Text":
        """The text with ``text`` in place of what stands there (None: of all)."""
        if where is None:
            return Text(text, self.encoding)
        start, end = self.offset(where.start), self.offset(where.end)
        return Text(self.text[:start] + text + self.text[max(start, end) :], self.encoding)


def _units(text: str, encoding: PositionEncodingKind) -> int:
    """How many units text takes."""
    if encoding == PositionEncodingKind.Utf32 or text.isascii():
        return len(text)
    if encoding == PositionEncodingKind.Utf8:
        return len(text.encode("utf-8", errors="surrogatepass"))
    return len(text) + sum(letter > "\uffff" for letter in text)


def _points(text: str, units: int, encoding: PositionEncodingKind) -> int:
    """How many characters so many units are; the middle of a character is where it begins."""
    if encoding == PositionEncodingKind.Utf32 or text.isascii():
        return min(units, len(text))
    taken = 0
    for at, letter in enumerate(text):
        taken += _units(letter, encoding)
        if taken > units:
            return at
    return len(text)
