"""Which text of a page the rules that see the page alone speak about, so that no other rule reports it again."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from specgen.checks.identifiers import damaged_identifiers
from specgen.checks.vocabulary import letters
from specgen.model.facts import PageFacts, Repair, value_lists
from specgen.model.spans import Span

_RENAMED = ("name", "spelling", "position", "shape")
_DIGITS = re.compile(r"\d+")
_NAMES = re.compile(r"\w+")
_NAMESPACE, _VALUE = "SG401", "SG505"


@dataclass(frozen=True)
class Claim:
    """Text that is reported, and what it should be (None: nobody knows)."""

    span: Span
    expected: str | None


def claims(facts: PageFacts) -> Iterator[Claim]:
    """What is reported of identifiers, described names, values, namespaces and file names."""
    yield from (Claim(one.span, one.expected) for one in damaged_identifiers(facts))
    yield from _described(facts)
    yield from _values(facts)
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


def _values(facts: PageFacts) -> Iterator[Claim]:
    damaged = (one for one in facts.repairs if one.code == _VALUE and is_value_damaged(one))
    repairs = {(one.line, one.read): one.value for one in damaged}
    for _, values in value_lists(facts) if repairs else ():
        for one in values:
            expected = repairs.get((one.quote.span.line, one.quote.text))
            if expected is not None:
                yield Claim(one.quote.span, expected)


def is_value_damaged(repair: Repair) -> bool:
    """Whether a recovered value is spelt wrongly on the page, and not merely told by another place.

    A page may name a constant without its number, give a number without its constant, or write a number out.
    """
    read, meant = _shown(repair.read), repair.value
    if meant.lstrip("-").isdigit():
        digits = _DIGITS.findall(read)
        return bool(digits) and meant not in digits
    if repair.field != "symbol":
        return True
    return any(map(str.isalpha, read)) and letters(meant) not in (letters(word) for word in _NAMES.findall(read))


def _shown(text: str) -> str:
    return text.replace("\\", "")


def overlap(one: Span, other: Span) -> bool:
    """Whether two stretches of a page share text."""
    return (one.line, one.column) < (other.end_line, other.end_column) and (other.line, other.column) < (
        one.end_line,
        one.end_column,
    )
