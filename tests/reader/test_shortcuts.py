"""What is read without asking markdown-it-py for everything is read as it would read it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from specgen.reader.block_rules import block_tokens
from specgen.reader.inline import _parsed, _target, pieces_of
from specgen.reader.inline_scan import scanned

MARKS = ["*", "**", "***", "_", "__", "`", "``", "[", "](", "]", "(", ")", "<", ">", "&", "!", "\\", "\n", "\0"]
WORDS = ["a", "B ", "é", "1", " ", "  ", ".", "\u00a0", "«", "text ", "A_B", "&lt;", "& ", "\\_", "\\[", "javascript:x"]
RUNS = [
    "_x_",
    "*x*",
    "**x**",
    "`c`",
    "[x](y)",
    "[**x**](/y.md#z)",
    "](http://A.b/é)",
    "<a>",
    "</a>",
    '<b id="x_y*">',
    "<http://x>",
]
LINES = [
    "",
    "a",
    "  b",
    "\ta",
    "    c",
    "- d",
    "  - e",
    "1. f",
    "2) g",
    "> h",
    ">",
    "# i",
    "#j",
    "---",
    "===",
    "***",
    "* * *",
]
OTHERS = [
    "```",
    "~~~ x",
    "<dl>",
    "<!-- k",
    "-->",
    "<b>",
    "[l]: m",
    "| n | o |",
    "|---|---|",
    "|:-|",
    "p | q",
    "\u00a0",
    "+ r",
]


@given(st.lists(st.sampled_from([*MARKS, *WORDS, *RUNS]), max_size=12).map("".join))
def test_a_scan_finds_what_the_parser_finds(text: str) -> None:
    found = scanned(text, _target)
    assert found is None or not text.strip() or tuple(found) == _parsed(text)


@pytest.mark.parametrize(
    "text", ["*a _b_ c*", "a * b", "[a](b", "![a](b)", "<http://a>", "&amp;", "`a", "a  \nb", "**a*"]
)
def test_a_scan_leaves_to_the_parser_what_takes_one(text: str) -> None:
    assert scanned(text, _target) is None
    assert pieces_of(text) == _parsed(text)


@given(st.lists(st.sampled_from([*LINES, *OTHERS]), max_size=14).map("\n".join))
def test_blocks_are_where_the_library_has_them(text: str) -> None:
    library = MarkdownIt("commonmark", {"maxNesting": 40}).enable("table").disable(["inline", "text_join"])
    mine = [(one.type, one.map, one.content.strip()) for one in block_tokens(text, 40)]
    assert mine == list(_as_one(library.parse(text)))


def _as_one(tokens):
    """The library's tokens, with those of a paragraph and of a table as one."""
    within = ""
    for at, one in enumerate(tokens):
        if one.type in ("paragraph_open", "table_open") and not within:
            within = one.type.removesuffix("_open")
            yield within, one.map, tokens[at + 1].content.strip() if within == "paragraph" else ""
        elif within:
            within = "" if one.type == f"{within}_close" else within
        else:
            yield one.type, one.map, one.content.strip()
