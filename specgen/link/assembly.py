"""Assembly: pages to linked pages to entities, step by step; each step adds what it alone can know."""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from specgen.link import classes, constants, interfaces, kinds, locales, names
from specgen.link.entities import Linked
from specgen.link.namespaces import all_namespaces, judge, spellings
from specgen.link.places import Tree
from specgen.link.siblings import DAMAGED, Siblings
from specgen.model.change import changed
from specgen.model.facts import Note, Repair
from specgen.model.library import Library, Page

DUPLICATE, VARIANT = "SG402", "SG409"
_BRACKETS = re.compile(r"\(([^()]+)\)")


def assemble(pages: Sequence[Page], reference: Library | None, headers: constants.Headers | None = None) -> Library:
    """The library of ``pages`` (sorted by root and path)."""
    linked = [made for page in pages if (made := _first(page)) is not None]
    tree = Tree(pages)
    pairs = locales.Pairs(reference) if reference else None
    index = classes.ClassIndex(linked, tree)
    index.set_owners()
    _settle_names(linked, index)
    index.set_namespaces(pairs)
    index.set_methods()
    interfaces.set_slots(linked, tree)
    if pairs:
        pairs.set_directions(linked)
        pairs.set_values(linked)
    table = _mend(pages, linked)
    symbols = constants.settle(linked, table, reference, headers)
    if pairs:
        pairs.set_constraints(linked)
        pairs.set_names(linked)
    _judge_namespaces(linked, (*(reference.pages if reference else ()), *pages))
    _mark_duplicates(linked)
    made_of_pages = (entity for one in linked for entity in kinds.room(one.kind).entities(one))
    entities = list(interfaces.with_iids(made_of_pages, headers or {}))
    entities.sort(key=lambda one: (one.id, one.locale, one.root, one.page, one.line))
    noted = _with_notes(pages, linked)
    return Library(noted, tuple(entities), reference, symbols, pairs.originals(noted) if pairs else {})


def _mend(pages: Sequence[Page], linked: Sequence[Linked]) -> constants.SymbolTable:
    """Values that translation damaged, as far as other pages prove them; and what these pages say of symbols."""
    table = constants.SymbolTable()
    for page in pages:
        table.learn(page.facts)
    siblings = Siblings(pages, table)
    for one in linked:
        given_back = one.mended is not None
        siblings.mend(one)
        if given_back:
            alone = replace(one, mended=None, repairs=[])
            siblings.mend(alone)
            one.only_original = tuple(_unproven(one.repairs, (*one.page.facts.repairs, *alone.repairs)))
    return table


def _unproven(repairs: Iterable[Repair], alone: Iterable[Repair]) -> Iterator[tuple[int, str]]:
    """The places of repaired values that the tree without its originals shows nothing wrong with."""
    known = {(one.line, one.read) for one in alone}
    places = dict.fromkeys((one.line, one.read) for one in repairs if one.code == DAMAGED)
    yield from (place for place in places if place not in known)


def _first(page: Page) -> Linked | None:
    """A page of a compiled kind that was understood, as far as it tells by itself."""
    facts = page.facts
    if facts.kind not in kinds.kinds() or facts.state not in ("compiled", "partial") or facts.name is None:
        return None
    identifier = kinds.room(facts.kind).identifier
    spaces = all_namespaces(page)
    return Linked(page, facts.kind, identifier, facts.name, facts.owner, namespaces=spaces, also_on=_also_on(page))


def _also_on(page: Page) -> tuple[str, ...]:
    """Ids of other interfaces whose member of the same name the page says it documents."""
    facts = page.facts
    if facts.kind not in ("com-method", "com-property") or facts.name is None:
        return ()
    found = []
    for quote in facts.front.api_names:
        owner, _, member = quote.text.rpartition(".")
        if owner and member == facts.name and owner != facts.owner:
            found.append(f"com:{owner}::{member}")
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True)
class _Taken(Container[str]):
    """The folded names of one owner that another page than one claims."""

    claims: Mapping[str, set[tuple[str, str]]]
    position: tuple[str, str]

    def __contains__(self, name: object) -> bool:
        pages = self.claims.get(name) if isinstance(name, str) else None
        return pages is not None and pages != {self.position}


def _settle_names(linked: Sequence[Linked], index: "classes.ClassIndex") -> None:
    claims: dict[tuple[str, str], dict[str, set[tuple[str, str]]]] = defaultdict(lambda: defaultdict(set))
    for one in linked:
        claims[one.page.locale, (one.owner or "").lower()][names.fold(one.name)].add(one.page.position)
    for one in linked:
        if one.kind == "constants" and one.page.facts.declaration is None:
            continue
        name = names.agreed(one.page.facts)
        if name is None:
            taken = _Taken(claims[one.page.locale, (one.owner or "").lower()], one.page.position)
            listed = [name for name in index.listed_by_owner(one) if names.fold(name) not in taken]
            name = names.settle(one.page.facts, listed, taken)
        one.name = name or one.name
        notes, repairs = names.dissent(one.page.facts, one.name)
        one.notes += notes
        one.repairs += repairs


def _judge_namespaces(linked: Iterable[Linked], pages: Sequence[Page]) -> None:
    known = spellings(pages)
    for one in linked:
        if one.kind in ("wmi-class", "wmi-method"):
            notes, repairs = judge(one.page, one.namespace, one.namespace_evidence, known)
            one.notes += notes
            one.repairs += repairs


def _mark_duplicates(linked: Sequence[Linked]) -> None:
    """Of the pages that claim one id in one locale, one stays primary (``_claim``); the others carry a note."""
    claims: dict[tuple[str, str], list[Linked]] = defaultdict(list)
    for one in linked:
        claims[one.page.locale, one.id.lower()].append(one)
    for rivals in claims.values():
        if len(rivals) < 2:
            continue
        best = min(rivals, key=_claim)
        for one in rivals:
            if one is not best:
                one.primary = False
                one.notes.append(_variant_note(one, best) if _are_variants(one, best) else _duplicate_note(one, best))


def _claim(one: Linked) -> tuple[bool, bool, tuple[str, str]]:
    stem = one.page.facts.path.rsplit("/", 1)[-1].lower()
    folded = names.fold(stem.rsplit(".", 1)[0])
    full = names.fold((one.owner or "") + one.name)
    return (bool(one.notes), folded != full, one.page.position)


def _are_variants(one: Linked, best: Linked) -> bool:
    """Whether the headings of two pages say in brackets which variant of the same each is about (``Dim (Neon)``)."""
    said = [
        _BRACKETS.findall(facts.heading.plain) if facts.heading else [] for facts in (one.page.facts, best.page.facts)
    ]
    unnamed = not one.page.facts.front.api_names and not best.page.facts.front.api_names
    return unnamed and bool(said[0] and said[1]) and said[0] != said[1]


def _variant_note(one: Linked, best: Linked) -> Note:
    note = _duplicate_note(one, best)
    message = f"{one.id} is documented in variants, and {best.page.place} is the one that is compiled"
    return changed(note, code=VARIANT, message=message)


def _duplicate_note(one: Linked, best: Linked) -> Note:
    facts = one.page.facts
    place = facts.front.api_names[0] if facts.front.api_names else facts.heading.quote if facts.heading else None
    span = place.span if place else facts.declaration.quote.span  # type: ignore[union-attr]
    message = f"{one.id} is documented by {best.page.place} too"
    return Note(DUPLICATE, span, message, one.name, place.text if place else one.name, None)


def _with_notes(pages: Sequence[Page], linked: Iterable[Linked]) -> tuple[Page, ...]:
    """The pages, with what linking noticed among their notes and repairs."""
    found = {id(one.page): one for one in linked}
    made = []
    for page in pages:
        one = found.get(id(page))
        if one is None or not (one.notes or one.repairs):
            made.append(page)
            continue
        facts = changed(
            page.facts,
            notes=(*page.facts.notes, *one.notes),
            repairs=(*page.facts.repairs, *one.repairs),
            only_original=one.only_original,
        )
        raised = page.raised
        if raised is not None and raised.facts is page.facts:
            raised = replace(raised, linked=facts)
        made.append(replace(page, facts=facts, raised=raised))
    return tuple(made)
