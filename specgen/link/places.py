"""Places: where a link of one page leads, in the same tree, without regard to case."""

import posixpath
from collections.abc import Iterable
from functools import cached_property

from specgen.model.library import Page


def resolve(page: str, target: str) -> str | None:
    """The path that a relative link on ``page`` leads to, in lower case; None for what leaves the tree."""
    path = target.split("#", maxsplit=1)[0].split("?", maxsplit=1)[0]
    if not path or "://" in path or path.startswith("/"):
        return None
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), path)).lower()


class Tree:
    """The pages of one run by root and path."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self._pages = tuple(pages)

    @cached_property
    def _by_place(self) -> dict[tuple[str, str], Page]:
        return {(page.root, page.facts.path.lower()): page for page in self._pages}

    def at(self, page: Page, target: str | None) -> Page | None:
        """The page that a link on ``page`` leads to, or None."""
        path = resolve(page.facts.path, target) if target else None
        return self._by_place.get((page.root, path)) if path else None
