"""Structures, unions and enumerations with all that stands in them."""

import pytest

from specgen.model.facts import Declaration, Declarator
from tests.reader.syntax.blocks import Parse, left_out, text_of

Members = list[tuple[str | None, str | None, tuple[int | str | None, ...] | None, int]]


def members(made: Declaration | Declarator) -> Members:
    return [(one.name, one.type, one.array, one.pointer) for one in made.members]


def struct(in_c: Parse, *lines: str) -> Declaration:
    (made,) = in_c("typedef struct _LENS {\n  " + "\n  ".join(lines) + "\n} LENS, *PLENS;")
    return made


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ULONG ulFlags;", [("ulFlags", "ULONG", None, 0)]),
        ("LENS FAR *lpLens;", [("lpLens", "LENS", None, 1)]),
        ("unsigned long Data1;", [("Data1", "unsigned long", None, 0)]),
        ("const LENS_Vtbl FAR * lpVtbl;", [("lpVtbl", "LENS_Vtbl", None, 1)]),
        ("struct _LENS *next;", [("next", "_LENS", None, 1)]),
        ("union _PV Value;", [("Value", "_PV", None, 0)]),
        ("BYTE ab[MAPI_DIM];", [("ab", "BYTE", ("MAPI_DIM",), 0)]),
        ("BYTE ab[4];", [("ab", "BYTE", (4,), 0)]),
        ("BYTE ab[2][3];", [("ab", "BYTE", (2, 3), 0)]),
        ("BYTE ab[];", [("ab", "BYTE", (None,), 0)]),
        ("BYTE ab[0x10];", [("ab", "BYTE", (16,), 0)]),
        ("BYTE ab[MAX + 1];", [("ab", "BYTE", ("MAX + 1",), 0)]),
        ("ULONG a, *b, c[2];", [("a", "ULONG", None, 0), ("b", "ULONG", None, 1), ("c", "ULONG", (2,), 0)]),
        ("const unsigned int *a, b;", [("a", "unsigned int", None, 1), ("b", "unsigned int", None, 0)]),
        ("TS_LENS ...;", [("...", "TS_LENS", None, 0)]),
        ("float near, far;", [("near", "float", None, 0), ("far", "float", None, 0)]),
        ("BOOL (CALLBACK *done)(int, LPARAM);", [("done", "BOOL (CALLBACK *)(int, LPARAM)", None, 0)]),
        ("ERR (SOME_API *done)(int);", [("done", "ERR (SOME_API *)(int)", None, 0)]),
        ("LENS;", [(None, "LENS", None, 0)]),
        ("ULONG a; // ULONG not;", [("a", "ULONG", None, 0)]),
    ],
)
def test_a_member(in_c: Parse, line: str, expected: Members) -> None:
    made = struct(in_c, line, "LONG last;")
    assert members(made) == [*expected, ("last", "LONG", None, 0)]
    assert (made.unread, made.notes) == ((), ())


def test_names_tag_and_aliases(in_c: Parse) -> None:
    (made,) = in_c("typedef struct tagLENS {\n  int x;\n} LENS, *PLENS, FAR * FAR *LPPLENS;")
    assert (text_of(made.name), text_of(made.tag)) == ("LENS", "tagLENS")
    assert [(one.name.text, one.pointer) for one in made.aliases] == [("LENS", 0), ("PLENS", 1), ("LPPLENS", 2)]


def test_const_and_annotations(in_c: Parse) -> None:
    made = struct(in_c, "const GUID* pGuid;", "_Field_size_(cb) BYTE *pb;", "[size_is(n), ref] LONG *pl;")
    assert [one.const for one in made.members] == [True, False, False]
    assert [one.qualifiers for one in made.members] == [{}, {"_Field_size_": "cb"}, {"size_is": "n", "ref": True}]
    assert [one.quote.text for one in made.members][1:] == ["_Field_size_(cb) BYTE *pb", "[size_is(n), ref] LONG *pl"]


def test_bit_fields(in_c: Parse) -> None:
    made = struct(in_c, "ULONG a : 1, b:0x2;", "ULONG : 29;", "ULONG c : WIDTH;")
    assert [(one.name, one.bits) for one in made.members] == [("a", 1), ("b", 2), (None, 29), ("c", None)]
    assert left_out(made) == [": WIDTH"]


def test_structures_in_place(in_c: Parse) -> None:
    made = struct(
        in_c,
        "union { LONG l; struct tagS { int i, j; } s; } u;",
        "union { DWORD d; };",
        "struct { int k; } one, *two, three[3];",
        "enum { A = 4, B } e;",
    )
    assert [(one.kind, one.name, one.type) for one in made.members[:2]] == [("union", "u", None), ("union", None, None)]
    inner = made.members[0].members[1]
    assert (inner.kind, inner.name, inner.type, text_of(inner.type_quote)) == ("struct", "s", "tagS", "tagS")
    assert [one.name for one in inner.members] == ["i", "j"]
    assert [(one.name, one.pointer, one.array) for one in made.members[2:5]] == [
        ("one", 0, None),
        ("two", 1, None),
        ("three", 0, (3,)),
    ]
    assert [(one.name, one.value) for one in made.members[5].members] == [("A", 4), ("B", 5)]
    assert (made.unread, made.notes) == ((), ())


def test_conditions_are_qualifiers(in_c: Parse) -> None:
    made = struct(in_c, "int a;", "#ifdef _WIN64", "int b;", "#else", "int c;", "#endif", "#pragma x", "int d;")
    assert [one.qualifiers for one in made.members] == [
        {},
        {"#if": "defined(_WIN64)"},
        {"#if": "!(defined(_WIN64))"},
        {},
    ]
    assert made.unread == ()


def test_methods_of_a_structure(in_c: Parse) -> None:
    (made,) = in_c("struct Lens : public Part {\n  int x;\n  void Polish(int grade);\n};")
    assert [one.name for one in made.members] == ["x"]
    assert [text_of(one.name) for one in made.methods] == ["Polish"]
    assert text_of(made.base) == "Part"


@pytest.mark.parametrize(
    ("lines", "missing"),
    [
        (("ULONG a", "ULONG b;"), [";"]),
        (("union { int i; }", "LPVOID b;"), [";"]),
        (("ULONG a, ULONG b;",), [";"]),
        (("ULONG a;", "ULONG b"), []),
    ],
)
def test_missing_semicolons(in_c: Parse, lines: tuple[str, ...], missing: list[str]) -> None:
    made = struct(in_c, *lines)
    assert [one.name for one in made.members][-1] == "b"
    assert len(made.members) == 2
    assert [note.expected for note in made.notes] == missing
    assert made.unread == ()


def test_a_brace_that_is_missing(in_c: Parse) -> None:
    (made,) = in_c("typedef struct _LENS {\n  ULONG a;\n  ULONG b;")
    assert [one.name for one in made.members] == ["a", "b"]
    assert [note.expected for note in made.notes] == ["}"]


def test_a_damaged_member_does_not_cost_the_others(in_c: Parse) -> None:
    made = struct(in_c, "int a;", "what is this odd thing;", "x + y;", "int b;")
    assert [one.name for one in made.members] == ["a", "b"]
    assert left_out(made) == ["what is this odd thing", "x + y"]


def test_text_behind_the_names_is_left_out(in_c: Parse) -> None:
    (made,) = in_c("typedef struct {\n  int a;\n} LENS, *PLENS and so on")
    assert [one.name.text for one in made.aliases] == ["LENS", "PLENS"]
    assert left_out(made) == ["and so on"]


def test_two_types_without_a_semicolon_between(in_c: Parse) -> None:
    found = in_c("typedef struct {\n  int a;\n} ONE\ntypedef struct {\n  int b;\n} TWO;")
    assert [text_of(one.name) for one in found] == ["ONE", "TWO"]


@pytest.mark.parametrize("text", ["typedef struct _LENS_ { int a; } LENS_;", "struct _LENS_\n{ int a; };"])
def test_a_tag_that_looks_like_an_annotation(in_c: Parse, text: str) -> None:
    (made,) = in_c(text)
    assert (text_of(made.tag), made.qualifiers) == ("_LENS_", {})


def test_layout_words_are_qualifiers(in_c: Parse) -> None:
    (made,) = in_c('typedef struct DECLSPEC_ALIGN(8) __declspec(uuid("1")) _LENS { int a; } LENS;')
    assert (text_of(made.tag), made.qualifiers) == ("_LENS", {"DECLSPEC_ALIGN": 8, "__declspec": 'uuid("1")'})


def test_structures_deep_within_each_other_are_left_out(in_c: Parse) -> None:
    (made,) = in_c("struct A {" + "struct {" * 40 + "int x;" + "} y;" * 40 + "};")
    assert len(left_out(made)) == 1


def constants(made: Declaration) -> list[tuple[str | None, str | None, int | None]]:
    return [(one.name, one.expression, one.value) for one in made.members]


def test_constants_and_what_they_come_to(in_c: Parse) -> None:
    (made,) = in_c(
        "typedef enum _KIND {\n  A = 0x10,\n  B,\n  C = (A | 1) << 2, // third\n  D = -1,\n  E,\n  F = 'a'\n} KIND;"
    )
    assert constants(made) == [
        ("A", "0x10", 16),
        ("B", None, 17),
        ("C", "(A | 1) << 2", 68),
        ("D", "-1", -1),
        ("E", None, 0),
        ("F", "'a'", 97),
    ]
    assert (made.unread, made.notes) == ((), ())


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("0", 0),
        ("0x80000000", 0x80000000),
        ("0XfFUL", 255),
        ("017", 15),
        ("0b101", 5),
        ("10ui64", 10),
        ("10i64", 10),
        ("10LL", 10),
        ("09", None),
        ("~0", -1),
        ("-(3)", -3),
        ("+3", 3),
        ("7 / 2", 3),
        ("-7 / 2", -3),
        ("-7 % 2", -1),
        ("1 / 0", None),
        ("1 | 2 ^ 3 & 4", 3),
        ("1 + 2 * 3 - 4", 3),
        ("1 << 4 | 1", 17),
        ("256 >> 4", 16),
        ("1 << 63", 1 << 63),
        ("1 << 64", None),
        ("1 << -1", None),
        ("3 << 63", None),
        ("(ULONG)0x8000", 0x8000),
        ("(ULONG) (1 + 1)", 2),
        ("(DWORD)-1", -1),
        ("((HRESULT)0x80004005L)", 0x80004005),
        ("_HRESULT_TYPEDEF_(0x80004005L)", 0x80004005),
        ("'abcd'", 0x61626364),
        ("'\\n'", 10),
        ("L'a'", 97),
        ("''", None),
        ('"text"', None),
        ("KNOWN + 1", 6),
        ("(KNOWN) - 1", 4),
        ("UNKNOWN", None),
        ("MAKE(1, 2)", None),
        ("1.5", None),
        ("1 2", None),
        ("1 ? 2 : 3", None),
        ("1 +", None),
        ("0x", None),
        ("(" * 60 + "1" + ")" * 60, None),
        ("-" * 60 + "1", None),
        (" + ".join(["1"] * 150), None),
        (" + ".join(["1"] * 100), 100),
        ("9" * 30, None),
        ("0xFFFFFFFFFFFFFFFF", 2**64 - 1),
        ("0xFFFFFFFFFFFFFFFF + 1", None),
        ("99999999999 * 99999999999", None),
    ],
)
def test_expressions(in_c: Parse, expression: str, value: int | None) -> None:
    (made,) = in_c(f"enum Kind {{ KNOWN = 5, IT = {expression}, NEXT }};")
    due = None if value is None or value == 2**64 - 1 else value + 1
    assert [one.value for one in made.members] == [5, value, due]


@pytest.mark.parametrize(
    ("body", "missing"),
    [
        ("A,\n  B\n  C,", [","]),
        ("A = 1\n  B = 2,\n  C", [","]),
        ("A; B; C;", [",", ",", ","]),
        ("A,\n  B,\n  C,\n", []),
        ("A = 1 |\n  2,\n  B,\n  C", []),
        ("A,,B,C", []),
    ],
)
def test_missing_commas(in_c: Parse, body: str, missing: list[str]) -> None:
    (made,) = in_c(f"enum Kind {{\n  {body}\n}};")
    assert [one.name for one in made.members] == ["A", "B", "C"]
    assert [note.expected for note in made.notes] == missing
    assert made.unread == ()


def test_constants_that_the_page_leaves_out(in_c: Parse) -> None:
    (made,) = in_c("enum Kind { A, ..., Y, Z = 9 };")
    assert constants(made) == [("A", None, 0), ("Y", None, None), ("Z", "9", 9)]


def test_a_damaged_constant_does_not_cost_the_others(in_c: Parse) -> None:
    (made,) = in_c("enum Kind { A, 7 b, C };")
    assert constants(made) == [("A", None, 0), ("C", None, None)]
    assert left_out(made) == ["7 b"]


@pytest.mark.parametrize("head", ["enum Kind : UINT8", "enum class Kind : UINT8", "typedef enum Kind : UINT8"])
def test_the_type_of_the_constants(in_c: Parse, head: str) -> None:
    (made,) = in_c(f"{head} {{ A }};")
    assert (text_of(made.tag), text_of(made.base), made.unread) == ("Kind", "UINT8", ())


def test_constants_may_be_called_like_annotations(in_c: Parse) -> None:
    (made,) = in_c('typedef [v1_enum] enum { IN, OUT, _Out_, [helpstring("o")] OPTIONAL } WAY;')
    assert [one.name for one in made.members] == ["IN", "OUT", "_Out_", "OPTIONAL"]
    assert (made.qualifiers, made.members[3].qualifiers) == ({"v1_enum": True}, {"helpstring": '"o"'})


def test_conditions_of_constants(in_c: Parse) -> None:
    (made,) = in_c("enum Kind {\n  A,\n#if (VER >= 6)\n  B,\n#endif\n  C\n};")
    assert [one.qualifiers for one in made.members] == [{}, {"#if": "(VER >= 6)"}, {}]
    assert (made.unread, made.notes) == ((), ())
