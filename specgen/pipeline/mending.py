"""Mending: the fixes of findings, tried on the pages in memory, proven by compiling again, and only then written.

Proven means: the model says the same, every finding that was mended is gone, and no other appeared. Pages that fail it
are left as they are.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from specgen.files import replace_all
from specgen.fixes import EditError, choose, departures, mended
from specgen.model.digest import digest
from specgen.model.facts import PageFacts
from specgen.model.findings import Finding
from specgen.model.library import Library
from specgen.pipeline.assembly import Run
from specgen.pipeline.reading import read_bytes
from specgen.pipeline.sources import place_of
from specgen.reader import read_page

ROUNDS = 10
"""Edits that overlap others wait for another round; so many are more than any page needs."""

Place = tuple[str, str]
"""A page by root and path."""

Check = Callable[[Library], Sequence[Finding]]


@dataclass(frozen=True)
class MendedPage:
    """A page before and after, as bytes."""

    root: str
    page: str
    file: Path
    before: bytes
    after: bytes


@dataclass(frozen=True)
class Mending:
    """What came of it. ``findings``: those that are left. ``refused``: pages left as they are, each with the reason."""

    pages: tuple[MendedPage, ...]
    fixed: tuple[Finding, ...]
    findings: tuple[Finding, ...]
    refused: tuple[tuple[Place, str], ...]


def mend(run: Run, findings: Sequence[Finding], check: Check, *, unsafe: bool) -> Mending:
    """Mend what can be mended and proven; nothing is written.

    ``check`` gives the findings of a library as the run reports them, ``findings`` are those of ``run``. Raises
    OverlayError where a mended page makes an overlay stale.
    """
    return _Work(run, check, unsafe).mend(tuple(findings))


def write(pages: Iterable[MendedPage]) -> None:
    """Replace the pages, all or none, and read them back.

    Raises OSError, and ChangedPageError where one is not what was compiled, or not what was written.
    """
    every = tuple(pages)
    _require({one.file: one.before for one in every})
    replace_all({one.file: one.after for one in every})
    _require({one.file: one.after for one in every})


def _require(contents: Mapping[Path, bytes]) -> None:
    for file, data in contents.items():
        if read_bytes(file) != data:
            raise ChangedPageError(file)


class ChangedPageError(Exception):
    """A page that is not what it was when it was compiled. ``file`` is where it lies."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"{file}: changed while it was being mended")
        self.file = file


@dataclass
class _Work:
    run: Run
    check: Check
    unsafe: bool
    refused: dict[Place, str] = field(default_factory=dict)
    before: dict[Place, bytes] = field(default_factory=dict)
    after: dict[Place, bytes] = field(default_factory=dict)
    facts: dict[Place, PageFacts] = field(default_factory=dict)

    def mend(self, findings: tuple[Finding, ...]) -> Mending:
        library, fixed = self.run.library, []
        digests = {page.key: page.facts.digest for page in self.run.library.pages}
        for _ in range(ROUNDS):
            wanted = {
                place: chosen
                for place, chosen in choose(findings, unsafe=self.unsafe).items()
                if place not in self.refused and self._is_read(place, digests[place])
            }
            done, library, findings = self._tried(wanted, library, findings)
            fixed += [finding for place in done for finding in wanted[place]]
            if not done:
                break
        return Mending(
            tuple(self._page(place) for place in sorted(self.after)),
            tuple(sorted(fixed, key=Finding.sort_key)),
            findings,
            tuple(sorted(self.refused.items())),
        )

    def _page(self, place: Place) -> MendedPage:
        return MendedPage(*place, place_of(*place), self.before[place], self.after[place])

    def _is_read(self, place: Place, known: str) -> bool:
        """Whether the page's bytes are at hand, and those that were compiled."""
        if place in self.before:
            return True
        file = place_of(*place)
        try:
            data = read_bytes(file)
        except OSError as error:
            self.refused[place] = f"it cannot be read any more: {error.strerror}"
            return False
        if file.is_symlink():
            self.refused[place] = "it is a link to another file"
        elif digest(data) != known:
            self.refused[place] = "it changed since it was compiled"
        else:
            self.before[place] = data
        return place in self.before

    def _tried(
        self, wanted: Mapping[Place, tuple[Finding, ...]], library: Library, findings: tuple[Finding, ...]
    ) -> tuple[set[Place], Library, tuple[Finding, ...]]:
        """The pages of ``wanted`` that are mended now, and the library and findings that come of it.

        Pages that fail the proof are refused, and the others are tried again without them.
        """
        edited = {place: data for place, chosen in wanted.items() if (data := self._edited(place, chosen)) is not None}
        while edited:
            facts = {place: read_page(place[1], data) for place, data in edited.items()}
            tried = self.run.relinked({**self.facts, **facts})
            found = tuple(self.check(tried))
            failed = self._failed(wanted, set(edited), library, tried, findings, found)
            if not failed:
                self.after.update(edited)
                self.facts.update(facts)
                return set(edited), tried, found
            self.refused.update(failed)
            if not failed.keys() & edited.keys():
                self.refused.update(dict.fromkeys(edited, "mending it changes what is read of other pages"))
                break
            edited = {place: data for place, data in edited.items() if place not in failed}
        return set(), library, findings

    def _edited(self, place: Place, chosen: Iterable[Finding]) -> bytes | None:
        data = self.after.get(place, self.before[place])
        try:
            return mended(data, [edit for finding in chosen if finding.fix for edit in finding.fix.edits])
        except EditError as error:
            self.refused[place] = str(error)
            return None

    def _failed(
        self,
        wanted: Mapping[Place, tuple[Finding, ...]],
        edited: Collection[Place],
        library: Library,
        tried: Library,
        findings: Iterable[Finding],
        found: Iterable[Finding],
    ) -> dict[Place, str]:
        """The pages on which mending did not do what it promised, each with what it did."""
        failed = dict.fromkeys(
            departures(library.entities, tried.entities), "mending it would change what is read from it"
        )
        before, after = Counter(map(_likeness, findings)), Counter(map(_likeness, found))
        for likeness in after - before:
            failed.setdefault(likeness[:2], f"mending it would raise {likeness[2]}")
        mended_now = Counter(_likeness(one) for place in edited for one in wanted[place])
        for likeness, count in mended_now.items():
            if after[likeness] > before[likeness] - count:
                failed.setdefault(likeness[:2], f"mending it does not settle {likeness[2]}")
        return failed


def _likeness(finding: Finding) -> tuple[str, str, str, str | None, str | None]:
    """What tells findings apart whose places moved."""
    return (finding.root, finding.page, finding.code, finding.member, finding.found)
