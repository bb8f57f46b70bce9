"""Numbers of symbols: what one page says a constant is worth, another page that only names it is given."""

from typing import Any

import pytest

from specgen.link import Header, link
from specgen.model.library import Library
from tests.link.trees import at, front, library, pages, repairs, wmi_class, wmi_method


def method(name: str, codes: str, *, lead: str = "One of:") -> str:
    """A method page with a list of return codes, terms parted by |."""
    terms = "".join(f"<dt>\n\n{term}\n</dt> <dd></dd> " for term in codes.split("|"))
    return wmi_method(name, "Ice_Drill").replace("Returns 0 on success.\n", f"{lead}\n\n<dl> {terms}</dl>\n")


def flags(name: str, values: str, type_: str = "uint32") -> str:
    """A class page whose property Mode has values, terms parted by |."""
    terms = "".join(f"<dt>\n\n{term}\n</dt> <dd></dd> " for term in values.split("|"))
    listed = f"<dl> <dt>\n\n**Mode**\n</dt> <dd>\n\nOne of:\n\n{terms}</dl> </dd> </dl>"
    return wmi_class(name, properties=f"  {type_} Mode;", described=listed)


def enumeration(body: str) -> str:
    text = front("ICE_KIND") + "# ICE_KIND enumeration\n\nKinds.\n\n## Syntax\n\n```C++\n"
    return f"{text}typedef enum _ICE_KIND {{\n{body}\n}} ICE_KIND;\n```\n\n## Constants\n\nAs above.\n"


def codes(entity: Any) -> list[tuple[Any, Any]]:
    return [(one.value, one.symbol) for one in entity.returns.values]


TOLD = method("Bore", "**ICE\\_E\\_WET** (2684354561 (0xA0000001))|**ICE\\_FULL** (3)")
NAMED = method("Melt", "**ICE\\_E\\_WET**|**ICE\\_FULL**|**ICE\\_UNHEARD**")


def test_a_number_that_one_page_gives_is_filled_in_on_another() -> None:
    found = library({"a.md": TOLD, "b.md": NAMED})
    made = at(found, "b.md")
    assert codes(made) == [(0xA0000001, "ICE_E_WET"), (3, "ICE_FULL"), (None, "ICE_UNHEARD")]
    known = found.symbols.known["ICE_E_WET"]
    assert (known.value, known.source, known.place) == (0xA0000001, "page", "a.md")
    assert known.line == at(found, "a.md").returns.values[0].line


def test_nothing_but_the_number_changes_and_nothing_is_called_damaged() -> None:
    alone, both = (at(library(texts), "b.md") for texts in ({"b.md": NAMED}, {"a.md": TOLD, "b.md": NAMED}))
    for old, new in zip(alone.returns.values, both.returns.values, strict=True):
        fields = [name for name in old.__struct_fields__ if name != "value"]
        assert [getattr(old, name) for name in fields] == [getattr(new, name) for name in fields]
    assert repairs(both) == [] and both.findings == alone.findings


def test_flags_of_properties_are_filled_in_but_not_those_of_strings() -> None:
    texts = {
        "a.md": TOLD,
        "b.md": flags("Ice_Saw", "**ICE\\_FULL**"),
        "c.md": flags("Ice_Axe", "**ICE\\_FULL**", "string"),
    }
    found = library(texts)
    assert [one.value for one in at(found, "b.md").properties[0].values] == [3]
    assert [one.value for one in at(found, "c.md").properties[0].values] == [None]


def test_enumerations_tell_what_their_constants_are_worth() -> None:
    found = library({"a.md": enumeration("  ICE_THIN = 4,\n  ICE_FULL"), "b.md": NAMED})
    assert codes(at(found, "b.md"))[1] == (5, "ICE_FULL")


def test_pages_that_disagree_prove_nothing() -> None:
    other = method("Saw", "**ICE\\_FULL** (4)")
    found = library({"a.md": TOLD, "b.md": NAMED, "c.md": other})
    assert codes(at(found, "b.md"))[1] == (None, "ICE_FULL")
    assert "ICE_FULL" not in found.symbols.known
    said = [(one.value, one.place) for one in found.symbols.contradictory["ICE_FULL"]]
    assert said == [(3, "a.md"), (4, "c.md")]
    assert codes(at(found, "c.md")) == [(4, "ICE_FULL")]


def test_two_spellings_of_one_number_are_no_disagreement() -> None:
    signed, unsigned = method("Saw", "**ICE\\_E\\_WET** (-1610612735)"), TOLD
    for first, second in ((signed, unsigned), (unsigned, signed)):
        found = library({"a.md": first, "b.md": NAMED, "c.md": second})
        assert codes(at(found, "b.md"))[0] == (0xA0000001, "ICE_E_WET")
        assert not found.symbols.contradictory


def test_ranges_have_no_number() -> None:
    found = library({"a.md": method("Bore", "**ICE\\_FULL** (3..5)"), "b.md": NAMED})
    assert codes(at(found, "b.md"))[1] == (None, "ICE_FULL")


def test_status_codes_are_known_without_any_page() -> None:
    found = library({"b.md": method("Melt", "**E\\_ACCESSDENIED**|**S\\_OK**")})
    assert codes(at(found, "b.md")) == [(0x80070005, "E_ACCESSDENIED"), (0, "S_OK")]
    assert found.symbols.known["S_OK"].source == "status"


def test_a_page_that_has_a_status_code_wrong_is_outvoted_and_named() -> None:
    texts = {"a.md": method("Bore", "**E\\_FAIL** (7)"), "b.md": method("Melt", "**E\\_FAIL**")}
    found = library(texts)
    assert codes(at(found, "b.md")) == [(0x80004005, "E_FAIL")]
    assert codes(at(found, "a.md")) == [(7, "E_FAIL")]
    assert [(one.value, one.place) for one in found.symbols.contradictory["E_FAIL"]] == [(7, "a.md")]


def with_headers(
    texts: dict[str, str], headers: dict[str, dict[str, int]], reference: Library | None = None
) -> Library:
    return link(pages(texts), reference, {name: Header(values) for name, values in headers.items()})


def test_headers_give_what_no_page_gives() -> None:
    found = with_headers({"a.md": TOLD, "b.md": NAMED}, {"ice.h": {"ICE_UNHEARD": 9, "ICE_FULL": 77}})
    assert codes(at(found, "b.md"))[1:] == [(3, "ICE_FULL"), (9, "ICE_UNHEARD")]
    assert (found.symbols.known["ICE_UNHEARD"].source, found.symbols.known["ICE_UNHEARD"].place) == ("header", "ice.h")


def test_headers_settle_no_quarrel_of_pages_and_have_none_of_their_own() -> None:
    texts = {"a.md": TOLD, "b.md": NAMED, "c.md": method("Saw", "**ICE\\_FULL** (4)")}
    found = with_headers(texts, {"a.h": {"ICE_FULL": 3, "ICE_UNHEARD": 1}, "b.h": {"ICE_UNHEARD": 2}})
    assert codes(at(found, "b.md"))[1:] == [(None, "ICE_FULL"), (None, "ICE_UNHEARD")]
    agreed = with_headers(texts, {"a.h": {"ICE_UNHEARD": 1}, "b.h": {"ICE_UNHEARD": 1}})
    assert codes(at(agreed, "b.md"))[2] == (1, "ICE_UNHEARD")


def test_the_reference_comes_after_the_pages_and_before_headers() -> None:
    reference = library({"a.md": method("Bore", "**ICE\\_UNHEARD** (8)|**ICE\\_FULL** (4)")})
    found = with_headers({"a.md": TOLD, "b.md": NAMED}, {"ice.h": {"ICE_UNHEARD": 9}}, reference)
    assert codes(at(found, "b.md"))[1:] == [(3, "ICE_FULL"), (8, "ICE_UNHEARD")]
    assert found.symbols.known["ICE_UNHEARD"].source == "reference"


def test_a_symbol_that_a_sibling_repaired_gets_its_number_too() -> None:
    damaged = method("Saw", "**E \\_ Wet \\_ ICE**")
    found = at(library({"a.md": TOLD, "b.md": damaged}, "fr-fr"), "b.md")
    assert codes(found) == [(0xA0000001, "ICE_E_WET")]
    assert [one[0] for one in repairs(found)] == ["symbol"]


def test_a_symbol_that_a_sibling_repaired_tells_its_number_too() -> None:
    damaged = method("Saw", "**E \\_ Damp \\_ ICE** (7)")
    found = at(library({"a.md": damaged, "b.md": method("Melt", "**ICE\\_E\\_DAMP**")}, "fr-fr"), "b.md")
    assert codes(found) == [(7, "ICE_E_DAMP")]


def test_a_translated_tree_resolves_from_its_own_pages_what_the_original_does() -> None:
    english = library({"a.md": TOLD, "b.md": NAMED})
    french = library({"a.md": TOLD.replace("One of", "Un de"), "b.md": NAMED.replace("One of", "Un de")}, "fr-fr")
    assert codes(at(english, "b.md")) == codes(at(french, "b.md"))


@pytest.mark.parametrize("order", [("a.md", "b.md", "c.md"), ("c.md", "b.md", "a.md")])
def test_the_order_of_pages_changes_nothing(order: tuple[str, ...]) -> None:
    texts = {"a.md": TOLD, "b.md": NAMED, "c.md": method("Saw", "**ICE\\_E\\_WET** (2684354561)")}
    found = link([page for name in order for page in pages(texts) if page.facts.path == name])
    assert found.symbols.known["ICE_E_WET"].place == "a.md"
