"""Originals: documented values that a translation lost, given back by the page it was made from.

Only where both pages list the same values: as many, in the same order, and none that contradicts its counterpart. What
the translated page says stays; what it no longer says is filled in, each with a repair of evidence "reference".
"""

from collections.abc import Iterator, Sequence

from specgen.link.entities import Linked
from specgen.model.change import changed
from specgen.model.facts import AccessorFacts, MemberFacts, PageFacts, Repair, ValueFacts

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
        values = _values(linked, None, facts.returns.values, original.returns.values)
        new["returns"] = changed(facts.returns, values=values)
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


def _agree(one: ValueFacts, other: ValueFacts) -> bool:
    """Whether nothing that both say contradicts: numbers are equal, ranges too, and so are symbols."""
    if isinstance(one.value, int) and isinstance(other.value, int) and one.value != other.value:
        return False
    if one.symbol and other.symbol and one.symbol != other.symbol:
        return False
    return one.range == other.range or one.value is None


def _filled(one: ValueFacts, other: ValueFacts) -> ValueFacts:
    lost = one.value is None or (isinstance(one.value, str) and isinstance(other.value, str))
    filled = changed(one, value=other.value, last=other.last, range=other.range) if lost else one
    return changed(filled, symbol=one.symbol or other.symbol, name=one.name or other.name)


def _repair(member: str | None, old: ValueFacts, new: ValueFacts) -> Repair:
    field, value = ("value", new.value) if new.value != old.value else ("symbol", new.symbol or new.name)
    return Repair(field, member, old.quote.text, str(value), old.quote.span.line, DAMAGED, "reference")
