"""A deliberately wrong specification fails on each target, in the test for what is wrong; the right one passes."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from specgen.conformance.probe.build import build
from specgen.conformance.targets.mock import WmiMock
from tests.conformance.cim_server import serving
from tests.conftest import Command

pytest_plugins = ("pytester",)

Run = Callable[..., pytest.RunResult]

CLASS = """---
title: Win32_Process class
api_name:
- Win32_Process
api_type:
- COM
topic_type:
- apiref
---
# Win32_Process class

A process.

## Syntax

```mof
class Win32_Process
{
  string Handle;
};
```

## Members

### Properties

<dl> <dt>

**Handle**
</dt> <dd> <dl> <dt>

Data type: **string**
</dt> </dl>

Which.

</dd> </dl>

## Requirements

| Requirement | Value |
|---|---|
| Namespace | Root\\\\CIMV2 |
"""
METHOD = """---
title: Create method of the Win32_Process class
api_name:
- Win32_Process.Create
api_type:
- COM
topic_type:
- apiref
---
# Create method of the Win32_Process class

Starts one.

## Syntax

```mof
uint32 Create(
  [in]  string CommandLine,
  [in]  string CurrentDirectory,
  [out] uint32 ProcessId
);
```

## Requirements

| Requirement | Value |
|---|---|
| Namespace | Root\\\\CIMV2 |
"""
INTERFACE = """---
title: IMAPISession IUnknown
api_name:
- IMAPISession
api_type:
- COM
---
# IMAPISession : IUnknown

Sessions.

|Property |Value |
|:-----|:-----|
|Header file:  <br/> |Mapix.h  <br/> |

## Vtable order

|Member |Description |
|:-----|:-----|
|[Logoff](imapisession-logoff.md) |Ends one. |
"""
WMI_SLIPS = {
    "property": ("  string Handle;", "  string Handel;", "test_property[wmi/Win32_Process::Handel]"),
    "property type": ("  string Handle;", "  uint32 Handle;", "test_property_type[wmi/Win32_Process::Handle]"),
    "parameter": (
        "string CommandLine", "string Command", "test_parameter[wmi/Win32_Process.Create::Command]",
    ),
    "parameter type": (
        "string CommandLine", "uint32 CommandLine", "test_parameter_type[wmi/Win32_Process.Create::CommandLine]",
    ),
    "direction": (
        "[out] uint32 ProcessId", "[in]  uint32 ProcessId",
        "test_parameter_direction[wmi/Win32_Process.Create::ProcessId]",
    ),
    "return type": ("uint32 Create", "string Create", "test_return_type[wmi/Win32_Process.Create]"),
    "method": ("Create", "Begin", "test_present[wmi/Win32_Process.Begin]"),
    "class": ("Win32_Process", "Win32_Progress", "test_class[wmi/Win32_Progress]"),
}  # fmt: skip

Target = Callable[[Path, Path], str]


def write(folder: Path, slip: tuple[str, str] = ("", "")) -> Path:
    """The two pages, with one thing in them another."""
    folder.mkdir()
    for name, text in (("win32-process.md", CLASS), ("create-win32-process.md", METHOD)):
        (folder / name).write_text(text.replace(*slip) if slip[0] else text, "utf-8")
    return folder


def mof_file(right: Path, folder: Path) -> str:
    del folder
    return f"mock:{right / 'mof' / 'namespaces' / 'root_cimv2.mof'}"


def recording(right: Path, folder: Path) -> str:
    del right
    hello = {"probe": "specgen-wmi", "version": 1, "system": "Windows 10.0.1", "allow_exec": False, "capabilities": []}
    plain = {"array": False, "class": None, "qualifiers": None}
    taken = [("CommandLine", "string", "in"), ("CurrentDirectory", "string", "in"), ("ProcessId", "uint32", "out")]
    parameters = [{"name": one, "type": kind, "direction": way, "id": None, **plain} for one, kind, way in taken]
    create = {"name": "Create", "origin": None, "returns": "uint32", "parameters": parameters, "qualifiers": None}
    held = {
        "name": "Win32_Process",
        "namespace": "root/cimv2",
        "superclass": None,
        "qualifiers": None,
        "properties": [{"name": "Handle", "type": "string", "origin": None, **plain}],
        "methods": [create],
    }
    asked = {"op": "class", "namespace": "root/cimv2", "name": "Win32_Process"}
    listed = {"op": "classes", "namespace": "root/cimv2"}
    lines = [
        hello,
        {"request": listed, "reply": {"status": "ok", "detail": "", "data": {"classes": ["Win32_Process"]}}},
        {"request": asked, "reply": {"status": "ok", "detail": "", "data": held}},
    ]
    path = folder / "recorded.jsonl"
    path.write_text("".join(f"{json.dumps(one)}\n" for one in lines), "utf-8")
    return f"replay:{path}"


def stand_in(right: Path, folder: Path) -> str:
    for name in ("mof", "model"):
        shutil.copytree(right / name, folder / "suite" / name, dirs_exist_ok=True)
    return "mock"


def wine(right: Path, folder: Path) -> str:
    del right
    exe = folder / "wmi_probe.exe"
    return f"probe:{exe if exe.exists() else build(exe)}"


def server(right: Path, folder: Path) -> str:
    del folder
    held = WmiMock.read({"root/cimv2": right / "mof" / "namespaces" / "root_cimv2.mof"}, right / "model")
    return f"wbem:{_KEPT.enter_context(serving(held.connection())).url}"


_KEPT = ExitStack()
"""The servers of this module, until pytest ends it."""


@pytest.fixture(scope="module", autouse=True)
def _ending_servers() -> Iterator[None]:
    yield
    _KEPT.close()


TARGETS: dict[str, Target] = {"mock": stand_in, "mof": mof_file, "replay": recording, "wbem": server, "probe": wine}


@pytest.mark.parametrize(
    "target",
    [
        *(pytest.param(one, marks=pytest.mark.slow) for one in ("mock", "mof", "replay", "wbem")),
        pytest.param("probe", marks=[pytest.mark.real_target, pytest.mark.slow]),
    ],
)
def test_a_wrong_page_of_a_class_fails(target: str, tmp_path: Path, command: Command, run: Run) -> None:
    if target == "probe" and not Path("/usr/lib/wine/wine64").exists():
        pytest.skip("Wine is not installed (wine64)")
    right = tmp_path / "right"
    assert command("generate", write(tmp_path / "pages"), "--out", right, "--quiet").status == 0
    place = TARGETS[target](right, tmp_path)
    kept = run(right / "conformance" / "wmi", "-m", "not specgen_invoke", "--specgen-target", place)
    assert "failed" not in kept.parseoutcomes(), kept.outlines
    assert kept.parseoutcomes()["passed"] >= 8
    # A prefix of Wine takes long to make: there a few slips must do.
    for name in ("property type", "parameter") if target == "probe" else WMI_SLIPS:
        old, new, failing = WMI_SLIPS[name]
        wrong = tmp_path / "suite"
        pages = write(tmp_path / f"pages-{name.replace(' ', '-')}", (old, new))
        shutil.rmtree(wrong, ignore_errors=True)
        assert command("generate", pages, "--out", wrong, "--quiet").status == 0
        TARGETS[target](right, tmp_path)
        result = run(wrong / "conformance" / "wmi", "-rf", "-m", "not specgen_invoke", "--specgen-target", place)
        failed = {line.split(" - ")[0] for line in result.outlines if line.startswith("FAILED ")}
        assert any(one.endswith(f"::{failing}") for one in failed), (name, failed)


@pytest.mark.parametrize(
    ("folder", "old", "new", "target"),
    [
        ("win32", "uint32 Logoff", "string Logoff", "sessions"),
        ("win32", "Logoff", "Logof", "sessions"),
        ("office", "ULONG ulReserved", "ULONG ulMore,\n  ULONG ulReserved", "mapi_session"),
        ("office", "ULONG ulFlags", "ULONG ulFlagz", "mapi_session"),
    ],
)
def test_a_wrong_seed_fails_on_its_reference_implementation(  # noqa: PLR0913, PLR0917  what is wrong, and fixtures
    folder: str, old: str, new: str, target: str, tmp_path: Path, command: Command, run: Run
) -> None:
    names = tmp_path / "names.toml"
    names.write_text('[owners]\nIMAPISession = "Session"\n', "utf-8")
    place = f"python:tests.conformance.factories:{target}"
    chosen = ["--specgen-target", place, "--specgen-invoke", f"--specgen-map={names}"]
    (seed,) = (Path(__file__).parents[2] / "seeds" / folder).rglob("*.md")
    for text, fails in ((seed.read_text("utf-8"), False), (seed.read_text("utf-8").replace(old, new), True)):
        pages = tmp_path / f"pages-{fails}"
        pages.mkdir()
        (pages / seed.name).write_text(text, "utf-8")
        out = tmp_path / f"out-{fails}"
        assert command("generate", pages, "--out", out, "--quiet").status == 0
        counts = run(out / "conformance", *chosen).parseoutcomes()
        assert ("failed" in counts) is fails, counts
        assert counts.get("passed", 0) >= (0 if fails else 5)


@pytest.mark.real_target
@pytest.mark.slow
@pytest.mark.parametrize("slip", ["", "ULONG", "swapped"])
def test_a_wrong_page_does_not_compile_against_the_headers(slip: str, tmp_path: Path, command: Command) -> None:
    if shutil.which("x86_64-w64-mingw32-g++") is None:
        pytest.skip("x86_64-w64-mingw32-g++ is not installed (g++-mingw-w64-x86-64)")
    (seed,) = (Path(__file__).parents[2] / "seeds" / "office").rglob("*.md")
    text = seed.read_text("utf-8")
    slips = {"ULONG": ("ULONG_PTR ulUIParam", "ULONG ulUIParam"), "swapped": ("ULONG ulFlags", "LPVOID ulFlags")}
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "imapisessioniunknown.md").write_text(INTERFACE, "utf-8")
    (tmp_path / "pages" / seed.name).write_text(text.replace(*slips[slip]) if slip else text, "utf-8")
    assert command("generate", tmp_path / "pages", "--out", tmp_path / "out", "--quiet").status == 0
    (file,) = (tmp_path / "out" / "conformance" / "com").rglob("*.cpp")
    done = subprocess.run(
        ["x86_64-w64-mingw32-g++", "-std=c++14", "-fsyntax-only", str(file)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode == 0) is (slip == ""), done.stderr
    assert ("static assertion failed: IMAPISession::Logoff" in done.stderr) is (slip != "")
