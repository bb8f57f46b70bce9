"""Which declared names of a page stand in its syntax or among its descriptions twice, and which are only described.

One place judges, so that a second description is not reported as unknown, a second declaration not as undescribed, and
neither as a page that was not read.
"""

from collections.abc import Iterable, Iterator, Sequence

from specgen.checks.identifiers import stands_in
from specgen.checks.spoilt import spoilt_lines, touches
from specgen.model.facts import Declaration, Declarator, DescribedItem, MemberFacts, PageFacts
from specgen.model.types import Alignment

_WORDS = {
    **dict.fromkeys(("method", "call", "callback", "macro"), "parameter"),
    **dict.fromkeys(("struct", "union", "enum"), "member"),
    "class": "property",
}
"""What a declaration of a form is made of, and what messages call it."""

_WITHOUT_CASE = "mof"
_BY_PLACE: tuple[Alignment, ...] = ("position", "shape")


def members_by_word(facts: PageFacts) -> tuple[tuple[str, Sequence[MemberFacts]], ...]:
    """What the syntax block of a page declares, with the word for it; without what its characters spoil."""
    found = (("parameter", facts.parameters), ("property", facts.properties), ("member", facts.members))
    lines = spoilt_lines(facts)
    if not lines or facts.declaration is None:
        return found
    unread = any(touches(quote.span, lines) for quote in facts.declaration.unread)
    doubtful = _BY_PLACE if unread else ()
    return tuple((word, [one for one in members if _is_sound(one, lines, doubtful)]) for word, members in found)


def _is_sound(member: MemberFacts, lines: frozenset[int], doubtful: Sequence[Alignment]) -> bool:
    """Whether a declarator is on no spoilt line, and not matched by its place among some of which one was not read."""
    return not touches(member.declared.quote.span, lines) and member.aligned_by not in doubtful


def word_for(declaration: Declaration) -> str | None:
    """What messages call the things that a declaration is made of; None for one of another form."""
    return _WORDS.get(declaration.form)


def declared_by(declaration: Declaration) -> Sequence[Declarator]:
    """The parameters of what is called, the members of what has members."""
    return declaration.parameters if _WORDS.get(declaration.form) == "parameter" else declaration.members


def repeated(declaration: Declaration) -> Iterator[tuple[Declarator, Declarator]]:
    """Each declarator whose name an earlier one has, behind that one. Case does not count in MOF (DSP0004)."""
    seen: dict[str, Declarator] = {}
    for one in declared_by(declaration):
        if one.name is not None:
            name = one.name.casefold() if declaration.language == _WITHOUT_CASE else one.name
            first = seen.setdefault(name, one)
            if first is not one:
                yield first, one


def described_again(facts: PageFacts) -> Iterator[DescribedItem]:
    """The further descriptions of what is described already."""
    if not facts.undeclared:
        return
    members = _nested((*facts.parameters, *facts.properties, *facts.members))
    described = {one.declared.name for one in members if one.described}
    yield from (item for item in facts.undeclared if item.name in described)


def unknown_items(facts: PageFacts) -> Iterator[DescribedItem]:
    """The descriptions of what the syntax block, of which everything was read, does not declare."""
    declaration = facts.declaration
    if not facts.undeclared or declaration is None or declaration.unread or word_for(declaration) is None:
        return
    names = {one.name for one in _flat((*declaration.parameters, *declaration.members))}
    for item in facts.undeclared:
        # The parameters of a parameter that points to a function stand in its declarator.
        if item.name not in names and not any(stands_in(item.name, one.quote.text) for one in declared_by(declaration)):
            yield item


def _nested(members: Iterable[MemberFacts]) -> Iterator[MemberFacts]:
    for one in members:
        yield one
        if one.members:
            yield from _nested(one.members)


def _flat(declared: Iterable[Declarator]) -> Iterator[Declarator]:
    for one in declared:
        yield one
        if one.members:
            yield from _flat(one.members)
