"""MOF: the methods and classes of WMI pages.

A block is read by a grammar (``mof.lark``) whose parser repairs what it can (``recovery``); what had to be left
out is ``unread`` of the declaration around it.
"""

from specgen.model.facts import Declaration
from specgen.reader.source import Extract
from specgen.reader.syntax import read_as_if
from specgen.reader.syntax.mof.claims import claims
from specgen.reader.syntax.mof.declarations import LANGUAGE, declare, declares, other
from specgen.reader.syntax.mof.recovery import Reading, read
from specgen.reader.syntax.mof.tree import Remarks, start_of

__all__ = ["LANGUAGE", "PRECEDENCE", "claims", "parse"]

PRECEDENCE = 1
"""Before C: MOF is the narrower language, and a parser of C takes most of it."""

_LONGEST = 100_000
"""Characters. Real blocks stay under 30,000; what is longer is no declaration, and is not parsed."""


def parse(block: Extract) -> tuple[Declaration, ...]:
    """The classes and methods that the block declares; what else it holds has the form "other"."""
    if len(block.text) > _LONGEST:
        return (other(Remarks(block, unread=[(0, len(block.text))]), 0, None),)
    reading = read(block.text)
    items = [item for item in reading.tree.children if declares(item)]
    if not items:
        return (other(_remarks(block, reading, 0, len(block.text) + 1), 0, None),) if block.text.strip() else ()
    starts = [0, *(start_of(item) for item in items[1:]), len(block.text) + 1]
    shares = zip(items, starts, starts[1:], strict=False)
    return tuple(declare(item, _remarks(block, reading, start, end)) for item, start, end in shares)


def _remarks(block: Extract, reading: Reading, start: int, end: int) -> Remarks:
    """What recovery did between two offsets: every item answers for the text up to the next one."""
    missing = [each for each in reading.missing if start <= each.offset < end]
    notes = [read_as_if(block.quote(each.offset, each.end), each.spelling, each.message) for each in missing]
    return Remarks(block, notes, [each for each in reading.unread if start <= each[0] < end])
