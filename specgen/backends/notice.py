"""NOTICE.md: whose text the generated files are adapted from."""

from collections.abc import Iterable

from specgen.backends import Artefact, Attribution
from specgen.emit import render

PATH = "NOTICE.md"


def notice(artefacts: Iterable[Artefact], attribution: Attribution) -> Artefact:
    """The notice for these artefacts: creator, licence, that the text was adapted, and every source page."""
    pages = tuple(sorted({page for artefact in artefacts for page in artefact.pages}))
    return Artefact(PATH, render("notice/NOTICE.md.j2", attribution=attribution, pages=pages), pages)
