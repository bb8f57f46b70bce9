"""Sentences: the text of an item cut into sentences that can still say where on the page they stand."""

import html
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from specgen.model.records import Record
from specgen.model.spans import Quote
from specgen.reader.constraints.tokens import NUMBER_WORDS, Token, read_number, tokenise
from specgen.reader.flow import Code, DefList, Headed, Inline, Node, Para, Quoted, Table
from specgen.reader.pieces import Piece
from specgen.reader.source import Extract

_END = re.compile(r"[.!?][\"”')\]]*(?=\s)|\n")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(\[])(?:e\.?g|i\.?e|vs|cf|no|fig|approx|inc|incl|resp|ca|[B-HJ-Zb-z])\.$", re.IGNORECASE
)
_TAG = re.compile(r"[\s:]*[/\\]?\[[^\[\]]{1,30}\]\s*")
_ENTITY = re.compile(r"&#?\w+;")
_MARKUP = "*_`["
_MAX_DEPTH = 12
_MAX_TEXT = 20_000


class Sentence(Record, frozen=True):
    """One sentence. ``text`` is what a reader sees, ``words`` its tokens in lower case, for a quick look.

    ``flag`` is the term of the nested value that it describes (None: the item itself). ``group`` counts the
    paragraphs of the item and those below it that open a list: a nested value has the number of the last one above it.
    ``has_number``: it spells one, in digits or as a word. ``start`` and ``end`` are its place in ``extract``.
    """

    text: str
    tokens: tuple[Token, ...]
    words: frozenset[str]
    has_number: bool
    extract: Extract
    start: int
    end: int
    flag: str | None
    group: int

    @property
    def quote(self) -> Quote:
        """Its source with its place."""
        return self.extract.quote(self.start, self.end)


class Flag(Record, frozen=True):
    """The term of a nested value, and the number of the paragraph above its list."""

    term: str
    group: int


@dataclass
class Prose:
    """What stands in the body of an item: its sentences and the terms of its nested values, in page order."""

    sentences: list[Sentence]
    flags: list[Flag]


@dataclass
class Told:
    """The same as paragraphs, before anybody looks for sentences in them: each with its flag and group."""

    paras: list[tuple[Para, str | None, int]]
    flags: list[Flag]
    group: int = 0

    def prose(self) -> Prose:
        """The sentences."""
        return Prose([one for para, flag, group in self.paras for one in sentences_of(para, flag, group)], self.flags)


def told_in(nodes: Iterable[Node]) -> Told:
    """The paragraphs and nested terms below ``nodes``."""
    told = Told([], [])
    _walk(nodes, told, None, 0)
    return told


def _walk(nodes: Iterable[Node], told: Told, flag: str | None, depth: int) -> None:
    if depth > _MAX_DEPTH:
        return
    for node in nodes:
        if isinstance(node, Para):
            told.group += flag is None or node.text.endswith(":")
            told.paras.append((node, flag, told.group))
        elif isinstance(node, Quoted):
            _walk(node.nodes, told, "" if node.bullets and flag is None else flag, depth + 1)
        elif isinstance(node, DefList):
            for item in node.items:
                _nested(item.terms, item.body, told, depth)
        elif isinstance(node, Headed):
            _nested([node.term], node.nodes, told, depth)
        elif isinstance(node, Table):
            _rows(node, told, depth)
        elif isinstance(node, Code):
            continue


def _nested(terms: Sequence[Para], body: Sequence[Node], told: Told, depth: int) -> None:
    term = next((para.text for para in terms if para.text), "")
    told.flags.append(Flag(term, told.group))
    _walk(body, told, term, depth + 1)


def _rows(table: Table, told: Told, depth: int) -> None:
    for row in table.rows:
        if not row:
            continue
        terms = [node for node in row[0] if isinstance(node, Para)]
        term = next((para.text for para in terms if para.text), "")
        told.flags.append(Flag(term, told.group))
        _walk([node for cell in row[1:] for node in cell], told, term, depth + 1)


def sentences_of(para: Para, flag: str | None = None, group: int = 0) -> list[Sentence]:
    """The sentences of a paragraph; line breaks that were written as ``<br>`` end one too.

    A tag in brackets that opens the paragraph (``[in, out]``, ``[!NOTE]``) belongs to none.
    """
    extract, inline = para.extract, para.inline
    said = _remembered(extract.text, inline) if inline is not None else _said(extract.text, para.pieces)
    return [
        Sentence(one.text, one.tokens, one.words, one.has_number, extract, one.start, one.end, flag, group)
        for one in said
    ]


class _Said(Record, frozen=True):
    """A sentence without its place on a page: offsets into the text that its paragraph was cut from."""

    text: str
    tokens: tuple[Token, ...]
    words: frozenset[str]
    has_number: bool
    start: int
    end: int


@lru_cache(maxsize=4_000)
def _remembered(raw: str, inline: Inline) -> tuple[_Said, ...]:
    """What a whole paragraph says; memoised, because two of three below items repeat in a docset."""
    return _said(raw, inline.pieces)


def _said(raw: str, pieces: Sequence[Piece]) -> tuple[_Said, ...]:
    """What the pieces of ``raw`` say."""
    text, places = _plain(pieces)
    if not text.strip() or len(text) > _MAX_TEXT:
        return ()
    apart = [(start, start + len(piece.text)) for start, piece in places if piece.marked]
    tag = _TAG.match(text)
    edges = [tag.end() if tag else 0, *_ends(text), len(text)]
    found = []
    for start, end in itertools.pairwise(edges):
        if not text[start:end].strip():
            continue
        shown = text[start:end].replace("\n", " ")
        tokens = tokenise(shown, [(first - start, last - start) for first, last in apart])
        words = frozenset([token.low for token in tokens])
        numbers = [token for token in tokens if token.form == "number"]
        has_number = not words.isdisjoint(NUMBER_WORDS) or any(read_number(one) is not None for one in numbers)
        found.append(_Said(shown.strip(), tokens, words, has_number, *_source(raw, places, start, end)))
    return tuple(found)


def _plain(pieces: Iterable[Piece]) -> tuple[str, list[tuple[int, Piece]]]:
    """The text of a paragraph (``<br>`` is a line end), and where in it each piece begins."""
    parts: list[str] = []
    places: list[tuple[int, Piece]] = []
    at = 0
    for piece in pieces:
        shown = (
            piece.text.replace("\n", " ") if piece.form in ("text", "code") else " " if piece.form == "break" else ""
        )
        shown = "\n" if piece.tag == "br" else shown
        if shown:
            places.append((at, piece))
            parts.append(shown)
            at += len(shown)
    return "".join(parts), places


def _ends(text: str) -> Iterator[int]:
    """The offsets behind the sentences of ``text``, the last one left out."""
    for match in _END.finditer(text):
        before = text[max(0, match.start() - 12) : match.start() + 1]
        if match[0][0] != "." or not _ABBREVIATED.search(before):
            yield match.end()


def _source(raw: str, places: Sequence[tuple[int, Piece]], start: int, end: int) -> tuple[int, int]:
    """The stretch of the extract that spells ``text[start:end]``, with the marks of emphasis around it."""
    first = _offset(raw, places, start)
    last = _offset(raw, places, end)
    while first > 0 and raw[first - 1] in _MARKUP:
        first -= 1
    while last < len(raw) and raw[last] in "*_`":
        last += 1
    return first, max(first, last)


def _offset(raw: str, places: Sequence[tuple[int, Piece]], at: int) -> int:
    """Where in the extract the character at ``at`` of the plain text is written (behind the last one: its end)."""
    for start, piece in places:
        length = len(piece.text) if piece.form in ("text", "code") else 1
        if at < start:
            return piece.start
        if at == start:
            return piece.start
        if at < start + length:
            return _inside(raw, piece, at - start)
    return places[-1][1].end if places else 0


def _inside(raw: str, piece: Piece, count: int) -> int:
    """The offset behind ``count`` characters of a piece whose source may spell them longer (``&lt;``, an escape)."""
    if piece.end - piece.start == len(piece.text):
        return piece.start + count
    at = piece.start
    for char in piece.text[:count]:
        at = _behind(raw, at, piece.end, char)
    return at


def _behind(raw: str, at: int, end: int, char: str) -> int:
    while at < end:
        entity = _ENTITY.match(raw, at, end)
        if entity and html.unescape(entity[0]) == char:
            return entity.end()
        if raw[at] == char:
            return at + 1
        at += 1
    return end
