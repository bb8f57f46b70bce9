"""Where the links of a page lead: to a file of the tree, to one that is missing, or where nobody can tell.

Nothing here looks at a disk: the tree (``specgen.model.tree``) is names. Links are followed without regard to case.
"""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from urllib.parse import unquote

from specgen.checks.once import Once
from specgen.model.facts import Link
from specgen.model.library import Library, Page
from specgen.model.tree import Tree

Fate = Literal["there", "moved", "missing", "unknown", "elsewhere"]
"""``unknown``: the tree cannot say, as for what lies outside of it; ``elsewhere``: no link into the pages at all."""

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_LOCALE = re.compile(r"[a-z]{2,3}(?:-[a-z]{4})?-(?:[a-z]{2}|[0-9]{3})/")


@dataclass(frozen=True)
class Led:
    """Where a link leads: ``place`` is the path in the tree, in lower case (None: it has none there)."""

    link: Link
    fate: Fate
    place: str | None = None
    anchor: str = ""


@dataclass(frozen=True)
class _Walked:
    """The links of the pages reported on that lead to what is missing, by page, and how many nobody can follow."""

    missing: Mapping[tuple[str, str], tuple[Link, ...]]
    unknown: int


def missing(library: Library) -> Iterator[tuple[Page, Led]]:
    """Every link of the pages reported on that leads to what is missing, followed, page by page."""
    # Asked for when rules have spoken and the walk is forgotten; the number stays.
    not_checked(library)
    found = _walked(library).missing
    for page in library.pages if found else ():
        for link in found.get(page.key, ()):
            yield page, follow(library.tree_of(page), page.place, link)


def not_checked(library: Library) -> int:
    """How many links of the pages reported on lead where nobody can tell."""
    return _unknown(library)


def _walk(library: Library) -> _Walked:
    missing: dict[tuple[str, str], tuple[Link, ...]] = {}
    unknown = 0
    # Pages of a folder share most targets, and what becomes of one is the same for all of them.
    of_folder: dict[tuple[str, str], dict[str, Fate]] = defaultdict(dict)
    for page in library.pages:
        if not page.reported or not page.facts.links:
            continue
        paths = _Paths(library.tree_of(page), page.place)
        fates = of_folder[page.position[0], paths.folder]
        gone = []
        for link in page.facts.links:
            fate = fates.get(link.target)
            if fate is None:
                fate = fates[link.target] = paths.end(link.target)[0]
            if fate == "unknown":
                unknown += 1
            elif fate == "missing":
                gone.append(link)
        if gone:
            missing[page.key] = tuple(gone)
    return _Walked(missing, unknown)


def _count(library: Library) -> int:
    return _walked(library).unknown


_walked = Once(_walk)
_unknown = Once(_count, small=True)


def follow(tree: Tree, home: str, link: Link) -> Led:
    """A link on the page at ``home``, followed."""
    return _Paths(tree, home).led(link)


class _Paths:
    """Where the links of one page lead; ``folder`` is the one that they start from."""

    def __init__(self, tree: Tree, home: str) -> None:
        self._tree, self._home = tree, home.lower()
        self.folder = posixpath.dirname(self._home)
        self._ends = _ends(tree)

    def led(self, link: Link) -> Led:
        fate, place, anchor = self.end(link.target)
        return Led(link, fate, place, anchor if fate == "there" else "")

    def end(self, target: str) -> tuple[Fate, str | None, str]:
        """What becomes of a target, its place in the tree, and the anchor that it spells."""
        address = _address(target)
        if address is None:
            return "elsewhere", None, ""
        path, anchor = address
        if not path:
            return "there", self._home, anchor
        end = self._ends.get((self.folder, path))
        if end is None:
            end = self._ends[self.folder, path] = _end(self._tree, self.folder, path)
        return *end, anchor


_End = tuple[Fate, str | None]
"""What becomes of a path, and its place in the tree."""


def _none_yet(_tree: Tree) -> dict[tuple[str, str], _End]:
    return {}


_ends = Once(_none_yet)
"""Where paths of a tree lead, by the folder of the page and what its link spells: pages of a folder share most."""


def _end(tree: Tree, folder: str, path: str) -> _End:
    place = _place(tree, folder, path)
    if place is None or place == ".." or place.startswith("../"):
        return "unknown", None
    found = tree.at(place)
    if found is not None:
        return "there", found
    if tree.has_moved(place):
        return "moved", place
    return ("missing" if tree.knows(place) else "unknown"), place


@lru_cache(maxsize=20_000)
def _address(target: str) -> tuple[str, str] | None:
    """The path that a link spells, in lower case, and the anchor; None of one that leads to another site.

    Memoised, because the pages of a folder link to the same.
    """
    address, _, anchor = target.partition("#")
    if _SCHEME.match(address):
        return None
    return unquote(address.partition("?")[0]).replace("\\", "/").strip().lower(), unquote(anchor).strip()


def _place(tree: Tree, home: str, path: str) -> str | None:
    """The path in the tree that a link from the folder spells; None where nothing says what its address stands for."""
    if path.startswith("~/"):
        above = (folder for folder in tree.docsets if not folder or f"{home}/".startswith(f"{folder}/"))
        docset = max(above, key=len, default=None)
        return None if docset is None else _joined(docset, path[2:])
    if path.startswith("/"):
        return _on_site(tree, path.strip("/"))
    return _joined(home, path)


def _on_site(tree: Tree, address: str) -> str | None:
    """The path that an address of the site stands for, without the locale that it may begin with."""
    bare = _LOCALE.sub("", address, count=1)
    for one in dict.fromkeys((bare, address)):
        for prefix, folder in tree.sites:
            if not prefix or one == prefix or one.startswith(f"{prefix}/"):
                return _joined(folder, one[len(prefix) :].strip("/"))
    return None


@lru_cache(maxsize=20_000)
def _joined(folder: str, path: str) -> str:
    joined = posixpath.normpath(posixpath.join(folder, path))
    return "" if joined == "." else joined
