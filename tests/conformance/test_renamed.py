"""A target behind a map of names: asked in documented names, it is asked in its own, and answers in documented ones."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from specgen.conformance.described import ComInterface, Method, Parameter, Property, WmiClass
from specgen.conformance.target import BaseTarget, Call, Capability, Instance, Outcome, Reply, Target
from specgen.conformance.targets.opening import Opening, TargetError, open_target
from specgen.conformance.targets.python_objects import PythonObjects
from specgen.conformance.targets.renamed import NameMap, NameMapError, Renamed

MAP = """
[namespaces]
"root/sample" = "acme/one"

[owners]
Sample_Printer = "ACME_Printer"
Sample_Device = "ACME_Device"
Sample_Job = "ACME_Job"
ISample = "IAcme"
IBase = "IAcmeBase"

[members]
"Sample_Printer.Reset" = "reset"
"Sample_Printer.DeviceID" = "id"
"Sample_Device.Status" = "state"
"ISample.Open" = "open"

[parameters]
"Sample_Printer.Reset::Reason" = "reason"
"Sample_Printer.Reset::JobId" = "job"
"ISample.Open::lpszName" = "name"
"""

RESET = Method(
    "reset",
    "ACME_Printer",
    "acme/one",
    "uint32",
    parameters=(
        Parameter("reason", "string", "in"),
        Parameter("Level", "uint8", "in"),
        Parameter("Owner", "ACME_Job", "in", ref=True),
        Parameter(None, "uint8", "in"),
        Parameter("job", "uint32", "out"),
    ),
)
PRINTER = WmiClass(
    "ACME_Printer",
    "acme/one",
    "ACME_Device",
    {"Dynamic": True},
    (Property("id", "string", key=True), Property("state", "string"), Property("Job", "ACME_Job", ref=True)),
    (RESET, Method("Count", "ACME_Printer", "acme/one", "uint32")),
)
OPEN = Method("open", "IAcme", parameters=(Parameter("name", "LPTSTR"),))
SAMPLE = ComInterface("IAcme", "IAcmeBase", methods=(OPEN,))


class Acme(BaseTarget):
    """A target that has names of its own, and writes down what it is asked."""

    name = "acme"
    disposable = True
    allow_exec = True
    capabilities = frozenset({Capability.CLASSES, Capability.INVOKE})

    def __init__(self) -> None:
        self.asked: list[Any] = []

    def describe_class(self, namespace: str | None, name: str) -> Reply[WmiClass]:
        self.asked.append((namespace, name))
        return Reply("ok", PRINTER) if name == "ACME_Printer" else Reply("absent", detail=f"no {name}")

    def describe_interface(self, name: str) -> Reply[ComInterface]:
        self.asked.append(name)
        return Reply("ok", SAMPLE) if name == "IAcme" else Reply("absent", detail=f"no {name}")

    def instances(self, namespace: str | None, name: str) -> Reply[tuple[Instance, ...]]:
        self.asked.append((namespace, name))
        if name != "ACME_Printer":
            return Reply("timeout", detail="later")
        return Reply("ok", (Instance('ACME_Printer.id="x"', {"id": "x", "state": "OK", "Other": 1}),))

    def resolves(self, namespace: str | None, reference: str) -> Reply[bool]:
        self.asked.append((namespace, reference))
        return Reply("ok", data=True)

    def invoke(self, call: Call) -> Reply[Outcome]:
        self.asked.append(call)
        if call.owner != "ACME_Printer":
            return Reply("unsupported", detail="it cannot")
        return Reply("ok", Outcome(5, {"job": 7, "Total": 2}, detail="said"))

    def reset(self) -> None:
        self.asked.append("reset")

    def close(self) -> None:
        self.asked.append("close")


@pytest.fixture
def names(tmp_path: Path) -> NameMap:
    path = tmp_path / "names.toml"
    path.write_text(MAP, encoding="utf-8")
    return NameMap.read(path)


@pytest.fixture
def acme() -> Acme:
    return Acme()


@pytest.fixture
def renamed(acme: Acme, names: NameMap) -> Renamed:
    return Renamed(acme, names)


def test_a_class_is_asked_for_in_the_targets_names(renamed: Renamed, acme: Acme) -> None:
    renamed.describe_class("root/sample", "Sample_Printer")
    renamed.describe_class("root/other", "Sample_Other")
    renamed.describe_class(None, "Sample_Printer")
    assert acme.asked == [("acme/one", "ACME_Printer"), ("root/other", "Sample_Other"), (None, "ACME_Printer")]


def test_a_class_is_described_in_documented_names(renamed: Renamed) -> None:
    found = renamed.describe_class("root/sample", "Sample_Printer").data
    assert found is not None
    assert (found.name, found.namespace, found.superclass) == ("Sample_Printer", "root/sample", "Sample_Device")
    assert [(one.name, one.type) for one in found.properties] == [
        ("DeviceID", "string"),
        ("state", "string"),
        ("Job", "Sample_Job"),
    ]
    reset, count = found.methods
    assert (reset.name, reset.owner, count.name, count.owner) == ("Reset", "Sample_Printer", "Count", "Sample_Printer")
    assert [(one.name, one.type) for one in reset.parameters] == [
        ("Reason", "string"),
        ("Level", "uint8"),
        ("Owner", "Sample_Job"),
        (None, "uint8"),
        ("JobId", "uint32"),
    ]
    assert found.qualifiers == {"Dynamic": True} and found.properties[0].key


def test_an_interface_is_described_in_documented_names(renamed: Renamed, acme: Acme) -> None:
    found = renamed.describe_interface("ISample").data
    assert found is not None and acme.asked == ["IAcme"]
    assert (found.name, found.base) == ("ISample", "IBase")
    (opened,) = found.methods
    assert (opened.name, opened.owner, opened.parameters[0].name) == ("Open", "ISample", "lpszName")


def test_instances_have_documented_names(renamed: Renamed, acme: Acme) -> None:
    found = renamed.instances("root/sample", "Sample_Printer").data
    assert acme.asked == [("acme/one", "ACME_Printer")]
    assert found == (Instance('ACME_Printer.id="x"', {"DeviceID": "x", "state": "OK", "Other": 1}),)


def test_a_reference_is_looked_for_in_the_targets_namespace(renamed: Renamed, acme: Acme) -> None:
    assert renamed.resolves("root/sample", 'ACME_Job.id="1"').data is True
    assert acme.asked == [("acme/one", 'ACME_Job.id="1"')]


def test_a_call_is_made_in_the_targets_names_and_answered_in_documented_ones(renamed: Renamed, acme: Acme) -> None:
    call = Call(
        "Sample_Printer",
        "Reset",
        "root/sample",
        {"Reason": "x", "Level": 1, "#4": 2},
        {"DeviceID": "LPT1", "Other": 1},
        ("JobId", "Total"),
    )
    assert renamed.invoke(call).data == Outcome(5, {"JobId": 7, "Total": 2}, detail="said")
    assert acme.asked == [
        Call(
            "ACME_Printer",
            "reset",
            "acme/one",
            {"reason": "x", "Level": 1, "#4": 2},
            {"id": "LPT1", "Other": 1},
            ("job", "Total"),
        )
    ]


def test_names_of_one_method_are_not_those_of_another(renamed: Renamed, acme: Acme) -> None:
    renamed.invoke(Call("Sample_Printer", "Count", arguments={"Reason": "x"}))
    (call,) = acme.asked
    assert (call.method, call.arguments) == ("Count", {"Reason": "x"})


def test_what_the_target_cannot_tell_stays_as_it_is(renamed: Renamed) -> None:
    replies: list[Reply[Any]] = [
        renamed.describe_class("root/sample", "Sample_Other"),
        renamed.describe_interface("IOther"),
        renamed.instances("root/sample", "Sample_Other"),
        renamed.invoke(Call("Sample_Other", "Reset")),
    ]
    assert [one.status for one in replies] == ["absent", "absent", "timeout", "unsupported"]
    assert all(one.detail for one in replies)


def test_the_rest_is_the_targets_own(renamed: Renamed, acme: Acme) -> None:
    target: Target = renamed
    assert (target.name, target.disposable, target.allow_exec) == ("acme", True, True)
    assert target.capabilities == acme.capabilities
    target.reset()
    target.close()
    assert acme.asked == ["reset", "close"]


def test_a_target_that_does_not_say_that_it_may_be_called_may_not(names: NameMap) -> None:
    silent: Any = object()
    assert not Renamed(silent, names).disposable
    assert not Renamed(silent, names).allow_exec


def test_an_empty_map_changes_nothing(acme: Acme) -> None:
    renamed = Renamed(acme, NameMap())
    assert renamed.describe_class("acme/one", "ACME_Printer").data == PRINTER
    assert renamed.describe_interface("IAcme").data == SAMPLE


def test_python_objects_are_called_by_their_own_names(names: NameMap) -> None:
    class IAcme:
        def open(self, name: str) -> int:
            return len(name)

    renamed = Renamed(PythonObjects(IAcme(), IAcme, "sample:IAcme", allow_exec=True), names)
    found = renamed.describe_interface("ISample").data
    assert found is not None and [one.name for one in found.methods] == ["Open"]
    assert renamed.invoke(Call("ISample", "Open", arguments={"lpszName": "abc"})).data == Outcome(3)


@pytest.mark.parametrize(
    "text",
    [
        "[owners",
        "owners = 3",
        "[other]\na = 'b'",
        "[owners]\na = 3",
        "[owners]\na = ['b']",
        "[owners.Sample]\na = 'b'",
        "[members]\nReset = 'reset'",
        "[members]\n'Sample.Reset::Reason' = 'reason'",
        "[parameters]\n'Sample.Reset' = 'reason'",
        "[parameters]\n'Reset::Reason' = 'reason'",
        "[owners]\n'Sample.Reset' = 'x'",
        "[owners]\na = 'b'\na = 'c'",
    ],
)
def test_a_damaged_map_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "names.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(NameMapError, match=r"^name map .*names\.toml: "):
        NameMap.read(path)


@pytest.mark.parametrize(
    "make", [lambda path: None, lambda path: path.mkdir(), lambda path: path.write_bytes(b"\xff\xfe")]
)
def test_a_map_that_cannot_be_read_is_named(tmp_path: Path, make: Callable[[Path], object]) -> None:
    path = tmp_path / "names.toml"
    make(path)
    with pytest.raises(NameMapError, match=r"^name map .*names\.toml: "):
        NameMap.read(path)


def test_a_map_is_found_in_the_folder_of_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", list(sys.path))
    (tmp_path / "acme_objects.py").write_text(
        "class IAcme:\n    def open(self, name): return len(name)\n", encoding="utf-8"
    )
    (tmp_path / "names.toml").write_text(MAP, encoding="utf-8")
    place = "python:acme_objects:IAcme"
    target = open_target(place, Opening(tmp_path, names=Path("names.toml")))
    assert target.describe_interface("ISample").status == "ok"
    with pytest.raises(TargetError, match=r"other\.toml"):
        open_target(place, Opening(tmp_path, names=Path("other.toml")))
