"""Return sections: lists, tables, MAPI lines and prose."""

from typing import Any

import pytest

from specgen.lexicons import lexicon
from specgen.model.facts import ReturnFacts
from specgen.reader.returns import read_returns
from tests.reader.pages import nodes


def returns(text: str, locale: str = "en-us") -> ReturnFacts:
    return read_returns(nodes(text), 7, lexicon(locale))


def codes(found: ReturnFacts) -> list[tuple[Any, Any]]:
    return [(one.value, one.symbol or one.label) for one in found.values]


def test_a_list_of_codes() -> None:
    found = returns(
        "This method returns one of:\n\n<dl> <dt>\n\n**Success** (0)\n</dt> <dt>\n\n**Reserved** (7..32767)\n</dt> "
        "<dt>\n\n**Other** (..)\n</dt> </dl>\n"
    )
    assert (found.line, found.documented) == (7, True)
    assert [(one.value, one.last, one.range) for one in found.values] == [
        (0, None, "single"),
        (7, 32767, "closed"),
        (None, None, "rest"),
    ]


def test_a_table_of_codes_in_cells() -> None:
    found = returns(
        "Type: **uint32**\n\n| Return code/value | Description |\n|---|---|\n"
        "| <dl> <dt>**S\\_OK**</dt> <dt>0 (0x0)</dt> </dl> | Done.<br/> |\n"
        "| <dl> <dt>**MUG\\_E\\_BROKEN**</dt> <dt>2147942487 (0x80070057)</dt> </dl> | Broken.<br/> |\n"
    )
    assert found.type_quote.text == "uint32"
    assert codes(found) == [(0, "S_OK"), (0x80070057, "MUG_E_BROKEN")]
    assert [one.success for one in found.values] == [True, False]


def test_lines_with_quotes() -> None:
    found = returns("S_OK\n\n> Done.\n\nKETTLE_E_DRY\n\n> No water.\n")
    assert codes(found) == [(None, "S_OK"), (None, "KETTLE_E_DRY")]
    assert [one.description for one in found.values] == ["Done.", "No water."]


def test_bullets_with_codes() -> None:
    found = returns("One of:\n\n- **S\\_OK**\n- 5\n- or something else\n")
    assert codes(found) == [(None, "S_OK"), (5, None)]


@pytest.mark.parametrize(
    ("text", "locale", "values", "others"),
    [
        ("Returns 0 on success, otherwise returns a WMI error code.", "en-us", [0], "error"),
        ("Returns 0 (zero) if successful, 1 (one) if not supported, and another number.", "en-us", [0, 1], "error"),
        ("If the method succeeds, it returns zero.", "en-us", [0], None),
        ("Retourne zéro en cas de réussite, sinon une erreur.", "fr-fr", [0], "error"),
        ("This method does not return a value.", "en-us", [], None),
        ("Requires Windows Server 2012 or version 6.", "en-us", [], None),
        ("It is 3.5 cm, 12% or 4:30.", "en-us", [], None),
        ("Nothing in the terrorists' favour.", "en-us", [], None),
    ],
)
def test_prose_names_codes(text: str, locale: str, values: list[int], others: str | None) -> None:
    found = returns(text + "\n", locale)
    assert ([one.value for one in found.values], found.others) == (values, others)


@pytest.mark.parametrize("text", ["TBD\n", "TBD.\n", ""])
def test_a_placeholder_documents_nothing(text: str) -> None:
    found = returns(text)
    assert (found.documented, found.values, found.others) == (False, (), None)


def test_what_only_the_sentence_names_stands_before_the_list() -> None:
    found = returns("If it succeeds, it returns **S\\_OK**, which is 0.\n\n<dl> <dt>\n\n**Fine** (3)\n</dt> </dl>\n")
    assert codes(found) == [(None, "S_OK"), (0, None), (3, "Fine")]
    found = returns("Returns 3 if fine.\n\n<dl> <dt>\n\n**Fine** (3)\n</dt> </dl>\n")
    assert [one.value for one in found.values] == [3]


def test_a_null_set_apart_is_no_zero() -> None:
    assert codes(returns("Der Rückgabewert ist **null**.\n", "de-de")) == []
    assert codes(returns("Der Rückgabewert ist null.\n", "de-de")) == [(0, None)]


def test_not_zero_is_no_zero() -> None:
    assert codes(returns("Retourne une valeur différente, différent de zéro.\n", "fr-fr")) == []


def test_a_suffix_of_c_is_no_part_of_the_number() -> None:
    found = returns("| Code | Meaning |\n|--|--|\n| **SEC_E_INTERNAL**<br/>`0x80090304L` | Bad. |\n")
    assert codes(found) == [(0x80090304, "SEC_E_INTERNAL")]


def test_what_is_not_listed_may_be_an_error() -> None:
    found = returns("S_OK\n\n> Done.\n\nIf it fails, it returns another code.\n")
    assert (codes(found), found.others) == ([(None, "S_OK")], "error")


def test_what_is_left_of_codes_keeps_its_place() -> None:
    found = returns("Renvoie **S \\_ false** ou **E \\_ NOTIMPL**.\n", "fr-fr")
    assert codes(found) == [(None, "S_false"), (None, "E_NOTIMPL")]
    assert codes(returns("Retourne **la \\_ valeur S false**.\n", "fr-fr")) == [(None, "la_valeur S false")]
    assert codes(returns("La valeur est s \\_ E \\_ OK.\n", "fr-fr")) == [(None, "s_E_OK")]


def test_zero_as_a_word_stands_first_in_its_paragraph() -> None:
    text = "**TEA\\_I\\_NO\\_MORE** wird gegeben, oder {}.\n"
    english = returns("**TEA\\_I\\_NO\\_MORE** is returned, or zero.\n")
    german = returns(text.format("null"), "de-de")
    assert codes(english) == codes(german) == [(0, None), (None, "TEA_I_NO_MORE")]


def test_ok_is_no_failure() -> None:
    assert [one.success for one in returns("Returns SEC\\_E\\_OK.\n").values] == [True]
