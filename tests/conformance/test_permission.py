"""What a target's declarations, the command line and the allow-list let a suite do with a target."""

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from specgen.conformance.calls.permission import (
    AllowListError,
    Permission,
    is_disposable,
    read_allow_list,
    without_method,
)
from specgen.conformance.described import ComMethod, WmiMethod
from specgen.conformance.target import BaseTarget

pytest_plugins = ("pytester",)

Run = Callable[..., pytest.RunResult]

ADAPTER = '''
from pathlib import Path

from specgen.conformance import Capability, Outcome, Reply
from specgen.conformance.targets.com_objects import ComObjects
from specgen.conformance.targets.mock import WmiMock

GENERATED = Path({generated!r})
CALLS = Path(__file__).with_name("calls.txt")
MOF = GENERATED / "mof" / "namespaces"


class Target:
    """A target that has everything as documented and writes down every call and every reading."""

    name = "recorder"
    capabilities = frozenset(Capability) - {{Capability.SUCCEEDS}}
    {declared}

    def __init__(self):
        files = {{"root/sample": MOF / "root_sample.mof", None: MOF / "unknown.mof"}}
        self._wmi = WmiMock.read(files, GENERATED / "model")
        self._com = ComObjects.read(GENERATED / "model")

    def describe_class(self, namespace, name):
        return self._wmi.describe_class(namespace, name)

    def describe_interface(self, name):
        return self._com.describe_interface(name)

    def instances(self, namespace, name):
        self._log(f"read {{name}}")
        return Reply("ok", ())

    def resolves(self, namespace, reference):
        self._log(f"read {{reference}}")
        return Reply("ok", True)

    def invoke(self, call):
        self._log(f"{{call.namespace}} {{call.owner}}.{{call.method}} {{dict(call.arguments)}} {{dict(call.keys)}}")
        return Reply("ok", Outcome({answer}, {{"Job": "x", "JobId": 1, "Total": 1, "lppObject": 1}}))

    def reset(self):
        pass

    def close(self):
        pass

    def _log(self, line):
        with CALLS.open("a") as log:
            log.write(line + "\\n")
'''

NAMED = ("--specgen-target", "python:adapter:Target")
LIVE = "disposable, allow_exec = False, True"
LISTED_CALL = "root/sample Sample_Printer.Reset {'Reason': 'test'} {'DeviceID': 'LPT1'}"
METHODS = {"Sample_Printer.Reset", "Sample_Printer.Count", "Sample_Session.Leave", "Sample_Session.Stay"}
METHODS |= {"ISample.Open", "ISample.Close"}

ALLOWED = """
[[call]]
method = "Sample_Printer.Reset"
namespace = "root/sample"
keys = { DeviceID = "LPT1" }
arguments = { Reason = "test" }
expect = [0, 5]
"""

ALL_THREE = (True, True, True)


@pytest.fixture
def adapter(suite: Path, target: Callable[[str], tuple[str, str]], pytester: pytest.Pytester) -> Callable[..., Path]:
    """Writes the adapter where pytest runs; the file that its calls and readings go to."""

    def write(declared: str, answer: str = "0") -> Path:
        target(ADAPTER.format(generated=str(suite.parent), declared=declared, answer=answer))
        return pytester.path / "calls.txt"

    return write


@pytest.fixture
def allow(pytester: pytest.Pytester) -> Path:
    path = pytester.path / "allow.toml"
    path.write_text(ALLOWED, "utf-8")
    return path


def lines(path: Path) -> list[str]:
    """What the adapter wrote down."""
    return path.read_text("utf-8").splitlines() if path.exists() else []


@pytest.mark.parametrize("switches", list(itertools.product((False, True), repeat=3)))
def test_only_the_three_switches_together_call(
    switches: tuple[bool, bool, bool], suite: Path, run: Run, adapter: Callable[..., Path], allow: Path
) -> None:
    opened, invoke, listed = switches
    calls = adapter(f"disposable, allow_exec = False, {opened}")
    chosen = [*(["--specgen-invoke"] if invoke else []), *(["--specgen-allow", str(allow)] if listed else [])]
    result = run(suite, "-m", "specgen_invoke", "-rs", *NAMED, *chosen)
    counts = result.parseoutcomes()
    if switches == ALL_THREE:
        assert set(lines(calls)) == {LISTED_CALL}
        assert counts["passed"] == 3
        result.stdout.fnmatch_lines(["SKIPPED*recorder is not disposable, and Sample_Printer.Count is not in the *"])
    else:
        assert not calls.exists()
        assert "passed" not in counts
        reason = "allow_exec" if not opened else "--specgen-invoke" if not invoke else "--specgen-allow"
        result.stdout.fnmatch_lines([f"SKIPPED*recorder *{reason}*"])
    assert "failed" not in counts


def test_a_listed_method_gets_no_arguments_that_nobody_wrote_down(
    suite: Path, run: Run, adapter: Callable[..., Path], allow: Path
) -> None:
    allow.write_text("[[call]]\nmethod = 'ISample.Close'\narguments = {ulFlags = 0, ulReserved = 0}\nexpect = [0]\n")
    calls = adapter(LIVE)
    result = run(
        suite / "com", "-m", "specgen_invoke", "-rs", *NAMED, "--specgen-invoke", "--specgen-allow", str(allow)
    )
    assert lines(calls) == ["None ISample.Close {'ulFlags': 0, 'ulReserved': 0} {}"]
    result.stdout.fnmatch_lines(["SKIPPED*it gets no arguments for ISample.Close that nobody wrote down"])


@pytest.mark.parametrize("declared", ["", "disposable = None", "disposable = 1", "disposable = 'yes'"])
def test_a_target_is_disposable_only_where_it_says_so_exactly(
    declared: str, suite: Path, run: Run, adapter: Callable[..., Path]
) -> None:
    calls = adapter(f"{declared}\n    allow_exec = True")
    run(suite, "-m", "specgen_invoke", *NAMED, "--specgen-invoke")
    assert not calls.exists()


@pytest.mark.parametrize("value", ["1", "'yes'"])
def test_allow_exec_must_be_true_itself(
    value: str, suite: Path, run: Run, adapter: Callable[..., Path], allow: Path
) -> None:
    calls = adapter(f"disposable = True\n    allow_exec = {value}")
    run(suite, "-m", "specgen_invoke", *NAMED, "--specgen-invoke", "--specgen-allow", str(allow))
    assert not calls.exists()


def test_declarations_are_compared_without_a_call(suite: Path, run: Run, adapter: Callable[..., Path]) -> None:
    calls = adapter(LIVE)
    counts = run(suite, *NAMED, "-m", "not specgen_invoke and not specgen_read").parseoutcomes()
    assert set(counts) == {"passed", "deselected"}
    assert not calls.exists()


@pytest.mark.parametrize("invoke", [True, False])
@pytest.mark.parametrize("opened", [True, False])
def test_a_disposable_target_needs_two_switches_and_no_allow_list(
    suite: Path, run: Run, adapter: Callable[..., Path], *, opened: bool, invoke: bool
) -> None:
    calls = adapter(f"disposable, allow_exec = True, {opened}")
    switch = ("--specgen-invoke",) if invoke else ()
    run(suite, "-m", "specgen_invoke", "-k", "test_answer", *NAMED, *switch)
    assert {line.split()[1] for line in lines(calls)} == (METHODS if opened and invoke else set())


@pytest.mark.parametrize("declared", [LIVE, "disposable, allow_exec = True, True"])
def test_instances_are_read_only_with_the_switch(
    declared: str, suite: Path, run: Run, adapter: Callable[..., Path]
) -> None:
    calls = adapter(declared)
    result = run(suite / "wmi", "-m", "specgen_read", "-rs", *NAMED, "--specgen-invoke")
    assert not calls.exists()
    assert set(result.parseoutcomes()) == {"skipped", "deselected"}
    result.stdout.fnmatch_lines(["SKIPPED*: recorder is read only with --specgen-read"])
    run(suite / "wmi", "-m", "specgen_read", *NAMED, "--specgen-read")
    assert set(lines(calls)) == {"read Sample_Printer"}


def test_what_no_switch_asks_for_counts_as_not_asked(suite: Path, run: Run, adapter: Callable[..., Path]) -> None:
    adapter(LIVE)
    result = run(suite, *NAMED)
    result.stdout.fnmatch_lines(["86 promised, 71 kept, 0 broken, 0 not testable here, 15 not asked"])


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("5", None),
        ("7", "returned 7; the allow-list expects 0, 5"),
        ("4100", "returned 4100; the allow-list expects 0, 5"),
        ("'5'", "returns uint32; the target returned '5'"),
        ("True", "returns uint32; the target returned True"),
        ("None", "returned nothing; the allow-list expects 0, 5"),
    ],
)
def test_the_allow_list_says_what_to_expect(
    answer: str, verdict: str | None, suite: Path, run: Run, adapter: Callable[..., Path], allow: Path
) -> None:
    adapter(LIVE, answer)
    switches = ("--specgen-invoke", "--specgen-allow", str(allow))
    result = run(suite / "wmi/root_sample", "-m", "specgen_invoke", *NAMED, *switches)
    if verdict is None:
        assert result.parseoutcomes()["passed"] == 1
    else:
        result.stdout.fnmatch_lines([f"docs/sample_printer-reset.md, line 12: Reset {verdict}*"])


def test_an_expected_code_that_no_page_documents_fails(
    suite: Path, run: Run, adapter: Callable[..., Path], allow: Path
) -> None:
    allow.write_text(ALLOWED.replace("[0, 5]", "[6]"), "utf-8")
    adapter(LIVE, "6")
    switches = ("--specgen-invoke", "--specgen-allow", str(allow))
    result = run(suite, "-m", "specgen_invoke", *NAMED, *switches)
    result.stdout.fnmatch_lines(["*Reset returned 6; documented are 0 (Success), 5 (Access denied), 4096 to 4999*"])


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("call = 3", "only [[][[]call]] entries"),
        ("[[call]]\nmethod = 'A.B'\narguments = {}", "call 1: no expect"),
        ("[[call]]\nmethod = 'A.B'\nexpect = [0]", "call 1: no arguments"),
        ("[[call]]\nmethod = 'A.B'\narguments = {}\nexpect = []", "at least one code"),
        ("[[call]]\nmethod = 'A.B'\narguments = {}\nexpect = [true]", "at least one code"),
        ("[[call]]\nmethod = 'AB'\narguments = {}\nexpect = [0]", "Class.Method"),
        ("[[call]]\nmethod = 'A.B'\narguments = {}\nexpect = [0]\nforce = true", "force is unknown"),
        ("[[call]", "allow-list"),
    ],
)
def test_a_damaged_allow_list_stops_the_run(
    text: str, complaint: str, suite: Path, run: Run, pytester: pytest.Pytester
) -> None:
    path = pytester.path / "allow.toml"
    path.write_text(text, "utf-8")
    result = run(suite, "--specgen-allow", str(path))
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"*{complaint}*"])


def test_a_missing_allow_list_stops_the_run(suite: Path, run: Run) -> None:
    assert run(suite, "--specgen-allow", "nowhere.toml").ret == pytest.ExitCode.USAGE_ERROR


def test_an_entry_counts_for_its_method_and_namespace_alone(tmp_path: Path) -> None:
    path = tmp_path / "allow.toml"
    path.write_text(ALLOWED, "utf-8")
    permission = Permission(invoke=True, allowed=read_allow_list(path))
    assert permission.entries(WmiMethod("Reset", "Sample_Printer", "root/sample"))
    assert not permission.entries(WmiMethod("Reset", "Sample_Printer", "root/other"))
    assert not permission.entries(WmiMethod("Reset", "Sample_Printer"))
    assert not permission.entries(WmiMethod("Reset", "Sample_Printers", "root/sample"))
    assert not permission.entries(WmiMethod("Resets", "Sample_Printer", "root/sample"))


@pytest.mark.parametrize("space", ["root\\sample", "ROOT/Sample", "\\\\.\\root\\sample", "/root//sample/"])
def test_a_namespace_may_be_written_as_windows_writes_it(space: str, tmp_path: Path) -> None:
    path = tmp_path / "allow.toml"
    path.write_text(ALLOWED.replace('"root/sample"', f"'{space}'"), "utf-8")
    permission = Permission(invoke=True, allowed=read_allow_list(path))
    assert permission.entries(WmiMethod("Reset", "Sample_Printer", "root/sample"))
    assert not permission.entries(WmiMethod("Reset", "Sample_Printer", "root/samples"))


def test_names_of_wmi_have_no_case_and_those_of_com_have(tmp_path: Path) -> None:
    path = tmp_path / "allow.toml"
    entry = "[[call]]\nmethod = '{}'\narguments = {{}}\nexpect = [0]\n"
    path.write_text(entry.format("SAMPLE_printer.reset") + entry.format("isample.close"), "utf-8")
    allowed = read_allow_list(path)
    reset, close = WmiMethod("Reset", "Sample_Printer", "root/sample"), ComMethod("Close", "ISample")
    assert Permission(allowed=allowed).entries(reset) == allowed[:1]
    assert Permission(allowed=allowed).entries(close) == ()
    assert [str(one) for one in without_method(allowed, [close, reset])] == ["isample.close"]


IDLE = """
[[call]]
method = "sample_printer.reset"
namespace = 'ROOT\\sample'
arguments = { Reason = "test" }
expect = [0, 5]

[[call]]
method = "Sample_Printer.Rest"
namespace = "root/sample"
arguments = {}
expect = [0]

[[call]]
method = "isample.Close"
arguments = {}
expect = [0]
"""


@pytest.mark.parametrize("spread", [(), ("-n2",)], ids=["one process", "two processes"])
def test_an_entry_that_no_test_calls_is_told(
    spread: tuple[str, ...], suite: Path, run: Run, adapter: Callable[..., Path], allow: Path
) -> None:
    allow.write_text(IDLE, "utf-8")
    calls = adapter(LIVE)
    result = run(suite, *NAMED, "--specgen-invoke", "--specgen-allow", allow.name, "-k", "test_answer", *spread)
    assert result.ret == pytest.ExitCode.OK
    assert set(lines(calls)) == {"root/sample Sample_Printer.Reset {'Reason': 'test'} {}"}
    told = [line for line in result.stdout.lines if " allows " in line]
    assert told == [
        f"allow.toml allows {one}, which no test that was collected calls"
        for one in ("Sample_Printer.Rest in root/sample", "isample.Close")
    ]


def test_an_entry_whose_test_was_not_chosen_is_left_alone(suite: Path, run: Run, allow: Path) -> None:
    result = run(suite, "--specgen-allow", str(allow), "-k", "test_interface")
    assert result.parseoutcomes()["passed"] == 1
    result.stdout.no_fnmatch_line("* allows *")


def test_an_allow_list_says_nothing_where_no_suite_runs(pytester: pytest.Pytester, run: Run, allow: Path) -> None:
    path = pytester.makepyfile("def test_ordinary():\n    pass\n")
    result = run(path, "--specgen-allow", str(allow))
    assert result.parseoutcomes() == {"passed": 1}
    result.stdout.no_fnmatch_line("* allows *")


def test_an_allow_list_that_is_a_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(AllowListError, match=str(tmp_path)):
        read_allow_list(tmp_path)


@pytest.mark.parametrize("said", [None, 1, "yes", [True]])
def test_whatever_is_not_true_is_not_disposable(said: Any) -> None:
    class Vague(BaseTarget):
        disposable = said

    assert not is_disposable(Vague())
    assert not is_disposable(object())  # type: ignore[arg-type]


def test_stand_ins_have_every_switch_but_the_allow_list() -> None:
    switched = Permission().for_stand_ins()
    assert (switched.invoke, switched.read, switched.allowed) == (True, True, ())
