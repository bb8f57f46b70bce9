"""Originals: documented values that a translation lost, given back by the page it was made from.

Only where both pages list the same values: as many, in the same order, and none that contradicts its counterpart. What
the translated page says stays; what it no longer says is filled in, each with a repair of evidence "reference". The
qualifiers of a described member are those of the original.
"""

from collections.abc import Iterator, Sequence

from specgen.link.entities import Linked
from specgen.model.change import changed
from specgen.model.facts import AccessorFacts, DescribedItem, MemberFacts, PageFacts, Repair, ReturnFacts, ValueFacts
from specgen.model.spans import Quote, Span

DAMAGED = "SG505"
LOST = "SG521"
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
        item = _qualified(linked, member.declared.name, item, other.described)
        yield changed(member, described=changed(item, values=values), members=inner)


def _qualified(linked: Linked, member: str | None, item: DescribedItem, original: DescribedItem) -> DescribedItem:
    """The item with the original's qualifiers: they are code, which no translation changes on purpose.

    Where the original has none, it was edited since, and what the translation says stays.
    """
    if not original.qualifiers:
        return item
    line, told = item.quote.span.line, item.qualifiers
    for name in dict.fromkeys((*original.qualifiers, *told)):
        if told.get(name) != original.qualifiers.get(name):
            read = f"{name}({told[name]})" if name in told else ""
            value = f"{name}({original.qualifiers[name]})" if name in original.qualifiers else ""
            linked.repairs.append(Repair("qualifier", member, read, value, line, LOST, "reference"))
    access = item.access or original.access
    return changed(item, qualifiers=original.qualifiers, key=original.key, access=access, proven=True)


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


def give_names(linked: Linked, original: PageFacts) -> None:
    """Give the page's values the names that the same values have on ``original``, which is in English.

    A name is how programs label a value; a translation has the label in its own language.
    """
    facts = linked.facts
    new: dict[str, object] = {field: _renamed(getattr(facts, field), getattr(original, field)) for field in _MEMBERS}
    new["values"] = _named(facts.values, original.values)
    if facts.returns is not None and original.returns is not None:
        new["returns"] = changed(facts.returns, values=_named(facts.returns.values, original.returns.values))
    made = changed(facts, **new)
    if made != facts:
        linked.mended = made


def _renamed(members: Sequence[MemberFacts], originals: Sequence[MemberFacts]) -> tuple[MemberFacts, ...]:
    told = {one.declared.name: one.described for one in originals}
    made = []
    for member in members:
        item, other = member.described, told.get(member.declared.name)
        if item is not None and other is not None:
            member = changed(member, described=changed(item, values=_named(item.values, other.values)))  # noqa: PLW2901
        made.append(member)
    return tuple(made)


def _named(values: tuple[ValueFacts, ...], originals: Sequence[ValueFacts]) -> tuple[ValueFacts, ...]:
    if len(values) != len(originals) or not all(map(_agree, values, originals)):
        return values
    return tuple(
        one if one.name else changed(one, name=other.name or other.symbol or other.label)
        for one, other in zip(values, originals, strict=True)
    )


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
