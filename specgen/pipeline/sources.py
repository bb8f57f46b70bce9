"""The text of pages, for reports that quote it."""

import os
from functools import lru_cache
from pathlib import Path

from specgen.pipeline.reading import read_bytes
from specgen.reader.source import Source

KEPT = 64
"""Pages kept in memory: findings come sorted by page, so few are needed at a time."""


class Sources:
    """Gives the lines of a page: ``sources(root, page)``; None where it cannot be read any more."""

    def __init__(self) -> None:
        self._is_folder: dict[str, bool] = {}
        self._lines = lru_cache(maxsize=KEPT)(self._read)

    def __call__(self, root: str, page: str) -> list[str] | None:
        """The lines as spans count them, without their ends."""
        return self._lines(root, page)

    def _read(self, root: str, page: str) -> list[str] | None:
        if root not in self._is_folder:
            self._is_folder[root] = Path(root).is_dir()
        # As ``place_of``, without a Path for each page.
        file = os.path.join(root, page) if self._is_folder[root] else root  # noqa: PTH118
        try:
            data = read_bytes(file)
        except OSError:
            return None
        return Source.decode(page, data).lines


def place_of(root: str, page: str) -> Path:
    """Where a page lies: ``root`` is a folder, or the page itself."""
    top = Path(root)
    return top / page if top.is_dir() else top
