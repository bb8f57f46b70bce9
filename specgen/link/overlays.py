"""Overlays: known defects of pages, mended in the library after everything else is linked.

An overlay without a locale mends every page of its entity on which the old value is read, and needs one such. Whatever
it changes is recorded as a repair; one that changes nothing is stale, which is an error.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from specgen.link import reordering
from specgen.link.fields import VTABLE, Fact, Keys, NoSuchFieldError, find
from specgen.model.change import changed
from specgen.model.entities import AnyEntity, ComInterface
from specgen.model.facts import Note, PageFacts, Repair
from specgen.model.library import Library, Page
from specgen.model.overlays import Overlay, OverlayError, Plain
from specgen.model.serial import entity_from_plain, plain, to_json
from specgen.model.spans import Span

CODE = "SG906"
_NAMESPACE: Keys = ("namespace",)


def apply(library: Library, overlays: Iterable[Overlay]) -> Library:
    """The library with these facts mended. Raises OverlayError with every overlay that cannot be applied."""
    given = tuple(overlays)
    if not given:
        return library
    edits, problems = _edits(library, given)
    entities = [_mended(entity, edits.get(number, ())) for number, entity in enumerate(library.entities)]
    problems += _collisions(library.entities, entities, edits)
    moved = {number for number, of_one in edits.items() if any(reordering.counts(edit.fact.keys) for edit in of_one)}
    places = reordering.affected(entities, moved)
    problems += _counted_anew(library.entities, edits, places)
    if problems:
        raise OverlayError(problems)
    entities = reordering.renumbered(entities, places, CODE)
    notes = _notes(library.entities, edits)
    pages = tuple(_noted(page, notes.get(page.key, ())) for page in library.pages)
    ordered = sorted(entities, key=lambda one: (one.id, one.locale, one.root, one.page, one.line))
    return replace(library, pages=pages, entities=tuple(ordered))


@dataclass(frozen=True)
class Edit:
    """An overlay, the fact of one entity that it changes, and what stands there then, as plain data."""

    overlay: Overlay
    fact: Fact
    now: Any
    reorders: bool = False

    @property
    def repair(self) -> Repair:
        """What is recorded of it."""
        overlay = self.overlay
        read, value = _spelt(overlay.was), _spelt(overlay.now)
        return Repair(overlay.field, overlay.member, read, value, self.fact.line, CODE, "overlay")


Edits = Mapping[int, Sequence[Edit]]
"""What is changed of each entity, by its place in the library."""


def _edits(library: Library, overlays: Sequence[Overlay]) -> tuple[Edits, list[str]]:
    """What the overlays change, and what is wrong with those that cannot be applied."""
    places: dict[str, list[int]] = defaultdict(list)
    for number, entity in enumerate(library.entities):
        places[entity.id].append(number)
    found: dict[int, list[Edit]] = defaultdict(list)
    problems = []
    reordered = any(overlay.field == VTABLE for overlay in overlays)
    methods = reordering.Documented(library.entities if reordered else ())
    for overlay in overlays:
        try:
            for number, edit in _edits_of(overlay, library.entities, places[overlay.id], methods):
                _refuse_twice(edit, found[number])
                found[number].append(edit)
        except _UnfitError as error:
            problems.append(f"{overlay.place}: {error}")
    return found, problems


class _UnfitError(Exception):
    """Why an overlay cannot be applied."""


def _edits_of(
    overlay: Overlay, entities: Sequence[AnyEntity], places: Iterable[int], methods: reordering.Documented
) -> list[tuple[int, Edit]]:
    """The entities in which the old value is read."""
    there = [number for number in places if overlay.locale in (None, entities[number].locale)]
    if not there:
        raise _UnfitError(f"there is no {overlay.id}{_in_locale(overlay)}")
    found: list[tuple[int, Edit]] = []
    reasons: dict[str, None] = {}
    for number in there:
        try:
            fact = find(entities[number], overlay.member, overlay.field)
        except NoSuchFieldError as error:
            reasons[f"{overlay.id}: {error}"] = None
            continue
        if _same(fact.value, overlay.was):
            found.append((number, _edit(overlay, entities[number], fact, methods)))
        else:
            reasons[_stale(overlay, fact)] = None
    if not found:
        raise _UnfitError("; ".join(reasons))
    return found


def _stale(overlay: Overlay, fact: Fact) -> str:
    what = f"{overlay.field} of {overlay.member}" if overlay.member else overlay.field
    read = f"is read as {_json(fact.value)}, not {_json(overlay.was)}"
    return f"is stale: {what} of {overlay.id}{_in_locale(overlay)} {read}"


def _in_locale(overlay: Overlay) -> str:
    return f" in {overlay.locale}" if overlay.locale else ""


def _refuse_twice(edit: Edit, others: Iterable[Edit]) -> None:
    rival = next((one for one in others if _overlap(one.fact.keys, edit.fact.keys)), None)
    if rival is not None:
        raise _UnfitError(f"changes the same fact as the entry at {rival.overlay.place}")


def _overlap(one: Keys, other: Keys) -> bool:
    """Whether one of the two is the other, or a part of it."""
    return all(mine == theirs for mine, theirs in zip(one, other, strict=False))


def _edit(overlay: Overlay, entity: AnyEntity, fact: Fact, methods: reordering.Documented) -> Edit:
    """The change. The new value must be one that the schema allows there, and another one in the end."""
    if fact.keys == _NAMESPACE and isinstance(overlay.now, str) and overlay.now != _namespace(overlay.now):
        raise _UnfitError(f"now must be spelt {_json(_namespace(overlay.now))}")
    try:
        edit = Edit(overlay, fact, overlay.now)
        if isinstance(entity, ComInterface) and fact.keys == (VTABLE,):
            edit = Edit(overlay, fact, reordering.slots(entity, overlay.now, methods), reorders=True)
        made = _with(entity, [edit])
    except ValueError as error:
        raise _UnfitError(f"now cannot be {_json(overlay.now)}: {error}") from None
    if not edit.reorders and _same(_at(plain(made), fact.keys), overlay.was):
        raise _UnfitError("changes nothing")
    return edit


def _namespace(text: str) -> str:
    return text.lower().replace("\\", "/")


def _with(entity: AnyEntity, edits: Iterable[Edit]) -> AnyEntity:
    """The entity with new values. Raises ValueError where the schema forbids one."""
    data = plain(entity)
    for edit in edits:
        *above, last = edit.fact.keys
        holder = _at(data, tuple(above))
        if edit.fact.optional and edit.now is None:
            holder.pop(last, None)
        else:
            holder[last] = edit.now
    return entity_from_plain(data)


def _at(data: Any, keys: Keys) -> Any:
    """What stands there; None for an entry that a map does not have."""
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else data[key]
    return data


def _mended(entity: AnyEntity, edits: Sequence[Edit]) -> AnyEntity:
    if not edits:
        return entity
    made = _with(entity, edits)
    repairs = (*entity.repairs, *(edit.repair for edit in edits))
    return changed(
        made,
        id=_identifier(entity, made),
        repairs=tuple(sorted(repairs, key=lambda one: (one.line, one.field, one.member or ""))),
        findings=tuple(sorted({*entity.findings, CODE})),
    )


def _identifier(old: AnyEntity, new: AnyEntity) -> str:
    """The id, with the namespace that the entity has now."""
    before, now = getattr(old, "namespace", None), getattr(new, "namespace", None)
    if before == now:
        return old.id
    scheme, _, rest = old.id.partition(":")
    return f"{scheme}:{now or '?'}:{rest.partition(':')[2]}"


def _collisions(before: Sequence[AnyEntity], after: Sequence[AnyEntity], edits: Edits) -> list[str]:
    """Overlays that give an entity the id of another one in its locale."""
    claims: dict[tuple[str, str], set[str]] = defaultdict(set)
    for old, new in zip(before, after, strict=True):
        claims[new.locale, new.id.lower()].add(old.id)
    return [
        f"{edit.overlay.place}: makes {before[number].id} ({before[number].page}) another {after[number].id}"
        for number in sorted(edits)
        for edit in edits[number]
        if edit.fact.keys == _NAMESPACE and len(claims[after[number].locale, after[number].id.lower()]) > 1
    ]


def _counted_anew(entities: Sequence[AnyEntity], edits: Edits, places: Collection[reordering.Place]) -> list[str]:
    """Overlays of slots that follow from what other overlays say of the vtable, or of a base's."""
    return [
        f"{edit.overlay.place}: slots of {entities[number].id} are counted anew, because an overlay changes a vtable"
        for number in sorted(edits)
        for edit in edits[number]
        if reordering.gives_slot(entities[number], edit.fact.keys, places)
    ]


Notes = Mapping[tuple[str, str], Sequence[tuple[int, str]]]
"""What to say about pages, by root and path: a line and a message each."""


def _notes(entities: Sequence[AnyEntity], edits: Edits) -> Notes:
    found: dict[tuple[str, str], dict[tuple[int, str], None]] = defaultdict(dict)
    for number, entity in enumerate(entities):
        for edit in edits.get(number, ()):
            found[entity.root, entity.page][edit.fact.line, _message(edit.overlay)] = None
    return {place: tuple(said) for place, said in found.items()}


def _message(overlay: Overlay) -> str:
    what = f"{overlay.field} of {overlay.member}" if overlay.member else overlay.field
    mended = f"{what} is read as {_json(overlay.was)}, an overlay says {_json(overlay.now)}"
    return f"{mended}: {overlay.reason} ({overlay.link})"


def _noted(page: Page, said: Sequence[tuple[int, str]]) -> Page:
    if not said:
        return page
    notes = tuple(Note(CODE, _span(page.facts, line), message) for line, message in said)
    return replace(page, facts=changed(page.facts, notes=(*page.facts.notes, *notes)))


def _span(facts: PageFacts, line: int) -> Span:
    """The declarator, name or heading on that line, else the line's beginning."""
    declared = [one.declared.quote for one in (*facts.parameters, *facts.properties, *facts.members)]
    names = [facts.declaration.name, facts.declaration.quote] if facts.declaration else []
    quotes = [*declared, *names, facts.heading.quote if facts.heading else None]
    here = (quote.span for quote in quotes if quote is not None and quote.span.line == line)
    return next(here, Span(line, 1, line, 1))


def _same(one: Any, other: Plain) -> bool:
    """Equal as JSON: true is not 1."""
    return to_json(one) == to_json(other)


def _json(value: Any) -> str:
    return to_json(value).decode()


def _spelt(value: Plain) -> str:
    return value if isinstance(value, str) else _json(value)
