"""Places: where a link of one page leads, in the same tree, without regard to case."""

import posixpath
from collections.abc import Iterable
from functools import cached_property

from specgen.model.library import Page

Position = tuple[str, str]
"""A tree, and a place in it in lower case."""


def position(page: Page) -> Position:
    """Where links lead to the page."""
    tree, place = page.position
    return tree, place.lower()


def resolve(page: Page, target: str | None) -> Position | None:
    """Where a relative link on ``page`` leads; None for what leaves the tree."""
    path = (target or "").split("#", maxsplit=1)[0].split("?", maxsplit=1)[0]
    if not path or "://" in path or path.startswith("/"):
        return None
    tree, place = page.position
    return tree, posixpath.normpath(posixpath.join(posixpath.dirname(place), path)).lower()


class Tree:
    """The pages of one run by position."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self._pages = tuple(pages)

    @cached_property
    def _by_place(self) -> dict[Position, Page]:
        return {position(page): page for page in self._pages}

    def at(self, page: Page, target: str | None) -> Page | None:
        """The page that a link on ``page`` leads to, or None."""
        place = resolve(page, target)
        return self._by_place.get(place) if place else None
