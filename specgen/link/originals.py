"""Originals: documented values that a translation lost, given back by the page it was made from.

Only where both pages list the same values: as many, in the same order, and none that contradicts its counterpart. What
the translated page says stays; what it no longer says is filled in, each with a repair of evidence "reference".
"""

from collections.abc import Iterator, Sequence

from specgen.link.entities import Linked
from specgen.model.change import changed
from specgen.model.facts import AccessorFacts, MemberFacts, PageFacts, Repair, ReturnFacts, ValueFacts
from specgen.model.spans import Quote, Span

DAMAGED = "SG505"
_MEMBERS = ("parameters", "properties", "members")


def give_back(linked: Linked, original: PageFacts) -> None:
    """Give the page's values what those of ``original`` have and they have not."""
    facts = linked.facts
    new: dict[str, object] = {}
    for field in _MEMBERS:
        new[field] = tuple(_members(linked, getattr(facts, field), getattr(original, field)))
    new["accessors"] = tuple(_accessors(linked, facts.accessors, original.accessors))
    new["values"] = _values(linked, None, facts.values, original.values)
    if facts.returns is not None and original.returns is not None:
        new["returns"] = changed(facts.returns, values=_returns(linked, facts.returns, original.returns))
    made = changed(facts, **new)
    if made != facts:
        linked.mended = made


def _members(linked: Linked, members: Sequence[MemberFacts], originals: Sequence[MemberFacts]) -> Iterator[MemberFacts]:
    told = {one.declared.name: one for one in originals}
    for member in members:
        item, other = member.described, told.get(member.declared.name)
        if item is None or other is None or other.described is None:
            yield member
            continue
        values = _values(linked, member.declared.name, item.values, other.described.values)
        inner = tuple(_members(linked, member.members, other.members))
        yield changed(member, described=changed(item, values=values), members=inner)


def _accessors(
    linked: Linked, accessors: Sequence[AccessorFacts], originals: Sequence[AccessorFacts]
) -> Iterator[AccessorFacts]:
    told = {one.accessor: one for one in originals}
    for one in accessors:
        other = told.get(one.accessor)
        parameters = tuple(_members(linked, one.parameters, other.parameters)) if other else one.parameters
        yield changed(one, parameters=parameters)


def _values(
    linked: Linked, member: str | None, values: tuple[ValueFacts, ...], originals: Sequence[ValueFacts]
) -> tuple[ValueFacts, ...]:
    if len(values) != len(originals) or not all(map(_agree, values, originals)):
        return values
    made = tuple(map(_filled, values, originals))
    for old, new in zip(values, made, strict=True):
        if new != old:
            linked.repairs.append(_repair(member, old, new))
    return made


def _returns(linked: Linked, told: ReturnFacts, original: ReturnFacts) -> tuple[ValueFacts, ...]:
    """The listed codes, as any list of values; before them those that sentences name, where the page has sentences.

    A sentence keeps its place in a translation, but not always the code that it names.
    """
    listed, theirs = _listed(told), _listed(original)
    named, named_there = _mentioned(told), _mentioned(original)
    rows = _values(linked, None, listed, theirs)
    if len(named) == len(named_there) or not told.documented:
        return (*_values(linked, None, named, named_there), *rows)
    kept = [one for one in named if one.value is not None or one.symbol is not None]
    place = Quote("", Span(told.line, 1, told.line, 1))
    found: list[ValueFacts] = []
    for one in named_there:
        own = next((mine for mine in kept if _is_same(mine, one)), None)
        if own is not None:
            kept.remove(own)
        else:
            own = changed(one, quote=place, description=None, recovered="reference")
            linked.repairs.append(
                Repair("value", None, "", str(own.symbol or own.value), told.line, DAMAGED, "reference")
            )
        found.append(own)
    return (*found, *kept, *rows)


def _listed(returns: ReturnFacts) -> tuple[ValueFacts, ...]:
    return tuple(one for one in returns.values if not one.mentioned)


def _mentioned(returns: ReturnFacts) -> tuple[ValueFacts, ...]:
    return tuple(one for one in returns.values if one.mentioned)


def _is_same(one: ValueFacts, other: ValueFacts) -> bool:
    return _agree(one, other) and (one.symbol == other.symbol is not None or one.value == other.value is not None)


def _agree(one: ValueFacts, other: ValueFacts) -> bool:
    """Whether nothing that both say contradicts: numbers are equal, ranges too, and so are symbols.

    A symbol that is a bare word may be a translated one.
    """
    if isinstance(one.value, int) and isinstance(other.value, int) and one.value != other.value:
        return False
    if one.symbol and other.symbol and one.symbol != other.symbol and not _is_word(one):
        return False
    return one.range == other.range or one.value is None


def _filled(one: ValueFacts, other: ValueFacts) -> ValueFacts:
    lost = one.value is None or (isinstance(one.value, str) and isinstance(other.value, str))
    filled = changed(one, value=other.value, last=other.last, range=other.range) if lost else one
    symbol = other.symbol if other.symbol and _is_word(one) else one.symbol or other.symbol
    return changed(filled, symbol=symbol, name=one.name or other.name)


def _is_word(value: ValueFacts) -> bool:
    return value.symbol is None or value.symbol.isalpha()


def _repair(member: str | None, old: ValueFacts, new: ValueFacts) -> Repair:
    field, value = ("value", new.value) if new.value != old.value else ("symbol", new.symbol or new.name)
    return Repair(field, member, old.quote.text, str(value), old.quote.span.line, DAMAGED, "reference")
