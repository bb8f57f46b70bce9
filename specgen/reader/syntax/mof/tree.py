"""Walking lark's trees of MOF, and what is remarked on the way."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lark import Token, Tree

from specgen.model.facts import Note
from specgen.model.spans import Quote
from specgen.reader.source import Extract
from specgen.reader.syntax import not_read

MofTree = Tree[Token]


@dataclass
class Remarks:
    """What is found while one declaration is made: notes, and offsets (end exclusive) of text that it leaves out."""

    block: Extract
    notes: list[Note] = field(default_factory=list)
    unread: list[tuple[int, int]] = field(default_factory=list)

    def quote(self, item: MofTree) -> Quote:
        """The text of ``item``."""
        meta = item.meta
        return self.block.quote(meta.start_pos, meta.end_pos)

    def left_out(self) -> tuple[Quote, ...]:
        """What the declaration leaves out, in the order of the text."""
        return tuple(self.block.quote(start, end) for start, end in sorted(self.unread))

    def all_notes(self) -> tuple[Note, ...]:
        """The notes, with one for each stretch that is left out."""
        return (*self.notes, *(not_read(each) for each in self.left_out()))


def trees(item: MofTree) -> Iterator[MofTree]:
    """The rules among the children of ``item``."""
    return (each for each in item.children if isinstance(each, Tree))


def tokens(item: MofTree | None) -> Iterator[Token]:
    """The tokens among the children of ``item``."""
    return (each for each in ([] if item is None else item.children) if isinstance(each, Token))


def child(item: MofTree, data: str) -> MofTree | None:
    """The first child made by the rule ``data``."""
    for each in item.children:
        if isinstance(each, Tree) and each.data == data:
            return each
    return None


def start_of(item: MofTree | Token) -> int:
    """The offset at which ``item`` begins."""
    return item.start_pos or 0 if isinstance(item, Token) else int(item.meta.start_pos)
