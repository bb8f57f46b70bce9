"""Namespaces: every spelling that translation leaves, and the evidence for the right one."""

import pytest

from specgen.link.namespaces import read_namespace
from tests.link.trees import at, by_id, library, notes, only, repairs, wmi_class, wmi_method


@pytest.mark.parametrize(
    ("text", "locale", "name"),
    [
        ("Root\\CIMV2", "en-us", "root/cimv2"),
        ("root\\polar\\ice", "en-us", "root/polar/ice"),
        ("ROOT\\Polar\\\\Ice", "en-us", "root/polar/ice"),
        ("\\\\.\\Root\\Polar", "en-us", "root/polar"),
        ("Root", "en-us", "root"),
        ("All WMI namespaces", "en-us", "*"),
        ("all  WMI  Namespaces", "fr-fr", "*"),
        ("Polar\\Ice", "en-us", "root/polar/ice"),
        ("\\\\Cimv2 racine", "fr-fr", "root/cimv2"),
        ("Racine\\Polar", "fr-fr", "root/polar"),
        ("Racine \\\\ polar", "fr-fr", "root/polar"),
        ("racine\\\\cimv2", "en-us", "root/racine/cimv2"),
        ("\\\\Stamm-CIMV2", "de-de", "root/cimv2"),
        ("Stamm\\Polar", "de-de", "root/polar"),
        ("Racine \\\\ cimv2 cimv2 \\\\", "fr-fr", None),
        ("Racine\\polar\\polar", "fr-fr", None),
        ("Racine polaire de la glace \\\\ \\\\", "fr-fr", None),
        ("\\\\Stammvirtualisierung \\\\ v2", "de-de", None),
        ("\\\\Stamm-Polar-Ice \\\\", "de-de", "root/polar/ice"),
        ("\\\\Stamm-Polar \\\\ ice", "de-de", "root/polar/ice"),
        ("Racine polar \\\\ \\\\", "fr-fr", None),
        ("Juuri\\Polar", "fi-fi", None),
        ("Polar\\Ice", "fr-fr", None),
        ("Root\\Polar\\Root", "en-us", None),
        ("Root\\Pôle", "fr-fr", None),
        ("Root\\a b", "en-us", None),
        ("Root\\2ice", "en-us", None),
        ("", "en-us", None),
        ("\\\\", "en-us", None),
    ],
)
def test_spellings(text: str, locale: str, name: str | None) -> None:
    assert read_namespace(text, locale) == name


CLASS = wmi_class("Ice_Drill", namespace="Root\\\\Polar")
METHOD = wmi_method("Bore", "Ice_Drill", namespace="Root\\\\Polar")


def test_a_method_takes_the_namespace_of_its_class() -> None:
    found = library({"a/ice-drill.md": CLASS, "a/bore.md": wmi_method("Bore", "Ice_Drill")})
    assert sorted(by_id(found)) == ["wmi:root/polar:Ice_Drill", "wmi:root/polar:Ice_Drill.Bore"]


def test_the_class_page_beats_the_methods_own_row() -> None:
    found = library({"ice-drill.md": CLASS, "bore.md": wmi_method("Bore", "Ice_Drill", namespace="Root\\\\Other")})
    assert at(found, "bore.md").namespace == "root/polar"


def test_a_location_beats_the_requirements_row() -> None:
    text = wmi_class("Ice_Drill", namespace="Root\\\\Other", keys={"api_location": ""}).replace(
        "api.location: ", "api_location:\n- Root\\Polar\\Ice"
    )
    assert only(library({"x.md": text})).namespace == "root/polar/ice"


def test_without_any_evidence_the_namespace_is_unknown() -> None:
    assert only(library({"bore.md": wmi_method("Bore", "Ice_Drill")})).id == "wmi:?:Ice_Drill.Bore"


def test_a_damaged_row_is_repaired_by_the_class_page() -> None:
    damaged = "Racine \\\\\\\\ polar polar \\\\\\\\"
    texts = {"ice-drill.md": CLASS, "bore.md": wmi_method("Bore", "Ice_Drill", namespace=damaged)}
    alone = library({"bore.md": texts["bore.md"]}, "fr-fr")
    assert only(alone).namespace is None and only(alone).requirements.namespace == ()
    assert [note.code for note in notes(alone, "bore.md", "SG401")] == ["SG401"]
    assert repairs(only(alone)) == []
    found = at(library(texts, "fr-fr"), "bore.md")
    assert found.namespace == "root/polar"
    ((field, _, read, value, evidence),) = repairs(found)
    assert (field, value, evidence) == ("namespace", "root/polar", "sibling")
    assert "polar polar" in read and "SG401" in found.findings


def test_a_restored_word_order_is_a_repair_by_the_page() -> None:
    found = only(library({"x.md": wmi_class("Ice_Drill", namespace="\\\\\\\\Polar racine")}, "fr-fr"))
    assert found.namespace == "root/polar"
    assert [(field, value, evidence) for field, _, _, value, evidence in repairs(found)] == [
        ("namespace", "root/polar", "page")
    ]


def test_a_clean_namespace_is_no_finding() -> None:
    found = library({"ice-drill.md": CLASS, "bore.md": METHOD})
    assert not [note for page in found.pages for note in page.facts.notes]
    assert [one.repairs for one in found.entities] == [(), ()]


def test_the_reference_tells_what_a_translation_lost() -> None:
    reference = library({"a/bore.md": METHOD})
    damaged = wmi_method("Bore", "Ice_Drill", namespace="Racine \\\\\\\\ polar polar")
    found = only(library({"a/bore.md": damaged}, "fr-fr", reference))
    assert found.namespace == "root/polar"
    assert repairs(found)[0][-1] == "reference"


def test_a_page_may_name_several_namespaces() -> None:
    text = wmi_class("Ice_Drill", namespace="Root\\\\Polar<br/>Root\\\\Arctic")
    found = only(library({"x.md": text}))
    assert (found.namespace, found.namespaces) == ("root/polar", ("root/polar", "root/arctic"))


def test_a_page_without_an_original_takes_the_namespace_of_the_references_one_class() -> None:
    new = wmi_method("Thaw", "Ice_Drill")
    one = library({"en/ice-drill.md": CLASS}, "en-us")
    assert only(library({"fr/thaw.md": new}, "fr-fr", one)).namespace == "root/polar"
    two = library({"a/drill.md": CLASS, "b/drill.md": wmi_class("Ice_Drill", namespace="Root\\\\Arctic")}, "en-us")
    assert only(library({"fr/thaw.md": new}, "fr-fr", two)).namespace is None
