"""Inline Markdown of the plain sort, read in one scan: what nearly all text of pages is made of.

Here is decided only what CommonMark leaves no choice about: emphasis that is neither nested nor divided, links with a
bare destination, brackets around plain text that open no link, code, tags, escapes. Of any other text nothing is said,
and the parser reads it (``inline``).
"""

import re
import string
from collections.abc import Callable

from specgen.model.change import changed
from specgen.reader.pieces import Form, Piece, tag_piece

_SPECIAL = re.compile(r"[\n\\`*_\[\]<&\0]")
_NAME = r"[A-Za-z][A-Za-z0-9-]*"
_EDGES = string.punctuation + " \t\n"
_PART = re.compile(
    rf"""
      (?P<text>(?:
        [^\n\\`*_\[\]<&\0!]++|(?<=[^\W_])_(?=[^\W_])|!(?!\[)|&(?![\#A-Za-z])|<(?=\s|\Z)|\[[^\n\\`*_\[\]<&\0]*+\](?!\()
      )*)
    (?:
      (?P<mark>(?<!\*)\*\*?(?!\*)|(?<!_)__?(?!_))
    | \\(?P<escaped>[{re.escape(string.punctuation)}])
    | (?P<tag><(?:{_NAME}(?:\s+[A-Za-z_:][A-Za-z0-9_:.-]*="[^"]*")*\s*/?|/{_NAME}\s*)>)
    | (?P<line>(?<!\ )\n(?![ \t]))
    | (?<!`)`(?P<code>[^`\n]+)`(?!`)
    | \]\((?P<close>[^\s\\&<>()\x00-\x20\x7f]+)\)
    | (?P<open>\[)
    | (?P<stray>\])
    |
    )
    """,
    re.VERBOSE,
)
"""Text, and what stands behind it; nothing, at the end and before what takes a parser to tell."""


def scanned(text: str, target: Callable[[str], str | None]) -> list[Piece] | None:
    """The pieces of inline text; None where they take a parser to tell.

    ``target`` is what a link leads to whose destination is spelled so, or None if that makes it none.
    """
    if not _SPECIAL.search(text):
        return [Piece("text", text, 0, len(text))]
    return None if "\0" in text else _Scan(text, target).pieces()


class _Scan:
    """One pass over the text. ``style`` is the mark of the emphasis that is open, ``around`` that around a link."""

    def __init__(self, text: str, target: Callable[[str], str | None]) -> None:
        self.text = text
        self.target = target
        self.found: list[Piece] = []
        self.style = self.around = ""
        self.linked: int | None = None

    def pieces(self) -> list[Piece] | None:
        shown = 0
        text, linking = self.text, "](" in self.text
        for match in _PART.finditer(text):
            form = match.lastgroup or ""
            if form == "text":
                break
            if not linking and form in _BRACKETS:
                continue
            start = match.end("text")
            if shown < start:
                self._put("text", text[shown:start], shown, start)
            shown = match.end()
            if not _READ[form](self, match, start):
                return None
        if match.end() != len(text) or self.style or self.linked is not None:
            return None
        if shown < len(text):
            self._put("text", text[shown:], shown, len(text))
        return self.found

    def _put(self, form: Form, text: str, start: int, end: int) -> bool:
        if not (self.style or self.around):
            self.found.append(Piece(form, text, start, end))
            return True
        lengths = (len(self.style), len(self.around))
        self.found.append(Piece(form, text, start, end, 2 in lengths, 1 in lengths))
        return True

    def escaped(self, match: re.Match[str], start: int) -> bool:
        return self._put("text", match["escaped"], start, match.end())

    def line(self, match: re.Match[str], start: int) -> bool:
        return self._put("break", "\n", start, match.end())

    def code(self, match: re.Match[str], _start: int) -> bool:
        raw = match["code"]
        start = match.end("code") - len(raw.lstrip())
        return self._put("code", raw.strip(), start, start + len(raw.strip()))

    def tag(self, match: re.Match[str], start: int) -> bool:
        self.found.append(tag_piece(match["tag"], start, match.end()))
        return True

    def mark(self, match: re.Match[str], start: int) -> bool:
        mark, end = match["mark"], match.end()
        before, after = self.text[start - 1 : start], self.text[end : end + 1]
        if not self.style:
            self.style = mark
            return _leans(self.style, inside=after, outside=before)
        closes = self.style == mark and _leans(self.style, inside=before, outside=after)
        self.style = ""
        return closes

    def stray(self, _match: re.Match[str], _start: int) -> bool:
        """A bracket that closes no link, though there are links: which of the others it belongs to is hard to say."""
        return False

    def open(self, _match: re.Match[str], _start: int) -> bool:
        if self.linked is not None:
            return False
        self.linked, self.around, self.style = len(self.found), self.style, ""
        return True

    def close(self, match: re.Match[str], _start: int) -> bool:
        target = self.target(match["close"])
        if self.linked is None or self.style or target is None:
            return False
        inside = self.found[self.linked :]
        self.found[self.linked :] = [one if one.form == "tag" else changed(one, target=target) for one in inside]
        self.linked, self.style, self.around = None, self.around, ""
        return True


def _leans(mark: str, *, inside: str, outside: str) -> bool:
    """Whether a mark of emphasis can only be one of the text on its inner side.

    Characters at the end of the text are empty.
    """
    if inside.isalnum():
        return mark[0] == "*" or outside in _EDGES
    return bool(inside) and inside in string.punctuation and outside in _EDGES


_BRACKETS = frozenset({"open", "stray"})
_READ: dict[str, Callable[[_Scan, re.Match[str], int], bool]] = {
    "escaped": _Scan.escaped,
    "mark": _Scan.mark,
    "tag": _Scan.tag,
    "line": _Scan.line,
    "code": _Scan.code,
    "open": _Scan.open,
    "stray": _Scan.stray,
    "close": _Scan.close,
}
