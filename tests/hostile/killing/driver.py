"""Runs specgen again and again in one folder, ends it at one moment after the other, and looks at what is left.

A program of its own, because the library that counts moments must be loaded before anything else:
``LD_PRELOAD=points.so python -m tests.hostile.killing.driver FOLDER``. Prints JSON: for each start (cold: there
is nothing yet; warm: a page changed since) how many moments there were, and what was wrong after which. With a word
behind FOLDER that names a part of specgen, that part is careless, and the first thing that is wrong ends it.
"""

import ctypes
import io
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path

from specgen import cache
from specgen.cache.form import facts_kept, kept_form
from specgen.cache.stamps import Stamp
from specgen.cache.store import FILE, Cache
from specgen.cache.version import reader_version
from specgen.cli import main
from specgen.model.change import changed
from specgen.model.facts import PageFacts
from specgen.pipeline.reading import read_pages
from specgen.project import Configuration, find_pages

SEEDS = Path(__file__).parents[3] / "seeds"
BACKENDS = ("model", "mof", "idl")

Files = Mapping[str, bytes]


@dataclass
class Bench:
    """The folder: pages, what is made of them, and the cache; ``start`` is how all of it looks before each run."""

    folder: Path
    points: ctypes.CDLL
    wrong: list[str] = field(default_factory=list)

    @property
    def work(self) -> Path:
        return self.folder / "work"

    @property
    def start(self) -> Path:
        return self.folder / "start"

    def run(self) -> int:
        """What is ended: reads, writes the cache, the tree, and a report."""
        out, report = str(self.work / "out"), str(self.work / "report.json")
        pages = str(self.work / "pages")
        backends = [word for name in BACKENDS for word in ("--backend", name)]
        with redirect_stdout(io.TextIOWrapper(io.BytesIO())), redirect_stderr(io.TextIOWrapper(io.BytesIO())):
            made = main(["generate", pages, "--out", out, *backends])
            checked = main(["check", pages, "--exit-zero", "--output-format", "json", "--output-file", report])
        return made or checked

    def moments(self) -> int:
        """How many moments a run has that nobody ends."""
        reading, writing = os.pipe()
        self._restore()
        child = os.fork()
        if child == 0:
            self.points.points_arm(os.fsencode(self.work), 0)
            status = self.run()
            os.write(writing, str(self.points.points_passed() if status == 0 else -1).encode())
            os._exit(0)
        os.close(writing)
        os.waitpid(child, 0)
        with os.fdopen(reading) as told:
            return int(told.read())

    def end_at(self, moment: int) -> None:
        """One run, ended at a moment."""
        self._restore()
        child = os.fork()
        if child == 0:
            self.points.points_arm(os.fsencode(self.work), moment)
            self.run()
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if not (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL):
            self.wrong.append(f"{moment}: it ended by itself")

    def look(self, moment: int, old: Files, new: Files) -> None:
        """What is left is old or new, the cache holds nothing wrong, and the next run finishes it."""
        left = files(self.work)
        for name, data in left.items():
            if not is_ours(name) or data in (old.get(name), new.get(name)):
                continue
            if name == "out/manifest.json" and name in new:
                # It names what is being moved, until that is done.
                continue
            self.wrong.append(f"{moment}: {name} is neither old nor new")
        for name in set(old) & set(new) - set(left):
            if is_ours(name):
                self.wrong.append(f"{moment}: {name} is gone")
        self.wrong += [f"{moment}: {trouble}" for trouble in self.cache_troubles()]
        if self.run() != 0:
            self.wrong.append(f"{moment}: the next run failed")
        after = {name: data for name, data in files(self.work).items() if is_ours(name)}
        if after != {name: data for name, data in new.items() if is_ours(name)}:
            names = sorted(set(after) ^ set(new)) or [name for name in new if after.get(name) != new[name]]
            self.wrong.append(f"{moment}: the next run leaves other files: {names[:3]}")
        self.wrong += [f"{moment}, then: {trouble}" for trouble in self.cache_troubles()]

    def cache_troubles(self) -> Iterator[str]:
        """Facts of the cache that are not those of the page."""
        pages = find_pages((str(self.work / "pages"),), Configuration()).found
        told = [one for one in read_pages(pages, 1) if isinstance(one, PageFacts)]
        cache = Cache(self.work / "cache", reader_version())
        kept = cache.facts((one.path, one.digest) for one in told)
        cache.close()
        for one in told:
            if kept.get((one.path, one.digest), one) != one:
                yield f"the cache has other facts of {one.path}"

    def keep(self) -> None:
        """What there is now is the start of every run."""
        shutil.rmtree(self.start, ignore_errors=True)
        shutil.copytree(self.work, self.start)

    def _restore(self) -> None:
        shutil.rmtree(self.work, ignore_errors=True)
        shutil.copytree(self.start, self.work)


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path in there."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def is_ours(name: str) -> bool:
    """Whether a file is output, and neither a page, nor the cache, nor what a run was writing when it ended."""
    return not name.startswith(("pages/", "cache/")) and ".specgen-" not in name and FILE not in name


def enumerate_moments(bench: Bench, old: Files, *, once: bool) -> dict[str, object]:
    """Ends a run at each of its moments; ``once``: until something is wrong."""
    bench.wrong = []
    count = bench.moments()
    bench.run()
    new = files(bench.work)
    for moment in range(1, count + 1):
        bench.end_at(moment)
        bench.look(moment, old, new)
        if once and bench.wrong:
            break
    return {"moments": count, "wrong": bench.wrong}


def careless_output() -> None:
    """Outputs are written where they will be read."""

    def copied(self: Path, target: str | os.PathLike[str]) -> Path:
        data = self.read_bytes()
        self.unlink()
        with Path(target).open("wb", buffering=0) as stream:
            stream.write(data[: len(data) // 2])
            stream.write(data[len(data) // 2 :])
        return Path(target)

    Path.replace = copied  # type: ignore[method-assign,assignment]


def careless_cache() -> None:
    """Something else is kept in the place of facts first."""
    keep = Cache.keep_packed

    def kept(self: Cache, read: Iterable[tuple[str, str, bytes]], seen: Iterable[tuple[str, Stamp, str]] = ()) -> None:
        facts = list(read)
        keep(self, [(path, digest, _damaged(data)) for path, digest, data in facts])
        keep(self, facts, seen)

    Cache.keep_packed = kept  # type: ignore[method-assign]


def _damaged(kept: bytes) -> bytes:
    facts = facts_kept(kept)
    return kept if facts is None else kept_form(changed(facts, name="not yet"))


CARELESS: Mapping[str, Callable[[], None]] = {"output": careless_output, "cache": careless_cache}


def main_(folder: Path, *careless: str) -> None:
    """Both starts."""
    for name in careless:
        CARELESS[name]()
    # How many moments there are must not depend on how long ago files were made.
    cache.UNSETTLED = -(10**18)
    bench = Bench(folder, ctypes.CDLL(os.environ["LD_PRELOAD"]))
    os.environ["SPECGEN_CACHE_DIR"] = str(bench.work / "cache")
    shutil.copytree(SEEDS, bench.work / "pages")
    bench.keep()
    told = {"cold": enumerate_moments(bench, {}, once=bool(careless))}
    (page,) = (bench.work / "pages").rglob("*logoff-win32*.md")
    page.write_text(page.read_text("utf-8").replace("Logoff", "Signoff"), "utf-8")
    bench.keep()
    old = {name: data for name, data in files(bench.start).items() if is_ours(name)}
    told["warm"] = enumerate_moments(bench, old, once=bool(careless))
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main_(Path(sys.argv[1]).resolve(), *sys.argv[2:])
