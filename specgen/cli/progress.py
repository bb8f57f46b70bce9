"""The progress of reading, in one line on a terminal that is overwritten and goes away before anything else is said."""

import os
import shutil
import sys
import time
from contextlib import suppress
from typing import TextIO

WAIT = 0.5
"""Seconds before anything is shown: what is done sooner needs no bar."""

EVERY = 0.1
"""Seconds between two looks of the line."""

_WIDTH = 20


def wants_progress(stream: TextIO) -> bool:
    """Whether anybody sees it: a terminal that can go back to the beginning of a line."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


class Bar:
    """Told how many pages of how many are read, shows it: pages, pages in a second, time left. No colours."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._began = self._shown = 0.0
        self._length = 0

    def __call__(self, done: int, total: int) -> None:
        """``done`` pages of ``total`` are read; a count of 0 begins anew, and the last takes the line away."""
        now = time.monotonic()
        if done == 0:
            self._began = now
        elif done == total:
            self.clear()
        elif now - self._began >= WAIT and now - self._shown >= EVERY:
            self._shown = now
            self._show(line(done, total, now - self._began))

    def clear(self) -> None:
        """Take the line away."""
        if self._length:
            self._write(f"\r{' ' * self._length}\r")
            self._length = 0

    def _show(self, text: str) -> None:
        # In a line that a terminal breaks in two, going back leads to the second.
        text = text[: shutil.get_terminal_size().columns - 1]
        self._write(f"\r{text.ljust(self._length)}")
        self._length = max(self._length, len(text))

    def _write(self, text: str) -> None:
        with suppress(OSError, ValueError):
            self._stream.write(text)
            self._stream.flush()


def line(done: int, total: int, seconds: float) -> str:
    """What is shown when ``done`` pages (at least one) of ``total`` were read in so many seconds."""
    rate = done / seconds
    left = round((total - done) / rate)
    filled = _WIDTH * done // total
    clock = f"{left // 3600}:{left // 60 % 60:02}:{left % 60:02}" if left >= 3600 else f"{left // 60}:{left % 60:02}"
    bar = "#" * filled + "-" * (_WIDTH - filled)
    return f"reading [{bar}] {done} of {total} pages, {rate:.0f} pages/s, {clock} left"
