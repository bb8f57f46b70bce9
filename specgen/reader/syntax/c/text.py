"""What the parts of this room hand to each other: the block, what was noticed, and a piece of a list."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from specgen.model.change import changed
from specgen.model.facts import Declaration, Note
from specgen.model.spans import Quote
from specgen.model.types import QualifierValue
from specgen.reader.source import Extract
from specgen.reader.syntax import not_read, read_as_if
from specgen.reader.syntax.c import parser
from specgen.reader.syntax.c.annotations import Annotation
from specgen.reader.syntax.c.lexer import Word, joined

LANGUAGE = "c"
Qualifiers = dict[str, QualifierValue]


@dataclass(frozen=True)
class Text:
    """A block, its plain code of the same length, and in their order the annotations and what was blanked for them.

    ``constants`` are the values that the block has given to names so far; ``claimed`` are the places of the annotations
    that some declarator or declaration has asked for.
    """

    block: Extract
    code: str
    annotations: Sequence[Annotation]
    stretches: Sequence[tuple[int, int]]
    constants: dict[str, int] = field(default_factory=dict)
    claimed: set[int] = field(default_factory=set)

    def quote(self, found: Sequence[Word]) -> Quote:
        """From the first word to the last, as the page has them."""
        return self.block.quote(found[0].start, found[-1].end)

    def around(self, found: Sequence[Word], start: int, end: int) -> Quote:
        """The words and the annotations between two offsets."""
        first, last = (bisect_left(self.stretches, (offset, 0)) for offset in (start, end))
        bounds = [(found[0].start, found[-1].end), *self.stretches[first:last]]
        return self.block.quote(min(each[0] for each in bounds), max(each[1] for each in bounds))

    def between(self, start: int, end: int) -> list[Annotation]:
        """The annotations that begin between two offsets, which are thereby accounted for."""
        found = self._begun(start, end)
        self.claimed.update(each.start for each in found)
        return found

    def unclaimed(self, start: int, end: int) -> list[Quote]:
        """The annotations between two offsets that nobody has asked for."""
        return [
            self.block.quote(one.start, one.end) for one in self._begun(start, end) if one.start not in self.claimed
        ]

    def _begun(self, start: int, end: int) -> list[Annotation]:
        first, last = (bisect_left(self.annotations, offset, key=_start) for offset in (start, end))
        return list(self.annotations[first:last])

    def part(self, part: parser.Part, offset: int) -> Quote:
        """What the parser found in code cut out at ``offset``."""
        return self.block.quote(offset + part.start, offset + part.end)

    def joined(self, found: Sequence[Word]) -> str:
        """The words as the page spells them, with single spaces where it has space, a comment or a line's end."""
        return joined([changed(word, text=self.block.text[word.start : word.end]) for word in found])

    def spelled(self, start: int, end: int) -> str:
        """Code as the page spells it, with single spaces; without what was blanked in it."""
        words = self.block.text[start:end].split()
        code = self.code[start:end].split()
        return " ".join(words if len(words) == len(code) else code)


def _start(annotation: Annotation) -> int:
    return annotation.start


@dataclass
class Remarks:
    """What a declaration's reading leaves to say: notes, stretches left out, conventions that nothing declares."""

    notes: list[Note] = field(default_factory=list)
    unread: list[Quote] = field(default_factory=list)
    conventions: Qualifiers = field(default_factory=dict)

    def leave_out(self, quote: Quote) -> None:
        """Note a stretch that is in no declaration."""
        self.unread.append(quote)
        self.notes.append(not_read(quote))

    def read_as_if(self, quote: Quote, expected: str, message: str) -> None:
        """Note damage at ``quote`` that was read through."""
        self.notes.append(read_as_if(quote, expected, message))


@dataclass(frozen=True)
class Piece:
    """What stands between two separators of a list, and the offsets of the separators."""

    words: Sequence[Word]
    start: int
    end: int


def without(made: Declaration, rest: Sequence[Quote]) -> Declaration:
    """A declaration with the stretches that belong to it and are not in it."""
    if not rest:
        return made
    notes = tuple(not_read(quote) for quote in rest)
    return changed(made, unread=(*made.unread, *rest), notes=(*made.notes, *notes))
