"""Where lines stand after an edit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specgen.model.facts import Note, Place, Remedy, Repair
from specgen.model.findings import Edit, Finding, Fix, Related
from specgen.model.spans import Span
from specgen.pipeline.shifts import Shift

BEFORE = ["a", "b", "c", "d", "e"]
LINES = st.lists(st.sampled_from("abc"), max_size=6)


@pytest.mark.parametrize(
    ("after", "lines"),
    [
        ("abcde", [1, 2, 3, 4, 5]),
        ("abXcde", [1, 2, 4, 5, 6]),
        ("abXde", [1, 2, None, 4, 5]),
        ("ade", [1, None, None, 2, 3]),
        ("Xabcde", [2, 3, 4, 5, 6]),
        ("abcdeX", [1, 2, 3, 4, 5]),
        ("XbcdY", [None, None, None, None, None]),
        ("aabcde", [1, 3, 4, 5, 6]),
        ("", [None, None, None, None, None]),
    ],
)
def test_lines_above_stay_and_lines_below_move(after: str, lines: list[int | None]) -> None:
    shift = Shift(BEFORE, list(after))
    assert [shift.line(number) for number in range(1, 6)] == lines


@given(LINES, LINES)
def test_a_line_becomes_one_that_says_the_same(before: list[str], after: list[str]) -> None:
    shift = Shift(before, after)
    moved = {at: line for at in range(1, len(before) + 1) if (line := shift.line(at)) is not None}
    assert all(before[at - 1] == after[line - 1] for at, line in moved.items())
    assert sorted(set(moved.values())) == list(moved.values())
    assert len(moved) == len(before) or before != after


@given(LINES, LINES, LINES)
def test_whoever_only_adds_lines_loses_none(above: list[str], new: list[str], below: list[str]) -> None:
    shift = Shift([*above, *below], [*above, *new, *below])
    assert None not in [shift.line(at) for at in range(1, len(above) + len(below) + 1)]


def test_a_place_that_an_edit_cuts_in_two_is_gone() -> None:
    shift = Shift(BEFORE, ["a", "X", "c", "d", "e"])
    assert shift.span(Span(1, 2, 1, 4)) == Span(1, 2, 1, 4)
    assert shift.span(Span(3, 1, 4, 2)) == Span(3, 1, 4, 2)
    assert shift.span(Span(1, 1, 3, 1)) is None
    assert shift.span(Span(2, 1, 3, 1)) is None


def finding(line: int, *edits: int) -> Finding:
    return Finding(
        code="SG101",
        name="n",
        severity="warning",
        root="r",
        page="p.md",
        line=line,
        column=3,
        end_line=line,
        end_column=5,
        message="m",
        related=(Related("p.md", 1, "one"), Related("p.md", 2, "two")),
        fix=Fix(safe=True, edits=tuple(Edit("p.md", at, 1, at, 2, "x") for at in edits)) if edits else None,
    )


def test_a_finding_moves_with_all_that_it_points_to() -> None:
    shift = Shift(BEFORE, ["a", "B", "new", "c", "d", "e"])
    assert shift.finding(finding(2)) is None
    moved = shift.finding(finding(4, 4, 5))
    assert moved is not None and moved.fix is not None
    assert (moved.line, moved.column, moved.end_line) == (5, 3, 5)
    assert [one.message for one in moved.related] == ["one"]
    assert [edit.line for edit in moved.fix.edits] == [5, 6]
    halved = shift.finding(finding(4, 4, 2))
    assert halved is not None and halved.fix is None


def test_notes_and_repairs_move_too() -> None:
    shift = Shift(BEFORE, ["a", "X", "Y", "c", "d", "e"])
    remedy, lost = (Remedy("x", safe=True, also=((Span(at, 1, at, 2), "y"),)) for at in (5, 2))
    related = (Place(Span(4, 1, 4, 2), "there"), Place(Span(2, 1, 2, 2), "gone"))
    notes = [
        Note("SG101", Span(at, 1, at, 2), "m", related=related, remedy=one)
        for at, one in ((2, remedy), (3, remedy), (4, lost), (5, None))
    ]
    moved = shift.notes(notes)
    assert [note.span for note in moved] == [Span(at, 1, at, 2) for at in (4, 5, 6)]
    assert [note.remedy for note in moved] == [Remedy("x", safe=True, also=((Span(6, 1, 6, 2), "y"),)), None, None]
    assert {note.related for note in moved} == {(Place(Span(5, 1, 5, 2), "there"),)}
    repairs = [Repair("name", None, "a", "b", at, "SG403", "syntax") for at in (2, 5)]
    assert [one.line for one in shift.repairs(repairs)] == [6]
