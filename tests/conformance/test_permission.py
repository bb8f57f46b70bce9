"""A live target is called only where all three switches allow it."""

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from specgen.conformance.described import WmiMethod
from specgen.conformance.permission import AllowListError, Permission, is_live, read_allow_list

pytest_plugins = ("pytester",)

Run = Callable[..., pytest.RunResult]

ADAPTER = '''
from pathlib import Path

from specgen.conformance import Capability, Outcome, Reply

CALLS = Path(__file__).with_name("calls.txt")


class Recorder:
    """A target that has everything and writes down every call."""

    name = "recorder"
    capabilities = frozenset(Capability) - {{Capability.SUCCEEDS}}
    {declared}

    def describe_class(self, namespace, name):
        return Reply("unsupported", detail="never asked")

    def describe_interface(self, name):
        return Reply("unsupported", detail="never asked")

    def invoke(self, call):
        given = f"{{dict(call.arguments)}} {{dict(call.keys)}}"
        with CALLS.open("a") as log:
            log.write(f"{{call.namespace}} {{call.owner}}.{{call.method}} {{given}}\\n")
        return Reply("ok", Outcome({answer}, {{"Job": None, "JobId": 1, "Total": 1, "lppObject": 1}}))


def opened():
    return Recorder()
'''

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
def adapter(pytester: pytest.Pytester) -> Callable[..., Path]:
    """Writes the adapter where pytest runs; the file that its calls go to."""

    def write(declared: str, answer: str = "0") -> Path:
        pytester.path.joinpath("recorder.py").write_text(ADAPTER.format(declared=declared, answer=answer), "utf-8")
        return pytester.path / "calls.txt"

    return write


@pytest.fixture
def allow(pytester: pytest.Pytester) -> Path:
    path = pytester.path / "allow.toml"
    path.write_text(ALLOWED, "utf-8")
    return path


@pytest.mark.parametrize("switches", list(itertools.product((False, True), repeat=3)))
def test_only_the_three_switches_together_call(
    switches: tuple[bool, bool, bool], suite: Path, run: Run, adapter: Callable[..., Path], allow: Path
) -> None:
    opened, invoke, listed = switches
    calls = adapter(f"live, allow_exec = True, {opened}")
    chosen = [*(["--specgen-invoke"] if invoke else []), *(["--specgen-allow", str(allow)] if listed else [])]
    result = run(suite, "-m", "specgen_invoke", "--specgen-target", "recorder:opened", *chosen)
    counts = result.parseoutcomes()
    if switches == ALL_THREE:
        assert calls.read_text("utf-8").splitlines() == [
            "root/sample Sample_Printer.Reset {'Reason': 'test'} {'DeviceID': 'LPT1'}"
        ]
        assert counts["passed"] == 1
    else:
        assert not calls.exists()
        assert "passed" not in counts
        reason = "allow_exec" if not opened else "--specgen-invoke" if not invoke else "--specgen-allow"
        result.stdout.fnmatch_lines([f"SKIPPED*recorder is live*{reason}*"])


@pytest.mark.parametrize("declared", ["", "live = None", "live = 0", "live = 'no'"])
def test_a_target_that_does_not_say_is_live(declared: str, suite: Path, run: Run, adapter: Callable[..., Path]) -> None:
    calls = adapter(declared)
    run(suite, "-m", "specgen_invoke", "--specgen-target", "recorder:opened", "--specgen-invoke")
    assert not calls.exists()


@pytest.mark.parametrize("value", ["1", "'yes'"])
def test_allow_exec_must_be_true_itself(
    value: str, suite: Path, run: Run, adapter: Callable[..., Path], allow: Path
) -> None:
    calls = adapter(f"allow_exec = {value}")
    switches = ("--specgen-invoke", "--specgen-allow", str(allow))
    run(suite, "-m", "specgen_invoke", "--specgen-target", "recorder:opened", *switches)
    assert not calls.exists()


def test_declarations_are_compared_without_a_call(suite: Path, run: Run, adapter: Callable[..., Path]) -> None:
    calls = adapter("live = True")
    counts = run(suite, "--specgen-target", "recorder:opened").parseoutcomes()
    assert set(counts) == {"skipped"}
    assert not calls.exists()


def test_a_stand_in_is_called_without_switches(suite: Path, run: Run, adapter: Callable[..., Path]) -> None:
    calls = adapter("live = False")
    assert run(suite, "-m", "specgen_invoke", "--specgen-target", "recorder:opened").parseoutcomes()["passed"] == 6
    assert len(calls.read_text("utf-8").splitlines()) == 6


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("5", None),
        ("7", "returned 7; the allow-list expects 0, 5"),
        ("4100", "returned 4100; the allow-list expects 0, 5"),
        ("'5'", "returns uint32; the target returned '5'"),
        ("True", "returns uint32; the target returned True"),
        ("None", "returns uint32; the target returned None"),
    ],
)
def test_the_allow_list_says_what_to_expect(
    answer: str, verdict: str | None, suite: Path, run: Run, adapter: Callable[..., Path], allow: Path
) -> None:
    adapter("live, allow_exec = True, True", answer)
    switches = ("--specgen-invoke", "--specgen-allow", str(allow))
    result = run(suite / "wmi/root_sample", "-m", "specgen_invoke", "--specgen-target", "recorder:opened", *switches)
    if verdict is None:
        assert result.parseoutcomes()["passed"] == 1
    else:
        result.stdout.fnmatch_lines([f"docs/sample_printer-reset.md, line 12: Reset {verdict}*"])


def test_an_expected_code_that_no_page_documents_fails(
    suite: Path, run: Run, adapter: Callable[..., Path], allow: Path
) -> None:
    allow.write_text(ALLOWED.replace("[0, 5]", "[6]"), "utf-8")
    adapter("live, allow_exec = True, True", "6")
    switches = ("--specgen-invoke", "--specgen-allow", str(allow))
    result = run(suite, "-m", "specgen_invoke", "--specgen-target", "recorder:opened", *switches)
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
    assert not permission.entries(WmiMethod("reset", "Sample_Printer", "root/sample"))
    assert not permission.entries(WmiMethod("Reset", "Sample_Printers", "root/sample"))


def test_an_allow_list_that_is_a_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(AllowListError, match=str(tmp_path)):
        read_allow_list(tmp_path)


def test_live_unless_said_otherwise() -> None:
    class Silent:
        pass

    assert is_live(Silent())  # type: ignore[arg-type]
