"""Crews: who reads batches of pages. Processes of this machine, or any executor, wherever its workers are."""

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from typing import Any, Protocol

from specgen.pipeline.batches import Batch, Said, by_content, by_name, read_batch
from specgen.pipeline.patience import may_be_lost
from specgen.processes import JUDGES, READERS, context, uninterrupted
from specgen.project import FoundPage

Work = Future[list[Said]]

GLANCE = 0.25
"""Seconds after which whoever waits for the others looks whether they are still there."""

AHEAD = 4
"""Batches for each process that are under way or read and not yet asked for."""


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

    def done(self, work: Work) -> list[Said]:
        """What came of it, as soon as it is done. Raises one of ``lost``."""
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
        self._pool = self._pool or _pool(self._jobs, JUDGES if batch.ahead else READERS)
        with uninterrupted():
            return self._pool.submit(read_batch, batch)

    def done(self, work: Work) -> list[Said]:
        """What came of it. Raises BrokenExecutor where one of the processes died."""
        while not wait((work,), GLANCE).done:
            # Who dies while it tells what it read leaves the pool waiting for the rest.
            if self._pool is not None and not all(map(_is_alive, _processes(self._pool))):
                _end(self._pool)
        return work.result()

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
            _end(pool)
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

    def done(self, work: Work) -> list[Said]:
        """What came of it. Raises what the executor does."""
        return work.result()

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
    return ProcessPoolExecutor(jobs, mp_context=context(preloaded), initializer=_begin, initargs=(gc.get_threshold(),))


def _processes(pool: ProcessPoolExecutor) -> list[BaseProcess]:
    # Python 3.14 has methods for what they are asked for.
    return list((pool._processes or {}).values())  # noqa: SLF001


def _is_alive(process: BaseProcess) -> bool:
    # One that was closed is none any more.
    with suppress(ValueError):
        return process.is_alive()
    return False


def _end(pool: ProcessPoolExecutor) -> None:
    """End the processes at once, and with them the waiting for what they were telling."""
    for process in _processes(pool):
        with suppress(OSError, ValueError):
            process.kill()
    # As long as this end is open as well, the rest of what they had begun to say might still come.
    told: Any = pool._result_queue  # noqa: SLF001
    with suppress(AttributeError, OSError):
        told._writer.close()  # noqa: SLF001


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


def _follow(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
