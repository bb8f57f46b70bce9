"""Constants: what symbols stand for, as the pages of a run say it, and values that only name their symbol.

A number is looked for on the run's own pages, then among the status codes of ``status_codes``, then in the reference
tree, then in headers. A symbol for which pages disagree has no number, unless it is a status code: of those the table
knows which page is right. One for which two headers disagree has none either.
"""

import tomllib
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from operator import is_

from specgen.link.entities import Linked
from specgen.model.change import changed
from specgen.model.facts import AccessorFacts, MemberFacts, PageFacts, ValueFacts, has_values, value_lists
from specgen.model.library import Library
from specgen.model.symbols import Known, Source, Symbols


@dataclass(frozen=True)
class Header:
    """What a header tells: its constants by name, and IIDs by the name that ``IID_`` stands before."""

    values: Mapping[str, int]
    iids: Mapping[str, str] = field(default_factory=dict)


Headers = Mapping[str, Header]
"""Headers by name."""

STATUS_CODES = "status_codes"
_DEFINING = frozenset({"define", "enum"})
_WORD = 1 << 32


class SymbolTable:
    """Who says what a symbol stands for: the first place for each number."""

    def __init__(self) -> None:
        self._numbers: dict[str, dict[int, Known]] = defaultdict(dict)
        self._symbols: dict[int, set[str]] = defaultdict(set)

    def learn(self, facts: PageFacts, borrowed: Container[int] = ()) -> None:
        """Learn what a page documents or declares; the values on the lines ``borrowed`` come from its original."""
        for symbol, number, line in _documented(facts):
            source: Source = "reference" if line in borrowed else "page"
            self._learn(symbol, Known(number, source, facts.path, line))
            self._symbols[number].add(symbol)
        for symbol, number, line in _declared(facts):
            self._learn(symbol, Known(number, "page", facts.path, line))

    def _learn(self, symbol: str, known: Known) -> None:
        """-2147467259 and 0x80004005 are one number of 32 bits; the unsigned spelling is kept."""
        numbers = self._numbers[symbol]
        bits = known.value % _WORD if -_WORD // 2 <= known.value < 0 else known.value
        held = numbers.setdefault(bits, known)
        if held.value < 0 <= known.value:
            numbers[bits] = known

    def symbols_of(self, number: int) -> frozenset[str]:
        """The symbols that pages document with this number, and the status code that it is."""
        return frozenset(self._symbols.get(number, ())) | _status_symbols().get(number, frozenset())

    def settled(self, reference: Symbols | None = None, headers: Headers | None = None) -> Symbols:
        """What every symbol stands for, best evidence first."""
        found = Symbols({}, {})
        for symbol, numbers in self._numbers.items():
            _decide(found, symbol, numbers, status_codes().get(symbol))
        for told in (_status_codes(), _of_reference(reference), _of_headers(headers or {})):
            for symbol, places in told.items():
                if symbol not in found.known and symbol not in found.contradictory:
                    _decide(found, symbol, places)
        return found


def _decide(found: Symbols, symbol: str, places: Mapping[int, Known], status: int | None = None) -> None:
    """Add a symbol: with the number that all places give, or that one gives and the ``status`` codes confirm."""
    if status is not None:
        found.known[symbol] = places.get(status) or Known(status, "status", STATUS_CODES)
    elif len(places) == 1:
        found.known[symbol] = next(iter(places.values()))
    if len(places) > 1 or (status is not None and status not in places):
        found.contradictory[symbol] = tuple(places[bits] for bits in sorted(places))


Told = Mapping[str, Mapping[int, Known]]


def _documented(facts: PageFacts) -> Iterator[tuple[str, int, int]]:
    """Symbols and numbers of documented values, with their lines."""
    for _, values in value_lists(facts):
        for one in values:
            if one.symbol is not None and isinstance(one.value, int) and one.range == "single":
                yield one.symbol, one.value, one.quote.span.line


def _declared(facts: PageFacts) -> Iterator[tuple[str, int, int]]:
    """Constants that the syntax block defines, with their lines."""
    declaration = facts.declaration
    if declaration is None or declaration.form not in _DEFINING:
        return
    for member in declaration.members:
        if member.name is not None and member.value is not None:
            yield member.name, member.value, member.quote.span.line


@cache
def status_codes() -> dict[str, int]:
    """The status codes that every docset refers to, by symbol.

    One file of ``status_codes`` a family, each family whole, whatever any page mentions: the numbers are facts of the
    headers that the file names, taken from published copies of them and never from pages.
    """
    found: dict[str, int] = {}
    for file in sorted(resources.files(__package__).joinpath(STATUS_CODES).iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            found |= tomllib.loads(file.read_text(encoding="utf-8"))
    return found


@cache
def _status_symbols() -> Mapping[int, frozenset[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for symbol, number in status_codes().items():
        found[number].add(symbol)
    return {number: frozenset(symbols) for number, symbols in found.items()}


def _status_codes() -> Told:
    return {symbol: {number: Known(number, "status", STATUS_CODES)} for symbol, number in status_codes().items()}


def _of_reference(reference: Symbols | None) -> Told:
    """What pages of the reference tree say."""
    if reference is None:
        return {}
    return {
        symbol: {one.value: Known(one.value, "reference", one.place, one.line)}
        for symbol, one in reference.known.items()
        if one.source == "page"
    }


def _of_headers(headers: Headers) -> Told:
    found: dict[str, dict[int, Known]] = defaultdict(dict)
    for name, header in sorted(headers.items()):
        for symbol, number in header.values.items():
            found[symbol].setdefault(number, Known(number, _HEADER, name))
    return found


_HEADER: Source = "header"


def settle(linked: Iterable[Linked], table: SymbolTable, reference: Library | None, headers: Headers | None) -> Symbols:
    """What every symbol stands for; and the numbers of all values of ``linked`` that only name their symbol."""
    pages = tuple(linked)
    for one in pages:
        if one.mended is not None:
            table.learn(one.mended, {repair.line for repair in one.repairs if repair.evidence == "reference"})
    symbols = table.settled(reference.symbols if reference else None, headers)
    for one in pages:
        made = _filled(one.facts, symbols.known)
        if made is not one.facts:
            one.mended = made
    return symbols


def _filled(facts: PageFacts, known: Mapping[str, Known]) -> PageFacts:
    """The facts with every number that a symbol proves; the same object where there is none."""
    if not has_values(facts):
        return facts
    parts: dict[str, object] = {
        "parameters": _members(facts.parameters, known),
        "properties": _members(facts.properties, known),
        "members": _members(facts.members, known),
        "accessors": _accessors(facts.accessors, known),
        "values": _values(facts.values, known),
    }
    if facts.returns is not None and (values := _told(facts.returns.values, known)) is not facts.returns.values:
        parts["returns"] = changed(facts.returns, values=values)
    new = {name: part for name, part in parts.items() if part is not getattr(facts, name)}
    return changed(facts, **new) if new else facts


def _accessors(accessors: tuple[AccessorFacts, ...], known: Mapping[str, Known]) -> tuple[AccessorFacts, ...]:
    made = [_members(one.parameters, known) for one in accessors]
    if all(new is one.parameters for new, one in zip(made, accessors, strict=True)):
        return accessors
    return tuple(changed(one, parameters=new) for new, one in zip(made, accessors, strict=True))


def _members(members: tuple[MemberFacts, ...], known: Mapping[str, Known]) -> tuple[MemberFacts, ...]:
    made = tuple([_member(one, known) for one in members])
    return members if _same(made, members) else made


def _member(member: MemberFacts, known: Mapping[str, Known]) -> MemberFacts:
    """A member with its values' numbers; a member of strings is none that numbers stand for."""
    inner = _members(member.members, known)
    item = member.described
    if item is not None and member.declared.type != "string":
        values = _values(item.values, known)
        item = item if values is item.values else changed(item, values=values)
    if inner is member.members and item is member.described:
        return member
    return changed(member, members=inner, described=item)


def _values(values: tuple[ValueFacts, ...], known: Mapping[str, Known]) -> tuple[ValueFacts, ...]:
    made = tuple([_value(one, known) for one in values])
    return values if _same(made, values) else made


def _told(values: tuple[ValueFacts, ...], known: Mapping[str, Known]) -> tuple[ValueFacts, ...]:
    """The return values; without what a sentence names and nobody could make out as a code, or the list has too."""
    made = _values(values, known)
    listed = {one.symbol for one in made if one.symbol and not one.mentioned}
    kept = tuple(one for one in made if not (one.mentioned and (_is_unknown(one) or one.symbol in listed)))
    return made if len(kept) == len(made) else kept


def _is_unknown(value: ValueFacts) -> bool:
    return value.mentioned and value.value is None and value.symbol is None and value.range == "single"


def _value(value: ValueFacts, known: Mapping[str, Known]) -> ValueFacts:
    if value.value is not None or value.symbol is None or value.range != "single":
        return value
    number = known.get(value.symbol)
    return value if number is None else changed(value, value=number.value)


def _same(made: Sequence[object], old: Sequence[object]) -> bool:
    return all(map(is_, made, old))
