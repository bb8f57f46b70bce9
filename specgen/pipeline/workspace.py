"""One tree, kept open while its pages are edited: what they say by now, and what is found on them.

``update`` reads one page and waits for nothing else. What the other pages have to do with it is known after the next
``settle``, which takes as long as the tree is large and may run in a thread of its own, one at a time; until then the
older findings that depend on other pages are shown where their lines still stand.
"""

import os
import threading
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from specgen.checks import Rule, Selection, UnknownRuleError, alone, judge, run_alone
from specgen.fixes import EditError, choose, mended
from specgen.headers import HeaderError
from specgen.model.change import changed
from specgen.model.digest import digest
from specgen.model.entities import AnyEntity
from specgen.model.findings import Finding
from specgen.model.library import Library, Page
from specgen.model.overlays import OverlayError
from specgen.pipeline.assembly import Request, Run, compile_pages, placed
from specgen.pipeline.explanation import Explanation, explain_page
from specgen.pipeline.reading import read_bytes
from specgen.pipeline.shifts import Shift
from specgen.pipeline.sources import place_of
from specgen.project import SUFFIXES, FoundPage, NoSuchPathError, place_of_file
from specgen.reader import read_page
from specgen.reader.source import Source

Key = tuple[str, str]
"""A page by root and path."""


class WorkspaceError(Exception):
    """A tree that cannot be compiled as it is configured; the message says why."""


@dataclass(frozen=True)
class Told:
    """What a page says now: its bytes and its facts. ``page`` is None where it is not there any more."""

    data: bytes = b""
    page: Page | None = None

    @cached_property
    def lines(self) -> list[str]:
        """The lines as spans count them."""
        return Source.decode("", self.data).lines


@dataclass(frozen=True)
class Settled:
    """What came of linking and checking everything.

    ``told`` is what pages said then that were updated, and ``findings`` are those of the pages ``looked_at``.
    """

    library: Library = field(default_factory=Library)
    findings: Mapping[Key, tuple[Finding, ...]] = field(default_factory=dict)
    told: Mapping[Key, Told] = field(default_factory=dict)
    looked_at: Collection[Key] = ()

    @cached_property
    def pages(self) -> dict[Key, Page]:
        """The linked pages."""
        return {page.key: page for page in self.library.pages}


def linked(run: Run, told: Mapping[Key, Page | None]) -> Library:
    """The library of ``run`` where these pages say something else (None: are not there). Raises OverlayError."""
    there = {page.key for page in run.library.pages}
    replaced = {key: page.facts if page is not None else None for key, page in told.items() if key in there}
    more = [page for key, page in told.items() if page is not None and key not in there]
    return run.relinked(replaced, more) if replaced or more else run.library


class Workspace:
    """The tree that ``request`` names, whose rules are those of ``selection``.

    Until it has settled once, pages are known one by one. Raises UnknownRuleError for a rule that is not there.
    """

    def __init__(self, request: Request, selection: Selection) -> None:
        self._lock = threading.Lock()
        self._told: dict[Key, Told] = {}
        self._looked_at: set[Key] = set()
        self._settled = Settled()
        self._generation = 0
        self.reconfigure(request, selection)

    def reconfigure(self, request: Request, selection: Selection) -> None:
        """Read the tree anew with the next ``settle``: files came or went, or the configuration is another.

        What was updated is forgotten. Raises UnknownRuleError; then everything is as before.
        """
        judge(Library(), selection)
        with self._lock:
            self.request, self.selection = request, selection
            self._alone: tuple[Rule, ...] = alone(selection)
            self._places: dict[Path, FoundPage | None] = {}
            self._generation += 1
            self._run: Run | None = None
            self._raw: dict[Key, Page] = {}
            self._told.clear()
            self._looked_at.clear()

    def place(self, file: Path) -> FoundPage | None:
        """Where a file (an absolute path) stands in the tree; None for what is no page of it."""
        if file not in self._places:
            self._places[file] = self._place(file)
        return self._places[file]

    def _place(self, file: Path) -> FoundPage | None:
        try:
            real = file.resolve()
        except (OSError, RuntimeError):
            real = file
        for path in self.request.paths:
            if Path(path).absolute() in (file, real):
                return FoundPage(path, file.name, file)
        if real.suffix.lower() not in SUFFIXES:
            return None
        return place_of_file(real, self.request.paths, self.request.configuration)

    def file(self, root: str, page: str) -> Path:
        """Where a page lies."""
        return place_of(root, page).absolute()

    def update(self, file: Path, data: bytes | None) -> bool:
        """Let a page say ``data`` (None: what its file holds, and nobody looks at it); False for no page of the tree.

        Never raises for what is on the page, nor for a file that is gone or cannot be read.
        """
        place = self.place(file)
        if place is None:
            return False
        key = (place.root, place.path)
        told = self._on_disk(place, key) if data is None else self._read(place, key, data)
        with self._lock:
            self._told[key] = told
            if data is None:
                self._looked_at.discard(key)
            else:
                self._looked_at.add(key)
        return True

    def _on_disk(self, place: FoundPage, key: Key) -> Told:
        try:
            return self._read(place, key, read_bytes(place.file))
        except OSError:
            return Told()

    def _read(self, place: FoundPage, key: Key, data: bytes) -> Told:
        """A page read anew, unless the same bytes are known."""
        then = self._settled.told.get(key)
        name = digest(data)
        known = (self._raw.get(key), then.page if then is not None else None)
        facts = next((page.facts for page in known if page is not None and page.facts.digest == name), None)
        return Told(data, placed(place, facts or read_page(place.path, data), self.request))

    def settle(self, cancelled: Callable[[], bool] = lambda: False) -> bool:
        """Link and check everything with what pages say now; False where it was cancelled on the way.

        Raises WorkspaceError; then what was known stays.
        """
        with self._lock:
            told, looked_at, run = dict(self._told), frozenset(self._looked_at), self._run
            request, selection, generation = self.request, self.selection, self._generation
        try:
            if run is None:
                # A page that is on no disk yet is told, not read.
                there = tuple(path for path in request.paths if os.path.lexists(path))
                run = compile_pages(replace(request, paths=there))
                self._keep(run, generation)
            if cancelled():
                return False
            library = linked(run, {key: one.page for key, one in told.items()})
            library = replace(library, pages=tuple(_reported(page, looked_at) for page in library.pages))
            if cancelled():
                return False
            findings = judge(library, selection).findings
        except NoSuchPathError as error:
            raise WorkspaceError(f"{error}: no such file or folder") from None
        except (HeaderError, UnknownRuleError) as error:
            raise WorkspaceError(str(error)) from None
        except OverlayError as error:
            raise WorkspaceError("\n".join(error.problems)) from None
        settled = Settled(library, _by_page(findings), told, looked_at)
        # What everyone asks for next is worked out here, not while somebody types.
        _ = settled.library.by_page, settled.pages
        with self._lock:
            self._settled = settled
        return True

    def _keep(self, run: Run, generation: int) -> None:
        """Compile no more, unless something else is asked for by now."""
        raw = {page.key: page for page in run.inputs.pages} if run.inputs is not None else {}
        with self._lock:
            if generation == self._generation:
                self._run, self._raw = run, raw

    @property
    def library(self) -> Library:
        """The tree as it was linked last."""
        return self._settled.library

    def page(self, file: Path) -> Page | None:
        """A page as it is now, with what linking had noticed of the lines that still stand; None: there is none."""
        place = self.place(file)
        if place is None:
            return None
        key, settled = (place.root, place.path), self._settled
        told = self._told.get(key)
        if told is None:
            return settled.pages.get(key)
        return _carried(told.page, told, settled) if told.page is not None else None

    def text(self, file: Path) -> str | None:
        """What a page says, with line ends as they are in spans; None where it cannot be read."""
        place = self.place(file)
        told = self._told.get((place.root, place.path)) if place is not None else None
        try:
            data = told.data if told is not None else read_bytes(file)
        except OSError:
            return None
        return Source.decode("", data).text

    def findings(self, file: Path) -> tuple[Finding, ...]:
        """What is found on a page that was updated, in the order of reports.

        What needs other pages is as old as the last ``settle``, and left out where it stood on lines that were edited.
        """
        place = self.place(file)
        key = (place.root, place.path) if place is not None else ("", "")
        told, settled = self._told.get(key), self._settled
        if told is None or told.page is None:
            return ()
        then = settled.told.get(key)
        if key in settled.looked_at and then is not None and then.data == told.data:
            return settled.findings.get(key, ())
        own = self._own(_carried(told.page, told, settled), settled)
        codes = {rule.info.code for rule in self._alone}
        others = [one for one in settled.findings.get(key, ()) if one.code not in codes]
        if then is None or not others:
            return own
        shift = Shift(then.lines, told.lines)
        moved = [one for other in others if (one := shift.finding(other)) is not None]
        return tuple(sorted((*own, *moved), key=Finding.sort_key))

    def _own(self, page: Page, settled: Settled) -> tuple[Finding, ...]:
        """What a page and its original tell by themselves."""
        original = settled.library.originals.get(page.key)
        library = Library(
            (replace(page, reported=True),),
            settled.library.by_page.get(page.key, ()),
            settled.library.reference,
            settled.library.symbols,
            {page.key: original} if original is not None else {},
            settled.library.trees,
        )
        return run_alone(library, self._alone, self.selection)

    def entities(self, file: Path) -> Sequence[AnyEntity]:
        """What a page documents, as it was linked last."""
        place = self.place(file)
        return self._settled.library.by_page.get((place.root, place.path), ()) if place is not None else ()

    def explanation(self, file: Path) -> Explanation | None:
        """What was read from which line of a page, as it is now; None for what is no page, or is gone."""
        page = self.page(file)
        return explain_page(page, self._settled.library, self.findings(file)) if page is not None else None

    def provable(self, file: Path) -> tuple[Finding, ...]:
        """Findings whose safe fixes go together, and after which they are gone and the page tells of no other."""
        place = self.place(file)
        told = self._told.get((place.root, place.path)) if place is not None else None
        if place is None or told is None:
            return ()
        wanted = choose(self.findings(file), unsafe=False).get((place.root, place.path), ())
        if self._proves(place, told, wanted):
            return wanted
        kept: tuple[Finding, ...] = ()
        for finding in wanted:
            if self._proves(place, told, (*kept, finding)):
                kept = (*kept, finding)
        return kept

    def _proves(self, place: FoundPage, told: Told, wanted: Sequence[Finding]) -> bool:
        """Whether fixes keep their promise, as far as the page shows by itself."""
        try:
            data = mended(told.data, [edit for one in wanted if one.fix is not None for edit in one.fix.edits])
        except EditError:
            return False
        page = placed(place, read_page(place.path, data), self.request)
        before = Counter(map(_likeness, self._own(told.page, self._settled))) if told.page is not None else Counter()
        after = Counter(map(_likeness, self._own(page, self._settled)))
        return not after - (before - Counter(map(_likeness, wanted)))


def _likeness(finding: Finding) -> tuple[str, str | None, str | None]:
    """What tells findings of one page apart whose places moved."""
    return finding.code, finding.member, finding.found


def _carried(page: Page, told: Told, settled: Settled) -> Page:
    """A page as it was told, with what linking noticed of what it said before, as far as that still stands."""
    then, before = settled.told.get(page.key), settled.pages.get(page.key)
    if then is None or then.page is None or before is None:
        return page
    if then.data == told.data:
        return before
    raw, now = then.page.facts, before.facts
    notes = [note for note in now.notes if note not in raw.notes]
    repairs = [repair for repair in now.repairs if repair not in raw.repairs]
    if not notes and not repairs:
        return page
    shift = Shift(then.lines, told.lines)
    facts = changed(
        page.facts,
        notes=(*page.facts.notes, *shift.notes(notes)),
        repairs=(*page.facts.repairs, *shift.repairs(repairs)),
    )
    return replace(page, facts=facts)


def _reported(page: Page, looked_at: Collection[Key]) -> Page:
    return page if page.reported == (page.key in looked_at) else replace(page, reported=not page.reported)


def _by_page(findings: Sequence[Finding]) -> dict[Key, tuple[Finding, ...]]:
    found: dict[Key, list[Finding]] = {}
    for finding in findings:
        found.setdefault((finding.root, finding.page), []).append(finding)
    return {key: tuple(of_page) for key, of_page in found.items()}
