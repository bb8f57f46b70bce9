"""The page step, applied to files: in this process, or in several, with the same result.

Between processes facts travel as bytes. A page that cannot be read is an error beside the others, never a stop.
"""

import errno
import multiprocessing
import os
import signal
import stat
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from specgen.model.facts import PageFacts
from specgen.model.serial import pack_facts, unpack_facts
from specgen.project import FoundPage

BATCH = 32
"""Pages that one message to a worker names."""

WORTH_PROCESSES = 200
"""Below this many pages starting processes costs more than it saves."""

LARGEST = 256 * 1024 * 1024
"""Bytes. What is larger is no page, and would not fit beside its facts in memory."""

THROUGH_BYTES = "SPECGEN_THROUGH_BYTES"
"""The environment variable that sends every page's facts through bytes, as processes and caches do."""


@dataclass(frozen=True, order=True)
class PageError:
    """A page that could not be read, and why."""

    root: str
    page: str
    reason: str


Outcome = PageFacts | PageError


def read_pages(pages: Sequence[FoundPage], jobs: int | None = None) -> Iterator[Outcome]:
    """The facts of each page, or why there are none, in the order of ``pages``, as they are read.

    ``jobs`` is the number of processes; None takes one a core where there are pages enough for it.
    """
    wanted = jobs if jobs is not None else _default_jobs(len(pages))
    if wanted <= 1 or len(pages) < 2:
        return map(through_bytes if os.environ.get(THROUGH_BYTES) else _read_page, pages)
    return _in_processes(pages, min(wanted, len(pages)))


def _default_jobs(pages: int) -> int:
    if pages <= WORTH_PROCESSES:
        return 1
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


def _in_processes(pages: Sequence[FoundPage], jobs: int) -> Iterator[Outcome]:
    # Never a plain fork: the parent may run threads, whose locks a forked child would inherit for ever.
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    executor = ProcessPoolExecutor(jobs, mp_context=context, initializer=_leave_interrupts_to_parent)
    batches = [pages[first : first + BATCH] for first in range(0, len(pages), BATCH)]
    try:
        yield from map(_unpacked, chain.from_iterable(executor.map(_read_batch, batches)))
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _leave_interrupts_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _read_batch(pages: Sequence[FoundPage]) -> list[bytes | PageError]:
    return [_packed(_read_page(page)) for page in pages]


def _packed(outcome: Outcome) -> bytes | PageError:
    return outcome if isinstance(outcome, PageError) else pack_facts(outcome)


def _unpacked(outcome: bytes | PageError) -> Outcome:
    return outcome if isinstance(outcome, PageError) else unpack_facts(outcome)


def through_bytes(page: FoundPage) -> Outcome:
    """One page's facts after a trip through bytes."""
    return _unpacked(_packed(_read_page(page)))


def _read_page(page: FoundPage) -> Outcome:
    # The parser is slow to import, and a run of many processes needs it in the others alone.
    from specgen.reader import read_page  # noqa: PLC0415

    try:
        page.path.encode("utf-8")
        return read_page(page.path, read_bytes(page.file))
    except UnicodeEncodeError:
        return PageError(_printable(page.root), _printable(page.path), "its name is no Unicode text")
    except OSError as error:
        return PageError(page.root, page.path, error.strerror or type(error).__name__)
    except Exception as error:  # noqa: BLE001  the reader never raises; should it, one page is lost and not the run
        return PageError(page.root, page.path, f"the reader failed: {type(error).__name__}: {error}")


def _printable(name: str) -> str:
    return os.fsencode(name).decode("utf-8", errors="backslashreplace")


def read_bytes(file: Path) -> bytes:
    """A page's bytes. Raises OSError for what cannot be read, is no plain file, or is larger than LARGEST."""
    status = file.stat()
    if not stat.S_ISREG(status.st_mode):
        # Reading a pipe or a device might never end.
        raise OSError(errno.EINVAL, "it is not a plain file")
    if status.st_size > LARGEST:
        raise OSError(errno.EFBIG, f"it is larger than {LARGEST // 1024 // 1024} MiB")
    return file.read_bytes()
