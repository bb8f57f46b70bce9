"""Whatever text a page holds, it is inert in what carries it."""

import ast
import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from specgen.emit import (
    idl_comment,
    md_text,
    mof_comment,
    mof_string,
    py_comment,
    py_docstring,
    py_literal,
    py_string,
    visible,
)

HOSTILE = [
    '"""',
    'x""" + __import__("os").system("id") # ',
    "\\",
    'ends with "',
    '""""""',
    'a\\"b',
    "\x1b[31mred\x07",
    "\u202eevil\u2066",
    "\u2028\u2029\x85\x0c\x0b",
    "\ud800",
    "\r\n\r",
    "# -*- coding: utf-7 -*-",
    "type: ignore",
    "x # type: ignore[misc] # noqa: E501",
    "{{ 7 * 7 }}{% raw %}",
    "\U000e0041",
    "",
    " ",
]

texts = st.one_of(st.text(), st.sampled_from(HOSTILE), st.text(alphabet="\"'\\\n\r\t #{}x\u202e\x00"))


def squeezed(text: str) -> str:
    return " ".join(visible(" ".join(text.split())).split())


def is_shown(text: str, keep: str = "\n") -> bool:
    hidden = ("Cc", "Cf", "Cs", "Zl", "Zp")
    return all(one in keep or one in "\u200c\u200d" or unicodedata.category(one) not in hidden for one in text)


@given(texts)
@example('"')
def test_a_string_literal_is_the_text_and_one_line(text: str) -> None:
    literal = py_string(text)
    assert ast.literal_eval(literal) == text
    assert is_shown(literal, keep="")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | texts, lambda one: st.lists(one) | st.dictionaries(texts, one)
    )
)
def test_a_literal_is_its_value(value: object) -> None:
    assert ast.literal_eval(py_literal(value)) == value  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [(), (1,), ("a", 2)])
def test_tuples_stay_tuples(value: tuple[int | str, ...]) -> None:
    assert ast.literal_eval(py_literal(value)) == value


def test_what_is_no_plain_data_has_no_literal() -> None:
    with pytest.raises(TypeError):
        py_literal(object())  # type: ignore[arg-type]


@given(texts, st.integers(0, 8), st.integers(0, 60))
def test_a_docstring_is_the_text_and_nothing_else(text: str, indent: int, width: int) -> None:
    lead = " " * indent
    source = f'def f():\n{lead} """{py_docstring(text, indent + 1, width)}\n{lead} """\n{lead} return 1\n'
    module = ast.parse(source)
    (function,) = module.body
    assert isinstance(function, ast.FunctionDef)
    first, second = function.body
    assert isinstance(first, ast.Expr)
    assert isinstance(first.value, ast.Constant)
    assert isinstance(second, ast.Return)
    assert squeezed(str(first.value.value)) == squeezed(text)
    assert is_shown(source)


@given(texts)
def test_a_docstring_may_end_right_after_the_text(text: str) -> None:
    module = ast.parse(f'"""{py_docstring(text, 0)}"""')
    assert squeezed(str(ast.literal_eval(module.body[0].value))) == squeezed(text)  # type: ignore[attr-defined]


def test_paragraphs_stay_apart_and_lines_are_wrapped() -> None:
    made = py_docstring("one two three four five six\n\nsecond", indent=4, width=24, hang=2)
    assert made == "one two three four\n      five six\n\n    second"


@given(texts)
def test_a_comment_is_one_line_of_comment(text: str) -> None:
    source = f"x = 1  # {py_comment(text)}\ny = 2\n"
    assert len(ast.parse(source).body) == 2
    assert source.count("\n") == 2
    assert is_shown(source)


@pytest.mark.parametrize(
    "text", ["coding: utf-7", "x coding=utf-7", "type: ignore", "pyright: basic", "a # type: ignore"]
)
def test_a_comment_is_no_directive(text: str) -> None:
    comment = f"# {py_comment(text)}"
    assert re.search(r"coding[:=]", comment) is None
    assert re.search(r"(type|pyright):", comment) is None


@given(texts)
def test_a_mof_string_closes_where_it_should(text: str) -> None:
    literal = mof_string(text)
    assert re.fullmatch(r'"(?:[^"\\\n\r]|\\[nt"\\])*"', literal)
    assert is_shown(literal, keep="")


@given(texts)
def test_a_mof_comment_is_one_line(text: str) -> None:
    assert is_shown(mof_comment(text), keep="")


@given(texts)
@example("ends with \\")
@example("ends with ??/")
def test_an_idl_comment_is_one_line_that_does_not_join_the_next(text: str) -> None:
    made = idl_comment(text)
    assert is_shown(made, keep="")
    assert not made.endswith("\\") and "??/" not in made


@given(texts)
def test_markdown_text_has_no_markup(text: str) -> None:
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").parse(f"{md_text(text)}\n")
    children = [child.type for token in tokens for child in token.children or ()]
    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}
    assert set(children) <= {"text", "text_special"}
    assert is_shown(md_text(text), keep="")


def test_hidden_characters_are_spelled_out() -> None:
    assert visible("a\x1bb\u202ec\U000e0041") == r"a\x1bb\u202ec\U000e0041"
    assert visible("a\tb", keep="\t") == "a\tb"
    assert visible("\u0915\u094d\u200d") == "\u0915\u094d\u200d"
