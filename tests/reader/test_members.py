"""Members: declared names with their descriptions, flags told from parameters, and what was repaired."""

from typing import Any

import pytest

from specgen.model.facts import PageFacts
from tests.reader.pages import MAPI_METHOD, WMI_CLASS, WMI_METHOD, read


def aligned(facts: PageFacts) -> list[tuple[Any, ...]]:
    return [
        (one.declared.name, one.described.name if one.described else None, one.aligned_by)
        for one in (*facts.parameters, *facts.properties)
    ]


def repairs(facts: PageFacts) -> list[tuple[Any, ...]]:
    return [(one.field, one.member, one.read, one.value, one.code, one.evidence) for one in facts.repairs]


def method(parameters: str, *, syntax: str = "uint32 Bore(\n  [in] uint32 Depth,\n  [out] string Core\n);") -> str:
    """The WMI method page with another syntax block and another parameter section."""
    before, _, rest = WMI_METHOD.partition("```mof\n")
    _, _, behind = rest.partition("## Return value")
    return f"{before}```mof\n{syntax}\n```\n\n## Parameters\n\n{parameters}\n\n## Return value{behind}"


def test_a_whole_page_is_aligned_by_name() -> None:
    facts = read(WMI_METHOD, "bore-ice-drill.md")
    assert aligned(facts) == [("Depth", "Depth", "name"), ("Tip", "Tip", "name"), ("Core", "Core", "name")]
    assert [(one.value, one.name, one.label) for one in facts.parameters[0].described.values] == [
        (1, "Surface", "Surface"),
        (2, None, "Bedrock"),
    ]
    assert (facts.state, facts.undeclared, facts.repairs) == ("compiled", (), ())


def test_translated_names_are_aligned_by_position() -> None:
    text = WMI_METHOD.replace("*Depth* \\[in\\]", "*Profondeur* \\[ dans\\]").replace(
        "*Core* \\[out\\]", "*Noyau* \\[ à\\]"
    )
    facts = read(text, "bore-ice-drill.md", "fr-fr")
    assert aligned(facts) == [
        ("Depth", "Profondeur", "position"),
        ("Tip", "Tip", "name"),
        ("Core", "Noyau", "position"),
    ]
    assert [one.described.direction for one in facts.parameters] == ["in", "in", "out"]
    assert facts.repairs == ()


def test_the_syntax_settles_the_direction() -> None:
    facts = read(method("<dl> <dt>\n\n*Depth* \\[out\\]\n</dt> <dd>\n\nd\n\n</dd> </dl>"))
    (depth, _) = facts.parameters
    assert (depth.declared.direction, depth.described.direction) == ("in", "out")


def test_described_items_that_nothing_declares_are_kept() -> None:
    text = method(
        "<dl> <dt>\n\n*Depth*\n</dt> <dd></dd> <dt>\n\n*Core*\n</dt> <dd></dd> <dt>\n\n*Walrus*\n</dt> <dd></dd> </dl>"
    )
    facts = read(text)
    assert [one.name for one in facts.undeclared] == ["Walrus"]
    assert (facts.state, [note.code for note in facts.notes]) == ("partial", [])


def test_values_closed_out_of_their_list_stay_values() -> None:
    text = method(
        "<dl> <dt>\n\n*Depth*\n</dt> <dd>\n\nOne of:\n\n</dd> <dt>\n\n**Surface** (1)\n</dt> <dd></dd> <dt>\n\n"
        "**Bedrock** (2)\n</dt> <dd></dd> <dt>\n\n*Core*\n</dt> <dd></dd> </dl>"
    )
    facts = read(text)
    assert aligned(facts) == [("Depth", "Depth", "name"), ("Core", "Core", "name")]
    assert [one.value for one in facts.parameters[0].described.values] == [1, 2]
    assert facts.undeclared == ()


def test_a_parameter_swallowed_by_the_one_above_is_lifted_out() -> None:
    text = method(
        "<dl> <dt>\n\n*Depth* \\[in\\]\n</dt> <dd>\n\nHow deep.\n\n<dt>\n\n*Core* \\[out\\]\n</dt> <dd>\n\n"
        "The core.\n\n</dd> </dl> </dd> </dl>"
    )
    facts = read(text)
    assert aligned(facts) == [("Depth", "Depth", "name"), ("Core", "Core", "name")]
    assert [one.described.description for one in facts.parameters] == ["How deep.", "The core."]
    assert [one.described.values for one in facts.parameters] == [(), ()]


def test_a_parameter_indented_into_a_list_of_flags_is_lifted_out() -> None:
    items = " _ulFlags_\n\n- [in] Flags:\n\n- BORE_SLOW\n\n  - [in] Slowly.\n\n     _pCore_\n\n  - [out] The core.\n"
    facts = read(method(items, syntax="uint32 Bore([in] uint32 ulFlags, [out] string pCore);"))
    assert aligned(facts) == [("ulFlags", "ulFlags", "name"), ("pCore", "pCore", "name")]
    flags, core = (one.described for one in facts.parameters)
    assert (core.direction, core.description, flags.direction) == ("out", "The core.", "in")
    assert facts.undeclared == ()


def test_items_below_the_syntax_block_need_no_heading() -> None:
    items = " _ulDepth_\n\n> [in] How deep.\n\n _ulTip_\n\n> [in] The tip.\n"
    facts = read(unheaded(items))
    assert aligned(facts) == [("ulDepth", "ulDepth", "name"), ("ulTip", "ulTip", "name")]


@pytest.mark.parametrize(
    "items",
    [
        " _ulDepth_\n\n> [in] How deep.\n\n _ulWalrus_\n\n> [in] A walrus.\n",
        "Some text.\n\n _ulDepth_\n\n> [in] How deep.\n",
        "Some text about _ulDepth_.\n",
    ],
)
def test_other_text_below_the_syntax_block_describes_nothing(items: str) -> None:
    facts = read(unheaded(items))
    assert [one.described for one in facts.parameters] == [None, None] and facts.undeclared == ()


def unheaded(items: str) -> str:
    """The MAPI method page with two parameters, and items below its syntax block in place of the section."""
    before, _, rest = MAPI_METHOD.partition("```cpp\n")
    _, _, behind = rest.partition("## Return value")
    return (
        f"{before}```cpp\nHRESULT Brew(\n  ULONG ulDepth,\n  ULONG ulTip\n);\n```\n\n{items}\n## Return value{behind}"
    )


def test_a_value_is_not_lifted_out_though_it_is_called_like_a_parameter() -> None:
    text = method(
        "<dl> <dt>\n\n*Depth*\n</dt> <dd>\n\nOne of:\n\n<dt>\n\n**Core** (2)\n</dt> <dd></dd> </dl> </dd> <dt>\n\n"
        "*Kern*\n</dt> <dd></dd> </dl>"
    )
    facts = read(text)
    assert aligned(facts) == [("Depth", "Depth", "name"), ("Core", "Kern", "position")]
    assert [(one.value, one.label) for one in facts.parameters[0].described.values] == [(2, "Core")]


def test_text_alone_describes_the_only_parameter() -> None:
    facts = read(method("How deep the hole becomes.", syntax="uint32 Bore([in] uint32 Depth);"))
    assert [(one.declared.name, one.aligned_by) for one in facts.parameters] == [("Depth", "position")]
    assert facts.parameters[0].described.description == "How deep the hole becomes."
    assert facts.state == "compiled"


def test_text_that_denies_parameters_describes_none() -> None:
    facts = read(method("This method has no parameters.", syntax="uint32 Bore([in] uint32 Depth);"))
    assert [one.described for one in facts.parameters] == [None]


def test_text_about_several_parameters_is_left_over() -> None:
    syntax = "uint32 Bore([in] uint32 Depth, [in] uint32 Width);"
    facts = read(method("The Depth is measured in feet.", syntax=syntax))
    assert facts.state == "partial" and "section of parameters" in (facts.reason or "")
    facts = read(method("See the other method.", syntax=syntax))
    assert facts.state == "compiled"


def test_no_parameters_need_no_description() -> None:
    facts = read(method("This method has no parameters.", syntax="uint32 Bore();"))
    assert (facts.state, facts.parameters) == ("compiled", ())


def test_flags_are_values_of_the_parameter_above() -> None:
    facts = read(MAPI_METHOD, "ikettle-brew.md")
    assert aligned(facts) == [
        ("ulCup", "ulCup", "name"),
        ("ulHeat", "ulHeat", "name"),
        ("lppKettle", "lppKettle", "name"),
    ]
    heat = facts.parameters[1].described
    assert [(one.symbol, one.description) for one in heat.values] == [
        ("KETTLE_BOIL", "Boils it."),
        ("KETTLE_SIMMER", "Lets it simmer."),
    ]
    assert [one.described.direction for one in facts.parameters] == ["in", "in", "out"]
    assert (facts.repairs, facts.state) == ((), "compiled")


@pytest.mark.parametrize(
    ("written", "read_as", "direction"),
    [("> no The cup", "no", "in"), ("> [ no] The cup", "no", "in"), ("> [uto] The cup", "uto", "out")],
)
def test_damaged_direction_tags_are_repaired(written: str, read_as: str, direction: str) -> None:
    facts = read(MAPI_METHOD.replace("> [in] The cup", written), "ikettle-brew.md", "pt-br")
    assert facts.parameters[0].described.direction == direction
    assert repairs(facts) == [("direction", "ulCup", read_as, direction, "SG503", "lexicon")]


def test_a_first_word_that_is_no_direction_is_text() -> None:
    facts = read(MAPI_METHOD.replace("> [in] The cup to fill.", "> um Copo."), "ikettle-brew.md", "pt-br")
    cup = facts.parameters[0].described
    assert (cup.tag, cup.direction, cup.description) == (None, None, "um Copo.")


def test_the_syntax_that_tells_a_direction_needs_no_repair() -> None:
    text = method("<dl> <dt>\n\n*Depth* \\[ dans\\]\n</dt> <dd></dd> <dt>\n\n*Core* \\[ à\\]\n</dt> <dd></dd> </dl>")
    assert read(text, locale="fr-fr").repairs == ()


def test_properties_are_described_in_alphabetical_order() -> None:
    facts = read(WMI_CLASS, "ice-drill.md")
    assert aligned(facts) == [("Depth", "Depth", "name"), ("Status", "Status", "name"), ("Modes", "Modes", "name")]
    assert [one.described.type_array for one in facts.properties] == [False, False, True]
    text = WMI_CLASS.replace("**Modes**\n</dt>", "**Modi**\n</dt>").replace("**Status**\n</dt>", "**Zustand**\n</dt>")
    translated = read(text, "ice-drill.md", "de-de")
    assert aligned(translated)[1:] == [("Status", "Zustand", "position"), ("Modes", "Modi", "position")]


def test_values_that_anchors_prove_are_repairs() -> None:
    text = WMI_METHOD.replace(
        '<span id="Surface"></span><span id="surface"></span>\n\n**Surface** (1)', '<span id="1"></span>\n\nun'
    )
    facts = read(text, "bore-ice-drill.md", "fr-fr")
    assert repairs(facts) == [("value", "Depth", "un", "1", "SG505", "anchor")]


def test_a_bullet_may_describe_an_underlined_name() -> None:
    page = MAPI_METHOD.replace(" _ulCup_\n\n> [in]", " _ulCup_\n\n- [in]")
    assert page != MAPI_METHOD
    facts = read(page, "ikettle-brew.md")
    assert aligned(facts)[0] == ("ulCup", "ulCup", "name")
