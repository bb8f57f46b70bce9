"""Processes that begin early, and those that are asked for what they read."""

import subprocess
import sys
from concurrent.futures import Future

import pytest

from specgen.pipeline.batches import Said
from specgen.pipeline.crews import Processes

_BLOCKED = """
import time
from multiprocessing import forkserver
from specgen.processes import begin_early

begin_early(("time",))
status = open(f"/proc/{forkserver._forkserver._forkserver_pid}/status").read()
print(next(line for line in status.splitlines() if line.startswith("SigBlk")))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="what a process holds back is found in /proc")
def test_whoever_begins_early_hears_no_ctrl_c() -> None:
    told = subprocess.run([sys.executable, "-c", _BLOCKED], capture_output=True, text=True, check=True)
    assert int(told.stdout.split()[1], 16) & 2


def test_what_ends_with_a_time_out_of_its_own_is_no_glance() -> None:
    work: Future[list[Said]] = Future()
    work.set_exception(TimeoutError("the disk"))
    with pytest.raises(TimeoutError, match="the disk"):
        Processes(1).done(work)
