"""Overlays: one fact mended, recorded, and refused as soon as the page no longer says what it was."""

from typing import Any

import pytest

from specgen.checks import unclaimed_codes
from specgen.link import apply_overlays, link
from specgen.link.overlays import CODE
from specgen.model.entities import ComInterface
from specgen.model.library import Library
from specgen.model.overlays import Overlay, OverlayError, Plain
from specgen.model.serial import entity_from_line, entity_line
from tests.link.trees import at, com_method, interface, library, notes, pages, rows, wmi_class, wmi_method

DIG = "com:IProbe::Dig"
CORE = "wmi:root/ice:Ice_Core"


def _overlay(field: str, was: Plain, now: Plain, member: str | None = None, **others: Any) -> Overlay:
    given = {"file": "known.toml", "line": 7, "id": DIG, "reason": "Seen.", "link": "https://example.org/", **others}
    return Overlay(field=field, was=was, now=now, member=member, **given)


def _com(**texts: str) -> Library:
    body = "## Parameters\n\n _ulCup_\n\n> [in] The cup.\n\n## Return value\n\nS_OK\n\n> It worked.\n"
    return library({"dig.md": com_method("Dig", "IProbe", body=body), **texts})


def _wmi() -> Library:
    listed = "**Depth**\n\nData type: **uint32**\n\nAccess type: Read-only\n\nHow deep.\n"
    page = wmi_class("Ice_Core", namespace="Root\\\\Ice", described=listed, qualifiers="[Dynamic]")
    return library({"ice-core.md": page})


def _problems(found: Library, *overlays: Overlay) -> tuple[str, ...]:
    with pytest.raises(OverlayError) as raised:
        apply_overlays(found, overlays)
    return raised.value.problems


def _problem(found: Library, overlay: Overlay) -> str:
    (problem,) = _problems(found, overlay)
    assert problem.startswith("known.toml:7: ")
    return problem.removeprefix("known.toml:7: ")


def test_a_fact_of_a_parameter_is_mended_and_recorded() -> None:
    read = _com()
    before = at(read, "dig.md")
    after = at(apply_overlays(read, [_overlay("direction", "in", "out", "ulCup")]), "dig.md")
    assert (before.parameters[0].direction, after.parameters[0].direction) == ("in", "out")
    (repair,) = [one for one in after.repairs if one.code == CODE]
    assert (repair.field, repair.member, repair.read, repair.value) == ("direction", "ulCup", "in", "out")
    assert (repair.line, repair.evidence) == (after.parameters[0].line, "overlay")
    assert after.findings == tuple(sorted({*before.findings, CODE}))
    assert entity_from_line(entity_line(after)) == after


def test_nothing_else_changes_and_the_library_is_left_as_it_was() -> None:
    read = _com(**{"fill.md": com_method("Fill", "IProbe")})
    before = [entity_line(one) for one in read.entities]
    made = apply_overlays(read, [_overlay("pointer", 0, 2, "ulCup")])
    assert [entity_line(one) for one in read.entities] == before
    assert at(made, "fill.md") == at(read, "fill.md")
    old = entity_line(at(read, "dig.md")).replace(b'"pointer":0,"const"', b'"pointer":2,"const"')
    mended = at(made, "dig.md")
    assert old != entity_line(at(read, "dig.md"))
    assert old.partition(b'"returns"')[2] == entity_line(mended).partition(b'"returns"')[2]
    assert apply_overlays(read, []) is read


def test_several_facts_of_one_entity() -> None:
    given = [
        _overlay("returns.type", "HRESULT", "ULONG"),
        _overlay("returns.values[S_OK].value", 0, 1),
        _overlay("name", "ulCup", "ulBowl", "ulCup"),
        _overlay("type", "ULONG", "LONG", "ulCup"),
        _overlay("array", None, [None, 4], "ulCup"),
        _overlay("optional", False, True, "ulCup"),
        _overlay("default", None, "", "ulCup"),
        _overlay("summary", "Does it.", None),
        _overlay("requirements.header", [], ["probe.h"]),
    ]
    entity = at(apply_overlays(_com(), given), "dig.md")
    assert (entity.returns.type, entity.returns.values[0].value, entity.summary) == ("ULONG", 1, None)
    (one,) = entity.parameters
    assert (one.name, one.type, one.array, one.optional, one.default) == ("ulBowl", "LONG", (None, 4), True, "")
    assert entity.requirements.header == ("probe.h",)
    recorded = {one.field: (one.read, one.value) for one in entity.repairs if one.code == CODE}
    assert len(recorded) == len(given)
    assert recorded["array"] == ("null", "[null,4]")
    assert recorded["summary"] == ("Does it.", "null")
    assert recorded["optional"] == ("false", "true")
    lines = [one.line for one in entity.repairs]
    assert lines == sorted(lines)


def test_a_return_value_is_a_member_too() -> None:
    entity = at(apply_overlays(_com(), [_overlay("success", True, False, "S_OK")]), "dig.md")
    (value,) = entity.returns.values
    assert value.success is False
    assert [one.line for one in entity.repairs if one.code == CODE] == [value.line]


def test_properties_qualifiers_and_rows_of_other_kinds() -> None:
    given = [
        _overlay("access", "read", "write", "Depth", id=CORE),
        _overlay("qualifiers[Dynamic]", True, None, id=CORE),
        _overlay("qualifiers[Provider]", None, "IceProv", id=CORE),
        _overlay("traits", ["dynamic"], [], id=CORE),
        _overlay("superclass", None, "Ice_Base", id=CORE),
    ]
    entity = at(apply_overlays(_wmi(), given), "ice-core.md")
    assert entity.properties[0].access == "write"
    assert entity.qualifiers == {"Provider": "IceProv"}
    assert (entity.traits, entity.superclass) == ((), "Ice_Base")
    slots = library({"iprobe.md": interface("IProbe", "IUnknown", rows("Dig", "Fill"))})
    made = apply_overlays(slots, [_overlay("slot", 4, 9, "Fill", id="com:IProbe")])
    assert [one.slot for one in at(made, "iprobe.md").methods if one.name == "Fill"] == [9]


def test_the_note_of_a_page_says_what_why_and_where() -> None:
    made = apply_overlays(_com(), [_overlay("direction", "in", "out", "ulCup")])
    (note,) = notes(made, "dig.md", CODE)
    assert note.message == 'direction of ulCup is read as "in", an overlay says "out": Seen. (https://example.org/)'
    assert note.span.line == at(made, "dig.md").parameters[0].line
    assert note.span.end_column > note.span.column
    assert unclaimed_codes(made) == ()


def test_a_namespace_takes_the_id_and_the_order_with_it() -> None:
    pages = {
        "dig.md": wmi_method("Dig", "Ice_Core", namespace="Root\\\\Ice"),
        "fill.md": wmi_method("Fill", "Ice_Core", namespace="Root\\\\Ice"),
    }
    read = library(pages)
    made = apply_overlays(read, [_overlay("namespace", "root/ice", "root/water", id=f"{CORE}.Dig")])
    assert [one.id for one in made.entities] == [f"{CORE}.Fill", "wmi:root/water:Ice_Core.Dig"]
    lost = apply_overlays(read, [_overlay("namespace", "root/ice", None, id=f"{CORE}.Dig")])
    assert lost.entities[0].id == "wmi:?:Ice_Core.Dig"
    assert "now must be spelt" in _problem(read, _overlay("namespace", "root/ice", "Root\\Water", id=f"{CORE}.Dig"))


def test_no_two_entities_become_one() -> None:
    pages = {
        "dig.md": wmi_method("Dig", "Ice_Core", namespace="Root\\\\Ice"),
        "dig2.md": wmi_method("Dig", "Ice_Core", namespace="Root\\\\Water"),
    }
    problem = _problem(library(pages), _overlay("namespace", "root/ice", "root/water", id=f"{CORE}.Dig"))
    assert problem == "makes wmi:root/ice:Ice_Core.Dig (dig.md) another wmi:root/water:Ice_Core.Dig"


def _two_locales(french: str = "ULONG ulCup") -> Library:
    return library(
        {
            "en-us/dig.md": com_method("Dig", "IProbe"),
            "fr-fr/dig.md": com_method("Dig", "IProbe", arguments=french).replace(
                "---\ntitle", "---\nms.contentlocale: fr-fr\ntitle"
            ),
        }
    )


def _types(found: Library) -> dict[str, str]:
    return {one.locale: one.parameters[0].type for one in found.entities}  # type: ignore[misc]


def test_without_a_locale_every_page_that_says_so_is_mended() -> None:
    both = apply_overlays(_two_locales(), [_overlay("type", "ULONG", "LONG", "ulCup")])
    assert _types(both) == {"en-us": "LONG", "fr-fr": "LONG"}
    one = apply_overlays(_two_locales("LONG ulCup"), [_overlay("type", "ULONG", "LONG", "ulCup")])
    assert _types(one) == {"en-us": "LONG", "fr-fr": "LONG"}
    assert {entity.locale: CODE in entity.findings for entity in one.entities} == {"en-us": True, "fr-fr": False}


def test_a_locale_restricts_it() -> None:
    made = apply_overlays(_two_locales(), [_overlay("type", "ULONG", "LONG", "ulCup", locale="fr-fr")])
    assert _types(made) == {"en-us": "ULONG", "fr-fr": "LONG"}
    overlay = _overlay("type", "ULONG", "LONG", "ulCup", locale="fr-fr")
    stale = 'is stale: type of ulCup of com:IProbe::Dig in fr-fr is read as "SHORT", not "ULONG"'
    assert _problem(_two_locales("SHORT ulCup"), overlay) == stale
    assert _problem(_two_locales(), _overlay("type", "ULONG", "LONG", "ulCup", locale="de-de")) == (
        "there is no com:IProbe::Dig in de-de"
    )


@pytest.mark.parametrize(
    ("overlay", "complaint"),
    [
        (
            _overlay("direction", "out", "in", "ulCup"),
            'is stale: direction of ulCup of com:IProbe::Dig is read as "in"',
        ),
        (
            _overlay("pointer", False, 1, "ulCup"),
            "is stale: pointer of ulCup of com:IProbe::Dig is read as 0, not fals",
        ),
        (_overlay("direction", "in", "out", "ulCup", id="com:INone::Dig"), "there is no com:INone::Dig"),
        (_overlay("direction", "in", "out", "ulPlate"), "com:IProbe::Dig: it has no member ulPlate"),
        (_overlay("colour", "in", "out", "ulCup"), "parameters[#1] has no field colour"),
        (_overlay("colour", "in", "out"), "com:IProbe::Dig: it has no field colour"),
        (_overlay("returns.colour", "in", "out"), "returns has no field colour"),
        (_overlay("returns.values[S_FALSE].value", 0, 1), "returns.values has no [S_FALSE]"),
        (_overlay("returns[type]", 0, 1), "returns has no [type]"),
        (_overlay("api_names[IProbe.Dig]", 0, 1), "api_names has no [IProbe.Dig]"),
        (_overlay("parameters[#2].type", 0, 1), "parameters has no [#2]"),
        (_overlay("returns", None, 1), "returns is made of several facts"),
        (_overlay("parameters", [], []), "parameters is made of several facts"),
        (_overlay("parameters[ulCup]", 1, 2), "parameters[ulCup] is made of several facts"),
        (_overlay("parameters[ulCup].qualifiers[In].value", 1, 2), "qualifiers[In] has no fields"),
        (_overlay("", 0, 1), "'' names no field"),
        (_overlay("returns.", 0, 1), "'returns.' names no field"),
        (_overlay("returns..type", 0, 1), "'returns..type' names no field"),
        (_overlay("values[]", 0, 1), "'values[]' names no field"),
        (_overlay("a b", 0, 1), "'a b' names no field"),
        (_overlay("__struct_fields__", 0, 1), "has no field __struct_fields__"),
        (_overlay("direction", "in", "sideways", "ulCup"), 'now cannot be "sideways": Invalid enum value'),
        (_overlay("type", "ULONG", 7, "ulCup"), "now cannot be 7: Expected `str | null`, got `int`"),
        (_overlay("pointer", 0, None, "ulCup"), "now cannot be null: Expected `int`"),
        (_overlay("optional", False, 1, "ulCup"), "now cannot be 1: Expected `bool`"),
        (_overlay("requirements.header", [], [1]), "now cannot be [1]: Expected `str`"),
        (_overlay("qualifiers[In]", None, None), "has no field qualifiers"),
    ],
)
def test_what_cannot_be_applied_says_why(overlay: Overlay, complaint: str) -> None:
    assert complaint in _problem(_com(), overlay)


@pytest.mark.parametrize(
    "field",
    [
        *("id", "kind", "schema", "name", "owner", "locale", "root", "page", "line", "primary", "docset"),
        *("repairs", "findings", "repairs[#1].value", "returns.line", "returns.values[S_OK].raw"),
        *("parameters[ulCup].line", "parameters[ulCup].described_line", "parameters[ulCup].raw"),
    ],
)
def test_what_says_which_entity_or_which_line_cannot_be_changed(field: str) -> None:
    assert "cannot be changed" in _problem(_com(), _overlay(field, "x", "y"))


def test_an_absent_entry_of_a_map_cannot_be_taken_away() -> None:
    problem = _problem(_wmi(), _overlay("qualifiers[Key]", None, None, id=CORE))
    assert problem == "changes nothing"


def test_every_overlay_that_is_wrong_is_named() -> None:
    first = _overlay("direction", "out", "in", "ulCup", line=1)
    second = _overlay("direction", "in", "out", "ulCup", line=9)
    third = _overlay("type", "X", "Y", "ulCup", line=17)
    assert [problem.split(": ")[0] for problem in _problems(_com(), first, second, third)] == [
        "known.toml:1",
        "known.toml:17",
    ]


def test_two_overlays_of_one_fact_are_refused_however_they_name_it() -> None:
    first = _overlay("type", "ULONG", "LONG", "ulCup", line=1)
    second = _overlay("parameters[#1].type", "ULONG", "SHORT", line=9)
    assert _problems(_com(), first, second) == ("known.toml:9: changes the same fact as the entry at known.toml:1",)


def test_a_member_of_two_lists_must_be_named_by_its_list() -> None:
    listed = wmi_class("Ice_Core", namespace="Root\\\\Ice", methods="| [**Depth**](depth.md) | Digs. |")
    found = library({"ice-core.md": listed})
    problem = _problem(found, _overlay("type", "uint32", "uint64", "Depth", id=CORE))
    assert "it has several members Depth (in methods, properties): name one by field alone" in problem
    made = apply_overlays(found, [_overlay("properties[Depth].type", "uint32", "uint64", id=CORE)])
    assert at(made, "ice-core.md").properties[0].type == "uint64"


VALUED = """
<dl> <dt>

**Depth**
</dt> <dd> <dl> <dt>

Data type: **uint32**
</dt> <dt>

Access type: Read-only
</dt> </dl>

How deep.

<dt>

**Flat** (1)

</dt> <dd></dd> <dt>

**Steep** (2)

</dt> <dd></dd> </dl> </dd> </dl>
"""


@pytest.mark.parametrize("item", ["Steep", "2", "0x2", "#2"])
def test_a_value_is_picked_by_name_number_or_place(item: str) -> None:
    found = library({"ice-core.md": wmi_class("Ice_Core", namespace="Root\\\\Ice", described=VALUED)})
    values = at(found, "ice-core.md").properties[0].values
    assert [one.value for one in values] == [1, 2]
    overlay = _overlay(f"values[{item}].value", 2, 5, "Depth", id=CORE)
    made = at(apply_overlays(found, [overlay]), "ice-core.md")
    assert [one.value for one in made.properties[0].values] == [1, 5]
    assert [one.line for one in made.repairs if one.code == CODE] == [values[1].line]


def _kettles() -> Library:
    pages = {
        "ikettle.md": interface("IKettle", "IUnknown", rows("Brew", "Pour", "GetLastError")),
        "iteapot.md": interface("ITeapot", "IKettle", rows("Steep")),
        "ijug.md": interface("IJug", "IUnknown", ""),
        **{f"{one.lower()}.md": com_method(one, "IKettle") for one in ("Brew", "Pour", "GetLastError", "Descale")},
        "steep.md": com_method("Steep", "ITeapot"),
    }
    return library(pages)


def _order(was: list[Plain], now: list[Plain], name: str = "IKettle") -> Overlay:
    return _overlay("methods", was, now, id=f"com:{name}")


def _vtable(found: Library, page: str) -> list[tuple[Any, ...]]:
    return [(one.name, one.slot, one.page) for one in at(found, page).methods]


def test_a_vtable_in_another_order_moves_its_methods_and_those_of_derived_interfaces() -> None:
    now: list[Plain] = ["GetLastError", "Brew", "Descale", None, "Clean", "Pour"]
    made = apply_overlays(_kettles(), [_order(["Brew", "Pour", "GetLastError"], now)])
    assert _vtable(made, "ikettle.md") == [
        ("GetLastError", 3, "getlasterror.md"),
        ("Brew", 4, "brew.md"),
        ("Descale", 5, "descale.md"),
        (None, 6, None),
        ("Clean", 7, None),
        ("Pour", 8, "pour.md"),
    ]
    assert _vtable(made, "iteapot.md") == [("Steep", 9, "steep.md")]
    slots = {one.name: one.slot for one in made.entities if one.kind == "com-method"}
    assert slots == {"Brew": 4, "Pour": 8, "GetLastError": 3, "Descale": 5, "Steep": 9}
    (moved,) = [one for one in at(made, "steep.md").repairs if one.code == CODE]
    assert (moved.field, moved.read, moved.value, moved.evidence) == ("slot", "6", "9", "overlay")
    (note,) = notes(made, "ikettle.md", CODE)
    assert note.message.startswith(
        'methods is read as ["Brew","Pour","GetLastError"], an overlay says ["GetLastError",'
    )
    assert notes(made, "steep.md", CODE) == []
    assert CODE not in at(made, "steep.md").findings
    (told,) = [one for one in at(made, "iteapot.md").repairs if one.code == CODE]
    assert (told.field, told.member, told.read, told.value) == ("slot", "Steep", "6", "9")


def test_a_method_that_is_left_out_has_no_slot() -> None:
    made = apply_overlays(_kettles(), [_order(["Brew", "Pour", "GetLastError"], ["Brew", "Pour"])])
    assert at(made, "getlasterror.md").slot is None
    assert at(made, "steep.md").slot == 5
    (told,) = [one for one in at(made, "getlasterror.md").repairs if one.code == CODE]
    assert (told.read, told.value) == ("5", "null")


def test_another_base_or_order_counts_the_slots_anew() -> None:
    base = apply_overlays(_kettles(), [_overlay("base", "IUnknown", "IDispatch", id="com:IKettle")])
    assert [one.slot for one in at(base, "ikettle.md").methods] == [7, 8, 9]
    assert (at(base, "brew.md").slot, at(base, "steep.md").slot) == (7, 10)
    order = apply_overlays(_kettles(), [_overlay("order", "vtable", "listed", id="com:IKettle")])
    assert [one.slot for one in (*at(order, "ikettle.md").methods, *at(order, "iteapot.md").methods)] == [None] * 4
    assert at(order, "steep.md").slot is None


@pytest.mark.parametrize(
    "rival",
    [
        _overlay("slot", 6, 12, id="com:ITeapot::Steep"),
        _overlay("methods[Steep].slot", 6, 12, id="com:ITeapot"),
        _overlay("slot", 4, 12, id="com:IKettle::Pour"),
    ],
)
def test_a_slot_that_is_counted_anew_cannot_be_given(rival: Overlay) -> None:
    (problem,) = _problems(_kettles(), _order(["Brew", "Pour", "GetLastError"], ["Pour", "Brew"]), rival)
    assert f"slots of {rival.id} are counted anew" in problem


def test_names_of_a_vtable_are_found_whatever_their_case_and_in_any_language() -> None:
    read = _kettles()
    made = apply_overlays(read, [_order(["Brew", "Pour", "GetLastError"], ["pour", "BREW"])])
    assert _vtable(made, "ikettle.md") == [("Pour", 3, "pour.md"), ("Brew", 4, "brew.md")]
    french = pages({"ijug.md": interface("IJug", "IUnknown", rows("A"))}, "fr-fr", "french")
    english = pages({"ijug.md": interface("IJug", "IUnknown", rows("A")), "brew.md": com_method("Brew", "IKettle")})
    both = apply_overlays(link([*english, *french]), [_order(["A"], ["A", "com:IKettle::Brew"], "IJug")])
    jugs = [one for one in both.entities if isinstance(one, ComInterface)]
    assert [(one.locale, one.methods[1].name, one.methods[1].page) for one in jugs] == [
        ("en-us", "Brew", "brew.md"),
        ("fr-fr", "Brew", None),
    ]


def test_the_page_of_a_method_is_its_own_and_a_second_one_gets_no_slot() -> None:
    shared = com_method("Brew", "IAaa").replace("- IAaa.Brew", "- IAaa.Brew\n- IKettle.Brew")
    texts = {
        "a.md": shared,
        "ikettle.md": interface("IKettle", "IUnknown", rows("Pour", "Brew")),
        "k.md": com_method("Brew", "IKettle"),
        "k2.md": com_method("Brew", "IKettle"),
    }
    read = library(texts)
    assert [(at(read, page).slot, at(read, page).primary) for page in ("k.md", "k2.md")] == [(4, True), (None, False)]
    made = apply_overlays(read, [_order(["Pour", "Brew"], ["Brew", "Pour"])])
    assert _vtable(made, "ikettle.md")[0] == ("Brew", 3, "k.md")
    assert (at(made, "k.md").slot, at(made, "k2.md").slot) == (3, None)


def test_a_slot_may_be_documented_on_the_page_of_another_interface() -> None:
    read = _kettles()
    given = [_order([], ["com:IKettle::Brew"], "IJug"), _overlay("order", None, "vtable", id="com:IJug")]
    made = apply_overlays(read, given[:1] if at(read, "ijug.md").order else given)
    assert _vtable(made, "ijug.md") == [("Brew", 3, "brew.md")]
    assert at(made, "brew.md").slot == 3


@pytest.mark.parametrize(
    ("now", "problem"),
    [
        (["com:IKettle::Whistle"], "there is no com:IKettle::Whistle"),
        ("Brew", "it must be an array of names"),
        ([["Brew"]], "it must be an array of names"),
        ([""], "it must be an array of names"),
        (["Brew", "Pour", "brew"], "is there more than once"),
        (["com:IKettle::Brew", "Pour", "GetLastError"], "it changes nothing"),
    ],
)
def test_a_vtable_that_cannot_be(now: Plain, problem: str) -> None:
    was: list[Plain] = ["Brew", "Pour", "GetLastError"]
    assert problem in _problem(_kettles(), _overlay("methods", was, now, id="com:IKettle"))


def test_a_vtable_and_a_part_of_it_are_one_fact() -> None:
    given = [
        _order(["Brew", "Pour", "GetLastError"], ["Brew"]),
        _overlay("methods[Pour].documented", True, False, id="com:IKettle"),
    ]
    (problem,) = _problems(_kettles(), *given)
    assert "changes the same fact as the entry at known.toml:7" in problem
    (stale,) = _problems(_kettles(), _order(["Pour"], ["Brew"]))
    assert 'methods of com:IKettle is read as ["Brew","Pour","GetLastError"], not ["Pour"]' in stale
