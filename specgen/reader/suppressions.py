"""Suppressions: comments with which a page says that some findings on it are known and meant to stay.

``<!-- specgen: ignore SG201, SG5 -->`` alone on a line covers the block below it, whole (a fence, a table, a
paragraph); behind other text it covers its own line. ``<!-- specgen: ignore-page SG404 -->`` covers the page. Codes,
beginnings of codes and names of rules may be given. In fences and frontmatter a comment is text.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from specgen.model.facts import Suppression
from specgen.model.spans import Quote, Span
from specgen.reader.blocks import Block
from specgen.reader.source import Source

MARK = "specgen:"
_COMMENT = re.compile(
    r"<!--\s*specgen:\s*ignore(?P<page>-page)?(?P<codes>(?:[\s,]+[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*)+)\s*-->",
    re.ASCII,
)


def read_suppressions(source: Source, first_line: int, blocks: Iterable[Block]) -> tuple[Suppression, ...]:
    """Every suppression from ``first_line`` (1-based) on, in page order."""
    if MARK not in source.text:
        return ()
    lines = source.lines
    leaves = sorted(_leaves(blocks), key=lambda block: block.first_line)
    solid = [block for block in leaves if block.form != "html"]
    fenced = {number for block in leaves if block.form == "fence" for number in _covered(block)}
    return tuple(
        _suppression(match, number, lines, solid)
        for number, line in enumerate(lines, 1)
        if number >= first_line and number not in fenced
        for match in _COMMENT.finditer(line)
    )


def _leaves(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if block.children:
            yield from _leaves(block.children)
        else:
            yield block


def _covered(block: Block) -> range:
    return range(block.first_line, block.last_line + 1)


def _suppression(match: re.Match[str], number: int, lines: Sequence[str], solid: Sequence[Block]) -> Suppression:
    codes = tuple(match["codes"].replace(",", " ").split())
    quote = Quote(match[0], Span(number, match.start() + 1, number, match.end() + 1))
    if match["page"]:
        return Suppression(codes, quote, 1, len(lines))
    last = number
    if lines[number - 1].strip() == match[0]:
        below = bisect_right(solid, number, key=lambda block: block.first_line)
        last = solid[below].last_line if below < len(solid) else number
    return Suppression(codes, quote, number, last)
