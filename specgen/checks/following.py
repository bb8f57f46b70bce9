"""What follows from the links of one page: from the tree and the pages that they lead to, and from no other page."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from specgen.checks.discovery import rules
from specgen.checks.links import follow
from specgen.checks.runner import links_not_checked
from specgen.checks.selection import Selection
from specgen.model.facts import Note
from specgen.model.library import Library, Page
from specgen.model.tree import Tree


class Followed(NamedTuple):
    """What the selected rules noted that follow links, and how many links they had to leave alone."""

    noted: tuple[tuple[str, Note], ...]
    not_checked: int


def following(selection: Selection) -> frozenset[str]:
    """The codes of the selected rules that follow links."""
    return frozenset(rule.info.code for rule in rules() if rule.follows_links and selection.chooses(rule.info))


def anchored(library: Library, page: Page) -> frozenset[str]:
    """The places in its tree to which the page has links with anchors, its own left out."""
    # What has no # in its bytes has no anchor to unfold it for.
    if b"#" not in page.facts.links.data:
        return frozenset()
    tree = library.tree_of(page)
    led = (follow(tree, page.place, link) for link in page.facts.links if "#" in link.target)
    return frozenset(one.place for one in led if one.anchor and one.place) - {page.place.lower()}


def follow_links(page: Page, there: Sequence[Page], trees: Mapping[str, Tree], selection: Selection) -> Followed:
    """What follows from the links of ``page``, which lead to places of ``trees`` and to anchors of ``there`` alone.

    It is reported on, and they are not. It lists no members, whose links may lead to pages that are missing.
    """
    library = Library((page, *there), trees=trees)
    asked = [(rule.info.code, rule.on_library) for rule in rules() if rule.info.code in following(selection)]
    noted = [(code, note) for code, ask in asked if ask is not None for _, note in ask(library)]
    return Followed(tuple(noted), links_not_checked(library, selection))
