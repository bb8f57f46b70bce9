"""The text of pages, for reports that quote it."""

from functools import lru_cache
from pathlib import Path

from specgen.pipeline.reading import read_bytes
from specgen.reader.source import Source

KEPT = 64
"""Pages kept in memory: findings come sorted by page, so few are needed at a time."""


class Sources:
    """Gives the lines of a page: ``sources(root, page)``; None where it cannot be read any more."""

    def __init__(self) -> None:
        self._lines = lru_cache(maxsize=KEPT)(_read)

    def __call__(self, root: str, page: str) -> list[str] | None:
        """The lines as spans count them, without their ends."""
        return self._lines(root, page)


def place_of(root: str, page: str) -> Path:
    """Where a page lies: ``root`` is a folder, or the page itself."""
    top = Path(root)
    return top / page if top.is_dir() else top


def _read(root: str, page: str) -> list[str] | None:
    try:
        return Source.decode(page, read_bytes(place_of(root, page))).lines
    except OSError:
        return None
