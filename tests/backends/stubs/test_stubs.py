"""The stubs that are generated, read by type checkers."""

import ast
import importlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from mypy import api as mypy

from specgen.backends import Options, stubs
from specgen.backends.stubs.urls import published
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

BUILTIN_NAMES = ("int", "str", "list", "tuple", "bool", "property", "overload", "staticmethod", "builtins", "X_Disk")

HOSTILE = library(
    wmi_class(
        "X_Disk",
        prop("Name", key=True, description="The name."),
        prop("class"),
        prop("Id"),
        prop("ID", "uint8"),
        prop("Size", "uint64", access="readwrite"),
        prop("Owner", "X_Person", values=(value(1, label=EVIL),)),
        *(prop(name, "uint16") for name in BUILTIN_NAMES),
        prop("Self", "X_Disk", ref=True),
        summary=EVIL,
    ),
    wmi_class("X_Sub", prop("Name", "uint8"), superclass="X_Disk"),
    wmi_class("X_Fit", prop("Self", "X_Fit", ref=True), superclass="X_Disk"),
    wmi_class("__Event", superclass="X_Nowhere"),
    wmi_class("../../X", superclass="../../X"),
    wmi_class("import", namespace=None),
    wmi_method(
        "X_Disk",
        "Format",
        parameter("self"),
        parameter("Quick", "boolean", optional=True),
        parameter("in", "uint32", array=(None,)),
        parameter("Result", "uint32", direction="out"),
        parameter("job", "X_Disk", ref=True, direction="out"),
        parameter("Lines", array=(None,), direction="out"),
        returns=returns("uint32", value(0, name="Done")),
        summary=EVIL,
    ),
    wmi_method("X_Disk", "Zero", returns=returns("void"), static=True),
    wmi_method("X_Disk", "Name"),
    wmi_method("X_Orphan", "Go", namespace="root/y"),
    com_interface("IFoo"),
    com_interface("IBar", "IFoo"),
    com_interface("IBaz", "IFoo"),
    com_method(
        "IFoo",
        "Open",
        parameter("from", "ULONG"),
        parameter("bar", "IBar", pointer=2, direction="out"),
        parameter("count", "ULONG", pointer=1, direction="inout"),
        parameter("name", "LPWSTR"),
        parameter("entry", "LPENTRYID"),
        parameter("kind", "KIND"),
        parameter("iid", "LPCIID"),
        parameter("Pointer", "LPFOO"),
        parameter("bytes", "LPBYTE"),
        returns=returns("HRESULT", value(0, symbol="S_OK", label="S_OK", description="Fine.")),
    ),
    com_method("IBar", "Open", parameter("other", "ULONG")),
    com_method("IBaz", "Close", returns=returns("void")),
    com_method("ILost", "M"),
)

USER = """
from com_interfaces import IBaz, IFoo
from wmi_classes.root_x import X_Disk, X_Fit

def use(disk: X_Disk, fit: X_Fit, foo: IFoo, baz: IBaz) -> None:
    job, lines, result, code = disk.Format("a", in_=[1])
    reveal_type(disk.Format("a", True, [1]))
    reveal_type(disk.Zero())
    reveal_type(disk.Name_2)
    reveal_type(fit.Self)
    reveal_type(foo.Open)
    disk.Size = "5"
    disk.class_ = "x"
    disk.Format("a", [1], Quik=True)
    base: X_Disk = fit
    interface: IFoo = baz
"""


def checked(folder: Path, *arguments: str) -> str:
    configuration = folder / "mypy.ini"
    known = "[mypy-wmi_classes.base]\ndisallow_any_explicit = False\n"
    path = f"{folder / WMI}:{folder / COM}"
    configuration.write_text(f"[mypy]\nmypy_path = {path}\ncache_dir = {folder / 'cache'}\n{known}")
    out, err, _ = mypy.run(["--strict", "--config-file", str(configuration), *arguments])
    assert not err
    return out


WMI, COM = "specgen-wmi-classes", "specgen-com-interfaces"


def test_mypy_accepts_whatever_the_pages_say(made: Callable[..., Path]) -> None:
    out = checked(made(HOSTILE), "-p", "wmi_classes", "-p", "com_interfaces", "--disallow-any-explicit")
    assert out.startswith("Success"), out


def test_what_a_user_sees(made: Callable[..., Path]) -> None:
    folder = made(HOSTILE)
    (folder / "user.py").write_text(USER)
    out = checked(folder, str(folder / "user.py"))
    revealed = [line.split('"')[1] for line in out.splitlines() if "Revealed" in line]
    disk = "wmi_classes.root_x.X_Disk"
    assert revealed[:4] == [
        f"tuple[{disk} | None, list[str], int | None, int]",
        "tuple[()]",
        "str | None",
        "wmi_classes.root_x.X_Fit | None",
    ]
    assert "Pointer[com_interfaces.interfaces.IBar | None] | None" in revealed[4]
    assert "com_interfaces.types.LPENTRYID | None" in revealed[4]
    errors = [line for line in out.splitlines() if ": error:" in line]
    assert len(errors) == 3, out
    assert 'Property "class_" defined in "X_Disk" is read-only' in errors[0]
    assert 'Unexpected keyword argument "Quik"' in errors[1]
    assert "No overload variant" in errors[2]


@pytest.mark.slow
@pytest.mark.real_target
def test_pyright_accepts_whatever_the_pages_say(made: Callable[..., Path]) -> None:
    program = shutil.which("pyright") or shutil.which("pyright", path=str(Path(sys.executable).parent))
    if program is None:
        pytest.skip("pyright is not installed")
    folder = made(HOSTILE)
    projects = [WMI, COM, "wmi-stubs", "specgen-wbem-calls"]
    settings = {"typeCheckingMode": "strict", "include": ["."], "extraPaths": projects}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings))
    done = subprocess.run([program, "-p", str(folder)], capture_output=True, text=True, check=False)
    assert "0 errors, 0 warnings" in done.stdout, done.stdout


WRITTEN_BY_HAND = ("base", "codes", "enumerations", "pointers")
"""Modules without a word of a page, but for names of constants."""


def test_every_module_is_python_that_does_nothing_but_declare(made: Callable[..., Path]) -> None:
    folder = made(HOSTILE)
    generated = [*(folder / WMI).rglob("*.py*"), *(folder / COM / "com_interfaces").glob("interfaces*")]
    for path in (one for one in generated if one.is_file() and one.stem not in WRITTEN_BY_HAND):
        module = ast.parse(path.read_text(encoding="utf-8"))
        called = [one for one in ast.walk(module) if isinstance(one, ast.Call)]
        assert all(ast.unparse(one).startswith("TypeVar('") for one in called), path
        allowed: tuple[type[ast.stmt], ...] = (
            *(ast.Expr, ast.Import, ast.ImportFrom),
            *(ast.ClassDef, ast.Assign, ast.AnnAssign),
        )
        if path.suffix == ".pyi":
            allowed = (*allowed, ast.FunctionDef)
        assert all(isinstance(one, allowed) for one in module.body), path


def test_the_classes_can_be_imported(made: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    folder = made(HOSTILE)
    monkeypatch.syspath_prepend(str(folder / WMI))
    monkeypatch.syspath_prepend(str(folder / COM))
    module = importlib.import_module("wmi_classes.root_x")
    assert issubclass(module.X_Fit, module.X_Disk)
    assert not issubclass(module.X_Sub, module.X_Disk)
    assert importlib.import_module("com_interfaces").IBaz.__mro__[1].__name__ == "IFoo"


def docstring(folder: Path, path: str, *names: str) -> str:
    node: ast.AST = ast.parse((folder / path).read_text(encoding="utf-8"))
    for name in names:
        node = next(one for one in ast.iter_child_nodes(node) if getattr(one, "name", None) == name)
    return ast.get_docstring(node) or ""  # type: ignore[arg-type]


def test_docstrings_say_what_the_page_says(made: Callable[..., Path]) -> None:
    text = docstring(made(HOSTILE), f"{WMI}/wmi_classes/root_x.pyi", "X_Disk", "Format")
    assert text.splitlines()[0] == EVIL
    assert "    Quick (in, boolean, optional)" in text
    assert "    Result (out, uint32)" in text
    assert "\n\n| Value | Meaning |\n|---|---|\n| 0 | Done |\n" in text
    assert "Page: x_disk-format.md, line 12" in text
    said = docstring(made(HOSTILE), f"{COM}/com_interfaces/interfaces.pyi", "IFoo", "Open")
    assert "| 0 (S_OK) | Fine. |" in said


def test_without_descriptions_no_sentence_is_left(made: Callable[..., Path]) -> None:
    folder = made(HOSTILE, descriptions=False)
    texts = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file())
    assert "__import__" not in texts
    assert "Fine." not in texts
    assert "Creator" not in texts
    assert "0 (S_OK)" in texts


def test_a_namespace_of_many_classes_is_a_package(made: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    many = [wmi_class(f"Y_{number:03}", superclass=f"Y_{number - 1:03}") for number in range(120)]
    folder = made(library(*many))
    package = folder / WMI / "wmi_classes/root_x"
    assert sorted(path.name for path in package.glob("*.pyi")) == [
        "__init__.pyi",
        "classes_01.pyi",
        "classes_02.pyi",
        "classes_03.pyi",
    ]
    monkeypatch.syspath_prepend(str(folder / WMI))
    assert len(importlib.import_module("wmi_classes.root_x").Y_119.__mro__) > 120


def test_the_same_library_gives_the_same_bytes() -> None:
    assert list(stubs.generate(HOSTILE, Options())) == list(stubs.generate(HOSTILE, Options()))


@pytest.mark.parametrize(
    ("docset", "page", "locale", "expected"),
    [
        ("win32", "desktop-src/A_b/X-y.md", "en-us", "https://learn.microsoft.com/windows/win32/a_b/x-y"),
        ("win32", "w/fr-fr/desktop-src/a/b.md", "fr-fr", "https://learn.microsoft.com/fr-fr/windows/win32/a/b"),
        ("office", "docs/a/b.md", "en-us", "https://learn.microsoft.com/office/client-developer/a/b"),
        ("win32", "elsewhere/b.md", "en-us", None),
        ("mine", "desktop-src/b.md", "en-us", None),
        (None, "desktop-src/b.md", "en-us", "https://learn.microsoft.com/windows/win32/b"),
        (None, "docs/outlook/b.md", "de-de", "https://learn.microsoft.com/de-de/office/client-developer/outlook/b"),
        (None, "docs/elsewhere/b.md", "en-us", None),
    ],
)
def test_where_a_page_is_published(docset: str | None, page: str, locale: str, expected: str | None) -> None:
    assert published(docset, page, locale) == expected
