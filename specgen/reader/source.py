"""A page as text: decoded once, cut into lines the way Markdown cuts them, and able to say where things stand.

Everything the reader quotes is an ``Extract`` of the ``Source``: text whose lines remember where in the page
they came from. So a span is never computed by searching twice.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache

from specgen.model.records import Record
from specgen.model.spans import Quote, Span

_LINE_END = re.compile(r"\r\n|\r|\n")


@lru_cache(maxsize=256)
def _line_starts(text: str) -> list[int]:
    """The offset of each line; remembered, because many places are asked for of one passage after another."""
    starts, at = [0], text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts


class Extract(Record, frozen=True):
    """Text cut out of a page. ``origins``: line and column in the page (from 1) of each line of ``text``."""

    text: str
    origins: tuple[tuple[int, int], ...]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, in the page, of the character at ``offset``."""
        if len(self.origins) == 1:
            line, column = self.origins[0]
            return line, column + offset
        starts = _line_starts(self.text)
        row = bisect_right(starts, offset) - 1
        line, column = self.origins[row]
        return line, column + offset - starts[row]

    def span(self, start: int, end: int) -> Span:
        """The place of ``text[start:end]`` in the page."""
        if len(self.origins) == 1:
            line, column = self.origins[0]
            return Span(line, column + start, line, column + end)
        return Span(*self.place(start), *self.place(end))

    def quote(self, start: int = 0, end: int | None = None) -> Quote:
        """``text[start:end]`` with its place, without the white space around it.

        Where something of the page was left out between two lines (a quote mark), the first line alone is quoted.
        """
        stop = len(self.text) if end is None else end
        piece = self.text[start:stop]
        shown = piece.strip()
        if len(shown) != len(piece):
            start += len(piece) - len(piece.lstrip())
        if len(self.origins) == 1:
            line, column = self.origins[0]
            return Quote(shown, Span(line, column + start, line, column + (start + len(shown) if shown else stop)))
        stop = self._unbroken_until(start, stop)
        shown = self.text[start:stop].rstrip()
        return Quote(shown, self.span(start, start + len(shown) if shown else stop))

    def _unbroken_until(self, start: int, stop: int) -> int:
        """The offset, at most ``stop``, up to which the page reads on from ``start`` without a gap."""
        starts = _line_starts(self.text)
        for row in range(bisect_right(starts, start), len(starts)):
            if starts[row] > stop:
                break
            if self.origins[row] != (self.origins[row - 1][0] + 1, 1):
                return min(stop, starts[row] - 1)
        return stop

    def moved(self, by: int) -> "Extract":
        """The same text ``by`` lines further down the page."""
        if len(self.origins) == 1:
            line, column = self.origins[0]
            return Extract(self.text, ((line + by, column),))
        return Extract(self.text, tuple([(line + by, column) for line, column in self.origins]))

    def cut(self, start: int, end: int) -> "Extract":
        """``text[start:end]`` as an extract of its own."""
        if len(self.origins) == 1:
            return Extract(self.text[start:end], (self.place(start),))
        starts = _line_starts(self.text)
        first = bisect_right(starts, start) - 1
        last = bisect_right(starts, max(start, end)) - 1
        origins = (self.place(start), *self.origins[first + 1 : last + 1])
        return Extract(self.text[start:end], origins)


@dataclass(frozen=True)
class Source:
    """One page. ``text`` has LF line ends; ``damaged`` says that its bytes were not all UTF-8.

    ``lines`` are those of the text, without their ends; ``lines[0]`` is line 1.
    """

    path: str
    text: str
    damaged: bool = False
    lines: list[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Whoever makes one asks for its lines."""
        object.__setattr__(self, "lines", self.text.split("\n"))

    @classmethod
    def decode(cls, path: str, data: bytes) -> "Source":
        """Bytes to text: UTF-8 with or without a BOM; what is not UTF-8 becomes U+FFFD."""
        body = data.removeprefix(b"\xef\xbb\xbf")
        try:
            text, damaged = body.decode("utf-8"), False
        except UnicodeDecodeError:
            text, damaged = body.decode("utf-8", errors="replace"), True
        return cls(path, _LINE_END.sub("\n", text) if "\r" in text else text, damaged)

    def slice(self, span: Span) -> str:
        """The text at ``span``."""
        if span.line == span.end_line:
            return self.lines[span.line - 1][span.column - 1 : span.end_column - 1]
        first = self.lines[span.line - 1][span.column - 1 :]
        last = self.lines[span.end_line - 1][: span.end_column - 1]
        return "\n".join([first, *self.lines[span.line : span.end_line - 1], last])

    def line_quote(self, line: int) -> Quote:
        """The whole line, from 1, as a quote."""
        text = self.lines[line - 1]
        return Quote(text, Span(line, 1, line, len(text) + 1))

    def extract(self, first: int, last: int) -> Extract:
        """Lines ``first`` to ``last`` (from 1, inclusive), whole."""
        lines = self.lines
        if first == last <= len(lines):
            return Extract(lines[first - 1], ((first, 1),))
        return Extract("\n".join(lines[first - 1 : last]), tuple([(at, 1) for at in range(first, last + 1)]))
