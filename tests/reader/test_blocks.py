"""Blocks: their forms, and texts that stand in the page where they say."""

from collections.abc import Iterable, Iterator

import pytest

from specgen.reader.blocks import Block, read_blocks, split_row, tokenise
from specgen.reader.source import Extract, Source
from tests.reader.pages import PAGES


def read(text: str, first: int = 1) -> tuple[Block, ...]:
    """The blocks, each checked to lie in the page."""
    source = Source.decode("page.md", text.encode())
    found = read_blocks(source, first)
    for extract in _extracts(found):
        _assert_in_page(source, extract)
    return found


def _extracts(blocks: Iterable[Block]) -> Iterator[Extract]:
    for block in blocks:
        yield block.extract
        yield from (cell for row in block.rows for cell in row)
        yield from _extracts(block.children)


def _assert_in_page(source: Source, extract: Extract) -> None:
    for row, text in enumerate(extract.text.split("\n")):
        line, column = extract.origins[row]
        assert source.lines[line - 1][column - 1 :].startswith(text)


def forms(blocks: Iterable[Block]) -> list[object]:
    return [[block.form, *forms(block.children)] if block.children else block.form for block in blocks]


def test_every_form_is_known() -> None:
    text = "# H\n\ntext\n\n```mof\nx;\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
    text += "> q\n\n- one\n- two\n\n<dl>\n</dl>\n\n    code\n"
    found = read(text)
    assert forms(found) == [
        "heading",
        "paragraph",
        "fence",
        "table",
        ["quote", "paragraph"],
        ["bullets", "paragraph", "paragraph"],
        "html",
        "fence",
    ]
    assert (found[0].level, found[2].info, found[2].extract.text) == (1, "mof", "x;")
    assert [(block.first_line, block.last_line) for block in found[:4]] == [(1, 1), (3, 3), (5, 7), (9, 11)]


def test_lines_count_from_the_start_of_the_page() -> None:
    (block,) = read("---\ntitle: x\n---\n\n# Heading\n", first=4)
    assert (block.form, block.first_line, block.extract.text) == ("heading", 5, "Heading")
    assert block.extract.origins == ((5, 3),)


def test_a_fence_in_a_quote_loses_the_marks_alone() -> None:
    (quote,) = read("> Look:\n>\n> ```cpp\n> void Pour(\n>   int cup\n> );\n> ```\n")
    fence = quote.children[1]
    assert fence.extract.text == "void Pour(\n  int cup\n);"
    assert fence.extract.origins == ((4, 3), (5, 3), (6, 3))


def test_indented_fences_keep_their_code() -> None:
    (fence,) = read("  ```mof\n  uint32 Bore(\n    [in] uint32 Depth);\n  ```\n")
    assert fence.form == "fence" and fence.extract.text.split("\n")[0].strip() == "uint32 Bore("


@pytest.mark.parametrize("fence", ["```mof\nx;", "```", "~~~\nx\n\n"])
def test_a_fence_that_nothing_closes_ends_with_the_page(fence: str) -> None:
    (block,) = read(fence)
    assert block.form == "fence"


def test_blank_lines_in_a_fence_stay() -> None:
    (block,) = read("```\na\n\n\nb\n```\n")
    assert block.extract.text == "a\n\n\nb"
    assert block.extract.origins[4 - 1] == (5, 1)


def test_repeated_text_is_found_where_it_stands() -> None:
    (block,) = read("> - x x\n")
    (bullets,) = block.children
    assert bullets.children[0].extract.origins == ((1, 5),)
    assert bullets.children[0].extract.text == "x x"


def test_a_paragraph_over_quoted_lines_has_a_place_for_each() -> None:
    (quote,) = read("> [in] one\n> two\nlazy\n")
    assert quote.children[0].extract.origins == ((1, 3), (2, 3), (3, 1))


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("| a | b |", ["a", "b"]),
        ("a | b", ["a", "b"]),
        ("| a\\|b | c |", ["a\\|b", "c"]),
        ("| a\\\\| b |", ["a\\\\", "b"]),
        ("|  |  |", ["", ""]),
        ("|a", ["a"]),
        ("> | a | b |", ["a", "b"]),
        ("| a | |", ["a", ""]),
        ("|a|b|c|   ", ["a", "b", "c"]),
        ("", []),
    ],
)
def test_rows_are_cut_at_bare_pipes(row: str, cells: list[str]) -> None:
    source = Source("page.md", row)
    found = split_row(source.extract(1, 1))
    assert [cell.text for cell in found] == cells
    assert all(source.slice(cell.span(0, len(cell.text))) == cell.text for cell in found)


def test_table_cells_know_their_places() -> None:
    (table,) = read("| Value | Meaning |\n|:--|:--|\n| <dl> <dt>0</dt> </dl> | a \\| b<br/> |\n")
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Value", "Meaning"],
        ["<dl> <dt>0</dt> </dl>", "a \\| b<br/>"],
    ]
    assert table.rows[1][1].origins[0][0] == 3


def test_a_nul_character_stays_in_the_text() -> None:
    (block,) = read("a\0b\n")
    assert block.extract.text == "a\0b"


@pytest.mark.parametrize("letter", ["\u2028", "\f", "\v", "\x85", "\x1c"])
def test_odd_separators_break_no_line(letter: str) -> None:
    found = read(f"one{letter}two\n\n```mof\nx{letter}y;\n```\n\n# three\n")
    assert [block.first_line for block in found] == [1, 3, 7]
    assert found[1].extract.text == f"x{letter}y;"


def test_deep_nesting_is_cut_off() -> None:
    assert read("> " * 3000 + "x\n")
    assert read("- " * 2000 + "x\n")


def test_hand_written_pages_lie_where_they_say() -> None:
    for text in PAGES.values():
        assert len(read(text)) >= 8


def test_tags_of_an_html_block_have_offsets() -> None:
    text = '<DL> <dt ID="x">A &amp; B</dt><!-- no --><br/>text < 3</dl>'
    found = tokenise(text)
    assert [(one.form, one.tag or text[one.start : one.end]) for one in found] == [
        ("open", "dl"),
        ("text", " "),
        ("open", "dt"),
        ("text", "A &amp; B"),
        ("close", "dt"),
        ("open", "br"),
        ("text", "text < 3"),
        ("close", "dl"),
    ]
    assert found[2].attributes == {"id": "x"}


@pytest.mark.parametrize(
    "text",
    [
        "<",
        "<dl",
        "<!--",
        "<![CDATA[",
        "<![<dt>",
        "<![ x",
        "<![endif]-->",
        "&#",
        "</",
        "<a b=",
        "<?php",
        "<!x",
        "&amp",
        "<dt\n\n",
    ],
)
def test_broken_tags_are_survived(text: str) -> None:
    assert all(0 <= one.start <= one.end <= len(text) for one in tokenise(text))
