"""Executors that a command line names; Dask on a real cluster of two workers."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

from specgen.cli import main
from specgen.model.facts import PageFacts
from specgen.pipeline import Elsewhere, Means, PageError, executors
from specgen.pipeline.reading import read_pages
from specgen.project import Configuration, find_pages


@contextmanager
def opened(address: str) -> Iterator[Elsewhere]:
    """Threads, as many as the address says."""
    with ThreadPoolExecutor(int(address)) as executor:
        yield Elsewhere(executor)


def checked(out: Path, *options: str) -> tuple[int, bytes]:
    command = ["check", "tree", "--no-cache", "--select", "ALL", "--preview", "--output-file", str(out), *options]
    status = main(command)
    return status, out.read_bytes() if out.exists() else b""


def test_executors_of_others_are_found(tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("threads", f"{__name__}", executors.ENTRY_POINTS)
    monkeypatch.setitem(sys.modules, __name__, sys.modules[__name__])
    monkeypatch.setattr(executors, "entry_points", lambda group: [point])
    assert checked(tmp_path / "there", "--executor", "threads:2") == checked(tmp_path / "here")


@pytest.mark.parametrize("named", ["dask", "dask:", "nobody:here", ":", ""])
def test_what_is_no_executor(tree: Path, capsys: pytest.CaptureFixture[str], named: str) -> None:
    assert main(["check", "tree", "--executor", named]) == 2
    assert capsys.readouterr().err == f"specgen: error: there is no executor {named!r} (there are: dask:ADDRESS)\n"


def test_without_the_extra_it_is_named(
    tree: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert main(["check", "tree", "--executor", "dask:tcp://127.0.0.1:1"]) == 2
    assert capsys.readouterr().err == "specgen: error: --executor dask needs Dask: pip install 'specgen[dask]'\n"


def test_workers_of_another_specgen_are_an_error(
    tree: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(executors, "_kinds", lambda: {"threads": sys.modules[__name__]})
    monkeypatch.setattr("specgen.pipeline.reading._version", lambda: "another")
    assert checked(tmp_path / "out", "--executor", "threads:1") == (2, b"")
    said = "threads:1: workers have another specgen, or another Python, than this machine"
    assert capsys.readouterr().err == f"specgen: error: {said}\n"


# Real clusters: a scheduler and two processes, started and ended here.

CLUSTER = """
import sys
from distributed import LocalCluster

if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()
"""


@contextmanager
def cluster(**settings: str) -> Iterator[str]:
    """The address of a scheduler."""
    pytest.importorskip("distributed", reason="Dask is not installed: requirements-dask.lock")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), **settings}
    running = subprocess.Popen(
        [sys.executable, "-c", CLUSTER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    )
    try:
        yield running.stdout.readline().strip()
    finally:
        running.communicate()
    assert running.returncode == 0


def on_each_worker(address: str, function: Callable[[], Any]) -> list[Any]:
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        return list(client.run(function).values())


PAGES_READ: list[str] = []
"""By this worker, once it counts them."""


def counts() -> None:
    import specgen.reader

    read = specgen.reader.read_page

    def read_page(path: str, data: bytes) -> PageFacts:
        PAGES_READ.append(path)
        return read(path, data)

    specgen.reader.read_page = read_page  # type: ignore[assignment]


def pages_read() -> list[str]:
    return PAGES_READ


def becomes_another() -> None:
    from specgen.cache import version

    version.reader_version = lambda: "another"


@pytest.mark.real_target
@pytest.mark.slow
def test_a_cluster_of_two_gives_the_same_bytes(tree: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = (tree / "en-us/dig-probe-ground.md").read_text("utf-8")
    for number in range(300):
        (tree / f"en-us/dig-{number}.md").write_text(page.replace("Dig", f"Dig{number}"), encoding="utf-8")
    alone = checked(tmp_path / "alone", "--jobs", "1")
    assert alone[1].count(b"\n") > 300
    with cluster() as address:
        on_each_worker(address, counts)
        assert checked(tmp_path / "cluster", "--executor", f"dask:{address}") == alone
        first, second = on_each_worker(address, pages_read)
        assert first and second and len(first) + len(second) == len({*first, *second}) == 310
        on_each_worker(address, becomes_another)
        capsys.readouterr()
        assert checked(tmp_path / "another", "--executor", f"dask:{address}") == (2, b"")
        assert "workers have another specgen, or another Python, than this machine" in capsys.readouterr().err


@pytest.mark.real_target
@pytest.mark.slow
def test_a_page_that_kills_workers_costs_itself(tree: Path) -> None:
    (tree / "dies.md").write_text("", encoding="utf-8")
    (tree / "loops.md").write_text("", encoding="utf-8")
    pages = find_pages((str(tree),), Configuration()).found
    settings = {
        "DASK_DISTRIBUTED__WORKER__PRELOAD": '["tests.pipeline.sick"]',
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
    }
    with cluster(**settings) as address, executors.opened(f"dask:{address}") as elsewhere:
        outcomes = list(read_pages(pages, means=Means(elsewhere, patience=1)))
    errors = {one.page: one.reason for one in outcomes if isinstance(one, PageError)}
    assert errors == {"dies.md": "the process that read it died", "loops.md": "took longer than 1 s"}
    assert len(outcomes) == len(pages) == 12


@pytest.mark.real_target
@pytest.mark.slow
def test_where_no_scheduler_is(tree: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="Dask is not installed: requirements-dask.lock")
    monkeypatch.setattr("specgen.pipeline.executors.dask.PATIENCE", 0.5)
    assert main(["check", "tree", "--executor", "dask:tcp://127.0.0.1:9"]) == 2
    assert "dask:tcp://127.0.0.1:9: no scheduler answers" in capsys.readouterr().err
