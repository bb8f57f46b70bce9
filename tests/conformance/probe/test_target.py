"""The probe as a target, on a fake that speaks like it; and what is said where something is not installed."""

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from specgen.conformance.described import Parameter, Property
from specgen.conformance.probe import build, running, wine
from specgen.conformance.probe.__main__ import main
from specgen.conformance.probe.failures import ProbeError
from specgen.conformance.probe.process import ProbeProcess, Program
from specgen.conformance.target import Call, Capability
from specgen.conformance.targets.probe import Probe, path
from tests.conformance.probe.test_process import FAKE


@pytest.fixture(scope="module")
def target() -> Iterator[Probe]:
    started = Probe(ProbeProcess(Program([sys.executable, str(FAKE)]), timeout=20))
    yield started
    started.close()


def test_a_class(target: Probe) -> None:
    found = target.describe_class(None, "Sample_Lamp").data
    assert (found.namespace, found.superclass) == ("root/cimv2", "")
    assert found.properties == (
        Property("Bulb", "Sample_Bulb", ref=True, access="read", key=True),
        Property("Log", "object", array=True, access="write", key=False),
    )
    assert found.methods[0].parameters == (Parameter("Brightness", "uint8", "inout", optional=True),)
    assert (found.methods[0].owner, found.methods[0].returns, found.methods[0].static) == (
        "Sample_Lamp",
        "uint32",
        True,
    )
    assert target.describe_class("root/cimv2", "Nope").status == "absent"
    assert target.describe_interface("ILamp").status == "unsupported"


def test_instances_and_references(target: Probe) -> None:
    (one,) = target.instances("root/cimv2", "Sample_Lamp").data or ()
    assert one.values == {"Hours": 18446744073709551615, "Label": "12"}
    assert target.resolves(None, str(one.path)).data is True
    assert target.resolves(None, "Sample_Lamp.Label=3").data is False


def test_calls(target: Probe) -> None:
    call = Call("Sample_Lamp", "Glow", None, {"Brightness": 3}, {"Label": 'a"b\\c', "On": True, "Row": 3})
    done = target.invoke(call).data
    assert (done.code, done.refused) == (7, False)
    sent = json.loads(str(done.outs["Said"]))
    assert sent["path"] == 'Sample_Lamp.Label="a\\"b\\\\c",On=TRUE,Row=3'
    assert sent["arguments"] == {"Brightness": 3} and sent["class"] == "Sample_Lamp"
    refused = target.invoke(Call("Sample_Lamp", "Glow", None, {"Brightness": "bright"})).data
    assert (refused.code, refused.refused) == (0x80041008, True)


def test_what_it_can_do_is_what_the_hello_says(target: Probe) -> None:
    assert target.name.startswith("WMI of Fake") and target.allow_exec and not target.disposable
    can = {Capability.INVOKE, Capability.KEYS, Capability.SUPERCLASSES, Capability.NAMESPACES}
    assert can <= target.capabilities
    assert Capability.PARAMETER_ORDER not in target.capabilities
    assert not {Capability.SUCCEEDS, Capability.REFUSES} & target.capabilities


def test_a_path_without_keys_in_quotes() -> None:
    assert path("Sample_Lamp", {"Row": 3}) == "Sample_Lamp.Row=3"


def test_a_damaged_answer_is_an_error(target: Probe, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(target._process, "ask", lambda *_, **__: {"status": "ok", "data": 3})
    assert target.describe_class(None, "X").status == "error"
    assert target.instances(None, "X").status == "error"
    assert target.invoke(Call("X", "Y")).status == "error"


def test_nothing_that_looks_like_an_option_is_denied() -> None:
    with pytest.raises(ProbeError, match="no name of a class"):
        Probe.start(denied=["--allow-exec"])


def test_what_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(wine, "_PLACES", ())
    with pytest.raises(ProbeError, match=r"g\+\+-mingw-w64-x86-64"):
        build.find_compiler()
    with pytest.raises(ProbeError, match="there is no compiler my-g"):
        build.build(tmp_path / "p.exe", "my-g++")
    with pytest.raises(ProbeError, match="install wine64"):
        wine.find_wine()
    with pytest.raises(ProbeError, match="is no wine"):
        wine.find_wine(tmp_path)
    with pytest.raises(ProbeError, match="no probe at"):
        Probe.start(tmp_path / "nope.exe")


def test_any_build_tree_will_do(tmp_path: Path) -> None:
    tree = tmp_path / "wine64"
    tree.write_text("#!/bin/sh\n")
    tree.chmod(0o755)
    assert wine.find_wine(tmp_path) == wine.find_wine(tree) == tree


LOADER = """#!/bin/sh
mkdir -p "$WINEPREFIX/drive_c" "$WINEPREFIX/dosdevices"
place=$(stat -c %D "$WINEPREFIX")-$(printf %x "$(stat -c %i "$WINEPREFIX")")
mkdir -p -m 700 "/tmp/.wine-$(id -u)/server-$place"
echo "$place" > "$HOME/../../place"
"""
SERVER = """#!/bin/sh
echo "$WINEPREFIX $*" > "$HOME/../../ended"
"""


@pytest.mark.skipif(sys.platform != "linux", reason="a build tree of Wine is one of Linux")
@pytest.mark.parametrize("given", [".", "wine64", "loader", "loader/wine64"])
def test_a_build_tree_is_left_as_it_was(given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = tmp_path / "build"
    for name, script in (("wine64", LOADER), ("loader/wine64", LOADER), ("server/wineserver", SERVER)):
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text(script)
        (tree / name).chmod(0o755)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    made = wine.Prefix(wine.find_wine(tree / given))
    left = Path(f"/tmp/.wine-{os.getuid()}/server-{(tmp_path / 'place').read_text().strip()}")
    assert left.is_dir()
    made.close()
    assert (tmp_path / "ended").read_text() == f"{made.folder / 'prefix'} -k\n"
    assert not left.exists() and not made.folder.exists()


def test_on_windows_nothing_stands_between(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exe = tmp_path / "wmi_probe.exe"
    exe.touch()
    monkeypatch.setattr(running, "IS_WINDOWS", True)
    made = running.program(exe, None, ["Sample_Lamp"], "--timeout", "3")
    assert made == Program([str(exe), "--timeout", "3", "--deny", "Sample_Lamp"])


def test_the_command_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(tmp_path / "p.exe"), "--compiler", "my-g++"]) == 1
    assert main(["record", "root/cimv2", str(tmp_path / "x.jsonl"), "--classes", str(tmp_path / "none")]) == 1
    said = capsys.readouterr().err
    assert "no compiler my-g++" in said and "no list of classes" in said
    with pytest.raises(SystemExit) as caught:
        main(["paint"])
    assert caught.value.code == 2
