"""One process of a run: ``python -m tests.fuzzing.engine TARGET FOLDER SECONDS``, started by ``tests.fuzzing``.

With atheris the inputs are those that reach new code of the reader; without it they are damaged samples, and nothing
is learnt. Faults are kept and fuzzing goes on; what kills the process leaves the input behind (``crash-...``).
"""

# ruff: noqa: T201  # a program that prints

import itertools
import os
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

try:
    import atheris
except ImportError:
    atheris = None

with atheris.instrument_imports(include=["specgen.reader"]) if atheris else nullcontext():
    from tests.fuzzing.bound import bounded
    from tests.fuzzing.damage import crossed, damaged
    from tests.fuzzing.findings import Findings
    from tests.fuzzing.memories import forget
    from tests.fuzzing.targets import TARGETS, Target

_TELL = 5.0
"""Processor seconds between two notes of how far the run is."""
_INSTRUMENTED = 3.0
"""How many times longer instrumented code takes, at most."""
_FORGET = 2_000
"""Inputs after which memories are emptied."""


class Run:
    """The inputs of one target until the processor time is spent. ``folder`` keeps what a later run goes on from."""

    def __init__(self, target: Target, folder: Path, seconds: float) -> None:
        self.target = target
        self.folder = folder
        self.seconds = seconds
        self.findings = Findings(folder / "findings")
        self.spent, self.inputs = progress(folder)
        self._before, self._told, self._count = self.spent, self.spent, self.inputs

    def one(self, data: bytes) -> None:
        """One input; the process ends when the time is spent."""
        self.inputs += 1
        try:
            with bounded(len(data), _INSTRUMENTED if atheris else 1.0):
                self.target.holds(data)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001  whatever it is, it is a fault
            if self.findings.keep(data, error):
                print(f"NEW: {type(error).__name__}: {str(error)[:200]!r}", file=sys.stderr, flush=True)
        if self.inputs % _FORGET == 0:
            forget()
        self._note()

    def _note(self) -> None:
        self.spent = self._before + time.process_time()
        done = self.spent >= self.seconds
        if done or self.spent - self._told > _TELL:
            self._told = self.spent
            note(self.folder, self.spent, self.inputs)
        if done:
            os._exit(0)


def progress(folder: Path) -> tuple[float, int]:
    """Processor seconds spent, and inputs tried, by all runs in a folder so far."""
    try:
        seconds, inputs = (folder / "progress").read_text("ascii").split()
    except (OSError, ValueError):
        return 0.0, 0
    return float(seconds), int(inputs)


def note(folder: Path, spent: float, inputs: int) -> None:
    """Write down what ``progress`` reads."""
    (folder / "progress.new").write_text(f"{spent:.1f} {inputs}\n", "ascii")
    (folder / "progress.new").replace(folder / "progress")


def guided(run: Run, engine: ModuleType) -> None:
    """Inputs that atheris makes of those in the folder; half of the changes are its own."""

    def mutated(data: bytes, longest: int, seed: int) -> bytes:
        dice = Random(seed)
        return damaged(data, dice, longest) if dice.random() < 0.5 else engine.Mutate(data, longest)

    def mixed(one: bytes, other: bytes, longest: int, seed: int) -> bytes:
        return crossed(one, other, Random(seed), longest)

    options = {
        "max_len": run.target.longest,
        "timeout": 1200,
        "rss_limit_mb": 3000,
        "len_control": 0,
        "artifact_prefix": f"{run.folder}/",
    }
    arguments = [sys.argv[0], str(run.folder / "inputs"), *(f"-{name}={value}" for name, value in options.items())]
    made: Callable[..., Any] = engine.Setup
    made(arguments, run.one, custom_mutator=mutated, custom_crossover=mixed)
    engine.Fuzz()


def blind(run: Run) -> None:
    """Damaged samples, one after another."""
    kept = [path.read_bytes() for path in sorted((run.folder / "inputs").iterdir())]
    for number in itertools.count(run.inputs):
        dice = Random(number)
        data = dice.choice(kept)
        if dice.random() < 0.3:
            data = crossed(data, dice.choice(kept), dice, run.target.longest)
        run.one(damaged(data, dice, run.target.longest))


def main() -> None:
    """Fuzz until the time is spent."""
    target, folder, seconds = sys.argv[1:]
    run = Run(TARGETS[target], Path(folder), float(seconds))
    if atheris:
        guided(run, atheris)
    else:
        blind(run)


if __name__ == "__main__":
    main()
