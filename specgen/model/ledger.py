"""The ledger of a check: what it found out page by page, and what a page has of other pages."""

import msgspec

from specgen.model.facts import Note, Repair
from specgen.model.findings import Counts


class Linking(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What linking noticed on a page besides what its reader did; of an original what both did."""

    notes: tuple[Note, ...] = ()
    repairs: tuple[Repair, ...] = ()
    only_original: tuple[tuple[int, str], ...] = ()

    def __len__(self) -> int:
        return len(self.notes) + len(self.repairs) + len(self.only_original)


class Entry(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One page: where it belongs, what it has of other pages, and how much was said of it.

    ``original`` is the number of another entry (None: it has none). ``said`` are bytes of the report. ``linked`` and
    ``noted`` are a ``Linking`` and what rules of the library noted, as MessagePack, empty for nothing.
    """

    file: str
    root: str
    path: str
    digest: str
    locale: str
    docset: str | None
    reported: bool
    home: str
    entity: str | None = None
    original: int | None = None
    linked: bytes = b""
    noted: bytes = b""
    counts: Counts = Counts()
    said: int = 0


class Ledger(msgspec.Struct, frozen=True, array_like=True):
    """Pages in the order of the report, then their originals; and what was said of all of them together.

    ``spoke`` are codes of selected rules that had a say, ``lacking`` those of rules that had none. ``cited`` is
    everything that linking and the rules of the library say, where lines of other pages are named. ``anchored`` are
    places, each with the name of its tree, whose anchors other pages link to, and perhaps some that none does any more.
    ``trees`` are those around the pages, as MessagePack.
    """

    entries: tuple[Entry, ...]
    spoke: tuple[str, ...]
    lacking: tuple[str, ...]
    pages: int
    not_understood: int
    links_not_checked: int
    cited: str
    anchored: tuple[tuple[str, str], ...]
    trees: bytes
