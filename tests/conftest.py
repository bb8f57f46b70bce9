"""What all tests share: where real pages are, and what may not skip where targets are required."""

import os
from collections.abc import Generator
from pathlib import Path

import pytest

CORPUS = "SPECGEN_CORPUS"
TARGETS_REQUIRED = "SPECGEN_TARGETS_REQUIRED"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real pages, laid out docset/locale/..."""
    folder = os.environ.get(CORPUS)
    if not folder:
        pytest.skip(f"{CORPUS} names no folder of real pages")
    return Path(folder)


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
