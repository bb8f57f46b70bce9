"""The content of a section as a tree, with definition lists recovered.

Published pages lose tags: a value list inside a ``<dd>`` starts with a bare ``<dt>``, so ``<dt>`` inside an open
``<dd>`` opens an implicit ``<dl>``. Paragraphs, HTML blocks and table cells all feed one builder, because one
list runs through all of them.
"""

import html
import re
from collections.abc import Iterable, Sequence
from typing import Literal

from specgen.model.records import Growing, field
from specgen.model.spans import Quote
from specgen.reader.blocks import Block, Markup, tokenise
from specgen.reader.inline import parse_inline, plain
from specgen.reader.pieces import Piece
from specgen.reader.source import Extract

MAX_DEPTH = 60
_STRUCTURE = frozenset({"dl", "dt", "dd", "table", "tr", "td", "th", "p", "ul", "ol", "li"})
_STRONG = {"b", "strong"}
_REFERENCE = re.compile(r"\]\[\d+\]|\]\([^()\s]*\)|\[(?=\s*$)")
_EMPHASIS = {"i", "em", "code"}


class Para(Growing):
    """A run of inline text: some pieces of one extract."""

    extract: Extract
    pieces: list[Piece]
    _text: str | None = None

    @property
    def text(self) -> str:
        """What a reader sees; asked for often, and first when the tree is complete."""
        if self._text is None:
            self._text = plain(self.pieces)
        return self._text

    def quote(self, pieces: Sequence[Piece] | None = None) -> Quote:
        """The source of the pieces (all of them by default), from the first that shows to the last."""
        chosen = shown_of(self.pieces if pieces is None else pieces, self.pieces)
        return self.extract.quote(chosen[0].start, chosen[-1].end)


def shown_of(pieces: Sequence[Piece], others: Sequence[Piece]) -> Sequence[Piece]:
    """The pieces to quote: ``pieces`` without line breaks, or ``others`` where nothing is left."""
    return [one for one in pieces if one.form != "break"] or others


class Item(Growing):
    """A term (its paragraphs) and what describes it."""

    terms: list[Para] = field(default_factory=list)
    body: list["Node"] = field(default_factory=list)


class DefList(Growing):
    """A definition list; ``implicit`` if no tag opened it."""

    items: list[Item] = field(default_factory=list)
    implicit: bool = False


class Table(Growing):
    """A table: rows of cells, each cell a list of nodes. ``line`` is its first line."""

    rows: list[list[list["Node"]]] = field(default_factory=list)
    line: int = 0


class Quoted(Growing):
    """A block quote, or the items of a bullet list (``bullets``)."""

    nodes: list["Node"]
    bullets: bool = False


class Code(Growing):
    """A fence."""

    block: Block


class Headed(Growing):
    """A heading inside a section, and what stands under it."""

    term: Para
    nodes: list["Node"]


Node = Para | DefList | Table | Quoted | Code | Headed


class _Frame(Growing):
    kind: Literal["root", "dl", "dt", "dd", "table", "tr", "td"]
    items: DefList | None = None
    item: Item | None = None
    nodes: list[Node] | None = None
    table: Table | None = None


def flow(blocks: Iterable[Block]) -> list[Node]:
    """The tree of a section's blocks."""
    builder = _Builder()
    for block in blocks:
        builder.block(block)
    return builder.root


def cell_flow(extract: Extract) -> list[Node]:
    """The tree of one table cell."""
    builder = _Builder()
    builder.pieces(extract, parse_inline(extract))
    return builder.root


class _Builder:
    def __init__(self) -> None:
        self.root: list[Node] = []
        self.stack: list[_Frame] = [_Frame("root", nodes=self.root)]
        self.para: Para | None = None
        self.waiting: list[tuple[Extract, Piece]] = []

    def block(self, block: Block) -> None:
        if block.form == "paragraph":
            self.pieces(block.extract, parse_inline(block.extract))
        elif block.form == "html":
            self.markup(block.extract)
        elif block.form == "table":
            self._add(Table([[cell_flow(cell) for cell in row] for row in block.rows], block.first_line))
        elif block.form == "fence":
            self._add(Code(block))
        elif block.form in ("quote", "bullets"):
            self._add(Quoted(flow(block.children), bullets=block.form == "bullets"))
        self.para = None

    def pieces(self, extract: Extract, pieces: Iterable[Piece]) -> None:
        style = {"strong": 0, "emphasis": 0}
        for piece in pieces:
            if piece.form != "tag":
                self._text(extract, _styled(piece, style))
            elif piece.tag.lstrip("/") in _STRUCTURE:
                self._tag(piece.tag, extract, piece.start)
            else:
                _restyle(style, piece.tag)
                self._text(extract, piece)
        self.para = None

    def markup(self, extract: Extract) -> None:
        style = {"strong": 0, "emphasis": 0}
        for token in tokenise(extract.text):
            tag = token.tag if token.form == "open" else f"/{token.tag}"
            if token.form == "text":
                self._markdown(extract, token, style)
            elif token.tag in _STRUCTURE:
                self._tag(tag, extract, token.start)
            else:
                _restyle(style, tag)
                identifier = token.attributes.get("id") or token.attributes.get("name")
                text = extract.text[token.start : token.end]
                self._text(extract, Piece("tag", text, token.start, token.end, tag=tag, identifier=identifier))
        self.para = None

    def _markdown(self, extract: Extract, token: Markup, style: dict[str, int]) -> None:
        """Text between tags of an HTML block: no Markdown is read there, though authors left marks of it."""
        raw = extract.text[token.start : token.end]
        if raw.strip():
            text = html.unescape(_REFERENCE.sub("", raw)).replace("\\_", "_")
            self._text(extract, _styled(Piece("text", text, token.start, token.end), style))

    def _text(self, extract: Extract, piece: Piece) -> None:
        if piece.form == "tag" and self.stack[-1].kind == "dl":
            # An anchor between two items belongs to the next term.
            self.waiting += [(extract, piece)] if piece.identifier else []
            return
        if self.para is None or self.para.extract is not extract:
            if piece.form == "break" or (piece.form == "text" and not piece.text.strip()):
                return
            self.para = Para(extract, [])
            self._add_para(self.para)
        self.para.pieces.append(piece)

    def _add_para(self, para: Para) -> None:
        top = self.stack[-1]
        if top.kind == "dt" and top.item is not None:
            top.item.terms.append(para)
        else:
            self._add(para, keep=True)

    def _add(self, node: Node, *, keep: bool = False) -> None:
        if not keep:
            self.para = None
        for frame in reversed(self.stack):
            if frame.kind == "dt" and frame.item is not None:
                frame.item.body.append(node)
                return
            if frame.kind == "dl" and frame.items is not None and frame.items.items:
                frame.items.items[-1].body.append(node)
                return
            if frame.nodes is not None:
                frame.nodes.append(node)
                return

    def _tag(self, tag: str, extract: Extract, start: int) -> None:
        self.para = None
        closing, name = tag.startswith("/"), tag.lstrip("/")
        name = "td" if name == "th" else name
        if name in ("dl", "dt", "dd"):
            (self._close_list if closing else self._open_list)(name)
        elif name in ("table", "tr", "td"):
            self._close_table(name) if closing else self._open_table(name, extract, start)

    def _open_list(self, name: str) -> None:
        if len(self.stack) > MAX_DEPTH:
            return
        if name == "dl":
            self._push_list(implicit=False)
        elif name == "dt":
            self._leave("dt")
            if self.stack[-1].kind != "dl":
                self._push_list(implicit=True)
            self._push_item("dt", Item())
        else:
            self._leave("dt")
            if self.stack[-1].kind != "dl":
                self._leave("dd")
            if self.stack[-1].kind != "dl":
                return
            items = self.stack[-1].items
            if items is not None and not items.items:
                items.items.append(Item())
            if items is not None:
                self.stack.append(_Frame("dd", item=items.items[-1], nodes=items.items[-1].body))

    def _push_list(self, *, implicit: bool) -> None:
        made = DefList(implicit=implicit)
        self._add(made)
        self.stack.append(_Frame("dl", items=made))

    def _push_item(self, kind: Literal["dt"], item: Item) -> None:
        items = self.stack[-1].items
        if items is not None:
            item.terms += [Para(extract, [piece]) for extract, piece in self.waiting]
            self.waiting = []
            items.items.append(item)
            self.stack.append(_Frame(kind, item=item))

    def _leave(self, kind: str) -> None:
        """Close the innermost frame if it is of ``kind``."""
        if self.stack[-1].kind == kind:
            self.stack.pop()

    def _close_list(self, name: str) -> None:
        if name == "dt" and self.stack[-1].kind == "dd":
            self._open_late(self.stack[-1])
        for depth in range(len(self.stack) - 1, 0, -1):
            kind = self.stack[depth].kind
            if kind == name:
                del self.stack[depth:]
                return
            if kind in ("td", "table"):
                return

    def _open_late(self, described: _Frame) -> None:
        """A term whose opening tag is missing is the last line of the text before it, where that is set apart."""
        last = described.nodes[-1] if described.nodes else None
        breaks = [at for at, one in enumerate(last.pieces) if one.form == "break"] if isinstance(last, Para) else []
        if not isinstance(last, Para) or not breaks or breaks[-1] + 1 >= len(last.pieces):
            return
        if last.pieces[breaks[-1] + 1].marked:
            term = Para(last.extract, last.pieces[breaks[-1] + 1 :])
            del last.pieces[breaks[-1] :]
            self._close_list("dd")
            self._open_list("dt")
            self._add_para(term)

    def _open_table(self, name: str, extract: Extract, start: int) -> None:
        if len(self.stack) > MAX_DEPTH:
            return
        if name == "table":
            made = Table(line=extract.place(start)[0])
            self._add(made)
            self.stack.append(_Frame("table", table=made))
            return
        owner = next((frame.table for frame in reversed(self.stack) if frame.table is not None), None)
        if owner is None:
            return
        self._pop_to({"table"} if name == "tr" else {"table", "tr"})
        if name == "tr":
            owner.rows.append([])
            self.stack.append(_Frame("tr", table=owner))
            return
        if not owner.rows:
            owner.rows.append([])
        cell: list[Node] = []
        owner.rows[-1].append(cell)
        self.stack.append(_Frame("td", nodes=cell))

    def _pop_to(self, kinds: set[str]) -> None:
        while len(self.stack) > 1 and self.stack[-1].kind not in kinds:
            self.stack.pop()

    def _close_table(self, name: str) -> None:
        for depth in range(len(self.stack) - 1, 0, -1):
            if self.stack[depth].kind == name:
                del self.stack[depth:]
                return


def _restyle(style: dict[str, int], tag: str) -> None:
    step = -1 if tag.startswith("/") else 1
    name = tag.lstrip("/")
    if name in _STRONG:
        style["strong"] = max(0, style["strong"] + step)
    elif name in _EMPHASIS:
        style["emphasis"] = max(0, style["emphasis"] + step)


def _styled(piece: Piece, style: dict[str, int]) -> Piece:
    if piece.form != "text" or not (style["strong"] or style["emphasis"]):
        return piece
    return Piece(
        piece.form,
        piece.text,
        piece.start,
        piece.end,
        strong=piece.strong or style["strong"] > 0,
        emphasis=piece.emphasis or style["emphasis"] > 0,
        target=piece.target,
    )


def paragraphs(nodes: Iterable[Node]) -> list[Para]:
    """The paragraphs directly among ``nodes``, those of quotes included."""
    found: list[Para] = []
    for node in nodes:
        if isinstance(node, Para):
            found.append(node)
        elif isinstance(node, Quoted):
            found.extend(paragraphs(node.nodes))
    return found
