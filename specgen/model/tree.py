"""The tree around the pages: which files links may lead to, and what the site that is made of it calls them.

Names only, in lower case, because links are followed without regard to case; nothing here looks at a disk.
"""

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

PAGE_SUFFIXES = (".md", ".markdown")
_PAGES_BESIDES = (".yml",)
_INDEXES = ("index.md", "index.markdown", "index.yml", "index.html", "readme.md")
_SUFFIX = re.compile(r"\.[a-z][a-z0-9]{0,9}$")


@dataclass(frozen=True)
class Tree:
    """Files by path, relative to the tree's root, with /.

    ``sites`` says which folder an address of the site stands for, longest address first, both without outer slashes
    (an empty address stands for all that begin with /); ``moved`` are pages that are gone and whose address leads
    elsewhere; ``docsets`` are the folders that ``~/`` stands for.
    """

    files: frozenset[str] = frozenset()
    sites: tuple[tuple[str, str], ...] = ()
    moved: frozenset[str] = frozenset()
    docsets: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        files: Iterable[str],
        sites: Iterable[tuple[str, str]] = (),
        moved: Iterable[str] = (),
        docsets: Iterable[str] = (),
    ) -> "Tree":
        """A tree of names in any case."""
        places = {(address.strip("/").lower(), folder.strip("/").lower()) for address, folder in sites}
        return cls(
            frozenset(map(str.lower, files)),
            tuple(sorted(places, key=lambda place: (-len(place[0]), place))),
            frozenset(map(str.lower, moved)),
            frozenset(map(str.lower, docsets)),
        )

    @cached_property
    def folders(self) -> frozenset[str]:
        """The folders that hold a page."""
        return frozenset(posixpath.dirname(file) for file in self.files if file.endswith(PAGE_SUFFIXES))

    @cached_property
    def stems(self) -> dict[str, list[str]]:
        """Pages by the last part of their path."""
        found: dict[str, list[str]] = {}
        for file in sorted(self.files):
            if file.endswith(PAGE_SUFFIXES):
                found.setdefault(posixpath.basename(file), []).append(file)
        return found

    def at(self, path: str) -> str | None:
        """The file that ``path`` (in lower case) stands for: with or without its suffix, or a folder's index."""
        if path in self.files:
            return path
        names = (path + suffix for suffix in (*PAGE_SUFFIXES, *_PAGES_BESIDES))
        indexes = (posixpath.join(path, name) for name in _INDEXES)
        return next((name for name in (*names, *indexes) if name in self.files), None)

    def has_moved(self, path: str) -> bool:
        """Whether the page at ``path`` is gone and its address leads elsewhere."""
        return any(path + suffix in self.moved for suffix in ("", *PAGE_SUFFIXES))

    def knows(self, path: str) -> bool:
        """Whether a file at ``path`` would be among the files: others stand in its folder, and some of its kind."""
        if posixpath.dirname(path) not in self.folders:
            return False
        suffix = _SUFFIX.search(path)
        return suffix is None or suffix[0] in PAGE_SUFFIXES or suffix[0] in self._suffixes

    @cached_property
    def _suffixes(self) -> frozenset[str]:
        return frozenset(posixpath.splitext(file)[1] for file in self.files)
