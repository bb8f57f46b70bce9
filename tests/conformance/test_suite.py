"""The suite of a hand-made library passes on the default targets."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from specgen.conformance import Com, ComMethod, Parameter
from specgen.conformance.calls.permission import Permission
from specgen.conformance.calls.trials import Effort
from specgen.conformance.targets import mock
from specgen.conformance.targets.com_objects import ComObjects
from specgen.conformance.verdicts import NotTestable, Why

pytest_plugins = ("pytester",)

Run = Callable[..., pytest.RunResult]


UNTESTABLE = {
    "pywbem mock has no capability 'instances'",
    "which bits of ulFlags are undocumented is not known without the number of SAMPLE_SHARED",
}
"""What cannot be tested on the stand-ins: they hold no instances, and a page names a flag without its number."""


def reasons(result: pytest.RunResult) -> set[str]:
    """Why tests were skipped."""
    return {line.split(": ", 1)[1] for line in result.stdout.lines if line.startswith("SKIPPED [")}


def test_it_passes_and_calls_every_method(suite: Path, run: Run) -> None:
    result = run(suite, "-v", "-rs")
    assert result.parseoutcomes() == {"passed": 82, "skipped": 4}
    assert reasons(result) == UNTESTABLE
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
    result = run(suite, "-n2", "-rs")
    assert result.parseoutcomes() == {"passed": 82, "skipped": 4}
    assert reasons(result) == UNTESTABLE


def test_no_call_is_made_where_calls_are_deselected(suite: Path, run: Run) -> None:
    result = run(suite, "-v", "-m", "not specgen_invoke")
    assert result.parseoutcomes()["deselected"] == 12
    result.stdout.no_fnmatch_line("*::test_answer*")
    result.stdout.no_fnmatch_line("*::test_out_parameter*")


def test_without_pywbem_only_wmi_skips(suite: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mock, "is_installed", lambda: False)
    result = run(suite, "-rs")
    assert result.parseoutcomes() == {"passed": 33, "skipped": 53}
    result.stdout.fnmatch_lines(["SKIPPED*test_sample_printer.py*needs pywbem: pip install specgen[[]conformance[]]*"])
    assert len(reasons(result)) == 2


def test_without_hypothesis_only_drawn_arguments_are_not_tried(suite: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parameter = Parameter("ulReserved", "ULONG", "in", reserved=True)
    close = ComMethod("Close", "ISample", parameters=(Parameter("ulFlags", "ULONG", "in"), parameter))
    side = Com(ComObjects.read(suite.parent / "model"), Permission(invoke=True), Effort(examples=5))
    side.answers(close)
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    for check in (lambda: side.answers(close), lambda: side.refuses_reserved(close, parameter)):
        with pytest.raises(NotTestable, match="hypothesis: pip install") as untested:
            check()
        assert untested.value.why == Why.TIER
    side.has_method(close)


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
