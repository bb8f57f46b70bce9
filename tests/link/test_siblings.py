"""Values that one page lost and another still has."""

from typing import Any

from tests.link.trees import at, library, repairs, wmi_class, wmi_method


def method(name: str, codes: str) -> str:
    """A method page with a list of return codes, terms parted by |."""
    terms = "".join(f"<dt>\n\n{term}\n</dt> <dd></dd> " for term in codes.split("|"))
    return wmi_method(name, "Ice_Drill").replace("Returns 0 on success.\n", f"One of:\n\n<dl> {terms}</dl>\n")


def strings(name: str, values: str) -> str:
    """A method page whose parameter Status has string values, terms parted by |."""
    terms = "".join(f"<dt>\n\n{term}\n</dt> <dd></dd> " for term in values.split("|"))
    listed = f"<dl> <dt>\n\n*Status* \\[in\\]\n</dt> <dd>\n\nOne of:\n\n{terms}</dl> </dd> </dl>"
    text = wmi_method(name, "Ice_Drill", syntax=f"uint32 {name}(\n  [in] string Status\n);")
    return text.replace("This method has no parameters.", listed)


def codes(entity: Any) -> list[tuple[Any, Any]]:
    return [(one.value, one.symbol) for one in entity.returns.values]


WHOLE = method("Bore", "**S\\_OK** (0 (0x0))|**MUG\\_E\\_BROKEN** (2684354561 (0xA0000001))")


def test_a_symbol_is_recovered_by_the_number_it_stands_for() -> None:
    damaged = method("Melt", "**MUG \\_ E \\_ cassé** (2684354561 (0xA0000001))")
    found = at(library({"a.md": WHOLE, "b.md": damaged}, "fr-fr"), "b.md")
    assert codes(found) == [(0xA0000001, "MUG_E_BROKEN")]
    assert repairs(found)[0][0::3] == ("symbol", "MUG_E_BROKEN")
    assert found.repairs[0].evidence == "sibling" and "SG505" in found.findings


def test_a_symbol_is_recovered_by_its_letters() -> None:
    damaged = method("Melt", "**E \\_ Broken \\_ MUG**")
    assert codes(at(library({"a.md": WHOLE, "b.md": damaged}, "fr-fr"), "b.md")) == [(0xA0000001, "MUG_E_BROKEN")]


def test_a_number_that_stands_for_two_symbols_proves_nothing() -> None:
    other = method("Saw", "**MUG\\_E\\_CRACKED** (2684354561 (0xA0000001))")
    damaged = method("Melt", "**MUG \\_ E \\_ cassé** (2684354561 (0xA0000001))")
    found = at(library({"a.md": WHOLE, "b.md": damaged, "c.md": other}, "fr-fr"), "b.md")
    assert found.returns.values[0].symbol != "MUG_E_BROKEN"


def test_small_numbers_stand_for_nothing() -> None:
    texts = {"a.md": method("Bore", "**MUG\\_FULL** (3)"), "b.md": method("Melt", "**MUG \\_ comblé** (3)")}
    assert codes(at(library(texts, "fr-fr"), "b.md")) == [(3, None)]


def test_status_codes_that_every_docset_uses_are_known_without_siblings() -> None:
    found = at(
        library({"b.md": method("Melt", "**E \\_ échec** (2147500037 (0x80004005))|**\\_OK**")}, "fr-fr"), "b.md"
    )
    assert codes(found) == [(0x80004005, "E_FAIL"), (0, "S_OK")]


ENGLISH = "|".join(
    f'<span id="{name.replace(" ", "_")}"></span>\n\n("{name}")' for name in ("OK", "Pred Fail", "Worn Out")
)


def status(name: str, values: str, origin: str = "ice-tool.md") -> str:
    """A class page whose property Status, inherited from the class on page ``origin``, has string values."""
    terms = "".join(f"<dt>\n\n{term}\n</dt> <dd></dd> " for term in values.split("|"))
    inherited = f"Cette propriété est héritée de [**Ice\\_Tool**]({origin})."
    listed = f"<dl> <dt>\n\n**Status**\n</dt> <dd>\n\nOne of:\n\n{inherited}\n\n{terms}</dl> </dd> </dl>"
    return wmi_class(name, properties="  string Status;", described=listed)


def test_a_list_of_strings_is_recovered_from_the_list_that_anchors_prove() -> None:
    texts = {"a.md": status("Ice_Drill", ENGLISH), "b.md": status("Ice_Saw", '("OK")|("Échec prévu")|("Usé")')}
    found = at(library(texts, "fr-fr"), "b.md")
    assert [one.value for one in found.properties[0].values] == ["OK", "Pred Fail", "Worn Out"]
    assert [one[2:] for one in repairs(found)] == [
        ('("Échec prévu")', "Pred Fail", "sibling"),
        ('("Usé")', "Worn Out", "sibling"),
    ]


def test_a_list_that_does_not_fit_is_left_alone() -> None:
    for values in ('("OK")|("A")|("B")|("C")', '("Bon")|("Mauvais")', '("OK")|**x** (1)'):
        texts = {"a.md": status("Ice_Drill", ENGLISH), "b.md": status("Ice_Saw", values)}
        found = at(library(texts, "fr-fr"), "b.md")
        assert repairs(found) == [], values


def test_a_list_of_another_class_proves_nothing() -> None:
    values = '("OK")|("Échec prévu")|("Usé")'
    texts = {"a.md": status("Ice_Drill", ENGLISH), "b.md": status("Ice_Saw", values, "snow-tool.md")}
    assert repairs(at(library(texts, "fr-fr"), "b.md")) == []
    parameters = {"a.md": strings("Bore", ENGLISH), "b.md": strings("Melt", values)}
    assert repairs(at(library(parameters, "fr-fr"), "b.md")) == []


def test_a_word_of_the_schema_is_known_to_the_lexicon() -> None:
    found = at(library({"b.md": strings("Melt", '("Erreur")|("Inconnu")|("Autre chose")')}, "fr-fr"), "b.md")
    assert [one.value for one in found.parameters[0].values] == ["Error", "Unknown", "Autre chose"]
    assert [one[-1] for one in repairs(found)] == ["lexicon", "lexicon"]


def test_english_pages_are_believed() -> None:
    texts = {"a.md": strings("Bore", ENGLISH), "b.md": strings("Melt", '("Error")|("Unknown")')}
    found = at(library(texts), "b.md")
    assert ([one.value for one in found.parameters[0].values], repairs(found)) == (["Error", "Unknown"], [])
