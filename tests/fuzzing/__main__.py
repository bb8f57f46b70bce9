"""Look for inputs that break a promise: ``python -m tests.fuzzing TARGET --seconds N [--corpus PAGES]``.

Runs on atheris where it is installed (``pip install --require-hashes -r requirements-fuzz.lock``), else on damaged
samples. Everything is in a folder (``--folder``): a later run with more seconds goes on where this one ended.
Exit status 1: something was found.
"""

# ruff: noqa: T201  # a program that prints

import argparse
import subprocess
import sys
from pathlib import Path
from random import Random

from tests.fuzzing.bound import bounded
from tests.fuzzing.engine import note, progress
from tests.fuzzing.findings import Findings, name_of
from tests.fuzzing.targets import TARGETS, Target

_PIECES = 500
"""Pieces of real pages that a run begins with, at most."""
_KILLED = 20
"""How often a process that was killed is replaced."""


def main() -> int:
    """Seed, fuzz, tell."""
    options = _options()
    target = TARGETS[options.target]
    if options.replay:
        return max(_replayed(target, path) for path in options.replay)
    folder = options.folder or Path(".fuzzing") / target.name
    (folder / "inputs").mkdir(parents=True, exist_ok=True)
    if not any((folder / "inputs").iterdir()):
        _seed(target, folder / "inputs", options.corpus)
    _fuzz(target, folder, options.seconds)
    return _told(folder)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzzing", description=__doc__)
    parser.add_argument("target", choices=sorted(TARGETS))
    parser.add_argument("--seconds", type=float, default=60, help="processor time, of all runs in the folder (60)")
    parser.add_argument("--corpus", type=Path, help="a folder of real pages whose pieces are the first inputs")
    parser.add_argument("--folder", type=Path, help="inputs, findings, log and progress (.fuzzing/TARGET)")
    parser.add_argument("--replay", type=Path, nargs="+", help="try these inputs, as they are, and print what they do")
    return parser.parse_args()


def _seed(target: Target, folder: Path, corpus: Path | None) -> None:
    """The first inputs: pieces of handwritten pages, and of real ones where a folder of those is given."""
    pieces = target.samples()
    if corpus is not None:
        pages = sorted(corpus.rglob("*.md"))
        Random(len(pages)).shuffle(pages)
        for page in pages:
            pieces += [piece for piece in target.inputs(page.read_bytes()) if len(piece) <= target.longest][:3]
            if len(pieces) > _PIECES:
                break
    for piece in pieces:
        (folder / name_of(piece)).write_bytes(piece)


def _fuzz(target: Target, folder: Path, seconds: float) -> None:
    """Processes one after another until the time is spent: deep trouble kills them."""
    command = [sys.executable, "-m", "tests.fuzzing.engine", target.name, str(folder), str(seconds)]
    for _ in range(_KILLED):
        before = progress(folder)
        if before[0] >= seconds:
            return
        with (folder / "log").open("ab") as log:
            done = subprocess.run(command, stdout=log, stderr=log, check=False)
        if done.returncode == 0:
            return
        print(f"the process ended with status {done.returncode}: see {folder}/log and the files beside it")
        if progress(folder) == before:
            note(folder, before[0] + 10, before[1])


def _told(folder: Path) -> int:
    spent, inputs = progress(folder)
    faults = sorted((folder / "findings").glob("*.input"))
    killing = [path for kind in ("crash", "timeout", "oom", "leak") for path in folder.glob(f"{kind}-*")]
    print(f"{inputs} inputs in {spent:.0f} s of processor time, {len(faults) + len(killing)} faults")
    for path in (*faults, *killing):
        print(f"{path} ({path.stat().st_size} bytes)")
    return 1 if faults or killing else 0


def _replayed(target: Target, path: Path) -> int:
    data = path.read_bytes()
    found = Findings(path.parent)
    try:
        with bounded(len(data)):
            target.holds(data)
    except BaseException as error:
        print(f"{path}: {type(error).__name__}: {error}")
        found.keep(data, error)
        raise
    print(f"{path}: nothing wrong")
    return 0


if __name__ == "__main__":
    sys.exit(main())
