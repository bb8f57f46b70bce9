"""Siblings: values that a translation damaged on one page and left whole on another of the same tree.

Two things are recovered, each with evidence "sibling": a symbol, by the number it stands for or by its letters; and
a list of string values, by the same member's list elsewhere that an anchor proves. No language is involved.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from specgen.lexicons import ENGLISH, Lexicon, lexicon
from specgen.link.constants import SymbolTable, status_codes
from specgen.link.entities import Linked
from specgen.model.change import changed
from specgen.model.facts import DescribedItem, MemberFacts, PageFacts, Repair, ValueFacts, has_values, value_lists
from specgen.model.library import Page
from specgen.names.nearest import Nearest
from specgen.names.spellings import Spellings

DAMAGED = "SG505"
_SYMBOL = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$")
_HIGH = 0x80000000
_ANY_CLASS = ""


class Siblings:
    """What the pages of one run prove about values, by locale-independent keys.

    ``table`` knows what numbers the symbols of these pages stand for.
    """

    def __init__(self, pages: Iterable[Page], table: SymbolTable) -> None:
        self._table = table
        self._spellings = Spellings()
        self._told: dict[tuple[str, str, frozenset[str]], frozenset[str]] = {}
        documented: set[str] = set()
        self._by_name: dict[tuple[str, str], set[int]] = defaultdict(set)
        for symbol in status_codes():
            self._spellings.learn(symbol)
        self._lists: dict[tuple[str, str], list[tuple[ValueFacts, ...]]] = defaultdict(list)
        for page in pages:
            for member, values in value_lists(page.facts):
                self._learn(member, values, _origin(page, member))
                documented.update(one.symbol for one in values if one.symbol and _SYMBOL.match(one.symbol))
        self._nearest = Nearest(documented.union(status_codes()), documented)

    def _learn(self, member: str | None, values: tuple[ValueFacts, ...], origin: tuple[str, str] | None) -> None:
        for one in values:
            if one.symbol is not None and _SYMBOL.match(one.symbol):
                self._spellings.learn(one.symbol)
            if member and one.name and isinstance(one.value, int):
                self._by_name[member, one.name].add(one.value)
        texts = [one for one in values if isinstance(one.value, str)]
        if origin and len(texts) > 1 and all(_proven(one) for one in texts):
            for key in (origin, (origin[0], _ANY_CLASS)):
                if not any(_texts(one) == _texts(values) for one in self._lists[key]):
                    self._lists[key].append(values)

    def mend(self, linked: Linked) -> None:
        """Give the page's values what its siblings prove."""
        facts = linked.facts
        if not has_values(facts):
            return
        returns = facts.returns
        parts: dict[str, object] = {
            "parameters": self._members(linked, facts.parameters),
            "properties": self._members(linked, facts.properties),
            "members": self._members(linked, facts.members),
            "accessors": tuple(
                [changed(one, parameters=self._members(linked, one.parameters)) for one in facts.accessors]
            ),
            "values": self._values(linked, None, facts.values),
            "returns": changed(returns, values=self._values(linked, None, returns.values)) if returns else None,
        }
        new = {name: part for name, part in parts.items() if part != getattr(facts, name)}
        if new:
            linked.mended = changed(facts, **new)

    def _members(self, linked: Linked, members: Iterable[MemberFacts]) -> tuple[MemberFacts, ...]:
        return tuple([self._member(linked, one) for one in members])

    def _member(self, linked: Linked, member: MemberFacts) -> MemberFacts:
        item: DescribedItem | None = member.described
        if item is None or not item.values:
            return member
        values = self._values(linked, member.declared.name, item.values)
        return member if values == item.values else changed(member, described=changed(item, values=values))

    def _values(self, linked: Linked, member: str | None, values: tuple[ValueFacts, ...]) -> tuple[ValueFacts, ...]:
        if not values:
            return values
        words = lexicon(linked.facts.language)
        texts = self._whole_list(linked.page, member, values)
        reading = _Reading(words, linked.page.facts)
        made = [self._mended(member, one, text, reading) for one, text in zip(values, texts, strict=True)]
        if linked.facts.language != ENGLISH:
            made = self._by_nearest(made, words)
        for old, new in zip(values, made, strict=True):
            if old is not new and old != new:
                linked.repairs.append(_repair(member, old, new))
        return tuple(made)

    def _by_nearest(self, values: Sequence[ValueFacts], words: Lexicon) -> list[ValueFacts]:
        """The values of one list, with the nearest constant for those whose label is none that anybody knows."""
        named = [one.symbol if one.symbol and _SYMBOL.match(one.symbol) else None for one in values]
        # What follows looks at labels with an underscore alone, of which most lists have none that is not known.
        unknown = [one for one, symbol in zip(values, named, strict=True) if symbol is None]
        if not any("_" in (one.name or "") or "_" in (one.label or "") for one in unknown):
            return list(values)
        family = {one.split("_")[0] for one in named if one}
        named = [one or _in_capitals(value.label, family, words) for one, value in zip(named, values, strict=True)]
        found = self._nearest.fill([one.name or one.label for one in values], named, words)
        found = [one or told for one, told in zip(found, named, strict=True)]
        return [
            changed(one, symbol=symbol) if symbol and symbol != one.symbol else one
            for one, symbol in zip(values, found, strict=True)
        ]

    def _mended(self, member: str | None, value: ValueFacts, text: str | None, reading: "_Reading") -> ValueFacts:
        """``text``: what the string value is proven to be, None where nothing proves it."""
        if text is None:
            return _in_words(self._symbol(self._number(member, value), reading), reading.words)
        return value if text == value.value else changed(value, value=text, recovered="sibling")

    def _symbol(self, value: ValueFacts, reading: "_Reading") -> ValueFacts:
        """The symbol that the number stands for everywhere else, or that has the label's letters."""
        if value.label is None or "_" not in value.label or (value.symbol is not None and _SYMBOL.match(value.symbol)):
            return value
        by_number = self._named(value.value)
        known = lexicon(ENGLISH) if value.name else reading.words
        by_words = self._meant(value.name or value.label, known, reading.family)
        names = by_number if len(by_number) == 1 else (by_number & by_words or by_words)
        return changed(value, symbol=next(iter(names))) if len(names) == 1 else value

    def _meant(self, text: str, words: Lexicon, family: frozenset[str]) -> frozenset[str]:
        """What a text of this run may mean; pages damage the same few constants in the same way."""
        key = text, words.locale, family
        if key not in self._told:
            self._told[key] = frozenset(self._spellings.meant(text, words, family))
        return self._told[key]

    def _named(self, number: int | str | None) -> set[str]:
        """The symbols of a status code; small numbers stand for too many things."""
        if not isinstance(number, int) or number < _HIGH:
            return set()
        return {symbol for symbol in self._table.symbols_of(number) if _SYMBOL.match(symbol)}

    def _number(self, member: str | None, value: ValueFacts) -> ValueFacts:
        """The number that the same named value of the same member has everywhere else."""
        if member is None or value.name is None or value.value is not None or value.range != "single":
            return value
        numbers = self._by_name.get((member, value.name), set())
        return changed(value, value=next(iter(numbers))) if len(numbers) == 1 else value

    def _whole_list(self, page: Page, member: str | None, values: Sequence[ValueFacts]) -> Sequence[str | None]:
        """The proven spelling of each string value, where one proven list of the same inherited property fits it."""
        nothing: list[str | None] = [None] * len(values)
        if page.facts.language == ENGLISH:
            return nothing
        if not any(isinstance(one.value, str) and not _proven(one) for one in values):
            return nothing
        origin = _origin(page, member)
        if origin is None:
            return nothing
        fitting = [known for known in self._lists.get(origin, ()) if _fits(values, known)]
        if not fitting:
            fitting = [known for known in self._lists.get((origin[0], _ANY_CLASS), ()) if _is_list_of(values, known)]
        found = {tuple(str(one.value) for one in known[: len(values)]) for known in fitting}
        return next(iter(found)) if len(found) == 1 else nothing


def _in_capitals(label: str | None, family: Collection[str], words: Lexicon) -> str | None:
    """``ASC _ req _ http`` beside other constants of ASC: nothing but the case of words that are no words is lost."""
    parts = [part.strip() for part in (label or "").split("_")]
    loose = label is not None and " _" in label
    if not loose or parts[0] not in family or not all(_is_one_case(part) for part in parts):
        return None
    return None if any(words.key("symbols", part) for part in parts[1:]) else "_".join(parts).upper()


def _is_one_case(part: str) -> bool:
    return part.isascii() and part.isalnum() and (part == part.lower() or part == part.upper())


@dataclass(frozen=True)
class _Reading:
    """The words that the values of a page are read with."""

    words: Lexicon
    facts: PageFacts

    @cached_property
    def family(self) -> frozenset[str]:
        """The first words of the constants on the page that nothing damaged."""
        symbols = (one.symbol for _, values in value_lists(self.facts) for one in values if one.symbol)
        return frozenset(symbol.split("_")[0] for symbol in symbols if _SYMBOL.match(symbol))


def _repair(member: str | None, old: ValueFacts, new: ValueFacts) -> Repair:
    field, value = ("symbol", new.symbol) if new.value == old.value else ("value", new.value)
    return Repair(field, member, old.quote.text, str(value), old.quote.span.line, DAMAGED, new.recovered or "sibling")


def _in_words(value: ValueFacts, words: Lexicon) -> ValueFacts:
    """A string of the CIM schema, or a number written out, that the lexicon knows, where nothing better proves it.

    A string whose anchor gives another label is one of the few that the schema labels otherwise (``anchored``).
    """
    if value.recovered or value.range != "single":
        return value
    truth = words.key("words", value.symbol) if value.symbol and value.value is None else None
    if truth in ("true", "false") and truth != (value.symbol or "").lower():
        return changed(value, symbol=truth, recovered="lexicon")
    if value.value is None and value.label is not None and value.symbol is None:
        number = words.key("numbers", value.label)
        return value if number is None else changed(value, value=int(number), recovered="lexicon")
    if words.locale == ENGLISH or not isinstance(value.value, str) or value.value == value.name:
        return value
    known = words.key("anchored" if value.name else "values", value.value)
    return value if known is None or known == value.value else changed(value, value=known, recovered="lexicon")


def _origin(page: Page, member: str | None) -> tuple[str, str] | None:
    """The property and the page of the class that declares it: said by the page, or this page itself."""
    for one in page.facts.properties:
        if one.declared.name == member and member is not None and one.described is not None:
            return member, (one.described.inherited_from or page.facts.path.rsplit("/", 1)[-1]).lower()
    return None


def _proven(value: ValueFacts) -> bool:
    """Whether an anchor on the page gives the value's English spelling."""
    return value.name is not None and value.value == value.name


def _texts(values: Sequence[ValueFacts]) -> list[int | str | None]:
    return [one.value for one in values]


def _is_list_of(values: Sequence[ValueFacts], known: Sequence[ValueFacts]) -> bool:
    """Whether ``values`` are the start of ``known`` of another class: two untouched ones or more at their places."""
    untouched = sum(mine == theirs for mine, theirs in zip(_texts(values), _texts(known), strict=False))
    return untouched > 1 and _fits(values, known)


def _fits(values: Sequence[ValueFacts], known: Sequence[ValueFacts]) -> bool:
    """Whether ``values`` may be the start of ``known``: strings all along, and an untouched one at its place."""
    if len(values) > len(known) or not all(isinstance(one.value, str) for one in known):
        return False
    pairs = list(zip(_texts(values), _texts(known), strict=False))
    return all(isinstance(mine, str) for mine, _ in pairs) and any(mine == theirs for mine, theirs in pairs)
