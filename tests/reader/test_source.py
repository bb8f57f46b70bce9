"""Pages as text: line ends, encodings, and places that slice back."""

import pytest

from specgen.model.spans import Quote, Span
from specgen.reader.source import Extract, Source

LINES = ["first", "", "third líne", "fourth"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_line_ends_are_one_thing(end: str) -> None:
    source = Source.decode("page.md", end.join(LINES).encode())
    assert source.lines == LINES
    assert source.text == "\n".join(LINES)


def test_mixed_line_ends_count_as_they_stand() -> None:
    assert Source.decode("page.md", b"a\r\n\r\nb\rc\nd").lines == ["a", "", "b", "c", "d"]


def test_a_byte_order_mark_is_no_text() -> None:
    source = Source.decode("page.md", b"\xef\xbb\xbf---\ntitle: x")
    assert source.lines == ["---", "title: x"] and not source.damaged


def test_what_is_not_utf8_is_read_as_the_replacement_character() -> None:
    source = Source.decode("page.md", b"caf\xe9\nok")
    assert source.lines == ["caf\ufffd", "ok"] and source.damaged


@pytest.mark.parametrize("letter", ["\u2028", "\u2029", "\f", "\v", "\x1c", "\x85"])
def test_only_markdown_line_ends_break_lines(letter: str) -> None:
    source = Source.decode("page.md", f"one{letter}two\nthree".encode())
    assert source.lines == [f"one{letter}two", "three"]


@pytest.mark.parametrize("data", [b"", b"\n", b"\r", b"\xef\xbb\xbf", b"\xff"])
def test_hardly_any_bytes_are_a_page(data: bytes) -> None:
    source = Source.decode("page.md", data)
    assert source.slice(Span(1, 1, 1, 1)) == ""


def test_slices_go_over_lines() -> None:
    source = Source("page.md", "\n".join(LINES))
    assert source.slice(Span(1, 3, 3, 6)) == "rst\n\nthird"
    assert source.line_quote(3) == Quote("third líne", Span(3, 1, 3, 11))


def test_columns_count_code_points() -> None:
    source = Source("page.md", "a😀é\u0301b")
    extract = source.extract(1, 1)
    assert extract.span(4, 5) == Span(1, 5, 1, 6)
    assert source.slice(Span(1, 5, 1, 6)) == "b"


def test_quotes_leave_out_the_space_around_them() -> None:
    source = Source("page.md", "x\n  two words  \n\n  more \n")
    quote = source.extract(2, 4).quote()
    assert quote.text == "two words  \n\n  more"
    assert source.slice(quote.span) == quote.text


def test_a_cut_keeps_its_places() -> None:
    source = Source("page.md", "\n".join(LINES))
    cut = source.extract(1, 4).cut(2, 12)
    assert cut.text == "rst\n\nthird"
    assert [source.slice(cut.span(at, at + 1)) for at in (0, 5, 9)] == ["r", "t", "d"]
    again = cut.cut(5, 8)
    assert (again.text, source.slice(again.quote().span)) == ("thi", "thi")


def test_a_quote_ends_where_the_page_leaves_something_out() -> None:
    source = Source("page.md", "> one\n> two\n")
    extract = Extract("one\ntwo", ((1, 3), (2, 3)))
    assert extract.quote() == Quote("one", Span(1, 3, 1, 6))
    assert source.slice(extract.quote(4).span) == "two"


def test_a_quote_of_nothing_but_space_is_empty() -> None:
    source = Source("page.md", " \n ")
    quote = source.extract(1, 2).quote()
    assert quote.text == "" and source.slice(quote.span) == ""
