"""The stubs of the module wmi: its own names, and the documented classes behind them."""

import ast
import importlib.metadata
import json
import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mypy import api as mypy

from specgen.backends import Options, stubs
from specgen.backends.stubs.annotations import RESERVED_CLASSES
from specgen.backends.stubs.wmi.module import OWN
from specgen.files import write_tree
from specgen.model.entities import AnyEntity
from tests.backends.library import library, parameter, prop, wmi_class, wmi_method
from tests.backends.stubs.wmi_source import facts, parameters

KEPT = Path(__file__).with_name("wmi_api.json")
PAGES = library(
    wmi_class("X_Task", prop("Name", key=True), prop("Load", "uint32", access="readwrite"), namespace="root/cimv2"),
    wmi_class("X_TaskStart", prop("Shown", "uint16", access="readwrite"), namespace="root/cimv2"),
    wmi_class("X_Task_class", prop("Name", key=True), namespace="root/cimv2"),
    wmi_class("X_Sub", superclass="X_Task", namespace="root/cimv2"),
    wmi_class("X_Zone", prop("Name", key=True), namespace="root/x"),
    wmi_class("X_Common", prop("Name", key=True), namespace="*"),
    wmi_class("X_Nowhere", prop("Name", key=True), namespace=None),
    wmi_method(
        "X_Task",
        "Create",
        parameter("CommandLine"),
        parameter("Start", "X_TaskStart", embedded=True),
        parameter("Zone", "uint32", direction="out"),
        parameter("Id", "uint32", direction="out"),
        namespace="root/cimv2",
    ),
    wmi_method("X_Task", "query", namespace="root/cimv2"),
    wmi_method("X_Zone", "list", parameter("Flags", "uint32"), namespace="root/x"),
)
USER = """
import wmi

c = wmi.WMI()
reveal_type(c.X_Task.Create(CommandLine="x"))
reveal_type(c.X_Sub.Create("x"))
reveal_type(c.X_Task(Name="a")[0].Load)
reveal_type(c.X_Task.new(Load=3))
reveal_type(c.X_Common())
reveal_type(c.X_Nowhere())
reveal_type(wmi.WMI(namespace=r"root\\x").X_Zone.list(1))
reveal_type(wmi.WMI(namespace="root/elsewhere"))
reveal_type(wmi.connect("server", user="a", password="b", namespace="root/CIMV2"))
reveal_type(wmi.WMI(moniker="winmgmts:"))
c.X_Task()[0].Load = 4
try:
    c.X_Task.watch_for("creation")(500).previous
except wmi.x_wmi_timed_out:
    pass
except wmi.x_wmi as error:
    reveal_type(error.com_error)
start = c.X_TaskStart.new(Shown=1)
c.X_Task.Create("x", start)
c.X_Task.Create(CommandLin="x")
c.X_Task()[0].Name = "x"
c.X_Task()[0].Nam
c.X_Task.query(("Name",), Load=1)
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The two distributions as they are installed, in a folder for type checkers."""
    folder = tmp_path_factory.mktemp("wmi")
    write_tree(folder, list(stubs.generate(PAGES, Options())))
    return installed(folder)


def installed(folder: Path) -> Path:
    shutil.copytree(folder / "stubs/wmi-stubs/wmi-stubs", folder / "path/wmi")
    shutil.copytree(folder / "stubs/specgen-wmi-classes/wmi_classes", folder / "path/wmi_classes")
    return folder / "path"


def checked(folder: Path, *arguments: str) -> str:
    configuration = folder / "mypy.ini"
    configuration.write_text(f"[mypy]\nmypy_path = {folder}\ncache_dir = {folder / 'cache'}\n")
    out, err, _ = mypy.run(["--strict", "--config-file", str(configuration), *arguments])
    assert not err
    return out


def test_mypy_accepts_them(made: Path) -> None:
    assert checked(made, "-p", "wmi", "-p", "wmi_classes").startswith("Success")


def test_what_a_user_sees(made: Path) -> None:
    (made / "user.py").write_text(USER)
    out = checked(made, str(made / "user.py")).splitlines()
    classes = "wmi_classes.root_cimv2"
    assert [line.split('"')[1] for line in out if "Revealed" in line] == [
        "tuple[int | None, int, int | None]",
        "tuple[int | None, int, int | None]",
        "int | None",
        f"{classes}.X_Task",
        "list[wmi_classes.all_namespaces.X_Common]",
        "list[wmi_classes.base.UntypedObject]",
        "tuple[int]",
        "wmi_classes.base.WmiNamespace",
        "wmi._ns_root_cimv2.Namespace",
        "wmi_classes.base.WmiNamespace | wmi_classes.base.UntypedClass | wmi_classes.base.UntypedObject",
        "Exception | None",
    ]
    errors = [line.partition("error: ")[2] for line in out if "error: " in line]
    assert len(errors) == 3, out
    assert 'Unexpected keyword argument "CommandLin"' in errors[0]
    assert 'Property "Name" defined in "X_Task" is read-only' in errors[1]
    assert 'no attribute "Nam"' in errors[2]


_ONE = prop("Name", key=True)
HOSTILE: dict[str, list[AnyEntity]] = {
    "namespaces-named-like-the-module's": [
        wmi_class("A", _ONE, namespace=f"root/{one}") for one in ("wmi_class", "wmi_object", "Item", "api", "init")
    ],
    "namespaces-with-one-spelling": [wmi_class("A", _ONE, namespace="root/x"), wmi_class("A", _ONE, namespace="x")],
    "namespaces-with-a-colon": [wmi_class("A", _ONE, namespace="root/x"), wmi_class("B", _ONE, namespace="root/x:y")],
    "classes-named-like-members": [
        wmi_class(one, _ONE, namespace="root/x") for one in ("query", "get", "classes", "new", "wmi", "instances")
    ],
    "classes-named-like-the-base's": [
        wmi_class("WmiClass", _ONE, namespace="root/x"),
        wmi_class("Namespace", _ONE, namespace="root/x"),
        wmi_class("WmiNamespace", _ONE, namespace="root/x"),
        wmi_method("Namespace", "Go", namespace="root/x"),
    ],
    "a-class-here-and-everywhere": [
        wmi_class("Dup", _ONE, namespace="*"),
        wmi_method("Dup", "Go", namespace="*"),
        wmi_class("Dup", _ONE, namespace="root/x"),
        wmi_method("Dup", "Go", namespace="root/x"),
    ],
}


def test_no_class_of_a_page_takes_a_name_of_the_base(made: Path) -> None:
    tree = ast.parse((made / "wmi_classes/base.pyi").read_text("utf-8"))
    assert {name for node in tree.body for name in _names(node) if not name.startswith("_")} <= RESERVED_CLASSES


@pytest.mark.parametrize("name", HOSTILE)
def test_names_of_pages_break_nothing(name: str, tmp_path: Path) -> None:
    write_tree(tmp_path, list(stubs.generate(library(*HOSTILE[name]), Options())))
    path = installed(tmp_path)
    assert checked(path, "-p", "wmi", "-p", "wmi_classes").startswith("Success")


def test_objects_classes_and_events_are_objects(made: Path) -> None:
    user = (
        "import wmi\n"
        "def show(one: wmi._wmi_object) -> None: ...\n"
        "c = wmi.WMI()\n"
        "show(c.X_Task()[0])\nshow(c.X_Task)\nshow(c.X_Other)\nshow(c.X_Other()[0])\nshow(c.X_Task.watch_for()())\n"
        "reveal_type(wmi.WMI(namespace='root/CIMV2'))\nreveal_type(wmi.WMI(namespace='ROOT/CIMV2'))\n"
    )
    (made / "objects.py").write_text(user)
    out = checked(made, str(made / "objects.py")).splitlines()
    assert [line.split('"')[1] for line in out if "Revealed" in line] == [
        "wmi._ns_root_cimv2.Namespace",
        "wmi_classes.base.WmiNamespace",
    ]
    assert not [line for line in out if "error" in line]


def test_a_class_that_is_called_like_another_s_object_is_left_its_name(made: Path) -> None:
    text = (made / "wmi/_ns_root_cimv2/__init__.pyi").read_text("utf-8")
    assert "    X_Task: X_Task_class_\n    X_TaskStart: WmiClass[X_TaskStart]\n" in text
    assert "    X_Task_class: WmiClass[X_Task_class]\n" in text


def test_without_a_known_namespace_there_is_nothing_to_connect_to() -> None:
    alone = library(wmi_class("X_Nowhere", prop("Name", key=True), namespace=None))
    assert not [one for one in stubs.generate(alone, Options()) if one.path.startswith("stubs/wmi-stubs/")]


def test_the_docstring_is_at_the_call(made: Path) -> None:
    tree = ast.parse((made / "wmi/_ns_root_cimv2/classes.pyi").read_text("utf-8"))
    (task,) = (one for one in tree.body if isinstance(one, ast.ClassDef) and one.name == "X_Task_class_")
    create = next(one for one in task.body if isinstance(one, ast.FunctionDef) and one.name == "Create")
    assert "CommandLine (in, string)" in (ast.get_docstring(create) or "")
    assert "query" not in [one.name for one in task.body if isinstance(one, ast.FunctionDef)]


class Stub:
    """What the stubs declare of the module, names of its own looked up where they are defined."""

    def __init__(self, folder: Path) -> None:
        self.module = ast.parse((folder / "wmi/__init__.pyi").read_text("utf-8"))
        self.base = ast.parse((folder / "wmi_classes/base.pyi").read_text("utf-8"))
        imported = (one for one in self.module.body if isinstance(one, ast.ImportFrom))
        self.aliases = {
            name.asname or name.name: name.name
            for one in imported
            if one.module == "wmi_classes.base"
            for name in one.names
        }

    def function(self, name: str) -> ast.FunctionDef:
        """The last overload."""
        return [one for one in self.module.body if isinstance(one, ast.FunctionDef) and one.name == name][-1]

    def class_(self, name: str) -> ast.ClassDef:
        tree, wanted = (self.base, self.aliases[name]) if name in self.aliases else (self.module, name)
        return next(one for one in tree.body if isinstance(one, ast.ClassDef) and one.name == wanted)

    def members(self, name: str) -> dict[str, ast.stmt]:
        """Of a class, and of the bases in the same file."""
        found: dict[str, ast.stmt] = {}
        tree = self.base if name in self.aliases else self.module
        waiting = [self.class_(name)]
        for one in waiting:
            found |= {key: member for member in one.body for key in _names(member) if key not in found}
            bases = {ast.unparse(base).partition("[")[0] for base in one.bases}
            waiting += [each for each in tree.body if isinstance(each, ast.ClassDef) and each.name in bases]
        return found

    def bases(self, names: list[str]) -> set[str]:
        """What those classes of the base derive from, however far."""
        above = {one.name: one.bases for one in self.base.body if isinstance(one, ast.ClassDef)}
        found = {ast.unparse(base).partition("[")[0] for name in names for base in above.get(name, ())}
        return found | (self.bases(sorted(found)) if found else set())


def _names(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        yield node.target.id
    elif isinstance(node, ast.Assign):
        yield from (one.id for one in node.targets if isinstance(one, ast.Name))


@pytest.fixture(scope="module")
def kept() -> Any:
    return json.loads(KEPT.read_text("utf-8"))


def test_every_name_and_signature_of_the_module_is_there(made: Path, kept: Any) -> None:
    stub = Stub(made)
    declared = {name for node in stub.module.body for name in _names(node)} | stub.aliases.keys()
    assert {*kept["functions"], *kept["classes"], *kept["names"]} <= declared
    assert {name: parameters(stub.function(name)) for name in kept["functions"]} == kept["functions"]
    for name, told in kept["classes"].items():
        members = stub.members(name)
        assert {*told["names"]} <= members.keys(), name
        for method, taken in told["methods"].items():
            found = members[method]
            assert isinstance(found, ast.FunctionDef)
            last = [
                one for one in ast.walk(stub.class_(name)) if isinstance(one, ast.FunctionDef) and one.name == method
            ]
            assert parameters((last or [found])[-1]) == taken, (name, method)
        bases = [ast.unparse(one).partition("[")[0] for one in stub.class_(name).bases]
        wanted = [stub.aliases.get(one, one) for one in told["bases"]]
        assert not wanted or wanted[0] in (*bases, *stub.bases(bases)), name


def test_nothing_is_there_that_the_module_has_not(made: Path, kept: Any) -> None:
    stub = Stub(made)
    exported = next(one for one in stub.module.body if isinstance(one, ast.Assign) and "__all__" in _names(one))
    names = set(ast.literal_eval(exported.value))
    assert names == {*kept["functions"], *kept["classes"], *kept["names"]}


def test_members_that_the_module_has_itself_are_known(kept: Any) -> None:
    called = [kept["classes"][name] for name in ("_wmi_object", "_wmi_class")]
    public = {name for one in called for name in (*one["methods"], *one["names"]) if not name.startswith("_")}
    assert public <= OWN


def test_what_is_without_a_type_is_listed(made: Path) -> None:
    """No Any and no object but where nobody can know: what win32com gives, and what nobody documents."""
    found = set()
    for file in made.rglob("*.pyi"):
        tree = ast.parse(file.read_text("utf-8"))
        for owner in (one for one in tree.body if isinstance(one, ast.ClassDef | ast.FunctionDef | ast.AnnAssign)):
            inner = owner.body if isinstance(owner, ast.ClassDef) else [owner]
            for member in inner:
                if {"Any", "object"} & {one.id for one in ast.walk(member) if isinstance(one, ast.Name)}:
                    found.add(".".join(dict.fromkeys((*_names(owner), *_names(member)))))
    assert found == {
        "Dispatch.__getattr__",
        "SelfDeprecatingDict.__getattr__",
        "UntypedClass.__getattr__",
        "UntypedObject.__getattr__",
        "WmiMethod.__call__",
        "WmiObject.__eq__",
        "WmiObject.__init__",
        "WmiObject.property_map",
        "WmiProperty.__getattr__",
        "WmiResult.__getattr__",
    }


@pytest.mark.real_target
def test_the_facts_are_those_of_the_source(kept: Any) -> None:
    try:
        source = Path(str(importlib.metadata.distribution("WMI").locate_file("wmi.py")))
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("the module wmi is not installed (pip install --no-deps WMI)")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        tree = ast.parse(source.read_text("utf-8"))
    assert facts(tree) == kept
