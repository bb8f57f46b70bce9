"""Requirement tables and MAPI label tables."""

import pytest

from specgen.lexicons import lexicon
from specgen.model.facts import RequirementFacts
from specgen.reader.requirements import read_requirements, repaired
from tests.reader.pages import nodes

HEAD = "| Requirement | Value |\n|---|---|\n"


def rows(text: str, locale: str = "en-us") -> tuple[RequirementFacts, ...]:
    return read_requirements(nodes(HEAD + text), lexicon(locale))


@pytest.mark.parametrize(
    ("row", "locale", "key", "values"),
    [
        ("| Minimum supported client<br/> | None supported<br/> |", "en-us", "client", ("None supported",)),
        ("| Client minimal pris en charge<br/> | Windows<br/> |", "fr-fr", "client", ("Windows",)),
        ("| **Header** | Kettle.h |", "en-us", "header", ("Kettle.h",)),
        ("| En-tête<br/> | <dl> <dt>Kettle. h</dt> </dl> |", "fr-fr", "header", ("Kettle.h",)),
        ("| MOF<br/> | <dl> <dt>Ice \\_ Drill. mof</dt> </dl> |", "fr-fr", "mof", ("Ice_Drill.mof",)),
        ("| Library<br/> | <dl> <dt>A.lib</dt> <dt>B.lib</dt> </dl> |", "en-us", "library", ("A.lib", "B.lib")),
        ("| Library | A.lib<br/>B.lib |", "en-us", "library", ("A.lib", "B.lib")),
        ("| Namespace<br/> | Root\\\\Polar\\\\Ice<br/> |", "en-us", "namespace", ("Root\\Polar\\Ice",)),
        ("| Nimiavaruus | Root\\\\Polar |", "fi-fi", "namespace", ("Root\\Polar",)),
        (
            "| Otsikko | <dl> <dt>Kettle. h (mukana Tea. h)</dt> </dl> |",
            "fi-fi",
            "header",
            ("Kettle.h (mukana Tea.h)",),
        ),
        ("| Kirjasto | Kettle.lib |", "fi-fi", "library", ("Kettle.lib",)),
        ("| Moduuli | Kettle.exe |", "fi-fi", "dll", ("Kettle.exe",)),
        ("| Interface identifier: <br/> | IID_IKettle <br/> |", "en-us", "iid", ("IID_IKettle",)),
    ],
)
def test_rows_are_known_by_label_or_by_value(row: str, locale: str, key: str, values: tuple[str, ...]) -> None:
    (found,) = rows(row + "\n", locale)
    assert (found.key, found.repaired) == (key, values)
    assert len(found.values) == len(found.repaired)


def test_the_first_two_rows_nobody_knows_are_client_and_server() -> None:
    found = rows("| Vähintään | Windows |\n| Palvelin | Windows Server |\n| Muuta | Jotain |\n", "fi-fi")
    assert [row.key for row in found] == ["client", "server", None]


def test_a_table_without_a_header_loses_no_row() -> None:
    found = read_requirements(
        nodes("| Header file: | Kettle.h |\n|:--|:--|\n| Called by: | Cooks |\n"), lexicon("en-us")
    )
    assert [(row.key, row.repaired) for row in found] == [("header", ("Kettle.h",)), ("called_by", ("Cooks",))]


def test_rows_without_label_or_value_are_left_out() -> None:
    assert rows("| | Kettle.h |\n") == ()
    (found,) = rows("| Header | |\n")
    assert (found.key, found.values) == ("header", ())


def test_html_tables_count_as_well() -> None:
    text = "<table><tr><td>Requirement</td><td>Value</td></tr><tr><td>DLL</td><td>Kettle.dll</td></tr></table>\n"
    assert [row.key for row in read_requirements(nodes(text), lexicon("en-us"))] == ["dll"]


@pytest.mark.parametrize(
    ("text", "key", "mended"),
    [
        ("Kettle. h", "header", "Kettle.h"),
        ("Kettle .  dll", "dll", "Kettle.dll"),
        ("Ice\\_Drill.mof", "mof", "Ice_Drill.mof"),
        ("Ice \\_ Drill. mof", "mof", "Ice_Drill.mof"),
        ("Windows. Hot", "header", "Windows. Hot"),
        ("Windows . h", "client", "Windows . h"),
        ("**A.lib**", "library", "A.lib"),
    ],
)
def test_file_names_lose_the_spaces_of_translation(text: str, key: str, mended: str) -> None:
    assert repaired(text, key) == mended
