"""A check after an edit: the edited pages are judged again, with what the ledger knows of the others.

Whatever is not certain is left to a run of everything: that an edit changed nothing that other pages look at is shown
by the facts of before, which the cache has.
"""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from specgen.cache.store import Cache
from specgen.cache.version import reader_version
from specgen.checks import Selection, judge_page
from specgen.model.change import changed
from specgen.model.facts import Note, PageFacts
from specgen.model.findings import Counts, Finding
from specgen.model.ledger import Entry, Ledger, Linking
from specgen.model.library import Page
from specgen.model.outsides import Places, same_outside
from specgen.model.serial import pack_linking, pack_noted, unpack_linking, unpack_noted
from specgen.pipeline.page_step import facts_of
from specgen.pipeline.patience import PATIENCE


@dataclass(frozen=True)
class Edited:
    """An edited page: its entry by now, and what is found on it. The entry still says how much was said before."""

    entry: Entry
    findings: tuple[Finding, ...]


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
            one = edit.judged(ledger.entries[number])
            if one is None:
                return None
            found[number] = one
        store.keep(edit.read)
        return found
    finally:
        store.close()


class _Edit:
    """Judges edited pages, one after the other; ``read`` are their facts."""

    def __init__(self, ledger: Ledger, store: Cache, selection: Selection, patience: float) -> None:
        self._ledger, self._store, self._selection, self._patience = ledger, store, selection, patience
        self.read: list[PageFacts] = []

    def judged(self, entry: Entry) -> Edited | None:
        then = self._store.facts([(entry.path, entry.digest)]).get((entry.path, entry.digest))
        now = facts_of(entry.path, entry.file, self._patience)
        places = same_outside(then, now) if then is not None and not isinstance(now, str) else None
        if places is None or isinstance(now, str):
            return None
        self.read.append(now)
        linking, noted = self._moved(entry, places)
        original = self._original(entry)
        if linking is None or (original is None) != (entry.original is None):
            return None
        page = _page(entry, _linked(now, linking))
        told = (entry.entity, noted, self._selection, self._ledger.spoke)
        findings = judge_page(page, original, *told)
        kept = changed(
            entry,
            digest=now.digest,
            linked=pack_linking(linking),
            noted=pack_noted(noted),
            counts=Counts.of(findings),
        )
        return Edited(kept, findings)

    def _moved(self, entry: Entry, places: Places) -> tuple[Linking | None, tuple[tuple[str, Note], ...]]:
        """What the page has of others, where it stands now; None: what is said of it names lines that moved."""
        linking, noted = unpack_linking(entry.linked), unpack_noted(entry.noted)
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
