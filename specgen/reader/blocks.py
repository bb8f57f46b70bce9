"""Markdown blocks with their places: markdown-it-py decides what is a block, the page's own lines give the text.

Only the block rules run; inline text is parsed on demand (``inline``). HTML blocks are tokenised with offsets,
because tree parsers repair, and drop the places of, exactly the damage that has to be read.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser
from typing import Literal

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from specgen.model.records import Record
from specgen.reader.block_rules import MOST_CELLS, block_at, block_tokens, html_form, opened
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


_TEXT = re.compile(r"[^\W\d_]|[*_][*_]?[^\W_]|\d++(?![.)])|[\[\\!(]")
"""How a line opens that can only be text: a letter, bold or italics before one, a number that is no item's, an escape.

An image too, and a bracket or parenthesis too; ``_text`` looks whether it may define a link.
"""
_HEADING = re.compile(r"(#{1,6})[ \t]++([^\s#|](?:[^|]*[^\s#|])?)")
"""A heading of one line that needs no trimming behind its mark, and could not head a table."""
_TABLE = re.compile(r"(\|[^\\\n]*\|)[ \t]*\n(\|(?:[ ]*:?-++:?[ ]*\|)+)[ \t]*(?:\n\|[^\n]*)*")
"""Lines that each open with a pipe, of which the second parts the head from the rows."""
_ITEM = re.compile(r"(?:[-+*]|[0-9]{1,9}[.)])(?:[ \t]|$)")
_MAY_GO_ON = " \t-+*0123456789"
"""How a line opens that may belong to a list although a blank line stands above it."""
_MAY_PART_CELLS = "|-:"
_FENCE = re.compile(r"(`{3,})([^`]*)")
_LOOKS_FURTHER = re.compile(
    r"""
      ^[ \t]*(?:[-+*](?:[ \t]|$) | [0-9]{1,9}[.)] | ``` | ~~~ | <[!?] | <(?:script|pre|style|textarea))
    | ^(?:[ ]{4}|[ ]{0,3}\t)
    | ^[ \t]*>[ \t>]*$
    """,
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
"""What may take in a blank line: lists, fences, indented code, some HTML, a quote that ends in an empty line."""
_LONGEST = 4_000
"""Characters of a stretch that is remembered."""
_LONGEST_LIST = 40
"""Lines of a list that is."""
_ENDS_LIST = "text"
"""Stands in for the line that ends a list, whatever it says."""


def read_blocks(source: Source, first_line: int) -> tuple[Block, ...]:
    """The blocks of the page from ``first_line`` on (1-based), in order, nested ones inside their parents."""
    return tuple(_Page(source, first_line).blocks())


class _Page:
    """A page read block by block: outside of others, no block knows what stands before it.

    Most blocks end at a blank line at the latest. Of the lines up to there (a stretch) text and HTML of the plain sort
    are told at sight, and so is a fence. A stretch in which nothing opens that may go on behind the blank line has the
    same blocks on every page, and is remembered. What is left is read where it stands.
    """

    def __init__(self, source: Source, first_line: int) -> None:
        self.source = source
        self.lines = source.lines
        self.start = first_line - 1
        self.whole: StateBlock | None = None
        self.odd = "\0" in source.text

    def blocks(self) -> Iterator[Block]:
        lines, at, end = self.lines, self.start, 0
        last = most = len(lines)
        while at < last:
            if not lines[at] or not lines[at].strip(" \t"):
                at += 1
                continue
            if end <= at:
                end, most = self._behind_stretch(at), last
            made = self._told_at_sight(at, end)
            if made is not None:
                yield made
                at = made.last_line
                continue
            asked = end - at <= most
            known = _stretch("\n".join(lines[at:end])) if asked else None
            if known is not None:
                yield from [_moved(block, at) for block in known]
                at = end
                continue
            if asked:
                # Of what is left not after each of its blocks again, which would take the square of its length.
                most = (end - at) // 2
            found, at = self._list(at) or self._in_place(at)
            yield from found

    def _behind_stretch(self, at: int) -> int:
        """The next blank line below line ``at`` (both from 0), or the end of the page."""
        lines, end = self.lines, at + 1
        while end < len(lines) and lines[end] and lines[end].strip(" \t"):
            end += 1
        return end

    def _told_at_sight(self, at: int, end: int) -> Block | None:
        """The block at line ``at`` (from 0), if it is plain; ``end`` is the next blank line."""
        line = self.lines[at]
        first = line[0]
        if self.odd:
            return None
        if first == "#":
            return _heading(line, at)
        if first == "`" and line.startswith("```"):
            return self._fence(at)
        form = html_form(line) if first == "<" else None
        if form is None:
            return self._text(at, end)
        _, up_to_blank = form
        if not up_to_blank or (end > at + 1 and self.lines[at + 1].lstrip(" \t")[0] in _MAY_PART_CELLS):
            return None
        return self._of_lines("html", at, end)

    def _text(self, at: int, end: int) -> Block | None:
        """The paragraph of lines that can be nothing else, up to a blank line or HTML that ends it."""
        lines, stop = self.lines, at
        while stop < end and _is_text(lines[stop]):
            stop += 1
        if stop == at or (stop < end and not _ends_text(lines[stop])):
            return None
        if lines[at][0] == "[" and any("]:" in line for line in lines[at:stop]):
            return None
        return self._of_lines("paragraph", at, stop)

    def _of_lines(self, form: Form, at: int, end: int) -> Block:
        """A block of whole lines, of which most have but one."""
        if end == at + 1:
            return Block(form, end, end, Extract(self.lines[at], ((end, 1),)))
        return Block(form, at + 1, end, self.source.extract(at + 1, end))

    def _list(self, at: int) -> tuple[Sequence[Block], int] | None:
        """What opens with an item at line ``at``, and the line behind it, if the end of a list is found soon.

        Below a blank line, what is neither indented nor an item ends every list; nothing behind it is looked at.
        """
        lines = self.lines
        if self.odd or _ITEM.match(lines[at]) is None:
            return None
        for end in range(at + 1, min(at + _LONGEST_LIST, len(lines))):
            line = lines[end]
            if line.strip(" \t") and line[0] not in _MAY_GO_ON and not lines[end - 1].strip(" \t"):
                text = "\n".join([*lines[at:end], _ENDS_LIST])
                found, behind = _list_of(text) if len(text) <= _LONGEST else _first_block(text)
                return [_moved(block, at) for block in found], at + behind
        return None

    def _fence(self, at: int) -> Block | None:
        """The fence that opens at line ``at``, if a line of nothing but its mark closes it, and it holds something."""
        opening = _FENCE.fullmatch(self.lines[at])
        end = at + 1
        while opening is not None and end < len(self.lines):
            line = self.lines[end]
            if "```" in line and line.lstrip().startswith("```"):
                break
            end += 1
        else:
            return None
        if self.lines[end] != opening[1]:
            return None
        last = end
        while last > at + 1 and not self.lines[last - 1]:
            last -= 1
        if last == at + 1:
            return None
        return Block("fence", at + 1, end + 1, self.source.extract(at + 2, last), info=opening[2].strip())

    def _in_place(self, at: int) -> tuple[tuple[Block, ...], int]:
        """The blocks that the library finds at line ``at``, and the line behind them (both from 0)."""
        if self.whole is None:
            self.whole = opened("\n".join(self.lines[self.start :]).replace("\0", "\ufffd"), MAX_NESTING)
        tokens, end = block_at(self.whole, at - self.start)
        return _Builder(self.source, self.start + 1).build(tokens), self.start + end


def _is_text(line: str) -> bool:
    return _TEXT.match(line) is not None or (line[0] == "<" and html_form(line) is None)


def _ends_text(line: str) -> bool:
    form = html_form(line) if line[0] == "<" else None
    return form is not None and form[0]


def _stretch(text: str) -> tuple[Block, ...] | None:
    """The blocks of lines between blank ones, as if the first were line 1; None where they may go on behind."""
    return _remembered(text) if len(text) <= _LONGEST else _blocks_of(text)


def _blocks_of(text: str) -> tuple[Block, ...] | None:
    if _LOOKS_FURTHER.search(text) or "\0" in text:
        return None
    source = Source("", text)
    table = _table(source) if text[0] == "|" else None
    return (table,) if table is not None else _Builder(source, 1).build(block_tokens(text, MAX_NESTING))


_remembered = lru_cache(maxsize=8_000)(_blocks_of)


def _first_block(text: str) -> tuple[tuple[Block, ...], int]:
    """What stands at the first line of a text, and the line behind it (from 0)."""
    tokens, end = block_at(opened(text, MAX_NESTING), 0)
    return _Builder(Source("", text), 1).build(tokens), end


_list_of = lru_cache(maxsize=2_000)(_first_block)


def _heading(line: str, at: int) -> Block | None:
    """The heading of a line that opens with its mark, if it is plain."""
    found = _HEADING.fullmatch(line)
    if found is None:
        return None
    return Block("heading", at + 1, at + 1, Extract(found[2], ((at + 1, found.start(2) + 1),)), level=len(found[1]))


def _table(source: Source) -> Block | None:
    """The table that a stretch is, if all of it can be nothing else."""
    text, rows = source.text, len(source.lines)
    found = _TABLE.fullmatch(text)
    if found is None:
        return None
    columns = found[2].count("|") - 1
    if found[1].count("|") - 1 != columns or columns * rows > MOST_CELLS:
        return None
    cells = [split_row(source.extract(line, line)) for line in (1, *range(3, rows + 1))]
    return Block("table", 1, rows, source.extract(1, rows), rows=tuple(cells))


def _moved(block: Block, by: int) -> Block:
    """The block ``by`` lines further down."""
    rows, children = block.rows, block.children
    return Block(
        block.form,
        block.first_line + by,
        block.last_line + by,
        block.extract.moved(by),
        block.level,
        block.info,
        tuple([tuple([cell.moved(by) for cell in row]) for row in rows]) if rows else (),
        tuple([_moved(child, by) for child in children]) if children else (),
    )


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
    text, at = row.text, 0
    cells: list[tuple[int, str]] = []
    for cell in text.split("|") if "\\|" not in text else _unescaped_cells(text):
        cells.append((at, cell))
        at += len(cell) + 1
    if not cells[0][1].strip(" \t>"):
        del cells[0]
    if len(cells) > 1 and not cells[-1][1].strip():
        del cells[-1]
    ((line, column),) = row.origins
    return tuple([_trimmed(cell, line, column + start) for start, cell in cells])


def _joined_rows(cells: Sequence[Extract]) -> tuple[tuple[Extract, ...], ...]:
    """The rows of a table that stands on one line, where an empty cell parts them; none if it is no such line."""
    groups = [tuple(run) for shows, run in itertools.groupby(cells, key=lambda cell: bool(cell.text.strip())) if shows]
    if len(groups) < 2 or any(len(group) != len(groups[0]) for group in groups) or len(groups[0]) < 2:
        return ()
    return ((), *groups)


def _unescaped_cells(text: str) -> list[str]:
    cuts = [match.start() for match in _PIPE.finditer(text) if not _escaped(text, match.start())]
    return [text[start + 1 : end] for start, end in itertools.pairwise([-1, *cuts, len(text)])]


def _escaped(text: str, at: int) -> bool:
    slashes = 0
    while at - slashes > 0 and text[at - slashes - 1] == "\\":
        slashes += 1
    return slashes % 2 == 1


def _trimmed(cell: str, line: int, column: int) -> Extract:
    return Extract(cell.strip(), ((line, column + len(cell) - len(cell.lstrip())),))


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
