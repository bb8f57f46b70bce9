"""Running modules of a suite again and again in one process: collected once, run with one target after the other."""

import contextlib
import io
import os
from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path

import pytest

from specgen.conformance.target import Target
from tests.mutation.hosting import HOST, PLACE
from tests.mutation.verdict import Outcome

_IDLE = ("cacheprovider", "xdist", "logging", "threadexception", "unraisableexception", "faulthandler")
"""Plugins that cost time in every test and have nothing to do here."""

Run = Callable[[Target], list[Outcome]]
"""All outcomes of a module with a target."""


class CollectionError(Exception):
    """A module could not be collected; the message has pytest's words."""


class _Loop:
    """In place of pytest's own loop: ``judge`` decides how often a module runs, and against what."""

    def __init__(self, judge: Callable[[Path, Run], None]) -> None:
        self._judge = judge
        self._outcomes: dict[str, Outcome] = {}
        self.troubles: list[str] = []
        self.error: Exception | None = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Every module in turn."""
        for path, found in groupby(session.items, key=lambda item: item.path):
            items = list(found)
            try:
                self._judge(path, partial(self._run, items))
            except Exception as error:  # noqa: BLE001  pytest would print it where nobody reads
                self.error = error
                break
        return True

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A module that cannot be imported."""
        if report.failed:
            self.troubles.append(str(report.longrepr))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """What counts of a test: the worst of its phases."""
        now = _outcome(report)
        before = self._outcomes.get(report.nodeid)
        if before is None or before.word == "passed" or now.word == "failed":
            self._outcomes[report.nodeid] = now

    def _run(self, items: list[pytest.Item], target: Target) -> list[Outcome]:
        """One run. After its last test every fixture is torn down, so that nothing is left for the next."""
        HOST.target = target
        self._outcomes = {}
        for item, following in zip(items, [*items[1:], None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        return list(self._outcomes.values())


def run_modules(modules: Sequence[Path], judge: Callable[[Path, Run], None], *options: str) -> None:
    """Collect ``modules`` and hand each to ``judge``, with the means to run it. Raises CollectionError."""
    loop = _Loop(judge)
    idle = [f"-pno:{name}" for name in _IDLE]
    quiet = ("-qq", "-s", "--tb=short", "--continue-on-collection-errors", *idle)
    arguments = [*quiet, "--specgen-target", PLACE, *options, *map(str, modules)]
    said = io.StringIO()
    # What somebody wants of their own runs is not wanted of these.
    added = os.environ.pop("PYTEST_ADDOPTS", None)
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            status = pytest.main(arguments, plugins=[loop])
    finally:
        if added is not None:
            os.environ["PYTEST_ADDOPTS"] = added
    if loop.error is not None:
        raise loop.error
    if loop.troubles:
        raise CollectionError(loop.troubles[0])
    if status not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED):
        raise CollectionError(said.getvalue()[-2000:])


def _outcome(report: pytest.TestReport) -> Outcome:
    if report.passed:
        return Outcome(report.nodeid, "passed")
    if report.skipped:
        told = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        return Outcome(report.nodeid, "skipped", told.removeprefix("Skipped: "))
    return Outcome(report.nodeid, "failed", str(report.longrepr))
