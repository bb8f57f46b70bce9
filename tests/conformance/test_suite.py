"""The suite of a hand-made library passes on the default targets."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from specgen.conformance import suite as suite_module

pytest_plugins = ("pytester",)

Run = Callable[..., pytest.RunResult]


def test_it_passes_and_calls_every_method(suite: Path, run: Run) -> None:
    result = run(suite, "-v")
    counts = result.parseoutcomes()
    assert set(counts) == {"passed"}
    for method in ("Sample_Printer.Reset", "Sample_Printer.Count", "Sample_Session.Leave"):
        result.stdout.fnmatch_lines([f"*::test_answer[[]wmi/{method}[]] PASSED*"])
    result.stdout.fnmatch_lines(["*::test_answer[[]com/ISample.Close[]] PASSED*"])


def test_ids_name_the_member(suite: Path, run: Run) -> None:
    result = run(suite, "--collect-only", "-q")
    result.stdout.fnmatch_lines(
        ["*[[]com/ISample.Close::ulFlags[]]", "*TestReset::test_parameter_type[[]wmi/Sample_Printer.Reset::Reason[]]"]
    )


def test_an_id_chooses_a_test(suite: Path, run: Run) -> None:
    module = suite / "wmi" / "root_sample" / "test_sample_printer.py"
    chosen = f"{module}::TestReset::test_parameter_type[wmi/Sample_Printer.Reset::Reason]"
    assert run(chosen).parseoutcomes() == {"passed": 1}


def test_two_processes_share_the_work(suite: Path, run: Run) -> None:
    assert set(run(suite, "-n2").parseoutcomes()) == {"passed"}


def test_no_call_is_made_where_calls_are_deselected(suite: Path, run: Run) -> None:
    counts = run(suite, "-m", "not specgen_invoke").parseoutcomes()
    assert counts["deselected"] == 6


def test_without_pywbem_only_wmi_skips(suite: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suite_module, "is_installed", lambda: False)
    result = run(suite)
    counts = result.parseoutcomes()
    assert counts["passed"] == 23
    assert set(counts) == {"passed", "skipped"}
    result.stdout.fnmatch_lines(["SKIPPED*needs pywbem*specgen[[]wbem[]]*"])


@pytest.mark.parametrize(("missing", "side"), [("mof", "wmi"), ("model", "com")])
def test_missing_files_are_an_error_that_says_what_to_run(suite: Path, run: Run, missing: str, side: str) -> None:
    shutil.rmtree(suite.parent / missing)
    result = run(suite / side)
    counts = result.parseoutcomes()
    assert set(counts) == {"errors"}
    result.stdout.fnmatch_lines(["*run specgen generate with the backends model and mof*"])


def test_mof_that_does_not_compile_fails(suite: Path, run: Run) -> None:
    path = suite.parent / "mof" / "namespaces" / "unknown.mof"
    path.write_text(path.read_text("utf-8") + "\nclass {", "utf-8")
    result = run(suite / "wmi" / "unknown")
    assert result.parseoutcomes()["failed"] >= 1
    result.stdout.fnmatch_lines(["*unknown.mof does not compile*"])
