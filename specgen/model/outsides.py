"""The outside of a page: what linking and the rules of the library look at, whatever else the page says.

Two versions of a page that have one outside, but for where things stand, mean the same to all other pages. Text that
describes is no part of it; ``IGNORED`` and ``CODES`` say what is not, and everything else is.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import msgspec

from specgen.model.change import changed
from specgen.model.facts import (
    Declaration,
    DescribedItem,
    FrontMatter,
    ListedMember,
    Note,
    PageFacts,
    Place,
    Repair,
    ValueFacts,
)
from specgen.model.folded import Folded
from specgen.model.spans import Span

IGNORED: dict[type[msgspec.Struct], frozenset[str]] = {
    PageFacts: frozenset({"reason", "digest", "summary", "passages", "strays", "suppressions"}),
    FrontMatter: frozenset({"description", "keys"}),
    DescribedItem: frozenset({"description", "labelled"}),
    ValueFacts: frozenset({"description"}),
}
"""What is text for readers, or for the rules that look at one page alone."""

CODES = frozenset({(PageFacts, "notes"), (Declaration, "notes")})
"""Of what the reader noticed only the codes count."""

_LINE = re.compile(r"\blines? \d")
_LINES = frozenset({"line", "first_line", "last_line", "end_line", "column"})


@dataclass
class Places:
    """Where what stood at a place stands now: whole spans, lines, and the line and column where spans begin and end."""

    spans: dict[Span, Span] = field(default_factory=dict)
    lines: dict[int, int] = field(default_factory=dict)
    ends: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    @property
    def moved(self) -> bool:
        """Whether anything stands elsewhere."""
        return any(then != now for then, now in self.spans.items()) or any(a != b for a, b in self.lines.items())

    def repair(self, repair: Repair) -> Repair | None:
        """A repair where it is now; None where nothing says where that is."""
        line = self.lines.get(repair.line)
        return changed(repair, line=line) if line is not None else None

    def note(self, note: Note) -> Note | None:
        """A note where it is now. None where nothing says where that is, or it names more lines than its own."""
        span = self.spans.get(note.span)
        message = _renumbered(note.message, note.span.line, span.line) if span is not None else None
        if span is None or message is None or any(_LINE.search(one.message) for one in note.related):
            return None
        related = [(self.spans.get(one.span), one.message) for one in note.related]
        also = [(self.spans.get(at), text) for at, text in (note.remedy.also if note.remedy is not None else ())]
        kept = tuple(Place(at, said) for at, said in related if at is not None)
        edits = tuple((at, text) for at, text in also if at is not None)
        if len(kept) < len(related) or len(edits) < len(also):
            return None
        remedy = changed(note.remedy, also=edits) if note.remedy is not None else None
        return changed(note, span=span, message=message, related=kept, remedy=remedy)

    def put(self, then: Span, now: Span) -> bool:
        """Note where a span went; False if it went elsewhere before, or what touched it did not go with it."""
        ends = (
            ((then.line, then.column), (now.line, now.column)),
            (
                (then.end_line, then.end_column),
                (now.end_line, now.end_column),
            ),
        )
        touching = all(self.ends.setdefault(a, b) == b for a, b in ends)
        return touching and self.spans.setdefault(then, now) == now and self.put_line(then.line, now.line)

    def put_line(self, then: int, now: int) -> bool:
        """The same of a line."""
        return self.lines.setdefault(then, now) == now

    def is_in_order(self) -> bool:
        """Whether what stood before something still does, and what stood together as well."""
        after = [self.ends[at] for at in sorted(self.ends)]
        lines = [self.lines[at] for at in sorted(self.lines)]
        return all(a < b for a, b in pairwise(after)) and all(a < b for a, b in pairwise(lines))


def _renumbered(message: str, then: int, now: int) -> str | None:
    """A message that names its own line, if any, and first; None of one that names another."""
    own = f"line {then} "
    rest = message.removeprefix(own)
    if _LINE.search(rest):
        return None
    return message if rest == message else f"line {now} {rest}"


def same_outside(then: PageFacts, now: PageFacts) -> Places | None:
    """Where what stood somewhere stands now, if both versions are the same to other pages; None if they are not."""
    places = Places()
    if not (_same(then, now, places) and places.is_in_order()):
        return None
    return places


def _same(then: Any, now: Any, places: Places) -> bool:
    if type(then) is not type(now):
        return False
    if isinstance(then, Span):
        return places.put(then, now)
    if isinstance(then, msgspec.Struct):
        return _same_struct(then, now, places)
    if isinstance(then, tuple | Folded):
        return len(then) == len(now) and all(_same(a, b, places) for a, b in zip(then, now, strict=True))
    if isinstance(then, dict):
        return list(then) == list(now) and all(_same(then[key], now[key], places) for key in then)
    return bool(then == now)


def _same_struct(then: msgspec.Struct, now: Any, places: Places) -> bool:
    kind = type(then)
    ignored = IGNORED.get(kind, frozenset())
    for name in then.__struct_fields__:
        if name in ignored:
            continue
        a, b = getattr(then, name), getattr(now, name)
        if not _same_field(kind, name, a, b, places):
            return False
    return True


def _same_field(kind: type, name: str, then: Any, now: Any, places: Places) -> bool:
    if (kind, name) in CODES:
        return _codes(then) == _codes(now)
    if kind is PageFacts and name == "sections":
        return [one.key for one in then] == [one.key for one in now]
    if kind is ListedMember and name == "description":
        return bool(then) == bool(now)
    if name in _LINES and isinstance(then, int) and isinstance(now, int):
        return name == "column" or places.put_line(then, now)
    return _same(then, now, places)


def _codes(notes: tuple[Note, ...]) -> frozenset[str]:
    return frozenset(note.code for note in notes)
