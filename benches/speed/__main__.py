"""How fast specgen is: ``python -m benches.speed CORPUS`` (``make bench``; without it: the seeds, many times over).

CORPUS holds pages as docset/locale/...; ``--locales`` says which (English and French). Prints ratios that are measured
in one run on one machine, because seconds mean nothing elsewhere, beside what each may be at most (or at least).
Processor time, but where it says clock. The parts (``--only``): start, cold, cores, warm, edited, scaling.

markdownlint-cli2 is measured where it is installed: ``--markdownlint PATH``, else on the PATH (npm install -g
markdownlint-cli2).
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benches.speed.pages import copied, some, touched
from benches.speed.processes import Measured, least, measured

SEEDS = Path(__file__).parents[2] / "seeds"
COPIES = 200
EDITED_OF = 10_000
SCALES = (1_000, 2_000, 4_000, 8_000)
EVERYTHING = ("--select", "ALL", "--preview", "--exit-zero")
ONE_RULE = {"config": {"default": False, "MD051": True}, "noProgress": True, "noBanner": True}
"""A rule that looks at what was parsed (where links to headings lead). For one of lines alone it parses nothing."""
TIMES = 5
SETTLING = 2.5


@dataclass(frozen=True)
class Bench:
    """What is measured: a folder of pages, and where scratch files go."""

    pages: list[Path]
    folder: Path
    scratch: Path
    markdownlint: str | None

    def specgen(self, *arguments: str) -> list[str]:
        """The command line of a check of all rules."""
        return [sys.executable, "-m", "specgen", "check", str(self.folder), *EVERYTHING, *arguments]

    def cache(self, name: str) -> dict[str, str]:
        """An environment with a cache of its own."""
        return {"SPECGEN_CACHE_DIR": str(self.scratch / "caches" / name)}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", type=Path)
    parser.add_argument("--locales", nargs="+", default=["en-us", "fr-fr"])
    parser.add_argument("--only", nargs="+", choices=list(PARTS), default=list(PARTS))
    parser.add_argument("--markdownlint", default=shutil.which("markdownlint-cli2"), metavar="PATH")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "pages")
        pages = copied(given.corpus, given.locales, folder) if given.corpus is not None else _seeds(folder)
        if not pages:
            parser.error(f"no pages under {given.corpus}")
        size = sum(page.stat().st_size for page in pages) / 1e6
        print(f"{len(pages)} pages, {size:.1f} MB; {len(os.sched_getaffinity(0))} cores", flush=True)
        for name in given.only:
            print(f"\n{name}", flush=True)
            PARTS[name](Bench(pages, folder, Path(scratch), given.markdownlint or None))


def start(_: Bench) -> None:
    """What it costs to start."""
    nothing = _nothing()
    _tell("python -c pass", nothing)
    _tell("--version", _least("--version"), nothing, most=2)
    _tell("--help", _least("--help"), nothing, most=8)


def cold(bench: Bench) -> None:
    """All rules, nothing known before, one process."""
    parse = _yardstick("parse", bench.folder)
    run = measured(bench.specgen("--no-cache", "--jobs", "1"))
    _tell("markdown-it-py alone", parse)
    _tell("check, one process", run.processor, parse, most=1)
    _tell("read and hash", read := _yardstick("hash", bench.folder))
    _tell("check, one process", run.processor, read)
    if bench.markdownlint is None:
        print("  markdownlint-cli2 is not installed: not measured")
        return
    other = _markdownlint(bench)
    _tell("markdownlint-cli2, one rule", other)
    _tell("that against the check", other, run.processor, least=5)


def cores(bench: Bench) -> None:
    """The same on one core and on two, by the clock."""
    affinity = sorted(os.sched_getaffinity(0))
    if len(affinity) < 2:
        print("  one core: not measured")
        return
    one = measured(bench.specgen("--no-cache", "--jobs", "1"))
    two = measured(bench.specgen("--no-cache", "--jobs", "2"), memory=True)
    _tell("check, one process, clock", one.clock)
    _tell("check, two processes, clock", two.clock)
    _tell("one against two", one.clock, two.clock, least=1.8)
    _tell_memory(two)


def warm(bench: Bench) -> None:
    """Nothing changed: known by stamps, and (after a checkout) by content."""
    nothing, stat, read = _nothing(), _yardstick("stat", bench.folder), _yardstick("hash", bench.folder)
    environment = bench.cache("warm")
    _settle(bench.specgen(), environment)
    _tell("stat of every file", stat)
    _tell("read and hash", read)
    unchanged = least(bench.specgen(), TIMES, environment).processor
    _tell("unchanged, less the start", unchanged - nothing, stat, most=4)
    spent = []
    for _ in range(3):
        touched(bench.pages)
        spent.append(measured(bench.specgen(), environment).processor)
    _tell("touched, less the start", min(spent) - nothing, read, most=4)


def edited(bench: Bench) -> None:
    """One page of many is edited: what the run costs beside the compile of that page alone."""
    number = min(EDITED_OF, len(bench.pages))
    folder = some(bench.pages, bench.folder, number, bench.scratch / "edited")
    page = sorted(folder.rglob("*.md"))[number // 2]
    command = [sys.executable, "-m", "specgen", "check", str(folder), *EVERYTHING]
    environment = bench.cache("edited")
    _settle(command, environment)
    text = page.read_bytes()
    spent = []
    for at in range(TIMES):
        page.write_bytes(text + b"\nOne sentence more.\n" * (at + 1))
        spent.append(measured(command, environment).processor)
    shutil.copytree(page.parent, alone := bench.scratch / "alone", ignore=lambda _, names: {*names} - {page.name})
    lone = [*command[:4], str(alone), *EVERYTHING, "--no-cache", "--allow-empty"]
    one, nothing = least(lone, TIMES).processor, _nothing()
    _tell("cold check of the page alone", one)
    _tell(f"one page edited of {number}", min(spent))
    _tell("what that is more, against python -c pass", min(spent) - one, nothing, most=3)


def scaling(bench: Bench) -> None:
    """Processor time and memory as pages become more."""
    first = 0.0
    for number in (*(number for number in SCALES if number < len(bench.pages)), len(bench.pages)):
        folder = bench.scratch / f"scale-{number}"
        some(bench.pages, bench.folder, number, folder)
        command = [sys.executable, "-m", "specgen", "check", str(folder), *EVERYTHING, "--no-cache", "--jobs", "1"]
        run = measured(command, memory=True)
        each = run.processor / number
        first = first or each
        _tell(f"{number} pages, ms a page", each * 1000)
        _tell("  against the first", each, first)
        _tell_memory(run)
        shutil.rmtree(folder)


PARTS: dict[str, Callable[[Bench], None]] = {
    "start": start,
    "cold": cold,
    "cores": cores,
    "warm": warm,
    "edited": edited,
    "scaling": scaling,
}


def _nothing() -> float:
    return least([sys.executable, "-c", "pass"], TIMES * 3).processor


def _least(*arguments: str) -> float:
    return least([sys.executable, "-m", "specgen", *arguments], TIMES * 3).processor


def _settle(command: Sequence[str], environment: dict[str, str]) -> None:
    """Run twice: what changed a moment ago is not known by its stamp yet."""
    measured(command, environment)
    measured([sys.executable, "-c", f"import time; time.sleep({SETTLING})"])
    measured(command, environment)


def _yardstick(name: str, folder: Path) -> float:
    from subprocess import run  # noqa: PLC0415

    command = [sys.executable, "-m", "benches.speed.yardsticks", name, str(folder)]
    return float(run(command, check=True, capture_output=True, text=True).stdout)


def _markdownlint(bench: Bench) -> float:
    configuration = bench.scratch / ".markdownlint-cli2.jsonc"
    configuration.write_text(json.dumps(ONE_RULE), "utf-8")
    command = [str(bench.markdownlint), "--config", str(configuration), str(bench.folder / "**" / "*.md")]
    return measured(command).processor


def _tell(what: str, seconds: float, base: float | None = None, *, most: float = 0, least: float = 0) -> None:
    """A line: seconds, or how many times ``base``, and whether that is within the bound."""
    if base is None:
        print(f"  {what:<44} {seconds:>9.3f}", flush=True)
        return
    ratio = seconds / base
    within = ratio <= most if most else ratio >= least
    bound = f"at most {most:g}" if most else f"at least {least:g}" if least else ""
    print(f"  {what:<44} {ratio:>9.2f} times  {bound} {'' if not bound or within else 'MISSED'}".rstrip(), flush=True)


def _tell_memory(run: Measured) -> None:
    print(f"  peak memory: {run.parent:.0f} MB, largest worker {run.worker:.0f} MB", flush=True)


def _seeds(folder: Path) -> list[Path]:
    for number in range(COPIES):
        shutil.copytree(SEEDS, folder / str(number))
    return sorted(folder.rglob("*.md"))


if __name__ == "__main__":
    main()
