"""What is read at sight, or remembered, is read as those read it who look at everything: markdown-it-py, YAML, lark."""

import re
import sys
from contextlib import suppress
from functools import cache
from pathlib import PurePosixPath

import lark
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from lark.parsers.lalr_interactive_parser import InteractiveParser
from markdown_it import MarkdownIt

from specgen.model.facts import Token
from specgen.model.serial import pack_facts
from specgen.model.spans import Span
from specgen.model.underscored import NAME_FORMS, concerns_others
from specgen.reader import flow, read_page, tokens
from specgen.reader.block_rules import block_tokens
from specgen.reader.blocks import MAX_NESTING, _Builder, read_blocks
from specgen.reader.constraints import forms
from specgen.reader.constraints.tokens import tokenise
from specgen.reader.fences import _parsed as parsed_in_place
from specgen.reader.fences import declared_in, fences
from specgen.reader.frontmatter import _plain_scalars, _yaml_scalars
from specgen.reader.identity import _stem
from specgen.reader.inline import _parsed, _target, pieces_of, plain
from specgen.reader.inline_scan import scanned
from specgen.reader.links import _links_of_pieces, _plain_links
from specgen.reader.pieces import Form, Piece
from specgen.reader.source import Extract, Source
from specgen.reader.syntax.mof import grammar
from specgen.reader.syntax.mof.claims import _MARK_OF_C, _is_c
from tests.fuzzing.promises import as_one
from tests.reader.mutations import damaged
from tests.reader.pages import PAGES

MARKS = ["*", "**", "***", "_", "__", "`", "``", "[", "](", "]", "(", ")", "<", ">", "&", "!", "\\", "\n", "\0"]
WORDS = ["a", "B ", "é", "1", " ", "  ", ".", "\u00a0", "«", "text ", "A_B", "&lt;", "& ", "\\_", "\\[", "javascript:x"]
RUNS = [
    "_x_",
    "*x*",
    "**x**",
    "`c`",
    "[x](y)",
    "[in]",
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
HARD = [
    "**bold** s",
    "text ",
    "a|b",
    "</dt> <dd>",
    '<span id="x"></span><span>',
    "<pre>",
    "</pre>",
    "<br/>",
    "> - t",
    "> ```",
    ">- ",
    "```c",
    "  ```",
    "````",
    "```u`v",
    "[w",
    "x]: y",
    "a\0b",
    "(z) \\",
    "# | #",
    "## a #",
    "#  b",
    "|c|d|",
    "|\\||e",
    "||f|",
    "|:-|--:|",
    "10 g",
    "_h",
]
FRONT = [
    "title: T",
    "api_name:",
    "- a.B",
    "  - c",
    "description: 'it is'",
    'description: "it is"',
    "ms:assetid: x",
    "empty:   ",
    "null: ~",
    "a: b: c",
    "a: b #c",
    "'a': b",
    "a: 'it''s'",
    'a: "\\n"',
    "a: |",
    "  b",
    "- d: e",
    "a: \u00a0b",
    "a: b\u2028c",
    " ",
    "",
]
NAMES = ["A \\_ B", "A_B", "::", "x::Y", "a.dll", "0x1F", "12", "word", "Word ", "camelCase", "CAPS", "-", ". ", "\\\\"]
SPOKEN = ["The", "value", "must", "be", "at", "least", "7", "and", "between", "1", "not", "exceed", "NULL", "or", ","]
MOF = [
    "class",
    "CLASS",
    "cla\u017f\u017f",
    "of",
    "X",
    "uint8",
    "0x1F",
    "1.5",
    '"',
    "'a'",
    "[ 1 ]",
    "[",
    "]",
    "//",
    "/*",
    "*/",
]
MOF_ITEMS = [
    "class X : Y {",
    '[In, Max(4), Map{1, "a"}: ToSubclass]',
    "[]",
    "uint8 A[4] = {1, 2};",
    "static uint8 M([in] string A, B);",
    "void N();",
    "};",
    "};",
    "instance of X { A = 1; };",
    "#pragma x\n",
    "string",
    ";",
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


LINKS = ["[*x*](z)", "[a_b](y)", "[**\\_ x**](y)", "[** a**](y)", "[a](y)", "**", "_", "<br/>", "![", "\\"]


@given(st.lists(st.sampled_from([*LINKS, *MARKS, *WORDS, *RUNS]), max_size=8).map("".join))
def test_links_told_at_sight_are_those_of_the_parser(text: str) -> None:
    assert _plain_links(text) in (None, _links_of_pieces(text))


def test_links_as_pages_have_them_take_no_parser() -> None:
    text = "**See** [**A\\_B**](a-b.md), [the *kettle](k.md)<br/>"
    assert _plain_links(text) is None
    assert [one[:2] for one in _plain_links(text.replace("*k", "k")) or []] == [
        ("A_B", "a-b.md"),
        ("the kettle", "k.md"),
    ]


TAGS = ["<dl>", "<dt>", "</dt>", "<dd>", "</dl>", "<td>", "<br/>", "<b>", "</b>", "<i>", '<span id="x"></span>', " \n "]


@given(st.lists(st.sampled_from([*MARKS, *WORDS, *RUNS, *TAGS]), max_size=8).map("".join), st.sampled_from(["", "dl"]))
def test_a_paragraph_made_at_once_is_the_one_made_piece_by_piece(text: str, within: str) -> None:
    extract, inline = Extract(text, tuple((line, 1) for line in range(1, text.count("\n") + 2))), flow._inline(text)
    at_once, step_by_step = flow._Builder(), flow._Builder()
    for builder in (at_once, step_by_step):
        if within:
            builder._open_list(within)
    at_once.pieces(extract, inline)
    step_by_step._steps(extract, inline.steps)
    assert _spelled_out(at_once.root) == _spelled_out(step_by_step.root)
    assert at_once.waiting == step_by_step.waiting


def _spelled_out(nodes: list[flow.Node]) -> list[object]:
    """Nodes as plain values, paragraphs with the text that their pieces spell now."""
    return [
        (tuple(node.pieces), plain(node.pieces), node.text)
        if isinstance(node, flow.Para)
        else [(_spelled_out([*item.terms]), _spelled_out(item.body)) for item in node.items]
        if isinstance(node, flow.DefList)
        else [[_spelled_out(cell) for cell in row] for row in getattr(node, "rows", [])]
        for node in nodes
    ]


@given(st.lists(st.sampled_from([*LINES, *OTHERS]), max_size=14).map("\n".join))
def test_blocks_are_where_the_library_has_them(text: str) -> None:
    library = MarkdownIt("commonmark", {"maxNesting": 40}).enable("table").disable(["inline", "text_join"])
    mine = [(one.type, one.map, one.content.strip()) for one in block_tokens(text, 40)]
    assert mine == list(as_one(library.parse(text)))


@given(st.lists(st.sampled_from([*LINES, *OTHERS, *HARD]), max_size=14).map("\n".join))
def test_blocks_read_one_by_one_are_those_of_the_whole_page(text: str) -> None:
    source = Source("page.md", text)
    whole = _Builder(source, 1).build(block_tokens(text.replace("\0", "\ufffd"), MAX_NESTING))
    assert read_blocks(source, 1) == whole


@pytest.mark.parametrize(
    "text",
    [
        ">\n\na",
        "- a\n\n  b\n\nc",
        "<!-- a\n\nb -->\n\nc",
        "```\na\n\nb\n```\nc",
        "a\n```\nb\n  ```\nc",
        "<dl>|x\n|-|-|\n\na",
        "    a\n\n    b\n\nc",
        "a\n</dt> <dd>\nb",
    ],
)
def test_blocks_that_a_blank_line_does_not_end_go_on_behind_it(text: str) -> None:
    source = Source("page.md", text)
    assert read_blocks(source, 1) == _Builder(source, 1).build(block_tokens(text, MAX_NESTING))


@given(st.lists(st.sampled_from(FRONT), max_size=7))
def test_plain_frontmatter_is_what_yaml_makes_of_it(lines: list[str]) -> None:
    found = _plain_scalars(lines)
    try:
        assert found in (None, list(_yaml_scalars("\n".join(lines))))
    except yaml.YAMLError:
        assert found is None


def test_frontmatter_as_pages_have_it_takes_no_parser() -> None:
    lines = ["title: Kettle class", "api_name:", "- A.Kettle", 'ms.date: "1"', "description: 'Boils: water.'"]
    assert [one.text for one in _plain_scalars(lines) or []] == ["Kettle class", "A.Kettle", "1", "Boils: water."]


@given(st.lists(st.sampled_from([*MARKS, *WORDS, *RUNS, *NAMES]), max_size=12).map("".join))
def test_forms_left_out_of_the_lexer_of_passages_would_find_nothing(text: str) -> None:
    every = tokens._lexer(tokens._MARKS)
    found = [(one, one.lastgroup or "") for one in every.finditer(text)]
    assert [(form, one[form], one.start(form)) for one, form in found if form != "plain"] == list(tokens.lexed(text))


PROSE = ["Word", "word", "Deadbee", "1234-", "l\u2019", "'", ", ", ": ", " - ", "\u00a0", "\n", " \\_", "\u0153"]
PROSE += ["\u00c9", "-", '"', "/", ".", ":", "cafe", "c.dll", "*", "**", "](x)", ",", " "]


@given(st.lists(st.sampled_from([*MARKS, *WORDS, *NAMES, *PROSE]), max_size=12).map("".join))
def test_words_of_prose_hide_no_token(text: str) -> None:
    one_by_one = r"(?:[a-z\u00df-\u00ff]++[ ,]+(?![\\:\u00a0]))+"
    assert tokens._SPOKEN in tokens._FORMS[0][1] and tokens._SMALL in tokens._FORMS[0][1]
    stepped = "|".join(
        form.replace(tokens._SPOKEN, "(?!)").replace(tokens._SMALL, one_by_one) for _, form in tokens._FORMS
    )
    found = [(one, one.lastgroup or "") for one in re.compile(stepped, re.VERBOSE).finditer(text)]
    assert [(form, one[form], one.start(form)) for one, form in found if form != "plain"] == list(tokens.lexed(text))


@given(st.text() | st.lists(st.sampled_from([*WORDS, *PROSE, "\u00b2", "\u00ff", "\u0663"])).map("".join))
def test_words_of_prose_are_counted_as_if_each_were_found(text: str) -> None:
    assert tokens._words(text) == len(tokens._PROSE.findall(text))


FORMS = (
    "must be at least <number>",
    "between <number> and <number>",
    "(not|never) ~2 exceed",
    "<number> or? <word>",
    "(value|NULL)",
)


@given(st.lists(st.sampled_from(SPOKEN), max_size=14).map(" ".join))
def test_forms_of_constraints_are_left_out_only_where_they_are_not(text: str) -> None:
    words = tokenise(text)
    every = ((form, match) for form in FORMS for match in forms._everywhere(forms._compiled(form).parts, words))
    assert list(forms.find(FORMS, words)) == list(every)


@given(
    st.lists(st.sampled_from(MOF), max_size=10).flatmap(
        lambda parts: st.sampled_from(["", " "]).map(lambda by: by.join(parts))
    )
)
def test_tokens_of_mof_are_those_of_lark(text: str) -> None:
    state = grammar.parser().parse_interactive(text)
    lark = state.lexer_thread.lex(state.parser_state)
    mine = [(one.type, str(one), one.start_pos, one.end_pos) for one in grammar.tokens(text)]
    assert mine == [(one.type, str(one), one.start_pos, one.end_pos) for one in lark]


@cache
def _larks_own() -> lark.Lark:
    return grammar.compile_grammar()


def _places(state: InteractiveParser, text: str) -> list[object]:
    """Where the nodes stand that a parser makes of the text, up to the first token that does not fit."""
    with suppress(lark.UnexpectedToken):
        for token in grammar.tokens(text):
            state.feed_token(token)
    made = [one for one in state.parser_state.value_stack if isinstance(one, lark.Tree)]
    nodes = [node for tree in made for node in tree.iter_subtrees()]
    return [(node.data, getattr(node.meta, "start_pos", None), getattr(node.meta, "end_pos", None)) for node in nodes]


@given(st.lists(st.sampled_from(MOF_ITEMS), max_size=6).map(" ".join))
def test_nodes_of_mof_stand_where_lark_says(text: str) -> None:
    assert _places(grammar.begin(), text) == _places(_larks_own().parse_interactive(""), text)


@given(st.lists(st.sampled_from([*MOF, ":", "::", "*", "/", "/* : */", "// :\n", "\u200b", "\u3000"])).map("".join))
def test_what_is_c_in_a_fence_of_mof_is_told_at_sight(text: str) -> None:
    assert _MARK_OF_C.search(text) or not _is_c(list(grammar.tokens(text)))


@given(damaged(), st.integers(0, 3), st.sampled_from(["", "> ", "  "]))
@settings(deadline=None, max_examples=60)
def test_what_a_remembered_fence_declares_is_what_it_declares_where_it_stands(text: str, by: int, before: str) -> None:
    moved = "x\n\n" * by + "\n".join(before + line for line in text.split("\n"))
    for page in (text, moved):
        source = Source.decode("page.md", page.encode("utf-8", "surrogatepass"))
        for block in fences(read_blocks(source, 1)):
            assert declared_in(block) == parsed_in_place(block.info, block.extract)


def _forget() -> None:
    rooms = [module for name, module in sys.modules.items() if name.startswith("specgen.reader")]
    for memo in {value for room in rooms for value in vars(room).values() if hasattr(value, "cache_clear")}:
        if memo.cache_parameters()["maxsize"] is not None:
            memo.cache_clear()


@given(damaged(), st.integers(0, 3))
@settings(deadline=None, max_examples=60)
def test_what_is_remembered_of_other_pages_changes_none(text: str, lines: int) -> None:
    """Nor does the place where it stood on them: the page stands on other lines than those read before it."""
    data = text.replace("---\n", "---\n" + "key: value\n" * lines, 1).encode("utf-8", "surrogatepass")
    _forget()
    alone = pack_facts(read_page("folder/page.md", data))
    for path, page in PAGES.items():
        read_page(path, page.encode())
    read_page("folder/page.md", text.encode("utf-8", "surrogatepass"))
    assert pack_facts(read_page("folder/page.md", data)) == alone


@pytest.mark.parametrize("path", ["a/B.C.md", "B.md", ".md", "a/.md", "a/..md", "/.md", "a//b.md", "a/b.md/c", "a/b.x"])
def test_the_stem_of_a_path_is_what_a_path_makes_of_it(path: str) -> None:
    assert _stem(path) == PurePosixPath(path).stem.lower()


@given(st.sampled_from(["camel", "file", "word", "joined", "loose", "target"]), st.sampled_from(NAMES) | st.text())
def test_only_names_with_underscores_concern_others(form: str, text: str) -> None:
    assert form in NAME_FORMS or not concerns_others(Token(form, text, Span(1, 1, 1, 1)))


@given(st.lists(st.sampled_from([" ", "a", "\u00a0", "b c", "\t"])).map("".join), st.integers(0, 6), st.integers(0, 9))
def test_a_quote_of_one_line_is_cut_as_one_of_several(text: str, start: int, end: int) -> None:
    alone, beside = Extract(text, ((3, 2),)), Extract(f"{text}\n", ((3, 2), (4, 1)))
    assert alone.quote(start, end).text == text[start:end].strip()
    if text[start:end].strip():
        assert alone.quote(start, end) == beside.quote(start, min(end, len(text)))


@pytest.mark.parametrize("form", ["text", "code", "break", "tag", "image"])
def test_one_piece_shows_what_it_shows_between_others_that_show_nothing(form: Form) -> None:
    piece = Piece(form, " a  b\n", 0, 6, tag="br" if form == "tag" else "")
    assert plain([piece]) == plain([Piece("image", "", 0, 0), piece])
