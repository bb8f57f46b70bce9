"""No text makes a room raise, take long, or quote what is not there."""

import string
from types import ModuleType

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from specgen.reader.syntax import rooms
from tests.reader.syntax.blocks import quotes

ROOMS = st.sampled_from(rooms())
WORDS = st.sampled_from(
    [
        "class",
        "instance",
        "of",
        "ref",
        "static",
        "uint32",
        "string",
        "void",
        "HRESULT",
        "[in]",
        "[",
        "]",
        "(",
        ")",
        "{",
        "}",
        ",",
        ";",
        ":",
        "::",
        "=",
        "&",
        "*",
        "**",
        ".",
        "...",
        '"',
        "'",
        "//",
        "/*",
        "*/",
        "#",
        "#define\n",
        "",
        "",
        "",
        "\\",
        "\n",
        "_In_",
        "_Out_writes_(n)",
        "FAR",
        "const",
        "struct",
        "typedef",
        "enum",
        "union",
        "callback",
        "WM_X",
        "wParam",
        "=",
        "interface",
        "DECLARE_INTERFACE",
        "<<",
        "#if\n",
        "STDMETHOD",
        "SAFEARRAY",
        "operator",
        "~",
        "<",
        ">",
        "1",
        "0x",
        "Lens",
        "\xa0",
        "é",
        "\u202e",
    ]
)
MIXED = st.lists(WORDS | st.text(string.printable, max_size=3), max_size=60).map(" ".join)
TEXTS = st.text(max_size=200) | MIXED
NESTED = {
    "round": "(" * 50_000,
    "round, closed": "(" * 45_000 + ")" * 45_000,
    "square": "[" * 50_000,
    "square in a method": "uint32 F(" + "[" * 45_000 + "]" * 45_000 + " uint32 x);",
    "round in a parameter": "int f(int " + "(" * 45_000 + "x" + ")" * 45_000 + ");",
    "curly": "class X {" * 10_000,
    "never matching": "(" * 40_000 + "]" * 40_000,
    "templates": "int f(" + "A<" * 40_000 + ");",
    "stars": "int f(int " + "*" * 80_000 + "x);",
    "strings": '"' * 80_000,
    "comments": "/*" * 40_000,
    "a long line": "a " * 500_000,
    "many parameters": "uint32 F(" + "[in] uint32 x, " * 6_000 + ");",
    "lines without commas": "int f(\n" + "int a\n" * 14_000 + ");",
    "structures": "struct A {" * 9_000,
    "structures, closed": "struct A {" * 4_000 + "} x;" * 4_000,
    "enumerations": "enum {" * 16_000,
    "lines without semicolons": "struct S {" + "int a\n" * 14_000 + "};",
    "many declarators": "struct S { int " + "a," * 30_000 + "b; };",
    "conditions": "struct S {\n#if A\n" + "#elif B\nint a;\n" * 6_000 + "};",
    "an expression in brackets": "enum { A = " + "(" * 40_000 + "1" + ")" * 40_000 + "};",
    "signs": "enum { A = " + "-" * 90_000 + "1 };",
    "a power tower": "enum { A = 1" + " << 63 << 63 << 63" * 20 + ", B = 9" + " * 9" * 90 + "};",
    "assignments": "WM_X\n" + "a=1;" * 20_000,
}


@settings(max_examples=300, deadline=None)
@given(ROOMS, TEXTS)
@example(rooms()[0], "uint32 F([in] \ud800 x)")
@example(rooms()[1], "int f(\ud800 x)")
@example(rooms()[0], "class X { [")
@example(rooms()[1], "STDMETHOD(")
def test_no_text_raises_and_every_quote_stands_on_the_page(room: ModuleType, text: str) -> None:
    from_page = text.replace("\r\n", "\n").replace("\r", "\n")
    for info in ("", "mof", "C++"):
        assert room.claims(info, from_page) in (True, False)
    check(room, from_page)


def check(room: ModuleType, text: str) -> None:
    from specgen.reader.source import Source

    page = Source("page.md", f"\n{text}")
    for each in room.parse(page.extract(2, len(page.lines))):
        for quote in quotes(each):
            assert page.slice(quote.span) == quote.text


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.LANGUAGE)
@pytest.mark.parametrize("text", NESTED.values(), ids=NESTED.keys())
def test_depth_and_length_cost_neither_the_stack_nor_much_time(room: ModuleType, text: str) -> None:
    room.claims("", text)
    check(room, text)


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.LANGUAGE)
def test_a_text_too_long_to_be_a_declaration_is_left_out(room: ModuleType) -> None:
    from specgen.reader.source import Source

    page = Source("page.md", "uint32 F([in] uint32 x);" * 10_000)
    (made,) = room.parse(page.extract(1, 1))
    assert (made.form, made.unread[0].text) == ("other", page.text)
