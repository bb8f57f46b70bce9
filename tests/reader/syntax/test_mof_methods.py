import pytest

from tests.reader.syntax.blocks import Parse, text_of, type_of

CASES = [
    ("[in] string Lens", ("Lens", "string", None, False, "in", False, None)),
    ("[out]\u00a0uint8 \u00a0Key[]", ("Key", "uint8", (None,), False, "out", False, None)),
    ("[out]\u2003uint8\u200b Key[ 4 ]", ("Key", "uint8", (4,), False, "out", False, None)),
    ("[in, out] sint32 Count", ("Count", "sint32", None, False, "inout", False, None)),
    ("[in][out] sint32 Count", ("Count", "sint32", None, False, "inout", False, None)),
    ("[In(false), Out] sint32 Count", ("Count", "sint32", None, False, "out", False, None)),
    ("[in, optional] datetime When", ("When", "datetime", None, False, "in", True, None)),
    ("[out, ref] Lab_Lens &Made", ("Made", "Lab_Lens", None, True, "out", False, None)),
    ("[in] Lab_Lens REF Old", ("Old", "Lab_Lens", None, True, "in", False, None)),
    ("[in] Lab_Lens ref Old[]", ("Old", "Lab_Lens", (None,), True, "in", False, None)),
    ("[in] string REF StopName", ("StopName", "string", None, True, "in", False, None)),
    ("[in] string Ref", ("Ref", "string", None, False, "in", False, None)),
    ("[in] string Class", ("Class", "string", None, False, "in", False, None)),
    ("Lab_Options Options", ("Options", "Lab_Options", None, False, None, False, None)),
    ("[in] string Mode = Auto Start", ("Mode", "string", None, False, "in", False, "Auto Start")),
    ("[in] boolean Fix =", ("Fix", "boolean", None, False, "in", False, "")),
    ("[in] uint32 Kind = 1", ("Kind", "uint32", None, False, "in", False, "1")),
    ('[in] string Path = "C:\\\\a, b"', ("Path", "string", None, False, "in", False, '"C:\\\\a, b"')),
    ("[in] uint32 Set[] = {1, 2}", ("Set", "uint32", (None,), False, "in", False, "{1, 2}")),
    ("[in] string[] Names", ("Names", "string", (None,), False, "in", False, None)),
    ("[in] UInt32 Kind", ("Kind", "uint32", None, False, "in", False, None)),
]


@pytest.mark.parametrize(("written", "expected"), CASES, ids=[case[0] for case in CASES])
def test_a_parameter(in_mof: Parse, written: str, expected: tuple[object, ...]) -> None:
    (method,) = in_mof(f"uint32 Polish(\n  {written},\n  [in] string Last\n);")
    one, last = method.parameters
    assert (one.name, one.type, one.array, one.ref, one.direction, one.optional, one.default) == expected
    assert one.quote.text == written.strip()
    assert one.quote.span.line == 5
    assert last.name == "Last"
    assert method.unread == ()
    assert method.notes == ()


def test_a_method_without_parameters(in_mof: Parse) -> None:
    (method,) = in_mof("uint32 Rest();")
    assert (method.form, method.language, text_of(method.name)) == ("method", "mof", "Rest")
    assert (type_of(method.returns), method.parameters) == (("uint32", 0), ())


@pytest.mark.parametrize("empty", ["()", "(void)", "( VOID )", "(\n)"])
def test_void_is_no_parameter(in_mof: Parse, empty: str) -> None:
    (method,) = in_mof(f"uint32 Rest{empty};")
    assert method.parameters == ()
    assert method.unread == ()


@pytest.mark.parametrize(
    ("written", "kind"),
    [("void", "void"), ("VOID", "void"), ("HRESULT", "HRESULT"), ("Uint32", "uint32"), ("boolean", "boolean")],
)
def test_return_types(in_mof: Parse, written: str, kind: str) -> None:
    (method,) = in_mof(f"{written} Rest(\n [in] string A\n)")
    assert method.returns is not None
    assert (method.returns.type, text_of(method.returns.type_quote)) == (kind, written)
    assert method.notes == ()


def test_static(in_mof: Parse) -> None:
    (method,) = in_mof("static uint32 Make(\n  [in] string A\n);")
    assert method.qualifiers == {"Static": True}
    assert (text_of(method.name), type_of(method.returns)) == ("Make", ("uint32", 0))


def test_qualifiers_keep_their_arguments_and_get_their_standard_spelling(in_mof: Parse) -> None:
    (method,) = in_mof(
        '[IMPLEMENTED, valuemap{"0", "1"}] uint32 Make([stream, out, embeddedinstance("Lab_Lens")] string A);'
    )
    assert method.qualifiers == {"Implemented": True, "ValueMap": ["0", "1"]}
    assert method.parameters[0].qualifiers == {"stream": True, "Out": True, "EmbeddedInstance": "Lab_Lens"}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("unint32", "uint32"),
        ("unit32", "uint32"),
        ("unit16", "uint16"),
        ("unit64", "uint64"),
        ("uint16e", "uint16"),
        ("Integer", "uint32"),
        ("bolean", "boolean"),
        ("sting", "string"),
    ],
)
def test_a_misspelt_type_is_read_and_reported(in_mof: Parse, written: str, meant: str) -> None:
    (method,) = in_mof(f"uint32 Make(\n  [in] {written} Kind\n);")
    one = method.parameters[0]
    assert (one.type, text_of(one.type_quote)) == (meant, written)
    (note,) = method.notes
    assert (note.code, note.member, note.found, note.expected) == ("SG203", "Kind", written, meant)
    assert one.type_quote is not None
    assert note.span == one.type_quote.span
    assert method.unread == ()


@pytest.mark.parametrize("written", ["Lab_Uint32", "int32", "uint33", "Strings_1", "uint"])
def test_a_name_that_no_single_slip_makes_a_type_is_a_class(in_mof: Parse, written: str) -> None:
    (method,) = in_mof(f"uint32 Make([in] {written} Kind);")
    assert method.parameters[0].type == written
    assert method.notes == ()


def test_a_parameter_that_has_only_a_name(in_mof: Parse) -> None:
    (method,) = in_mof("SInt32 Retire(\n     LensId\n);")
    assert [(one.name, one.type, one.type_quote) for one in method.parameters] == [("LensId", None, None)]
    assert type_of(method.returns) == ("sint32", 0)


def test_the_word_of_windows_headers_for_a_boolean_is_no_slip(in_mof: Parse) -> None:
    (method,) = in_mof("uint32 Make(\n  [in] BOOL Kind\n);")
    assert (method.parameters[0].type, method.notes) == ("boolean", ())
