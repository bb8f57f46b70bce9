"""Described items: direction, type, access, qualifiers, values and text of one entry."""

import pytest

from specgen.lexicons import lexicon
from specgen.model.facts import DescribedItem
from specgen.model.types import Access
from specgen.reader.items import describe, read_type
from specgen.reader.layouts import layout_for
from tests.reader.pages import WORDS, nodes


def item(body: str, term: str = "*Depth*", locale: str = "en-us") -> DescribedItem:
    """The item of a list with one entry."""
    found = nodes(f"<dl> <dt>\n\n{term}\n</dt> <dd>\n\n{body}\n\n</dd> </dl>\n")
    layout = layout_for(found)
    assert layout is not None
    (entry,) = layout.entries(found)
    made = describe(entry, lexicon(locale))
    assert made is not None
    return made


META = "<dl> <dt>\n\n{}\n</dt> </dl>\n\nWhat it is."


def meta(*lines: str) -> str:
    return META.format("\n</dt> <dt>\n\n".join(lines))


def test_the_labels_of_class_pages_are_read() -> None:
    found = item(meta("Data type: **uint32**", "Access type: Read/write", "Qualifiers: **key**, **MaxLen** (64)"))
    assert (found.type, found.type_array, found.access, found.key) == ("uint32", False, "readwrite", True)
    assert found.qualifiers == {"Key": True, "MaxLen": 64}
    assert (found.type_quote.text, found.description) == ("uint32", "What it is.")


def test_labels_of_an_unknown_language_go_by_their_place() -> None:
    found = item(meta("Tietotyyppi: **uint32**", "Tyyppi: Vain luku", "Määreet: **MaxLen** (64)"), locale="fi-fi")
    assert (found.type, found.access, found.qualifiers) == ("uint32", None, {"MaxLen": 64})


@pytest.mark.parametrize(
    ("line", "locale", "access"),
    [
        ("Access type: Read-only", "en-us", "read"),
        ("Access type: Write-only", "en-us", "write"),
        ("Type d'accès : lecture/écriture", "fr-fr", "readwrite"),
        ("Type d’accès\u00a0: Lecture seule", "fr-fr", "read"),
        ("Zugriffstyp: Schreibgeschützt", "de-de", "read"),
        ("Access type: sideways", "en-us", None),
    ],
)
def test_access_is_read_in_the_locales_words(line: str, locale: str, access: Access | None) -> None:
    assert item(meta("Data type: **string**", line), locale=locale).access == access


def test_a_type_line_in_the_body_is_no_text() -> None:
    found = item("Type: **Ice\\_Core**\n\nThe core.")
    assert (found.type, found.description) == ("Ice_Core", "The core.")


def test_a_sentence_with_a_colon_is_text() -> None:
    found = item("Type: anything you like, as long as it is long enough not to be a label " + "x" * 60)
    assert found.type is None and found.description.startswith("Type: anything")
    assert item("Note this: **uint32**").type is None


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        ("uint32", "en-us", ("uint32", False)),
        ("Uint32", "en-us", ("uint32", False)),
        ("string array", "en-us", ("string", True)),
        ("uint16-Array", "de-de", ("uint16", True)),
        ("tableau de chaînes", "fr-fr", (None, True)),
        ("chaîne", "fr-fr", ("string", False)),
        ("booléen", "fr-fr", ("boolean", False)),
        ("Zeichenfolge", "de-de", ("string", False)),
        ("Ice_Core", "en-us", ("Ice_Core", False)),
        ("Ice _ Core", "en-us", ("Ice_Core", False)),
        ("\\[ \\] string".replace("\\", ""), "en-us", ("string", True)),
        ("two words", "en-us", (None, False)),
        ("", "en-us", (None, False)),
        ("chaîne", "en-us", (None, False)),
    ],
)
def test_types_in_words(text: str, locale: str, expected: tuple[str | None, bool]) -> None:
    assert read_type(text, lexicon(locale)) == expected


@pytest.mark.parametrize(
    ("sentence", "locale", "owner"),
    [
        ("This property is inherited from [**Ice\\_Tool**](ice-tool.md).", "en-us", "Ice_Tool"),
        ("This property is inherited from **Ice\\_Tool**.", "en-us", "Ice_Tool"),
        ("This property is inherited from [**Ice\\_Tool**](../tools/ice-tool.md#x).", "en-us", "Ice_Tool"),
        (
            "Cette propriété est héritée de l’outil [**à \\_ glace**](../tools/ice-tool.md).",
            "fr-fr",
            "../tools/ice-tool.md",
        ),
    ],
)
def test_the_class_a_property_is_inherited_from(sentence: str, locale: str, owner: str) -> None:
    found = item(f"Text.\n\n{sentence}", locale=locale)
    assert (found.inherited_from, found.description) == (owner, "Text.")


def test_other_sentences_about_inheritance_are_text() -> None:
    assert item("It is inherited from the sea.").inherited_from is None
    assert item("It is inherited from the sea.").description == "It is inherited from the sea."


@pytest.mark.parametrize(
    ("term", "locale", "direction", "optional"),
    [
        ("*Depth* \\[in, optional\\]", "en-us", "in", True),
        ("*Depth* \\[ dans, facultatif\\]", "fr-fr", "in", True),
        ("*Ligne* \\[ de commande dans\\]", "fr-fr", "in", False),
        ("*Depth* \\[\\]", "en-us", None, False),
        ("*Depth*", "en-us", None, False),
    ],
)
def test_directions_come_from_the_tag(term: str, locale: str, direction: str | None, *, optional: bool) -> None:
    found = item("x", term, locale)
    assert (found.direction, found.optional) == (direction, optional)


def test_alerts_are_no_description() -> None:
    assert item("> [!NOTE]\n> Beware.\n\nText.").description == "Text."


def test_values_of_lists_tables_and_quotes_are_collected() -> None:
    found = item("One of:\n\n| V | M |\n|---|---|\n| 1 | one |\n\n<dt>\n\n**Two** (2)\n</dt> <dd></dd> </dl>")
    assert [(one.value, one.label) for one in found.values] == [(1, "one"), (2, "Two")]
    assert found.description == "One of:"


def test_an_entry_without_a_term_is_no_item() -> None:
    found = nodes("<dl> <dt>\n</dt> <dd>\n\ntext\n\n</dd> </dl>\n")
    layout = layout_for(found)
    assert layout is not None
    assert [describe(entry, WORDS) for entry in layout.entries(found)] == [None]
