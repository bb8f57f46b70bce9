import itertools
import re
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from specgen.checks.identifiers import damaged_identifiers, moved, part_of, rejoined, scattered, stands_in
from specgen.checks.wording import cite, lines, series
from specgen.model.change import changed
from specgen.model.facts import FrontMatter, Heading, Mention, PageFacts
from specgen.model.spans import Quote, Span

IDENTIFIERS = st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,12}", fullmatch=True)


def _facts(
    heading: str, slug: str, *, anchored: bool = True, mentions: tuple[Mention, ...] = (), **more: Any
) -> PageFacts:
    text = heading.replace("_", "\\_")
    head = Heading(1, Quote(text, Span(5, 3, 5, 3 + len(text))), heading, slug, anchored)
    fields = {"name": "Dim", "owner": "Acme_Lamp", **more}
    front = FrontMatter(api_names=(Quote(f"{fields['owner']}.{fields['name']}", Span(2, 3, 2, 16)),))
    return PageFacts("a.md", "wmi-method", "compiled", front=front, heading=head, mentions=mentions, **fields)


SLUG = "dim-method-of-the-acme_lamp-class"


@pytest.mark.parametrize(
    ("heading", "judged"),
    [
        ("Dim method of the Acme_Lamp class", []),
        ("Méthode Dim de la classe Acme_Lamp", []),
        ("Dim-Methode der Acme_Lamp-Klasse", []),
        ("Méthode Dim de la _ classe Lamp Acme", [("translated", "Acme_Lamp")]),
        ("Méthode Dim de la classe Acme _ Lamp", [("split", "Acme_Lamp")]),
        ("Méthode Dim de la _ classe Acme Lamp", [("split", "Acme_Lamp")]),
        ("Dim-Methode der acme_lamp-Klasse", [("split", "Acme_Lamp")]),
        ("Méthode atténuer de la classe Acme_Lamp", [("translated", "Dim")]),
        ("Dimmethode der Acme_Lamp-Klasse", [("translated", "Dim")]),
        ("Atténuer la lampe", [("translated", "Acme_Lamp, Dim")]),
        ("méthode dim de la classe Acme _ Lamp", [("split", "Acme_Lamp"), ("split", "Dim")]),
    ],
)
def test_identifiers_in_a_heading(heading: str, judged: Any) -> None:
    found = list(damaged_identifiers(_facts(heading, SLUG)))
    assert [(one.damage, one.expected) for one in found] == judged


@pytest.mark.parametrize(
    ("heading", "judged"),
    [
        ("CLamp::D im", [("split", "Dim")]),
        ("CLamp::Dim", []),
        ("CLamp : Dim", []),
        ("CLamp::Flash", []),
    ],
)
def test_a_qualified_heading_without_an_anchor_is_split_where_its_letters_are_all_there(
    heading: str, judged: Any
) -> None:
    slug = heading.lower().replace(":", "").replace(" ", "-")
    facts = _facts(heading, slug, anchored=False, owner="CLamp")
    assert [(one.damage, one.expected) for one in damaged_identifiers(facts)] == judged


def test_a_heading_whose_original_had_no_identifier_is_left_alone() -> None:
    assert list(damaged_identifiers(_facts("Atténuer la lampe", "dimming-a-lamp-gently"))) == []


def test_an_identifier_that_no_witness_spells_is_not_missed() -> None:
    facts = _facts("Orientação", "guideline-code", name="Code", owner="Acme_Lamp")
    unproven = changed(facts, front=FrontMatter())
    assert [one.expected for one in damaged_identifiers(facts)] == ["Code"]
    assert list(damaged_identifiers(unproven)) == []


def test_case_is_in_doubt_where_the_frontmatter_agrees_with_the_heading() -> None:
    facts = _facts("Dimlamp", "dimlamp", name="DIMLAMP", owner="")
    torn = changed(facts, front=FrontMatter(api_names=(Quote("Dimlamp", Span(2, 3, 2, 10)),)))
    assert [one.found for one in damaged_identifiers(facts)] == ["Dimlamp"]
    assert list(damaged_identifiers(torn)) == []


def test_the_case_of_a_mention_is_in_doubt_where_the_heading_has_it_too() -> None:
    facts = _facts("ILamp::Dim", "ilampdim", owner="ILAMP", mentions=(_mention("ILamp::Flash", "ILamp", "Flash"),))
    assert [one.found for one in damaged_identifiers(facts)] == ["ILamp"]


def test_a_joined_slug_promises_owner_and_member() -> None:
    facts = _facts("ILamp:: dim", "ilampdim", name="Dim", owner="ILamp")
    assert [(one.damage, one.expected, one.found) for one in damaged_identifiers(facts)] == [("split", "Dim", "dim")]


def test_a_split_is_marked_where_it_stands() -> None:
    facts = _facts("Méthode Dim de la classe Acme _ Lamp", SLUG)
    [one] = damaged_identifiers(facts)
    assert one.found == "Acme \\_ Lamp"
    assert one.span == Span(5, 28, 5, 28 + len("Acme \\_ Lamp"))


def _mention(text: str, owner: str, member: str) -> Mention:
    return Mention("qualified", Quote(text, Span(9, 4, 9, 4 + len(text))), (owner, member))


@pytest.mark.parametrize(
    ("text", "owner", "member", "judged"),
    [
        ("ILamp::Dim", "ILamp", "Dim", None),
        ("ILamp:: dim", "ILamp", "dim", ("split", "ILamp::Dim", "ILamp:: dim")),
        ("ILamp::dim", "ILamp", "dim", ("split", "ILamp::Dim", "ILamp::dim")),
        ("ILamp ::Dim", "ILamp", "Dim", ("split", "ILamp::Dim", "ILamp ::Dim")),
        ("IUnknown:: Release", "IUnknown", "Release", ("split", "IUnknown::Release", "IUnknown:: Release")),
        ("CLamp:: fazer dim", "CLamp", "fazer dim", ("translated", "CLamp::Dim", "CLamp:: fazer dim")),
        ("ILamp:: dim method", "ILamp", "dim method", ("split", "ILamp::Dim", "ILamp:: dim")),
        ("CLamp:: fazer algo", "CLamp", "fazer algo", ("translated", None, "CLamp:: fazer algo")),
        ("CLamp::fazer algo", "CLamp", "fazer algo", None),
        ("CLamp::D elete", "CLamp", "D elete", ("split", "CLamp::Delete", "CLamp::D elete")),
        ("CLamp ::p ut \\_ On", "CLamp", "p ut \\_ On", ("split", "CLamp::put_On", "CLamp ::p ut \\_ On")),
        ("CLamp::Dim", "CLamp", "Dim", None),
    ],
)
def test_qualified_names(text: str, owner: str, member: str, judged: Any) -> None:
    facts = _facts("ILamp::Dim", "ilampdim", name="Dim", owner="ILamp", mentions=(_mention(text, owner, member),))
    found = [(one.damage, one.expected, one.found) for one in damaged_identifiers(facts)]
    assert found == ([judged] if judged else [])


def test_a_mention_within_the_heading_is_judged_once() -> None:
    mention = Mention("qualified", Quote("ILamp:: dim", Span(5, 3, 5, 14)), ("ILamp", "dim"))
    facts = _facts("ILamp:: dim", "ilampdim", name="Dim", owner="ILamp", mentions=(mention,))
    assert len(list(damaged_identifiers(facts))) == 1


@given(IDENTIFIERS, st.sampled_from(["", " ", " \\_ ", "  ", "_"]), st.data())
def test_spaces_and_case_never_hide_an_identifier(identifier: str, gap: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(identifier)))
    torn = identifier[:at] + gap + identifier[at:].swapcase()
    assert scattered(identifier, f"x, {torn} y") is not None


@given(st.text(), st.text())
def test_judging_never_raises(identifier: str, text: str) -> None:
    scattered(identifier, text)
    stands_in(identifier, text)


CLOSE = st.text(alphabet="aAiI\u0130\u0131sS\u017fkK\u212a\u00df_\\ \u00a0:2\u00e9", max_size=8)
"""Letters that a pattern takes for one another, whatever their case, and what may stand between them."""


@given(CLOSE.filter(bool), CLOSE)
def test_words_are_found_as_a_pattern_finds_them(identifier: str, text: str) -> None:
    assert stands_in(identifier, text) == bool(re.search(rf"(?<!\w){re.escape(identifier)}(?!\w)", text))


@given(CLOSE, CLOSE)
def test_what_is_found_at_a_glance_is_what_a_pattern_finds(identifier: str, text: str) -> None:
    told = scattered(identifier, text)
    assert (told and told.span()) == _found_by_pattern(identifier, text)


def _found_by_pattern(identifier: str, text: str) -> tuple[int, int] | None:
    letters = [re.escape(letter) for letter in identifier if letter != "_"]
    body = r"[\s_\\]*".join(letters)
    pattern = rf"(?<![^\W_])(?:\\?_)*{body}(?:\\?_)*(?!\w)"
    found = re.search(pattern, text, re.IGNORECASE) if letters else None
    return found and found.span()


@given(st.text(alphabet="ab\nc", min_size=1), st.data())
def test_parts_of_quotes_slice_back(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    page = ["xx", *f"--{text}".split("\n")]
    span = part_of(Quote(text, Span(2, 3, 9, 9)), start, end)
    rows = page[span.line - 1 : span.end_line]
    rows[-1] = rows[-1][: span.end_column - 1]
    rows[0] = rows[0][span.column - 1 :]
    assert "\n".join(rows) == text[start:end]


@given(st.text())
def test_citations_are_short_and_on_one_line(text: str) -> None:
    assert len(cite(text)) <= 82
    assert len(cite(text).splitlines()) == 1


def test_words_for_lines_and_series() -> None:
    assert lines(Span(3, 1, 3, 9)) == "line 3"
    assert lines(Span(3, 1, 7, 2)) == "lines 3 to 7"
    assert lines(Span(3, 1, 4, 1)) == "line 3"
    assert series([]) == ""
    assert series(["a"]) == "a"
    assert series(["a", "b c"]) == 'a and "b c"'
    assert series("abcdefghijk") == 'a, b, c, d, e, f, g, h and "3 more"'.replace('"', "")


@pytest.mark.parametrize(
    ("heading", "mended"),
    [
        ("ILamp ::D méthode im", ("ILamp::Dim méthode", True)),
        ("ILamp ::D méthode escura", ("ILamp::Dim méthode", False)),
        ("ILamp::D im-Methode", ("ILamp::Dim-Methode", True)),
        ('ILamp::D Methode "im"', ("ILamp::Dim Methode", True)),
        ("Ilampe::D I| m-Methode", ("ILamp::Dim-Methode", False)),
        ("ILamp::Dim", None),
        ("ILamp ::P méthode iscar", None),
    ],
)
def test_a_heading_that_was_cut_behind_the_colons_is_made_whole(heading: str, mended: Any) -> None:
    assert rejoined(_facts("ILamp::Dim", "ilampdim", name="Dim", owner="ILamp"), heading) == mended


@pytest.mark.parametrize(
    ("heading", "mended"),
    [
        ("Méthode Dim de la _ classe Lamp Acme", "Méthode Dim de la classe Acme\\_Lamp"),
        ("_Méthode Dim de la classe Lamp Acme", "Méthode Dim de la classe Acme\\_Lamp"),
        ("Méthode dim de la classe Lamp_ Acme", "Méthode Dim de la classe Acme\\_Lamp"),
        ("Méthode atténuer de la classe Lamp Acme", None),
    ],
)
def test_words_that_were_moved_are_put_together_again(heading: str, mended: str | None) -> None:
    (found,) = damaged_identifiers(_facts(heading, SLUG))
    assert (found.remedy.text if found.remedy else None) == mended


def test_a_lone_underscore_goes_with_the_identifier_that_lost_it() -> None:
    (found,) = damaged_identifiers(_facts("Méthode Dim de la _ classe Acme Lamp", SLUG))
    assert found.remedy is not None
    assert (found.remedy.text, [text for _, text in found.remedy.also]) == ("Acme\\_Lamp", [""])


def test_a_heading_with_colons_is_right_where_api_name_has_none() -> None:
    front = FrontMatter(api_names=(Quote("AcmeLampDim", Span(2, 3, 2, 14)),))
    for anchored in (False, True):
        glued = _facts("AcmeLamp::Dim", "acmelampdim", anchored=anchored, name="AcmeLampDim", owner=None)
        assert list(damaged_identifiers(changed(glued, front=front))) == []


@given(st.text(alphabet="aIks_", max_size=5), CLOSE)
@settings(max_examples=2000)
def test_and_so_are_ascii_letters_without_a_pattern(identifier: str, text: str) -> None:
    told = scattered(identifier, text)
    assert (told and told.span()) == _found_by_pattern(identifier, text)


@given(st.lists(st.sampled_from(["a", "Ik", "s", ""]), min_size=2, max_size=4), CLOSE)
@example(["Ik", "", "s"], "s_ \\Ik")
@settings(max_examples=300)
def test_moved_words_are_found_as_patterns_of_all_orders_find_them(words: list[str], text: str) -> None:
    identifier = "_".join(words).strip("_")
    parts = identifier.split("_")
    orders = [r"[\s_\\]+".join(map(re.escape, order)) for order in itertools.permutations(parts)]
    found = [re.search(rf"(?<![\w\\]){one}(?!\w)", text, re.IGNORECASE) for one in orders if len(parts) > 1]
    expected = next((one.span() for one in found if one is not None), None)
    told = moved(identifier, text)
    assert (told.span() if told is not None else None) == expected
