"""Programs of users, and what type checkers must say of each line.

A line that ends in ``# wrong`` is an error of both checkers, and no other is; types are told by ``assert_type``.
"""

from collections.abc import Iterator, Sequence

from tests.backends.stubs.wheels import Installed, Mistake

WRONG = "# wrong"

PROGRAMS = {
    "methods": """
from typing import assert_type

import wmi

connection = wmi.WMI()
assert_type(connection.Win32_Process.Create(CommandLine="x"), tuple[int | None, int])
process_id, code = connection.Win32_Process.Create("notepad.exe", r"C:\\Windows")
for process in connection.Win32_Process(Name="notepad.exe"):
    assert_type(process.Name, str | None)
    assert_type(process.Terminate(1), tuple[int])
connection.Win32_Process.Create(CommandLin="x")  # wrong
connection.Win32_Process.Create()  # wrong
connection.Win32_Process.Create(CommandLine=1)  # wrong
connection.Win32_Process.Create("x")[2]  # wrong
""",
    "properties": """
import wmi

process = wmi.WMI().Win32_Process()[0]
share = wmi.WMI().Win32_LogicalDisk()[0]
share.VolumeName = "data"
process.Name = "x"  # wrong
process.Nme  # wrong
share.VolumeName = 1  # wrong
""",
    "exceptions": """
from typing import assert_type

import wmi

try:
    wmi.WMI("elsewhere").Win32_Process.watch_for("creation")(timeout_ms=500)
except wmi.x_wmi_timed_out:
    pass
except wmi.x_wmi as error:
    assert_type(error, wmi.x_wmi)
    print(error.info, error.com_error)
except wmi.x_wmi_nothing:  # wrong
    pass
""",
    "session": """
from com_interfaces import IMAPISession

def use(session: IMAPISession, hwnd: int) -> None:
    session.Logoff(hwnd, 0, 0)
    session.Logoff(ulUIParam=hwnd, ulFlags=0, ulReserved=0)
    session.Logoff(hwnd, 0)  # wrong
    session.Logoff("window", 0, 0)  # wrong
    session.Logof(hwnd, 0, 0)  # wrong
""",
    "flags": """
from com_interfaces import IMAPISession, IMAPISessionLogoffFlags as Flags

def use(session: IMAPISession, hwnd: int) -> None:
    session.Logoff(hwnd, Flags.MAPI_LOGOFF_UI, 0)
    session.Logoff(hwnd, Flags.MAPI_LOGOFF_UI | Flags.MAPI_LOGOFF_SHARED, 0)
    session.Logoff(hwnd, 5, 0)  # wrong
    session.Logoff(hwnd, Flags.MAPI_LOGOFF_UI, 1)  # wrong
    session.Logoff(hwnd, Flags.MAPI_LOGOFF_U, 0)  # wrong
""",
    "values": """
from typing import assert_type

import wmi
from wmi_classes.root_cimv2 import Win32_OperatingSystem_Win32Shutdown_Flags as Flags
from wmi_classes.root_cimv2 import Win32_Processor_Architecture as Architecture

connection = wmi.WMI()
for processor in connection.Win32_Processor():
    if processor.Architecture == Architecture.x64 or processor.Architecture == 12:
        print(processor.Architecture)
for system in connection.Win32_OperatingSystem():
    assert_type(system.Win32Shutdown(Flags.Forced_Log_Off, 0), tuple[int])
    system.Win32Shutdown(6, 0)
    system.Win32Shutdown(3, 0)  # wrong
    system.Win32Shutdown("6", 0)  # wrong
""",
    "protocol": """
from com_interfaces import Guid, IMAPIStatus, IUnknown, Pointer, fill

class Counted:
    def QueryInterface(self, riid: Guid, ppvObject: Pointer[IUnknown | None]) -> int:
        fill(ppvObject, self)
        return 0
    def AddRef(self) -> int:
        return 1
    def Release(self) -> int:
        return 0

def use(status: IMAPIStatus) -> None:
    unknown: IUnknown = status
    unknown = Counted()
    status = Counted()  # wrong
    unknown = "x"  # wrong
""",
    "wbem": """
from typing import assert_type

from wbem_calls.base import WbemConnection
from wbem_calls.root_cimv2 import Win32_Process, Win32_Process_Create_Out

def use(connection: WbemConnection) -> None:
    code, out = Win32_Process(connection).Create(CommandLine="notepad.exe")
    assert_type(code, int)
    assert_type(out, Win32_Process_Create_Out)
    assert_type(out["ProcessId"], int | None)
    out["ProcesId"]  # wrong
    Win32_Process(connection).Create(CommandLin="x")  # wrong
""",
}


def misjudged(wheels: Installed, program: str, text: str) -> dict[str, list[str]]:
    """By checker what is not as the program says: errors too many, or lines that were let pass."""
    file = wheels.folder / "users" / program / "user.py"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    # The module wmi itself cannot be imported but on Windows, so its source is not there.
    found, _ = wheels.pyright([str(file.relative_to(wheels.folder))], reportMissingModuleSource=False, **_QUIET)
    said = {"mypy": wheels.mypy(str(file))[0], "pyright": found}
    return {checker: wrong for checker, mistakes in said.items() if (wrong := list(_differences(text, mistakes)))}


_QUIET = {"reportUnusedExpression": False, "reportUnusedVariable": False, "reportUnknownMemberType": False}
"""What follows from a mistake, or is none of the stubs' business."""


def _differences(text: str, mistakes: Sequence[Mistake]) -> Iterator[str]:
    lines = text.splitlines()
    wanted = {number for number, line in enumerate(lines, 1) if line.endswith(WRONG)}
    yield from (f"{one.line} {lines[one.line - 1].strip()}: {one.text}" for one in mistakes if one.line not in wanted)
    for number in sorted(wanted - {one.line for one in mistakes}):
        yield f"{number} {lines[number - 1].strip()}: is let pass"
