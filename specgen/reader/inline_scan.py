"""Inline Markdown of the plain sort, read in one scan: what nearly all text of pages is made of.

Here is decided only what CommonMark leaves no choice about: emphasis that is neither nested nor divided, links with a
bare destination, code, tags, escapes. Of any other text nothing is said, and the parser reads it (``inline``).
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
      (?P<text>(?:[^\n\\`*_\[\]<&\0!]|(?<=[^\W_])_(?=[^\W_])|!(?!\[)|&(?![\#A-Za-z])|<(?=\s|\Z))+)
    | \\(?P<escaped>[{re.escape(string.punctuation)}])
    | (?P<mark>(?<!\*)\*\*?(?!\*)|(?<!_)__?(?!_))
    | (?P<tag><(?:{_NAME}(?:\s+[A-Za-z_:][A-Za-z0-9_:.-]*="[^"]*")*\s*/?|/{_NAME}\s*)>)
    | (?P<line>(?<!\ )\n(?![ \t]))
    | (?<!`)`(?P<code>[^`\n]+)`(?!`)
    | \]\((?P<close>[^\s\\&<>()\x00-\x20\x7f]+)\)
    | (?P<open>\[)
    | (?P<stray>\])
    """,
    re.VERBOSE,
)


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
        at = shown = 0
        linking = "](" in self.text
        for match in _PART.finditer(self.text):
            if match.start() != at:
                return None
            at = match.end()
            form = match.lastgroup or ""
            if form == "text" or (form in _BRACKETS and not linking):
                continue
            self._show(shown, match.start())
            shown = at
            if not _READ[form](self, match):
                return None
        if at != len(self.text) or self.style or self.linked is not None:
            return None
        self._show(shown, at)
        return self.found

    def _show(self, start: int, end: int) -> None:
        if start < end:
            self._put("text", self.text[start:end], start, end)

    def _put(self, form: Form, text: str, start: int, end: int) -> bool:
        if not (self.style or self.around):
            self.found.append(Piece(form, text, start, end))
            return True
        lengths = (len(self.style), len(self.around))
        self.found.append(Piece(form, text, start, end, 2 in lengths, 1 in lengths))
        return True

    def escaped(self, match: re.Match[str]) -> bool:
        return self._put("text", match["escaped"], *match.span())

    def line(self, match: re.Match[str]) -> bool:
        return self._put("break", "\n", *match.span())

    def code(self, match: re.Match[str]) -> bool:
        raw = match["code"]
        start = match.end("code") - len(raw.lstrip())
        return self._put("code", raw.strip(), start, start + len(raw.strip()))

    def tag(self, match: re.Match[str]) -> bool:
        self.found.append(tag_piece(match[0], *match.span()))
        return True

    def mark(self, match: re.Match[str]) -> bool:
        before, after = self.text[match.start() - 1 : match.start()], self.text[match.end() : match.end() + 1]
        if not self.style:
            self.style = match[0]
            return _leans(self.style, inside=after, outside=before)
        closes = self.style == match[0] and _leans(self.style, inside=before, outside=after)
        self.style = ""
        return closes

    def stray(self, _match: re.Match[str]) -> bool:
        """A bracket that closes no link, though there are links: which of the others it belongs to is hard to say."""
        return False

    def open(self, _match: re.Match[str]) -> bool:
        if self.linked is not None:
            return False
        self.linked, self.around, self.style = len(self.found), self.style, ""
        return True

    def close(self, match: re.Match[str]) -> bool:
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
_READ: dict[str, Callable[[_Scan, re.Match[str]], bool]] = {
    "escaped": _Scan.escaped,
    "mark": _Scan.mark,
    "tag": _Scan.tag,
    "line": _Scan.line,
    "code": _Scan.code,
    "open": _Scan.open,
    "stray": _Scan.stray,
    "close": _Scan.close,
}
