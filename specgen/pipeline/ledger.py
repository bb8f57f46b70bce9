"""Writes the ledger of a check, so that an edit of one page can be judged without the others (``edits``).

It holds what a page has of other pages: what linking noticed on it, what the rules of the library noted, which page is
its original. As long as an edit leaves the page's outside as it was (``specgen.model.outsides``), all that is the same,
on this page and on the others.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from specgen.checks import (
    Outcome,
    Selection,
    anchored,
    context_lacking,
    links_not_checked,
    main_entity,
    rules,
    spoken_codes,
)
from specgen.model.change import changed
from specgen.model.facts import Note, PageFacts
from specgen.model.findings import Counts, Finding
from specgen.model.ledger import Entry, Ledger, Linking
from specgen.model.library import Page
from specgen.model.serial import pack_linking, pack_noted, pack_trees
from specgen.pipeline.assembly import Run


@dataclass(frozen=True)
class Found:
    """What a check found, without the findings themselves, which are large: by page as ``Outcome`` has it.

    ``counts`` are those of its findings.
    """

    counts: Mapping[tuple[str, str], Counts]
    of_library: Mapping[tuple[str, str], Sequence[tuple[str, Note]]]

    @classmethod
    def of(cls, outcome: Outcome) -> "Found":
        """That of a check."""
        findings: dict[tuple[str, str], list[Finding]] = defaultdict(list)
        for finding in outcome.findings:
            findings[finding.root, finding.page].append(finding)
        return cls({page: Counts.of(found) for page, found in findings.items()}, outcome.of_library)


def ledger_of(run: Run, found: Found, selection: Selection, said: Mapping[tuple[str, str], int]) -> Ledger | None:
    """What a check found out: ``said`` are the bytes of the report on each page that it has findings on.

    None where pages cannot be told apart by their names, something else than pages has a say in what they mean, or a
    rule of somebody else's may look at anything.
    """
    if run.inputs is None or run.request.overlays or run.request.constants or selection.per_file:
        return None
    reported = run.pages
    places = {(page.locale, page.place) for page in reported}
    if not len(places) == len({run.files[page.key] for page in reported}) == len(reported):
        return None
    if any(rule.is_foreign and rule.on_library is not None for rule in rules() if selection.chooses(rule.info)):
        return None
    writer = _Writer(run, found, said)
    return Ledger(
        writer.entries(),
        tuple(sorted(spoken_codes(run.library, selection))),
        context_lacking(run.library),
        len(reported),
        sum(page.facts.state == "not_understood" for page in reported),
        links_not_checked(run.library, selection),
        "\0".join(sorted(writer.cited)),
        tuple(sorted(writer.anchored)),
        pack_trees({page.position[0]: run.library.tree_of(page) for page in reported}),
    )


class _Writer:
    """Makes the entries of one run."""

    def __init__(self, run: Run, found: Found, said: Mapping[tuple[str, str], int]) -> None:
        self._run, self._found, self._said = run, found, said
        self._raw = {page.key: page for page in run.inputs.pages} if run.inputs is not None else {}
        self._files = {key: str(file) for key, file in run.files.items()}
        self.cited: set[str] = set()
        self.anchored: set[tuple[str, str]] = set()

    def entries(self) -> tuple[Entry, ...]:
        """Those of the pages reported on, and those of their originals, which tell nothing of themselves."""
        library = self._run.library
        originals = {page.key: page for page in library.originals.values()}
        numbers = {key: at for at, key in enumerate(originals, len(self._run.pages))}
        mine = []
        for page in self._run.pages:
            original = library.originals.get(page.key)
            mine.append(self._entry(page, numbers[original.key] if original is not None else None))
        return (*mine, *(self._entry_of_original(page) for page in originals.values()))

    def _entry(self, page: Page, original: int | None) -> Entry:
        noted = self._found.of_library.get(page.key, ())
        linking = _linking(self._raw[page.key].facts, page.facts)
        self.cited.update(note.message for _, note in noted)
        self.cited.update(note.message for note in linking.notes)
        self.anchored.update((page.position[0], place) for place in anchored(self._run.library, page))
        return changed(
            self._place(page),
            entity=main_entity(self._run.library, page),
            original=original,
            linked=pack_linking(linking),
            noted=pack_noted(noted),
            counts=self._found.counts.get(page.key, Counts()),
            said=self._said.get(page.key, 0),
        )

    def _entry_of_original(self, page: Page) -> Entry:
        facts = page.facts
        return changed(self._place(page), linked=pack_linking(Linking(facts.notes, facts.repairs, facts.only_original)))

    def _place(self, page: Page) -> Entry:
        return Entry(
            self._files[page.key],
            page.root,
            page.facts.path,
            page.facts.digest,
            page.locale,
            page.docset,
            page.reported,
            page.home,
        )


def _linking(raw: PageFacts, linked: PageFacts) -> Linking:
    return Linking(linked.notes[len(raw.notes) :], linked.repairs[len(raw.repairs) :], linked.only_original)
