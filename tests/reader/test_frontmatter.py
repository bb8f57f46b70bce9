"""Frontmatter: identity with its places, also where it is not YAML."""

import time

import pytest

from specgen.model.facts import FrontMatter, Note
from specgen.reader.frontmatter import read_frontmatter
from specgen.reader.source import Source


def front(text: str) -> tuple[FrontMatter, tuple[Note, ...]]:
    """Frontmatter of a page, every quote of it checked."""
    source = Source.decode("page.md", text.encode())
    made, notes = read_frontmatter(source)
    for quote in (*made.api_names, *made.api_locations, *((made.title,) if made.title else ())):
        assert source.slice(quote.span) == quote.text
    return made, notes


def test_all_that_identifies_a_page_is_read() -> None:
    made, notes = front(
        "---\ntitle: Bore method\ndescription: 'Bores: a hole'\nms.assetid: 12ab\nms.contentlocale: fr-FR\n"
        "api_name:\n- Ice_Drill.Bore\n- Ice_Drill.Bore2\napi_type:\n- COM\napi_location:\n- Root\\Polar\n---\n# x\n"
    )
    assert notes == () and not made.recovered
    assert made.title.text == "Bore method" and made.description == "Bores: a hole"
    assert [name.text for name in made.api_names] == ["Ice_Drill.Bore", "Ice_Drill.Bore2"]
    assert (made.api_types, [one.text for one in made.api_locations]) == (("COM",), ["Root\\Polar"])
    assert (made.assetid, made.content_locale, made.end_line) == ("12ab", "fr-fr", 13)


def test_places_are_those_of_the_page() -> None:
    made, _ = front('---\ntitle: "Brew it"\napi_name:\n  - IKettle.Brew\n---\n')
    assert (made.title.span.line, made.title.span.column, made.title.text) == (2, 9, "Brew it")
    assert (made.api_names[0].span.line, made.api_names[0].span.column) == (4, 5)


@pytest.mark.parametrize("letter", ["\x85", "\u2028", "\u2029"])
def test_what_ends_lines_to_yaml_alone_ends_none(letter: str) -> None:
    made, _ = front(f"---\ntitle: 'Brew{letter} it'\ndescription: a{letter}\n  b\napi_name:\n- IKettle.Brew\n---\n")
    assert made.title.text == f"Brew{letter} it"
    assert (made.api_names[0].span.line, made.api_names[0].text) == (6, "IKettle.Brew")
    made, _ = front(f"---\nx: 'a'\napi_name:\n{letter}- IKettle.Brew\n{letter}{letter}\n---\n# x\n")
    assert all(quote.span.line == 4 for quote in made.api_names)
    front(f"---\n{letter}- a: 'b'\n{letter}- 'c'\n---\n")


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("api_name: IKettle.Brew", ["IKettle.Brew"]),
        ("api_name: [IKettle.Brew, IKettle.Pour]", ["IKettle.Brew", "IKettle.Pour"]),
        ("api_name:\n - IKettle.Brew", ["IKettle.Brew"]),
        ("api_name:", []),
        ("api_name: ''", []),
        ("api_name:\n- ''", []),
        ("api_name: null", []),
        ("api_name: 'null'", ["null"]),
    ],
)
def test_lists_and_scalars_are_the_same(written: str, names: list[str]) -> None:
    made, _ = front(f"---\n{written}\ntitle: x\n---\n")
    assert [one.text for one in made.api_names] == names
    assert made.title.text == "x"


def test_keys_with_a_colon_are_keys() -> None:
    made, notes = front("---\nms:assetid: abc-1\nms:mtpsurl: https://example.org/x\ntitle: y\n---\n")
    assert (made.assetid, made.title.text, notes) == ("abc-1", "y", ())


def test_nested_values_are_not_taken_for_keys() -> None:
    made, _ = front("---\nother:\n  title: inner\n  deep:\n  - title: deeper\ntitle: outer\n---\n")
    assert made.title.text == "outer"


def test_an_unquoted_colon_is_recovered() -> None:
    made, notes = front("---\ntitle: Bohren: ein Loch\napi_name:\n- Ice_Drill.Bore\nms.assetid: '77'\n---\n")
    assert made.recovered and made.title.text == "Bohren: ein Loch"
    assert ([one.text for one in made.api_names], made.assetid) == (["Ice_Drill.Bore"], "77")
    assert [(note.code, note.span.line) for note in notes] == [("SG905", 2)]


@pytest.mark.parametrize("broken", ['"Bohren', "[Bohren", "Bohren: ein Loch"])
def test_the_line_to_blame_is_the_one_that_is_no_yaml_by_itself(broken: str) -> None:
    """A quote that is not closed is noticed where the next one opens, a bracket at the end."""
    _, notes = front(f'---\napi_name:\n- Ice_Drill.Bore\ntitle: {broken}\ndescription: "Bohrt."\nms.date: 1\n---\n')
    assert [(note.code, note.span.line) for note in notes] == [("SG905", 4)]
    assert "line 4" in notes[0].message


def test_recovery_knows_keys_with_a_colon() -> None:
    made, _ = front("---\ntitle: a: b\nms:assetid: abc-1\napi_name: IKettle.Brew\n---\n")
    assert (made.assetid, made.api_names[0].text) == ("abc-1", "IKettle.Brew")


def test_aliases_are_refused() -> None:
    bomb = "".join(f"a{at}: &a{at} [{', '.join([f'*a{at - 1}'] * 9)}]\n" for at in range(1, 30))
    started = time.monotonic()
    made, notes = front(f"---\na0: &a0 [x, x]\n{bomb}api_name:\n- IKettle.Brew\n---\n")
    assert time.monotonic() - started < 2
    assert made.recovered and "alias" in notes[0].message
    assert [one.text for one in made.api_names] == ["IKettle.Brew"]


@pytest.mark.parametrize("nest", ["[", "{a: ", "- "])
def test_deep_nests_are_refused(nest: str) -> None:
    """YAML's parser looks at every open collection again for each token."""
    made, notes = front(f"---\nx: {nest * 20_000}\napi_name:\n- IKettle.Brew\n---\n")
    assert made.recovered and notes[0].code == "SG905"
    assert [one.text for one in made.api_names] == ["IKettle.Brew"]


def test_what_is_nested_as_people_do_is_read() -> None:
    made, notes = front(f"---\nx: {'[' * 20}{']' * 20}\napi_name: IKettle.Brew\n---\n")
    assert (made.recovered, notes) == (False, ())


@pytest.mark.parametrize(
    "text",
    ["# Title\n", "", "---\ntitle: never closed\n", "text\n---\ntitle: x\n---\n"],
    ids=["no", "", "open", "late"],
)
def test_a_page_without_frontmatter_has_an_empty_one(text: str) -> None:
    assert front(text) == (FrontMatter(), ())


@pytest.mark.parametrize(
    "body", ["", "just a sentence", "- a\n- b", "&x [1]", "key: [", "? x", "\t\ttab: x", "%TAG ! x"]
)
def test_odd_frontmatter_is_survived(body: str) -> None:
    made, _ = front(f"---\n{body}\n---\n# x\n")
    assert made.end_line == 3 + body.count("\n")
    assert made.api_names == ()


def test_folded_and_escaped_titles_quote_what_the_page_has() -> None:
    made, _ = front('---\ntitle: "A \\"quoted\\" title"\napi_name: x\n---\n')
    assert made.title.text.startswith("A ")
    made, _ = front("---\ntitle: >\n  folded over\n  two lines\napi_name: x\n---\n")
    assert made.api_names[0].text == "x"


def test_no_break_spaces_do_not_hide_a_value() -> None:
    made, _ = front("---\ntitle:\u00a0Bore it\napi_name:\n- Ice_Drill.Bore\n---\n")
    assert made.title.text == "Bore it"
    assert made.api_names[0].text == "Ice_Drill.Bore"
