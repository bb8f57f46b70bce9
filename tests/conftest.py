"""What all tests share: where real pages are, and what may not skip where targets are required."""

import json
import os
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from specgen.cli import main

CORPUS = "SPECGEN_CORPUS"
TARGETS_REQUIRED = "SPECGEN_TARGETS_REQUIRED"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real pages, laid out docset/locale/..."""
    folder = os.environ.get(CORPUS)
    if not folder:
        pytest.skip(f"{CORPUS} names no folder of real pages")
    return Path(folder)


@pytest.fixture(scope="session")
def caches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folders that are not there yet, one for each test."""
    base = tmp_path_factory.mktemp("caches")
    return (base / str(number) for number in count())


@pytest.fixture(autouse=True)
def cache(caches: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which this test's commands keep what they read: no test sees what another one read."""
    folder = next(caches)
    monkeypatch.setenv("SPECGEN_CACHE_DIR", str(folder))
    return folder


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A real-target test that skips is a failure where the targets are required: nothing was proven."""
    report = yield
    if report.skipped and os.environ.get(TARGETS_REQUIRED) and item.get_closest_marker("real_target"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} skipped, but {TARGETS_REQUIRED} is set: {report.longrepr}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What tests counted or measured, which says nothing of whether they passed."""
    for report in (*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")):
        for name, told in report.user_properties:
            terminalreporter.write_line(f"{name}: {told}")


@dataclass(frozen=True)
class Outcome:
    """What a command left behind."""

    status: int
    out: bytes
    err: bytes

    @property
    def lines(self) -> list[str]:
        return self.out.decode("utf-8").splitlines()

    @property
    def talk(self) -> list[str]:
        return self.err.decode("utf-8").splitlines()

    @property
    def entities(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Command = Callable[..., Outcome]


@pytest.fixture
def command(capsysbinary: pytest.CaptureFixture[bytes]) -> Command:
    """Runs specgen in this process: ``command("check", folder)``."""

    def run(*arguments: str | Path) -> Outcome:
        capsysbinary.readouterr()
        status = main([str(argument) for argument in arguments])
        captured = capsysbinary.readouterr()
        return Outcome(status, captured.out, captured.err)

    return run
