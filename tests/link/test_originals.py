"""Values of a translation that the page it was made from gives back."""

from typing import Any

from specgen.checks.values import damaged_values
from specgen.link import link
from tests.link.trees import library, only, pages, wmi_class

PAGE = """---
api_name:
- Win32_Kettle.Boil
---

# Win32_Kettle.Boil

```mof
uint32 Boil(
  [in] uint32 Mode
);
```

## Parameters

<dl> <dt>

*Mode* \\[in\\]
</dt> <dd>

How.

{mode}
</dd> </dl>

## Return value

{returns}
"""


def values(french: dict[str, str], english: dict[str, str], where: str) -> list[tuple[Any, Any]]:
    """The documented values of the translation, with its original as reference."""
    original = link(pages({"boil.md": PAGE.format(**{"mode": "", "returns": ""} | english)}, "en-us", "ref"))
    method = only(library({"boil.md": PAGE.format(**{"mode": "", "returns": ""} | french)}, "fr-fr", original))
    holder = method.returns if where == "returns" else method.parameters[0]
    return [(one.value, one.symbol) for one in holder.values]


def test_a_code_that_became_words_is_given_back() -> None:
    french = {"returns": "ERREUR \\_ : la réussite indique que le thé est prêt."}
    english = {"returns": "ERROR\\_SUCCESS indicates that the tea is ready."}
    assert values(french, english, "returns") == [(0, "ERROR_SUCCESS")]


def test_what_the_sentence_still_names_stays() -> None:
    french = {"returns": "Retourne **S\\_OK**, ou rien de tel."}
    english = {"returns": "Returns **S\\_OK**, or **S\\_FALSE**."}
    assert values(french, english, "returns") == [(0, "S_OK"), (1, "S_FALSE")]


def test_a_page_without_sentences_gets_no_codes() -> None:
    assert values({"returns": ""}, {"returns": "Returns **S\\_OK**."}, "returns") == []


def test_a_bare_word_may_be_a_translated_symbol() -> None:
    table = "| Value | Meaning |\n|--|--|\n| {} (1) | On. |\n| {} (2) | Off. |"
    french = {"mode": table.format("TEA\\_ON", "FROID")}
    english = {"mode": table.format("TEA\\_ON", "TEA\\_COLD")}
    assert values(french, english, "parameters") == [(1, "TEA_ON"), (2, "TEA_COLD")]


def test_rows_that_only_the_original_has_were_added_since() -> None:
    table = "| Value | Meaning |\n|--|--|\n| 1 | On. |\n"
    assert values({"mode": table}, {"mode": table + "| 2 | Off. |\n"}, "parameters") == [(1, None)]


def test_a_symbol_that_the_original_gave_back_is_not_said_by_the_page() -> None:
    table = "| Value | Meaning |\n|--|--|\n| {} (1) | On. |\n| {} (2) | Off. |"
    original = link(pages({"boil.md": PAGE.format(mode=table.format("TEA\\_ON", "TEA\\_COLD"), returns="")}), None)
    french = PAGE.format(mode=table.format("TEA\\_ON", "FROID"), returns="")
    found = library({"boil.md": french}, "fr-fr", original)
    known = found.symbols.known
    assert (known["TEA_ON"].source, known["TEA_COLD"].source) == ("page", "reference")


def test_qualifiers_are_the_originals_where_it_has_any() -> None:
    row = "<dl> <dt>\n\n{label}\n</dt> </dl>\n\n"
    parts = {'Qualifiers: [**Units**](/x) ("volts")': {"Units": "volts"}, "": {"MaxLen": 64}}
    for label, expected in parts.items():
        properties = "<dl> <dt>\n\n**Power**\n</dt> <dd> {row}How.\n\n</dd> </dl>"
        english, french = (
            wmi_class(
                "Win32_Kettle", properties="  uint32 Power;", described=properties.format(row=row.format(label=one))
            )
            for one in (label or "Data type: **uint32**", "Qualificateurs : [**MaxLen**](/x) (64)")
        )
        original = link(pages({"kettle.md": english}, "en-us", "ref"))
        (kettle,) = library({"kettle.md": french}, "fr-fr", original).entities
        assert kettle.properties[0].qualifiers == expected


def test_an_anchor_of_the_page_proves_damage_without_the_original() -> None:
    list_of = '<dl> <dt>\n\n<span id="Warm_Tea"></span>**{}** ("{}")\n</dt> <dd></dd> </dl>'
    french = {"mode": list_of.format("Chaud", "Chaud"), "returns": ""}
    english = {"mode": list_of.format("Warm/Tea", "Warm/Tea"), "returns": ""}
    original = link(pages({"boil.md": PAGE.format(**english)}, "en-us", "ref"))
    found = library({"boil.md": PAGE.format(**french)}, "fr-fr", original)
    (page,) = found.pages
    told = [(one.value, one.evidence) for one in page.facts.repairs]
    assert told == [("Warm Tea", "anchor"), ("Warm/Tea", "reference")]
    assert [(one.repair.evidence, one.only_original) for one in damaged_values(page.facts)] == [("anchor", False)]
