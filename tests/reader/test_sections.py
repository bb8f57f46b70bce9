"""Sections: found by anchor, slug, words or what they hold."""

import pytest

from specgen.lexicons import lexicon
from specgen.reader.sections import read_heading, slug
from tests.reader.pages import WMI_METHOD, blocks, parts, read


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("Return value", "return-value"),
        ("Bore method of the Ice_Drill class", "bore-method-of-the-ice_drill-class"),
        ("IKettle::Brew method", "ikettlebrew-method"),
        ("Get/set", "getset"),
        (" Windows 8.1 ", "windows-81"),
        ("Valeur de retour : oui", "valeur-de-retour--oui"),
        ("", ""),
    ],
)
def test_slugs_are_those_of_the_publisher(text: str, anchor: str) -> None:
    assert slug(text) == anchor


@pytest.mark.parametrize(
    ("heading", "locale", "key", "found_by"),
    [
        ('## <a name="return-value"></a>Paluuarvo', "fi-fi", "return-value", "anchor"),
        ("## Return value", "en-us", "return-value", "slug"),
        ("## RETURN VALUE", "en-us", "return-value", "slug"),
        ("## Return value", "fi-fi", "return-value", "slug"),
        ("## Valeur de retour", "fr-fr", "return-value", "lexicon"),
        ("## Valeur de retour", "fr-ca", "return-value", "lexicon"),
        ("## Rückgabewert", "de-de", "return-value", "lexicon"),
        ("## Valor de retorno", "pt-br", "return-value", "lexicon"),
        ('## <a name="parameters-1"></a>Parametrit', "fi-fi", "parameters", "anchor"),
        ('## <a name="span-idsee_alsospansee-also"></a>Katso', "fi-fi", "see-also", "anchor"),
        ('## <span id="see_also"></span>See also', "en-us", "see-also", "slug"),
        ("## Paluuarvo", "fi-fi", None, ""),
        ('## <a name="something-else"></a>Return value', "en-us", None, ""),
        ("##", "en-us", None, ""),
    ],
)
def test_how_a_section_is_found(heading: str, locale: str, key: str | None, found_by: str) -> None:
    (_, part) = parts(f"# T\n\nabstract\n\n{heading}\n\ntext\n", lexicon(locale))
    assert (part.key, part.found_by) == (key, found_by)
    assert (part.first_line, part.last_line) == (5, 8)


def test_the_anchor_is_no_part_of_a_heading() -> None:
    (block,) = blocks('# <a name="bore-method"></a>Méthode *Bore*\n')
    heading = read_heading(block)
    assert (heading.plain, heading.slug, heading.anchored) == ("Méthode Bore", "bore-method", True)
    assert heading.quote.text == "Méthode *Bore*"


def test_parts_end_at_the_next_heading_of_any_level() -> None:
    found = parts("intro\n\n# T\n\nabstract\n\n## Members\n\nm\n\n### Methods\n\nt\n\n# Second\n\nx\n")
    assert [part.key for part in found] == ["abstract", "members", "methods", None]
    assert [len(part.blocks) for part in found] == [2, 1, 1, 1]
    assert found[-1].heading.plain == "Second"


def test_a_page_without_headings_is_all_abstract() -> None:
    (only,) = parts("some text\n")
    assert (only.key, only.heading, only.last_line) == ("abstract", None, 2)


FINNISH = {
    "Syntax": "Rakenne",
    "Parameters": "Muuttujat",
    "Return value": "Paluuarvo",
    "Remarks": "Huomioita",
    "Requirements": "Vaatimukset",
    "See also": "Katso",
}


def test_an_unknown_language_without_anchors_still_compiles() -> None:
    text = WMI_METHOD
    for english, finnish in FINNISH.items():
        text = text.replace(f"## {english}\n", f"## {finnish}\n")
    facts = read(text, "bore-ice-drill.md", "fi-fi")
    assert (facts.kind, facts.name, facts.owner) == ("wmi-method", "Bore", "Ice_Drill")
    assert [one.described is not None for one in facts.parameters] == [True, True, True]
    assert [row.key for row in facts.requirements][-3:] == ["namespace", "mof", "dll"]
    assert facts.locale == "fi-fi"
