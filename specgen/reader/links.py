"""Links: those of inline Markdown, and ``<a href>`` in HTML, which pages hold as well."""

import html
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import attrgetter

from specgen.model.facts import Link
from specgen.model.spans import Quote
from specgen.reader.blocks import Block
from specgen.reader.inline import destination, pieces_of, plain
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
        if block.children:
            yield from _passages(block.children)


def _markdown(extract: Extract, section: str | None) -> Iterator[Link]:
    text = extract.text
    for shown, target, start, end, spelled in _links_in(text):
        spelling = None if spelled is None else Quote(text[slice(*spelled)], extract.span(*spelled))
        yield Link(shown, target, extract.span(start, end), section, spelling)


@lru_cache(maxsize=8_000)
def _links_in(text: str) -> tuple[tuple[str, str, int, int, tuple[int, int] | None], ...]:
    """The text of each link, its target, where the text stands, and where the target is spelled if that can be found.

    Memoised, because most passages with links repeat in a docset.
    """
    found = []
    for target, linked in itertools.groupby(pieces_of(text), key=_TARGET):
        shown = [piece for piece in linked if piece.form in ("text", "code")] if target else []
        if target and shown:
            spelled = destination(text, shown[-1].end, target)
            found.append((plain(shown), target, shown[0].start, shown[-1].end, spelled))
    return tuple(found)


def _html(extract: Extract) -> Iterator[Link]:
    for match in _ANCHOR_TAG.finditer(extract.text):
        group = 1 if match[1] is not None else 2
        if match[group].strip():
            quote = Quote(match[group], extract.span(match.start(group), match.end(group)))
            yield Link("", html.unescape(match[group]).strip(), quote.span, None, quote)
