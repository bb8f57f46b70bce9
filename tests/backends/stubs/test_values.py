"""Documented values in the stubs: what may be given, what comes back, and what exists at run time."""

import ast
import importlib
from collections.abc import Callable
from enum import IntFlag
from pathlib import Path
from typing import Any

import pytest
from mypy import api as mypy

from specgen.backends import Options, stubs
from specgen.files import write_tree
from specgen.model.entities import Constraint, EnumConstant, Enumeration
from tests.backends.library import (
    EVIL,
    com_interface,
    com_method,
    library,
    parameter,
    prop,
    returns,
    value,
    wmi_class,
    wmi_method,
)


def demand(kind: str) -> Constraint:
    return Constraint(kind, None, None, "Said so.", 1, 0.9)


def enumeration(name: str, *constants: tuple[str, int]) -> Enumeration:
    shared = com_interface(name)
    own = {key: getattr(shared, key) for key in ("locale", "docset", "root", "page", "line", "api_names", "summary")}
    members = tuple(EnumConstant(called, number, str(number), True, None, 2) for called, number in constants)
    return Enumeration(
        **own,
        id=f"c:{name}",
        name=name,
        owner=None,
        requirements=shared.requirements,
        repairs=(),
        findings=(),
        tag=None,
        aliases=(),
        members=members,
    )


MASK = (demand("bitmask"),)
STATES = (
    value(0, name="Off"),
    value(1, name="On (now)"),
    value(7, name="This disk is broken and nobody can mend it."),
)
POWERS = (
    value(1, description="Save (1 + 0) - Uses less."),
    value(2, label="Use all."),
    value(3, description="Uses it."),
)
PAGES = library(
    wmi_class(
        "X_Disk",
        prop("State", "uint16", values=STATES),
        prop("Kind", values=(value("fixed"), value("it's removable"))),
        prop("Modes", "uint8", array=(None,), values=(value(1, name="Read"), value(2, name="Write"))),
        prop("Bits", "uint32", values=(value(1, name="A"), value(2, name="B")), constraints=MASK),
        prop("Code", "uint32", values=(value(1, name="A"), value(90, last=4000, range="closed"))),
        prop("Days", "uint32", access="readwrite", values=tuple(value(1 << day, name=f"D{day}") for day in range(4))),
        prop("Type", "uint32", values=(value(0, name="Disk"), value(0x80000000, name="Hidden"))),
        prop("Version", "uint16", values=(value(3, name="Three"),)),
        prop("Audit", "uint32", values=tuple(value(at, name=f"A{at}") for at in range(6)), constraints=MASK),
        prop("Serial", "uint64", values=(value(1, name="A"),)),
        prop("Power", "uint8", values=POWERS),
        prop("Wide", "uint32", values=(value(1, name="One"), value(2, name="one"), value(3, name="name"))),
    ),
    wmi_class("X_Sub", prop("State", "uint16", values=STATES), superclass="X_Disk"),
    wmi_class("X_More", prop("Modes", "uint8", array=(None,), values=(value(9, name="Nine"),)), superclass="X_Disk"),
    wmi_class("X_Wider", prop("Code", "uint32", values=(value(5, name="Five"),)), superclass="X_Disk"),
    wmi_method(
        "X_Disk",
        "Set",
        parameter("State", "uint16", values=STATES),
        parameter("Flags", "uint32", values=(value(1, name="A"), value(4, name="B")), constraints=MASK),
        parameter("Modes", "uint8", array=(None,), values=(value(1, name="Read"), value(3, name="Both"))),
        parameter("Old", "uint16", direction="out", values=STATES),
    ),
    wmi_method(
        "X_Sub",
        "Set",
        parameter("State", "uint16", values=(value(8, name="Eight"),)),
        parameter("Flags", "uint32"),
        parameter("Modes", "uint8", array=(None,)),
        parameter("Old", "uint16", direction="out"),
    ),
    com_interface("IBase"),
    com_interface("IFoo", "IBase"),
    com_method(
        "IBase",
        "Open",
        parameter("ulFlags", "ULONG", values=(value(None, symbol="X_DEEP"), value(2, symbol="X_WIDE"))),
        parameter("ulReserved", "ULONG"),
        parameter("lpReserved", "LPVOID"),
        parameter("ulState", "ULONG", pointer=1, direction="out", values=(value(3, symbol="X_UP"),)),
        parameter("shade", "SHADE"),
        parameter("lpName", "LPWSTR"),
    ),
    com_method(
        "IFoo",
        "Open",
        parameter("ulFlags", "ULONG", values=(value(None, symbol="Y_DEEP"),)),
        parameter("ulReserved", "ULONG"),
        parameter("lpReserved", "LPVOID"),
        parameter("ulState", "ULONG", pointer=1, direction="out", values=(value(3, symbol="X_UP"),)),
        parameter("shade", "SHADE"),
        parameter("lpName", "LPWSTR"),
    ),
    enumeration("SHADE", ("SHADE_DARK", 0), ("SHADE_LIGHT", 3)),
)
USER = """
from com_interfaces import IBase, IBaseOpenFlags, IFoo, IFooOpenFlags, SHADE
from wmi_classes.root_x import X_Disk, X_Disk_Days, X_Disk_Set_Flags, X_Disk_Set_State, X_Disk_State, X_Sub

def disks(disk: X_Disk, sub: X_Sub) -> None:
    reveal_type(disk.Kind)
    reveal_type(disk.Serial)
    if disk.State == X_Disk_State.On__now_ or disk.State == 7:
        old, code = disk.Set(X_Disk_Set_State.Off, X_Disk_Set_Flags.A | X_Disk_Set_Flags.B, [1])
        reveal_type(old)
    disk.Days = X_Disk_Days.D0 | X_Disk_Days.D3
    disk.Days = 5
    print(disk.Type == -2147483648, disk.Version == 4, disk.Audit == 77)
    disk.Set(7, 4, [1])
    disk.Set(7, 0, [1])
    disk.Set(State=2, Flags=0, Modes=[1])  # wrong
    disk.Set(7, 3, [1])  # wrong
    disk.Set(7, 1, [2])  # wrong
    disk.Set(X_Disk_State.Off, 1, [1])  # wrong
    sub.Set(8, 0, [1])
    sub.Set(X_Disk_Set_State.Off, 0, [1])

def interfaces(base: IBase, foo: IFoo, number: int) -> None:
    base.Open(IBaseOpenFlags.X_WIDE | IBaseOpenFlags.X_DEEP, 0, None, None, SHADE.SHADE_DARK, "x")
    base.Open(0, 0, None, None, SHADE.SHADE_LIGHT, "x")
    base.Open(IFooOpenFlags.Y_DEEP, 0, None, None, SHADE.SHADE_DARK, "x")  # wrong
    base.Open(number, 0, None, None, SHADE.SHADE_DARK, "x")  # wrong
    base.Open(0, 1, None, None, SHADE.SHADE_DARK, "x")  # wrong
    base.Open(0, 0, foo, None, SHADE.SHADE_DARK, "x")  # wrong
    base.Open(0, 0, None, None, 0, "x")  # wrong
    foo.Open(IFooOpenFlags.Y_DEEP, 0, None, None, SHADE.SHADE_DARK, "x")
    foo.Open(IBaseOpenFlags.X_WIDE, 0, None, None, SHADE.SHADE_DARK, "x")
    one: IBase = foo
"""


@pytest.fixture
def imported(made: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Any]:
    folder = made(PAGES)
    for distribution in ("specgen-wmi-classes", "specgen-com-interfaces"):
        monkeypatch.syspath_prepend(str(folder / distribution))
    return importlib.import_module


def test_what_may_be_given_and_what_comes_back(made: Callable[..., Path]) -> None:
    folder = made(PAGES)
    (folder / "user.py").write_text(USER)
    path = ":".join(str(folder / one) for one in ("specgen-wmi-classes", "specgen-com-interfaces"))
    (folder / "mypy.ini").write_text(f"[mypy]\nmypy_path = {path}\ncache_dir = {folder / 'cache'}\n")
    out, err, _ = mypy.run(["--strict", "--config-file", str(folder / "mypy.ini"), str(folder / "user.py")])
    assert not err
    told = {int(line.split(":")[1]) for line in out.splitlines() if ": error:" in line}
    wanted = {at for at, line in enumerate(USER.splitlines(), 1) if line.endswith("# wrong")}
    assert told == wanted, out
    revealed = [line.split('"')[1] for line in out.splitlines() if "Revealed" in line]
    states = "wmi_classes.root_x.values_01.X_Disk_Set_Old | Literal[0] | Literal[1] | Literal[7] | None"
    # mypy does not escape the quotation marks of a literal, so the line ends early here
    assert revealed == ["Literal['fixed'] | Literal[", "str | None", states]


def test_enumerations_are_there_at_run_time(imported: Callable[[str], Any]) -> None:
    classes = imported("wmi_classes.root_x")
    assert [(one.name, one.value) for one in classes.X_Disk_State] == [("Off", 0), ("On__now_", 1), ("value_7", 7)]
    assert classes.X_Disk_Set_Flags.A | classes.X_Disk_Set_Flags.B == 5
    assert [one.name for one in classes.X_Disk_Wide] == ["One", "one_2", "name_"]
    assert [one.name for one in classes.X_Disk_Power] == ["Save", "Use_all", "value_3"]
    assert not hasattr(classes, "X_Sub_State")
    interfaces = imported("com_interfaces")
    assert interfaces.SHADE.SHADE_LIGHT == 3
    assert interfaces.IBaseOpenFlags.X_WIDE == 2
    assert isinstance(classes.X_Disk_Days.D0, IntFlag)
    assert not isinstance(classes.X_Disk_Audit.A1, IntFlag)


def test_a_name_without_a_number_says_what_is_missing(imported: Callable[[str], Any]) -> None:
    interfaces = imported("com_interfaces")
    with pytest.raises(AttributeError, match=r"IBaseOpenFlags has no number for X_DEEP: .* --constants HEADER"):
        _ = interfaces.IBaseOpenFlags.X_DEEP


def test_a_number_that_a_user_knows_can_be_given_without_a_name(imported: Callable[[str], Any]) -> None:
    flags = imported("com_interfaces").IFooOpenFlags
    assert list(flags) == []
    assert isinstance(flags(5), flags)
    assert (flags(4) | flags(1), flags(5) & 4, int(flags(0))) == (5, 4, 0)
    assert isinstance(flags(4) | flags(1), flags)
    assert imported("com_interfaces").IBaseOpenFlags(2).name == "X_WIDE"


def test_codes_are_numbers_with_a_sign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing = returns("HRESULT", value(0x8004010F, symbol="X_E_GONE"), value(None, symbol="X_E_LATE"))
    pages = library(com_interface("IFoo"), com_method("IFoo", "M", returns=failing))
    write_tree(tmp_path, list(stubs.generate(pages, Options())))
    monkeypatch.syspath_prepend(str(tmp_path / "stubs/specgen-com-interfaces"))
    codes = importlib.import_module("com_interfaces.codes")
    assert codes.X_E_GONE == 0x8004010F - (1 << 32)
    with pytest.raises(AttributeError, match="no number is known for X_E_LATE"):
        _ = codes.X_E_LATE


def test_text_of_pages_is_text(made: Callable[..., Path]) -> None:
    evil = (value(1, name=EVIL, label=EVIL, description=EVIL), value(2, symbol=EVIL))
    pages = library(
        wmi_class("X", prop("P", "uint8", values=evil), prop("Q", values=(value(EVIL),))),
        wmi_method("X", "M", parameter("P", "uint32", values=evil)),
        com_method("IX", "M", parameter("ulFlags", "ULONG", values=evil)),
    )
    folder = made(pages)
    modules = [*folder.rglob("interfaces/*.py*"), *folder.rglob("root_x/*.py*")]
    assert len(modules) > 8
    for path in modules:
        module = ast.parse(path.read_text("utf-8"))
        called = {ast.unparse(one.func) for one in ast.walk(module) if isinstance(one, ast.Call)}
        assert called <= {"_base.call", "_base.Given"}, path
        named = {one.id for one in ast.walk(module) if isinstance(one, ast.Name)}
        assert "__import__" not in named
