"""Sections of a page, found by anchor, else by the slug of their English text, else by the locale's words.

What none of these finds is found by what it holds (``layouts`` and ``page`` decide that), so a language
without a lexicon still compiles.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from specgen.lexicons import ENGLISH, Lexicon, lexicon
from specgen.model.facts import Heading
from specgen.model.records import Record
from specgen.reader.blocks import Block
from specgen.reader.flow import Para
from specgen.reader.inline import parse_inline, pieces_of, plain
from specgen.reader.pieces import Piece

_SLUG_DROPPED = re.compile(r"[^\w\- ]")
_COUNTED = re.compile(r"-\d+$")


class Part(Record, frozen=True):
    """A heading with the blocks under it, up to the next heading of any level. The part above all H2s has no key.

    ``key`` is the canonical section key; ``found_by`` says how it was found (anchor, slug, lexicon, content); ``title``
    is the heading's text as inline content.
    """

    key: str | None
    found_by: str
    heading: Heading | None
    blocks: tuple[Block, ...]
    first_line: int
    last_line: int
    title: Para | None = None


@lru_cache(maxsize=4_000)
def slug(text: str) -> str:
    """The anchor that English text gets: lower case, punctuation dropped, spaces as hyphens, underscores kept."""
    return _SLUG_DROPPED.sub("", text.strip().lower()).replace(" ", "-")


def read_heading(block: Block) -> Heading:
    """The heading without its anchor tag; ``slug`` is the anchor where there is one."""
    start, text, name, anchored = _headed(block.extract.text)
    return Heading(block.level, block.extract.quote(start), text, name, anchored=anchored)


@lru_cache(maxsize=4_000)
def _headed(source: str) -> tuple[int, str, str, bool]:
    """Where the text of a heading begins, the text, its slug, and whether that is an anchor.

    Memoised, because most headings are those of other pages too.
    """
    pieces = pieces_of(source)
    anchor = next((piece.identifier for piece in pieces if piece.tag == "a" and piece.identifier), None)
    text = plain(pieces)
    return _after_anchor(pieces), text, anchor or slug(text), anchor is not None


def _title(block: Block) -> Para:
    pieces = parse_inline(block.extract)
    start = _headed(block.extract.text)[0]
    return Para(block.extract, [piece for piece in pieces if piece.start >= start] if start else pieces)


def _after_anchor(pieces: Sequence[Piece]) -> int:
    closing = [piece.end for piece in pieces if piece.tag == "/a"]
    opening = any(piece.tag == "a" for piece in pieces)
    return closing[0] if opening and closing else 0


@cache
def _english_slugs() -> dict[str, str]:
    words = lexicon(ENGLISH).tables["sections"]
    return {slug(word): key for word, key in words.items()}


def _section_key(heading: Heading, words: Lexicon) -> tuple[str | None, str]:
    anchor = heading.slug.lower()
    if anchor.startswith("span-id"):
        anchor = anchor.rsplit("span", 1)[-1]
    key = _english_slugs().get(anchor) or _english_slugs().get(_COUNTED.sub("", anchor))
    if key:
        return key, "anchor" if heading.anchored else "slug"
    key = None if heading.anchored and words.locale == ENGLISH else words.key("sections", heading.plain)
    return (key, "lexicon") if key else (None, "")


Headings = Mapping[int, Heading]
"""The headings of a page by their first lines."""


def read_headings(blocks: Iterable[Block]) -> Headings:
    """Every heading, in order."""
    return {block.first_line: read_heading(block) for block in blocks if block.form == "heading"}


def split_sections(
    blocks: Sequence[Block], headings: Headings, words: Lexicon, last_line: int
) -> tuple[Heading | None, tuple[Part, ...]]:
    """The H1 and the parts of the page. The first part is the abstract: what stands above the first H2."""
    title: Heading | None = None
    parts: list[Part] = []
    current: list[Block] = []
    behind = 0
    open_heading: Heading | None = None
    title_para: Para | None = None
    first = 1

    def close(end: int) -> None:
        key, found_by = _section_key(open_heading, words) if open_heading else ("abstract", "content")
        parts.append(Part(key, found_by, open_heading, tuple(current), first, end, title_para))

    for at in [at for at, block in enumerate(blocks) if block.form == "heading"]:
        block = blocks[at]
        heading = headings[block.first_line]
        current += blocks[behind:at]
        behind = at + 1
        if title is None and heading.level == 1:
            title = heading
            continue
        close(block.first_line - 1)
        current, open_heading, title_para, first = [], heading, _title(block), block.first_line
    current += blocks[behind:]
    close(last_line)
    return title, tuple(parts)
