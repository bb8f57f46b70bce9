"""The page step: states, notes, links and what it refuses."""

import pytest

from specgen.model.change import changed
from specgen.model.facts import PageFacts
from specgen.reader import read_page
from specgen.reader.page import MAX_BYTES
from tests.reader.pages import MAPI_INTERFACE, MAPI_METHOD, PAGES, WMI_CLASS, WMI_METHOD, read


def codes(facts: PageFacts) -> list[str]:
    return [note.code for note in facts.notes]


@pytest.mark.parametrize("path", sorted(PAGES))
def test_the_hand_written_pages_compile(path: str) -> None:
    facts = read(PAGES[path], path)
    assert (facts.state, facts.reason, facts.notes) == ("compiled", None, ())


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_change_nothing(end: str) -> None:
    for path, text in PAGES.items():
        assert undigested(read_page(path, text.replace("\n", end).encode())) == undigested(read(text, path))


def test_a_byte_order_mark_changes_nothing() -> None:
    for path, text in PAGES.items():
        assert undigested(read_page(path, b"\xef\xbb\xbf" + text.encode())) == undigested(read(text, path))


def undigested(facts: PageFacts) -> PageFacts:
    """The facts without the digest of the bytes, which is another for each spelling of line ends."""
    return changed(facts, digest="")


def test_the_locale_is_the_pages_own_first() -> None:
    text = WMI_METHOD.replace("title:", "ms.contentlocale: de-DE\ntitle:", 1)
    assert read(text, locale="fr-fr").locale == "de-de"
    assert read(WMI_METHOD, locale="fr-fr").locale == "fr-fr"
    assert read(WMI_METHOD).locale == "en-us"


def test_bytes_that_are_not_utf8_are_noted_where_they_stand() -> None:
    data = WMI_METHOD.replace("walrus", "w\x00lrus").encode().replace(b"w\x00lrus", b"w\xe9lrus")
    facts = read_page("bore-ice-drill.md", data)
    (note,) = facts.notes
    assert note.code == "SG904"
    assert data.decode("utf-8", "replace").split("\n")[note.span.line - 1][note.span.column - 1] == "\ufffd"
    assert facts.name == "Bore" and len(facts.parameters) == 3


def test_a_page_that_is_too_large_is_not_read() -> None:
    facts = read_page("big.md", b"x" * (MAX_BYTES + 1), "fr-fr")
    assert (facts.state, codes(facts), facts.locale) == ("not_understood", ["SG904"], "fr-fr")


def test_articles_are_skipped_and_say_so() -> None:
    facts = read("# About ice\n\nIt is cold.\n")
    assert (facts.kind, facts.state, facts.reason) == ("article", "skipped", "not a reference page")
    assert facts.notes == ()


def test_a_structure_without_syntax_is_not_understood() -> None:
    facts = read("---\ntitle: t\napi_name:\n- MUG\n---\n# MUG structure\n")
    assert (facts.kind, facts.state) == ("struct", "not_understood") and "struct" in (facts.reason or "")


def test_a_reference_page_without_syntax_is_not_understood() -> None:
    bare = read("---\ntitle: t\napi_name:\n- Ice_Drill.Bore\n---\n# Bore method of the Ice\\_Drill class\n\nText.\n")
    assert (bare.kind, bare.state, codes(bare)) == ("wmi-method", "not_understood", ["SG901"])


def test_a_page_that_names_an_api_and_nothing_else_is_not_understood() -> None:
    facts = read("---\ntitle: t\napi_name:\n- Odd\n---\n# Something odd\n")
    assert (facts.kind, facts.state, codes(facts)) == ("other", "not_understood", ["SG901"])


def test_requirement_rows_that_nobody_knows_are_kept_as_they_are() -> None:
    text = WMI_METHOD.replace("| DLL<br/>", "| Walrus count<br/> | 3 |\n| DLL<br/>")
    facts = read(text, "bore-ice-drill.md")
    unknown = [(row.label.text, row.repaired) for row in facts.requirements if row.key is None]
    assert unknown == [("Walrus count", ("3",))]
    assert (facts.state, codes(facts)) == ("compiled", [])


def test_links_are_whole_and_know_their_section() -> None:
    facts = read(WMI_METHOD, "bore-ice-drill.md")
    assert [(one.text, one.target, one.section) for one in facts.links] == [("Ice_Drill", "ice-drill.md", "see-also")]
    facts = read(WMI_CLASS, "ice-drill.md")
    assert [(one.text, one.section) for one in facts.links] == [
        ("Bore", "methods"),
        ("key", "properties"),
        ("MaxLen", "properties"),
        ("Ice_Tool", "properties"),
    ]


def test_the_summary_is_the_first_paragraph_that_is_no_label() -> None:
    assert read(MAPI_METHOD, "ikettle-brew.md").summary == "Brews a pot."
    assert read(MAPI_INTERFACE, "ikettleiunknown.md").summary == "Brews."
    assert (
        read(WMI_METHOD.replace("Bores a hole through the ice.\n", "> [!NOTE]\n> Cold.\n\nBores *ice*.\n")).summary
        == "Bores ice."
    )


def test_label_tables_above_the_sections_are_requirements() -> None:
    facts = read(MAPI_INTERFACE, "ikettleiunknown.md")
    assert [(row.key, row.repaired) for row in facts.requirements] == [
        ("header", ("Kettle.h",)),
        ("iid", ("IID_IKettle",)),
    ]


def test_examples_are_no_syntax() -> None:
    before, _, rest = WMI_METHOD.partition("```mof\n")
    behind = rest.partition("```\n")[2].replace("Mind the walrus.", "```mof\nuint32 Thaw();\n```")
    facts = read(f"{before}See the provider.\n{behind}", "bore-ice-drill.md")
    assert (facts.name, facts.declaration, facts.state) == ("Bore", None, "not_understood")


def test_a_vtable_makes_an_interface() -> None:
    text = MAPI_INTERFACE.replace("# IKettle : IUnknown", "# Kettles")
    facts = read(text, "kettles.md")
    assert (facts.kind, facts.listed_order, len(facts.listed)) == ("com-interface", "vtable", 2)


def test_a_property_of_nothing_is_not_understood() -> None:
    syntax = "## Syntax\n\n```C++\nHRESULT get_Heat(\n  [out] LONG *plHeat\n);\n```\n\n## Property value\n\nHow hot.\n"
    facts = read(f"---\ntitle: t\napi_name:\n- Heat\n---\n# Heat property\n\n{syntax}", "heat.md")
    assert (facts.kind, facts.owner, facts.state) == ("com-property", None, "not_understood")
    owned = read(f"---\ntitle: t\napi_name:\n- IKettle.Heat\n---\n# IKettle::Heat property\n\n{syntax}", "heat.md")
    assert (owned.owner, owned.state, owned.accessors[0].accessor) == ("IKettle", "compiled", "get")


def test_numbers_of_any_length_are_text() -> None:
    """Python refuses to read, and JSON cannot hold, what a page may well spell."""
    nines = "9" * 5000
    mof = f"class Kettle\n{{\n  [MaxLen({nines})] string Lid[{nines}];\n}};\n"
    facts = read(f"---\napi_name:\n- Kettle\n---\n# Kettle class\n\n## Syntax\n\n```syntax\n{mof}```\n", "kettle.md")
    (lid,) = facts.properties
    assert (lid.declared.qualifiers["MaxLen"], lid.declared.array) == (nines, (None,))
    c = f"HRESULT Boil(\n  LONG alHeat[{nines}]\n);\n"
    facts = read(
        f"---\napi_name:\n- IKettle.Boil\n---\n# IKettle::Boil method\n\n## Syntax\n\n```cpp\n{c}```\n", "b.md"
    )
    assert [one.declared.array for one in facts.parameters] == [(nines,)]


def test_a_name_in_capitals_is_that_of_a_prototype() -> None:
    syntax = "```cpp\nHRESULT BOILPROC(\n  ULONG ulHeat\n);\n```\n"
    text = f"---\napi_name:\n- MAPI.BOILPROC\n---\n# BOILPROC\n\n## Syntax\n\n{syntax}"
    assert read(text, "boilproc.md").kind == "callback"
    assert read(text.replace("BOILPROC", "BoilNow"), "boilnow.md").kind == "function"
