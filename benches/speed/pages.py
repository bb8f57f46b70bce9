"""The pages that are measured: copies, because some measurements change them."""

import os
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path


def copied(corpus: Path, locales: Sequence[str], place: Path) -> list[Path]:
    """Copies of the pages of these locales (folders docset/locale) under ``place``; the copies, sorted."""
    for folder in sorted(path for path in corpus.glob("*/*") if path.is_dir() and path.name in locales):
        shutil.copytree(folder, place / folder.relative_to(corpus), copy_function=shutil.copyfile)
    return sorted(place.rglob("*.md"))


def some(pages: Sequence[Path], whole: Path, number: int, place: Path) -> Path:
    """A folder with ``number`` of the pages, taken evenly, in folders as they were."""
    step = len(pages) / number
    for page in (pages[int(at * step)] for at in range(number)):
        target = place / page.relative_to(whole)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(page, target)
    return place


def touched(pages: Iterable[Path]) -> None:
    """Give every file a new time, as a checkout does, and leave what it says."""
    for page in pages:
        page.write_bytes(page.read_bytes())
        os.utime(page)
