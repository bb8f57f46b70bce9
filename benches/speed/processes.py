"""Whole processes, measured: processor time of them and of all that they start, time on the clock, memory."""

import os
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

_EVERY = 0.02


@dataclass(frozen=True)
class Measured:
    """Seconds of processor time and on the clock; peak memory in MB of the process and of the largest that it started.

    Memory is known on Linux alone, and 0 elsewhere.
    """

    processor: float
    clock: float
    status: int
    parent: float = 0.0
    worker: float = 0.0


def measured(command: Sequence[str], environment: Mapping[str, str] | None = None, *, memory: bool = False) -> Measured:
    """One run of a command, whose output goes nowhere."""
    # As users start it, who have compiled modules on their disk.
    usual = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    begun = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**usual, **(environment or {})}
    ) as process:
        with _watched(process.pid, on=memory) as peaks:
            _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    clock = time.perf_counter() - begun
    return Measured(used.ru_utime + used.ru_stime, clock, process.returncode, peaks.parent, peaks.worker)


def least(command: Sequence[str], times: int, environment: Mapping[str, str] | None = None) -> Measured:
    """The run of several that took the least processor time: what disturbs a run only ever adds."""
    return min((measured(command, environment) for _ in range(times)), key=lambda one: one.processor)


@dataclass
class _Peaks:
    """MB, as far as they were seen."""

    parent: float = 0.0
    worker: float = 0.0
    seen: set[int] = field(default_factory=set)

    def look(self, process: int) -> None:
        self.parent = max(self.parent, _peak(process))
        for child in _below(process):
            self.worker = max(self.worker, _peak(child))


@contextmanager
def _watched(process: int, *, on: bool) -> Iterator[_Peaks]:
    peaks, done = _Peaks(), threading.Event()

    def watch() -> None:
        while not done.wait(_EVERY):
            peaks.look(process)

    watcher = threading.Thread(target=watch, daemon=True)
    if on:
        watcher.start()
    try:
        yield peaks
    finally:
        done.set()
        if on:
            watcher.join()


def _peak(process: int) -> float:
    """The most memory that a process ever had, in MB."""
    try:
        lines = Path(f"/proc/{process}/status").read_text("ascii", errors="replace").splitlines()
    except OSError:
        return 0.0
    told = next((line.split()[1] for line in lines if line.startswith("VmHWM:")), "0")
    return int(told) / 1024


def _below(process: int) -> Iterator[int]:
    """The processes that a process started, and those that these started."""
    try:
        tasks = list(Path(f"/proc/{process}/task").iterdir())
        children = [int(word) for task in tasks for word in (task / "children").read_text("ascii").split()]
    except OSError:
        return
    for child in children:
        yield child
        yield from _below(child)
