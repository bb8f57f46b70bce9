"""The part of the plugin that works only where suites run: results, expected differences, reports.

With pytest-xdist the tests run in workers and the results come together in the process that was started.
"""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from specgen.conformance.results.expected import ExpectedError, read_expected, vanished, write_expected
from specgen.conformance.results.reports import FORMS, write_report
from specgen.conformance.results.result import Result, by_owner, is_asked, totals
from specgen.conformance.verdicts import Broken, NotTestable, Why

_KEY = "specgen"
"""The attribute of a pytest report that carries a result, and what a worker's own findings are called."""

_OWN = ("test_class", "test_interface")
"""The tests that a class or an interface is there."""


class Results:
    """Collects what becomes of promises."""

    def __init__(self, config: pytest.Config, expected: dict[str, str] | None) -> None:
        self._config = config
        self._expected = expected
        self._results: list[Result] = []
        self._vanished: list[str] = []
        self._own: set[str] = set()
        self._told: set[str] = set()
        self._silent: set[str] = set()
        self._untold: list[str] = []
        self._fell_over = False
        self._unwritten: str | None = None

    @classmethod
    def of(cls, config: pytest.Config) -> Results:
        """With the expected differences that the command line names, if it does. Raises pytest.UsageError."""
        _check_places(config)
        place = config.getoption("--specgen-expect")
        if not place:
            return cls(config, None)
        try:
            return cls(config, read_expected(config.invocation_params.dir / Path(place)))
        except ExpectedError as error:
            raise pytest.UsageError(str(error)) from error

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Remembers which expected tests there are no more, before any are deselected."""
        whole = not any("::" in one for one in config.args)
        if self._expected and whole:
            self._vanished = vanished(self._expected, (one.nodeid for one in items), config.rootpath)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Remembers which classes and interfaces have a test of their own in this run, maybe in another process."""
        self._own = {_module(one) for one in session.items if getattr(one, "originalname", "") in _OWN}

    def pytest_runtest_protocol(self, item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
        """Runs a test of a suite; of an absent class or interface one result is told, not one for each member."""
        if not is_suite(item):
            return None
        reports = runtestprotocol(item, log=False, nextitem=nextitem)
        held = [result for one in reports if (result := _carried(one)) is not None]
        if any(one.why == Why.OWNER and one.verdict == "not testable" for one in held) and self._is_told(
            held[0].module
        ):
            return True
        item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
        for one in reports:
            item.ihook.pytest_runtest_logreport(report=one)
        item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
        return True

    def _is_told(self, module: str) -> bool:
        """Whether another test of the module tells that its class or interface is not there."""
        if module in self._own:
            self._silent.add(module)
            return True
        told = module in self._told
        self._told.add(module)
        return told

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Writes the result into the report, and holds it against what was expected."""
        report = yield
        if not is_suite(item):
            return report
        raised = call.excinfo.value if call.excinfo else None
        if isinstance(raised, NotTestable) and isinstance(report.longrepr, tuple):
            # The class's name would stand ahead of every reason.
            report.longrepr = (*report.longrepr[:2], f"Skipped: {raised.reason}")
        if report.when == "call" or isinstance(raised, (Broken, NotTestable)):
            result = self._held(_result(item.nodeid, raised), report)
            setattr(report, _KEY, result.as_plain())
        return report

    def _held(self, result: Result, report: pytest.TestReport) -> Result:
        """The result in view of what was expected; the report follows."""
        listed = (self._expected or {}).get(result.test)
        if listed is None or result.verdict == "not asked":
            return result
        if result.verdict == "broken" and result.difference == listed:
            report.outcome = "skipped"
            report.wasxfail = "an expected difference"
            return Result(**{**result.as_plain(), "expected": True})  # type: ignore[arg-type]
        now = {"kept": "the promise is kept now", "broken": f"it is another now: {result.difference}"}
        said = now.get(result.verdict, f"it cannot be tested any more: {result.reason}")
        difference = f"expected was: {listed}; {said}"
        report.outcome = "failed"
        report.longrepr = f"an expected difference has vanished: {difference}"
        return Result(**{**result.as_plain(), "verdict": "broken", "difference": difference})  # type: ignore[arg-type]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Collects, in the process that was started."""
        result = _carried(report)
        if result is not None:
            self._results.append(result)
        elif report.failed:
            self._fell_over = True

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Writes the files that were asked for. A test that was expected to fail and does not exist fails the run."""
        config = self._config
        if hasattr(config, "workerinput"):
            config.workeroutput[_KEY] = (self._vanished, sorted(self._silent))  # type: ignore[attr-defined]
            return
        target = config.getoption("--specgen-target") or "stand-ins"
        folder = config.invocation_params.dir
        for place in config.getoption("--specgen-report"):
            write_report(folder / place, by_owner(self._results), target)
        place = config.getoption("--specgen-write-expected")
        if place and self._is_whole(session):
            write_expected(folder / place, self._results, target)
        elif place:
            self._unwritten = place
        if session.exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
            told = {one.module for one in self._results if one.verdict == "broken"}
            self._untold = sorted(self._silent - told)
            if self._vanished or self._untold:
                session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def _is_whole(self, session: pytest.Session) -> bool:
        """Whether the run got as far as its tests and through all of them, so that what it found can be expected."""
        ended = session.exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED)
        stopped = session.shouldfail or session.shouldstop or self._fell_over
        return ended and not stopped and not session.config.getoption("collectonly")

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """What a worker of pytest-xdist found."""
        vanished, silent = getattr(node, "workeroutput", {}).get(_KEY, ((), ()))
        self._vanished = sorted({*self._vanished, *vanished})
        self._silent |= set(silent)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """The run in one line, and what it means."""
        for test in self._vanished:
            terminalreporter.write_line(f"FAILED {test} - an expected difference has no test any more", red=True)
        for module in self._untold:
            terminalreporter.write_line(f"FAILED {module} - described in one process and not in another", red=True)
        if self._unwritten:
            terminalreporter.write_line(f"{self._unwritten} is not written: the run did not get through its tests")
        if self._results:
            terminalreporter.write_sep("-", "specgen")
            terminalreporter.write_line(totals(by_owner(self._results)).line)


def _check_places(config: pytest.Config) -> None:
    """Raises pytest.UsageError where a file that is written after the tests has no place to go."""
    written = config.getoption("--specgen-write-expected")
    if written and config.getoption("--specgen-expect"):
        raise pytest.UsageError("--specgen-write-expected: without --specgen-expect, which would change what is broken")
    for option in ("--specgen-report", "--specgen-write-expected"):
        places = config.getoption(option) or []
        for place in [places] if isinstance(places, str) else places:
            path = config.invocation_params.dir / Path(place)
            if not path.parent.is_dir() or path.is_dir():
                raise pytest.UsageError(f"{option}: no file can be written at {path}")
            if option == "--specgen-report" and path.suffix not in FORMS:
                raise pytest.UsageError(
                    f"{option}: {place} is called neither {' nor '.join(f'FILE{one}' for one in FORMS)}"
                )


def is_suite(item: pytest.Item) -> bool:
    """Whether it is a test of a generated suite."""
    return "specgen_suite" in getattr(item, "fixturenames", ())


def _module(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]


def _carried(report: pytest.TestReport) -> Result | None:
    held = getattr(report, _KEY, None)
    return Result(**held) if isinstance(held, dict) else None


def _result(test: str, raised: BaseException | None) -> Result:
    if raised is None:
        return Result(test, "kept")
    if isinstance(raised, Broken):
        return Result(
            test,
            "broken",
            difference=raised.difference,
            seen=raised.seen,
            page=raised.page,
            line=raised.line,
            absent=raised.absent,
        )
    if isinstance(raised, NotTestable):
        asked = is_asked(raised.why)
        return Result(test, "not testable" if asked else "not asked", why=raised.why.value, reason=raised.reason)
    if isinstance(raised, pytest.skip.Exception):
        return Result(test, "not testable", why=Why.TARGET.value, reason=str(raised))
    return Result(test, "broken", difference=f"the test ended with {type(raised).__name__}: {raised}")
