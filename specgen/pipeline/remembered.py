"""The page step with a cache in front of it: what is the same as before is not read again.

A file is known by its stamp or, where that tells nothing, by its bytes.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path

from specgen.cache.stamps import Stamp
from specgen.cache.store import Cache
from specgen.cache.version import reader_version
from specgen.model.digest import digest
from specgen.model.facts import PageFacts
from specgen.pipeline.reading import USUAL, Means, Outcome, Read, read_bytes, read_for_keeping
from specgen.project import FoundPage

CHUNK = 512
"""Pages that are written at once: what a run that is stopped loses, at most."""


def remembered(
    pages: Sequence[FoundPage], folder: Path, jobs: int | None = None, means: Means = USUAL
) -> tuple[Outcome, ...]:
    """What ``read_pages`` gives, in the order of ``pages``; ``folder`` holds what was read before.

    Those alone are read of which it knows nothing.
    """
    cache = Cache(folder, reader_version())
    try:
        files = [_File(page) for page in pages]
        outcomes: dict[_File, Outcome] = {**_known(cache, files)}
        missing = [file for file in files if file not in outcomes]
        with closing(read_for_keeping([file.page for file in missing], jobs, means)) as reading:
            for chunk in _chunks(zip(missing, reading, strict=True)):
                outcomes.update((file, one.outcome) for file, one in chunk)
                _keep(cache, chunk)
        return tuple(outcomes[file] for file in files)
    finally:
        cache.close()


def _keep(cache: Cache, chunk: Iterable[tuple["_File", Read]]) -> None:
    read = [(file, one.outcome, one.kept) for file, one in chunk if isinstance(one.outcome, PageFacts)]
    cache.keep_packed(
        ((facts.path, facts.digest, kept) for _, facts, kept in read),
        _seen((file, facts.digest) for file, facts, _ in read),
    )


class _File:
    """A page's file, as it was before anything was read."""

    def __init__(self, page: FoundPage) -> None:
        self.page = page
        self.path = str(page.file.absolute())
        self.stamp = Stamp.of(page.file)


def _known(cache: Cache, files: Sequence[_File]) -> dict[_File, PageFacts]:
    """The facts that the cache has."""
    if cache.is_empty:
        return {}
    digests = cache.digests({file.path: file.stamp for file in files if file.stamp is not None})
    hashed = {file: told for file in files if file.path not in digests and (told := _digest(file.page.file))}
    named = {file: digests.get(file.path) or hashed.get(file, "") for file in files}
    facts = cache.facts((file.page.path, told) for file, told in named.items() if told)
    cache.keep((), _seen(hashed.items()))
    return {file: one for file, told in named.items() if (one := facts.get((file.page.path, told))) is not None}


def _digest(file: Path) -> str | None:
    try:
        return digest(read_bytes(file))
    except OSError:
        return None


def _seen(files: Iterable[tuple[_File, str]]) -> Iterator[tuple[str, Stamp, str]]:
    return ((file.path, file.stamp, told) for file, told in files if file.stamp is not None)


def _chunks(read: Iterable[tuple[_File, Read]]) -> Iterator[list[tuple[_File, Read]]]:
    rest = iter(read)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk
