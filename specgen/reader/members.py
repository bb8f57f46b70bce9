"""Members: the declared parameters or properties of a page, each with what describes it."""

import itertools
import re
from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from specgen.lexicons import ENGLISH, Lexicon, fold, lexicon
from specgen.model.change import changed
from specgen.model.facts import Declaration, Declarator, DescribedItem, MemberFacts, Repair, ValueFacts
from specgen.reader.align import Candidate, align
from specgen.reader.constraints import read_constraints
from specgen.reader.flow import Code, DefList, Item, Node, Para, Quoted, paragraphs
from specgen.reader.items import describe
from specgen.reader.layouts import Entry, Layout, layout_for
from specgen.reader.terms import joined_underscores, read_direction
from specgen.reader.values import is_symbol, item_values, prose, read_value

DAMAGED_TAG = "SG503"
DAMAGED_VALUE = "SG505"


@dataclass(frozen=True)
class Members:
    """What a page's member sections gave; ``field`` is the name that ``PageFacts`` has for them.

    ``unread``: the section is laid out as a list of items, and none of them was a declared member.
    """

    field: str = "parameters"
    found: tuple[MemberFacts, ...] = ()
    undeclared: tuple[DescribedItem, ...] = ()
    repairs: tuple[Repair, ...] = ()
    unread: bool = False


@dataclass(frozen=True)
class _Role:
    """Which part of the declaration the described items of a kind belong to, and in which sections they stand."""

    field: str
    declared: str
    sections: tuple[str, ...]
    alphabetical: bool = False


_WORD = re.compile(r"\w+", re.ASCII)
_NAME = re.compile(r"(?=\w*[a-z])[A-Za-z_]\w*", re.ASCII)
"""``void (FAR *pfnMelt)(ULONG ulDegrees)``: a pointer to a function."""
_FAMILY = 3
"""Letters that the names of constants of one family begin with."""
_TYPES_OF_MESSAGES = {"wparam": "WPARAM", "lparam": "LPARAM"}
_MESSAGES = frozenset({"message", "notification", "event"})
_CALLED = _Role("parameters", "parameters", ("parameters",))
_MADE_OF_MEMBERS = _Role("members", "members", ("members", "fields", "parameters"))
_ROLES = {
    "wmi-class": _Role("properties", "members", ("properties", "members"), alphabetical=True),
    "struct": _MADE_OF_MEMBERS,
    "union": _MADE_OF_MEMBERS,
    "enum": _Role("members", "members", ("constants", "members", "fields", "parameters")),
}


def read_members(
    kind: str, declaration: Declaration | None, nodes: Callable[[str], list[Node]], words: Lexicon
) -> Members:
    """Align the described items of the page to its declaration; messages have what they describe."""
    if kind in _MESSAGES and (declaration is None or not declaration.parameters):
        return _described_alone(nodes("parameters"), words)
    if declaration is None:
        return Members()
    role = _ROLES.get(kind, _CALLED)
    declared: tuple[Declarator, ...] = getattr(declaration, role.declared)
    section: list[Node] = next((found for key in role.sections if (found := nodes(key))), [])
    section = section or _below_syntax(declaration, declared, nodes("abstract"))
    aligned, undeclared = align_items(declared, section, words, alphabetical=role.alphabetical)
    repairs = (*_direction_repairs(aligned), *_value_repairs(aligned))
    described = any(member.described for member in aligned) or bool(undeclared)
    unread = not described and _holds_items(declared, section)
    return Members(role.field, tuple(_nested(declared, iter(aligned))), undeclared, repairs, unread)


def _below_syntax(declaration: Declaration, declared: Sequence[Declarator], nodes: Sequence[Node]) -> list[Node]:
    """What stands below the syntax block where no section describes items, if it opens with a declared name."""
    line = declaration.quote.span.line
    fence = next((at for at, node in enumerate(nodes) if isinstance(node, Code) and _holds(node, line)), None)
    below = list(nodes[fence + 1 :]) if fence is not None else []
    layout = layout_for(below)
    entries = layout.entries(below) if layout is not None else []
    names = {one.name for one in declared if one.name}
    opened = bool(entries) and any(node is below[0] for node in entries[0].terms)
    return below if opened and all(_name(entry) in names for entry in entries) else []


def _holds(code: Code, line: int) -> bool:
    return code.block.first_line <= line <= code.block.last_line


def _holds_items(declared: Sequence[Declarator], section: Sequence[Node]) -> bool:
    """Whether a section has items, or text that names what the syntax declares."""
    layout = layout_for(section)
    if layout is not None and declared and layout.entries(section):
        return True
    words = {word for para in paragraphs(section) for word in _WORD.findall(joined_underscores(para.text))}
    return not words.isdisjoint(item.name for item in declared if item.name)


def _described_alone(section: Sequence[Node], words: Lexicon) -> Members:
    """The parameters of a message whose syntax names none: those that the section describes."""
    _, found = align_items((), section, words)
    members = tuple(MemberFacts(_declared_by(item), item, "name") for item in found)
    return Members("parameters", members, repairs=tuple(_value_repairs(members)))


def _declared_by(item: DescribedItem) -> Declarator:
    kind = _TYPES_OF_MESSAGES.get(item.name.lower())
    return Declarator(item.name, item.quote, kind, None, item.quote)


def _flat(declared: Sequence[Declarator]) -> Iterator[Declarator]:
    """The declarators with the members of structures that are written in place, each behind the one that holds it."""
    for one in declared:
        yield one
        yield from _flat(one.members)


def _nested(declared: Sequence[Declarator], aligned: Iterator[MemberFacts]) -> Iterator[MemberFacts]:
    """The inverse of ``_flat``, for the aligned members."""
    for one in declared:
        member = next(aligned)
        yield changed(member, members=tuple(_nested(one.members, aligned))) if one.members else member


def align_items(
    declared: Sequence[Declarator], nodes: Sequence[Node], words: Lexicon, *, alphabetical: bool = False
) -> tuple[tuple[MemberFacts, ...], tuple[DescribedItem, ...]]:
    """The declarators, each with the item of the section that describes it; and the items that describe none.

    Members of a structure that is written in place follow the one that holds them, on one level.
    """
    outer = {id(one) for one in declared}
    declared = tuple(_flat(declared))
    inner = frozenset(at for at, one in enumerate(declared) if id(one) not in outer)
    layout = layout_for(nodes)
    if layout is None:
        return _by_prose(declared, nodes, words), ()
    entries = _promoted(layout.entries(nodes), declared)
    candidates = [_candidate(entry, words) for entry in entries]
    matches = align(declared, candidates, alphabetical=alphabetical, by_name_only=inner)
    chosen = {match.described: match for match in matches}
    matched = {declared[match.declared].name for match in matches}
    again = {at for at, one in enumerate(candidates) if at not in chosen and one.name in matched}
    flags, flagged = _flags_beside(entries, candidates, chosen.keys() | again, layout)
    members = [MemberFacts(item) for item in declared]
    for match in matches:
        described = describe(
            entries[match.described],
            words,
            extra=flags.get(match.described, ()),
            bare_symbols=layout.FLAGS_BESIDE,
        )
        one, body = declared[match.declared], _all_of(entries, match.described, flagged)
        described = _constrained(described, one, body, declared, words)
        members[match.declared] = MemberFacts(one, described, match.by if described else None)
    spare = [(at, entry) for at, entry in enumerate(entries) if at not in chosen and at not in flagged]
    undeclared = [
        describe(entry, words, extra=flags.get(at, ()), bare_symbols=layout.FLAGS_BESIDE) for at, entry in spare
    ]
    return tuple(members), tuple(item for item in undeclared if item is not None and item.name)


def _all_of(entries: Sequence[Entry], at: int, flagged: Container[int]) -> list[Node]:
    """The body of an entry with the values that stand beside it, as if they were a list in it."""
    beside = list(itertools.takewhile(lambda one: one in flagged, range(at + 1, len(entries))))
    listed = DefList([Item(entries[one].terms, entries[one].body) for one in beside])
    return [*entries[at].body, *([listed] if beside else [])]


def _constrained(
    item: DescribedItem | None, one: Declarator, body: Sequence[Node], declared: Sequence[Declarator], words: Lexicon
) -> DescribedItem | None:
    found = read_constraints(one, body, declared, words)
    return changed(item, constraints=found) if item is not None and found else item


def _by_prose(declared: Sequence[Declarator], nodes: Sequence[Node], words: Lexicon) -> tuple[MemberFacts, ...]:
    """Members of a section without items: its text describes the one that there is, and none of several."""
    texts = [para for para in paragraphs(nodes) if para.text]
    denied = any(phrase in fold(texts[0].text) for phrase in words.words("words", "no-parameters")) if texts else True
    if len(declared) != 1 or denied or not declared[0].name:
        return tuple(MemberFacts(item) for item in declared)
    item = DescribedItem(declared[0].name, texts[0].quote(), values=tuple(item_values(nodes)), description=prose(nodes))
    return (MemberFacts(declared[0], _constrained(item, declared[0], nodes, declared, words), "position"),)


def _promoted(entries: Sequence[Entry], declared: Sequence[Declarator]) -> list[Entry]:
    """The entries, with nested ones that are declared names lifted out beside the entry that swallowed them."""
    names = {item.name for item in declared if item.name}
    missing = names - {_name(entry) for entry in entries}
    if not missing:
        return list(entries)
    found: list[Entry] = []
    for entry in entries:
        lifted = [one for one in _all_nested(entry) if _name(one) in missing and not _is_value(one)]
        kept = _kept(entry, lifted) if lifted else entry
        found += [kept, *lifted]
    return found


def _kept(entry: Entry, lifted: Sequence[Entry]) -> Entry:
    return Entry(entry.terms, _without(entry.body, lifted), entry.tag, entry.lead)


def _is_value(entry: Entry) -> bool:
    """Whether the term is a label with its number, so no member, whatever the label's word is."""
    value = read_value(entry.terms, [])
    return value is not None and (value.value is not None or value.range != "single")


def _all_nested(entry: Entry, depth: int = 0) -> list[Entry]:
    if depth > 5:
        return []
    return [one for child in entry.nested for one in (child, *_all_nested(child, depth + 1))]


def _without(nodes: Sequence[Node], lifted: Sequence[Entry]) -> list[Node]:
    """The nodes, to any depth of quotes, without those that make up the lifted entries."""
    taken = {id(node) for entry in lifted for node in (*entry.terms, *entry.body)}
    terms = {id(entry.terms) for entry in lifted}
    kept = [node for node in nodes if id(node) not in taken]
    return [_pruned(node, lifted, terms) for node in kept]


def _pruned(node: Node, lifted: Sequence[Entry], terms: Container[int]) -> Node:
    if isinstance(node, DefList):
        return DefList([item for item in node.items if id(item.terms) not in terms], node.implicit)
    return Quoted(_without(node.nodes, lifted), node.bullets) if isinstance(node, Quoted) else node


def _name(entry: Entry) -> str | None:
    return entry.term.name if entry.term else None


def _candidate(entry: Entry, words: Lexicon) -> Candidate:
    term = entry.term
    if term is None:
        return Candidate("", marked=False, tagged=False)
    tag = entry.tag or term.tag
    lead = read_direction(entry.lead.text, words)[0] if entry.lead else None
    tagged = tag is not None or lead is not None
    constant = not tagged and is_symbol(joined_underscores(term.name.strip()))
    return Candidate(term.name, term.marked, tagged, partial(_stated_type, entry, words), constant)


def _stated_type(entry: Entry, words: Lexicon) -> str | None:
    described = describe(
        Entry(entry.terms, [node for node in entry.body[:2] if isinstance(node, Para | DefList)]), words
    )
    return described.type if described else None


def _flags_beside(
    entries: Sequence[Entry], candidates: Sequence[Candidate], chosen: Container[int], layout: Layout
) -> tuple[dict[int, tuple[ValueFacts, ...]], set[int]]:
    """Entries that are values of the parameter above them, by that parameter's index, and the entries they are.

    ``chosen``: the entries that describe parameters, also those that do so once more.
    Only entries that state no direction, and that are no lone word set as parameters are (constants without capitals
    come in families: ``fnevNewMail``, ``fnevExtended``); in layouts that do not put flags beside parameters, only those
    with a number (a list that was closed too early).
    """
    found: dict[int, list[ValueFacts]] = {}
    flagged: set[int] = set()
    families = Counter(one.name[:_FAMILY] for at, one in enumerate(candidates) if at not in chosen)
    above = -1
    for at, entry in enumerate(entries):
        one = candidates[at]
        if at in chosen or one.tagged:
            above = at
            continue
        lone = _is_set_as_member(one) and families[one.name[:_FAMILY]] == 1
        value = read_value(entry.terms, entry.body, bare_symbols=layout.FLAGS_BESIDE)
        if lone and (value is None or value.value is None):
            above = at
        elif above >= 0 and value is not None and (layout.FLAGS_BESIDE or value.value is not None):
            found.setdefault(above, []).append(value)
            flagged.add(at)
    return {at: tuple(values) for at, values in found.items()}, flagged


def _is_set_as_member(candidate: Candidate) -> bool:
    """Whether a term is set apart as parameters are, and no constant: a word with small letters in emphasis."""
    return candidate.marked and not candidate.constant and _NAME.fullmatch(candidate.name) is not None


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
    {
        *("in", "out", "in, out", "out, in", "in-out", "in/out", "inout"),
        *("in, optional", "out, optional", "in, out, optional", "optional"),
    }
)
