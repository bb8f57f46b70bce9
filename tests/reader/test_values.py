"""Documented values in every shape that published pages give them."""

from typing import Any

import pytest

from specgen.model.facts import ValueFacts
from specgen.reader.flow import DefList, Para, Quoted
from specgen.reader.numbers import read_code
from specgen.reader.source import Source
from specgen.reader.values import item_values, prose, read_value, values_of_bullets
from tests.reader.pages import nodes


def value(text: str, **options: bool) -> ValueFacts | None:
    return read_value([node for node in nodes(text) if isinstance(node, Para)], [], **options)


def values(text: str) -> list[ValueFacts]:
    """The values of a section's lists and tables, each quote checked."""
    found = list(item_values(nodes(text)))
    source = Source("page.md", text)
    assert all(source.slice(one.quote.span) == one.quote.text for one in found)
    return found


def short(found: list[ValueFacts]) -> list[tuple[Any, ...]]:
    return [(one.value, one.last, one.range, one.symbol, one.label) for one in found]


@pytest.mark.parametrize(
    ("text", "first", "last", "form"),
    [
        ("0", 0, None, "single"),
        ("32776", 32776, None, "single"),
        ("-7", -7, None, "single"),
        ("\u22127", -7, None, "single"),
        ("0x10", 16, None, "single"),
        ("0X10", 16, None, "single"),
        ("2 (0x2)", 2, None, "single"),
        ("2.", 2, None, "single"),
        ("2147942487 (0x80070057)", 0x80070057, None, "single"),
        ("-2147024809 (0x80070057)", 0x80070057, None, "single"),
        ("0x10 (16)", 16, None, "single"),
        ("0 (0x)", 0, None, "single"),
        ("9 9", 9, 9, "closed"),
        ("22 4294967295", 22, 4294967295, "closed"),
        ("1 to 9", 1, 9, "closed"),
        ("1 à 9", 1, 9, "closed"),
        ("1\u00a0024", 1024, None, "single"),
        ("4097..32767", 4097, 32767, "closed"),
        ("4097 .. 32767", 4097, 32767, "closed"),
        ("101\u20134294967295", 101, 4294967295, "closed"),
        ("101-200", 101, 200, "closed"),
        ("101 - 200", 101, 200, "closed"),
        ("0x8000\u20260xFFFF", 0x8000, 0xFFFF, "closed"),
        ("0x8000.. ", 0x8000, None, "from"),
        ("..99", None, 99, "to"),
        ("..", None, None, "rest"),
        ("\u2026", None, None, "rest"),
        (" 7\u00a0", 7, None, "single"),
    ],
)
def test_numbers_and_ranges(text: str, first: int | None, last: int | None, form: str) -> None:
    found = read_code(text)
    assert (found.value, found.last, found.range) == (first, last, form)


@pytest.mark.parametrize(
    "text",
    ["", "zero", "2 apples", "1 2 3", "1, 2", "9..2", "0x", "1.5", "10%", "v2", "()", "*", "1 comes 2", "2 (two)"],
)
def test_what_is_no_number(text: str) -> None:
    assert read_code(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**Surface** (2)", (2, None, "single", None, "Surface")),
        ("**Vendor Reserved** (0x8000.. )", (0x8000, None, "from", None, "Vendor Reserved")),
        ("**DMTF Reserved** (..)", (None, None, "rest", None, "DMTF Reserved")),
        ("**Other** (22 4294967295)", (22, 4294967295, "closed", None, "Other")),
        ("**Drilled** (1048576 (0x100000))", (1048576, None, "single", None, "Drilled")),
        ("**Cold (very)** (3)", (3, None, "single", None, "Cold (very)")),
        ("**Warm** (not yet)", (None, None, "single", None, "Warm (not yet)")),
        ("**Success** ()", (None, None, "single", None, "Success")),
        ("No value given (0x)", (None, None, "single", None, "No value given")),
        ('**Fine** ("OK")', ("OK", None, "single", None, "Fine")),
        ('("OK")', ("OK", None, "single", None, None)),
        ('("Pred Fail")', ("Pred Fail", None, "single", None, None)),
        ("(32776)", (32776, None, "single", None, None)),
        ("5", (5, None, "single", None, None)),
        ("2 (0x2)", (2, None, "single", None, None)),
        ("32768 = *Custom drill*", (32768, None, "single", None, "Custom drill")),
        ("**S\\_OK**", (None, None, "single", "S_OK", "S_OK")),
        ("KETTLE\\_E\\_DRY (0x8004010F)", (0x8004010F, None, "single", "KETTLE_E_DRY", "KETTLE_E_DRY")),
        ("KETTLE \\_ E \\_ DRY", (None, None, "single", "KETTLE_E_DRY", "KETTLE _ E _ DRY")),
        ("**Frozen**", (None, None, "single", None, "Frozen")),
        ("**Loss** (-7)", (-7, None, "single", None, "Loss")),
        ("KETTLE \\_ 0x55 \\_ lid", (0x55, None, "single", None, "KETTLE _ _ lid")),
        ("Warm, as 0x55", (None, None, "single", None, "Warm, as 0x55")),
        ("Warm Enough (8) **(Warm genug** (8))", (8, None, "single", None, "Warm Enough")),
    ],
)
def test_terms_of_values(text: str, expected: tuple[Any, ...]) -> None:
    found = value(text)
    assert short([found] if found else []) == [expected]


def test_nothing_is_no_value() -> None:
    assert value("") is None
    assert read_value([], []) is None


def test_bare_identifiers_are_symbols_where_the_layout_says_so() -> None:
    assert value("fnevBrewed", bare_symbols=True).symbol == "fnevBrewed"
    assert value("fnevBrewed").symbol is None
    assert value("Two words", bare_symbols=True).symbol is None


def test_the_english_name_survives_in_the_anchor() -> None:
    found = value('<span id="Slow_Mode"></span><span id="slow_mode"></span>\n\n**Mode lent** (3)\n')
    assert (found.value, found.name, found.label, found.recovered) == (3, "Slow Mode", "Mode lent", None)


def test_a_number_that_became_a_word_is_in_the_anchor() -> None:
    found = value('<span id="1"></span>\n\nun\n')
    assert (found.value, found.label, found.recovered) == (1, "un", "anchor")


def test_a_sign_that_got_lost_is_in_the_anchor() -> None:
    found = value('<span id="-3"></span>\n\n**3**\n')
    assert (found.value, found.recovered) == (-3, "anchor")
    assert value('<span id="4"></span>\n\n**3**\n').value == 3


def test_a_constant_that_was_written_with_a_space_is_one_in_the_anchor() -> None:
    for underscores in ("__", "___"):
        anchor = f'<span id="TEA_SEARCH{underscores}BREW_STATE"></span>'
        found = values(f"<dl> <dt>\n\n{anchor}**TEA \\_ \\_ état** (4)\n</dt> <dd></dd> </dl>\n")
        assert [(one.value, one.symbol) for one in found] == [(4, "TEA_SEARCH_BREW_STATE")]
    found = values(f"<dl> <dt>\n\n{anchor}**TEA\\_SEARCH \\| BREW\\_STATE** (4)\n</dt> <dd></dd> </dl>\n")
    assert [one.symbol for one in found] != ["TEA_SEARCH_BREW_STATE"]


def test_a_translated_string_is_in_the_anchor() -> None:
    found = value('<span id="Degraded_State"></span>\n\n("Détérioré")\n')
    assert (found.value, found.recovered) == ("Degraded State", "anchor")
    assert value('<span id="OK"></span>\n\n("OK")\n').recovered is None


@pytest.mark.parametrize(
    ("text", "success"),
    [
        ("0", True),
        ("1", None),
        ("2147942487 (0x80070057)", False),
        ("S\\_OK", True),
        ("S\\_FALSE", True),
        ("MUG\\_W\\_CHIPPED", True),
        ("ERROR\\_SUCCESS", True),
        ("E\\_FAIL", False),
        ("MUG\\_E\\_BROKEN", False),
        ("ERROR\\_BROKEN\\_MUG", False),
        ("**Cold**", None),
        ("**x** (0..9)", None),
    ],
)
def test_success_is_told_by_symbol_and_number(text: str, success: bool | None) -> None:
    assert value(text).success is success


def test_lists_give_labels_numbers_and_meanings() -> None:
    found = values(
        "<dl> <dt>\n\n**Up** (1)\n</dt> <dd>\n\nIt is up.\n\n</dd> <dt>\n\n9\n</dt> <dd>\n\nNine\n\n</dd> <dt>\n\n"
        "**Down**\n</dt> <dd>\n\n7\n\nIt is down.\n\n</dd> </dl>\n"
    )
    assert short(found) == [
        (1, None, "single", None, "Up"),
        (9, None, "single", None, "Nine"),
        (7, None, "single", None, "Down"),
    ]
    assert [one.description for one in found] == ["It is up.", "Nine", "It is down."]


def test_two_terms_of_one_paragraph_each_are_one_value() -> None:
    (found,) = values("<dl> <dt>\n\n**KETTLE\\_BOIL**\n\n0x4\n\n</dt> <dd>\n\nBoils.\n\n</dd> </dl>\n")
    assert short([found]) == [(4, None, "single", "KETTLE_BOIL", "KETTLE_BOIL")]


def test_tables_give_values_from_the_first_cell() -> None:
    found = values(
        "| Value | Meaning |\n|---|---|\n| <dl> <dt>**Up**</dt> <dt>0x1</dt> </dl> | It is up.<br/> |\n"
        "| 2 | Down |\n| | nothing |\n| **KETTLE\\_E\\_DRY** | No water |\n"
    )
    assert short(found) == [
        (1, None, "single", None, "Up"),
        (2, None, "single", None, "Down"),
        (None, None, "single", "KETTLE_E_DRY", "KETTLE_E_DRY"),
    ]
    assert found[0].description == "It is up."


def test_a_long_meaning_is_no_label() -> None:
    (found,) = values(f"<dl> <dt>\n\n9\n</dt> <dd>\n\n{'word ' * 20}\n\n</dd> </dl>\n")
    assert found.label is None and found.description.startswith("word")


def _counted(*terms: str) -> list[tuple[Any, Any]]:
    text = "".join(f"<dt>\n\n{term}\n</dt> <dd></dd> " for term in terms)
    return [(one.value, one.recovered) for one in values(f"<dl> {text}</dl>\n")]


def test_a_number_that_became_a_word_follows_from_the_count() -> None:
    assert _counted("**A** (1)", "**B** (deux)", "**C** (3)") == [(1, None), (2, "page"), (3, None)]


def test_a_number_that_repeats_its_successor_follows_from_the_count() -> None:
    assert _counted("**A** (1)", "**B** (3)", "**C** (3)", "**D** (4)") == [
        (1, None),
        (2, "page"),
        (3, None),
        (4, None),
    ]


@pytest.mark.parametrize(
    "terms",
    [
        ("**A** (1)", "**B**", "**C** (4)"),
        ("**A** (1)", "**B**", "**C** (3)", "**D** (9)"),
        ("**A** (1)", "**B** (4)", "**C** (3)"),
        ("**A**", "**B**", "**C** (3)"),
        ("**A** (1)", "KETTLE\\_BOIL", "**C** (3)"),
        ("**A** (1)", "**B**"),
    ],
)
def test_a_broken_count_proves_nothing(terms: tuple[str, ...]) -> None:
    assert not [recovered for _, recovered in _counted(*terms) if recovered]


def test_prose_is_paragraphs_and_quotes() -> None:
    found = nodes("One.\n\n> Two\n\n<dl><dt>x</dt></dl>\n")
    assert prose(found) == "One.\n\nTwo"
    assert prose([node for node in found if isinstance(node, DefList)]) is None


def test_bullets_that_open_with_a_constant_are_values() -> None:
    text = "- MUG\\_OPEN: opens it.\n\n- MUG \\_ SHUT: shuts it.\n\n- Other words.\n"
    (quoted,) = nodes(text)
    assert isinstance(quoted, Quoted)
    found = list(values_of_bullets(quoted))
    assert [(one.symbol, one.description) for one in found] == [("MUG_OPEN", "opens it."), ("MUG_SHUT", "shuts it.")]
    source = Source("page.md", text)
    assert all(source.slice(one.quote.span) == one.quote.text for one in found)


def test_strings_follow_their_anchors_where_the_list_shows_that_labels_are_values() -> None:
    terms = [
        ("Red Hot", '**Rouge vif** ("Rouge vif")'),
        ("Warm", '**Tiède** ("Tiède")'),
        ("Cold", '**Froid** ("froide")'),
    ]
    listed = "".join(f'<dt>\n\n<span id="{name.replace(" ", "_")}"></span>\n\n{term}\n</dt> ' for name, term in terms)
    found = values(f"<dl> {listed}</dl>\n")
    assert [(one.value, one.recovered) for one in found] == [
        ("Red Hot", "anchor"),
        ("Warm", "anchor"),
        ("Cold", "anchor"),
    ]


def test_strings_that_never_were_their_labels_stay() -> None:
    terms = [("Red Hot", '**Red Hot** ("RH")'), ("Warm", '**Warm** ("WM")')]
    listed = "".join(f'<dt>\n\n<span id="{name.replace(" ", "_")}"></span>\n\n{term}\n</dt> ' for name, term in terms)
    assert [(one.value, one.recovered) for one in values(f"<dl> {listed}</dl>\n")] == [("RH", None), ("WM", None)]


def test_a_number_said_over_and_over_is_none() -> None:
    assert read_code("1 " + "(1) " * 2000) is None


def test_bullets_of_constants_alone() -> None:
    (bullets,) = nodes("- TEA\\_HOT\n- TEA\\_COLD\n")
    assert isinstance(bullets, Quoted)
    assert [one.symbol for one in values_of_bullets(bullets)] == ["TEA_HOT", "TEA_COLD"]
    (damaged,) = nodes("- TEA \\_ chaud\n- TEA\\_COLD\n")
    assert isinstance(damaged, Quoted)
    assert [one.symbol or one.label for one in values_of_bullets(damaged)] == ["TEA_chaud", "TEA_COLD"]
    (mixed,) = nodes("- TEA \\_ chaud\n- du lait\n")
    assert isinstance(mixed, Quoted)
    assert list(values_of_bullets(mixed)) == []


def test_what_a_constant_is_for_is_no_part_of_it() -> None:
    anchor = '<span id="TEA_HOT__cup__TEA_WARM__pot_"></span>'
    found = values(f"<dl> <dt>\n\n{anchor}**TEA\\_HOT (cup) TEA\\_WARM (pot)** (1)\n</dt> <dd></dd> </dl>\n")
    assert [one.symbol for one in found] == ["TEA_HOT"]
    found = values(f"<dl> <dt>\n\n{anchor}**TEA \\_ chaud (tasse)** (1)\n</dt> <dd></dd> </dl>\n")
    assert [one.symbol for one in found] == ["TEA_HOT"]


def test_a_word_in_capitals_among_constants_is_one() -> None:
    def items(*labels: str) -> str:
        return "".join(
            f'<dt>\n\n<span id="{label}"></span>**{label}** ({at})\n</dt> <dd>\n\nx\n</dd> '
            for at, label in enumerate(labels)
        )

    found = values(f"<dl> {items('TEA_HOT', 'TEA_COLD', 'SPILL')}</dl>\n")
    assert [one.symbol for one in found] == ["TEA_HOT", "TEA_COLD", "SPILL"]
    found = values(f"<dl> {items('Hot', 'TEA_COLD', 'UNIX')}</dl>\n")
    assert [one.symbol for one in found] == [None, "TEA_COLD", None]
