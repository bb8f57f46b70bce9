"""A Dask cluster that is already there: ``dask:tcp://scheduler:8786``.

Dask sends Python's pickles both ways, and whoever may talk to the scheduler may run code on its workers and, in what
they answer, here: a cluster is used only if everybody who can reach it is trusted.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from specgen.pipeline.crews import AHEAD, Elsewhere
from specgen.pipeline.executors import ExecutorError

PATIENCE = 10
"""Seconds in which a scheduler has to answer, and then a worker to be there."""


@contextmanager
def opened(address: str) -> Iterator[Elsewhere]:
    """The workers of the scheduler at ``address``. Raises ExecutorError where it does not answer or has none."""
    try:
        from distributed import Client, KilledWorker  # noqa: PLC0415  an extra brings it
    except ImportError:
        raise ExecutorError("--executor dask needs Dask: pip install 'specgen[dask]'") from None
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ExecutorError(f"dask:{address}: no scheduler answers: {error}") from None
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            raise ExecutorError(f"dask:{address}: the scheduler has no workers") from None
        # Not pure: a task that killed its worker is given again, and must not be taken for the one that failed.
        yield Elsewhere(client.get_executor(pure=False), AHEAD * sum(client.nthreads().values()), (KilledWorker,))
