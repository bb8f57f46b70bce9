"""Typedefs, callbacks, macros, defines, interfaces: everything that is no call and has no members."""

import pytest

from specgen.model.facts import Declaration
from tests.reader.syntax.blocks import Parse, left_out, text_of, type_of


@pytest.mark.parametrize(
    ("text", "form", "name"),
    [
        ("typedef struct _LENS\n{\n  ULONG cb;\n} LENS, FAR *LPLENS;", "struct", "LENS"),
        ("struct Lens { int x; };", "struct", "Lens"),
        ("typedef struct\n{\n  int x;\n}", "struct", None),
        ("typedef struct _LENS { int x; } *PLENS;", "struct", "_LENS"),
        ("typedef struct { int x; } *PLENS;", "struct", "PLENS"),
        ("typedef union _U { int x; } U;", "union", "U"),
        ("typedef enum _KIND {\n  KIND_A = 0,\n  KIND_B\n} KIND;", "enum", "KIND"),
        ("enum Kind { A };", "enum", "Kind"),
        ("typedef ULONG_PTR MARK;", "typedef", "MARK"),
        ("typedef LENS LENSLIST, FAR *LPLENSLIST;", "typedef", "LENSLIST"),
        ("#define SizedLens(n) struct { int x[n]; }", "macro", "SizedLens"),
        ("CbLens (_lens)", "macro", "CbLens"),
        ("int CbLens (_c)", "macro", "CbLens"),
        ("#include <lens.h>", "other", None),
        ("LRESULT LNM_POLISH", "message", "LNM_POLISH"),
        ("LNM_POLISH", "message", "LNM_POLISH"),
    ],
)
def test_forms(in_c: Parse, text: str, form: str, name: str | None) -> None:
    (made,) = in_c(text)
    assert made.form == form
    assert (text_of(made.name)) == name
    assert made.unread == ()


def names(made: Declaration) -> list[tuple[str, int]]:
    return [(alias.name.text, alias.pointer) for alias in made.aliases]


@pytest.mark.parametrize(
    ("text", "meant", "aliases"),
    [
        ("typedef ULONG_PTR MARK;", ("ULONG_PTR", 0), [("MARK", 0)]),
        ("typedef PVOID *PLENS;", ("PVOID", 1), [("PLENS", 1)]),
        ("typedef LensList LENSES, FAR *LPLENSES;", ("LensList", 0), [("LENSES", 0), ("LPLENSES", 1)]),
        ("typedef LensList *PLENSES, LENSES;", ("LensList", 0), [("PLENSES", 1), ("LENSES", 0)]),
        ("typedef unsigned long ULONG32;", ("unsigned long", 0), [("ULONG32", 0)]),
        ("typedef interface ILens ILens;", ("ILens", 0), [("ILens", 0)]),
    ],
)
def test_typedefs(in_c: Parse, text: str, meant: tuple[str, int], aliases: list[tuple[str, int]]) -> None:
    (made,) = in_c(text)
    assert (type_of(made.returns), names(made), made.tag) == (meant, aliases, None)


def test_a_structure_that_is_only_named(in_c: Parse) -> None:
    (made,) = in_c("typedef struct _LENS LENS, *PLENS;")
    assert (made.form, text_of(made.tag), type_of(made.returns)) == ("typedef", "_LENS", ("_LENS", 0))
    assert names(made) == [("LENS", 0), ("PLENS", 1)]


def test_an_array_that_is_named(in_c: Parse) -> None:
    (made,) = in_c("typedef WCHAR LENSNAME[MAX + 1], *PLENSNAME;")
    assert made.returns is not None
    assert (made.returns.type, made.returns.array) == ("WCHAR", ("MAX + 1",))
    assert names(made) == [("LENSNAME", 0), ("PLENSNAME", 1)]


@pytest.mark.parametrize(
    ("text", "stars"),
    [
        ("typedef HRESULT (STDMETHODCALLTYPE LENSPROC)(LONG x);", 0),
        ("typedef HRESULT (*LENSPROC)(LONG x);", 1),
        ("typedef HRESULT (CALLBACK FAR * LENSPROC)(LONG x);", 1),
        ("typedef HRESULT (SOME_API *LENSPROC)(LONG x);", 1),
        ("typedef HRESULT CALLBACK LENSPROC(LONG x);", 0),
    ],
)
def test_callbacks(in_c: Parse, text: str, stars: int) -> None:
    (made,) = in_c(text)
    assert (made.form, text_of(made.name), type_of(made.returns)) == ("callback", "LENSPROC", ("HRESULT", 0))
    assert [(one.name, one.type) for one in made.parameters] == [("x", "LONG")]
    assert names(made) == [("LENSPROC", stars)]
    assert (made.unread, made.notes) == ((), ())


def test_further_names_of_a_callback(in_c: Parse) -> None:
    (made,) = in_c("typedef void (*LENSPROC)(LONG x), **PLENSPROC;")
    assert names(made) == [("LENSPROC", 1), ("PLENSPROC", 2)]


def test_a_pointer_to_a_function_without_typedef_is_a_callback(in_c: Parse) -> None:
    (made,) = in_c("SCODE (STDMETHODCALLTYPE FAR * LENSPROC)(LONG x);")
    assert (made.form, text_of(made.name), made.aliases) == ("callback", "LENSPROC", ())


def test_the_parameters_of_a_macro_have_no_types(in_c: Parse) -> None:
    (made,) = in_c("SizedLens (n, _name)")
    assert [(one.name, one.type) for one in made.parameters] == [("n", None), ("_name", None)]


def test_a_macro_with_a_semicolon_needs_a_type_and_names_that_are_none(in_c: Parse) -> None:
    (macro,) = in_c("BOOL Lens_Polish(\n  hwnd,\n  grade\n);")
    assert (macro.form, [one.name for one in macro.parameters]) == ("macro", ["hwnd", "grade"])
    assert in_c("BOOL Polish(int, size_t);")[0].form == "call"
    assert in_c("BOOL Polish(HWND);")[0].form == "call"
    assert in_c("Polish(lens);")[0].form == "call"


def test_text_behind_a_macro_is_left_out(in_c: Parse) -> None:
    (made,) = in_c("CbLens (_lens) and so on")
    assert (made.form, left_out(made)) == ("macro", ["and so on"])


def test_a_macro_and_what_it_stands_for(in_c: Parse) -> None:
    (made,) = in_c("#define CbLens(_c, _d) (offsetof(LENS, rg) + \\\n    (_c) * (_d)) // bytes")
    assert [one.name for one in made.parameters] == ["_c", "_d"]
    assert [one.expression for one in made.members] == ["(offsetof(LENS, rg) + (_c) * (_d))"]


def test_every_define_of_a_block(in_c: Parse) -> None:
    found = in_c(
        '#define A 0x10L // first\n#define B (A | 1)\n#define C "c"\n#define D\n#define E((ULONG) 7)\n#define F G'
    )
    assert {one.form for one in found} == {"define"}
    made = [(text_of(one.name), one.members[0].expression, one.members[0].value) for one in found]
    assert made == [
        ("A", "0x10L", 16),
        ("B", "(A | 1)", 17),
        ("C", '"c"', None),
        ("D", None, None),
        ("E", "((ULONG) 7)", 7),
        ("F", "G", None),
    ]


def test_an_interface_its_base_and_its_methods(in_c: Parse) -> None:
    (made,) = in_c(
        "[uuid(1), object]\ninterface ILens : public IUnknown\n{\n"
        "  [propget] HRESULT Size([out, retval] LONG *pl);\n  HRESULT Polish();\n  junk junk junk;\n};"
    )
    assert (made.form, text_of(made.name), text_of(made.base)) == ("interface", "ILens", "IUnknown")
    assert [text_of(one.name) for one in made.methods] == ["Size", "Polish"]
    assert made.methods[0].qualifiers == {"propget": True}
    assert made.methods[0].parameters[0].direction == "out"
    assert left_out(made) == ["junk junk junk"]


@pytest.mark.parametrize(
    "head", ["DECLARE_INTERFACE_(ILens, IUnknown)", 'MIDL_INTERFACE("1-2")\nILens : public IUnknown']
)
def test_macros_that_begin_an_interface(in_c: Parse, head: str) -> None:
    (made,) = in_c(f"{head}\n{{\n  STDMETHOD(Polish)(THIS_ LONG x) PURE;\n}};")
    assert (made.form, text_of(made.name), text_of(made.base)) == ("interface", "ILens", "IUnknown")
    assert [(text_of(one.name), type_of(one.returns)) for one in made.methods] == [("Polish", ("HRESULT", 0))]


def test_a_class(in_c: Parse) -> None:
    (made,) = in_c("class CLens : public IA\n{\npublic:\n  CLens();\n  ~CLens();\nprivate:\n  int m_c;\n};")
    assert [text_of(one.name) for one in made.methods] == ["CLens", "~CLens"]
    assert [one.name for one in made.members] == ["m_c"]
    assert [note for one in made.methods for note in one.notes] == []


def test_what_is_not_recognised_is_left_out_and_noted(in_c: Parse) -> None:
    (made,) = in_c("lens = 3;")
    assert made.form == "other"
    assert [quote.text for quote in made.unread] == ["lens = 3"]
    assert [note.code for note in made.notes] == ["SG903"]


def test_nothing_declares_nothing(in_c: Parse) -> None:
    assert in_c("") == ()
    assert in_c("// only a remark") == ()


def test_an_annotation_of_nothing_is_left_out(in_c: Parse) -> None:
    assert left_out(in_c("_In_opt_")) == ["_In_opt_"]
    assert left_out(in_c("typedef struct _LENS { _Out_ } LENS;")) == ["_Out_"]
