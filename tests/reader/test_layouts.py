"""Layouts: which one claims a section, and the entries it cuts it into."""

from typing import Any

import pytest

from specgen.reader.flow import Para
from specgen.reader.layouts import Entry, headlines, layout_for, layouts
from specgen.reader.source import Source
from tests.reader.pages import nodes


def name_of(text: str) -> str | None:
    """The layout that claims a section, by its module's name."""
    found = layout_for(nodes(text))
    return None if found is None else str(found.__name__).rsplit(".", 1)[-1]  # type: ignore[attr-defined]


def entries(text: str) -> list[Entry]:
    found = layout_for(nodes(text))
    assert found is not None
    made = found.entries(nodes(text))
    source = Source("page.md", text)
    for quote in (quote for one in made for quote in (one.tag, one.lead) if quote is not None):
        assert source.slice(quote.span) == quote.text
    return made


def shown(found: list[Entry]) -> list[Any]:
    return [
        (
            " ".join(para.text for para in one.terms if para.text),
            one.tag.text if one.tag else None,
            one.lead.text if one.lead else None,
        )
        for one in found
    ]


DEFINITIONS = "<dl> <dt>\n\n*A* \\[in\\]\n</dt> <dd>\n\na\n\n</dd> </dl>\n"
QUOTED = " _ulCup_\n\n> [in] The cup.\n"
HEADLINES = "*A* \\[in\\]\n\nText of it.\n"


@pytest.mark.parametrize(
    ("text", "layout"),
    [
        (DEFINITIONS, "win32"),
        (QUOTED, "mapi"),
        (HEADLINES, "headline"),
        ("`A`\n\n`\\[in\\]`\n\nText.\n", "headline"),
        ("This method has no parameters.\n", None),
        ("Just text.\n\n> A quote.\n", None),
        ("", None),
        ("None\n", None),
    ],
)
def test_each_section_has_its_layout(text: str, layout: str | None) -> None:
    assert name_of(text) == layout


def test_layouts_are_asked_in_order() -> None:
    orders = [room.CLAIM_ORDER for room in layouts()]
    assert orders == sorted(orders) and len(set(orders)) == len(orders) >= 3


def test_definition_lists_become_entries() -> None:
    text = "<dl> <dt>\n\n*A*\n</dt> <dd>\n\na\n\n<dt>\n\n*B*\n</dt> <dd>\n\nb\n\n</dd> </dl> </dd> </dl>\n"
    (entry,) = entries(text)
    assert shown([entry]) == [("A", None, None)]
    assert shown(entry.nested) == [("B", None, None)]


def test_quoted_lines_lift_their_tags() -> None:
    text = (
        " _ulCup_\n\n> [in] The cup.\n\n _ulHeat_\n\n> \\[in, out\\] Heat.\n\n _lppKettle_\n\n> [] Kettle.\n\n"
        "BOIL\n\n> Boils it.\n\n_ulRest_\n\n> no Must be zero.\n"
    )
    assert shown(entries(text)) == [
        ("ulCup", "in", None),
        ("ulHeat", "in, out", None),
        ("lppKettle", "", None),
        ("BOIL", None, None),
        ("ulRest", None, "no"),
    ]


def test_a_lead_is_one_or_two_lower_case_words_before_a_capital() -> None:
    for body, lead in (
        ("no Must be zero.", "no"),
        ("entrada, saída Um copo.", "entrada, saída"),
        ("this is a sentence.", None),
        ("The cup.", None),
        ("x", None),
    ):
        ((_, _, found),) = shown(entries(f"_ulCup_\n\n> {body}\n"))
        assert found == lead, body


def test_lines_without_a_quote_are_text_of_the_entry_above() -> None:
    text = "_ulCup_\n\n> [in] The cup.\n\nMore about it.\n\nKettle\n\n- one\n"
    (entry,) = entries(text)
    assert [para.text for para in entry.body if isinstance(para, Para)] == ["More about it.", "Kettle"]


def test_stacked_constants_are_entries_of_their_own() -> None:
    made = entries(" _ulState_\n\n> [out] The state.\n\nICE_THIN (0x1)\n\nICE_THICK (0x2)\n\n> Can be walked on.\n")
    assert [one.terms[0].text for one in made] == ["ulState", "ICE_THIN (0x1)", "ICE_THICK (0x2)"]


def test_sentences_are_no_terms() -> None:
    text = "_ulCup_\n\n> [in] The cup.\n\nOne of these:\n\n> Or so.\n\n" + "long " * 40 + "\n\n> x\n"
    assert shown(entries(text)) == [("ulCup", "in", None)]


def test_headlines_take_the_blocks_below_them() -> None:
    text = "Intro.\n\n*A* \\[in\\]\n\nOne.\n\nTwo.\n\n**B**\n\n*two words*\n\n*C* is mentioned.\n"
    found = entries(text)
    assert shown(found) == [("A [in]", None, None), ("B", None, None)]
    assert [len(one.body) for one in found] == [2, 2]


def test_a_headline_may_share_its_line_with_the_text() -> None:
    (entry,) = entries("_A_: \\[in\\] What it is.\n")
    assert shown([entry]) == [("A", "in", None)]
    assert headlines(nodes("_A_: what it is.\n")) == []
    (entry,) = entries("_A_ \\[ dans \\] ce que c'est.\n")
    assert shown([entry]) == [("A", "dans", None)]


def test_a_headline_may_be_the_words_that_a_name_was_translated_to() -> None:
    text = "*A* \\[in\\]\n\nOne.\n\n*nom du trou* \\[ dans\\]\n\nTwo.\n\n*two words*\n\n**Two words** \\[in\\]\n"
    assert shown(headlines(nodes(text))) == [("A [in]", None, None), ("nom du trou [ dans]", None, None)]
    assert headlines(nodes("*two words* [1] and more\n\n*two words* [12]\n\n*" + "long " * 20 + "x* [in]\n")) == []


def test_stars_of_a_pointer_may_stand_before_a_headline() -> None:
    assert shown(entries("*\\*pHole* `[in]`\n\nThe hole.\n")) == [("*pHole [in]", None, None)]


def test_several_names_with_colon_and_text_are_items() -> None:
    text = "_ulDepth_: How deep.\n\n- SHALLOW\n\n- DEEP\n\n_ulTip_ : The **tip**.\n"
    assert name_of(text) == "headline"
    found = entries(text)
    assert shown(found) == [("ulDepth", None, None), ("ulTip", None, None)]
    assert [[para.text for para in one.body if isinstance(para, Para)] for one in found] == [
        ["How deep."],
        ["The tip."],
    ]
    assert len(found[0].body) == 2


@pytest.mark.parametrize(
    "text",
    [
        "_ulDepth_: How deep.\n",
        "**Depth**: How deep.\n\n**Tip**: The tip.\n",
        "_ulDepth_ is how deep.\n\n_ulTip_ is the tip.\n",
        "_the depth_: How deep.\n\n_the tip_: The tip.\n",
    ],
)
def test_other_text_with_names_holds_no_items(text: str) -> None:
    assert name_of(text) is None


def test_one_line_items_give_way_to_headlines() -> None:
    text = "_ulDepth_: How deep.\n\n_ulHeat_: How hot.\n\n_ulTip_ \\[in\\]\n\nThe tip.\n"
    assert shown(entries(text)) == [("ulTip [in]", None, None)]


def test_a_name_indented_into_the_list_above_is_nested() -> None:
    text = (
        " _ulFlags_\n\n- [in] Flags:\n\n- BORE_SLOW\n\n  - Slowly.\n\n     _pCore_\n\n  - [out] The core.\n\n"
        " _ulTip_\n\n- [in] See\n\n- _ulFlags_\n"
    )
    flags, tip = entries(text)
    assert shown(flags.nested) == [("pCore", "out", None)] and tip.nested == []
