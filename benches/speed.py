"""How fast pages compile: ``python -m benches.speed FOLDER`` (without a folder: the seeds, many times over).

Prints ratios measured in one run on one machine, because seconds mean nothing elsewhere: compiling against reading
and hashing the same pages, against parsing them with bare markdown-it-py, and on all cores against one.
"""

import hashlib
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from markdown_it import MarkdownIt

from specgen.pipeline import Request, compile_pages

COPIES = 200


def main() -> None:
    """Measure and print."""
    if len(sys.argv) > 1:
        measure(Path(sys.argv[1]))
        return
    with tempfile.TemporaryDirectory() as scratch:
        measure(_many_seeds(Path(scratch)))


def measure(folder: Path) -> None:
    """Print the ratios for the pages of ``folder``."""
    pages = sorted(path for path in folder.rglob("*.md") if path.is_file())
    size = sum(page.stat().st_size for page in pages) / 1e6
    print(f"{len(pages)} pages, {size:.1f} MB")
    hashing = _seconds(lambda: [hashlib.sha256(page.read_bytes()).digest() for page in pages])
    parsing = _seconds(lambda: _parse(pages))
    one = _seconds(lambda: compile_pages(Request((str(folder),), jobs=1)))
    every = _seconds(lambda: compile_pages(Request((str(folder),))))
    print(f"compile, one process:   {one:8.2f} s  {len(pages) / one:8.0f} pages/s")
    print(f"compile, all cores:     {every:8.2f} s  {one / every:8.2f} times one process")
    print(f"markdown-it-py alone:   {parsing:8.2f} s  compiling takes {one / parsing:.2f} times that")
    print(f"read and hash:          {hashing:8.2f} s  compiling takes {one / hashing:.1f} times that")
    print(f"peak memory:            {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB")


def _parse(pages: list[Path]) -> None:
    parser = MarkdownIt("commonmark").enable("table")
    for page in pages:
        parser.parse(page.read_text("utf-8", errors="replace"))


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _many_seeds(scratch: Path) -> Path:
    seeds = Path(__file__).parents[1] / "seeds"
    for number in range(COPIES):
        shutil.copytree(seeds, scratch / str(number))
    return scratch


if __name__ == "__main__":
    main()
