"""Links: those of inline Markdown, and ``<a href>`` in HTML, which pages hold as well."""

import html
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from specgen.model.facts import Link
from specgen.model.spans import Quote
from specgen.reader.blocks import Block
from specgen.reader.inline import destination, parse_inline, plain
from specgen.reader.pieces import Piece
from specgen.reader.sections import Part
from specgen.reader.source import Extract

_TARGET = attrgetter("target")
_ANCHOR_TAG = re.compile(r"""<a\s[^<>]*?\bhref\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)')""", re.IGNORECASE)


def read_links(parts: Iterable[Part]) -> Iterator[Link]:
    """Every link in paragraphs, lists, tables and HTML, those of one passage in page order, Markdown's first."""
    for part in parts:
        for block, extract in _passages(part.blocks):
            if block.form != "html" and "](" in extract.text:
                yield from _markdown(extract, part.key)
            if "href" in extract.text:
                yield from _html(extract)


def _passages(blocks: Sequence[Block]) -> Iterator[tuple[Block, Extract]]:
    for block in blocks:
        if block.form in ("paragraph", "html"):
            yield block, block.extract
        elif block.form == "table":
            yield from ((block, cell) for row in block.rows for cell in row)
        yield from _passages(block.children)


def _markdown(extract: Extract, section: str | None) -> Iterator[Link]:
    for target, linked in itertools.groupby(parse_inline(extract), key=_TARGET):
        shown = [piece for piece in linked if piece.form in ("text", "code")] if target else []
        if target and shown:
            span = extract.span(shown[0].start, shown[-1].end)
            yield Link(plain(shown), target, span, section, _spelling(extract, shown[-1], target))


def _spelling(extract: Extract, last: Piece, target: str) -> Quote | None:
    """Where the target of the link stands whose text ends with ``last``."""
    place = destination(extract.text, last.end, target)
    return None if place is None else Quote(extract.text[slice(*place)], extract.span(*place))


def _html(extract: Extract) -> Iterator[Link]:
    for match in _ANCHOR_TAG.finditer(extract.text):
        group = 1 if match[1] is not None else 2
        if match[group].strip():
            quote = Quote(match[group], extract.span(match.start(group), match.end(group)))
            yield Link("", html.unescape(match[group]).strip(), quote.span, None, quote)
