"""What became of promises, counted: by class and interface, in a run, and in the files of others."""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

from specgen.conformance.results.result import Result, by_owner, totals

pytest_plugins = ("pytester",)

Run = Callable[..., pytest.RunResult]

JOBS = Result("wmi/root_sample/test_sample_printer.py::test_property[wmi/Sample_Printer::Jobs]", "kept")
REASON = Result(
    "wmi/root_sample/test_sample_printer.py::TestReset::test_parameter[wmi/Sample_Printer.Reset::Reason]", "kept"
)
GONE = Result("com/test_isample.py::test_interface[com/ISample]", "broken", difference="not there", absent=3)


@pytest.mark.parametrize(
    ("result", "names"),
    [
        (JOBS, ("wmi", "Sample_Printer", "Jobs")),
        (REASON, ("wmi", "Sample_Printer", "Reset::Reason")),
        (GONE, ("com", "ISample", "")),
        (Result("com/test_i.py::test_parameter[com/I.Go::#1]", "kept"), ("com", "I", "Go::#1")),
        (Result("tests/test_other.py::test_it", "kept"), ("", "tests/test_other.py::test_it", "")),
    ],
)
def test_an_id_says_what_a_promise_is_about(result: Result, names: tuple[str, str, str]) -> None:
    assert (result.technology, result.owner, result.member) == names


def test_a_result_travels_as_plain_data() -> None:
    assert Result(**GONE.as_plain()) == GONE  # type: ignore[arg-type]
    assert {type(value) for value in GONE.as_plain().values()} <= {str, int, bool, type(None)}


def test_results_are_gathered_by_class_and_interface() -> None:
    interface, printer = by_owner([JOBS, GONE, REASON])
    assert (interface.name, interface.absent, interface.differences) == ("ISample", 3, [GONE])
    assert (printer.name, printer.absent, printer.count("kept")) == ("Sample_Printer", None, 2)


def test_a_class_of_two_namespaces_is_two() -> None:
    names = ("test_x__root_a", "test_x__root_b")
    assert len(by_owner(Result(f"wmi/{name}.py::test_class[wmi/X]", "kept") for name in names)) == 2


def test_reasons_are_counted() -> None:
    [owner] = by_owner(
        [
            Result("m.py::a[wmi/X::1]", "not testable", why="target", reason="cannot"),
            Result("m.py::a[wmi/X::2]", "not testable", why="target", reason="cannot"),
            Result("m.py::a[wmi/X::3]", "not asked", why="tier", reason="nobody"),
        ]
    )
    assert owner.untested == [("target", "cannot", 2), ("tier", "nobody", 1)]


def test_the_line_adds_up() -> None:
    results = [JOBS, REASON, GONE, Result("m.py::a[wmi/X::1]", "broken", difference="x", expected=True)]
    results += [Result("m.py::a[wmi/X::2]", "not testable"), Result("m.py::a[wmi/X::3]", "not asked")]
    whole = totals(by_owner(results))
    assert whole.promised == whole.kept + whole.broken + whole.not_testable + whole.not_asked == len(results)
    assert whole.line == (
        "6 promised, 2 kept, 2 broken (1 of them expected), 1 not testable here, 1 not asked; 1 absent, with 3 members"
    )


def test_the_line_stands_at_the_end_of_a_run(suite: Path, run: Run) -> None:
    result = run(suite / "com", "-m", "not specgen_invoke")
    assert result.stdout.lines[-2] == "29 promised, 29 kept, 0 broken, 0 not testable here, 0 not asked"


def test_two_processes_count_the_same(suite: Path, run: Run) -> None:
    chosen = (suite / "com", "--specgen-target", "mock", "-m", "not specgen_invoke")
    assert run(*chosen, "-n2").stdout.lines[-2] == run(*chosen).stdout.lines[-2]


def test_junit_holds_an_absent_class_once(suite: Path, run: Run, absent: tuple[str, str], tmp_path: Path) -> None:
    file = tmp_path / "junit.xml"
    run(suite, *absent, f"--junitxml={file}")
    [tests] = ET.parse(file).getroot()
    assert (tests.get("tests"), tests.get("failures"), tests.get("skipped"), tests.get("errors")) == (
        "3",
        "3",
        "0",
        "0",
    )
    assert sorted(str(one.get("name")) for one in tests) == [
        "test_class[wmi/Sample_Printer]",
        "test_class[wmi/Sample_Session]",
        "test_interface[com/ISample]",
    ]
    assert all("documented members" in str(failure.text) for failure in tests.iter("failure"))


def test_junit_holds_every_promise_of_what_is_there(suite: Path, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "junit.xml"
    run(suite / "com", "-m", "not specgen_invoke", f"--junitxml={file}")
    [tests] = ET.parse(file).getroot()
    assert (tests.get("tests"), tests.get("failures"), tests.get("skipped")) == ("29", "0", "0")


def test_a_test_that_breaks_down_is_a_broken_promise(suite: Path, run: Run, target: Callable[[str], tuple[str, str]]):
    options = target("""
from specgen.conformance import BaseTarget, Capability


class Target(BaseTarget):
    capabilities = frozenset({Capability.INTERFACES})

    def describe_interface(self, name):
        raise ValueError("out of order")
""")
    result = run(suite / "com", *options, "-k", "test_interface")
    assert result.parseoutcomes()["failed"] == 1
    result.stdout.fnmatch_lines(["*ValueError: out of order", "1 promised, 0 kept, 1 broken, *"])


def test_other_tests_of_the_run_are_none_of_its_business(suite: Path, run: Run) -> None:
    (suite / "test_mine.py").write_text("import pytest\n\ndef test_mine():\n    pytest.skip('mine')\n", "utf-8")
    result = run(suite, "-k", "test_mine or test_interface")
    assert result.parseoutcomes()["skipped"] == 1
    result.stdout.fnmatch_lines(["1 promised, 1 kept, *"])
