"""Identity: the witnesses of a page, their election, and the kind of page."""

import pytest

from specgen.model.facts import Witness
from specgen.model.spans import Quote, Span
from specgen.reader.identity import api_pair, elect, supports
from tests.reader.pages import MAPI_INTERFACE, MAPI_METHOD, WMI_CLASS, WMI_METHOD, read


def witnesses(api: str | None, syntax: str | None, heading: str, stem: str) -> list[Witness]:
    found = [Witness("api_name", api)] if api else []
    found += [Witness("syntax", syntax)] if syntax else []
    return [*found, Witness("heading", heading), Witness("stem", stem)]


@pytest.mark.parametrize(
    ("api", "syntax", "heading", "stem", "name"),
    [
        ("Bore", "Bore", "bore-method-of-the-ice_drill-class", "bore-ice-drill", "Bore"),
        ("Thaw", "Bore", "bore-method-of-the-ice_drill-class", "bore-ice-drill", "Bore"),
        ("Bore", "Thaw", "bore-method-of-the-ice_drill-class", "bore-ice-drill", "Bore"),
        ("Bore", "Thaw", "something", "else", "Thaw"),
        ("Bore", "Thaw", "bore-method", "thaw-ice-drill", "Thaw"),
        ("Brew", "BREW", "ikettlebrew", "ikettle-brew", "BREW"),
        ("SetMode", None, "ikettlesetmode", "ikettle-setmode", "SetMode"),
        (None, "Set_Mode", "set-mode-method", "x", "Set_Mode"),
        (None, None, "bore-method", "bore", None),
    ],
)
def test_most_witnesses_win_and_the_syntax_settles_ties(
    api: str | None, syntax: str | None, heading: str, stem: str, name: str | None
) -> None:
    assert elect(witnesses(api, syntax, heading, stem), owned=True) == name


@pytest.mark.parametrize(
    ("slug", "name", "owned", "held"),
    [
        ("bore-method-of-the-ice_drill-class", "Bore", False, True),
        ("bore-method-of-the-ice_drill-class", "Ice_Drill", False, True),
        ("ikettlebrew-method", "Brew", False, False),
        ("ikettlebrew", "Brew", True, True),
        ("ikettlebrew", "Brew", False, False),
        ("set-mode-icedrill", "Set_Mode", False, True),
        ("boring-method", "Bore", False, False),
        ("", "Bore", True, False),
    ],
)
def test_slugs_support_whole_words(slug: str, name: str, *, owned: bool, held: bool) -> None:
    assert supports(Witness("heading", slug), name, owned=owned) is held


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Ice_Drill.Bore", ("Ice_Drill", "Bore")),
        ("MAPI.MugOpen", (None, "MugOpen")),
        ("NMAPI.MugOpen", (None, "MugOpen")),
        ("MugOpen", (None, "MugOpen")),
        ("Cold.Ice_Drill.Bore", ("Cold.Ice_Drill", "Bore")),
        (" IKettle.Brew ", ("IKettle", "Brew")),
        ("MAPI.IKettle::Brew", ("IKettle", "Brew")),
        ("IKettle::Brew", ("IKettle", "Brew")),
        ("IKettle::", (None, "IKettle::")),
    ],
)
def test_an_api_name_is_an_owner_and_a_name(text: str, pair: tuple[str | None, str]) -> None:
    assert api_pair(text) == pair


def page(heading: str, syntax: str = "", api: str | None = None, stem: str = "page", info: str = "cpp") -> str:
    front = f"---\ntitle: t\napi_name:\n- {api}\n---\n" if api else "---\ntitle: t\n---\n"
    fence = f"\n## Syntax\n\n```{info}\n{syntax}\n```\n" if syntax else ""
    return f"{front}# {heading}\n\nText.\n{fence}"


BREW = "HRESULT Brew(\n  ULONG ulCup\n);"
BORE = "uint32 Bore(\n  [in] uint32 Depth\n);"


@pytest.mark.parametrize(
    ("text", "kind", "name", "owner"),
    [
        (page("IKettle::Brew method", BREW, "IKettle.Brew"), "com-method", "Brew", "IKettle"),
        (page("IKettle::Brew", BREW), "com-method", "Brew", "IKettle"),
        (page("MugOpen", "HRESULT MugOpen(\n  ULONG ulMug\n);", "MAPI.MugOpen"), "function", "MugOpen", None),
        (page("MugOpen function", "HRESULT MugOpen(\n  ULONG ulMug\n);", "MugOpen"), "function", "MugOpen", None),
        (page("MugFull callback function", "VOID MugFull(\n  ULONG x\n);", "MugFull"), "callback", "MugFull", None),
        (
            page("Bore method of the Ice\\_Drill class", BORE, "Ice_Drill.Bore", info="mof"),
            "wmi-method",
            "Bore",
            "Ice_Drill",
        ),
        (page("Bore method of the Ice\\_Drill class", BORE, info="mof"), "wmi-method", "Bore", "Ice_Drill"),
        (
            page(
                "Ice\\_Drill class", "class Ice_Drill : Ice_Tool\n{\n  uint32 Depth;\n};", "Ice_Drill", info=" syntax"
            ),
            "wmi-class",
            "Ice_Drill",
            None,
        ),
        (page("MUG structure", "typedef struct _MUG {\n  ULONG ulSize;\n} MUG;", "MUG"), "struct", "MUG", None),
        (
            page("MUGSIZE enumeration", "typedef enum _MUGSIZE {\n  SMALL = 0\n} MUGSIZE;", "MUGSIZE"),
            "enum",
            "MUGSIZE",
            None,
        ),
        (page("WM\\_MUGFULL message", "", "WM_MUGFULL"), "message", "WM_MUGFULL", None),
        (page("IKettle : IUnknown", "", "IKettle"), "com-interface", "IKettle", None),
        (page("IKettle interface", "", "IKettle"), "com-interface", "IKettle", None),
        (page("PidTagMug Canonical Property", "", "PidTagMug"), "mapi-property", "PidTagMug", None),
        (page("Something odd", "", "Odd"), "other", "Odd", None),
        (page("About kettles"), "article", None, None),
        (page("About kettles", BREW), "article", None, None),
        (page("Kettle class", "", "Kettle"), "com-class", "Kettle", None),
    ],
)
def test_every_kind_is_told_by_syntax_title_and_frontmatter(
    text: str, kind: str, name: str | None, owner: str | None
) -> None:
    facts = read(text)
    assert (facts.kind, facts.owner) == (kind, owner)
    if kind != "article":
        assert facts.name == name


def test_an_event_in_the_wrong_fence_is_no_wmi_method() -> None:
    text = page(
        "IMugEvents::OnFull method", "HRESULT OnFull(\n  [in] VARIANT_BOOL vbFull\n);", "IMugEvents.OnFull", info="mof"
    )
    facts = read(text)
    assert (facts.kind, facts.owner) == ("com-method", "IMugEvents")


def test_a_copied_api_name_loses_the_election() -> None:
    text = MAPI_METHOD.replace("IKettle.Brew", "IKettle.Pour")
    facts = read(text, "ikettle-brew.md")
    assert (facts.name, facts.owner) == ("Brew", "IKettle")
    assert [(one.source, one.name) for one in facts.witnesses] == [
        ("api_name", "Pour"),
        ("syntax", "Brew"),
        ("heading", "ikettlebrew"),
        ("stem", "ikettle-brew"),
    ]


def test_the_owner_without_an_api_name_comes_from_the_title() -> None:
    text = WMI_METHOD.replace("api_name:\n- Ice_Drill.Bore\n", "")
    facts = read(text, "bore-ice-drill.md")
    assert (facts.name, facts.owner, facts.kind) == ("Bore", "Ice_Drill", "wmi-method")


@pytest.mark.parametrize(("before", "name"), [(50, "Brew"), (300, "the")])
def test_a_name_is_looked_for_at_the_beginning_of_a_title(before: int, name: str) -> None:
    title = "the " * before + "Brew function"
    heading = Witness("heading", title.replace(" ", "-").lower(), None, Quote(title, Span(1, 1, 1, 1 + len(title))))
    assert elect([heading, Witness("stem", "brew")], owned=False) == name


def test_bases_come_from_syntax_or_title() -> None:
    assert read(WMI_CLASS, "ice-drill.md").base == "Ice_Tool"
    assert read(MAPI_INTERFACE, "ikettleiunknown.md").base == "IUnknown"


def test_a_method_nobody_owns_is_not_understood() -> None:
    facts = read(page("Bore", BORE, info="mof"), "bore.md")
    assert facts.kind == "wmi-method" and facts.owner is None
    assert facts.state == "not_understood" and "owner" in (facts.reason or "")


def test_the_owner_may_be_told_by_another_api_name_the_syntax_or_the_slug() -> None:
    several = MAPI_METHOD.replace("- IKettle.Brew", "- Brew\n- IKettle.Brewing")
    assert read(several, "ikettle-brew.md").owner == "IKettle"
    qualified = page("Brewing method", "HRESULT IKettle::Brewing(\n  ULONG ulCup\n);", stem="brewing")
    assert read(qualified, "brewing.md").owner == "IKettle"
    translated = page('<a name="bore-method-of-the-ice_drill-class"></a>Méthode Bore', BORE, info="mof")
    facts = read(translated, "bore.md")
    assert (facts.kind, facts.name, facts.owner) == ("wmi-method", "Bore", "ice_drill")
