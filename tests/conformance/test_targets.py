"""Targets: the user's own, and what the default ones do."""

from collections.abc import Callable
from pathlib import Path

import pytest

from specgen.conformance import Call, Capability, Target
from specgen.conformance.com_object import ComObjects
from specgen.conformance.documented import MissingDataError, read_model
from specgen.conformance.suite import TargetError, open_target
from specgen.conformance.wmi_mock import WmiMock

pytest_plugins = ("pytester",)

Run = Callable[..., pytest.RunResult]

LIMITED = """
from specgen.conformance import Capability, Method, Parameter, Reply, WmiClass


class Limited:
    name = "limited"
    live = True
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
    result = run(suite / "wmi/root_sample", "-v", "-k", "TestReset", *limited(RESET))
    result.stdout.fnmatch_lines(
        [
            "*TestReset::test_present*PASSED*",
            "*TestReset::test_parameters*PASSED*",
            "*TestReset::test_parameter_type*::Reason* PASSED*",
            "*TestReset::test_parameter_type*::JobId* SKIPPED*",
            "SKIPPED*test_sample_printer.py:*does not tell the type of JobId",
            "SKIPPED*test_sample_printer.py:*limited has no capability 'directions'",
            "SKIPPED*test_sample_printer.py:*limited has no capability 'return-types'",
            "SKIPPED*test_sample_printer.py:*limited has no capability 'invoke'",
        ]
    )


def test_an_absent_class_fails_once(suite: Path, run: Run, limited: Callable[[str], tuple[str, str]]) -> None:
    arguments = limited('Reply("absent", detail="0x80041002")')
    result = run(suite / "wmi/root_sample", *arguments)
    assert result.parseoutcomes()["failed"] == 1
    result.stdout.fnmatch_lines(["docs/sample_printer.md, line 12: class Sample_Printer in root/sample;*0x80041002"])


@pytest.mark.parametrize("status", ["timeout", "error"])
def test_a_target_that_fails_to_tell_fails(
    status: str, suite: Path, run: Run, limited: Callable[[str], tuple[str, str]]
) -> None:
    result = run(suite / "wmi/root_sample", *limited(f'Reply("{status}", detail="after 5 s")'))
    assert result.parseoutcomes()["failed"] == 1
    result.stdout.fnmatch_lines([f"*limited says {status}, after 5 s*"])


def test_com_is_skipped_on_a_target_without_it(
    suite: Path, run: Run, limited: Callable[[str], tuple[str, str]]
) -> None:
    assert set(run(suite / "com", *limited(RESET)).parseoutcomes()) == {"skipped"}


@pytest.mark.parametrize(
    "place", ["limited", "limited:", "nowhere:Limited", "json:nothing", "builtins:object", "headers:/nowhere"]
)
def test_a_target_that_cannot_be_opened_is_an_error(place: str, tmp_path: Path) -> None:
    with pytest.raises(TargetError):
        open_target(place, tmp_path)


def test_a_wrong_target_stops_the_run_before_any_test(suite: Path, run: Run) -> None:
    result = run(suite, "--specgen-target", "nowhere:made")
    assert set(result.parseoutcomes()) == {"errors"}
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


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("ULONG ulFlags, ULONG ulReserved", "ULONG ulReserved, ULONG ulFlags", "*ulFlags*"),
        ("virtual HRESULT Hidden() = 0;", "", "*slot 5*"),
        ("LPTSTR lpszName", "ULONG lpszName", "*lpszName*ULONG*"),
    ],
)
def test_a_header_that_breaks_one(old: str, new: str, told: str, suite: Path, run: Run, tmp_path: Path) -> None:
    assert old in HEADER
    (tmp_path / "sample.h").write_text(HEADER.replace(old, new), encoding="utf-8")
    result = run(suite / "com", "--specgen-target", f"headers:{tmp_path}")
    assert result.parseoutcomes()["failed"] >= 1
    result.stdout.fnmatch_lines([f"docs/isample*{told}"])


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
    assert (reply.data.code, reply.data.outs) == (0, {"lppObject": None})


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
        (Call("Sample_Printer", "Reset", "root/sample", {"Cause": "x"}), "error"),
        (Call("Sample_Printer", "Reset", "root/sample", {"Reason": 3.5, "Levels": ["no"]}), "error"),
        (Call("Sample_Printer", "Absent", "root/sample"), "absent"),
        (Call("Sample_Printer", "Reset", None), "absent"),
        (Call("Sample_Printer", "Count", "root/sample"), "ok"),
    ],
)
def test_the_mock_checks_calls(mock: Target, call: Call, status: str) -> None:
    assert mock.invoke(call).status == status


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


def test_default_targets_are_no_live_ones(mock: Target, objects: Target) -> None:
    assert mock.live is False
    assert objects.live is False
    assert Capability.INTERFACES not in mock.capabilities
    assert Capability.CLASSES not in objects.capabilities


def test_no_model_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(MissingDataError, match="specgen generate"):
        read_model(tmp_path, None)
