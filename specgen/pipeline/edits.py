"""A check after an edit: the edited pages are judged again, with what the ledger knows of the others.

Whatever is not certain is left to a run of everything: that an edit changed nothing that other pages look at is shown
by the facts of before, which the cache has.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from specgen.cache.store import Cache
from specgen.cache.version import reader_version
from specgen.checks import Selection, anchored, follow_links, following, judge_page
from specgen.link.places import resolve
from specgen.model.change import changed
from specgen.model.facts import Note, PageFacts
from specgen.model.findings import Counts, Finding
from specgen.model.ledger import Entry, Ledger, Linking
from specgen.model.library import Library, Page
from specgen.model.outsides import Places, same_outside
from specgen.model.serial import pack_linking, pack_noted, unpack_linking, unpack_noted, unpack_trees
from specgen.model.tree import Tree
from specgen.model.types import OWNER_KINDS
from specgen.pipeline.page_step import facts_of
from specgen.pipeline.patience import PATIENCE


@dataclass(frozen=True)
class Edited:
    """An edited page: its entry by now, and what is found on it. The entry still says how much was said before.

    ``followed`` is what follows from its links by now, if they or its anchors are others: where they have anchors lead
    to (``anchored``), and how many more are left alone than before (``not_checked``).
    """

    entry: Entry
    findings: tuple[Finding, ...]
    followed: tuple[tuple[str, Note], ...] = ()
    anchored: frozenset[tuple[str, str]] = frozenset()
    not_checked: int = 0


def judged_again(
    ledger: Ledger, files: Collection[str], selection: Selection, cache: Path, patience: float = PATIENCE
) -> dict[int, Edited] | None:
    """The pages that lie in ``files``, which were edited, by the numbers of their entries.

    None where other pages may have to do with what was edited, or nobody can tell. ``cache``: the folder of the cache.
    Raises UnknownRuleError.
    """
    at = {entry.file: number for number, entry in enumerate(ledger.entries)}
    numbers = [at.get(file, -1) for file in files]
    if not all(number >= 0 and ledger.entries[number].reported for number in numbers):
        return None
    store = Cache(cache, reader_version())
    try:
        edit = _Edit(ledger, store, selection, patience)
        found = {}
        for number in numbers:
            one = edit.judged(ledger.entries[number], alone=len(numbers) == 1)
            if one is None:
                return None
            found[number] = one
        store.keep(edit.read)
        return found
    finally:
        store.close()


def ledger_after(ledger: Ledger, edited: Mapping[int, Edited], said: Mapping[int, int]) -> Ledger:
    """The ledger where pages, by their entries' numbers, were edited; ``said`` are bytes of the report on them."""
    entries = list(ledger.entries)
    for number, one in edited.items():
        entries[number] = changed(one.entry, said=said[number])
    told = dict.fromkeys(note.message for one in edited.values() for _, note in one.followed)
    cited = [message for message in told if message not in ledger.cited]
    return changed(
        ledger,
        entries=tuple(entries),
        links_not_checked=ledger.links_not_checked + sum(one.not_checked for one in edited.values()),
        cited="\0".join((ledger.cited, *cited)),
        anchored=tuple(sorted({*ledger.anchored, *(place for one in edited.values() for place in one.anchored)})),
    )


class _Edit:
    """Judges edited pages, one after the other; ``read`` are their facts."""

    def __init__(self, ledger: Ledger, store: Cache, selection: Selection, patience: float) -> None:
        self._ledger, self._store, self._selection, self._patience = ledger, store, selection, patience
        self.read: list[PageFacts] = []

    def judged(self, entry: Entry, *, alone: bool) -> Edited | None:
        """An edited page, judged; ``alone``: no other was edited. None where others may have to do with it."""
        then = self._store.facts([(entry.path, entry.digest)]).get((entry.path, entry.digest))
        now = facts_of(entry.path, entry.file, self._patience)
        places = same_outside(then, now) if then is not None and not isinstance(now, str) else None
        if places is None or isinstance(now, str) or then is None or (places.apart and not alone):
            return None
        self.read.append(now)
        linking, noted = self._moved(entry, places)
        original = self._original(entry)
        if linking is None or (original is None) != (entry.original is None):
            return None
        page = _page(entry, _linked(now, linking))
        followed = self._followed(_page(entry, then), page, places) if places.apart else _Followed()
        if followed is None:
            return None
        if places.apart:
            noted = (*followed.noted, *noted)
        told = (entry.entity, noted, self._selection, self._ledger.spoke)
        findings = judge_page(page, original, *told)
        kept = changed(
            entry,
            digest=now.digest,
            linked=pack_linking(linking),
            noted=pack_noted(noted),
            counts=Counts.of(findings),
        )
        return Edited(kept, findings, followed.noted, followed.anchored, followed.not_checked)

    def _moved(self, entry: Entry, places: Places) -> tuple[Linking | None, tuple[tuple[str, Note], ...]]:
        """What the page has of others, where it stands now; None: what is said of it names lines that moved.

        Without what follows from links, where these or the anchors are others.
        """
        linking, noted = unpack_linking(entry.linked), unpack_noted(entry.noted)
        if places.apart:
            followed = following(self._selection)
            noted = tuple((code, note) for code, note in noted if code not in followed)
        if not places.moved:
            return linking, noted
        if (entry.home or entry.path) in self._ledger.cited:
            return None, ()
        notes = [places.note(one) for one in linking.notes]
        repairs = [places.repair(one) for one in linking.repairs]
        only = [(places.lines.get(line), text) for line, text in linking.only_original]
        moved = Linking(
            tuple(one for one in notes if one is not None),
            tuple(one for one in repairs if one is not None),
            tuple((line, text) for line, text in only if line is not None),
        )
        told = [(code, places.note(note)) for code, note in noted]
        kept = tuple((code, note) for code, note in told if note is not None)
        lost = len(linking) - len(moved) + len(noted) - len(kept)
        return (moved, kept) if not lost else (None, ())

    def _followed(self, then: Page, now: Page, places: Places) -> "_Followed | None":
        """What follows from the links of a page by now. None where others link to its anchors, or nobody can tell."""
        tree = now.position[0]
        if "anchors" in places.apart and (tree, now.place.lower()) in self._ledger.anchored:
            return None
        trees = unpack_trees(self._ledger.trees)
        if not self._leads_to_no_owner(now, places.owners, trees):
            return None
        ends = anchored(Library((now,), trees=trees), now)
        there = self._at(tree, ends | anchored(Library((then,), trees=trees), then))
        if there is None:
            return None
        after = follow_links(now, there, trees, self._selection)
        before = follow_links(then, there, trees, self._selection)
        leads = frozenset((tree, place) for place in ends)
        return _Followed(after.noted, leads, after.not_checked - before.not_checked)

    def _leads_to_no_owner(self, page: Page, targets: Collection[str], trees: Mapping[str, Tree]) -> bool:
        """Whether none of these links leads to a page that may be the class or interface of a method."""
        ends = {end for target in targets if (end := resolve(page, target)) is not None}
        there = self._at(page.position[0], {place for tree, place in ends if place in trees[tree].files})
        return there is not None and not any(one.facts.kind in OWNER_KINDS for one in there)

    def _at(self, tree: str, places: Collection[str]) -> list[Page] | None:
        """The pages at these places of a tree, as they were read; None where one of them is not in the ledger."""
        if not places:
            return []
        entries = [
            entry
            for entry in self._ledger.entries
            if ("" if entry.home else entry.root) == tree and (entry.home or entry.path).lower() in places
        ]
        facts = self._store.facts([(entry.path, entry.digest) for entry in entries])
        found = [(entry, facts.get((entry.path, entry.digest))) for entry in entries]
        pages = [replace(_page(entry, told), reported=False) for entry, told in found if told is not None]
        return pages if {page.place.lower() for page in pages} == set(places) else None

    def _original(self, entry: Entry) -> Page | None:
        if entry.original is None:
            return None
        original = self._ledger.entries[entry.original]
        key = (original.path, original.digest)
        facts = self._store.facts([key]).get(key)
        if facts is None:
            return None
        linking = unpack_linking(original.linked)
        told = {"notes": linking.notes, "repairs": linking.repairs, "only_original": linking.only_original}
        return _page(original, changed(facts, **told))


class _Followed(NamedTuple):
    """What ``Edited`` says of links."""

    noted: tuple[tuple[str, Note], ...] = ()
    anchored: frozenset[tuple[str, str]] = frozenset()
    not_checked: int = 0


def _page(entry: Entry, facts: PageFacts) -> Page:
    return Page(facts, entry.root, entry.locale, entry.docset, entry.reported, entry.home)


def _linked(facts: PageFacts, linking: Linking) -> PageFacts:
    """The facts with what linking noticed, as it would add it."""
    if not (linking.notes or linking.repairs):
        return facts
    return changed(
        facts,
        notes=(*facts.notes, *linking.notes),
        repairs=(*facts.repairs, *linking.repairs),
        only_original=linking.only_original,
    )
