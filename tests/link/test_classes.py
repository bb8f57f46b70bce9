"""Classes and their methods: whose method a page is, which pages are duplicates, what is inherited."""

from dataclasses import replace

import pytest

from specgen.link import link
from tests.link.trees import at, by_id, ids, library, notes, pages, rows, wmi_class, wmi_method

DRILL = wmi_class("Ice_Drill", base="Ice_Tool", namespace="Root\\\\Polar", methods=rows("Bore@bore.md", "Thaw"))
BORE = wmi_method("Bore", "Ice_Drill")


def test_methods_and_classes_find_each_other() -> None:
    found = by_id(library({"ice-drill.md": DRILL, "bore.md": BORE}))
    drill = found["wmi:root/polar:Ice_Drill"]
    assert [(one.name, one.page) for one in drill.methods] == [("Bore", "bore.md"), ("Thaw", None)]
    assert found["wmi:root/polar:Ice_Drill.Bore"].owner == "Ice_Drill"
    assert (drill.superclass, drill.owner) == ("Ice_Tool", None)


def test_a_method_that_the_class_page_does_not_list_is_added() -> None:
    found = library({"ice-drill.md": DRILL, "bore.md": BORE, "melt.md": wmi_method("Melt", "Ice_Drill")})
    assert [one.name for one in at(found, "ice-drill.md").methods] == ["Bore", "Thaw", "Melt"]


def test_links_are_followed_without_regard_to_case_and_up() -> None:
    listing = wmi_class("Ice_Drill", methods=rows("Graben@../Methods/BORE.md"))
    found = library({"classes/ice-drill.md": listing, "methods/bore.md": BORE})
    assert [(one.name, one.page) for one in at(found, "classes/ice-drill.md").methods] == [("Bore", "methods/bore.md")]


@pytest.mark.parametrize("target", ["https://example.org/bore.md", "/bore.md", "#bore", "missing.md", "../bore.md"])
def test_links_out_of_the_tree_lead_nowhere(target: str) -> None:
    found = library({"ice-drill.md": wmi_class("Ice_Drill", methods=rows(f"Bore@{target}"))})
    assert [(one.name, one.page) for one in at(found, "ice-drill.md").methods] == [("Bore", None)]


def test_a_wrong_owner_is_corrected_by_the_class_that_lists_the_page() -> None:
    wrong = wmi_method("Bore", "Ice_Drill", api="Ice_Saw.Bore")
    texts = {"ice-drill.md": DRILL, "bore.md": wrong, "ice-saw.md": wmi_class("Ice_Saw")}
    found = library(texts)
    assert at(found, "bore.md").owner == "Ice_Drill"
    (note,) = notes(found, "bore.md", "SG403")
    assert (note.found, note.expected) == ("Ice_Saw", "Ice_Drill")
    assert "ice-drill.md" in note.message and "Ice_Saw.Bore" in note.message


def test_an_owner_named_by_see_also_is_enough() -> None:
    wrong = wmi_method("Bore", "Ice_Saw", heading="Bore", see="[drill](ice-drill.md)")
    assert at(library({"ice-drill.md": DRILL, "bore.md": wrong}), "bore.md").owner == "Ice_Drill"


def test_a_listing_that_the_page_does_not_support_changes_nothing() -> None:
    other = wmi_method("Bore", "Ice_Saw", heading="Bore method of the Ice\\_Saw class")
    assert at(library({"ice-drill.md": DRILL, "bore.md": other}), "bore.md").owner == "Ice_Saw"


def test_two_classes_that_list_a_page_correct_nobody() -> None:
    wrong = wmi_method("Bore", "Ice_Drill", api="Ice_Pick.Bore", see="[drill](ice-drill.md) [saw](ice-saw.md)")
    texts = {"ice-drill.md": DRILL, "bore.md": wrong, "ice-saw.md": wmi_class("Ice_Saw", methods=rows("Bore@bore.md"))}
    assert at(library(texts), "bore.md").owner == "Ice_Pick"


def test_an_unimplemented_row_marks_the_method() -> None:
    listing = wmi_class("Ice_Drill", methods="| [**Bore**](bore.md) | Not implemented. |")
    found = library({"ice-drill.md": listing, "bore.md": BORE})
    assert at(found, "bore.md").implemented is False
    assert at(library({"ice-drill.md": DRILL, "bore.md": BORE}), "bore.md").implemented is True


def test_a_method_belongs_to_the_class_that_links_to_it_else_to_the_nearest() -> None:
    texts = {
        "a/ice-drill.md": wmi_class("Ice_Drill", namespace="Root\\\\A"),
        "b/ice-drill.md": wmi_class("Ice_Drill", namespace="Root\\\\B", methods=rows("Bore@../a/bore.md")),
        "a/bore.md": BORE,
        "b/melt.md": wmi_method("Melt", "Ice_Drill"),
    }
    found = library(texts)
    assert at(found, "a/bore.md").namespace == "root/b"
    assert at(found, "b/melt.md").namespace == "root/b"
    assert [one.name for one in at(found, "b/ice-drill.md").methods] == ["Bore", "Melt"]


def test_one_id_has_one_primary_page() -> None:
    found = library({"bore.md": BORE, "drill.md": BORE, "old/bore.md": BORE})
    assert [(one.page, one.primary) for one in found.entities] == [
        ("bore.md", True),
        ("drill.md", False),
        ("old/bore.md", False),
    ]
    told = [len(notes(found, page, "SG402")) for page in ("bore.md", "drill.md", "old/bore.md")]
    assert told == [0, 1, 1]


def test_the_page_named_after_owner_and_method_is_primary() -> None:
    found = library({"a.md": BORE, "ice-drill-bore.md": BORE})
    assert [one.page for one in found.entities if one.primary] == ["ice-drill-bore.md"]
    (note,) = notes(found, "a.md", "SG402")
    assert "ice-drill-bore.md" in note.message


def test_one_page_in_two_locales_is_no_duplicate() -> None:
    both = link([*pages({"bore.md": BORE}, "en-us", "en"), *pages({"bore.md": BORE}, "fr-fr", "fr")])
    assert [(one.locale, one.primary) for one in both.entities] == [("en-us", True), ("fr-fr", True)]
    assert len(both.primaries()) == 1 and both.primaries("fr-fr")[0].locale == "fr-fr"


def test_the_same_name_in_two_namespaces_is_two_classes() -> None:
    texts = {
        "a.md": wmi_class("Ice_Drill", namespace="Root\\\\A"),
        "b.md": wmi_class("Ice_Drill", namespace="Root\\\\B"),
    }
    assert ids(library(texts)) == ["wmi:root/a:Ice_Drill", "wmi:root/b:Ice_Drill"]


def _property(sentence: str) -> str:
    type_line = "<dl> <dt>\n\nData type: **uint32**\n</dt> </dl>"
    return f"<dl> <dt>\n\n**Depth**\n</dt> <dd> {type_line}\n\nText.\n\n{sentence}\n\n</dd> </dl>"


@pytest.mark.parametrize(
    ("sentence", "locale", "owner"),
    [
        ("This property is inherited from [**Ice\\_Tool**](../b/ice-tool.md).", "en-us", "Ice_Tool"),
        ("Cette propriété est héritée de [**Outil \\_**](../b/ICE-tool.md).", "fr-fr", "Ice_Tool"),
        ("Cette propriété est héritée de [**Outil \\_**](../b/missing.md).", "fr-fr", None),
        ("Text alone.", "en-us", None),
    ],
)
def test_inherited_properties_name_the_class_they_come_from(sentence: str, locale: str, owner: str | None) -> None:
    texts = {
        "a/ice-drill.md": wmi_class("Ice_Drill", described=_property(sentence)),
        "b/ice-tool.md": wmi_class("Ice_Tool"),
    }
    (only,) = at(library(texts, locale), "a/ice-drill.md").properties
    assert (only.name, only.inherited_from) == ("Depth", owner)


@pytest.mark.parametrize(
    ("qualifiers", "base", "properties", "traits"),
    [
        ("", None, "  uint32 Depth;", ()),
        ("[Dynamic, Abstract]", None, "  uint32 Depth;", ("abstract", "dynamic")),
        ("[Association]", None, "  uint32 Depth;", ("association",)),
        ("", None, "  Ice_Drill REF Antecedent;\n  Ice_Core REF Dependent;", ("association",)),
        ("", "__ExtrinsicEvent", "  uint32 Depth;", ("event",)),
        ("[Singleton]", None, "  uint32 Depth;", ("singleton",)),
    ],
)
def test_traits_are_told_by_qualifiers_base_and_references(
    qualifiers: str, base: str | None, properties: str, traits: tuple[str, ...]
) -> None:
    text = wmi_class("Ice_Drill", base=base, properties=properties, qualifiers=qualifiers)
    assert at(library({"x.md": text}), "x.md").traits == traits


@pytest.mark.parametrize(
    ("api", "syntax", "stem", "name", "dissenters"),
    [
        ("Ice_Drill.Bore", "uint32 Bore();", "bore-ice-drill", "Bore", []),
        ("Ice_Drill.Thaw", "uint32 Bore();", "bore-ice-drill", "Bore", ["Thaw"]),
        ("Ice_Drill.Bore", "uint32 Thaw();", "bore-ice-drill", "Bore", ["Thaw"]),
        ("Ice_Drill.Thaw", "uint32 Melt();", "bore-ice-drill", "Bore", ["Thaw", "Melt"]),
    ],
)
def test_the_library_settles_names(api: str, syntax: str, stem: str, name: str, dissenters: list[str]) -> None:
    texts = {
        "ice-drill.md": DRILL.replace("bore.md", f"{stem}.md"),
        f"{stem}.md": wmi_method("Bore", "Ice_Drill", api=api, syntax=syntax),
    }
    found = library(texts)
    assert at(found, f"{stem}.md").name == name
    assert [note.found for note in notes(found, f"{stem}.md", "SG403")] == dissenters


@pytest.mark.parametrize(
    ("above", "below", "dissenters"),
    [
        ("A [ICEID](iceid.md) structure.", "", []),
        ("A [ICEID](/polar/iceid.md#iceid) structure.", "", []),
        ("A structure.", "See [ICEID](iceid.md).", ["ICEID"]),
        ("A [structure](iceid.md).", "", ["ICEID"]),
        ("A [ICEID](melting.md) structure.", "", ["ICEID"]),
    ],
)
def test_a_structure_may_show_the_one_that_it_is_an_alias_of(above: str, below: str, dissenters: list[str]) -> None:
    front = "---\ntitle: DRILLID\napi_name:\n- MAPI.DRILLID\napi_type:\n- COM\n---\n\n# DRILLID\n\n"
    code = "```cpp\ntypedef struct _ICEID\n{\n  ULONG ulOne;\n} ICEID;\n```\n\n## Members\n\n"
    found = library({"drillid.md": f"{front}{above}\n\n{code}See there. {below}\n"})
    assert at(found, "drillid.md").name == "DRILLID"
    assert [note.found for note in notes(found, "drillid.md", "SG403")] == dissenters


def test_pages_that_were_not_understood_are_no_entities() -> None:
    found = library({"x.md": "# Article\n", "y.md": "---\napi_name:\n- Odd\n---\n# Odd\n"})
    assert found.entities == () and len(found.pages) == 2


def test_what_pages_are_to_each_other_goes_by_their_homes_not_by_their_paths() -> None:
    """A page that was asked for by itself is understood as one of its tree: its class corrects its owner."""
    texts = {
        "polar/ice-drill.md": wmi_class("Ice_Drill", methods=rows("Bore@bore.md")),
        "polar/ice-saw.md": wmi_class("Ice_Saw"),
        "polar/bore.md": wmi_method("Bore", "Ice_Drill", api="Ice_Saw.Bore"),
    }
    tree = [replace(one, home=one.facts.path) for one in pages(texts)]
    (alone,) = pages({"bore.md": texts["polar/bore.md"]}, root="polar/bore.md")
    found = link([*tree[:2], replace(alone, home="polar/bore.md")])
    assert at(found, "bore.md").owner == at(link(tree), "polar/bore.md").owner == "Ice_Drill"
    (note,) = notes(found, "bore.md", "SG403")
    assert [note] == notes(link(tree), "polar/bore.md", "SG403")
    assert "polar/ice-drill.md" in note.message
