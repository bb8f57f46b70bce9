"""Targets: the user's own, and what the default ones do."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from specgen.conformance import (
    BaseTarget,
    Call,
    Capability,
    Com,
    ComInterface,
    ComMethod,
    Outcome,
    Parameter,
    Reply,
    Target,
)
from specgen.conformance.calls.permission import Permission
from specgen.conformance.calls.trials import Effort
from specgen.conformance.results.shown import shown_target
from specgen.conformance.targets.com_objects import ComObjects
from specgen.conformance.targets.documented import MissingDataError, read_model
from specgen.conformance.targets.mock import WmiMock
from specgen.conformance.targets.opening import Opening, TargetError, open_target
from specgen.conformance.verdicts import NotTestable
from tests.conformance.conftest import failed

pytest_plugins = ("pytester",)

Run = Callable[..., pytest.RunResult]

LIMITED = """
from specgen.conformance import Capability, Method, Parameter, Reply, WmiClass


class Limited:
    name = "limited"
    disposable = False
    allow_exec = False
    capabilities = frozenset({{Capability.CLASSES, Capability.PARAMETER_NAMES, Capability.TYPES}})

    def describe_class(self, namespace, name):
        return {reply}

    def describe_interface(self, name):
        return Reply("unsupported", detail="no COM here")

    def invoke(self, call):
        raise AssertionError("called")
"""
RESET = (
    'Reply("ok", WmiClass("SAMPLE_PRINTER", methods=(Method("reset", "SAMPLE_PRINTER", parameters=('
    'Parameter("JobId"), Parameter("job", "sample_printer", ref=True), Parameter("REASON", "string"),'
    ' Parameter("Levels", "uint16", array=True))),)))'
)


@pytest.fixture
def limited(pytester: pytest.Pytester) -> Callable[[str], tuple[str, str]]:
    def write(reply: str) -> tuple[str, str]:
        pytester.path.joinpath("limited.py").write_text(LIMITED.format(reply=reply), "utf-8")
        return ("--specgen-target", "limited:Limited")

    return write


def test_what_a_target_cannot_tell_is_skipped_and_named(
    suite: Path, run: Run, limited: Callable[[str], tuple[str, str]]
) -> None:
    result = run(suite / "wmi/root_sample", "-v", "-rs", "-k", "TestReset", *limited(RESET))
    result.stdout.fnmatch_lines(
        [
            "*TestReset::test_present*PASSED*",
            "*TestReset::test_takes_no_others*PASSED*",
            "*TestReset::test_parameter[[]*::Reason* PASSED*",
            "*TestReset::test_parameter[[]*::JobId* PASSED*",
            "*TestReset::test_parameter_order*::JobId* SKIPPED*",
            "*TestReset::test_parameter_type*::Reason* PASSED*",
            "*TestReset::test_parameter_type*::JobId* SKIPPED*",
            "SKIPPED*test_sample_printer.py:*limited has no capability 'parameter-order'",
            "SKIPPED*test_sample_printer.py:*does not tell the type of JobId",
            "SKIPPED*test_sample_printer.py:*limited has no capability 'directions'",
            "SKIPPED*test_sample_printer.py:*limited has no capability 'return-types'",
            "SKIPPED*test_sample_printer.py:*limited has no capability 'invoke'",
        ]
    )


def test_an_absent_class_fails_once(suite: Path, run: Run, limited: Callable[[str], tuple[str, str]]) -> None:
    arguments = limited('Reply("absent", detail="0x80041002")')
    result = run(suite / "wmi/root_sample", *arguments)
    assert result.parseoutcomes() == {"failed": 1}
    said = "class Sample_Printer in root/sample with its 4 documented members;*0x80041002"
    result.stdout.fnmatch_lines([f"docs/sample_printer.md, line 12: {said}"])


@pytest.mark.parametrize("status", ["timeout", "error"])
def test_a_target_that_fails_to_tell_fails(
    status: str, suite: Path, run: Run, limited: Callable[[str], tuple[str, str]]
) -> None:
    result = run(suite / "wmi/root_sample", *limited(f'Reply("{status}", detail="after 5 s")'))
    assert result.parseoutcomes() == {"failed": 1}
    result.stdout.fnmatch_lines([f"*limited says {status}, after 5 s*"])


def test_com_is_skipped_on_a_target_without_it(
    suite: Path, run: Run, limited: Callable[[str], tuple[str, str]]
) -> None:
    assert set(run(suite / "com", *limited(RESET)).parseoutcomes()) == {"skipped"}


@pytest.mark.parametrize(
    "place",
    [
        *("limited", "limited:", "nowhere:Limited", "json:nothing", "builtins:int", "python:builtins:list", "python:"),
        *("headers:/nowhere", "mock:nowhere.mof", "replay:nowhere.jsonl", "wbem:nowhere", "wbem:http://me:pw@host"),
    ],
)
def test_a_target_that_cannot_be_opened_is_an_error(place: str, tmp_path: Path) -> None:
    with pytest.raises(TargetError):
        open_target(place, Opening(tmp_path))


FACTORY = """
import pytest


def Target():
    {made}
"""


@pytest.mark.parametrize("spread", [(), ("-n2",)], ids=["one process", "two processes"])
@pytest.mark.parametrize(
    ("made", "said"),
    [
        ("raise OSError('no\\nroute')", "no target from python:adapter:Target: OSError: no route"),
        ("raise SystemExit(3)", "no target from python:adapter:Target: SystemExit: 3"),
        ("raise TypeError('two')", "no target from adapter:Target: two"),
        ("return 5", "adapter:Target made no target: it gave int"),
    ],
)
def test_a_target_that_cannot_be_opened_ends_the_run_in_one_sentence(
    made: str, said: str, spread: tuple[str, ...], suite: Path, run: Run, target: Callable[[str], tuple[str, str]]
) -> None:
    report = suite.parent / "report.json"
    options = target(FACTORY.format(made=made))
    result = run(suite, *options, f"--specgen-report={report}", *spread)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert not report.exists()
    assert result.stdout.str().count(said) == 1
    assert not {"passed", "failed", "errors"} & set(result.parseoutcomes())
    for line in ("*Traceback*", "*Error*Error*", "ERROR*", "*promised*", "*replacing*"):
        result.stdout.no_fnmatch_line(line)
    assert len(result.stdout.lines) < 20


def test_a_factory_may_skip(suite: Path, run: Run, target: Callable[[str], tuple[str, str]]) -> None:
    result = run(suite / "com", *target(FACTORY.format(made="pytest.skip('no server today')")))
    assert set(result.parseoutcomes()) == {"skipped"}


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        ("wbem:https://user:secret@host:5989", "wbem:https://host:5989"),
        ("wbem+exec:http://user@host", "wbem+exec:http://host"),
        ("WBEM:https://user:secret@host", "WBEM:https://host"),
        ("wbem:https://user:sec/ret@se#cret@host", "wbem:https://host"),
        ("wbem:user:secret@host", "wbem:host"),
        ("wbem:ftp://user:secret@host", "wbem:host"),
        ("https://user:secret@host", "https://host"),
    ],
)
def test_who_connects_is_not_said_in_a_url(place: str, shown: str, suite: Path, run: Run) -> None:
    assert shown_target(place) == shown
    result = run(suite, "--specgen-target", place)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: --specgen-target: put who connects into SPECGEN_WBEM_USER and *"])
    for written in (result.stdout.str(), result.stderr.str()):
        assert "secret" not in written
        assert "user" not in written


@pytest.mark.parametrize(
    "place",
    [
        "mock",
        "wbem:https://host:5989",
        "headers:/home/me@work/include",
        "python:a.b:C",
        "replay:me@work.jsonl",
        "probe",
    ],
)
def test_a_target_without_a_user_is_shown_as_it_is(place: str) -> None:
    assert shown_target(place) == place


@pytest.mark.parametrize("place", ["mine:Mine", "python:mine:Mine", "python+exec:mine:Mine"])
def test_a_target_of_ones_own_lies_where_the_run_was_started(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = "from specgen.conformance import BaseTarget\n\n\nclass Mine(BaseTarget):\n    name = 'mine'\n"
    (tmp_path / "mine.py").write_text(source, "utf-8")
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.delitem(sys.modules, "mine", raising=False)
    opened = open_target(place, Opening(tmp_path))
    assert (opened.name, opened.disposable, opened.allow_exec) == ("mine", False, False)
    monkeypatch.delitem(sys.modules, "mine")


def test_a_folder_of_targets_shadows_no_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "colorsys.py").write_text("raise SystemExit\n", "utf-8")
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    with pytest.raises(TargetError, match="nothing"):
        open_target("colorsys:nothing", Opening(tmp_path))


def test_a_mof_file_is_a_target_for_declarations(suite: Path, run: Run) -> None:
    mof = suite.parent / "mof" / "namespaces" / "root_sample.mof"
    result = run(suite / "wmi/root_sample", "--specgen-target", f"mock:{mof}", "--specgen-invoke", "-rs")
    assert set(result.parseoutcomes()) == {"passed", "skipped"}
    result.stdout.fnmatch_lines(["SKIPPED*root_sample.mof has no capability 'invoke'"])


def test_a_wrong_target_stops_the_run_before_any_test(suite: Path, run: Run) -> None:
    result = run(suite, "--specgen-target", "nowhere:made")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stdout.fnmatch_lines(["* no tests ran in *"])
    result.stdout.fnmatch_lines(["*no target from nowhere:made*"])


HEADER = """
typedef long HRESULT;
typedef unsigned long ULONG;
typedef char *LPTSTR;
struct IUnknown {
  virtual HRESULT QueryInterface(const void *riid, void **ppv) = 0;
  virtual ULONG AddRef() = 0;
  virtual ULONG Release() = 0;
};
typedef IUnknown *LPUNKNOWN;
struct ISample : public IUnknown {
  virtual HRESULT Open(LPTSTR lpszName, LPUNKNOWN *lppObject) = 0;
  virtual HRESULT Hidden() = 0;
  virtual HRESULT Close(ULONG ulFlags, ULONG ulReserved) = 0;
};
"""


def test_a_header_that_keeps_the_promises(suite: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "sample.h").write_text(HEADER, encoding="utf-8")
    outcomes = run(suite / "com", "--specgen-target", f"headers:{tmp_path}").parseoutcomes()
    assert outcomes.keys() == {"passed", "skipped"}
    assert outcomes["passed"] >= 10


CLOSE = "virtual HRESULT Close(ULONG ulFlags, ULONG ulReserved) = 0;"
HIDDEN = "virtual HRESULT Hidden() = 0;"


@pytest.mark.parametrize(
    ("change", "broken", "told"),
    [
        (
            ("ULONG ulFlags, ULONG ulReserved", "ULONG ulReserved, ULONG ulFlags"),
            ("parameter_order[com/ISample.Close::ulFlags]", "parameter_order[com/ISample.Close::ulReserved]"),
            "line 1[34]: Close takes (ulFlags, ulReserved); the target takes (ulReserved, ulFlags)",
        ),
        (("LPTSTR lpszName", "ULONG lpszName"), ("parameter_type[com/ISample.Open::lpszName]",), "*lpszName*ULONG*"),
        ((HIDDEN, ""), ("listed_method[com/ISample.Hidden]",), "*has Hidden; the target has AddRef, Close, Open*"),
        (
            (f"{HIDDEN}\n  {CLOSE}", f"{CLOSE}\n  {HIDDEN}"),
            ("listed_slot[com/ISample.Hidden]", "slot[com/ISample.Close]"),
            "*Close is in slot 5; in the target in 4",
        ),
        (
            (HIDDEN, f"virtual HRESULT More() = 0;\n  {HIDDEN}"),
            ("listed_slot[com/ISample.Hidden]", "slot[com/ISample.Close]"),
            "*Hidden is in slot 4; in the target in 5",
        ),
    ],
)
def test_a_header_that_breaks_one(
    change: tuple[str, str], broken: tuple[str, ...], told: str, suite: Path, run: Run, tmp_path: Path
) -> None:
    assert change[0] in HEADER
    (tmp_path / "sample.h").write_text(HEADER.replace(*change), encoding="utf-8")
    result = run(suite / "com", "--specgen-target", f"headers:{tmp_path}", "-rf")
    assert failed(result) == set(broken)
    result.stdout.fnmatch_lines([f"docs/isample*{told}"])


def test_a_slot_that_is_off_because_a_method_is_missing_is_not_a_difference_of_its_own(
    suite: Path, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "sample.h").write_text(HEADER.replace(HIDDEN, ""), encoding="utf-8")
    result = run(suite / "com", "--specgen-target", f"headers:{tmp_path}", "-rs")
    result.stdout.fnmatch_lines(["SKIPPED*: slot 4 instead of 5, because the target lacks Hidden"])


@pytest.fixture
def objects(suite: Path) -> Target:
    return ComObjects.read(suite.parent / "model")


@pytest.fixture
def mock(suite: Path) -> Target:
    mof = suite.parent / "mof" / "namespaces"
    return WmiMock.read({"root/sample": mof / "root_sample.mof", None: mof / "unknown.mof"}, suite.parent / "model")


def test_com_objects_answer_as_documented(objects: Target) -> None:
    reply = objects.invoke(Call("ISample", "Open", arguments={"lpszName": "x"}))
    assert reply.data is not None
    assert (reply.data.code, list(reply.data.outs), reply.data.refused) == (0, ["lppObject"], False)
    assert isinstance(reply.data.outs["lppObject"], int)


def test_com_objects_refuse_what_the_page_forbids(objects: Target) -> None:
    reply = objects.invoke(Call("ISample", "Close", arguments={"ulFlags": 0, "ulReserved": 1}))
    assert reply.data is not None
    assert (reply.data.code, reply.data.detail) == (0x80070057, "ulReserved is reserved")


@pytest.mark.parametrize(
    ("call", "status"),
    [
        (Call("ISample", "Open"), "error"),
        (Call("ISample", "Open", arguments={"lpszName": "x", "lppObject": 1}), "error"),
        (Call("ISample", "Absent"), "absent"),
        (Call("IAbsent", "Open"), "absent"),
    ],
)
def test_com_objects_refuse_what_is_not_documented(objects: Target, call: Call, status: str) -> None:
    assert objects.invoke(call).status == status


def test_com_objects_know_no_classes(objects: Target) -> None:
    assert objects.describe_class(None, "Sample_Printer").status == "unsupported"
    assert objects.describe_interface("IAbsent").status == "absent"


@pytest.mark.parametrize(
    ("call", "status"),
    [
        (Call("Sample_Printer", "Reset", "root/sample", {"Reason": "x", "Levels": [1]}, {"DeviceID": "LPT1"}), "ok"),
        (Call("Sample_Printer", "Reset", "root/sample", {"Cause": "x"}), "refused"),
        (Call("Sample_Printer", "Reset", "root/sample", {"Reason": 3.5, "Levels": ["no"]}), "error"),
        (Call("Sample_Printer", "Absent", "root/sample"), "absent"),
        (Call("Sample_Printer", "Reset", None), "absent"),
        (Call("Sample_Printer", "Count", "root/sample"), "ok"),
    ],
)
def test_the_mock_checks_calls(mock: Target, call: Call, status: str) -> None:
    reply = mock.invoke(call)
    refused = reply.data is not None and reply.data.refused
    assert ("refused" if refused else reply.status) == status


def test_the_mock_does_not_tell_a_superclass_that_the_mof_could_not_keep(suite: Path, mock: Target) -> None:
    path = suite.parent / "mof" / "namespaces" / "root_sample.mof"
    text = path.read_text("utf-8")
    told = mock.describe_class("root/sample", "Sample_Printer").data
    path.write_text(text.replace("class Sample_Printer", "// superclass-conflict: so\nclass Sample_Printer"), "utf-8")
    untold = WmiMock.read({"root/sample": path}, suite.parent / "model").describe_class("root/sample", "Sample_Printer")
    assert told is not None
    assert untold.data is not None
    assert (told.superclass, untold.data.superclass) == ("Sample_Device", None)


def test_the_mock_returns_what_the_page_calls_success(mock: Target) -> None:
    reply = mock.invoke(Call("Sample_Printer", "Reset", "root/sample"))
    assert reply.data is not None
    assert reply.data.code == 0
    assert type(reply.data.code) is int
    assert set(reply.data.outs) == {"Job", "JobId"}


def test_default_targets_are_disposable_and_take_calls(mock: Target, objects: Target) -> None:
    assert (mock.disposable, mock.allow_exec) == (True, True)
    assert (objects.disposable, objects.allow_exec) == (True, True)
    assert Capability.INTERFACES not in mock.capabilities
    assert Capability.CLASSES not in objects.capabilities


def test_no_model_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(MissingDataError, match="specgen generate"):
        read_model(tmp_path, None)


class Refusing(BaseTarget):
    """A target with both methods of a pair that fails whatever is called."""

    name = "refusing"
    disposable = True
    allow_exec = True
    capabilities = frozenset({Capability.INTERFACES, Capability.INVOKE})

    def describe_interface(self, name: str) -> Reply[ComInterface]:
        return Reply("ok", ComInterface(name, methods=(ADVISE, UNADVISE)))

    def invoke(self, call: Call) -> Reply[Outcome]:
        return Reply("ok", Outcome(0x80004005))


ADVISE = ComMethod(
    "Advise", "ISample", returns="HRESULT", parameters=(Parameter("lpulToken", "ULONG", "out", pointer=1),)
)
TOKEN = Parameter("ulToken", "ULONG", "in", after="ISample::Advise")
UNADVISE = ComMethod("Unadvise", "ISample", returns="HRESULT", parameters=(TOKEN,))


def test_an_order_of_calls_that_cannot_be_tried_is_not_testable() -> None:
    side = Com(Refusing(), Permission(invoke=True), Effort(examples=2))
    with pytest.raises(NotTestable, match="no call of Advise gave a value that Unadvise then took"):
        side.comes_after(UNADVISE, TOKEN, ADVISE)
