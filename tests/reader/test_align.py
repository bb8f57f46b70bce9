"""Alignment: which description belongs to which declared name."""

from functools import partial

import pytest

from specgen.model.facts import Declarator
from specgen.model.spans import Quote, Span
from specgen.reader.align import Candidate, Match, align

NOWHERE = Quote("", Span(1, 1, 1, 1))


def declared(*names: str) -> list[Declarator]:
    """Declarators from ``name`` or ``name:type``."""
    parts = [name.partition(":") for name in names]
    return [Declarator(name, None, kind or None, None, NOWHERE) for name, _, kind in parts]


def _known(kind: str) -> str | None:
    return kind or None


def described(*names: str) -> list[Candidate]:
    """Items from ``name`` or ``name:type``; a final ``+`` says that it states a direction."""
    parts = [name.removesuffix("+").partition(":") for name in names]
    return [
        Candidate(name, marked=True, tagged=whole.endswith("+"), stated=partial(_known, kind))
        for whole, (name, _, kind) in zip(names, parts, strict=True)
    ]


def pairs(left: list[Declarator], right: list[Candidate], *, alphabetical: bool = False) -> list[tuple[str, str, str]]:
    found = align(left, right, alphabetical=alphabetical)
    assert len({one.declared for one in found}) == len({one.described for one in found}) == len(found)
    return [(left[one.declared].name or "", right[one.described].name, one.by) for one in found]


def test_equal_names_match_in_any_order() -> None:
    assert pairs(declared("Depth", "Tip"), described("Tip", "Depth")) == [
        ("Depth", "Depth", "name"),
        ("Tip", "Tip", "name"),
    ]


def test_a_name_beats_a_spelling() -> None:
    assert pairs(declared("ulHeat", "ULHEAT"), described("ULHEAT", "ulheat")) == [
        ("ulHeat", "ulheat", "spelling"),
        ("ULHEAT", "ULHEAT", "name"),
    ]


@pytest.mark.parametrize("spelled", ["depthlimit", "Depth Limit", "Depth _ Limit", "DEPTH_LIMIT", "Depth-Limit"])
def test_case_spaces_and_underscores_are_spelling(spelled: str) -> None:
    ((_, _, by),) = pairs(declared("Depth_Limit"), described(spelled))
    assert by in ("spelling", "name")


def test_moved_underscores_are_no_difference_at_all() -> None:
    assert pairs(declared("Depth_Limit"), described("Depth _Limit")) == [("Depth_Limit", "Depth _Limit", "name")]


def test_what_stands_between_matched_ones_matches_by_position() -> None:
    assert pairs(declared("A", "Name", "C"), described("A", "Nom", "C")) == [
        ("A", "A", "name"),
        ("Name", "Nom", "position"),
        ("C", "C", "name"),
    ]


def test_without_any_match_equal_counts_match_by_position() -> None:
    assert [by for *_, by in pairs(declared("A", "B"), described("X", "Y"))] == ["position", "position"]


def test_flags_are_no_parameters_where_tags_tell_them_apart() -> None:
    assert pairs(declared("Heat", "Cup"), described("Calor+", "BOIL", "SIMMER", "Copo+")) == [
        ("Heat", "Calor", "position"),
        ("Cup", "Copo", "position"),
    ]


def test_a_gap_of_unequal_sides_matches_by_type() -> None:
    assert pairs(declared("A:uint32", "B:string"), described("X:string", "Y", "Z")) == [("B", "X", "shape")]
    assert pairs(declared("A:uint32", "B:uint32"), described("X:uint32", "Y", "Z")) == []
    assert pairs(declared("A:uint32", "B:string"), described("X:string", "Y:string", "Z")) == []


def test_nothing_is_invented() -> None:
    assert pairs(declared("A"), described("X", "Y")) == []
    assert pairs(declared("A", "B", "C"), described("A", "X")) == [("A", "A", "name")]
    assert pairs(declared(), described("X")) == []
    assert pairs(declared("A"), described()) == []


def test_alphabetical_pages_fill_their_gaps_by_alphabet() -> None:
    left = declared("Zeal", "Name", "Age", "Mode")
    assert pairs(left, described("Age", "Mode", "Nom", "Zeal"), alphabetical=True)[1] == ("Name", "Nom", "position")
    assert pairs(left, described("Age", "Mode", "Nom", "Zeal"))[1] == ("Name", "Nom", "position")


def test_where_both_orders_fit_the_caller_decides() -> None:
    left = declared("B", "A")
    assert pairs(left, described("X", "Y")) == [("B", "X", "position"), ("A", "Y", "position")]
    assert pairs(left, described("X", "Y"), alphabetical=True) == [("B", "Y", "position"), ("A", "X", "position")]


def test_an_item_out_of_order_does_not_shift_the_others() -> None:
    found = pairs(declared("A", "B", "C", "D", "E"), described("E", "A", "Zwei", "C", "Vier"))
    assert found == [
        ("A", "A", "name"),
        ("B", "Zwei", "position"),
        ("C", "C", "name"),
        ("D", "Vier", "position"),
        ("E", "E", "name"),
    ]


def test_repeated_names_match_in_order_of_appearance() -> None:
    assert align(declared("A", "A"), described("A", "A")) == [Match(0, 0, "name"), Match(1, 1, "name")]


def test_nameless_declarators_match_by_position_alone() -> None:
    left = [*declared("A"), Declarator(None, None, "uint32", None, NOWHERE)]
    assert align(left, described("A", "B")) == [Match(0, 0, "name"), Match(1, 1, "position")]
