"""How many changes of an implementation a generated suite notices: ``python -m tests.mutation CORPUS``.

One thing of an implementation is changed, and exactly the tests that name it must fail. The suites of the pages are
generated once; then every drawn class and interface is judged as it is, and with each of its mutants. Exit status 1:
a mutant of a declaration that can be seen lived, or too many of behaviour, or a test failed without any mutant.
"""

# ruff: noqa: T201  # a program that prints

import argparse
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.mutation.drawing import CLASSES, INTERFACES, drawn
from tests.mutation.judging import PARTS, Findings, Task, judge, prepare
from tests.mutation.subjects import Folders, World
from tests.mutation.verdict import Tally, Verdict

_MINGW = Path("/usr/share/mingw-w64/include")
_LEAST = {"declaration": 1.0, "behaviour": 0.97}
_AT_ONCE = 5
"""Modules in a task: few, so that processes end together."""


def main() -> int:
    """Generate, judge, print."""
    options = _options()
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="specgen-mutation-") as scratch:
        folders = _generated(options, Path(scratch))
        print(f"suites generated in {time.monotonic() - started:.0f} s", flush=True)
        found = _judged(options, folders)
    verdicts = [one for each in found for one in each.verdicts]
    _print_unmutated(found)
    _print_living(verdicts, options.most)
    good = _print_table(verdicts)
    print(f"{len(verdicts)} mutants in {time.monotonic() - started:.0f} s")
    broken = [one for each in found if not PARTS[each.part].differs for one in each.failed]
    return 0 if good and not broken else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("corpus", type=Path, help="real pages, docset/locale/...: SPECGEN_CORPUS")
    parser.add_argument("--only", nargs="+", choices=sorted(PARTS), default=sorted(PARTS), help="these targets alone")
    parser.add_argument("--sample", type=int, help=f"so many classes ({CLASSES}), and interfaces ({INTERFACES})")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--headers", type=Path, default=_MINGW, help="the folder of MinGW's headers")
    parser.add_argument("--out", type=Path, help="suites that were generated before, or where to keep them")
    parser.add_argument("--most", type=int, default=40, help="living mutants to print of each operator (40)")
    return parser.parse_args()


def _generated(options: argparse.Namespace, scratch: Path) -> Folders:
    """The suites of WMI's pages and of MAPI's, with the numbers of constants from MAPI's headers."""
    out = options.out or scratch
    constants = options.headers / "mapix.h"
    runs = {
        out / "wmi": ("win32", "mof"),
        out / "com": ("office", *(("--constants", str(constants)) if constants.is_file() else ())),
    }
    started = []
    for place, (docset, *more) in runs.items():
        pages = options.corpus / docset / "en-us"
        if (place / "conformance").is_dir():
            continue
        command = [sys.executable, "-m", "specgen", "generate", str(pages), "--out", str(place), "--quiet"]
        command += ["--backend", "model", "--backend", "conformance"]
        command += ["--backend", "mof"] if more == ["mof"] else more
        started.append(subprocess.Popen(command, stdout=subprocess.DEVNULL))
    if any(one.wait() not in (0, 1) for one in started):
        raise SystemExit("specgen generate failed")
    return Folders(out / "wmi", out / "com", options.headers, scratch)


def _judged(options: argparse.Namespace, folders: Folders) -> list[Findings]:
    tasks = list(_tasks(options, World(folders)))
    spawn = multiprocessing.get_context("spawn")
    found: list[Findings] = []
    with ProcessPoolExecutor(options.jobs, spawn, prepare, (folders,)) as pool:
        for one in pool.map(judge, tasks):
            found.append(one)
            print(f"\r{len(found)} of {len(tasks)} tasks", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return found


def _tasks(options: argparse.Namespace, world: World) -> Iterator[Task]:
    modules = {
        "wmi": drawn(sorted(world.classes), options.sample or CLASSES, str),
        "com": drawn(sorted(world.interfaces), options.sample or INTERFACES, str),
    }
    for name in options.only:
        for technology in PARTS[name].technologies:
            chosen = modules[technology]
            for at in range(0, len(chosen), _AT_ONCE):
                yield Task(name, tuple(chosen[at : at + _AT_ONCE]))


def _print_unmutated(found: Sequence[Findings]) -> None:
    for name, part in PARTS.items():
        mine = [one for one in found if one.part == name]
        if not mine:
            continue
        failed = [one for each in mine for one in each.failed]
        tests, modules = sum(one.tests for one in mine), sum(one.modules for one in mine)
        seconds = sum(one.seconds for one in mine)
        left = f", {sum(one.left for one in mine)} places left out" if part.differs else ""
        print(f"{name}: {modules} modules with {tests} tests in {seconds:.0f} s", end=", ")
        print(f"{len(failed)} fail without any mutant{left}")
        for one in failed if not part.differs else ():
            print(f"  {one.nodeid}: {one.reason}")


def _print_living(verdicts: Sequence[Verdict], most: int) -> None:
    by_operator: dict[tuple[str, str, str], list[Verdict]] = defaultdict(list)
    for one in verdicts:
        if one.kind != "killed":
            by_operator[one.kind, one.mutant.target, one.mutant.operator].append(one)
    for (kind, target, operator), living in sorted(by_operator.items()):
        print(f"{kind}: {target}, {operator}: {len(living)}")
        for one in living[:most]:
            print(f"  {' and '.join(site.member for site in one.mutant.sites)}: {one.reason}")
            for nodeid in one.collateral[:3]:
                print(f"    fails too: {nodeid.rpartition('/')[2]}")
        if len(living) > most:
            print(f"  and {len(living) - most} more")


def _print_table(verdicts: Sequence[Verdict]) -> bool:
    """The table; whether every kind of mutant is killed as often as it must be."""
    rows: dict[tuple[str, str], Tally] = defaultdict(Tally)
    families: dict[str, Tally] = defaultdict(Tally)
    for one in verdicts:
        rows[one.mutant.target, one.mutant.operator].add(one.kind)
        families[one.mutant.family].add(one.kind)
    print(f"\n{'target':15} {'operator':28} mutants killed survived not testable collateral  score")
    for (target, operator), tally in sorted(rows.items()):
        print(_row(f"{target:15} {operator:28}", tally))
    for family, tally in sorted(families.items()):
        print(_row(f"{'all':15} {family:28}", tally), f"(at least {_LEAST[family]:.0%})")
    return all(tally.share >= _LEAST[family] for family, tally in families.items())


def _row(head: str, tally: Tally) -> str:
    counts = f"{tally.mutants:7} {tally.killed:6} {tally.survived:8} {tally.untestable:12} {tally.collateral:10}"
    return f"{head} {counts} {tally.share:6.1%}"


if __name__ == "__main__":
    raise SystemExit(main())
