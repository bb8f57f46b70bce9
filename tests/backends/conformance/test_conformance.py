"""The conformance backend: which files, and that no page can make them do anything."""

import ast
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from specgen.backends import Options
from specgen.backends.conformance import NEEDS, generate
from specgen.model.entities import (
    AnyEntity,
    ComInterface,
    ComMethod,
    Parameter,
    Requirements,
    Returns,
    Slot,
    Value,
    WmiClass,
    WmiMethod,
)
from specgen.model.library import Library

HOSTILE = '"""\nraise SystemExit("""ran""")\n\'\'\'\\" \\N{BULLET} {{ 7 * 7 }} {% raw %} \x1b[31m \u202e # noqa'


def shared(owner: str | None, name: str, page: str = "docs/page.md") -> dict[str, Any]:
    return {
        "name": name, "owner": owner, "locale": "en-us", "docset": None, "root": "/somewhere/else", "page": page,
        "line": 7, "api_names": (), "summary": None, "requirements": Requirements(), "repairs": (), "findings": (),
    }  # fmt: skip


def method(owner: str, name: str, namespace: str | None = "root/sample", **said: Any) -> WmiMethod:
    fields: dict[str, Any] = {
        **shared(owner, name), "returns": Returns("uint32", 0, "uint32", None, documented=False), "parameters": (),
        "namespace": namespace, "qualifiers": {}, "static": False, "implemented": True, **said,
    }  # fmt: skip
    return WmiMethod(id=f"wmi:{namespace or '?'}:{owner}.{name}", **fields)


def com_method(owner: str, name: str, *parameters: Parameter, slot: int | None = None) -> ComMethod:
    return ComMethod(
        id=f"com:{owner}::{name}",
        **shared(owner, name),
        returns=Returns("HRESULT", 0, "HRESULT", None, documented=False),
        parameters=parameters,
        slot=slot,
        accessor=None,
    )


def parameter(name: str | None, kind: str = "uint32", **said: Any) -> Parameter:
    fields: dict[str, Any] = {
        "array": None, "ref": False, "pointer": 0, "const": False, "embedded": False, "direction": "in",
        "optional": False, "default": None, "qualifiers": {}, "values": (), "constraints": (), "description": None,
        "line": 8, "described_line": None, "raw": f"{kind} {name}", **said,
    }  # fmt: skip
    return Parameter(name=name, type=kind, **fields)


def files(*entities: AnyEntity, **options: Any) -> Mapping[str, str]:
    ordered = tuple(sorted(entities, key=lambda one: one.id))
    return {one.path: one.text for one in generate(Library(entities=ordered), Options(**options))}


def module(*entities: AnyEntity, **options: Any) -> str:
    """The one test module."""
    [text] = [text for path, text in files(*entities, **options).items() if "/test_" in path]
    return text


def statements(text: str) -> list[str]:
    """What the module does when it is imported."""
    return sorted({type(node).__name__ for node in ast.parse(text).body})


def test_a_module_a_class_under_its_namespace() -> None:
    made = files(method("Sample_A", "Go"), method("Sample_B", "Go", None), com_method("ISample", "Go"))
    assert sorted(made) == [
        "conformance/com/test_isample.py",
        "conformance/conftest.py",
        "conformance/pytest.ini",
        "conformance/wmi/root_sample/test_sample_a.py",
        "conformance/wmi/unknown/test_sample_b.py",
    ]


def test_nothing_comes_of_nothing() -> None:
    assert not files()


def test_a_class_of_two_namespaces_has_two_base_names() -> None:
    made = files(method("Sample", "Go", "root/a"), method("SAMPLE", "Go", "root/b"), com_method("Sample", "Go"))
    names = [path.rpartition("/")[2] for path in made if "/test_" in path]
    assert sorted(names) == ["test_sample__com.py", "test_sample__root_a.py", "test_sample__root_b.py"]


def test_methods_that_differ_in_case_alone_get_classes_of_their_own() -> None:
    text = module(method("Sample", "Go"), method("Sample", "GO"))
    assert [node.name for node in ast.parse(text).body if isinstance(node, ast.ClassDef)] == ["TestGO", "TestGo_2"]


def test_names_that_are_no_identifiers_are_left_out_and_listed() -> None:
    made = files(
        method("Sample", "Go"), method("../../x", "Go"), method("Sample", HOSTILE), com_method("I Sample", "x")
    )
    assert sum("/test_" in path for path in made) == 1
    text = ast.get_docstring(ast.parse(made["conformance/conftest.py"]))
    assert text is not None
    assert "wmi:root/sample:../../x.Go" in text
    assert "com:I Sample::x" in text


def test_a_hostile_namespace_stays_inside() -> None:
    made = files(method("Sample", "Go", "../../etc"))
    assert all(path.startswith("conformance/") and ".." not in path.split("/") for path in made)
    assert "mof/namespaces/%2e._.._etc.mof" in made["conformance/conftest.py"]


def hostile(text: str) -> str:
    """A module whose every string is ``text``, but for the names that must be identifiers."""
    value = Value(
        value=text, last=None, range="single", symbol=text, name=text, label=text, success=True, raw=text,
        description=text, line=9,
    )  # fmt: skip
    return module(
        method(
            "Sample",
            "Go",
            None,
            summary=text,
            page=text,
            returns=Returns(text, 0, text, 8, documented=True, values=(value,)),
            parameters=(parameter(text, text, raw=text, embedded=True),),
        )
    )


def test_hostile_text_is_inert() -> None:
    assert statements(hostile(HOSTILE)) == ["Assign", "ClassDef", "Expr", "FunctionDef", "Import", "ImportFrom"]
    assert "\x1b" not in hostile(HOSTILE)
    assert "\u202e" not in hostile(HOSTILE)


def called(source: str) -> set[str]:
    """What a module calls, by name."""
    return {ast.unparse(node.func) for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)}


@given(st.text())
@example("object")
@example("void")
def test_any_text_is_inert(text: str) -> None:
    """Text may be a word that the backend knows (a type), so the tests may differ; what a module can do may not."""
    source = hostile(text)
    assert statements(source) == statements(hostile("x"))
    assert called(source) <= called(hostile("x")) | called(hostile("object"))


def test_hostile_text_reaches_the_promise_unchanged() -> None:
    constants = {node.value for node in ast.walk(ast.parse(hostile(HOSTILE))) if isinstance(node, ast.Constant)}
    assert HOSTILE in constants


def test_the_root_as_given_is_in_no_file() -> None:
    assert not [path for path, text in files(method("Sample", "Go")).items() if "/somewhere/else" in text]


def test_each_line_of_the_page_is_quoted() -> None:
    text = module(method("Sample", "Go", parameters=(parameter("Speed"), parameter("Way", "string", line=9))))
    [tests] = [node for node in ast.parse(text).body if isinstance(node, ast.ClassDef)]
    said = ast.get_docstring(tests)
    assert said is not None
    for line in ("docs/page.md, by line:", "7  uint32 Go(...)", "8  uint32 Speed", "9  string Way"):
        assert line in said


def test_without_descriptions_there_is_no_prose() -> None:
    entity = method("Sample", "Go", summary="Goes there.")
    assert "Goes there." in module(entity)
    assert "Goes there." not in module(entity, descriptions=False)


@pytest.mark.parametrize(
    ("kind", "said", "tested"),
    [
        ("uint32", {}, True),
        ("object", {}, True),
        ("Sample_Job", {"embedded": True}, True),
        ("Sample_Job", {"ref": True}, True),
        ("object", {"ref": True}, False),
        ("Integer", {}, False),
        ("HRESULT", {}, False),
    ],
)
def test_only_types_of_cim_are_promised_of_wmi(kind: str, said: dict[str, Any], *, tested: bool) -> None:
    text = module(method("Sample", "Go", parameters=(parameter("Way", kind, **said),)))
    assert ("def test_parameter_type" in text) is tested


def test_com_types_are_promised_as_written() -> None:
    text = module(com_method("ISample", "Go", parameter("lppWay", "LPVOID", pointer=1)))
    assert 'Parameter("lppWay", type="LPVOID", direction="in", pointer=1, line=8)' in text


@pytest.mark.parametrize(("order", "tested"), [("vtable", True), ("listed", False), (None, False)])
def test_slots_are_promised_of_a_vtable_alone(order: str | None, *, tested: bool) -> None:
    page = ComInterface(
        id="com:ISample",
        **shared(None, "ISample"),
        base="IUnknown",
        iid=None,
        iid_symbol=None,
        clsids=(),
        order=order,
        methods=(Slot("Go", 3, "ISample", "docs/page.md", documented=True), Slot(None, 4, "ISample", None, False)),
    )
    text = module(page, com_method("ISample", "Go", slot=3))
    assert ("def test_slot" in text) is tested
    assert "LISTED" not in text


def test_an_empty_class_is_tested_for_being_there() -> None:
    page = WmiClass(
        id="wmi:root/sample:Sample",
        **shared(None, "Sample"),
        namespace="root/sample",
        namespaces=("root/sample",),
        superclass=None,
        qualifiers={},
        traits=(),
        properties=(),
        methods=(),
    )
    functions = [node.name for node in ast.parse(module(page)).body if isinstance(node, ast.FunctionDef)]
    assert functions == ["test_class", "test_namespace"]


def test_the_locale_chosen_is_the_stand_ins_too() -> None:
    assert 'LOCALE = "fr-fr"' in files(method("Sample", "Go"), locale="fr-fr")["conformance/conftest.py"]


def test_the_backends_it_needs_are_named() -> None:
    assert NEEDS == ("model", "mof")


def test_the_same_library_gives_the_same_bytes() -> None:
    entities = (method("Sample_B", "Go"), method("Sample_A", "Go"), com_method("ISample", "Go"))
    assert files(*entities) == files(*reversed(entities))
