"""The map step: every page is read, in this process, in several, or elsewhere, with the same result.

A page that cannot be read is an error beside the others, never a stop; so is one that takes too long, or that kills
the process that reads it.
"""

import os
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass

from specgen.cache.form import kept_form
from specgen.model.facts import PageFacts
from specgen.model.serial import pack_facts, unpack_facts
from specgen.pipeline.batches import Batch, Said, facts_said, parted
from specgen.pipeline.crews import Borrowed, Crew, Elsewhere, Processes, Work
from specgen.pipeline.page_step import (
    LARGEST,
    Outcome,
    PageError,
    bytes_of,
    facts_of,
    printable,
    read_bytes,
    too_long,
)
from specgen.pipeline.patience import PATIENCE, allowed
from specgen.project import FoundPage

__all__ = ["LARGEST", "Elsewhere", "Means", "Outcome", "PageError", "Progress", "read_bytes", "read_pages"]

WORTH_PROCESSES = 200
"""Below this many pages starting processes costs more than it saves."""

HOPELESS = 10
"""Processes that die one after the other, on a page each, before reading is given up."""

THROUGH_BYTES = "SPECGEN_THROUGH_BYTES"
"""The environment variable that sends every page's facts through bytes, as processes and caches do."""

Progress = Callable[[int, int], None]
"""Told how many pages were read, of how many: 0 first."""


class NobodyReadsError(Exception):
    """One process after the other died: it is not the pages."""


@dataclass(frozen=True)
class Means:
    """How pages are read: by whom (None: in processes of this machine, or this one), and how long one may take.

    ``patience``: seconds that a page of no size may take. ``progress`` is told how far reading has come. ``ahead`` are
    codes of rules that run where pages are read, if that is in other processes of this machine; ``raised`` is told what
    they say of which facts, packed.
    """

    elsewhere: Elsewhere | None = None
    patience: float = PATIENCE
    progress: Progress | None = None
    ahead: tuple[str, ...] = ()
    raised: Callable[[PageFacts, bytes], None] | None = None


USUAL = Means()


@dataclass(frozen=True)
class Read:
    """What came of a page, and its facts as the cache keeps them (empty: nobody asked, or there are none)."""

    outcome: Outcome
    kept: bytes = b""


def read_pages(pages: Sequence[FoundPage], jobs: int | None = None, means: Means = USUAL) -> Iterator[Outcome]:
    """The facts of each page, or why there are none, in the order of ``pages``, as they are read.

    ``jobs`` is the number of processes; None takes one a core where there are pages enough for it.
    Raises OtherReaderError where an executor's workers run another specgen, and what an executor itself raises.
    """
    return (read.outcome for read in read_for_keeping(pages, jobs, means, kept=False))


def read_for_keeping(
    pages: Sequence[FoundPage], jobs: int | None = None, means: Means = USUAL, *, kept: bool = True
) -> Generator[Read, None, None]:
    """The same, each with the bytes that the cache keeps of it, unless ``kept`` is false."""
    crew = _crew(len(pages), jobs, means)
    read = _read_here(pages, means, kept=kept) if crew is None else _read_by(crew, pages, means, kept=kept)
    return read if means.progress is None else _told(read, len(pages), means.progress)


def _told(read: Iterator[Read], total: int, progress: Progress) -> Generator[Read, None, None]:
    progress(0, total)
    for number, one in enumerate(read, 1):
        progress(number, total)
        yield one


def _crew(pages: int, jobs: int | None, means: Means) -> Crew | None:
    """Who reads so many pages; None: this process."""
    if means.elsewhere is not None:
        return Borrowed(means.elsewhere)
    wanted = jobs if jobs is not None else _default_jobs(pages)
    return Processes(min(wanted, pages)) if wanted > 1 and pages > 1 else None


def _default_jobs(pages: int) -> int:
    if pages <= WORTH_PROCESSES:
        return 1
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


def _read_here(pages: Sequence[FoundPage], means: Means, *, kept: bool) -> Generator[Read, None, None]:
    through = bool(os.environ.get(THROUGH_BYTES))
    for page in pages:
        said = facts_of(page.path, str(page.file), means.patience)
        facts = unpack_facts(pack_facts(said)) if through and not isinstance(said, str) else said
        yield Read(_outcome(page, facts), kept_form(facts) if kept and not isinstance(facts, str) else b"")


def _outcome(page: FoundPage, said: PageFacts | str) -> Outcome:
    if isinstance(said, str):
        return PageError(printable(page.root), printable(page.path), said)
    return said


def _read_by(crew: Crew, pages: Sequence[FoundPage], means: Means, *, kept: bool) -> Generator[Read, None, None]:
    elsewhere = means.elsewhere is not None
    like = Batch((), kept, means.patience, _version() if elsewhere else "", () if elsewhere else means.ahead)
    desk = _Desk(crew)
    finished = False
    try:
        for page, said in zip(pages, desk.said(crew.batches(pages, like)), strict=True):
            told, raised = parted(said)
            outcome = _outcome(page, facts_said(told, kept=kept))
            if raised is not None and isinstance(outcome, PageFacts) and means.raised is not None:
                means.raised(outcome, raised)
            yield Read(outcome, told if kept and isinstance(told, bytes) else b"")
        finished = True
    finally:
        crew.close(finished=finished)


def _version() -> str:
    from specgen.cache.version import reader_version  # noqa: PLC0415  the other machines' concern alone

    return reader_version()


class _Desk:
    """Hands batches to a crew, a few at a time, and takes them back in order.

    Where one of the crew dies, nobody knows on which page: what was under way is read again page by page.
    """

    def __init__(self, crew: Crew) -> None:
        self._crew = crew
        self._under_way: deque[tuple[Batch, Work | None]] = deque()
        self._deaths = 0

    def said(self, batches: Iterator[Batch]) -> Iterator[Said]:
        for batch in batches:
            self._under_way.append((batch, self._given(batch)))
            if len(self._under_way) >= self._crew.width:
                yield from self._next()
        while self._under_way:
            yield from self._next()

    def _given(self, batch: Batch) -> Work | None:
        try:
            return self._crew.submit(batch)
        except self._crew.lost:
            self._renew()
            return None

    def _next(self) -> list[Said]:
        batch, work = self._under_way.popleft()
        if work is None:
            return self._singly(batch)
        try:
            return self._crew.done(work)
        except self._crew.lost:
            self._renew()
            return self._singly(batch)

    def _renew(self) -> None:
        self._under_way = deque((batch, work if _is_read(work) else None) for batch, work in self._under_way)
        self._crew.renew()

    def _singly(self, batch: Batch) -> list[Said]:
        crew = self._crew.alone()
        finished = False
        try:
            said = [self._one(crew, page) for page in batch.singly()]
            finished = True
            return said
        finally:
            crew.close(finished=finished)

    def _one(self, crew: Crew, page: Batch) -> Said:
        began = time.monotonic()
        try:
            (said,) = crew.done(crew.submit(page))
        except crew.lost:
            self._deaths += 1
            if self._deaths >= HOPELESS:
                raise NobodyReadsError("one process after the other died that was to read pages") from None
            crew.renew()
            return _reason(page, time.monotonic() - began if crew.deadly else 0)
        self._deaths = 0
        return said


def _is_read(work: Work | None) -> bool:
    return work is not None and work.done() and not work.cancelled() and work.exception() is None


def _reason(page: Batch, seconds: float) -> str:
    """Why a page cannot be read whose reader died after so many seconds."""
    ((_, source),) = page.pages
    try:
        limit = allowed(page.patience, len(bytes_of(source)))
    except OSError:
        limit = seconds + 1
    return too_long(limit) if seconds >= limit else "the process that read it died"
