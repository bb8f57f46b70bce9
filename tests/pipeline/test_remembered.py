"""With a cache everything is as without one, and no page is read twice."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from specgen.cache.store import Cache
from specgen.cache.version import reader_version
from specgen.model.facts import PageFacts
from specgen.pipeline import PageError, remembered
from specgen.pipeline.reading import USUAL, Means, Outcome, Read, read_bytes, read_for_keeping, read_pages
from specgen.project import Configuration, FoundPage, find_pages

Compile = Callable[[], tuple[Outcome, ...]]
SOON = 60 * 10**9


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the pages that are read."""
    told: list[str] = []

    def note(pages: Sequence[FoundPage], jobs: int | None = None, means: Means = USUAL) -> Iterator[Read]:
        told.extend(page.path for page in pages)
        return read_for_keeping(pages, jobs, means)

    monkeypatch.setattr(remembered, "read_for_keeping", note)
    return told


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file has been what it is for long enough."""
    monkeypatch.setattr("specgen.cache.UNSETTLED", -SOON)


@pytest.fixture
def compiled(tree: Path, cache: Path) -> Compile:
    """Reads the tree, which must give what reading it without a cache does."""

    def run() -> tuple[Outcome, ...]:
        pages = find_pages((str(tree),), Configuration()).found
        outcomes = remembered.remembered(pages, cache)
        assert outcomes == tuple(read_pages(pages, 1))
        return outcomes

    return run


def forget(read: list[str]) -> list[str]:
    told = list(read)
    read.clear()
    return told


@pytest.mark.usefixtures("settled")
def test_what_did_not_change_is_neither_read_nor_hashed(
    compiled: Compile, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled()
    assert len(forget(read)) == 10
    monkeypatch.setattr(remembered, "read_bytes", None)
    compiled()
    assert read == []


def test_what_may_have_changed_unseen_is_hashed(
    compiled: Compile, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled()
    forget(read)
    hashed: list[str] = []

    def note(file: Path) -> bytes:
        hashed.append(file.name)
        return read_bytes(file)

    monkeypatch.setattr(remembered, "read_bytes", note)
    compiled()
    assert (read, len(hashed)) == ([], 10)


@pytest.mark.usefixtures("settled")
def test_only_what_changed_is_read(compiled: Compile, read: list[str], tree: Path) -> None:
    compiled()
    forget(read)
    page = tree / "en-us/dig-probe-ground.md"
    page.write_text(page.read_text("utf-8") + "\nMore.\n", "utf-8")
    compiled()
    assert forget(read) == ["en-us/dig-probe-ground.md"]
    compiled()
    assert read == []


@pytest.mark.usefixtures("settled")
def test_a_change_that_restores_size_and_time_is_seen(compiled: Compile, read: list[str], tree: Path) -> None:
    compiled()
    forget(read)
    page = tree / "en-us/dig-probe-ground.md"
    times, text = page.stat(), page.read_bytes()
    page.write_bytes(text.replace(b"e", b"E", 1))
    os.utime(page, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert (page.stat().st_size, page.stat().st_mtime_ns) == (times.st_size, times.st_mtime_ns)
    compiled()
    assert read == ["en-us/dig-probe-ground.md"]


@pytest.mark.usefixtures("settled")
def test_a_checkout_that_touches_every_file_reads_none(
    compiled: Compile, read: list[str], tree: Path, tmp_path: Path
) -> None:
    compiled()
    forget(read)
    shutil.copytree(tree, tmp_path / "fresh")
    shutil.rmtree(tree)
    (tmp_path / "fresh").rename(tree)
    compiled()
    assert read == []


@pytest.mark.usefixtures("settled")
def test_a_page_that_moves_is_read_as_where_it_is(compiled: Compile, read: list[str], tree: Path) -> None:
    compiled()
    forget(read)
    (tree / "en-us/dig-probe-ground.md").rename(tree / "en-us/moved.md")
    outcomes = compiled()
    assert read == ["en-us/moved.md"]
    assert "en-us/moved.md" in [one.path for one in outcomes if isinstance(one, PageFacts)]


@pytest.mark.usefixtures("settled")
def test_a_page_that_cannot_be_read_is_an_error_every_time(compiled: Compile, tree: Path) -> None:
    compiled()
    page = tree / "en-us/dig-probe-ground.md"
    page.unlink()
    page.symlink_to(page.name)
    for _ in range(2):
        assert [one.page for one in compiled() if isinstance(one, PageError)] == ["en-us/dig-probe-ground.md"]


def test_a_run_that_stops_keeps_what_it_has_read(
    compiled: Compile, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembered, "CHUNK", 3)

    def stop(pages: Sequence[FoundPage], jobs: int | None = None, means: Means = USUAL) -> Iterator[Read]:
        for at, one in enumerate(read_for_keeping(pages, jobs, means)):
            if at == 7:
                raise KeyboardInterrupt
            yield one

    monkeypatch.setattr(remembered, "read_for_keeping", stop)
    with pytest.raises(KeyboardInterrupt):
        compiled()
    kept = Cache(cache, reader_version())
    assert kept.contents().pages == 6
    kept.close()
