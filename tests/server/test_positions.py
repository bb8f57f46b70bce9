"""Places as the protocol counts them: three encodings, three line ends, and letters outside of the first plane."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol.types import Position, Range

from specgen.model.spans import Span
from specgen.reader.source import Source
from specgen.server.positions import Text

ENCODINGS = ("utf-8", "utf-16", "utf-32")
LETTERS = st.sampled_from(["a", "é", "漢", "𐐷", "🧪", "\n", "\r\n", "\r", "\u2028", "\x0b", "\x85", "\t"])
TEXTS = st.lists(LETTERS).map("".join)


def span(text: Text, line: int, column: int, end_line: int, end_column: int) -> tuple[int, ...]:
    found = text.range(Span(line, column, end_line, end_column))
    return (found.start.line, found.start.character, found.end.line, found.end.character)


@pytest.mark.parametrize(("encoding", "columns"), [("utf-8", (6, 11)), ("utf-16", (3, 6)), ("utf-32", (2, 4))])
def test_columns_are_counted_in_units_of_the_encoding(encoding: str, columns: tuple[int, int]) -> None:
    text = Text("x\né🧪a𐐷z\n", encoding)
    assert span(text, 2, 3, 2, 5) == (1, columns[0], 1, columns[1])
    assert text.place(Position(1, columns[1])) == (2, 5)


def test_the_middle_of_a_letter_is_where_it_begins() -> None:
    text = Text("🧪b")
    assert [text.offset(Position(0, at)) for at in range(5)] == [0, 0, 1, 2, 2]
    assert Text("漢b", "utf-8").place(Position(0, 2)) == (1, 1)


def test_lines_end_as_the_protocol_says_and_nowhere_else() -> None:
    text = Text("a\u2028b\r\nc\x0bd\re\x85f\ng\x1ch")
    assert [text.place(Position(line, 2)) for line in range(4)] == [(1, 3), (2, 3), (3, 3), (4, 3)]
    assert [text.line_end(line) for line in (1, 2, 3, 4)] == ["\r\n", "\r", "\n", "\r\n"]
    assert Text("one line").line_end(1) == "\n"


def test_what_lies_outside_is_where_the_text_ends() -> None:
    text = Text("ab\ncd")
    assert text.offset(Position(0, 99)) == 2
    assert text.offset(Position(7, 0)) == 5
    assert span(text, 2, 50, 9, 1) == (1, 2, 1, 2)
    assert text.line_range(99) == Range(Position(1, 0), Position(1, 2))


def test_a_byte_order_mark_counts_for_the_editor_alone() -> None:
    text = Text("\ufeff# T\nx")
    assert span(text, 1, 3, 2, 1) == (0, 3, 1, 0)
    assert text.place(Position(0, 3)) == (1, 3)
    assert text.place(Position(0, 0)) == (1, 1)


def test_edits_replace_what_stands_there() -> None:
    text = Text("a🧪b\r\nc")
    assert text.changed("X", Range(Position(0, 1), Position(0, 3))).text == "aXb\r\nc"
    assert text.changed("", Range(Position(0, 4), Position(1, 0))).text == "a🧪bc"
    assert text.changed("!", Range(Position(9, 9), Position(9, 9))).text == "a🧪b\r\nc!"
    assert text.changed("all", None).text == "all"
    # Ends before it begins: what no editor should send replaces nothing.
    assert text.changed("X", Range(Position(1, 0), Position(0, 0))).text == "a🧪b\r\nXc"


@given(TEXTS, st.data(), st.sampled_from(ENCODINGS))
def test_there_and_back(content: str, data: st.DataObject, encoding: str) -> None:
    text = Text(content, encoding)
    offset = data.draw(st.integers(0, len(content)))
    between = content[offset - 1 : offset + 1] == "\r\n"
    assert text.offset(text.position(offset)) == (offset - 1 if between else offset)


@given(TEXTS, st.sampled_from(ENCODINGS))
def test_lines_are_those_of_the_reader(content: str, encoding: str) -> None:
    lines = Source.decode("", content.encode()).lines
    text = Text(content, encoding)
    for number, line in enumerate(lines, 1):
        place = text.range(Span(number, 1, number, len(line) + 1))
        assert content[text.offset(place.start) : text.offset(place.end)] == line
        assert (place.start.line, place.end.line) == (number - 1, number - 1)
        assert (
            place.end.character
            == len(line.encode(f"{encoding}-le".replace("8-le", "8")))
            // {
                "utf-8": 1,
                "utf-16": 2,
                "utf-32": 4,
            }[encoding]
        )


@given(TEXTS, TEXTS, st.data(), st.sampled_from(ENCODINGS))
def test_an_edit_by_range_is_an_edit_by_index(before: str, new: str, data: st.DataObject, encoding: str) -> None:
    text = Text(before, encoding)
    ends = st.integers(0, len(before)).filter(lambda at: before[at - 1 : at + 1] != "\r\n")
    start, end = sorted((data.draw(ends), data.draw(ends)))
    where = Range(text.position(start), text.position(end))
    assert text.changed(new, where).text == before[:start] + new + before[end:]
