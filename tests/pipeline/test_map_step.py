"""Pages that take too long or kill whoever reads them are errors, and the others are read, whoever reads."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import active_children, get_context
from pathlib import Path

import pytest

import specgen.reader
from specgen.cache.form import facts_kept
from specgen.model.facts import PageFacts
from specgen.pipeline import Elsewhere, Means, crews, patience, reading
from specgen.pipeline.batches import PAGES, SIZE, Batch, OtherReaderError, by_content, read_batch
from specgen.pipeline.patience import MORE_FOR, TooLongError, allowed, within
from specgen.pipeline.reading import NobodyReadsError, Outcome, PageError, read_for_keeping, read_pages
from specgen.project import Configuration, FoundPage, find_pages
from tests.pipeline import sick

SHORT = Means(patience=1)
needs_signals = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there are no such signals")
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="the mutex is Linux's")


def found(tree: Path) -> tuple[FoundPage, ...]:
    return find_pages((str(tree),), Configuration()).found


@pytest.fixture
def ward(tmp_path: Path) -> Path:
    """A folder with 100 healthy pages."""
    folder = tmp_path / "ward"
    folder.mkdir()
    for number in range(100):
        (folder / f"page-{number:03}.md").write_text(f"# Page {number}\n", encoding="utf-8")
    return folder


@pytest.fixture
def sick_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crews, "_begin", sick.begin)


def errors(outcomes: Iterator[Outcome] | list[Outcome]) -> dict[str, str]:
    return {one.page: one.reason for one in outcomes if isinstance(one, PageError)}


@pytest.mark.slow
@pytest.mark.usefixtures("sick_workers")
@pytest.mark.parametrize(
    ("illness", "reason"),
    [
        ("loops", "took longer than 1 s"),
        ("sleeps", "took longer than 1 s"),
        pytest.param("hangs", "took longer than 1 s", marks=on_linux),
        ("dies", "the process that read it died"),
        ("leaves", "the process that read it died"),
    ],
)
def test_one_sick_page_is_an_error_and_the_others_are_read(ward: Path, illness: str, reason: str) -> None:
    (ward / f"{illness}.md").write_text("", encoding="utf-8")
    (ward / f"{illness}-too.md").write_text("", encoding="utf-8")
    pages = found(ward)
    outcomes = list(read_pages(pages, 2, SHORT))
    assert errors(outcomes) == {f"{illness}.md": reason, f"{illness}-too.md": reason}
    assert [one.path if isinstance(one, PageFacts) else one.page for one in outcomes] == [one.path for one in pages]


@pytest.mark.slow
@pytest.mark.usefixtures("sick_workers")
def test_nobody_waits_for_the_rest_of_what_one_says_who_dies(ward: Path) -> None:
    (ward / "stammers.md").write_text("", encoding="utf-8")
    outcomes = list(read_pages(found(ward), 2, Means(patience=60)))
    assert errors(outcomes) == {"stammers.md": "the process that read it died"}
    assert len(outcomes) == 101
    assert not active_children()


@pytest.mark.slow
@pytest.mark.usefixtures("sick_workers")
def test_who_waits_for_the_next_page_does_not_hang(ward: Path) -> None:
    crew = crews.Processes(1)
    finished = False
    try:
        for batch in crew.batches(found(ward)[: 2 * PAGES], Batch((), kept=False, patience=0.1)):
            assert len(crew.submit(batch).result()) == PAGES
            (worker,) = active_children()
            worker.join(patience.SPARE + 2)
            assert worker.is_alive()
        finished = True
    finally:
        crew.close(finished=finished)


@pytest.mark.slow
def test_where_nobody_can_read_it_is_not_blamed_on_pages(ward: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crews, "_begin", sick.begin_dead)
    with pytest.raises(NobodyReadsError):
        list(read_pages(found(ward), 2))
    assert not active_children()


@needs_signals
@pytest.mark.parametrize("illness", ["loops", "sleeps"])
def test_this_process_waits_no_longer_either(ward: Path, illness: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (ward / f"{illness}.md").write_text("", encoding="utf-8")
    monkeypatch.setattr(specgen.reader, "read_page", sick.read_page)
    before = signal.getsignal(signal.SIGALRM)
    outcomes = list(read_pages(found(ward), 1, SHORT))
    assert errors(outcomes) == {f"{illness}.md": "took longer than 1 s"}
    assert len(outcomes) == 101
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_another_thread_waits_no_longer_either(ward: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (ward / "loops.md").write_text("", encoding="utf-8")
    monkeypatch.setattr(specgen.reader, "read_page", sick.read_page)
    with ThreadPoolExecutor(2) as executor:
        outcomes = list(read_pages(found(ward), means=Means(Elsewhere(executor), patience=1)))
    assert errors(outcomes) == {"loops.md": "took longer than 1 s"}
    assert len(outcomes) == 101


@needs_signals
def test_a_timer_of_others_goes_on() -> None:
    heard: list[int] = []
    before = signal.signal(signal.SIGALRM, lambda number, _: heard.append(number))
    signal.setitimer(signal.ITIMER_REAL, 300)
    try:
        with within(200):
            assert 100 < signal.getitimer(signal.ITIMER_REAL)[0] <= 200
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 200
        signal.raise_signal(signal.SIGALRM)
        assert heard == [signal.SIGALRM]
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_a_watch_that_was_called_off_does_not_strike() -> None:
    from specgen.pipeline.patience import _Watch

    watch = _Watch(threading.get_ident())
    watch.call_off()
    watch.strike()
    with pytest.raises(TooLongError):
        _struck(_Watch(threading.get_ident()))


def _struck(watch: object) -> None:
    watch.strike()  # type: ignore[attr-defined]
    while True:
        pass


def test_large_pages_may_take_longer() -> None:
    assert allowed(20, 0) == 20
    assert allowed(20, 3 * MORE_FOR) == 80


@pytest.mark.parametrize("through", ["threads", "processes"])
def test_any_executor_reads_the_same(tree: Path, through: str) -> None:
    pages = found(tree)
    alone = tuple(read_for_keeping(pages, 1))
    executor: Executor
    if through == "threads":
        executor = ThreadPoolExecutor(2)
    else:
        executor = ProcessPoolExecutor(2, mp_context=get_context("spawn"))
    with executor:
        assert tuple(read_for_keeping(pages, means=Means(Elsewhere(executor)))) == alone
    assert all(facts_kept(one.kept) == one.outcome for one in alone)


def test_others_get_bytes_and_this_machine_says_what_it_cannot_read(tree: Path) -> None:
    broken = tree / "en-us/dig-probe-ground.md"
    broken.unlink()
    broken.symlink_to(broken.name)
    pages = found(tree)
    given: list[Batch] = []

    class Far(ThreadPoolExecutor):
        """Workers that have no such files."""

        def submit(self, function, /, batch):  # type: ignore[override]
            given.append(batch)
            return super().submit(function, batch)

    with Far(1) as executor:
        outcomes = tuple(read_pages(pages, means=Means(Elsewhere(executor))))
    assert outcomes == tuple(read_pages(pages, 1))
    assert {type(source) for batch in given for _, source in batch.pages} == {bytes, OSError}


def test_batches_that_bring_bytes_are_small(tmp_path: Path) -> None:
    sizes = [10] * 70 + [SIZE // 2, SIZE // 2, SIZE // 2, 3 * SIZE, 10]
    pages = []
    for number, size in enumerate(sizes):
        file = tmp_path / f"{number:03}.md"
        file.write_bytes(b"x" * size)
        pages.append(FoundPage(str(tmp_path), file.name, file))
    batches = list(by_content(pages, Batch((), kept=False, patience=1)))
    assert [path for batch in batches for path, _ in batch.pages] == [page.path for page in pages]
    assert [len(batch.pages) for batch in batches] == [PAGES, PAGES, 7, 2, 1, 1]


def test_another_specgen_may_not_read_for_this_one(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(OtherReaderError):
        read_batch(Batch((("page.md", b""),), kept=False, patience=1, reader="another"))
    monkeypatch.setattr(reading, "_version", lambda: "another")
    with ThreadPoolExecutor(1) as executor, pytest.raises(OtherReaderError):
        list(read_pages(found(tree), means=Means(Elsewhere(executor))))


class LostError(Exception):
    """A worker of an executor died."""


class Unreliable(Executor):
    """Loses whoever reads a batch that holds the page ``fatal``, and the first batch of all."""

    def __init__(self) -> None:
        self.given = 0

    def submit(self, function, /, batch):  # type: ignore[override]
        future: Future[object] = Future()
        self.given += 1
        if self.given == 1 or any(path.startswith("fatal") for path, _ in batch.pages):
            future.set_exception(LostError())
        else:
            future.set_result(function(batch))
        return future


def test_an_executor_that_loses_workers_loses_one_page(ward: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (ward / "fatal.md").write_text("", encoding="utf-8")
    monkeypatch.setattr(specgen.reader, "read_page", sick.read_page)
    outcomes = list(read_pages(found(ward), means=Means(Elsewhere(Unreliable(), lost=(LostError,)))))
    assert errors(outcomes) == {"fatal.md": "the process that read it died"}
    assert len(outcomes) == 101


def test_progress_is_told_from_none_to_all(tree: Path) -> None:
    told: list[tuple[int, int]] = []
    list(read_pages(found(tree), 1, Means(progress=lambda done, total: told.append((done, total)))))
    assert told == [(done, 10) for done in range(11)]


@pytest.mark.slow
@pytest.mark.usefixtures("sick_workers")
@pytest.mark.skipif(os.name != "posix", reason="processes are killed with signals")
def test_who_stops_listening_leaves_no_process(ward: Path) -> None:
    for number in range(200):
        (ward / f"sleeps-{number}.md").write_text("", encoding="utf-8")
    reading_on = read_pages(found(ward), 2)
    assert isinstance(next(reading_on), PageFacts)
    assert len(active_children()) == 2
    reading_on.close()  # type: ignore[attr-defined]
    assert not active_children()
