"""Batches: how pages go to those who read them, wherever they are, and how facts come back.

A batch names files to processes of this machine; to others, which have no such files, it brings the pages' bytes. Facts
come back as bytes, and where there is a cache in the form that it keeps.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from specgen.cache.form import facts_kept, kept_form
from specgen.model.facts import PageFacts
from specgen.model.serial import pack_facts, unpack_facts
from specgen.pipeline.page_step import Source, facts_of, read_bytes
from specgen.pipeline.patience import rest
from specgen.project import FoundPage

PAGES = 32
"""Pages of one batch, at most."""

SIZE = 1_000_000
"""Bytes of pages that a batch brings, at most, unless it is a single page."""

Said = bytes | str | tuple[bytes, bytes]
"""What comes back of a page: its facts as bytes, and what rules raised on them if any ran; or why there are none."""


class OtherReaderError(Exception):
    """Whoever was to read is another specgen, or runs on another Python: what it reads may differ."""


@dataclass(frozen=True)
class Batch:
    """Pages to read: the path of each, and where its bytes are.

    ``kept``: facts come back as the cache keeps them. ``patience``: seconds that a page of no size may take.
    ``reader``: the version that may read it, empty for any. ``ahead`` are codes of rules that run there and then,
    because they look at nothing but a page's facts.
    """

    pages: tuple[tuple[str, Source], ...]
    kept: bool
    patience: float
    reader: str = ""
    ahead: tuple[str, ...] = ()

    def singly(self) -> Iterator["Batch"]:
        """A batch for each of the pages."""
        return (replace(self, pages=(page,)) for page in self.pages)


def read_batch(batch: Batch) -> list[Said]:
    """What each page of the batch says. Raises OtherReaderError where another version should have read it."""
    if batch.reader:
        _require(batch.reader)
    pack = kept_form if batch.kept else pack_facts
    # All are read before rules look at the first: one kind of work after the other is faster than both in turn.
    whole = [facts_of(path, source, batch.patience) for path, source in batch.pages]
    rest()
    if not batch.ahead:
        return [said if isinstance(said, str) else pack(said) for said in whole]
    # Whoever only reads need not import all rules.
    from specgen.checks import raised_on  # noqa: PLC0415

    return [said if isinstance(said, str) else (pack(said), raised_on(said, batch.ahead)) for said in whole]


def _require(wanted: str) -> None:
    from specgen.cache.version import reader_version  # noqa: PLC0415  only whoever reads for others asks

    if reader_version() != wanted:
        raise OtherReaderError


def parted(said: Said) -> tuple[bytes | str, bytes | None]:
    """What was said of a page, and what rules raised on it (None: none ran)."""
    return said if isinstance(said, tuple) else (said, None)


def facts_said(said: bytes | str, *, kept: bool) -> PageFacts | str:
    """The facts that came back, or why there are none. Raises ValueError for bytes that are none."""
    if isinstance(said, str):
        return said
    facts = facts_kept(said) if kept else unpack_facts(said)
    if facts is None:
        raise ValueError("what came back is no page")
    return facts


def by_name(pages: Sequence[FoundPage], like: Batch) -> Iterator[Batch]:
    """The pages in batches that name their files, in order."""
    for first in range(0, len(pages), PAGES):
        some = pages[first : first + PAGES]
        yield replace(like, pages=tuple((page.path, str(page.file)) for page in some))


def by_content(pages: Sequence[FoundPage], like: Batch) -> Iterator[Batch]:
    """The pages in batches that bring their bytes, in order; read from the disk one batch at a time."""
    held: list[tuple[str, Source]] = []
    size = 0
    for page in pages:
        source = _content(page)
        more = len(source) if isinstance(source, bytes) else 0
        if held and (len(held) == PAGES or size + more > SIZE):
            yield replace(like, pages=tuple(held))
            held, size = [], 0
        held.append((page.path, source))
        size += more
    if held:
        yield replace(like, pages=tuple(held))


def _content(page: FoundPage) -> Source:
    try:
        return read_bytes(page.file)
    except OSError as error:
        return error
