"""A page as text: decoded once, cut into lines the way Markdown cuts them, and able to say where things stand.

Everything the reader quotes is an ``Extract`` of the ``Source``: text whose lines remember where in the page
they came from. So a span is never computed by searching twice.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from specgen.model.spans import Quote, Span

_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Extract:
    """Text cut out of a page. ``origins``: line and column in the page (from 1) of each line of ``text``."""

    text: str
    origins: tuple[tuple[int, int], ...]
    _starts: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts, at = [0], self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        object.__setattr__(self, "_starts", starts)

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, in the page, of the character at ``offset``."""
        row = bisect_right(self._starts, offset) - 1
        line, column = self.origins[row]
        return line, column + offset - self._starts[row]

    def span(self, start: int, end: int) -> Span:
        """The place of ``text[start:end]`` in the page."""
        return Span(*self.place(start), *self.place(end))

    def quote(self, start: int = 0, end: int | None = None) -> Quote:
        """``text[start:end]`` with its place, without the white space around it.

        Where something of the page was left out between two lines (a quote mark), the first line alone is quoted.
        """
        stop = len(self.text) if end is None else end
        while start < stop and self.text[start].isspace():
            start += 1
        stop = self._unbroken_until(start, stop)
        while stop > start and self.text[stop - 1].isspace():
            stop -= 1
        return Quote(self.text[start:stop], self.span(start, stop))

    def _unbroken_until(self, start: int, stop: int) -> int:
        """The offset, at most ``stop``, up to which the page reads on from ``start`` without a gap."""
        for row in range(bisect_right(self._starts, start), len(self._starts)):
            if self._starts[row] > stop:
                break
            if self.origins[row] != (self.origins[row - 1][0] + 1, 1):
                return min(stop, self._starts[row] - 1)
        return stop

    def cut(self, start: int, end: int) -> "Extract":
        """``text[start:end]`` as an extract of its own."""
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, max(start, end)) - 1
        origins = (self.place(start), *self.origins[first + 1 : last + 1])
        return Extract(self.text[start:end], origins)


@dataclass(frozen=True)
class Source:
    """One page. ``text`` has LF line ends; ``damaged`` says that its bytes were not all UTF-8."""

    path: str
    text: str
    damaged: bool = False

    @classmethod
    def decode(cls, path: str, data: bytes) -> "Source":
        """Bytes to text: UTF-8 with or without a BOM; what is not UTF-8 becomes U+FFFD."""
        body = data.removeprefix(b"\xef\xbb\xbf")
        try:
            text, damaged = body.decode("utf-8"), False
        except UnicodeDecodeError:
            text, damaged = body.decode("utf-8", errors="replace"), True
        return cls(path, _LINE_END.sub("\n", text), damaged)

    @cached_property
    def lines(self) -> list[str]:
        """The lines, without their ends; ``lines[0]`` is line 1."""
        return self.text.split("\n")

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
        return Extract("\n".join(self.lines[first - 1 : last]), tuple((number, 1) for number in range(first, last + 1)))
