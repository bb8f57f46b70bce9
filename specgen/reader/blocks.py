"""Markdown blocks with their places: markdown-it-py decides what is a block, the page's own lines give the text.

Only the block rules run; inline text is parsed on demand (``inline``). HTML blocks are tokenised with offsets,
because tree parsers repair, and drop the places of, exactly the damage that has to be read.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser
from typing import Literal

from markdown_it.token import Token

from specgen.model.records import Record
from specgen.reader.block_rules import block_tokens
from specgen.reader.source import Extract, Source

Form = Literal["heading", "paragraph", "html", "fence", "table", "quote", "bullets", "rule"]
_NESTED = {"blockquote_open": "quote", "bullet_list_open": "bullets", "ordered_list_open": "bullets"}
_PIPE = re.compile(r"\|")
MAX_NESTING = 40


class Block(Record, frozen=True):
    """One block, from ``first_line`` to ``last_line`` (from 1, inclusive).

    ``level`` is a heading's; ``info`` a fence's; ``rows`` a table's cells (header first); ``children`` what a quote or
    list holds.
    """

    form: Form
    first_line: int
    last_line: int
    extract: Extract
    level: int = 0
    info: str = ""
    rows: tuple[tuple[Extract, ...], ...] = ()
    children: tuple["Block", ...] = ()


def read_blocks(source: Source, first_line: int) -> tuple[Block, ...]:
    """The blocks of the page from ``first_line`` on (1-based), in order, nested ones inside their parents."""
    text = "\n".join(source.lines[first_line - 1 :]).replace("\0", "\ufffd")
    return _Builder(source, first_line).build(block_tokens(text, MAX_NESTING))


@dataclass
class _Builder:
    source: Source
    offset: int
    _stack: list[list[Block]] = field(default_factory=lambda: [[]])
    _opened: list[tuple[Form, Token]] = field(default_factory=list)

    def build(self, tokens: Sequence[Token]) -> tuple[Block, ...]:
        index = 0
        while index < len(tokens):
            index = self._take(tokens, index)
        return tuple(self._stack[0])

    def _take(self, tokens: Sequence[Token], index: int) -> int:
        token = tokens[index]
        if token.type == "paragraph":
            self._paragraph(token)
        elif token.type in _NESTED:
            self._opened.append((_NESTED[token.type], token))  # type: ignore[arg-type]
            self._stack.append([])
        elif token.type in ("blockquote_close", "bullet_list_close", "ordered_list_close"):
            self._close()
        elif token.type == "heading_open":
            self._add("heading", tokens[index + 1], level=int(token.tag[1]))
            return index + 3
        elif token.type == "html_block":
            self._add("html", token)
        elif token.type in ("fence", "code_block"):
            self._fence(token)
        elif token.type == "table":
            self._table(token)
        return index + 1

    def _lines(self, token: Token) -> tuple[int, int]:
        first, end = token.map or (0, 1)
        return first + self.offset, max(first + 1, end) + self.offset - 1

    def _put(self, block: Block) -> None:
        self._stack[-1].append(block)

    def _close(self) -> None:
        form, token = self._opened.pop()
        children = tuple(self._stack.pop())
        first, last = self._lines(token)
        self._put(Block(form, first, last, self.source.extract(first, last), children=children))

    def _add(self, form: Form, token: Token, level: int = 0) -> None:
        first, last = self._lines(token)
        extract = self._content(token.content, first)
        self._put(Block(form, first, last, extract, level=level))

    def _paragraph(self, token: Token) -> None:
        """A paragraph, or the table that it was: translation puts all rows on one line and drops the separator."""
        first, last = self._lines(token)
        rows = _joined_rows(self.cells(first)) if first == last and token.content.startswith("|") else ()
        if not rows:
            self._add("paragraph", token)
            return
        self._put(Block("table", first, last, self.source.extract(first, last), rows=rows))

    def _fence(self, token: Token) -> None:
        first, last = self._lines(token)
        start = min(first + 1, last) if token.type == "fence" else first
        content = token.content.removesuffix("\n")
        self._put(Block("fence", first, last, self._content(content, start), info=token.info.strip()))

    def _content(self, content: str, first: int) -> Extract:
        """The token's content, line by line at the place it has in the page (quote and list marks cut away)."""
        lines = content.rstrip("\n").split("\n")
        if self.source.lines[first - 1 : first - 1 + len(lines)] == lines:
            return self.source.extract(first, first - 1 + len(lines))
        texts, origins = [], []
        for number, line in enumerate(lines, first):
            whole = self.source.lines[number - 1] if number <= len(self.source.lines) else ""
            wanted = line.strip()
            at = whole.rfind(wanted) if wanted else len(whole)
            if at < 0:
                at, wanted = 0, whole
            lead = len(line) - len(line.lstrip()) if at >= 0 else 0
            start = at - lead if whole[at - lead : at] == line[:lead] and at >= lead else at
            rest = whole[at + len(wanted) :]
            texts.append(whole[start:] if not rest.strip() else whole[start : at + len(wanted)])
            origins.append((number, start + 1))
        return Extract("\n".join(texts), tuple(origins))

    def _table(self, token: Token) -> None:
        """A table; its second line, which parts the head from the rows below it, is no row."""
        first, last = self._lines(token)
        rows = tuple(map(self.cells, (first, *range(first + 2, last + 1))))
        self._put(Block("table", first, last, self.source.extract(first, last), rows=rows))

    def cells(self, line: int) -> tuple[Extract, ...]:
        """The cells of one pipe row, trimmed."""
        return split_row(self.source.extract(line, line))


def split_row(row: Extract) -> tuple[Extract, ...]:
    """The cells of a pipe row: cut at each ``|`` that no backslash escapes, outer pipes and white space dropped."""
    text = row.text
    cuts = [match.start() for match in _PIPE.finditer(text) if not _escaped(text, match.start())]
    edges = [-1, *cuts, len(text)]
    cells = [(start + 1, end) for start, end in itertools.pairwise(edges)]
    if cells and not text[slice(*cells[0])].strip(" \t>"):
        cells = cells[1:]
    if len(cells) > 1 and not text[slice(*cells[-1])].strip():
        cells = cells[:-1]
    return tuple(_trimmed(row, start, end) for start, end in cells)


def _joined_rows(cells: Sequence[Extract]) -> tuple[tuple[Extract, ...], ...]:
    """The rows of a table that stands on one line, where an empty cell parts them; none if it is no such line."""
    groups = [tuple(run) for shows, run in itertools.groupby(cells, key=lambda cell: bool(cell.text.strip())) if shows]
    if len(groups) < 2 or any(len(group) != len(groups[0]) for group in groups) or len(groups[0]) < 2:
        return ()
    return ((), *groups)


def _escaped(text: str, at: int) -> bool:
    slashes = 0
    while at - slashes > 0 and text[at - slashes - 1] == "\\":
        slashes += 1
    return slashes % 2 == 1


def _trimmed(row: Extract, start: int, end: int) -> Extract:
    cell = row.text[start:end]
    shown = cell.strip()
    start += len(cell) - len(cell.lstrip())
    return row.cut(start, start + len(shown))


class Markup(Record, frozen=True):
    """One piece of an HTML block: an opening or closing tag (``tag`` in lower case), or text between tags."""

    form: Literal["open", "close", "text"]
    tag: str
    start: int
    end: int
    attributes: dict[str, str]


class _Tokeniser(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self._starts = [0]
        at = text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = text.find("\n", at + 1)
        self.text = text
        self.found: list[Markup] = []
        self._marks: list[tuple[str, str, int, dict[str, str]]] = []

    def _here(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._marks.append(("open", tag, self._here(), {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        self._marks.append(("close", tag, self._here(), {}))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_comment(self, _data: str) -> None:
        self._marks.append(("comment", "", self._here(), {}))

    def parse_marked_section(self, i: int, report: bool = True) -> int:  # noqa: FBT001,FBT002  the library's names
        """``<![``: as browsers do it, a comment, unless it is one of the sections of SGML."""
        place = self.lineno, self.offset
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            self.lineno, self.offset = place
            return self.parse_bogus_comment(i, report)

    def handle_data(self, _data: str) -> None:
        self._marks.append(("text", "", self._here(), {}))

    def handle_entityref(self, _name: str) -> None:
        self._marks.append(("text", "", self._here(), {}))

    def handle_charref(self, _name: str) -> None:
        self._marks.append(("text", "", self._here(), {}))

    def tokens(self) -> list[Markup]:
        self.feed(self.text)
        self.close()
        marks = [*self._marks, ("text", "", len(self.text), {})]
        for (form, tag, start, attributes), (_, _, end, _) in itertools.pairwise(marks):
            if form == "comment" or start == end:
                continue
            last = self.found[-1] if self.found else None
            if form == "text" and last is not None and last.form == "text" and last.end == start:
                self.found[-1] = Markup("text", "", last.start, end, {})
                continue
            self.found.append(Markup(form, tag, start, end, attributes))  # type: ignore[arg-type]
        return self.found


@lru_cache(maxsize=2_000)
def tokenise(text: str) -> tuple[Markup, ...]:
    """The tags and texts of an HTML fragment, in order, with offsets into ``text``. Comments are left out.

    Memoised, because most fragments are the same few tags between paragraphs.
    """
    return tuple(_Tokeniser(text).tokens())
