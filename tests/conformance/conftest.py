"""A hand-made library, and the suite that is generated from it, on disk."""

import shutil
from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import hypothesis.stateful  # noqa: F401  stays imported, so that the suites run in this process need not load it again
import pytest
import pywbem_mock  # noqa: F401  the same

import specgen.conformance.results.plugin  # noqa: F401  the same
from specgen.backends import Options, backends
from specgen.model.entities import (
    AnyEntity,
    ClassMethod,
    ComInterface,
    ComMethod,
    Parameter,
    Property,
    Requirements,
    Returns,
    Slot,
    Value,
    WmiClass,
    WmiMethod,
)
from specgen.model.library import Library


def parameter(name: str | None, kind: str, direction: Any, line: int, **more: Any) -> Parameter:
    said: dict[str, Any] = {
        "array": None, "ref": False, "pointer": 0, "const": False, "embedded": False, "optional": False,
        "default": None, "qualifiers": {}, "values": (), "constraints": (), "description": None,
        "described_line": None, "raw": f"[{direction}] {kind} {name}",
    }  # fmt: skip
    return Parameter(name=name, type=kind, direction=direction, line=line, **{**said, **more})


def prop(name: str, kind: str, line: int, **more: Any) -> Property:
    said: dict[str, Any] = {
        "array": None, "ref": False, "embedded": False, "access": "read", "key": False, "qualifiers": {}, "values": (),
        "constraints": (), "inherited_from": None, "default": None, "description": None, "described_line": None,
        "raw": f"{kind} {name}",
    }  # fmt: skip
    return Property(name=name, type=kind, line=line, **{**said, **more})


def code(value: int | None, line: int, **more: Any) -> Value:
    said: dict[str, Any] = {
        "last": None, "range": "single", "symbol": None, "name": None, "label": None, "success": None,
        "raw": f"**code** ({value})", "description": None,
    }  # fmt: skip
    return Value(value=value, line=line, **{**said, **more})


def entity(kind: type[AnyEntity], identity: str, **said: Any) -> Any:
    owner, _, name = identity.split(":", 2 if identity.startswith("wmi") else 1)[-1].replace("::", ".").rpartition(".")
    page = f"docs/{(owner + '-' + name).strip('-').lower()}.md"
    shared: dict[str, Any] = {
        "locale": "en-us", "docset": None, "root": "pages", "page": page, "line": 12,
        "api_names": (name,), "summary": f"About {name}.",
        "requirements": Requirements(), "repairs": (), "findings": (),
    }  # fmt: skip
    return kind(id=identity, name=name, owner=owner or None, **{**shared, **said})


def returns(kind: str, *values: Value, others: Any = None) -> Returns:
    return Returns(kind, 0, kind, 12, documented=True, values=values, others=others)


def wmi_class(name: str, namespace: str | None = "root/sample", **more: Any) -> WmiClass:
    """A class without members."""
    said: dict[str, Any] = {"superclass": None, "qualifiers": {}, "traits": (), "properties": (), "methods": ()}
    made: WmiClass = entity(
        WmiClass,
        f"wmi:{namespace or '?'}:{name}",
        namespace=namespace,
        namespaces=(namespace,) if namespace else (),
        **{**said, **more},
    )
    return made


def printer() -> list[AnyEntity]:
    """A class with keys, arrays and a reference, and methods with parameters of every direction."""
    wmi: dict[str, Any] = {"namespace": "root/sample", "qualifiers": {}, "static": False, "implemented": True}
    page = entity(
        WmiClass,
        "wmi:root/sample:Sample_Printer",
        namespace="root/sample",
        namespaces=("root/sample",),
        superclass="Sample_Device",
        qualifiers={},
        traits=(),
        properties=(
            prop("DeviceID", "string", 14, key=True, raw="[key] string DeviceID"),
            prop("Jobs", "uint32", 15, array=(None,), access="readwrite"),
        ),
        methods=(ClassMethod("Reset", "docs/sample_printer-reset.md", None, True, None),),
    )
    reset = entity(
        WmiMethod,
        "wmi:root/sample:Sample_Printer.Reset",
        returns=returns(
            "uint32",
            code(0, 40, label="Success", success=True),
            code(5, 41, label="Access denied", success=False),
            code(4096, 42, last=4999, range="closed", label="Method reserved"),
            others="none",
        ),
        parameters=(
            parameter("Reason", "string", "in", 13),
            parameter("Levels", "uint16", "in", 14, array=(None,), raw="[in] uint16 Levels[]"),
            parameter("Job", "Sample_Printer", "inout", 15, ref=True, raw="[in, out] Sample_Printer REF Job"),
            parameter("JobId", "uint32", "out", 16),
        ),
        **wmi,
    )
    count = entity(
        WmiMethod,
        "wmi:root/sample:Sample_Printer.Count",
        returns=returns("uint32", code(0, 20, success=True)),
        parameters=(parameter("Total", "uint32", "out", 13),),
        **{**wmi, "static": True},
    )
    return [page, reset, count]


def session() -> list[AnyEntity]:
    """A class known by its method's page alone, with no parameters, and codes in prose or not at all."""
    leave = entity(
        WmiMethod,
        "wmi:?:Sample_Session.Leave",
        returns=returns(
            "uint32", code(0, 30, success=True, raw="Returns 0 on success, otherwise an error."), others="error"
        ),
        parameters=(),
        namespace=None,
        qualifiers={},
        static=False,
        implemented=True,
    )
    stay = entity(
        WmiMethod,
        "wmi:?:Sample_Session.Stay",
        returns=returns("uint32"),
        parameters=(),
        namespace=None,
        qualifiers={},
        static=True,
        implemented=True,
    )
    return [leave, stay]


def interface() -> list[AnyEntity]:
    """A COM interface with flags, an out-parameter, and a listed method without a page."""
    page = entity(
        ComInterface,
        "com:ISample",
        base="IUnknown",
        iid="00000000-0000-0000-c000-000000000046",
        iid_symbol="IID_ISample",
        clsids=(),
        order="vtable",
        methods=(
            Slot("Open", 3, "ISample", "docs/isample-open.md", True),
            Slot("Hidden", 4, "ISample", None, False),
            Slot("Close", 5, "ISample", "docs/isample-close.md", True),
        ),
    )
    opened = entity(
        ComMethod,
        "com:ISample::Open",
        returns=returns(
            "HRESULT",
            code(None, 50, symbol="S_OK", success=True),
            code(None, 52, symbol="SAMPLE_E_BUSY", success=False),
        ),
        parameters=(
            parameter("lpszName", "LPTSTR", "in", 13),
            parameter("lppObject", "LPUNKNOWN", "out", 14, pointer=1, raw="LPUNKNOWN *lppObject"),
        ),
        slot=3,
        accessor=None,
    )
    closed = entity(
        ComMethod,
        "com:ISample::Close",
        returns=returns("HRESULT", code(None, 40, symbol="S_OK", success=True)),
        parameters=(
            parameter("ulFlags", "ULONG", "in", 13, values=(code(None, 20, symbol="SAMPLE_SHARED"),)),
            parameter("ulReserved", "ULONG", "in", 14),
        ),
        slot=5,
        accessor=None,
    )
    return [page, opened, closed]


def write(entities: list[AnyEntity], out: Path, names: tuple[str, ...] = ("model", "mof", "conformance")) -> Path:
    """What these backends make of the entities, as ``specgen generate`` writes it; the suite's folder."""
    library = Library(entities=tuple(sorted(entities, key=lambda one: one.id)))
    for name in names:
        shutil.rmtree(out / name, ignore_errors=True)
        for artefact in backends()[name].generate(library, Options()):
            path = out / artefact.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(artefact.text, "utf-8")
    return out / "conformance"


@pytest.fixture(scope="session")
def entities() -> list[AnyEntity]:
    return [*printer(), *session(), *interface()]


@pytest.fixture
def generate(tmp_path: Path) -> Callable[..., Path]:
    """Writes files for entities; ``names`` chooses the backends."""
    return lambda chosen, *names: write(chosen, tmp_path / "generated", names or ("model", "mof", "conformance"))


@pytest.fixture
def suite(entities: list[AnyEntity], generate: Callable[..., Path]) -> Path:
    """The generated suite of the hand-made library."""
    return generate(entities)


@pytest.fixture
def run(pytester: pytest.Pytester) -> Callable[..., pytest.RunResult]:
    """Runs pytest on a suite, in this process, from a folder that is not the suite's."""
    installed = any(one.name == "specgen" for one in entry_points(group="pytest11"))
    # The plugin of hypothesis would have its assertions rewritten by every run; calls are drawn without it.
    plugin = ("-p", "no:hypothesispytest", *(() if installed else ("-p", "specgen.pytest_plugin")))
    return lambda folder, *args: pytester.runpytest_inprocess(str(folder), *plugin, "--strict-markers", *args)


@pytest.fixture
def target(pytester: pytest.Pytester) -> Callable[..., tuple[str, str]]:
    """Writes the module of an adapter, whose class is Target, where pytest runs; the options that name it."""

    def write(source: str) -> tuple[str, str]:
        # Compiled modules are told apart by seconds and sizes.
        shutil.rmtree(pytester.path / "__pycache__", ignore_errors=True)
        pytester.path.joinpath("adapter.py").write_text(source, "utf-8")
        return ("--specgen-target", "python:adapter:Target")

    return write


@pytest.fixture
def absent(target: Callable[..., tuple[str, str]]) -> tuple[str, str]:
    """The options for a target that has nothing and could do everything."""
    return target(ABSENT)


ABSENT = """
from specgen.conformance import BaseTarget, Capability, Reply


class Target(BaseTarget):
    name = "nothing"
    capabilities = frozenset(Capability)

    def describe_class(self, namespace, name):
        return Reply("absent", detail="0x80041002")

    def describe_interface(self, name):
        return Reply("absent", detail="no such interface")
"""


def failed(result: pytest.RunResult) -> set[str]:
    """The failed tests of a run with ``-rf``, without their file: ``test_class[wmi/Sample_Printer]``."""
    lines = [line for line in result.stdout.lines if line.startswith("FAILED ")]
    return {line.partition(" - ")[0].rpartition("::test_")[2] for line in lines}
