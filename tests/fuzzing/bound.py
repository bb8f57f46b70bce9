"""How long an input may take: more processor time than it allows for its size is a finding."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SECONDS = 2.0
SECONDS_A_BYTE = 50e-6


class TooSlowError(BaseException):
    """An input took too long. No Exception, so that nothing on the way takes it for a fault of its own."""


@contextmanager
def bounded(size: int, factor: float = 1.0) -> Iterator[None]:
    """Raises TooSlowError where the body takes more processor time than an input of ``size`` bytes may.

    ``factor``: how much slower than usual the code runs. Regular expressions are interrupted as well.
    """

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TooSlowError(f"more than {allowed:.1f} s for {size:,} bytes")

    allowed = (SECONDS + SECONDS_A_BYTE * size) * factor
    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, allowed)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
