"""Link: the facts of all pages to one library of entities."""

from collections.abc import Iterable

from specgen.link.assembly import assemble
from specgen.link.constants import Header, Headers
from specgen.link.overlays import apply as apply_overlays
from specgen.model.library import Library, Page

__all__ = ["Header", "Headers", "apply_overlays", "link"]


def link(pages: Iterable[Page], reference: Library | None = None, headers: Headers | None = None) -> Library:
    """The library of these pages. ``reference`` is the library of the tree they were translated from.

    ``headers`` tell numbers of symbols, and identifiers of interfaces, that no page gives.
    Facts that only linking can know (namespaces, slots, owners, duplicates) are filled in here, and what linking
    notices is added to the notes of the page it is about. Order of ``pages`` does not matter.
    """
    return assemble(tuple(sorted(pages, key=lambda page: page.position)), reference, headers)
