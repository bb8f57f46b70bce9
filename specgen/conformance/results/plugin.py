"""The part of the plugin that works only where suites run: results, expected differences, reports.

With pytest-xdist the tests run in workers and the results come together in the process that was started.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from specgen.conformance.calls.permission import AllowedCall, without_method
from specgen.conformance.described import Method
from specgen.conformance.results.expected import ExpectedError, read_expected, vanished, write_expected
from specgen.conformance.results.reports import FORMS, write_report
from specgen.conformance.results.result import Result, by_owner, is_asked, totals
from specgen.conformance.results.shown import shown_target
from specgen.conformance.targets.opening import TargetError
from specgen.conformance.verdicts import Broken, NotTestable, Why

_KEY = "specgen"
"""The attribute of a pytest report that carries a result, and what a worker's own findings are called."""

_OWN = ("test_class", "test_interface")
"""The tests that a class or an interface is there."""


class Results:
    """Collects what becomes of promises."""

    def __init__(self, config: pytest.Config, allowed: Sequence[AllowedCall], expected: dict[str, str] | None) -> None:
        self._config = config
        self._allowed = allowed
        self._expected = expected
        self._results: list[Result] = []
        self._vanished: list[str] = []
        self._own: set[str] = set()
        self._told: set[str] = set()
        self._silent: set[str] = set()
        self._untold: list[str] = []
        self._idle: list[str] = []
        self._left_out = False
        self._fell_over = False
        self._unopened: str | None = None
        self._unwritten: str | None = None

    @classmethod
    def of(cls, config: pytest.Config, allowed: Sequence[AllowedCall] = ()) -> Results:
        """With the allow-list and the expected differences that the command line names. Raises pytest.UsageError."""
        _check_places(config)
        place = config.getoption("--specgen-expect")
        if not place:
            return cls(config, allowed, None)
        try:
            return cls(config, allowed, read_expected(config.invocation_params.dir / Path(place)))
        except ExpectedError as error:
            raise pytest.UsageError(str(error)) from error

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Remembers which expected tests and allowed methods there are no more, before any are deselected."""
        if self._expected and not _has_ids(config):
            self._vanished = vanished(self._expected, (one.nodeid for one in items), config.rootpath)
        if self._allowed:
            methods = (method for one in items if is_suite(one) and (method := _called(one)) is not None)
            self._idle = [str(entry) for entry in without_method(self._allowed, methods)]

    def pytest_deselected(self, items: Sequence[pytest.Item]) -> None:
        """Remembers that not all tests of the suite run."""
        self._left_out = self._left_out or any(is_suite(one) for one in items)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Remembers which classes and interfaces have a test of their own in this run, maybe in another process."""
        self._own = {_module(one) for one in session.items if getattr(one, "originalname", "") in _OWN}

    def pytest_runtest_protocol(self, item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
        """Runs a test of a suite; of an absent class or interface one result is told, not one for each member."""
        if not is_suite(item):
            return None
        reports = runtestprotocol(item, log=False, nextitem=nextitem)
        if self._unopened:
            # Every other test would say the same. With pytest-xdist, too, this ends the run in one sentence.
            item.session.shouldstop = self._unopened
            return True
        held = [result for one in reports if (result := _carried(one)) is not None]
        # What fails besides, a target that cannot be closed for one, is told in any case.
        gone = any(one.why == Why.OWNER and one.verdict == "not testable" for one in held)
        if gone and not any(one.failed for one in reports) and self._is_told(held[0].module):
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
        if isinstance(raised, TargetError) and report.when == "setup":
            self._unopened = str(raised)
            return report
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
            config.workeroutput[_KEY] = {  # type: ignore[attr-defined]
                "vanished": self._vanished,
                "silent": sorted(self._silent),
                "idle": self._idle,
                "left_out": self._left_out,
                "unopened": self._unopened,
            }
            return
        self._write(session)
        if self._unopened:
            session.exitstatus = pytest.ExitCode.USAGE_ERROR
        elif session.exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
            told = {one.module for one in self._results if one.verdict == "broken"}
            self._untold = sorted(self._silent - told)
            if self._vanished or self._untold:
                session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def _write(self, session: pytest.Session) -> None:
        option = self._config.getoption
        target = shown_target(option("--specgen-target") or "stand-ins")
        folder = self._config.invocation_params.dir
        for place in () if self._unopened else option("--specgen-report"):
            write_report(folder / place, by_owner(self._results), target)
        place = option("--specgen-write-expected")
        if not place:
            return
        if not self._is_whole(session):
            self._unwritten = f"{place} is not written: the run did not get through its tests"
        elif self._left_out or _has_ids(session.config) or option("lf", False):  # noqa: FBT003  pytest's signature
            self._unwritten = f"{place} is not written: tests were left out, and so would be what is known of them"
        else:
            write_expected(folder / place, self._results, target)

    def _is_whole(self, session: pytest.Session) -> bool:
        """Whether the run got as far as its tests and through all of them, so that what it found can be expected."""
        ended = session.exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED)
        stopped = session.shouldfail or session.shouldstop or self._fell_over
        return ended and not stopped and not session.config.getoption("collectonly")

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """What a worker of pytest-xdist found."""
        found = getattr(node, "workeroutput", {}).get(_KEY)
        if found is None:
            return
        self._vanished = sorted({*self._vanished, *found["vanished"]})
        self._silent |= set(found["silent"])
        self._idle = list(dict.fromkeys((*self._idle, *found["idle"])))
        self._left_out = self._left_out or found["left_out"]
        self._unopened = self._unopened or found["unopened"]

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """The run in one line, and what it means."""
        for test in self._vanished:
            terminalreporter.write_line(f"FAILED {test} - an expected difference has no test any more", red=True)
        for module in self._untold:
            terminalreporter.write_line(f"FAILED {module} - described in one process and not in another", red=True)
        if self._unwritten:
            terminalreporter.write_line(self._unwritten)
        for entry in self._idle if self._results else ():
            place = self._config.getoption("--specgen-allow")
            terminalreporter.write_line(f"{place} allows {entry}, which no test that was collected calls", yellow=True)
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


def _has_ids(config: pytest.Config) -> bool:
    """Whether the command line names tests, and not files and folders alone."""
    return any("::" in one for one in config.args)


def _called(item: pytest.Item) -> Method | None:
    """The method that the test calls as the allow-list says."""
    if item.get_closest_marker("specgen_invoke") is None:
        return None
    promise = getattr(getattr(item, "callspec", None), "params", {}).get("promise")
    return promise if isinstance(promise, Method) else None


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
