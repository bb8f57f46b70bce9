"""Which text of a page rules of names and values speak about, so that no other rule reports it again."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from specgen.checks.identifiers import damaged_identifiers
from specgen.checks.values import damaged_values
from specgen.model.facts import PageFacts
from specgen.model.spans import Span

_RENAMED = ("name", "spelling", "position", "shape")
_NAMESPACE = "SG401"


@dataclass(frozen=True)
class Claim:
    """Text that is reported, and what it should be (None: nobody knows).

    ``only_original``: by a rule that compares the page with its original.
    """

    span: Span
    expected: str | None
    only_original: bool = False


def claims(facts: PageFacts, lines: Collection[int] | None = None) -> Iterator[Claim]:
    """What is reported of identifiers, described names, values, namespaces and file names.

    ``lines``: what stands on others nobody asks for, so it need not be found out.
    """
    yield from (Claim(one.span, one.expected) for one in damaged_identifiers(facts, lines))
    yield from _described(facts)
    yield from (Claim(one.value.quote.span, one.repair.value, one.only_original) for one in damaged_values(facts))
    yield from (Claim(note.span, note.expected) for note in facts.notes if note.code == _NAMESPACE)
    yield from _files(facts)


def _described(facts: PageFacts) -> Iterator[Claim]:
    for member in (*facts.parameters, *facts.properties, *facts.members):
        item, name = member.described, member.declared.name
        if item is not None and name is not None and member.aligned_by in _RENAMED and item.name != name:
            yield Claim(item.quote.span, name)


def _files(facts: PageFacts) -> Iterator[Claim]:
    for mention in facts.mentions:
        if mention.form == "file":
            yield Claim(mention.quote.span, ".".join(mention.parts))
    for row in facts.requirements:
        for quote, repaired in zip(row.values, row.repaired, strict=False):
            if quote.text.replace("\\", "") != repaired:
                yield Claim(quote.span, repaired)


def overlap(one: Span, other: Span) -> bool:
    """Whether two stretches of a page share text."""
    return (one.line, one.column) < (other.end_line, other.end_column) and (other.line, other.column) < (
        one.end_line,
        one.end_column,
    )
