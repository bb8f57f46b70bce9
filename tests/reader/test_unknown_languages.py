"""Pages in languages that have no lexicon compile with every member, value, type and requirement."""

from typing import Any

import pytest

from specgen.lexicons import ENGLISH, lexicon
from specgen.model.facts import MemberFacts, PageFacts
from specgen.reader.requirements import read_requirements
from tests.reader.pages import nodes, read
from tests.reader.unknown_pages import LANGUAGES, TEMPLATES, page

each = pytest.mark.parametrize("locale", sorted(LANGUAGES))
anchored_or_not = pytest.mark.parametrize("anchored", [True, False], ids=["anchors", "bare"])


def facts(path: str, locale: str, *, anchored: bool = True) -> PageFacts:
    return read(page(path, locale, anchored=anchored), path, locale)


def values(member: MemberFacts) -> list[tuple[Any, ...]]:
    assert member.described is not None
    return [(one.value, one.symbol or one.name) for one in member.described.values]


def keys(found: PageFacts) -> list[str | None]:
    return [row.key for row in found.requirements]


@each
def test_the_languages_have_no_lexicon(locale: str) -> None:
    assert lexicon(locale).locale == ENGLISH


@each
@anchored_or_not
@pytest.mark.parametrize("path", sorted(TEMPLATES))
def test_every_page_compiles(path: str, locale: str, *, anchored: bool) -> None:
    found = facts(path, locale, anchored=anchored)
    assert (found.state, found.reason, found.notes) == ("compiled", None, ())


@each
@anchored_or_not
def test_a_wmi_method(locale: str, *, anchored: bool) -> None:
    found = facts("bore-ice-drill.md", locale, anchored=anchored)
    assert (found.kind, found.owner, found.name) == ("wmi-method", "Ice_Drill", "Bore")
    assert [(one.declared.name, one.aligned_by) for one in found.parameters] == [
        ("Depth", "name"),
        ("Tip", "name"),
        ("Core", "name"),
    ]
    assert values(found.parameters[0]) == [(1, "Surface"), (1024, None)]
    assert keys(found) == ["client", "server", "namespace", "mof", "dll"]


@each
@anchored_or_not
def test_what_a_wmi_method_returns(locale: str, *, anchored: bool) -> None:
    found = facts("bore-ice-drill.md", locale, anchored=anchored).returns
    assert found is not None
    assert [(one.value, one.success) for one in found.values] == [(0, True)]


@each
@anchored_or_not
def test_a_wmi_class(locale: str, *, anchored: bool) -> None:
    found = facts("ice-drill.md", locale, anchored=anchored)
    depth, status, modes = (one.described for one in found.properties)
    assert depth is not None and status is not None and modes is not None
    assert (depth.type, depth.key, depth.qualifiers) == ("uint32", True, {"Key": True, "MaxLen": 64})
    assert (status.type, modes.type) == ("string", None)
    assert [(one.value, one.name) for one in modes.values] == [(1, "Slow"), (2, None)]
    assert [one.name for one in found.listed] == ["Bore", "Thaw"]
    assert keys(found) == ["client", "server", "namespace", "mof"]


@each
@anchored_or_not
def test_a_mapi_method(locale: str, *, anchored: bool) -> None:
    found = facts("ikettle-brew.md", locale, anchored=anchored)
    assert (found.kind, found.owner, found.name) == ("com-method", "IKettle", "Brew")
    assert [one.described and one.described.direction for one in found.parameters] == ["in", "in", "out"]
    assert values(found.parameters[1]) == [(None, "KETTLE_BOIL"), (None, "KETTLE_SIMMER")]
    assert found.returns is not None
    assert [(one.symbol, one.success) for one in found.returns.values] == [("S_OK", True), ("KETTLE_E_DRY", False)]


@each
@anchored_or_not
def test_a_structure(locale: str, *, anchored: bool) -> None:
    found = facts("ice-core.md", locale, anchored=anchored)
    assert (found.kind, found.name) == ("struct", "ICE_CORE")
    assert [one.aligned_by for one in found.members] == ["name"] * 3
    assert values(found.members[1]) == [(1, "ICE_THIN"), (2, "ICE_THICK")]
    assert keys(found) == ["client", "server", "header"]


@each
@anchored_or_not
def test_an_enumeration(locale: str, *, anchored: bool) -> None:
    found = facts("ice-state.md", locale, anchored=anchored)
    assert (found.kind, found.name) == ("enum", "ICE_STATE")
    assert [(one.declared.value, one.aligned_by) for one in found.members] == [(1, "name"), (2, "name")]
    assert keys(found) == ["client", "server", "header"]


def test_a_label_table_is_known_by_its_values() -> None:
    text = (
        "|||\n|:---|:---|\n|Otsikko: |Kettle.h |\n|Tunnus: |IID_IKettle |\n|Osoitin: |LPKETTLE |\n"
        "|Luokka: |CLSID_Kettle |\n|Kuka: |Kokit |\n"
    )
    found = read_requirements(nodes(text), lexicon("fi-fi"))
    assert [row.key for row in found] == ["header", "iid", "pointer_type", "clsid", None]


def test_rows_are_client_and_server_only_where_one_names_the_product() -> None:
    head = "| Vaatimus | Arvo |\n|---|---|\n"
    text = f"{head}| Vähintään | Ei mitään |\n| Palvelin | Windows Server 2012 |\n| Muuta | Jotain |\n"
    assert [row.key for row in read_requirements(nodes(text), lexicon("fi-fi"))] == ["client", "server", None]
    text = f"{head}| Kutsuja | Kokit |\n| Tekijä | Pannu |\n"
    assert [row.key for row in read_requirements(nodes(text), lexicon("fi-fi"))] == [None, None]


@each
@anchored_or_not
def test_a_label_line_is_no_summary(locale: str, *, anchored: bool) -> None:
    assert facts("ikettle-brew.md", locale, anchored=anchored).summary == LANGUAGES[locale]["text"]
