"""NOTICE.md: whose text the generated files are adapted from."""

from collections.abc import Iterable

from specgen.backends import Artefact, Attribution
from specgen.emit import render

PATH = "NOTICE.md"


def notice(sources: Iterable[str], attribution: Attribution) -> Artefact:
    """The notice for what was made from these pages: creator, licence, that the text was adapted, and every page."""
    pages = tuple(sorted(set(sources)))
    return Artefact(PATH, render("notice/NOTICE.md.j2", attribution=attribution, pages=pages), pages)
