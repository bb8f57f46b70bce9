"""COM interfaces: bases, slots, the pages of the methods, and identifiers."""

from specgen.link import Header, link
from specgen.model.entities import ComInterface
from tests.link.trees import at, by_id, com_method, front, ids, interface, library, pages, rows

KETTLE = interface("IKettle", "IUnknown", rows("Brew@brew.md", "_Placeholder member_", "Pour@pour.md"))
TEAPOT = interface("ITeapot", "IKettle", rows("Steep@steep.md"))


def test_slots_count_those_of_the_bases() -> None:
    texts = {
        "ikettle.md": KETTLE,
        "iteapot.md": TEAPOT,
        "brew.md": com_method("Brew", "IKettle"),
        "steep.md": com_method("Steep", "ITeapot"),
    }
    found = by_id(library(texts))
    assert [(one.name, one.slot, one.documented) for one in found["com:IKettle"].methods] == [
        ("Brew", 3, True),
        (None, 4, False),
        ("Pour", 5, False),
    ]
    assert found["com:IKettle::Brew"].slot == 3
    assert (found["com:ITeapot"].methods[0].slot, found["com:ITeapot::Steep"].slot) == (6, 6)
    assert (found["com:ITeapot"].base, found["com:ITeapot"].order) == ("IKettle", "vtable")


def test_an_unknown_base_gives_no_slots() -> None:
    found = library({"x.md": interface("IKettle", "IMystery", rows("Brew"))})
    assert [one.slot for one in at(found, "x.md").methods] == [None]


def test_a_base_that_only_lists_its_methods_gives_no_slots() -> None:
    texts = {"a.md": interface("IKettle", "IUnknown", rows("Brew"), vtable=False), "b.md": TEAPOT}
    found = library(texts)
    assert [one.slot for one in (*at(found, "a.md").methods, *at(found, "b.md").methods)] == [None, None]
    assert at(found, "a.md").order == "listed"


def test_dispatch_has_seven_slots() -> None:
    assert at(library({"x.md": interface("IKettle", "IDispatch", rows("Brew"))}), "x.md").methods[0].slot == 7


def test_a_page_that_lists_the_methods_of_the_root_lists_no_further_slots() -> None:
    listed = rows("QueryInterface", "AddRef", "release", "Brew@brew.md", "Invoke")
    texts = {
        "a.md": interface("IKettle", "IUnknown", listed),
        "b.md": TEAPOT,
        "brew.md": com_method("Brew", "IKettle"),
        "d.md": interface("IDisplay", "IDispatch", rows("Show", "Invoke")),
    }
    found = library(texts)
    assert [one.slot for one in at(found, "a.md").methods] == [0, 1, 2, 3, 4]
    assert (at(found, "b.md").methods[0].slot, at(found, "brew.md").slot) == (5, 3)
    assert [one.slot for one in at(found, "d.md").methods] == [7, 6]


def test_bases_that_go_round_in_a_circle_end() -> None:
    texts = {"a.md": interface("IA", "IB", rows("X")), "b.md": interface("IB", "IA", rows("Y"))}
    assert [one.methods[0].slot for one in library(texts).entities] == [None, None]


def test_a_page_may_document_the_member_of_several_interfaces() -> None:
    text = com_method("Brew", "IKettle").replace("- IKettle.Brew", "- IKettle.Brew\n- ITeapot.Brew\n- ITeapot.Other")
    texts = {"brew.md": text, "t.md": interface("ITeapot", "IUnknown", rows("Brew"))}
    found = library(texts)
    assert at(found, "brew.md").also_on == ("com:ITeapot::Brew",)
    assert at(found, "t.md").methods[0].page == "brew.md"
    assert at(found, "brew.md").slot is None


def test_a_row_whose_name_was_translated_is_the_method_that_it_leads_to() -> None:
    listed = rows("Preparar@brew.md", "Deitar fora@pour.md", "Steep@brew.md", "Novo@elsewhere.md")
    texts = {
        "ikettle.md": interface("IKettle", "IUnknown", listed),
        "brew.md": com_method("Brew", "IKettle"),
        "pour.md": com_method("Pour", "IKettle"),
        "steep.md": com_method("Steep", "IKettle"),
        "elsewhere.md": com_method("Boil", "ITeapot"),
    }
    found = by_id(library(texts))
    # Steep has a name that is listed, so its link to another page tells nothing; Boil is no method of this interface.
    assert [one.name for one in found["com:IKettle"].methods] == ["Brew", "Pour", "Steep", "Novo"]
    assert [found[f"com:IKettle::{name}"].slot for name in ("Brew", "Pour", "Steep")] == [3, 4, 5]
    assert found["com:ITeapot::Boil"].slot is None


def test_identifiers_of_an_interface() -> None:
    text = interface("IKettle", "IUnknown", rows("Brew")) + (
        "\n## Requirements\n\n| Requirement | Value |\n|---|---|\n"
        "| IID<br/> | IID\\_IKettle is defined as 0A1B2C3D-0000-1111-2222-ABCDEFABCDEF<br/> |\n"
        "| CLSID<br/> | CLSID\\_Kettle is {11111111-2222-3333-4444-555555555555}<br/> |\n"
    )
    found = at(library({"x.md": text}), "x.md")
    assert (found.iid, found.iid_symbol) == ("0a1b2c3d-0000-1111-2222-abcdefabcdef", "IID_IKettle")
    assert found.clsids == ("11111111-2222-3333-4444-555555555555",)


def test_headers_tell_the_identifiers_that_no_page_tells() -> None:
    row = "\n## Requirements\n\n| Requirement | Value |\n|---|---|\n| IID<br/> | IID\\_Boiler<br/> |\n"
    told = "| IID<br/> | 0A1B2C3D-0000-1111-2222-ABCDEFABCDEF<br/> |\n"
    texts = {
        "a.md": interface("IKettle", "IUnknown", rows("Brew")),
        "b.md": interface("IBoiler", "IUnknown", rows("Brew")) + row,
        "c.md": interface("IToldAlready", "IUnknown", rows("Brew")) + row + told,
        "d.md": interface("IQuarrel", "IUnknown", rows("Brew")),
    }
    one, two = (f"{digit * 8}-0000-0000-c000-000000000046" for digit in "12")
    first = Header({}, {"IKettle": one, "Boiler": two, "IToldAlready": one, "IQuarrel": one})
    found = link(pages(texts), None, {"a.h": first, "b.h": Header({}, {"IQuarrel": two, "IKettle": one})})
    iids = {entity.name: entity.iid for entity in found.entities if isinstance(entity, ComInterface)}
    assert iids == {
        "IKettle": one,
        "IBoiler": two,
        "IToldAlready": "0a1b2c3d-0000-1111-2222-abcdefabcdef",
        "IQuarrel": None,
    }


def test_ids_have_the_forms_of_the_contract() -> None:
    texts = {"brew.md": com_method("Brew", "IKettle"), "ikettle.md": KETTLE}
    assert ids(library(texts)) == ["com:IKettle", "com:IKettle::Brew"]


def test_an_interface_may_have_no_table() -> None:
    found = library({"x.md": front("IKettle") + "# IKettle : IUnknown\n\nIt is.\n"})
    assert (at(found, "x.md").methods, at(found, "x.md").order) == ((), None)
