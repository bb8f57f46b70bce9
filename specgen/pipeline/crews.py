"""Crews: who reads batches of pages. Processes of this machine, or any executor, wherever its workers are."""

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Protocol

from specgen.pipeline.batches import Batch, Said, by_content, by_name, read_batch
from specgen.pipeline.patience import may_be_lost
from specgen.project import FoundPage

Work = Future[list[Said]]

AHEAD = 4
"""Batches for each process that are under way or read and not yet asked for."""

PRELOADED = ("specgen.pipeline.batches", "specgen.reader")
"""What the process from which workers are made has imported, so that none of them need."""


@dataclass(frozen=True)
class Elsewhere:
    """An executor that is not ours: it may be on other machines, and whoever made it ends it.

    ``width`` is how many batches it is given at a time; ``lost`` is what comes of a task whose worker died.
    """

    executor: Executor
    width: int = 64
    lost: tuple[type[BaseException], ...] = ()


class Crew(Protocol):
    """Who reads. ``width``: batches under way at a time. ``lost``: what is raised where whoever was reading died.

    ``deadly``: reading for too long is what one of them may have died of.
    """

    width: int
    deadly: bool
    lost: tuple[type[BaseException], ...]

    def batches(self, pages: Sequence[FoundPage], like: Batch) -> Iterator[Batch]:
        """The pages in batches, in order, that say what ``like`` says."""
        ...

    def submit(self, batch: Batch) -> Work:
        """Have a batch read. Raises one of ``lost``."""
        ...

    def renew(self) -> None:
        """After a loss: be fit for work again."""
        ...

    def alone(self) -> "Crew":
        """One that reads one batch at a time, so that it is known which of them it was that killed."""
        ...

    def close(self, *, finished: bool) -> None:
        """No more work; where it is not ``finished``, what is under way ends at once."""
        ...


class Processes:
    """Processes of this machine, started when the first batch comes."""

    lost: tuple[type[BaseException], ...] = (BrokenExecutor,)
    deadly = True

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None
        self.width = jobs * AHEAD

    def batches(self, pages: Sequence[FoundPage], like: Batch) -> Iterator[Batch]:
        """They have the files."""
        return by_name(pages, like)

    def submit(self, batch: Batch) -> Work:
        """Have a batch read. Raises BrokenExecutor where one of the processes died."""
        self._pool = self._pool or _pool(self._jobs, (*PRELOADED, "specgen.checks") if batch.ahead else PRELOADED)
        with _uninterrupted():
            return self._pool.submit(read_batch, batch)

    def renew(self) -> None:
        """New processes."""
        self.close(finished=False)

    def alone(self) -> "Processes":
        """A single process."""
        crew = Processes(1)
        crew.width = 1
        return crew

    def close(self, *, finished: bool) -> None:
        """End the processes: when they are done, or by force."""
        pool, self._pool = self._pool, None
        if pool is None:
            return
        if not finished:
            # Python 3.14 has a method for this.
            for process in list((pool._processes or {}).values()):  # noqa: SLF001
                with suppress(OSError, ValueError):
                    process.kill()
        pool.shutdown(wait=True, cancel_futures=True)


class Borrowed:
    """Workers of an executor that somebody else made and will end."""

    deadly = False

    def __init__(self, elsewhere: Elsewhere) -> None:
        self._elsewhere = elsewhere
        self._given: set[Work] = set()
        self.width = elsewhere.width
        self.lost = elsewhere.lost

    def batches(self, pages: Sequence[FoundPage], like: Batch) -> Iterator[Batch]:
        """They may not have the files."""
        return by_content(pages, like)

    def submit(self, batch: Batch) -> Work:
        """Have a batch read."""
        work = self._elsewhere.executor.submit(read_batch, batch)
        self._given.add(work)
        work.add_done_callback(self._given.discard)
        return work

    def renew(self) -> None:
        """Whoever made it sees to that."""

    def alone(self) -> "Borrowed":
        """The same, one batch at a time."""
        return Borrowed(Elsewhere(self._elsewhere.executor, 1, self.lost))

    def close(self, *, finished: bool) -> None:
        """Take back what nobody has begun to read."""
        if not finished:
            for work in list(self._given):
                work.cancel()


def _pool(jobs: int, preloaded: Sequence[str]) -> ProcessPoolExecutor:
    # Never a plain fork: the parent may run threads, whose locks a forked child would inherit for ever.
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(list(preloaded))
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(gc.get_threshold(),))


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Processes that are started under it never hear of Ctrl-C, not even while they start; this one does afterwards."""
    mask = getattr(signal, "pthread_sigmask", None)
    if mask is None:
        yield
        return
    before = mask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        mask(signal.SIG_SETMASK, before)


def _begin(thresholds: tuple[int, int, int]) -> None:
    """What a worker does first. The parent alone hears of Ctrl-C; a worker whose parent is gone goes too.

    ``thresholds``: how often the parent has garbage collected, which is how often its workers have.
    """
    # Where signals cannot be blocked.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent,), daemon=True).start()
    may_be_lost()
    gc.freeze()
    gc.set_threshold(*thresholds)


def _follow(parent: "multiprocessing.process.BaseProcess") -> None:
    parent.join()
    os._exit(1)
