"""The page step, applied to one file: its facts, or why there are none."""

import errno
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

from specgen.model.facts import PageFacts
from specgen.pipeline.patience import TooLongError, allowed, within

LARGEST = 256 * 1024 * 1024
"""Bytes. What is larger is no page, and would not fit beside its facts in memory."""


@dataclass(frozen=True, order=True)
class PageError:
    """A page that could not be read, and why."""

    root: str
    page: str
    reason: str


Outcome = PageFacts | PageError


Source = str | bytes | OSError
"""Where a page's bytes are: in a file, here, or nowhere because reading them failed."""


def facts_of(path: str, source: Source, patience: float) -> PageFacts | str:
    """The facts of the page ``path``, or the reason why there are none. Never raises.

    ``patience``: seconds that a page of no size may take.
    """
    # The parser is slow to import, and a run of many processes needs it in the others alone.
    from specgen.reader import read_page  # noqa: PLC0415

    try:
        path.encode("utf-8")
        return _in_time(read_page, path, bytes_of(source), patience)
    except UnicodeEncodeError:
        return "its name is no Unicode text"
    except OSError as error:
        return error.strerror or type(error).__name__
    except Exception as error:  # noqa: BLE001  the reader never raises; should it, one page is lost and not the run
        return f"the reader failed: {type(error).__name__}: {error}"


def _in_time(read_page: Callable[[str, bytes], PageFacts], path: str, data: bytes, patience: float) -> PageFacts | str:
    seconds = allowed(patience, len(data))
    try:
        with within(seconds):
            return read_page(path, data)
    except TooLongError:
        return too_long(seconds)


def too_long(seconds: float) -> str:
    """What is said of a page that took longer than it may."""
    return f"took longer than {seconds:.3g} s"


def bytes_of(source: Source) -> bytes:
    """The bytes of a page. Raises OSError where there are none."""
    if isinstance(source, OSError):
        raise source
    return source if isinstance(source, bytes) else read_bytes(source)


def printable(name: str) -> str:
    """A file name that can be encoded: what is no Unicode text in it is an escape."""
    return os.fsencode(name).decode("utf-8", errors="backslashreplace")


def read_bytes(file: Path | str) -> bytes:
    """A page's bytes. Raises OSError for what cannot be read, is no plain file, or is larger than LARGEST."""
    # Without a Path, of which the making takes as long as the reading.
    status = os.stat(file)  # noqa: PTH116
    if not stat.S_ISREG(status.st_mode):
        # Reading a pipe or a device might never end.
        raise OSError(errno.EINVAL, "it is not a plain file")
    if status.st_size > LARGEST:
        raise OSError(errno.EFBIG, f"it is larger than {LARGEST // 1024 // 1024} MiB")
    with FileIO(file) as stream:
        return stream.readall()
