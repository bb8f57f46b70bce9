"""Inline Markdown with places: markdown-it-py decides what a run of text is, this module finds where it stands.

The parser's inline tokens carry no position, so a cursor walks the source beside them; every piece is proven by
the literal that the token says it was made of. Nothing else in the reader recovers columns.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from specgen.reader.inline_scan import scanned
from specgen.reader.pieces import Form, Piece, tag_piece
from specgen.reader.source import Extract

_SHOWN = frozenset({"text", "code"})
_RELATIVE = re.compile(r"(?!//)[A-Za-z0-9_./#-]+")
"""Destinations that the parser leaves as they are."""
_MAX_INLINE = 200_000


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"maxNesting": 20})


def parse_inline(extract: Extract) -> tuple[Piece, ...]:
    """The pieces of ``extract``; offsets are into ``extract.text``."""
    return pieces_of(extract.text)


@lru_cache(maxsize=1_000)
def pieces_of(text: str) -> tuple[Piece, ...]:
    """The pieces of inline text; memoised, because a page is asked for them twice: for its links and for its content.

    Most who ask remember what they made of them, so few are asked for again from page to page.
    """
    if len(text) > _MAX_INLINE or not text.strip():
        return (Piece("text", text, 0, len(text)),) if text else ()
    found = scanned(text, _target)
    return _parsed(text) if found is None else tuple(found)


@lru_cache(maxsize=10_000)
def _target(spelled: str) -> str | None:
    """What the parser makes of the destination of a link; None where it sees none."""
    if _RELATIVE.fullmatch(spelled):
        return spelled
    target = _parser().normalizeLink(spelled)
    return target if _parser().validateLink(target) else None


def _parsed(text: str) -> tuple[Piece, ...]:
    tokens: list[Token] = []
    environment: dict[str, Any] = {}
    parser = _parser()
    parser.inline.parse(text.replace("\0", "\ufffd"), parser, environment, tokens)
    return tuple(_Walk(text).pieces(tokens))


class _Walk:
    """The cursor beside the tokens."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.strong = 0
        self.emphasis = 0
        self.targets: list[str] = []

    def pieces(self, tokens: Sequence[Token]) -> Iterable[Piece]:
        for token in tokens:
            piece = self._step(token)
            if piece is not None:
                yield piece

    def _step(self, token: Token) -> Piece | None:
        makers: dict[str, Callable[[Token], Piece | None]] = {
            "text": self._text,
            "text_special": self._escaped,
            "code_inline": self._code,
            "softbreak": self._line_break,
            "hardbreak": self._line_break,
            "html_inline": self._tag,
            "image": self._image,
        }
        if token.type in makers:
            return makers[token.type](token)
        self._style(token)
        return None

    def _text(self, token: Token) -> Piece | None:
        return self._made("text", token.content, token.content)

    def _escaped(self, token: Token) -> Piece | None:
        return self._made("text", token.content, token.markup)

    def _find(self, literal: str) -> int:
        found = self.text.find(literal, self.at) if literal else -1
        return found if found >= 0 else self.at

    def _made(self, form: Form, content: str, literal: str) -> Piece | None:
        if not literal:
            return None
        start = self._find(literal)
        self.at = min(len(self.text), start + len(literal))
        return self._piece(form, content, start, self.at)

    def _piece(self, form: Form, content: str, start: int, end: int) -> Piece:
        target = self.targets[-1] if self.targets else None
        return Piece(form, content, start, end, self.strong > 0, self.emphasis > 0, target)

    def _code(self, token: Token) -> Piece:
        opened = self._find(token.markup)
        inside = opened + len(token.markup)
        closing = self.text.find(token.markup, inside)
        closing = closing if closing >= 0 else len(self.text)
        self.at = min(len(self.text), closing + len(token.markup))
        raw = self.text[inside:closing]
        start = inside + (len(raw) - len(raw.lstrip()))
        return self._piece("code", token.content.strip(), start, start + len(raw.strip()))

    def _line_break(self, _token: Token) -> Piece:
        start = self._find("\n")
        self.at = min(len(self.text), start + 1)
        return self._piece("break", "\n", start, self.at)

    def _tag(self, token: Token) -> Piece:
        start = self._find(token.content)
        self.at = min(len(self.text), start + len(token.content))
        return tag_piece(token.content, start, self.at)

    def _image(self, token: Token) -> Piece:
        start = self._find("![")
        end = self.text.find(")", start)
        self.at = end + 1 if end >= 0 else len(self.text)
        return Piece("image", token.content, start, self.at)

    def _style(self, token: Token) -> None:
        if token.type in ("strong_open", "strong_close"):
            self.strong += token.nesting
            self._skip(token.markup)
        elif token.type in ("em_open", "em_close"):
            self.emphasis += token.nesting
            self._skip(token.markup)
        elif token.type == "link_open":
            self.targets.append(str(token.attrGet("href") or ""))
            self._skip("<" if token.markup == "autolink" else "[")
        elif token.type == "link_close":
            self.targets = self.targets[:-1]
            self._close_link(token)

    def _skip(self, literal: str) -> None:
        self.at = min(len(self.text), self._find(literal) + len(literal))

    def _close_link(self, token: Token) -> None:
        if token.markup == "autolink":
            self._skip(">")
            return
        self._skip("]")
        if self.text.startswith("(", self.at):
            self.at = self._after_destination(self.at)

    def _after_destination(self, at: int) -> int:
        """The offset behind ``(destination "title")``; ``at`` is on the opening parenthesis."""
        helpers = _parser().helpers
        result = helpers.parseLinkDestination(self.text, at + 1 + _spaces(self.text, at + 1), len(self.text))
        end = self.text.find(")", result.pos if result.ok else at)
        return end + 1 if end >= 0 else len(self.text)


def destination(text: str, at: int, target: str) -> tuple[int, int] | None:
    """Where inline text spells the target of the link whose text ends at ``at``; None where it cannot be found."""
    opened = text.find("](", at)
    if opened < 0:
        return None
    start = opened + 2 + _spaces(text, opened + 2)
    if text.startswith(f"{target})", start):
        return start, start + len(target)
    found = _parser().helpers.parseLinkDestination(text, start, len(text))
    if not found.ok or _parser().normalizeLink(found.str) != target:
        return None
    return (start + 1, found.pos - 1) if text.startswith("<", start) else (start, found.pos)


def _spaces(text: str, at: int) -> int:
    count = 0
    while at + count < len(text) and text[at + count] in " \n":
        count += 1
    return count


def plain(pieces: Sequence[Piece]) -> str:
    """The text a reader sees: markup gone, ``<br>`` and line ends as spaces, white space single."""
    if len(pieces) == 1 and pieces[0].form in _SHOWN:
        return " ".join(pieces[0].text.split())
    parts = [
        piece.text if piece.form in _SHOWN else " " if piece.form == "break" or piece.tag == "br" else ""
        for piece in pieces
    ]
    return " ".join("".join(parts).split())


@lru_cache(maxsize=4_000)
def plain_text(text: str) -> str:
    """``plain`` of inline source; memoised, because tables repeat their cells."""
    return plain(pieces_of(text))


def runs(pieces: Iterable[Piece]) -> list[list[Piece]]:
    r"""Neighbouring pieces of one style and target, those that show nothing left out; tags and line breaks part them.

    An escaped character is a piece of its own, so no single piece holds ``A\_B``.
    """
    found: list[list[Piece]] = []
    for piece in pieces:
        if piece.form not in ("text", "code"):
            found.append([])
            continue
        last = found[-1] if found else []
        if not last or (last[-1].marked, last[-1].target) != (piece.marked, piece.target):
            found.append([])
        found[-1].append(piece)
    return [run for run in found if "".join(piece.text for piece in run).strip()]
