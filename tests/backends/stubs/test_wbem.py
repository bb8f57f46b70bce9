"""The typed calls through pywbem: read by type checkers, and made against a simulated CIM server."""

import ast
import importlib
import inspect
import json
import os
import shutil
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import pywbem
from mypy import api as mypy

from specgen.backends import Options, mof, stubs
from specgen.backends.stubs.wbem.types import Wiring
from specgen.backends.stubs.wmi.cim_types import omittable
from specgen.cim import schema
from specgen.conformance.targets.documented import success
from specgen.conformance.targets.mock import UNKNOWN, WmiMock
from specgen.files import write_tree
from specgen.model.entities import Constraint, Parameter, WmiMethod
from specgen.model.library import Library, wmi_methods
from specgen.pipeline import Request, compile_pages
from specgen.project import configuration_for
from tests.backends.library import EVIL, library, parameter, prop, returns, value, wmi_class, wmi_method

DISTRIBUTION, PACKAGE = "specgen-wbem-calls", "wbem_calls"
OUT: dict[str, Any] = {"direction": "out"}
ANY_SIZE: dict[str, Any] = {"array": (None,)}
NULLABLE = Constraint("may-be-null", None, None, "It may be NULL.", 4, 1.0)
PAGES = library(
    wmi_class("Acme_Lamp", prop("DeviceID", key=True), namespace="root/acme", summary="A lamp on a desk."),
    wmi_class("Acme_Bulb", prop("Serial", key=True), namespace="root/acme"),
    wmi_class("Acme_Quiet", prop("Serial", key=True), namespace="root/acme"),
    wmi_method(
        "Acme_Lamp",
        "Dim",
        parameter("Level", "uint8"),
        parameter("Slowly", "boolean", optional=True),
        parameter("Before", "uint8", **OUT),
        namespace="root/acme",
        returns=returns("uint32", value(7, success=True, name="Dimmed")),
        summary="Dims the lamp.",
    ),
    wmi_method(
        "Acme_Lamp",
        "Everything",
        parameter("Small", "sint16", direction="inout"),
        parameter("Large", "uint64", direction="inout"),
        parameter("Share", "real32", direction="inout"),
        parameter("Lit", "boolean", direction="inout"),
        parameter("Letter", "char16", direction="inout"),
        parameter("Label", "string", direction="inout"),
        parameter("Since", "datetime", direction="inout"),
        parameter("Bulb", "Acme_Bulb", ref=True, direction="inout"),
        parameter("Fitted", "Acme_Bulb", embedded=True, direction="inout"),
        parameter("Thing", "object", embedded=True, direction="inout"),
        parameter("Levels", "uint16", direction="inout", **ANY_SIZE),
        parameter("Labels", "string", direction="inout", **ANY_SIZE),
        parameter("Dates", "datetime", direction="inout", **ANY_SIZE),
        parameter("Bulbs", "Acme_Bulb", ref=True, direction="inout", **ANY_SIZE),
        parameter("Spares", "Acme_Bulb", embedded=True, direction="inout", **ANY_SIZE),
        namespace="root/acme",
    ),
    wmi_method(
        "Acme_Lamp",
        "Schedule",
        parameter("At", "datetime", constraints=(NULLABLE,)),
        parameter("Level", "uint8"),
        parameter("Note", optional=True),
        namespace="root/acme",
    ),
    wmi_method("Acme_Lamp", "Count", parameter("Lamps", "uint32", **OUT), static=True, namespace="root/acme"),
    wmi_method("Acme_Lamp", "Reset", returns=returns("void"), namespace="root/acme"),
    wmi_method("Acme_Lamp", "Name", parameter("Name", **OUT), returns=returns("string"), namespace="root/acme"),
    wmi_method("Acme_Lost", "Find", namespace=None),
)
USER = """
from datetime import datetime
from typing import TYPE_CHECKING
from wbem_calls.root_acme import Acme_Lamp, Acme_Lamp_Dim_Out
from wbem_calls.base import CimInstance, CimInstanceName, WbemConnection

def use(connection: WbemConnection, path: CimInstanceName, bulb: CimInstance) -> None:
    lamp = Acme_Lamp(connection, path)
    reveal_type(lamp.Dim(3))
    reveal_type(lamp.Dim(Level=3, Slowly=True)[1]["Before"])
    reveal_type(lamp.Reset())
    reveal_type(lamp.Name()[0])
    reveal_type(Acme_Lamp(connection).Count()[1]["Lamps"])
    every = lamp.Everything(
        1, 2, 0.5, True, "a", "b", datetime(2020, 1, 1), path, bulb, bulb, [1], ["a"], ["x"], [path], [bulb]
    )[1]
    reveal_type(every["Large"])
    reveal_type(every["Since"])
    reveal_type(every["Bulb"])
    reveal_type(every["Fitted"])
    reveal_type(every["Levels"])
    reveal_type(every["Spares"])
    lamp.Schedule(None, 3)
    lamp.Schedule(Level=3)
    lamp.Dim(Levl=3)
    lamp.Dim("bright")
    lamp.Dim(3)[1]["After"]
    lamp.Schedule(datetime(2020, 1, 1))
    lamp.Everything(Labels="abc")
    Acme_Lamp(path)
"""
_HOSTILE_NAMES = (
    *("int", "str", "list", "tuple", "self", "TypedDict", "overload", "Sequence", "NoOut", "WbemObject", "import"),
    *("CimInstance", "__call__", "__init__", "_class", "_namespace", "_base", "9", "a-b", "A-B", EVIL),
)
HOSTILE = library(
    wmi_class("NoOut", prop("Name", key=True), summary=EVIL),
    wmi_class(EVIL, prop("Name", key=True)),
    wmi_class("X", prop("Name", key=True)),
    wmi_method("X_X", "Go", parameter("A", **OUT)),
    wmi_method("X", "X_Go", parameter("A", **OUT)),
    wmi_method("X", "X_X_Go_Out", parameter("A", **OUT)),
    wmi_method("NoOut", "Go", parameter("a", **OUT), parameter("A", **OUT)),
    wmi_method(EVIL, "Go", namespace=EVIL),
    wmi_method(EVIL, "Go"),
    wmi_method("Nowhere", "Go", namespace="*"),
    *(wmi_method(name, "Go", parameter("A", **OUT)) for name in ("int", "CimInstance", "call", "_base")),
    *(
        wmi_method(
            "X",
            name,
            parameter(name, "uint8", optional=True),
            parameter(None),
            *(parameter(other, **ANY_SIZE) for other in _HOSTILE_NAMES if other != name),
            *(parameter(other, "uint8", **OUT) for other in _HOSTILE_NAMES),
        )
        for name in _HOSTILE_NAMES
    ),
)


def generated(folder: Path, pages: Library, *, descriptions: bool = True) -> Path:
    """The distribution's folder."""
    write_tree(folder, list(stubs.generate(pages, Options(descriptions))))
    return folder / "stubs" / DISTRIBUTION


def server(folder: Path, pages: Library) -> Any:
    """``specgen.mock`` of a library."""
    entities = pages.primaries()
    names = [space.name for space in schema(entities, descriptions=False).spaces]
    write_tree(folder, list(mof.generate(pages, Options(descriptions=False))))
    files = {None if name == "?" else name: folder / path for name, path in mof.namespace_paths(names).items()}
    return WmiMock(files, wmi_methods(entities)).connection()


@dataclass
class Recorder:
    """A connection that keeps what is sent."""

    server: Any
    targets: list[Any] = field(default_factory=list)
    sent: list[list[Any]] = field(default_factory=list)

    def InvokeMethod(self, method: str, target: Any, sent: Sequence[Any], /) -> Any:  # noqa: N802  pywbem's name
        self.targets.append(target)
        self.sent.append(list(sent))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", pywbem.MissingKeybindingsWarning)
            return self.server.InvokeMethod(method, target, sent)


@pytest.fixture
def imported(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path, str], ModuleType]]:
    """Imports a module of a generated package, which is forgotten afterwards."""

    def load(folder: Path, name: str) -> ModuleType:
        monkeypatch.syspath_prepend(str(folder))
        return importlib.import_module(f"{PACKAGE}.{name}")

    yield load
    for name in [one for one in sys.modules if one.partition(".")[0] == PACKAGE]:
        del sys.modules[name]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generated(tmp_path_factory.mktemp("calls"), PAGES)


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return server(tmp_path_factory.mktemp("server"), PAGES)


@pytest.fixture
def recorder(connection: Any) -> Recorder:
    return Recorder(connection)


@pytest.fixture
def lamps(made: Path, imported: Callable[[Path, str], ModuleType]) -> Any:
    return imported(made, "root_acme").Acme_Lamp


def path_of(connection: Any, name: str, namespace: str) -> Any:
    """The path of the instance that the server has."""
    found = connection.EnumerateInstanceNames(name, namespace=namespace)
    return next(one for one in found if one.classname.lower() == name.lower())


@pytest.fixture
def lamp(lamps: Any, recorder: Recorder) -> Any:
    return lamps(recorder, path_of(recorder.server, "Acme_Lamp", "root/acme"))


def checked(folder: Path, *arguments: str) -> str:
    configuration = folder / "mypy.ini"
    configuration.write_text(f"[mypy]\nmypy_path = {folder}\ncache_dir = {folder / 'cache'}\n")
    out, err, _ = mypy.run(["--strict", "--config-file", str(configuration), *arguments])
    assert not err
    return out


def pyright() -> str:
    program = shutil.which("pyright") or shutil.which("pyright", path=str(Path(sys.executable).parent))
    if program is None:
        pytest.skip("pyright is not installed")
    return program


@pytest.mark.parametrize("pages", [PAGES, HOSTILE], ids=["plain", "hostile"])
def test_mypy_accepts_them(pages: Library, tmp_path: Path) -> None:
    out = checked(generated(tmp_path, pages), "-p", PACKAGE, "--disallow-any-explicit")
    assert out.startswith("Success"), out


@pytest.mark.slow
@pytest.mark.real_target
@pytest.mark.parametrize("pages", [PAGES, HOSTILE], ids=["plain", "hostile"])
def test_pyright_accepts_them(pages: Library, tmp_path: Path) -> None:
    program = pyright()
    folder = generated(tmp_path, pages)
    (folder / "pyrightconfig.json").write_text(json.dumps({"typeCheckingMode": "strict", "include": [PACKAGE]}))
    done = subprocess.run([program, "-p", str(folder)], capture_output=True, text=True, check=False)
    assert "0 errors, 0 warnings" in done.stdout, done.stdout


@pytest.mark.slow
@pytest.mark.real_target
def test_pyright_knows_every_type(made: Path) -> None:
    program = pyright()
    told = subprocess.run(
        [program, "--verifytypes", PACKAGE, "--ignoreexternal", "--pythonpath", sys.executable],
        cwd=made,
        env={**os.environ, "PYTHONPATH": str(made)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Type completeness score: 100%" in told.stdout, told.stdout


def test_what_a_user_sees(tmp_path: Path) -> None:
    folder = generated(tmp_path, PAGES)
    (folder / "user.py").write_text(USER)
    out = checked(folder, str(folder / "user.py")).splitlines()
    assert [line.partition("Revealed type is ")[2].strip('"') for line in out if "Revealed" in line] == [
        "tuple[int, TypedDict(wbem_calls.root_acme.Acme_Lamp_Dim_Out, {'Before': int | None})]",
        "int | None",
        "tuple[None, TypedDict(wbem_calls.base.NoOut, {})]",
        "str",
        "int | None",
        "int | None",
        "wbem_calls.base.CimDateTime | None",
        "wbem_calls.base.CimInstanceName | None",
        "wbem_calls.base.CimInstance | None",
        "list[int] | None",
        "list[wbem_calls.base.CimInstance] | None",
    ]
    errors = [line.partition("error: ")[2] for line in out if "error: " in line]
    told = (
        *('Unexpected keyword argument "Levl"', '"str"; expected "int"', 'has no key "After"'),
        *('variant of "Schedule"', 'variant of "Everything"', 'expected "WbemConnection"'),
    )
    assert len(errors) == len(told), out
    assert all(wanted in error for wanted, error in zip(told, errors, strict=True)), out


def test_a_call_gives_what_the_method_returns_and_its_out_parameters(lamp: Any, recorder: Recorder) -> None:
    code, out = lamp.Dim(3)
    assert (code, out) == (7, {"Before": 0})
    assert isinstance(code, int)
    ((level,),) = recorder.sent
    assert (level.name, level.type, level.value) == ("Level", "uint8", 3)
    assert isinstance(level.value, pywbem.Uint8)


def test_what_is_left_out_is_not_sent(lamp: Any, recorder: Recorder) -> None:
    lamp.Dim(3, None)
    lamp.Dim(Level=3, Slowly=False)
    lamp.Schedule(Level=4)
    assert [[one.name for one in sent] for sent in recorder.sent] == [["Level"], ["Level", "Slowly"], ["Level"]]


def test_every_cim_type_goes_there_and_comes_back(lamp: Any, recorder: Recorder) -> None:
    bulb = path_of(recorder.server, "Acme_Bulb", "root/acme")
    fitted = pywbem.CIMInstance("Acme_Bulb", properties={"Serial": "7"})
    noon = datetime(2020, 1, 1, 12, tzinfo=UTC)
    code, out = lamp.Everything(
        *(-1, 2**64 - 1, 0.5, True, "a", "b", noon, bulb, fitted, fitted),
        *((1, 2), ("a", "b"), [noon, timedelta(1)], [bulb], [fitted]),
    )
    assert code == 0
    (sent,) = recorder.sent
    assert [type(one.value).__name__ for one in sent if not one.is_array] == [
        *("Sint16", "Uint64", "Real32", "bool", "str", "str"),
        *("CIMDateTime", "CIMInstanceName", "CIMInstance", "CIMInstance"),
    ]
    assert [type(one.value[0]).__name__ for one in sent if one.is_array] == [
        *("Uint16", "str", "CIMDateTime", "CIMInstanceName", "CIMInstance"),
    ]
    assert [one.embedded_object for one in sent if one.embedded_object] == ["instance", "object", "instance"]
    assert out == {one.name: one.value for one in sent}
    assert type(out) is dict


def test_a_string_is_a_datetime_in_the_notation_of_cim(lamp: Any, recorder: Recorder) -> None:
    lamp.Schedule("20200101120000.000000+000", 1)
    assert recorder.sent[0][0].value == pywbem.CIMDateTime("20200101120000.000000+000")
    with pytest.raises(ValueError, match="datetime"):
        lamp.Schedule("noon", 1)


def test_a_number_that_its_type_cannot_hold_is_not_sent(lamp: Any, recorder: Recorder) -> None:
    with pytest.raises(ValueError, match="uint8"):
        lamp.Dim(256)
    assert recorder.sent == []


def test_a_class_is_called_in_the_namespace_of_its_page(lamps: Any, recorder: Recorder) -> None:
    assert lamps(recorder).Count() == (0, {"Lamps": 0})
    assert recorder.targets == [pywbem.CIMClassName("Acme_Lamp", namespace="root/acme")]
    there = pywbem.CIMClassName("Acme_Lamp", namespace="root/elsewhere")
    with pytest.raises(pywbem.CIMError):
        lamps(recorder, there).Count()
    assert recorder.targets[1] == there


def test_without_a_documented_namespace_it_is_that_of_the_connection(
    made: Path, recorder: Recorder, imported: Callable[[Path, str], ModuleType]
) -> None:
    lost = imported(made, "unknown").Acme_Lost
    with pytest.raises(pywbem.CIMError):  # the page does not call the method static
        lost(recorder).Find()
    assert recorder.targets[0].namespace is None
    assert lost(recorder, path_of(recorder.server, "Acme_Lost", UNKNOWN)).Find() == (0, {})


def test_a_method_may_return_nothing(lamp: Any) -> None:
    assert lamp.Reset() == (None, {})


@dataclass
class Answering:
    """A connection that always gives the same."""

    out: dict[str, Any]

    def InvokeMethod(self, *_: object) -> Any:  # noqa: N802  pywbem's name
        return 0, self.out


def test_out_parameters_have_the_spelling_of_the_page_and_are_all_there(lamps: Any) -> None:
    path = pywbem.CIMInstanceName("Acme_Lamp")
    assert lamps(Answering({"BEFORE": 3, "More": 4}), path).Dim(3)[1] == {"Before": 3, "More": 4}
    assert lamps(Answering({}), path).Dim(3)[1] == {"Before": None}


@pytest.mark.parametrize("given", [{}, {"Levl": 3}, {"Level": 3, "Extra": 1}])
def test_a_call_that_does_not_fit_fails_before_anything_is_sent(lamp: Any, recorder: Recorder, given: Any) -> None:
    for method in (lamp.Dim, lamp.Schedule):
        with pytest.raises(TypeError):
            method(**given)
    assert recorder.sent == []


def test_any_method_can_be_called_by_its_name(lamp: Any) -> None:
    code, _ = lamp("Dim", [pywbem.CIMParameter("Level", "uint8", value=3)])
    assert code == 7


def test_what_help_shows(lamps: Any) -> None:
    assert str(inspect.signature(lamps.Dim)) == "(self, Level, Slowly=None)"
    assert lamps.Dim.__name__ == "Dim"


def test_it_can_be_imported_without_pywbem(made: Path) -> None:
    program = (
        "import sys; sys.modules['pywbem'] = None; sys.path[:0] = [sys.argv[1]]\n"
        "from wbem_calls.root_acme import Acme_Lamp, Acme_Lamp_Dim_Out; Acme_Lamp(None)"
    )
    subprocess.run([sys.executable, "-c", program, str(made)], check=True)


def test_no_name_of_a_page_is_code(tmp_path: Path, imported: Callable[[Path, str], ModuleType]) -> None:
    folder = generated(tmp_path, HOSTILE)
    for path in folder.rglob("*.py*"):
        tree = ast.parse(path.read_text("utf-8"))
        called = {ast.unparse(one.func) for one in ast.walk(tree) if isinstance(one, ast.Call)}
        assert path.name == "base.py" or called <= {"TypedDict", "_base.call", "_base.Given"}, path
    module: Any = imported(folder, "root_x")
    found: list[str] = []

    class Connection:
        def InvokeMethod(self, method: str, _: object, sent: list[Any]) -> Any:  # noqa: N802  pywbem's name
            found.extend((method, *(one.name for one in sent)))
            return 0, {}

    known = {*_HOSTILE_NAMES} - {"A-B"}  # which CIM takes for a-b
    for name, call in vars(module.X).items():
        if not name.startswith("_"):
            given = [] if "Go" in name else [1, *([["a"]] * (len(known) - 1))]
            _, out = call(module.X(Connection()), *given)
            assert set(out) == ({"A"} if "Go" in name else known)
    assert set(found) - {"A-B"} == {*known, "X_Go", "X_X_Go_Out"}


def test_no_sentence_of_a_page_without_descriptions(tmp_path: Path) -> None:
    folder = generated(tmp_path, PAGES, descriptions=False)
    text = "".join(path.read_text("utf-8") for path in folder.rglob("*") if path.is_file())
    assert "Dims the lamp." not in text
    assert "A lamp on a desk." not in text
    assert "adapted" not in text


def test_docstrings_are_those_of_the_other_packages(made: Path) -> None:
    text = (made / PACKAGE / "root_acme.pyi").read_text("utf-8")
    others = (made.parent / "specgen-wmi-classes/wmi_classes/root_acme.pyi").read_text("utf-8")

    def docstrings(source: str) -> dict[str, str | None]:
        kinds = (ast.ClassDef, ast.FunctionDef)
        return {one.name: ast.get_docstring(one) for one in ast.walk(ast.parse(source)) if isinstance(one, kinds)}

    shown, wanted = docstrings(text), docstrings(others)
    assert shown["Dim"]
    assert {name: shown[name] for name in ("Acme_Lamp", "Dim", "Everything")} == {
        name: wanted[name] for name in ("Acme_Lamp", "Dim", "Everything")
    }
    assert "adapted" in text
    assert "Acme_Quiet" not in text


def test_pages_without_methods_make_no_package(tmp_path: Path) -> None:
    assert not generated(tmp_path, library(wmi_class("X", prop("Name", key=True)))).exists()


_SAMPLES: dict[str, Any] = {
    **dict.fromkeys(("string", "char16"), "x"),
    **dict.fromkeys(("real32", "real64"), 0.5),
    "boolean": True,
    "datetime": "20200101120000.000000+000",
}


def least(one: Parameter) -> int:
    """The least number that the page allows, but for zero."""
    listed = [value.value for value in one.values if isinstance(value.value, int) and value.value]
    bound = [told.value for told in one.constraints if told.kind == "min" and isinstance(told.value, int)]
    return max((1, *bound)) if not listed else listed[0]


def sample(method: WmiMethod, one: Parameter) -> Any:
    """A value that a caller may give."""
    wire = Wiring(method).of(one)
    made = _SAMPLES.get(wire.type, least(one))
    if "reserved" in (one.name or "").lower() or any(told.kind == "reserved-zero" for told in one.constraints):
        made = type(made)()
    if wire.reference:
        made = pywbem.CIMInstanceName(wire.reference, keybindings={"x": "x"})
    elif wire.embedded:
        made = pywbem.CIMInstance("X")
    return [made] if wire.array else made


@pytest.mark.corpus
@pytest.mark.slow
def test_every_documented_method_can_be_called(
    corpus: Path, tmp_path: Path, imported: Callable[[Path, str], ModuleType]
) -> None:
    root = corpus / "win32/en-us"
    run = compile_pages(Request((str(root),), configuration_for((root,)), None))
    methods = wmi_methods(run.library.primaries())
    recorder = Recorder(server(tmp_path / "server", run.library))
    folder = generated(tmp_path / "calls", run.library)
    imported(folder, "base")
    modules = {
        name: importlib.import_module(f"{PACKAGE}.{name}")
        for name in {path.relative_to(folder / PACKAGE).parts[0].removesuffix(".py") for path in folder.rglob("*.py")}
        if name not in ("base", "__init__")
    }
    targets: dict[tuple[str | None, str | None], Any] = {}
    calls = 0
    for method in methods:
        owner = (method.namespace, method.owner)
        if owner not in targets:
            targets[owner] = path_of(recorder.server, str(method.owner), method.namespace or UNKNOWN)
        place = (method.namespace or "unknown").replace("/", "_")
        called = getattr(getattr(modules[place], str(method.owner))(recorder, targets[owner]), method.name)
        given = [one for one in method.parameters if one.direction != "out"]
        outs = {str(one.name) for one in method.parameters if one.direction in ("out", "inout")}
        for some in (given, [one for one in given if not omittable(one)]):
            code, out = called(**{str(one.name): sample(method, one) for one in some})
            assert code == success(method), method.id
            assert set(out) == outs, method.id
            assert {one.name for one in recorder.sent[-1]} == {one.name for one in some}, method.id
            calls += 1
    assert calls >= 1800
