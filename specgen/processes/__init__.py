"""Processes of this machine that work beside this one: how they begin.

Knows nothing of what they do, and imports nothing of ours, so that they may begin while this process still imports what
it needs itself.
"""

import multiprocessing
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.context import BaseContext

READERS = ("specgen.pipeline.batches", "specgen.reader")
"""What the process from which readers are made has imported, so that none of them need."""

JUDGES = (*READERS, "specgen.checks")
"""The same of readers that run rules as well."""

_SERVER = "forkserver"


def context(preloaded: Sequence[str]) -> BaseContext:
    """How processes are made that need these modules.

    Never by a plain fork: this one may run threads, whose locks a forked child would inherit for ever.
    """
    if _SERVER not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    made = multiprocessing.get_context(_SERVER)
    made.set_forkserver_preload(list(preloaded))
    return made


def begin_early(preloaded: Sequence[str]) -> None:
    """Let processes be made soon: what they need is imported from now on, in another process than this one.

    Where that cannot be, they begin when they are wanted.
    """
    if _SERVER not in multiprocessing.get_all_start_methods():
        return
    from multiprocessing.forkserver import ensure_running  # noqa: PLC0415  Windows has none

    context(preloaded)
    with uninterrupted(), suppress(OSError):
        ensure_running()


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Processes that are started under it never hear of Ctrl-C, not even while they start; this one does afterwards."""
    mask = getattr(signal, "pthread_sigmask", None)
    if mask is None:
        yield
        return
    from multiprocessing.resource_tracker import ensure_running  # noqa: PLC0415  Windows has none

    # Whoever starts it lets interrupts through again: so it is started before they are held back.
    ensure_running()
    before = mask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        mask(signal.SIG_SETMASK, before)
