"""Real pairs of pages: an English one and what translation made of it, by relative path, line by line."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from benches.injection.page import Page


@dataclass(frozen=True)
class Pair:
    """A clean page and its translation."""

    clean: Page
    damaged: Page

    @cached_property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """The lines of prose that differ, side by side; empty where the two pages have not as many lines."""
        clean, damaged = _lines(self.clean), _lines(self.damaged)
        if len(clean) != len(damaged):
            return ()
        return tuple(both for both in zip(clean, damaged, strict=True) if both[0] != both[1])


def _lines(page: Page) -> list[str]:
    return [line for line in page.prose[page.front.end :].split("\n") if line.strip()]


def read_text(path: Path) -> str:
    """The text of the page at ``path`` with LF ends; bytes that are no UTF-8 are replaced."""
    return path.read_bytes().decode("utf-8", errors="replace").replace("\r\n", "\n")


def real_pairs(corpus: Path, *more: Path) -> Iterator[Pair]:
    """The pairs of every ``docset/locale`` folder of ``corpus`` and ``more`` with ``docset/en-us`` of ``corpus``."""
    for root in (corpus, *more):
        for locale in sorted(one for one in root.glob("*/*") if one.is_dir() and one.name != "en-us"):
            english = corpus / locale.parent.name / "en-us"
            for path in sorted(locale.rglob("*.md")):
                clean = english / path.relative_to(locale)
                if clean.is_file():
                    name = path.relative_to(locale).as_posix()
                    yield Pair(Page(name, read_text(clean)), Page(name, read_text(path)))
