import pytest

from tests.reader.syntax.blocks import Parse, text_of, type_of

CASES = [
    ("ULONG ulFlags", ("ulFlags", "ULONG", None, 0, None, False)),
    ("LENS FAR *lpLens", ("lpLens", "LENS", None, 1, None, False)),
    ("LPLENS FAR * FAR *lppLens", ("lppLens", "LPLENS", None, 2, None, False)),
    ("unsigned  long x", ("x", "unsigned long", None, 0, None, False)),
    ("struct LENS *p", ("p", "LENS", None, 1, None, False)),
    ("BYTE ab[MAPI_DIM]", ("ab", "BYTE", ("MAPI_DIM",), 0, None, False)),
    ("BYTE ab[2][3]", ("ab", "BYTE", (2, 3), 0, None, False)),
    ("BYTE ab[]", ("ab", "BYTE", (None,), 0, None, False)),
    ("_In_ LENS *p", ("p", "LENS", None, 1, "in", False)),
    ("_In_opt_ LENS *p", ("p", "LENS", None, 1, "in", True)),
    ("_Inout_ LENS *p", ("p", "LENS", None, 1, "inout", False)),
    ("_Out_writes_bytes_to_opt_(cb, *pcb) PVOID p", ("p", "PVOID", None, 0, "out", True)),
    ("_Outptr_result_maybenull_ LENS **pp", ("pp", "LENS", None, 2, "out", False)),
    ("_COM_Outptr_ LENS **pp", ("pp", "LENS", None, 2, "out", False)),
    ("_in_ LENS *p", ("p", "LENS", None, 1, "in", False)),
    ("Inout_ LENS *p", ("p", "LENS", None, 1, "inout", False)),
    ("__in_ecount(n) LENS *p", ("p", "LENS", None, 1, "in", False)),
    ("__deref_out_opt LENS **pp", ("pp", "LENS", None, 2, "out", True)),
    ("__RPC__in_string LPCWSTR p", ("p", "LPCWSTR", None, 0, "in", False)),
    ("_Reserved_ DWORD r", ("r", "DWORD", None, 0, None, False)),
    ("[in] BSTR s", ("s", "BSTR", None, 0, "in", False)),
    ("[in, size_is(a, b)] BYTE *p", ("p", "BYTE", None, 1, "in", False)),
    ("[out, retval] VARIANT_BOOL *p", ("p", "VARIANT_BOOL", None, 1, "out", False)),
    ("[in] [out] LONG *p", ("p", "LONG", None, 1, "inout", False)),
    ("[in, optional] LONG l", ("l", "LONG", None, 0, "in", True)),
    ("IN OUT LONG *p OPTIONAL", ("p", "LONG", None, 1, "inout", True)),
    ("unsigned __int64 q", ("q", "unsigned __int64", None, 0, None, False)),
    ("SAFEARRAY(BYTE) *p", ("p", "SAFEARRAY(BYTE)", None, 1, None, False)),
    ("LPVOID", (None, "LPVOID", None, 0, None, False)),
    ("void (*done)(int code, LPVOID)", ("done", "void (*)(int code, LPVOID)", None, 0, None, False)),
    ("\u00a0DWORD\u00a0\u00a0x", ("x", "DWORD", None, 0, None, False)),
    ("DWORD /* width */ x", ("x", "DWORD", None, 0, None, False)),
]


@pytest.mark.parametrize(("written", "expected"), CASES, ids=[case[0] for case in CASES])
def test_a_parameter(in_c: Parse, written: str, expected: tuple[object, ...]) -> None:
    (call,) = in_c(f"HRESULT Polish(\n  {written},\n  LONG last\n);")
    one, last = call.parameters
    assert (one.name, one.type, one.array, one.pointer, one.direction, one.optional) == expected
    assert last.name == "last"
    assert call.unread == ()
    assert call.notes == ()


def test_annotations_are_kept_as_qualifiers(in_c: Parse) -> None:
    (call,) = in_c("void F([in, size_is(cb)] BYTE *p, _Out_writes_(4) BYTE *q);")
    assert [one.qualifiers for one in call.parameters] == [{"In": True, "size_is": "cb"}, {"_Out_writes_": 4}]
    assert [one.quote.text for one in call.parameters] == ["[in, size_is(cb)] BYTE *p", "_Out_writes_(4) BYTE *q"]


def test_const_references_and_defaults(in_c: Parse) -> None:
    (call,) = in_c("void F(const LENS &a, CONST BYTE *b, LENS *c = NULL, ...);")
    assert [(one.name, one.type, one.const, one.ref, one.default) for one in call.parameters] == [
        ("a", "LENS", True, True, None),
        ("b", "BYTE", True, False, None),
        ("c", "LENS", False, False, "NULL"),
        (None, "...", False, False, None),
    ]


@pytest.mark.parametrize(
    ("text", "owner", "name", "returns", "pointer"),
    [
        ("HRESULT ILens::Polish(LONG x)", "ILens", "Polish", "HRESULT", 0),
        ("LPVOID *Make(void);", None, "Make", "LPVOID", 1),
        ("VOID Rest( VOID );", None, "Rest", "void", 0),
        ("VOID *Rest();", None, "Rest", "VOID", 1),
        ("HRESULT STDMETHODCALLTYPE Rest();", None, "Rest", "HRESULT", 0),
        ("SECURITY_STATUS SOME_Entry Rest();", None, "Rest", "SECURITY_STATUS", 0),
        ("LONG SOMETYPE ILens::Rest();", "ILens", "Rest", "LONG", 0),
        ("BOOL (CALLBACK LENSPROC)(LONG x);", None, "LENSPROC", "BOOL", 0),
        ("STDMETHOD(Polish)(THIS_ LONG x) PURE;", None, "Polish", "HRESULT", 0),
        ("STDMETHOD_(ULONG, AddRef)(THIS) PURE;", None, "AddRef", "ULONG", 0),
        ("STDMETHODIMP Polish(LONG x);", None, "Polish", "HRESULT", 0),
        ("STDAPI Polish(LONG x);", None, "Polish", "HRESULT", 0),
        ("virtual unsigned long Count() const = 0;", None, "Count", "unsigned long", 0),
        ("EXTERN_C __declspec(dllimport) int __cdecl Count();", None, "Count", "int", 0),
    ],
)
def test_heads(in_c: Parse, text: str, owner: str | None, name: str, returns: str, pointer: int) -> None:
    (call,) = in_c(text)
    assert call.form == "call"
    assert (text_of(call.owner), text_of(call.name)) == (owner, name)
    assert type_of(call.returns) == (returns, pointer)
    assert (call.unread, call.notes) == ((), ())


def test_a_convention_is_a_qualifier_of_the_call(in_c: Parse) -> None:
    (call,) = in_c("HRESULT STDMETHODCALLTYPE Rest();")
    assert call.qualifiers == {"STDMETHODCALLTYPE": True}


@pytest.mark.parametrize("between", [";\n\n", "\n\n", "\n"])
def test_a_pair_of_accessors_is_two_declarations(in_c: Parse, between: str) -> None:
    found = in_c(f"HRESULT put_Size([in] LONG x){between}HRESULT get_Size([out, retval] LONG *x);")
    assert [(text_of(one.name), one.parameters[0].direction) for one in found] == [
        ("put_Size", "in"),
        ("get_Size", "out"),
    ]
    assert [one.quote.span.line for one in found] == [4, 4 + between.count("\n")]


def test_a_missing_return_type_is_reported(in_c: Parse) -> None:
    (call,) = in_c("WrapLens(\n  ULONG ulFlags,\n  LPSTR szName\n);")
    assert (call.form, text_of(call.name), call.returns) == ("call", "WrapLens", None)
    assert [one.name for one in call.parameters] == ["ulFlags", "szName"]
    assert [(note.code, note.expected) for note in call.notes] == [("SG903", "a return type")]


def test_constructors_have_none(in_c: Parse) -> None:
    assert in_c("CLens::CLens(LONG x);")[0].notes == ()
    assert in_c("CLens::~CLens();")[0].notes == ()


def test_a_return_type_run_into_the_name(in_c: Parse) -> None:
    (call,) = in_c("HRESULTPolish(\n  LONG x\n);")
    assert (text_of(call.name), type_of(call.returns)) == ("Polish", ("HRESULT", 0))
    assert call.notes[0].found == "HRESULTPolish"


@pytest.mark.parametrize(
    "text", ["ULONG a\n  ULONG b", "ULONG a ULONG b", "ULONG a[2]\n  ULONG b", "[in] LONG a\n [in] LONG b"]
)
def test_a_missing_comma_is_reported(in_c: Parse, text: str) -> None:
    (call,) = in_c(f"HRESULT Polish(\n  {text},\n  LONG c);")
    assert [one.name for one in call.parameters] == ["a", "b", "c"]
    assert [note.expected for note in call.notes] == [","]


def test_a_type_on_the_line_above_is_no_missing_comma(in_c: Parse) -> None:
    (call,) = in_c("HRESULT Polish(\n  const unsigned long\n    *a,\n  LONG\n  b);")
    assert [one.name for one in call.parameters] == ["a", "b"]
    assert call.notes == ()


def test_a_damaged_parameter_does_not_cost_the_others(in_c: Parse) -> None:
    (call,) = in_c("HRESULT Polish(\n  LONG a,\n  [in] what ever can this be,\n  LONG b\n);")
    assert [one.name for one in call.parameters] == ["a", "b"]
    assert [quote.text for quote in call.unread] == ["[in] what ever can this be"]
    assert [note.code for note in call.notes] == ["SG903"]


def test_a_list_that_is_not_closed(in_c: Parse) -> None:
    (call,) = in_c("HRESULT Polish(\n  LONG a,\n  LONG b")
    assert [one.name for one in call.parameters] == ["a", "b"]
    assert [note.expected for note in call.notes] == [")"]


def test_the_body_of_a_function_is_no_declaration(in_c: Parse) -> None:
    (call,) = in_c("BOOL Check(LONG a)\n{\n  return a > 0;\n}")
    assert (text_of(call.name), call.parameters[0].name) == ("Check", "a")
    assert [quote.text for quote in call.unread] == ["{\n  return a > 0;\n}"]


def test_comments_say_nothing(in_c: Parse) -> None:
    (call,) = in_c("HRESULT Polish(\n  LONG a,  // the first, (really\n  LONG b   /* [in] */\n);")
    assert [(one.name, one.direction) for one in call.parameters] == [("a", None), ("b", None)]
    assert call.notes == ()
