"""What runs are held against: the same pages, and as little as can be done with them.

``python -m benches.speed.yardsticks NAME FOLDER`` does one and prints its processor time in seconds, without what
Python needs to start and what is imported.
"""

import os
import sys
import time
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path


def _stat(files: list[str]) -> None:
    for file in files:
        os.stat(file)  # noqa: PTH116  no more than that


def _hash(files: list[str]) -> None:
    for file in files:
        with open(file, "rb", buffering=0) as stream:  # noqa: PTH123
            blake2b(stream.read(), digest_size=16).digest()


def _parse(files: list[str]) -> None:
    from markdown_it import MarkdownIt  # noqa: PLC0415

    texts = [Path(file).read_text("utf-8", errors="replace") for file in files]
    parser = MarkdownIt("commonmark").enable("table")
    begun = time.process_time()
    for text in texts:
        parser.parse(text)
    print(time.process_time() - begun)


def _timed(work: Callable[[list[str]], None]) -> Callable[[list[str]], None]:
    def timed(files: list[str]) -> None:
        work(files)
        begun = time.process_time()
        work(files)
        print(time.process_time() - begun)

    return timed


YARDSTICKS = {"stat": _timed(_stat), "hash": _timed(_hash), "parse": _parse}


def main() -> None:
    """Do one."""
    name, folder = sys.argv[1:]
    YARDSTICKS[name](sorted(str(path) for path in Path(folder).rglob("*.md")))


if __name__ == "__main__":
    main()
