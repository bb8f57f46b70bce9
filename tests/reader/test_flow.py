"""The tree of a section: definition lists recovered from tags that published pages lost."""

import time
from collections.abc import Sequence

from specgen.reader.flow import DefList, Para, flow, paragraphs
from specgen.reader.source import Source
from tests.reader.pages import blocks, nodes, outline


def tree(text: str) -> list[object]:
    return outline(nodes(text))


def test_a_list_is_terms_and_bodies() -> None:
    assert tree(
        "<dl> <dt>\n\n*A* \\[in\\]\n</dt> <dd>\n\nOne.\n\nTwo.\n\n</dd> <dt>\n\n*B*\n</dt> <dd></dd> </dl>\n"
    ) == [["dl", (["A [in]"], ["One.", "Two."]), (["B"], [])]]


def test_a_term_inside_an_open_body_opens_a_list_of_its_own() -> None:
    text = (
        "<dl> <dt>\n\n*A*\n</dt> <dd>\n\nOne of:\n\n<dt>\n\n**X** (1)\n\n</dt> <dd></dd> <dt>\n\n**Y** (2)\n"
        "\n</dt> <dd>\n\nYs.\n\n</dd> </dl> </dd> <dt>\n\n*B*\n</dt> <dd>\n\nb\n\n</dd> </dl>\n"
    )
    values = ["dl", (["X (1)"], []), (["Y (2)"], ["Ys."])]
    assert tree(text) == [["dl", (["A"], ["One of:", values]), (["B"], ["b"])]]
    inner = nodes(text)[0].items[0].body[-1]
    assert isinstance(inner, DefList) and inner.implicit


def test_text_behind_an_implicit_list_belongs_to_the_item() -> None:
    text = (
        "<dl> <dt>\n\n*A*\n</dt> <dd>\n\n<dt>\n\n**X** (1)\n\n</dt> <dd></dd> </dl>\n\nAfter.\n\n"
        "</dd> </dl>\n\nOutside.\n"
    )
    assert tree(text) == [["dl", (["A"], [["dl", (["X (1)"], [])], "After."])], "Outside."]


def test_a_whole_list_may_stand_in_one_html_block() -> None:
    text = "<dl>\n<dt><b>A</b></dt>\n<dd>One &amp; two</dd>\n<dt><i>B\\_C</i></dt>\n<dd>b</dd>\n</dl>\n"
    assert tree(text) == [["dl", (["A"], ["One & two"]), (["B_C"], ["b"])]]
    (listed,) = nodes(text)
    (first,) = listed.items[0].terms
    assert [piece.strong for piece in first.pieces if piece.form == "text"] == [True]


def test_closing_tags_may_be_missing() -> None:
    assert tree("<dl> <dt>\n\n*A*\n<dd>\n\na\n\n<dd>\n\nmore\n") == [["dl", (["A"], ["a", "more"])]]
    assert tree("<dt>\n\n*A*\n</dt> <dd>\n\na\n") == [["dl", (["A"], ["a"])]]
    assert tree("</dl></dd>\n\ntext\n\n</td>\n") == ["text"]
    assert tree("<dl>\n\nloose\n\n</dl>\n") == [["dl"], "loose"]


def test_a_body_without_a_term_is_kept() -> None:
    assert tree("<dl> <dd>\n\nlonely\n\n</dd> </dl>\n") == [["dl", ([], ["lonely"])]]


def test_two_terms_in_a_row_are_two_items() -> None:
    assert tree("<dl> <dt>\n\n*A*\n</dt> <dt>\n\n*B*\n</dt> <dd>\n\nb\n\n</dd> </dl>\n") == [
        ["dl", (["A"], []), (["B"], ["b"])]
    ]


def test_lists_inside_table_cells_stay_there() -> None:
    text = "| Value | Meaning |\n|---|---|\n| <dl> <dt>0</dt> <dt>1</dt> </dl> | Primary.<br/> More. |\n"
    assert tree(text) == [["table", [["Value"], ["Meaning"]], [[["dl", (["0"], []), (["1"], [])]], ["Primary. More."]]]]


def test_a_table_inside_a_body_belongs_to_the_item() -> None:
    text = "<dl> <dt>\n\n*A*\n</dt> <dd>\n\n| V | M |\n|---|---|\n| 1 | one |\n\n</dd> <dt>\n\n*B*\n</dt> </dl>\n"
    assert tree(text) == [["dl", (["A"], [["table", [["V"], ["M"]], [["1"], ["one"]]]]), (["B"], [])]]


def test_html_tables_are_tables() -> None:
    text = "<table>\n<tr><th>V</th><th>M</th></tr>\n<tr><td>1</td>\n<td>one</td></tr>\n<tr><td>2<td>two\n</table>\n"
    assert tree(text) == [["table", [["V"], ["M"]], [["1"], ["one"]], [["2"], ["two"]]]]
    assert tree("<td>x</td> <tr>\n") == ["x"]


def test_cells_before_any_row_make_one() -> None:
    assert tree("<table><td>a</td></table>\n") == [["table", [["a"]]]]


def test_a_list_in_a_cell_does_not_end_the_table() -> None:
    text = "<table><tr><td><dl><dt>x</dl></dl></td><td>y</td></tr></table>\n"
    assert tree(text) == [["table", [[["dl", (["x"], [])]], ["y"]]]]


def test_quotes_bullets_and_fences_are_nodes() -> None:
    assert tree("> q\n\n- b\n\n```c\nx\n```\n") == [["quote", "q"], ["quote", "b"], "code"]
    assert [para.text for para in paragraphs(nodes("p\n\n> q\n> > r\n\n<dl><dt>t</dt></dl>\n"))] == ["p", "q", "r"]


def test_marks_that_authors_left_in_html_are_dropped() -> None:
    assert tree("<p>see [Bore](bore.md) or [Thaw][2] now</p>\n") == ["see [Bore or [Thaw now"]


def test_paragraph_quotes_slice_back() -> None:
    text = "<dl> <dt>\n\n*Depth* \\[in\\]\n</dt> <dd>\n\n> quoted *text*\n\n</dd> </dl>\n"
    source = Source("page.md", text)
    (listed,) = flow(blocks(text))
    (item,) = listed.items
    found = [para.quote() for para in [*item.terms, *paragraphs(item.body)] if para.text]
    assert [source.slice(one.span) for one in found] == [one.text for one in found]
    assert found[0].text.startswith("Depth")


def test_fifty_thousand_nested_tags_are_survived() -> None:
    started = time.monotonic()
    for tag, count in (("dl", 50_000), ("dd", 3000), ("dt", 3000), ("table", 3000), ("td", 3000), ("b", 3000)):
        found = nodes(f"<{tag}>" * count + "\n\ntext\n\n" + f"</{tag}>" * count + "\n")
        assert _depth(found) < 200
    found = nodes("<dl><dt>x<dd>" * 50_000 + "\n")
    assert _depth(found) < 200
    assert time.monotonic() - started < 20


def _depth(found: Sequence[object]) -> int:
    deepest, level = 0, list(found)
    while level:
        deepest += 1
        below: list[object] = []
        for node in level:
            if isinstance(node, DefList):
                below += [inner for item in node.items for inner in item.body]
            elif not isinstance(node, Para):
                below += [inner for row in getattr(node, "rows", []) for cell in row for inner in cell]
        level = below
    return deepest
