"""A class or interface that is not there is one result, with the number of its documented members."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest_plugins = ("pytester",)

Run = Callable[..., pytest.RunResult]

NOT_FOUND = "the target says 0x80041002"
GONE = {
    "wmi/Sample_Printer": f"class Sample_Printer in root/sample with its 4 documented members; {NOT_FOUND}",
    "wmi/Sample_Session": f"class Sample_Session with its 2 documented members; {NOT_FOUND}",
    "com/ISample": "interface ISample with its 3 documented members; the target says no such interface",
}


def owners(path: Path) -> dict[str, Any]:
    """The report's entries by technology and name."""
    return {f"{one['technology']}/{one['name']}": one for one in json.loads(path.read_text("utf-8"))["owners"]}


@pytest.mark.parametrize("spread", [(), ("-n2",)], ids=["one process", "two processes"])
def test_it_is_one_result(
    spread: tuple[str, ...], suite: Path, run: Run, absent: tuple[str, str], tmp_path: Path
) -> None:
    report = tmp_path / "report.json"
    result = run(suite, *absent, *spread, f"--specgen-report={report}")
    assert result.parseoutcomes() == {"failed": 3}
    told = owners(report)
    assert {name: one["differences"][0]["difference"] for name, one in told.items()} == GONE
    assert {one["state"] for one in told.values()} == {"absent"}
    assert {name: one["members"] for name, one in told.items()} == {
        "wmi/Sample_Printer": 4,
        "wmi/Sample_Session": 2,
        "com/ISample": 3,
    }
    result.stdout.fnmatch_lines(["3 promised, 0 kept, 3 broken, 0 not testable here, 0 not asked; 3 absent, with 9 *"])


def test_the_message_names_page_and_line(suite: Path, run: Run, absent: tuple[str, str]) -> None:
    result = run(suite / "wmi/root_sample", *absent)
    result.stdout.fnmatch_lines([f"docs/sample_printer.md, line 12: {GONE['wmi/Sample_Printer']}"])


@pytest.mark.parametrize("spread", [(), ("-n2",)], ids=["one process", "two processes"])
def test_where_its_own_test_is_not_chosen_a_member_tells(
    spread: tuple[str, ...], suite: Path, run: Run, absent: tuple[str, str]
) -> None:
    result = run(suite / "wmi/root_sample", *absent, *spread, "-rs", "-k", "Reset")
    assert 1 <= result.parseoutcomes()["skipped"] <= (len(spread) or 0) + 1
    assert "failed" not in result.parseoutcomes()
    result.stdout.fnmatch_lines(["SKIPPED*: the target has no class Sample_Printer: 0x80041002"])


def test_one_member_that_is_chosen_by_its_id_tells(suite: Path, run: Run, absent: tuple[str, str]) -> None:
    module = suite / "wmi" / "root_sample" / "test_sample_printer.py"
    result = run(f"{module}::test_property[wmi/Sample_Printer::Jobs]", *absent)
    assert result.parseoutcomes() == {"skipped": 1}


def test_the_others_are_told_as_always(suite: Path, run: Run, target: Callable[[str], tuple[str, str]]) -> None:
    """One class is absent, the interface is there."""
    options = target("""
from specgen.conformance import BaseTarget, Capability, ComInterface, Method, Reply


class Target(BaseTarget):
    name = "half"
    capabilities = frozenset({Capability.CLASSES, Capability.INTERFACES})

    def describe_class(self, namespace, name):
        return Reply("absent")

    def describe_interface(self, name):
        return Reply("ok", ComInterface(name, methods=(Method("Open", name),)))
""")
    result = run(suite, *options, "-v")
    result.stdout.fnmatch_lines(
        [
            "*::test_interface[[]com/ISample[]] PASSED*",
            "*::test_present[[]com/ISample.Close[]] FAILED*",
            "*::test_present[[]com/ISample.Open[]] PASSED*",
            "*::test_class[[]wmi/Sample_Printer[]] FAILED*",
            "*::test_class[[]wmi/Sample_Session[]] FAILED*",
        ]
    )
    result.stdout.no_fnmatch_line("*[[]wmi/*::*")


def test_a_class_that_cannot_be_described_is_one_result_too(
    suite: Path, run: Run, target: Callable[[str], tuple[str, str]]
) -> None:
    options = target("""
from specgen.conformance import BaseTarget, Capability, Reply


class Target(BaseTarget):
    capabilities = frozenset(Capability)

    def describe_class(self, namespace, name):
        return Reply("timeout", detail="after 5 s")
""")
    result = run(suite / "wmi", *options)
    assert result.parseoutcomes() == {"failed": 2}
    result.stdout.fnmatch_lines(["*class Sample_Printer * could not be described: a target says timeout, after 5 s"])


def test_a_class_that_only_one_of_two_processes_has_fails_the_run(
    suite: Path, run: Run, target: Callable[[str], tuple[str, str]]
) -> None:
    """Its members in the other process are told by no result, so that the run itself has to."""
    options = target("""
import os

from specgen.conformance import BaseTarget, Capability, ComInterface, Method, Reply


class Target(BaseTarget):
    capabilities = frozenset({Capability.INTERFACES})

    def describe_interface(self, name):
        if os.environ["PYTEST_XDIST_WORKER"] == "gw1":
            return Reply("timeout")
        names = ("Open", "Hidden", "Close")
        return Reply("ok", ComInterface(name, methods=tuple(Method(one, name) for one in names)))
""")
    result = run(suite / "com", *options, "-n2", "-k", "test_interface or test_listed or test_present")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["*FAILED *test_isample.py*"])
