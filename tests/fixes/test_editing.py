"""Edits on bytes: only what an edit covers changes, whatever the line ends are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specgen.fixes import EditError, mended
from specgen.model.findings import Edit
from specgen.reader.source import Source

ENDS = ("\n", "\r\n", "\r")


def edit(line: int, column: int, end_line: int, end_column: int, text: str) -> Edit:
    return Edit("a.md", line, column, end_line, end_column, text)


@pytest.mark.parametrize("end", ENDS)
def test_columns_are_code_points_and_line_ends_stay(end: str) -> None:
    data = f"Größe 𝒳 *Nom*{end}next{end}".encode()
    expected = f"Größe 𝒳 *Name*{end}next{end}".encode()
    assert mended(data, [edit(1, 10, 1, 13, "Name")]) == expected


def test_a_new_line_takes_the_end_that_its_page_uses() -> None:
    assert mended(b"a\r\nb\r\n", [edit(2, 2, 2, 2, "\nc")]) == b"a\r\nb\r\nc\r\n"
    assert mended(b"a\r\nb", [edit(2, 2, 2, 2, "\nc")]) == b"a\r\nb\r\nc"


def test_several_edits_do_not_move_each_other() -> None:
    edits = [edit(1, 1, 1, 2, "xyz"), edit(1, 3, 1, 4, ""), edit(2, 1, 2, 2, "Q")]
    assert mended(b"a.b.c\nd", edits) == b"xyz..c\nQ"
    assert mended(b"a.b.c\nd", list(reversed(edits))) == b"xyz..c\nQ"


def test_an_edit_may_take_lines_away() -> None:
    assert mended(b"one\r\ntwo\r\nthree", [edit(2, 1, 3, 1, "")]) == b"one\r\nthree"


def test_a_byte_order_mark_stays() -> None:
    assert mended(b"\xef\xbb\xbfab", [edit(1, 1, 1, 2, "x")]) == b"\xef\xbb\xbfxb"


@pytest.mark.parametrize(
    ("data", "bad"),
    [
        (b"ab", edit(2, 1, 2, 1, "")),
        (b"ab", edit(1, 4, 1, 4, "")),
        (b"ab", edit(0, 1, 1, 1, "")),
        (b"ab", edit(1, 3, 1, 2, "")),
        (b"\xffab", edit(1, 1, 1, 1, "")),
    ],
)
def test_a_place_that_is_not_there_and_bytes_that_are_no_text_are_refused(data: bytes, bad: Edit) -> None:
    with pytest.raises(EditError):
        mended(data, [bad])


@given(st.lists(st.text("abé𝒳 ", max_size=5), min_size=1, max_size=6), st.sampled_from(ENDS), st.data())
def test_what_is_outside_the_edit_is_the_same_bytes(lines: list[str], end: str, data: st.DataObject) -> None:
    line = data.draw(st.integers(1, len(lines)))
    start = data.draw(st.integers(1, len(lines[line - 1]) + 1))
    stop = data.draw(st.integers(start, len(lines[line - 1]) + 1))
    page = end.join(lines).encode()
    made = mended(page, [edit(line, start, line, stop, "NEW")])
    before = end.join([*lines[: line - 1], lines[line - 1][: start - 1]]).encode()
    after = end.join([lines[line - 1][stop - 1 :], *lines[line:]]).encode()
    assert made == before + b"NEW" + after
    assert (
        Source.decode("a.md", made).lines[line - 1]
        == lines[line - 1][: start - 1] + "NEW" + lines[line - 1][stop - 1 :]
    )
