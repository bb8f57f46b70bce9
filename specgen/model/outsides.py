"""The outside of a page: what linking and the rules of the library look at, whatever else the page says.

Two versions of a page that have one outside, but for where things stand, mean the same to all other pages. Text that
describes is no part of it; ``IGNORED`` and ``CODES`` say what is not, and everything else is, but most links and the
anchors: those only rules that follow links look at (``Places.apart``).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import msgspec

from specgen.model.change import changed
from specgen.model.facts import (
    Declaration,
    DescribedItem,
    FrontMatter,
    Link,
    ListedMember,
    Note,
    PageFacts,
    Place,
    Repair,
    RequirementFacts,
    ValueFacts,
)
from specgen.model.folded import Folded
from specgen.model.spans import Quote, Span
from specgen.model.types import METHOD_KINDS, METHOD_SECTIONS, OWNER_KINDS
from specgen.model.underscored import may_be_loose

IGNORED: dict[type[msgspec.Struct], frozenset[str]] = {
    PageFacts: frozenset({"reason", "digest", "summary", "passages", "strays", "suppressions"}),
    FrontMatter: frozenset({"title", "description", "api_types", "keys"}),
    DescribedItem: frozenset({"description", "labelled"}),
    ValueFacts: frozenset({"description"}),
}
"""What is text for readers, or for the rules that look at one page alone."""

CODES = frozenset({(PageFacts, "notes"), (Declaration, "notes")})
"""Of what the reader noticed only the codes count."""

FOLLOWED = frozenset({"links", "anchors"})
"""What of a page rules look at that follow links, on this page or from others; linking looks at few links."""

_IN_PART = FOLLOWED | {"requirements"}
NAMESPACE = "namespace"
"""The key of the rows of requirements that name a namespace."""

_LINE = re.compile(r"\blines? \d")
_LINES = frozenset({"line", "first_line", "last_line", "end_line", "column"})


@dataclass
class Places:
    """Where what stood at a place stands now: whole spans, lines, and the line and column where spans begin and end.

    ``apart`` are those of ``FOLLOWED`` in which the versions differ; ``owners`` are targets of links that one of them
    alone has, and that are to lead to no page of a class or interface.
    """

    spans: dict[Span, Span] = field(default_factory=dict)
    lines: dict[int, int] = field(default_factory=dict)
    ends: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    apart: set[str] = field(default_factory=set)
    owners: set[str] = field(default_factory=set)

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
    if not (_same(then, now, places) and _same_to_others(then, now, places) and places.is_in_order()):
        return None
    return places


def _same_to_others(then: PageFacts, now: PageFacts, places: Places) -> bool:
    """Whether the links are the same to linking; notes whether they, or the anchors, are others to who follows links.

    A page that lists members is another one where any of them is: a broken link there may be a missing page.
    """
    before, after = list(then.links), list(now.links)
    first, last = _alike(before, after), 0
    if first < max(len(before), len(after)):
        last = _alike(before[first:][::-1], after[first:][::-1])
        places.apart.add("links")
    if then.anchors != now.anchors:
        places.apart.add("anchors")
    if places.apart and (then.listed or now.listed):
        return False
    kept = [*zip(before[:first], after[:first], strict=True)]
    kept += zip(before[len(before) - last :], after[len(after) - last :], strict=True)
    gone, come = before[first : len(before) - last], after[first : len(after) - last]
    places.owners |= _owners(then, gone) ^ _owners(now, come)
    return all(_same(a, b, places) for a, b in kept) and _looked_at(then, gone) == _looked_at(now, come)


def _alike(before: Sequence[Link], after: Sequence[Link]) -> int:
    """How many links both begin with, wherever they stand."""
    pairs = zip(before, after, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if _said(a) != _said(b)), min(len(before), len(after)))


def _said(link: Link) -> tuple[str | None, ...]:
    return link.text, link.target, link.section, link.quote.text if link.quote is not None else None


def _owners(facts: PageFacts, links: Iterable[Link]) -> set[str]:
    return {link.target for link in links if may_be_owner(facts, link)}


def _looked_at(facts: PageFacts, links: Iterable[Link]) -> list[tuple[str | None, ...]]:
    return [_said(link) for link in links if is_looked_at(facts, link)]


def is_looked_at(facts: PageFacts, link: Link) -> bool:
    """Whether others than those who follow links may look at a link.

    A name that came apart may be its text, or stand in what is reported of a mention of the same text; links above the
    syntax block tell what a block of another name is; and some may be a list of methods.
    """
    if facts.listed or (facts.kind in OWNER_KINDS and (link.section is None or link.section in METHOD_SECTIONS)):
        return True
    if facts.declaration is not None and link.span.line <= facts.declaration.quote.span.line:
        return True
    loose = [token.span for token in facts.names if may_be_loose(token)]
    first, last = link.span.line, link.span.end_line
    beside = any(span.line <= last and first <= span.end_line for span in loose)
    return beside or (bool(loose) and any(link.text == mention.quote.text for mention in facts.mentions))


def may_be_owner(facts: PageFacts, link: Link) -> bool:
    """Whether a link may lead from the page of a method to that of its class or interface, which linking looks at."""
    return link.section == "see-also" and facts.kind in METHOD_KINDS


def rows_looked_at(facts: PageFacts) -> tuple[RequirementFacts, ...]:
    """The rows of requirements that linking looks at, without their labels; all where a name came apart in any."""
    if _is_loose(facts):
        return tuple(facts.requirements)
    # Most pages have no such row, which their bytes tell.
    rows = facts.requirements if facts.requirements.may_have(NAMESPACE) else ()
    return tuple(changed(row, label=row.values[0]) for row in rows if row.key == NAMESPACE and row.values)


def namespaces_of(places: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """Of the places of an API those that linking looks at: none that is a library."""
    return tuple(quote for quote in places if quote.text.lower().startswith("root\\"))


def _is_loose(facts: PageFacts) -> bool:
    """Whether a name came apart: then rules of the library look at much of what stands around it."""
    return any(may_be_loose(token) for token in facts.names)


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
    if isinstance(then, PageFacts) and not _same(rows_looked_at(then), rows_looked_at(now), places):
        return False
    ignored = IGNORED.get(kind, frozenset())
    for name in then.__struct_fields__:
        if name in ignored or (kind is PageFacts and name in _IN_PART):
            continue
        a, b = getattr(then, name), getattr(now, name)
        if not _same_field(kind, name, a, b, places):
            return False
    return True


def _same_field(kind: type, name: str, then: Any, now: Any, places: Places) -> bool:
    if (kind, name) in CODES:
        return _codes(then) == _codes(now)
    if kind is PageFacts and name == "sections":
        return [one.key for one in then if one.key] == [one.key for one in now if one.key]
    if kind is ListedMember and name == "description":
        return bool(then) == bool(now)
    if kind is FrontMatter and name == "api_locations":
        return _same(namespaces_of(then), namespaces_of(now), places)
    if name in _LINES and isinstance(then, int) and isinstance(now, int):
        return name == "column" or places.put_line(then, now)
    return _same(then, now, places)


def _codes(notes: tuple[Note, ...]) -> frozenset[str]:
    return frozenset(note.code for note in notes)
