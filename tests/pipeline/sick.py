"""A reader that falls ill on some pages, for worker processes: what begins them is here, so that they can import it."""

import ctypes
import os
import signal
import sys
import time
from pathlib import PurePosixPath
from typing import Any

import specgen.reader
from specgen.model.digest import digest
from specgen.model.facts import PageFacts
from specgen.pipeline import crews, patience

well_begun = crews._begin


def read_page(path: str, data: bytes) -> PageFacts:
    """A page is what its name says; a healthy one takes no time."""
    illness = getattr(sys.modules[__name__], PurePosixPath(path).stem.split("-")[0], None)
    if illness is not None:
        illness()
    return PageFacts(path, "article", "skipped", None, digest(data))


def loops() -> None:
    while True:
        pass


def sleeps() -> None:
    time.sleep(600)


def hangs() -> None:
    """In C, with the interpreter's lock held, deaf to signals: a mutex is taken twice."""
    library, mutex = ctypes.PyDLL(None), ctypes.create_string_buffer(64)
    library.pthread_mutex_lock(mutex)
    library.pthread_mutex_lock(mutex)


def dies() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def leaves() -> None:
    os._exit(0)


def stammers() -> None:
    """Dies in the middle of telling what it read."""
    frame = sys._getframe()
    while "result_queue" not in frame.f_locals and frame.f_back is not None:
        frame = frame.f_back
    os.write(frame.f_locals["result_queue"]._writer.fileno(), b"\0\0\1\0half")
    dies()


def begin(thresholds: tuple[int, int, int]) -> None:
    """What a worker does first."""
    well_begun(thresholds)
    patience.GRACE = 0.5
    _fall_ill()


def dask_setup(_worker: object) -> None:
    """What a worker of a Dask cluster does first that is told to preload this module."""
    _fall_ill()


def _fall_ill() -> None:
    reader: Any = specgen.reader
    reader.read_page = read_page


def begin_dead(_thresholds: tuple[int, int, int]) -> None:
    """A worker that cannot even begin."""
    dies()
