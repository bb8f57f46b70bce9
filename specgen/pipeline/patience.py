"""How long one page may take: whoever reads is stopped when it took longer.

What runs in Python, or in Python's regular expressions, is interrupted. What hangs in another library's C code hears
nothing: a process that may be lost (``may_be_lost``) ends itself then, and whoever gave it the page finds out which
it was.
"""

import ctypes
import faulthandler
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import FrameType

PATIENCE = 20.0
"""Seconds that a page of no size may take. Real pages take milliseconds."""

MORE_FOR = 1_000_000
"""Bytes for which a page may take as long again."""

GRACE = 5.0
"""Seconds after which a process that could not be interrupted ends."""

SPARE = 2.0
"""Seconds that it may take longer to end: one watch, which is a thread, does for many pages."""


class TooLongError(BaseException):
    """The page took longer than it may. No Exception, so that no part of the reader takes it for one of its own."""


def allowed(patience: float, size: int) -> float:
    """Seconds that a page of ``size`` bytes may take."""
    return patience * (1 + size / MORE_FOR)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raises TooLongError in what runs under it, when it has run for so many seconds."""
    if _Expendable.is_set:
        _lost_after(seconds + GRACE)
    timed = _by_signal if hasattr(signal, "setitimer") and _is_main() else _by_thread
    with timed(seconds):
        yield


class _Expendable:
    is_set = False
    ends: float | None = None
    """When it does, by the monotonic clock, unless it reads another page or rests."""


def may_be_lost() -> None:
    """This process does nothing but read pages: from now on it ends rather than hang, until it rests."""
    _Expendable.is_set = True


def rest() -> None:
    """Nothing is read until the next page: whoever waits for one does not hang.

    Between pages of one batch nobody rests, so a disk that gives the next one so late is as bad as a page that hangs.
    """
    if _Expendable.ends is not None:
        faulthandler.cancel_dump_traceback_later()
        _Expendable.ends = None


@cache
def _nowhere() -> int:
    return os.open(os.devnull, os.O_WRONLY)


def _lost_after(seconds: float) -> None:
    soonest, ends = time.monotonic() + seconds, _Expendable.ends
    if ends is None or not soonest <= ends <= soonest + SPARE:
        # The only watch of the standard library that needs no turn of the interpreter to strike.
        faulthandler.dump_traceback_later(seconds + SPARE, exit=True, file=_nowhere())
        _Expendable.ends = soonest + SPARE


def _is_main() -> bool:
    return threading.current_thread() is threading.main_thread()


@contextmanager
def _by_signal(seconds: float) -> Iterator[None]:
    def strike(_number: int, _frame: FrameType | None) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGALRM, strike)
    waiting, every = signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, waiting, every)
    finally:
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _by_thread(seconds: float) -> Iterator[None]:
    """For where there are no such signals, or in another thread than the first."""
    watch = _Watch(threading.get_ident())
    timer = threading.Timer(seconds, watch.strike)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        watch.call_off()


class _Watch:
    """Raises TooLongError in a thread, unless it was called off."""

    def __init__(self, thread: int) -> None:
        self._thread = ctypes.c_ulong(thread)
        self._lock = threading.Lock()
        self._over = False

    def strike(self) -> None:
        with self._lock:
            if not self._over:
                self._over = True
                ctypes.pythonapi.PyThreadState_SetAsyncExc(self._thread, ctypes.py_object(TooLongError))

    def call_off(self) -> None:
        with self._lock:
            self._over = True
