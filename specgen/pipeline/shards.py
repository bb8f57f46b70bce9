"""Shards: shares of the pages that several machines read, each its own, for one that links them all.

Which share a page is in depends on its path alone, so that it is the same on every machine and stays when other pages
come and go.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from specgen.cache.exchange import SUFFIX, Facts, FactsFileError, read_facts, write_facts
from specgen.cache.form import kept_form
from specgen.cache.store import Cache
from specgen.cache.version import reader_version
from specgen.model.facts import PageFacts
from specgen.pipeline.assembly import Request, found_pages, outcomes_of
from specgen.pipeline.page_step import PageError
from specgen.project import FoundPage

MOST = 10_000
"""Shards of one run."""


@dataclass(frozen=True)
class Shard:
    """Share ``number`` (from 1) of ``shares``."""

    number: int
    shares: int

    def has(self, path: str) -> bool:
        """Whether a page, by its path, is in this share."""
        digest = blake2b(path.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        return int.from_bytes(digest, "big") % self.shares == self.number - 1

    @property
    def file(self) -> Path:
        """The file that its facts are written to where nobody says another."""
        return Path(f"specgen-{self.number}-of-{self.shares}{SUFFIX}")


@dataclass(frozen=True)
class Share:
    """What came of a share: how many pages of how many are in it, and those that could not be read."""

    pages: int
    whole: int
    errors: tuple[PageError, ...]


@dataclass(frozen=True)
class Merged:
    """What was put into the cache: pages, of so many shards."""

    pages: int
    shards: int


def read_share(request: Request, shard: Shard, file: Path) -> Share:
    """Read a shard of the pages that ``compile_pages`` would read, those of the reference too, into a file of facts.

    Raises NoSuchPathError as it does, and FactsFileError for a file that cannot be written.
    """
    pages = found_pages(request)
    mine = [page for page in pages if shard.has(page.path)]
    read = list(outcomes_of(mine, request))
    facts = {(one.path, one.digest): one for one in read if isinstance(one, PageFacts)}
    packed = [(*key, kept_form(one)) for key, one in sorted(facts.items(), key=lambda item: item[0])]
    write_facts(file, Facts(reader_version(), shard.number, shard.shares, _whole(pages), packed))
    return Share(len(mine), len(pages), tuple(sorted(one for one in read if isinstance(one, PageError))))


def _whole(pages: Iterable[FoundPage]) -> str:
    """What tells the pages of one run from those of another: their paths."""
    paths = sorted(page.path for page in pages)
    return blake2b("\0".join(paths).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def merge(files: Sequence[Path], folder: Path) -> Merged:
    """Put files of facts into the cache in ``folder``: all shards of a run, or of several.

    Raises FactsFileError where a shard is missing, or a file cannot be used; then nothing is put there.
    """
    read = {file: read_facts(file) for file in _named(files)}
    for file, facts in read.items():
        if facts.reader != reader_version():
            raise FactsFileError(f"{file}: was read by another specgen or Python: install the same in every job")
    _require_all(read)
    cache = Cache(folder, reader_version())
    try:
        for facts in read.values():
            cache.keep_packed(facts.pages)
            if facts.pages and not cache.facts([facts.pages[0][:2]]):
                raise FactsFileError(f"{cache.file}: the cache cannot be written")
    finally:
        cache.close()
    return Merged(sum(len(facts.pages) for facts in read.values()), len(read))


def _named(files: Iterable[Path]) -> list[Path]:
    """The files of facts that are named, those in folders too."""
    found: list[Path] = []
    for file in files:
        inside = sorted(file.rglob(f"*{SUFFIX}")) if file.is_dir() else [file]
        if not inside:
            raise FactsFileError(f"{file}: holds no file of facts")
        found += inside
    return list(dict.fromkeys(found))


def _require_all(read: dict[Path, Facts]) -> None:
    """Every shard of each run is there, once."""
    runs: dict[tuple[str, int], list[int]] = {}
    for facts in read.values():
        runs.setdefault((facts.whole, facts.shares), []).append(facts.number)
    for (_, shares), numbers in runs.items():
        missing = sorted(set(range(1, shares + 1)) - set(numbers))
        if missing:
            shown = ", ".join(f"{number}/{shares}" for number in missing[:10])
            raise FactsFileError(
                f"of {len(numbers)} files of facts, these shards of the same pages are missing: {shown}"
            )
        if len(numbers) > shares:
            raise FactsFileError("a shard is there twice")
