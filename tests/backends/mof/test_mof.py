"""The MOF that is generated, read by pywbem's compiler."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import pywbem
from pywbem_mock import FakedWBEMConnection

from specgen.backends import Artefact, Options, mof
from specgen.cim import repairs
from specgen.cim.literals import NoLiteral, read_default
from specgen.conformance.targets.cim import described_class
from specgen.files import write_tree
from specgen.model.entities import AnyEntity
from specgen.model.library import Library
from tests.backends.library import EVIL, library, parameter, prop, returns, value, wmi_class, wmi_method

DISK = wmi_class(
    "X_Disk",
    prop("Name", key=True),
    prop("Size", "uint64", access="readwrite", qualifiers={"MaxLen": 64, "Odd": "v"}, description=EVIL),
    prop("Kind", "uint16", values=(value(0, name="None"), value(2, last=9, range="closed"), value(None, range="rest"))),
    superclass="X_Base",
    qualifiers={"Dynamic": True, "Provider": "P", "UUID": "{1}"},
    traits=("dynamic",),
)
DERIVED = (wmi_class("A"), wmi_class("B", superclass="A"))
BASE = wmi_class("X_Base", prop("Name"), prop("Kind", "uint16"))
FORMAT = wmi_method(
    "X_Disk",
    "Format",
    parameter("Quick", "boolean", optional=True),
    parameter("Label", array=(None,)),
    parameter("Job", "X_Job", ref=True, direction="out"),
    returns=returns("uint32", value(0, name="Done"), value(None, range="rest", name="Other")),
    summary=EVIL,
)


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., dict[str, str]]:
    """Generates, writes, compiles every namespace and snippet alone, and gives the texts by path."""

    def make(source: Library, *, descriptions: bool = True) -> dict[str, str]:
        artefacts = list(mof.generate(source, Options(descriptions)))
        write_tree(tmp_path, artefacts)
        for artefact in artefacts:
            FakedWBEMConnection(default_namespace="root/t").compile_mof_file(str(tmp_path / artefact.path))
        return {artefact.path: artefact.text for artefact in artefacts}

    return make


def loaded(tmp_path: Path, path: str, name: str) -> pywbem.CIMClass:
    connection = FakedWBEMConnection(default_namespace="root/t")
    connection.compile_mof_file(str(tmp_path / path))
    return connection.GetClass(name, LocalOnly=False, IncludeQualifiers=True)


def test_a_class_is_what_the_page_says(made: Callable[..., dict[str, str]], tmp_path: Path) -> None:
    made(library(DISK, BASE, FORMAT))
    disk = loaded(tmp_path, "mof/namespaces/root_x.mof", "X_Disk")
    assert disk.superclass == "X_Base"
    assert {name: one.type for name, one in disk.properties.items()} == {
        "Name": "string",
        "Kind": "uint16",
        "Size": "uint64",
    }
    assert disk.properties["Name"].qualifiers["Key"].value is True
    assert disk.properties["Size"].qualifiers["Write"].value is True
    assert disk.properties["Size"].qualifiers["MaxLen"].value == 64
    assert disk.properties["Size"].qualifiers["Description"].value == EVIL
    method = disk.methods["Format"]
    assert list(method.parameters) == ["Quick", "Label", "Job"]
    assert method.parameters["Label"].is_array
    assert method.parameters["Job"].reference_class == "X_Job"
    assert method.parameters["Job"].qualifiers["In"].value is False
    assert method.qualifiers["ValueMap"].value == ["0", ".."]
    assert method.qualifiers["Values"].value == ["Done", "Other"]


@pytest.mark.parametrize(
    ("access", "qualifiers"),
    [
        (None, {}),
        ("read", {"Read": True}),
        ("write", {"Read": False, "Write": True}),
        ("readwrite", {"Read": True, "Write": True}),
    ],
)
def test_what_can_only_be_written_says_that_it_cannot_be_read(
    access: Any, qualifiers: dict[str, bool], made: Callable[..., dict[str, str]], tmp_path: Path
) -> None:
    made(library(wmi_class("X_Disk", prop("Log", access=access))))
    log = loaded(tmp_path, "mof/namespaces/root_x.mof", "X_Disk").properties["Log"]
    assert {name: one.value for name, one in log.qualifiers.items()} == qualifiers
    assert described_class(loaded(tmp_path, "mof/namespaces/root_x.mof", "X_Disk"), None).properties[0].access == access


def test_what_a_superclass_declares_is_left_to_it(made: Callable[..., dict[str, str]]) -> None:
    text = made(library(DISK, BASE, FORMAT))["mof/namespaces/root_x.mof"]
    assert text.index("class X_Base") < text.index("class X_Disk : X_Base")
    assert 'Override("Name"), Key, Read]' in text
    same = library(BASE, wmi_class("X_Same", prop("Name"), superclass="X_Base"))
    assert "Override" not in made(same)["mof/namespaces/root_x.mof"]


def test_a_snippet_has_everything_of_its_page(made: Callable[..., dict[str, str]], tmp_path: Path) -> None:
    made(library(DISK, BASE, FORMAT))
    disk = loaded(tmp_path, "mof/snippets/root_x/x_disk.mof", "X_Disk")
    assert list(disk.properties) == ["Name", "Size", "Kind"]
    shell = loaded(tmp_path, "mof/snippets/root_x/x_disk.format.mof", "X_Disk")
    assert (list(shell.properties), list(shell.methods)) == ([], ["Format"])


def test_without_descriptions_no_sentence_is_left(made: Callable[..., dict[str, str]]) -> None:
    texts = "".join(made(library(DISK, BASE, FORMAT), descriptions=False).values())
    assert "__import__" not in texts
    assert "Description(" not in texts


REPAIRED: dict[str, AnyEntity] = {
    "void-method": wmi_method("X", "M", returns=returns("void")),
    "unknown-return": wmi_method("X", "M", returns=returns(None)),
    "unknown-type": wmi_class("X", prop("P", "HRESULT")),
    "object-type": wmi_class("X", prop("P", "object")),
    "embedded-class": wmi_method("X", "M", parameter("P", "X_Other")),
    "string-ref": wmi_method("X", "M", parameter("P", "string", ref=True)),
    "ref-outside-association": wmi_class("X", prop("P", "X_Other", ref=True)),
    "unquoted-default": wmi_class("X", prop("P", default="Auto Start")),
    "invalid-default": wmi_class("X", prop("P", "uint8", default="300")),
    "parameter-default": wmi_method("X", "M", parameter("P", "boolean", default="")),
    "duplicate-member": wmi_class("X", prop("P"), prop("p", "uint8")),
    "invalid-name": wmi_class("X", prop("P.; };")),
    "reserved-name": wmi_class("X", prop("Ref")),
    "array-form": wmi_class("X", prop("P", array=(2, 3))),
    "superclass-cycle": wmi_class("X", superclass="X"),
    "unfit-qualifier": wmi_class("X", prop("P", qualifiers={"MaxLen": "long", "x y": "z"})),
    "missing-class-page": wmi_method("X_Orphan", "M"),
    "unnamed-parameter": wmi_method("X", "M", parameter(None)),
}


@pytest.mark.parametrize("name", REPAIRED)
def test_each_repair_is_named_at_its_spot(made: Callable[..., dict[str, str]], name: str) -> None:
    texts = made(library(REPAIRED[name]))
    assert re.search(rf"// (\w+: )?{name}: ", texts["mof/namespaces/root_x.mof"])


def test_a_class_declared_twice_is_declared_once(made: Callable[..., dict[str, str]]) -> None:
    text = made(library(wmi_class("X"), wmi_class("x")))["mof/namespaces/root_x.mof"]
    assert "// duplicate-class: " in text
    assert len(re.findall(r"^class ", text, re.MULTILINE)) == 1


@pytest.mark.parametrize(
    ("entities", "repair", "superclass"),
    [
        ([wmi_class("A", prop("P")), wmi_class("B", prop("P", "uint8"), superclass="A")], "superclass-conflict", None),
        (
            [*DERIVED, wmi_method("A", "M", parameter("P"), parameter("Q")), wmi_method("B", "M", parameter("P"))],
            "superclass-conflict",
            None,
        ),
        (
            [*DERIVED, wmi_method("A", "M", parameter("P")), wmi_method("B", "M", parameter("P", "uint8"))],
            "override-signature",
            "A",
        ),
        ([wmi_class("A", superclass="B"), wmi_class("B", superclass="A")], "superclass-cycle", None),
    ],
)
def test_bases_that_do_not_fit(
    made: Callable[..., dict[str, str]], tmp_path: Path, entities: list[AnyEntity], repair: str, superclass: str | None
) -> None:
    text = made(library(*entities))["mof/namespaces/root_x.mof"]
    assert f"// {repair}: " in text
    assert loaded(tmp_path, "mof/namespaces/root_x.mof", "B").superclass == superclass


@pytest.mark.parametrize(
    ("mine", "theirs"), [({"Propagated": "Y.P"}, {"Propagated": "X.P"}), ({"Required": False},) * 2]
)
def test_a_qualifier_that_the_superclass_has_for_good(
    made: Callable[..., dict[str, str]], tmp_path: Path, mine: dict[str, Any], theirs: dict[str, Any]
) -> None:
    above = theirs if mine != theirs else {"Required": True}
    classes = (wmi_class("A", prop("P", qualifiers=above)), wmi_class("B", prop("P", qualifiers=mine), superclass="A"))
    text = made(library(*classes))["mof/namespaces/root_x.mof"]
    (name, value) = next(iter(above.items()))
    assert "// override-qualifier: " in text
    assert loaded(tmp_path, "mof/namespaces/root_x.mof", "B").properties["P"].qualifiers[name].value == value


def test_what_a_page_says_beyond_the_superclass_is_declared(
    made: Callable[..., dict[str, str]], tmp_path: Path
) -> None:
    classes = (wmi_class("A", prop("P")), wmi_class("B", prop("P", qualifiers={"Units": "volts"}), superclass="A"))
    made(library(*classes))
    assert loaded(tmp_path, "mof/namespaces/root_x.mof", "B").properties["P"].qualifiers["Units"].value == "volts"


def test_classes_that_refer_to_each_other_load(made: Callable[..., dict[str, str]], tmp_path: Path) -> None:
    one = wmi_class("A", superclass="Base")
    other = wmi_class("B", superclass="Base")
    base = wmi_class("Base")
    calls = wmi_method("A", "M", parameter("P", "B", ref=True)), wmi_method("B", "M", parameter("P", "A", ref=True))
    text = made(library(one, other, base, *calls))["mof/namespaces/root_x.mof"]
    assert "// Declared ahead, because A needs them." in text
    for name in ("A", "B"):
        assert list(loaded(tmp_path, "mof/namespaces/root_x.mof", name).methods) == ["M"]


def test_names_of_files(made: Callable[..., dict[str, str]]) -> None:
    hostile = wmi_class("../../X", prop("P"), namespace="root/../x")
    texts = made(library(hostile, wmi_class("Y", namespace=None), wmi_class("Z", namespace="*")))
    assert set(texts) == {
        "mof/prelude/qualifiers.mof",
        "mof/namespaces/all.mof",
        "mof/namespaces/root_.._x.mof",
        "mof/namespaces/unknown.mof",
        "mof/snippets/all/z.mof",
        "mof/snippets/root_.._x/x______.mof",
        "mof/snippets/unknown/y.mof",
    }


def test_without_wmi_there_is_no_mof() -> None:
    assert list(mof.generate(library(), Options())) == []


def test_every_file_names_its_pages() -> None:
    found: dict[str, Artefact] = {one.path: one for one in mof.generate(library(DISK, BASE, FORMAT), Options())}
    assert found["mof/snippets/root_x/x_disk.mof"].pages == ("x_disk-format.md", "x_disk.md")
    assert found["mof/snippets/root_x/x_disk.format.mof"].pages == ("x_disk-format.md",)


@pytest.mark.parametrize(
    ("text", "kind", "array", "expected"),
    [
        ("TRUE", "boolean", False, ("true", False)),
        ("0x10", "uint8", False, ("16", False)),
        ('"a\\"b"', "string", False, ('"a\\"b"', False)),
        ("Auto Start", "string", False, ('"Auto Start"', True)),
        ("NULL", "uint8", False, (None, False)),
        ("1.5", "real32", False, ("1.5", False)),
        ('{"a", "b"}', "string", True, ('{"a", "b"}', False)),
        ("{1, 2}", "uint8", True, ("{1, 2}", False)),
        ("{ }", "uint8", True, ("{}", False)),
    ],
)
def test_defaults(text: str, kind: str, array: bool, expected: tuple[str | None, bool]) -> None:
    assert read_default(text, kind, array=array) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("256", "uint8"),
        ("-1", "uint8"),
        ("x", "uint8"),
        ("", "string"),
        ("yes", "boolean"),
        ("foo", "datetime"),
        ("x", "real32"),
    ],
)
def test_defaults_that_are_none(text: str, kind: str) -> None:
    with pytest.raises(NoLiteral):
        read_default(text, kind, array=False)


def test_every_departure_is_documented() -> None:
    text = (Path(__file__).parents[3] / "docs" / "mof.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| (.*) \| \d+ \|$", text, re.MULTILINE))
    assert rows == {name: one.reason for name, one in repairs.DEPARTURES.items()}
