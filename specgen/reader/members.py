"""Members: the declared parameters or properties of a page, each with what describes it."""

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, replace

from specgen.lexicons import ENGLISH, Lexicon, lexicon
from specgen.model.facts import Declaration, Declarator, DescribedItem, MemberFacts, Repair, ValueFacts
from specgen.reader.align import Candidate, align
from specgen.reader.flow import DefList, Node, Para
from specgen.reader.items import describe
from specgen.reader.layouts import Entry, Layout, layout_for
from specgen.reader.terms import read_direction, read_term
from specgen.reader.values import read_value

DAMAGED_TAG = "SG503"
DAMAGED_VALUE = "SG505"


@dataclass(frozen=True)
class Members:
    """What a page's parameter and property sections gave."""

    parameters: tuple[MemberFacts, ...] = ()
    properties: tuple[MemberFacts, ...] = ()
    undeclared: tuple[DescribedItem, ...] = ()
    repairs: tuple[Repair, ...] = ()


def read_members(
    kind: str, declaration: Declaration | None, nodes: Callable[[str], list[Node]], words: Lexicon
) -> Members:
    """Align the described items of the page to its declaration."""
    if declaration is None:
        return Members()
    if kind == "wmi-class":
        section = nodes("properties") or nodes("members")
        aligned, undeclared = _aligned(declaration.members, section, words, alphabetical=True)
        return Members(properties=aligned, undeclared=undeclared, repairs=tuple(_value_repairs(aligned)))
    aligned, undeclared = _aligned(declaration.parameters, nodes("parameters"), words)
    repairs = (*_direction_repairs(aligned), *_value_repairs(aligned))
    return Members(parameters=aligned, undeclared=undeclared, repairs=repairs)


def _aligned(
    declared: Sequence[Declarator], nodes: Sequence[Node], words: Lexicon, *, alphabetical: bool = False
) -> tuple[tuple[MemberFacts, ...], tuple[DescribedItem, ...]]:
    layout = layout_for(nodes)
    if layout is None:
        return tuple(MemberFacts(item) for item in declared), ()
    entries = _promoted(layout.entries(nodes), declared)
    candidates = [_candidate(entry, words) for entry in entries]
    matches = align(declared, candidates, alphabetical=alphabetical)
    chosen = {match.described: match for match in matches}
    flags, flagged = _flags_beside(entries, candidates, chosen, layout)
    members = [MemberFacts(item) for item in declared]
    for match in matches:
        described = describe(
            entries[match.described],
            words,
            extra=flags.get(match.described, ()),
            bare_symbols=layout.FLAGS_BESIDE,
        )
        members[match.declared] = MemberFacts(declared[match.declared], described, match.by if described else None)
    spare = [entry for at, entry in enumerate(entries) if at not in chosen and at not in flagged]
    undeclared = [describe(entry, words, bare_symbols=layout.FLAGS_BESIDE) for entry in spare]
    return tuple(members), tuple(item for item in undeclared if item is not None and item.name)


def _promoted(entries: Sequence[Entry], declared: Sequence[Declarator]) -> list[Entry]:
    """The entries, with nested ones that are declared names lifted out beside the entry that swallowed them."""
    names = {item.name for item in declared if item.name}
    taken = {name for entry in entries if (name := _name(entry)) in names}
    found: list[Entry] = []
    for entry in entries:
        lifted = [one for one in _all_nested(entry) if _name(one) in names - taken and not _is_value(one)]
        kept = replace(entry, body=_without(entry.body, lifted)) if lifted else entry
        found += [kept, *lifted]
    return found


def _is_value(entry: Entry) -> bool:
    """Whether the term is a label with its number, so no member, whatever the label's word is."""
    value = read_value(entry.terms, [])
    return value is not None and (value.value is not None or value.range != "single")


def _all_nested(entry: Entry, depth: int = 0) -> list[Entry]:
    if depth > 5:
        return []
    return [one for child in entry.nested for one in (child, *_all_nested(child, depth + 1))]


def _without(nodes: Sequence[Node], lifted: Sequence[Entry]) -> list[Node]:
    """The nodes without those that make up the lifted entries."""
    taken = {id(node) for entry in lifted for node in (*entry.terms, *entry.body)}
    terms = {id(entry.terms) for entry in lifted}
    kept = [node for node in nodes if id(node) not in taken]
    return [
        DefList([item for item in node.items if id(item.terms) not in terms], node.implicit)
        if isinstance(node, DefList)
        else node
        for node in kept
    ]


def _name(entry: Entry) -> str | None:
    term = read_term(entry.terms)
    return term.name if term else None


def _candidate(entry: Entry, words: Lexicon) -> Candidate:
    term = read_term(entry.terms)
    if term is None:
        return Candidate("", marked=False, tagged=False, type=None)
    tag = entry.tag or term.tag
    lead = read_direction(entry.lead.text, words)[0] if entry.lead else None
    tagged = tag is not None or lead is not None
    return Candidate(term.name, term.marked, tagged, _stated_type(entry, words))


def _stated_type(entry: Entry, words: Lexicon) -> str | None:
    described = describe(
        Entry(entry.terms, [node for node in entry.body[:2] if isinstance(node, Para | DefList)]), words
    )
    return described.type if described else None


def _flags_beside(
    entries: Sequence[Entry], candidates: Sequence[Candidate], chosen: Container[int], layout: Layout
) -> tuple[dict[int, tuple[ValueFacts, ...]], set[int]]:
    """Entries that are values of the parameter above them, by that parameter's index, and the entries they are.

    Only entries that state no direction; in layouts that do not put flags beside parameters, only those with a number
    (a list that was closed too early).
    """
    found: dict[int, list[ValueFacts]] = {}
    flagged: set[int] = set()
    above = -1
    for at, entry in enumerate(entries):
        if at in chosen:
            above = at
        elif above >= 0 and not candidates[at].tagged:
            value = read_value(entry.terms, entry.body, bare_symbols=layout.FLAGS_BESIDE)
            if value is not None and (layout.FLAGS_BESIDE or value.value is not None):
                found.setdefault(above, []).append(value)
                flagged.add(at)
    return {at: tuple(values) for at, values in found.items()}, flagged


def _value_repairs(members: Sequence[MemberFacts]) -> Iterator[Repair]:
    for member in members:
        if member.described is not None:
            yield from value_repairs(member.declared.name, member.described.values)


def value_repairs(member: str | None, values: Sequence[ValueFacts]) -> Iterator[Repair]:
    """Values that the page proves although their text no longer spells them."""
    for one in values:
        if one.recovered is not None:
            line = one.quote.span.line
            yield Repair("value", member, one.quote.text, str(one.value), line, DAMAGED_VALUE, one.recovered)


def _direction_repairs(members: Sequence[MemberFacts]) -> Iterator[Repair]:
    """Directions that the syntax is silent on and that a damaged tag still told."""
    for member in members:
        item = member.described
        if item is None or item.tag is None or member.declared.direction is not None or item.direction is None:
            continue
        plain_tag, _ = read_direction(item.tag.text, lexicon(ENGLISH))
        bracketed = item.tag.text and item.tag.span.column > 1
        if plain_tag == item.direction and bracketed and item.tag.text.strip().lower() in _CLEAN_TAGS:
            continue
        yield Repair(
            "direction", member.declared.name, item.tag.text, item.direction, item.tag.span.line, DAMAGED_TAG, "lexicon"
        )


_CLEAN_TAGS = frozenset(
    {"in", "out", "in, out", "out, in", "in, optional", "out, optional", "in, out, optional", "optional"}
)
