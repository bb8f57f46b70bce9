import pytest

from tests.reader.syntax.blocks import Parse, text_of


@pytest.mark.parametrize(
    ("text", "form", "name"),
    [
        ("typedef struct _LENS\n{\n  ULONG cb;\n} LENS, FAR *LPLENS;", "struct", "LENS"),
        ("struct Lens { int x; };", "struct", "Lens"),
        ("typedef struct\n{\n  int x;\n}", "struct", None),
        ("typedef union _U { int x; } U;", "union", "U"),
        ("typedef enum _KIND {\n  KIND_A = 0,\n  KIND_B\n} KIND;", "enum", "KIND"),
        ("enum Kind { A };", "enum", "Kind"),
        ("typedef ULONG_PTR MARK;", "typedef", "MARK"),
        ("typedef LENS LENSLIST, FAR *LPLENSLIST;", "typedef", "LPLENSLIST"),
        ("#define SizedLens(n) struct { int x[n]; }", "macro", "SizedLens"),
        ("CbLens (_lens)", "macro", "CbLens"),
        ("int CbLens (_c)", "macro", "CbLens"),
        ("#include <lens.h>", "other", None),
    ],
)
def test_forms_that_are_only_named(in_c: Parse, text: str, form: str, name: str | None) -> None:
    (made,) = in_c(text)
    assert made.form == form
    assert (text_of(made.name)) == name
    assert made.unread == ()


def test_the_parameters_of_a_macro_have_no_types(in_c: Parse) -> None:
    (made,) = in_c("SizedLens (n, _name)")
    assert [(one.name, one.type) for one in made.parameters] == [("n", None), ("_name", None)]


def test_an_interface_and_its_base(in_c: Parse) -> None:
    (made,) = in_c("[uuid(1), object]\ninterface ILens : public IUnknown\n{\n  HRESULT Polish();\n};")
    assert (made.form, text_of(made.name), text_of(made.base)) == ("interface", "ILens", "IUnknown")


def test_what_is_not_recognised_is_left_out_and_noted(in_c: Parse) -> None:
    (made,) = in_c("lens = 3;")
    assert made.form == "other"
    assert [quote.text for quote in made.unread] == ["lens = 3"]
    assert [note.code for note in made.notes] == ["SG903"]


def test_nothing_declares_nothing(in_c: Parse) -> None:
    assert in_c("") == ()
    assert in_c("// only a remark") == ()
