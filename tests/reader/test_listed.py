"""Member tables and mentions of code."""

import pytest

from specgen.lexicons import lexicon
from specgen.model.facts import ListedMember
from specgen.reader.flow import Node
from specgen.reader.listed import read_listed
from specgen.reader.mentions import read_mentions
from specgen.reader.source import Source
from tests.reader.pages import blocks, nodes


def listed(sections: dict[str, str], locale: str = "en-us") -> tuple[tuple[ListedMember, ...], str | None]:
    trees = {key: nodes(text) for key, text in sections.items()}
    none: list[Node] = []
    return read_listed(lambda key: trees.get(key, none), lexicon(locale))


TABLE = "| Method | Description |\n|---|---|\n"


def test_rows_of_a_method_table() -> None:
    found, order = listed(
        {"methods": f"{TABLE}| [**Bore**](bore.md) | Bores.<br/> |\n| **Thaw** | Not implemented.<br/> |\n| | x |\n"}
    )
    assert order == "listed"
    assert [(one.name, one.target, one.implemented, one.description) for one in found] == [
        ("Bore", "bore.md", True, "Bores."),
        ("Thaw", None, False, "Not implemented."),
    ]


@pytest.mark.parametrize(
    ("cell", "name", "target"),
    [
        ("[**IKettle::Brew**](ikettle-brew.md)", "Brew", "ikettle-brew.md"),
        ("[IKettle:: Brew](ikettle-brew.md)", "Brew", "ikettle-brew.md"),
        ("[**Set\\_Mode**](set-mode.md)", "Set_Mode", "set-mode.md"),
        ("[**Set \\_ Mode**](set-mode.md)", "Set_Mode", "set-mode.md"),
        ("New: [**Bore**](bore.md)", "Bore", "bore.md"),
        ("_Placeholder member_", "Placeholder member", None),
        ("Bore", "Bore", None),
    ],
)
def test_how_a_row_names_its_member(cell: str, name: str, target: str | None) -> None:
    ((only,), _) = listed({"methods": f"{TABLE}| {cell} | x |\n"})
    assert (only.name, only.target) == (name, target)


def test_the_vtable_comes_first() -> None:
    found, order = listed(
        {"methods": f"{TABLE}| A | |\n", "vtable-order": "|||\n|:--|:--|\n|[Brew](b.md) <br/> |Brews. <br/> |\n"}
    )
    assert ([one.name for one in found], order) == (["Brew"], "vtable")


def test_a_table_of_properties_lists_no_methods() -> None:
    rows = "| **PR\\_WARMTH** ([PidTagWarmth](pidtagwarmth-canonical-property.md)) | Read-only |\n"
    assert listed({"vtable-order": f"|**Required properties**|**Access**|\n|---|---|\n{rows}"}) == ((), None)


def test_a_method_may_speak_of_a_property() -> None:
    rows = "|[GetA](a.md)| |\n|[Touch](b.md) (sets PR\\_WARMTH)| |\n|[GetB](c.md)| |\n"
    found, _ = listed({"vtable-order": f"|||\n|---|---|\n{rows}"})
    assert [one.name for one in found] == ["GetA", "Touch", "GetB"]


def test_nothing_listed_has_no_order() -> None:
    assert listed({}) == ((), None)
    assert listed({"methods": "No table.\n"}) == ((), None)
    assert listed({"methods": TABLE}) == ((), None)


def test_unimplemented_is_said_in_many_languages() -> None:
    ((only,), _) = listed({"methods": f"{TABLE}| **Thaw** | Cette méthode n'est pas implémentée. |\n"}, "fr-fr")
    assert not only.implemented


def mentions(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    source = Source("page.md", text)
    found = read_mentions(blocks(text))
    assert all(source.slice(one.quote.span) == one.quote.text for one in found)
    return [(one.form, one.quote.text, one.parts) for one in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Call IKettle::Brew now.", [("qualified", "IKettle::Brew", ("IKettle", "Brew"))]),
        ("Call **IKettle:: Brew** now.", [("qualified", "IKettle:: Brew", ("IKettle", "Brew"))]),
        (
            "Call **IKettle:: faire infuser** now.",
            [("qualified", "IKettle:: faire infuser", ("IKettle", "faire infuser"))],
        ),
        ("Call IKettle:: Brew and drink.", [("qualified", "IKettle:: Brew", ("IKettle", "Brew"))]),
        ("[IKettle ::Brew](x.md)", [("qualified", "IKettle ::Brew", ("IKettle", "Brew"))]),
        ("CKettle::~CKettle", [("qualified", "CKettle::~CKettle", ("CKettle", "~CKettle"))]),
        ("See Kettle. cpp for more.", [("file", "Kettle. cpp", ("Kettle", "cpp"))]),
        (
            "See Kettle. H and KETTLE. DLL now",
            [("file", "Kettle. H", ("Kettle", "H")), ("file", "KETTLE. DLL", ("KETTLE", "DLL"))],
        ),
        ("Boils in classes. MOF files are text. H is one.", []),
        ("See Kettle.cpp for more.", []),
        ("It ends. However, so be it.", []),
        ("a : b", []),
        ("", []),
    ],
)
def test_mentions_of_code_in_prose(text: str, found: list[tuple[str, str, tuple[str, ...]]]) -> None:
    assert mentions(text + "\n") == found


def test_mentions_are_found_everywhere_but_in_fences() -> None:
    text = (
        "# IKettle:: Brew\n\n> IKettle::Pour\n\n| a | b |\n|---|---|\n| ICup::Fill | Cup. dll |\n\n```cpp\nIX::Y\n```\n"
    )
    assert [quote for _, quote, _ in mentions(text)] == ["IKettle:: Brew", "IKettle::Pour", "ICup::Fill", "Cup. dll"]
