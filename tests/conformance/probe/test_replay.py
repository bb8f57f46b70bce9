"""A recording answers what was recorded, and says where it is damaged."""

import json
from pathlib import Path
from typing import Any

import pytest

from specgen.conformance.target import Call, Capability
from specgen.conformance.targets.replay import RecordingError, Replay
from tests.conformance.probe.test_wire import PLAIN, typed

HELLO = {"probe": "specgen-wmi", "version": 1, "system": "Windows 10.0.1", "allow_exec": False, "masked": True}
PATH = '\\\\<host-1>\\root\\cimv2:Sample_Lamp.Label="<user-1>"'


def line(op: str, reply: dict[str, Any], **members: str) -> dict[str, Any]:
    return {"request": {"op": op, "namespace": "root\\CIMV2", **members}, "reply": {"detail": "", **reply}}


LINES = (
    line("classes", {"status": "ok", "data": {"classes": ["Sample_Lamp", "Sample_Bulb"]}}),
    line("class", {"status": "ok", "data": PLAIN}, name="sample_lamp"),
    line(
        "instances",
        {"status": "ok", "data": {"instances": [{"path": PATH, "values": {"Watt": typed("uint64", "5")}}]}},
        name="Sample_Lamp",
    ),
    line("object", {"status": "absent", "data": None}, path='Sample_Bulb.Id="1"'),
    line("object", {"status": "timeout", "data": None}, path='Sample_Bulb.Id="2"'),
)


def recording(folder: Path, *lines: object, hello: object = HELLO) -> Path:
    path = folder / "rdms.jsonl"
    path.write_text("".join(f"{json.dumps(one)}\n" for one in (hello, *lines)), "utf-8")
    return path


def test_what_was_recorded(tmp_path: Path) -> None:
    target = Replay.read(recording(tmp_path, *LINES))
    assert target.name == "recording of Windows 10.0.1"
    found = target.describe_class("root/cimv2", "Sample_LAMP")
    assert found.status == "ok" and found.data.name == "Sample_Lamp"
    assert target.describe_class(None, "Sample_Lamp") == found
    (instance,) = target.instances("root/cimv2", "sample_lamp").data or ()
    assert (instance.path, instance.values) == (PATH, {"Watt": 5})
    assert target.resolves("root/cimv2", PATH.lower()).data is True
    assert target.resolves("root/cimv2", 'Sample_Bulb.Id="1"').data is False
    assert target.resolves(None, 'Sample_Bulb.Id="2"').status == "timeout"


def test_what_was_not_recorded_is_not_known(tmp_path: Path) -> None:
    target = Replay.read(recording(tmp_path, *LINES))
    for reply in (
        target.describe_class("root/cimv2", "Sample_Bulb"),
        target.describe_class("root/other", "Sample_Lamp"),
        target.instances("root/cimv2", "Sample_Bulb"),
        target.resolves("root/cimv2", "Sample_Lamp.Label=1"),
    ):
        assert (reply.status, reply.detail) == ("unsupported", "not in the recording")


def test_what_a_full_list_lacks_is_absent(tmp_path: Path) -> None:
    target = Replay.read(recording(tmp_path, *LINES))
    assert target.describe_class("root/cimv2", "Sample_Chair").status == "absent"
    assert target.instances("root/cimv2", "Sample_Chair").status == "absent"
    unlisted = Replay.read(recording(tmp_path, *LINES[1:]))
    assert unlisted.describe_class("root/cimv2", "Sample_Chair").status == "unsupported"


def test_it_never_calls(tmp_path: Path) -> None:
    target = Replay.read(recording(tmp_path, *LINES, hello={**HELLO, "allow_exec": True}))
    assert not target.allow_exec and not target.disposable and Capability.INVOKE not in target.capabilities
    assert target.invoke(Call("Sample_Lamp", "Glow")).status == "unsupported"


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("{", "damaged recording"),
        ("[]", "no request"),
        ('{"request":{}}', "no namespace"),
        ('{"request":{"op":"class","namespace":"n"},"reply":{"status":"absent"}}', "no name"),
        ('{"request":{"op":"class","namespace":"n","name":"x"},"reply":{"status":"ok"}}', "data is no object"),
        ('{"request":{"op":"class","namespace":"n","name":"x"}}', "a reply is no object"),
        ('{"request":{"op":"invoke","namespace":"n"},"reply":{"status":"ok","data":{}}}', "nothing that a probe"),
        ('{"request":{"op":"classes","namespace":"n"},"reply":{"status":"ok","data":{"classes":[1]}}}', "no text"),
        ("[" * 100_000, "damaged recording"),
        ("\udcff", "damaged recording"),
    ],
)
def test_a_damaged_line_is_named(tmp_path: Path, damage: str, said: str) -> None:
    path = recording(tmp_path, LINES[1])
    path.write_bytes(path.read_bytes() + damage.encode("utf-8", "surrogateescape") + b"\n")
    with pytest.raises(RecordingError, match=said) as caught:
        Replay.read(path)
    assert str(caught.value).startswith(f"{path}:3: ")


def test_what_is_no_recording(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match=r"rdms.jsonl:1: .*version 2"):
        Replay.read(recording(tmp_path, hello={**HELLO, "version": 2}))
    (tmp_path / "empty.jsonl").write_bytes(b"")
    with pytest.raises(RecordingError, match="empty"):
        Replay.read(tmp_path / "empty.jsonl")
    with pytest.raises(RecordingError, match="nowhere"):
        Replay.read(tmp_path / "nowhere.jsonl")
