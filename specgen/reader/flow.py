"""The content of a section as a tree, with definition lists recovered.

Published pages lose tags: a value list inside a ``<dd>`` starts with a bare ``<dt>``, so ``<dt>`` inside an open
``<dd>`` opens an implicit ``<dl>``. Paragraphs, HTML blocks and table cells all feed one builder, because one
list runs through all of them.
"""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Literal

from specgen.model.change import changed
from specgen.model.records import Growing, Record, field
from specgen.model.spans import Quote
from specgen.reader.blocks import Block, Markup, tokenise
from specgen.reader.inline import pieces_of, plain
from specgen.reader.pieces import Piece
from specgen.reader.source import Extract

MAX_DEPTH = 60
_STRUCTURE = frozenset({"dl", "dt", "dd", "table", "tr", "td", "th", "p", "ul", "ol", "li"})
_ENDS = {f"/{name}": name for name in _STRUCTURE}
_STRUCTURAL = _STRUCTURE | _ENDS.keys()
_LISTS = frozenset({"dl", "dt", "dd"})
_TABLES = {"table": "table", "tr": "tr", "td": "td", "th": "td"}
_STRONG = {"b", "strong"}
_REFERENCE = re.compile(r"\]\[\d+\]|\]\([^()\s]*\)|\[(?=\s*$)")
_EMPHASIS = {"i", "em", "code"}
_STYLING = frozenset(_STRONG | _EMPHASIS)


class Inline(Record, frozen=True, eq=False):
    """Inline text as a paragraph shows it, wherever it stands: one object for each text, remembered.

    ``steps`` are its pieces with the style that tags give them. Where ``divided`` is false no tag among them is one of
    lists or tables, so that all of them, without what shows nothing at the start, are one paragraph: ``pieces``, of
    which a reader sees ``text``. ``tagged``: other tags are among those; ``broken``: ``<br>`` is among them;
    ``identifiers``: those of their ``<span id>``.
    """

    steps: tuple[Piece, ...]
    divided: bool
    tagged: bool = False
    pieces: tuple[Piece, ...] = ()
    text: str = ""
    broken: bool = False
    identifiers: tuple[str, ...] = ()


class Para(Growing):
    """A run of inline text: some pieces of one extract; ``inline`` if they are all that the extract shows."""

    extract: Extract
    pieces: Sequence[Piece]
    _text: str | None = None
    inline: Inline | None = None

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
    inline = _inline(extract.text)
    if not inline.divided:
        return [Para(extract, inline.pieces, inline.text, inline)] if inline.pieces else []
    builder = _Builder()
    builder.pieces(extract, inline)
    return builder.root


@lru_cache(maxsize=20_000)
def _inline(text: str) -> Inline:
    """Memoised, because three of four paragraphs repeat."""
    steps = pieces_of(text)
    tags = [piece.tag for piece in steps if piece.form == "tag"] if "<" in text else []
    if not _STYLING.isdisjoint(tags):
        steps = tuple(_styled_by_tags(steps))
    if not _STRUCTURAL.isdisjoint(tags):
        return Inline(steps, divided=True)
    pieces = steps
    if steps and _shows_nothing(steps[0]):
        first = next((at for at, piece in enumerate(steps) if not _shows_nothing(piece)), len(steps))
        pieces = steps[first:]
    if not tags:
        return Inline(steps, divided=False, pieces=pieces, text=plain(pieces))
    return Inline(
        steps,
        divided=False,
        tagged=True,
        pieces=pieces,
        text=plain(pieces),
        broken="br" in tags,
        identifiers=tuple(identifiers(pieces)),
    )


def identifiers(pieces: Iterable[Piece]) -> list[str]:
    """The English names that empty ``<span id>`` tags carry."""
    return [piece.identifier for piece in pieces if piece.identifier and piece.tag == "span"]


def _shows_nothing(piece: Piece) -> bool:
    """Whether a piece before all others opens no paragraph."""
    return piece.form == "break" or (piece.form == "text" and not piece.text.strip())


@lru_cache(maxsize=4_000)
def _markup_steps(text: str) -> tuple[Piece, ...]:
    """The tags of an HTML block, and its text with their style; memoised, because few tags stand between paragraphs."""
    return tuple(_styled_by_tags(_markup_pieces(text)))


def _markup_pieces(text: str) -> Iterator[Piece]:
    for token in tokenise(text):
        if token.form == "text":
            yield from _markdown(text, token)
            continue
        tag = token.tag if token.form == "open" else f"/{token.tag}"
        identifier = token.attributes.get("id") or token.attributes.get("name")
        yield Piece("tag", text[token.start : token.end], token.start, token.end, tag=tag, identifier=identifier)


def _markdown(text: str, token: Markup) -> Iterator[Piece]:
    """Text between tags of an HTML block: no Markdown is read there, though authors left marks of it."""
    raw = text[token.start : token.end]
    if raw.strip():
        shown = html.unescape(_REFERENCE.sub("", raw)).replace("\\_", "_")
        yield Piece("text", shown, token.start, token.end)


class _Builder:
    def __init__(self) -> None:
        self.root: list[Node] = []
        self.stack: list[_Frame] = [_Frame("root", nodes=self.root)]
        self.para: Para | None = None
        self.shown: list[Piece] = []
        self.waiting: list[tuple[Extract, Piece]] = []

    def block(self, block: Block) -> None:
        if block.form == "paragraph":
            extract = block.extract
            self.pieces(extract, _inline(extract.text))
        elif block.form == "html":
            extract = block.extract
            self._steps(extract, _markup_steps(extract.text))
        elif block.form == "table":
            self._add(Table([[cell_flow(cell) for cell in row] for row in block.rows], block.first_line))
        elif block.form == "fence":
            self._add(Code(block))
        elif block.form in ("quote", "bullets"):
            self._add(Quoted(flow(block.children), bullets=block.form == "bullets"))
        self.para = None

    def pieces(self, extract: Extract, inline: Inline) -> None:
        if inline.divided or (inline.tagged and self.stack[-1].kind == "dl"):
            self._steps(extract, inline.steps)
        elif inline.pieces:
            self._add_para(Para(extract, inline.pieces, inline.text, inline))

    def _steps(self, extract: Extract, steps: Iterable[Piece]) -> None:
        for piece in steps:
            if piece.tag in _STRUCTURAL:
                self._tag(piece.tag, extract, piece.start)
            else:
                self._text(extract, piece)
        self.para = None

    def _text(self, extract: Extract, piece: Piece) -> None:
        if piece.form == "tag" and self.stack[-1].kind == "dl":
            # An anchor between two items belongs to the next term.
            self.waiting += [(extract, piece)] if piece.identifier else []
            return
        if self.para is None:
            if _shows_nothing(piece):
                return
            self.shown = []
            self.para = Para(extract, self.shown)
            self._add_para(self.para)
        self.shown.append(piece)

    def _add_para(self, para: Para) -> None:
        top = self.stack[-1]
        if top.kind == "dt" and top.item is not None:
            top.item.terms.append(para)
        elif top.nodes is not None:
            top.nodes.append(para)
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
        if tag in _LISTS:
            self._open_list(tag)
        elif (name := _ENDS.get(tag)) in _LISTS:
            self._close_list(name)
        elif tag in _TABLES:
            self._open_table(_TABLES[tag], extract, start)
        elif name in _TABLES:
            self._close_table(_TABLES[name])

    def _open_list(self, name: str) -> None:
        if len(self.stack) > MAX_DEPTH:
            return
        if name == "dl":
            self._push_list(implicit=False)
            return
        self._leave("dt")
        if name == "dt":
            if self.stack[-1].kind != "dl":
                self._push_list(implicit=True)
            self._push_item("dt", Item())
        else:
            self._open_body()

    def _open_body(self) -> None:
        if self.stack[-1].kind != "dl":
            self._leave("dd")
        top = self.stack[-1]
        if top.kind != "dl" or top.items is None:
            return
        if not top.items.items:
            top.items.items.append(Item())
        item = top.items.items[-1]
        self.stack.append(_Frame("dd", item=item, nodes=item.body))

    def _push_list(self, *, implicit: bool) -> None:
        made = DefList(implicit=implicit)
        self._add(made)
        self.stack.append(_Frame("dl", items=made))

    def _push_item(self, kind: Literal["dt"], item: Item) -> None:
        items = self.stack[-1].items
        if items is not None:
            if self.waiting:
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
        if self.stack[-1].kind == name:
            self.stack.pop()
            return
        for depth in range(len(self.stack) - 1, 0, -1):
            kind = self.stack[depth].kind
            if kind == name:
                del self.stack[depth:]
                return
            if kind in ("td", "table"):
                return

    def _open_late(self, described: _Frame) -> None:
        """A term whose opening tag is missing is the last line of the text before it, where that is set apart."""
        nodes = described.nodes or []
        last = nodes[-1] if nodes else None
        breaks = [at for at, one in enumerate(last.pieces) if one.form == "break"] if isinstance(last, Para) else []
        if not isinstance(last, Para) or not breaks or breaks[-1] + 1 >= len(last.pieces):
            return
        if last.pieces[breaks[-1] + 1].marked:
            term = Para(last.extract, last.pieces[breaks[-1] + 1 :])
            nodes[-1] = Para(last.extract, last.pieces[: breaks[-1]])
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


def _styled_by_tags(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, those of text with the style of the tags around them."""
    strong = emphasis = 0
    for piece in pieces:
        if piece.form == "tag":
            step = -1 if piece.tag.startswith("/") else 1
            name = piece.tag.lstrip("/")
            if name in _STRONG:
                strong = max(0, strong + step)
            elif name in _EMPHASIS:
                emphasis = max(0, emphasis + step)
        if piece.form == "text" and (strong or emphasis):
            yield changed(piece, strong=piece.strong or strong > 0, emphasis=piece.emphasis or emphasis > 0)
        else:
            yield piece


def paragraphs(nodes: Iterable[Node]) -> list[Para]:
    """The paragraphs directly among ``nodes``, those of quotes included."""
    found: list[Para] = []
    for node in nodes:
        if isinstance(node, Para):
            found.append(node)
        elif isinstance(node, Quoted):
            found.extend(paragraphs(node.nodes))
    return found
