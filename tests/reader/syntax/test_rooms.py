import pytest

from specgen.reader.syntax import rooms

MOF_METHOD = "uint32 Polish(\n  [in] string Lens\n);"
MOF_CLASS = '[Dynamic, Provider("prov")]\nclass Lab_Lens : Lab_Part\n{\n  string Name;\n};'
C_METHOD = "HRESULT Polish(\n  [in]  BSTR lens,\n  [out] LONG *result\n);"


def claimant(info: str, text: str) -> str | None:
    return next((room.LANGUAGE for room in rooms() if room.claims(info, text)), None)


def test_every_room_is_found_and_the_narrow_language_is_asked_first() -> None:
    assert [room.LANGUAGE for room in rooms()] == ["mof", "c"]
    assert all(callable(room.claims) and callable(room.parse) for room in rooms())


@pytest.mark.parametrize("info", ["mof", "", "syntax", "C++", "cpp", " MOF ", "cmd"])
def test_mof_is_known_by_its_text_whatever_the_fence_says(info: str) -> None:
    assert claimant(info, MOF_METHOD) == "mof"
    assert claimant(info, MOF_CLASS) == "mof"


@pytest.mark.parametrize("info", ["C++", "cpp", "c", "", "syntax", "mof"])
def test_c_is_known_by_its_text_whatever_the_fence_says(info: str) -> None:
    assert claimant(info, C_METHOD) == "c"


@pytest.mark.parametrize(
    ("info", "text"),
    [
        ("C++", "UINT32 CountLenses(\n  _In_ UINT32 first\n);"),
        ("cpp", "class Lens : public Part\n{\npublic:\n  void Polish();\n};"),
        ("cpp", "int Compare(\n  LCID lcid,\n  int cch\n);"),
        ("cpp", "boolean IsClear(\n  LPVOID lens);"),
        ("cpp", "CbLens (_lens)"),
    ],
)
def test_what_could_be_mof_is_c_in_a_fence_for_c(info: str, text: str) -> None:
    assert claimant(info, text) == "c"


@pytest.mark.parametrize(
    ("info", "text"),
    [
        ("VB", "Sub Polish( _\n  ByVal lens As String _\n)"),
        ("vb", "Function Polish(lens)"),
        ("csharp", "public string Polish(string lens);"),
        ("cs", "class Lens { string Name; }"),
        ("JScript", "var result = Lens.polish(a);"),
        ("XML", "<lens/>"),
        ("cpp", "<?xml version='1.0'?>"),
        ("cpp", "[Lens]\nColour = red"),
        ("", "Just a sentence about lenses."),
        ("", ""),
        ("mof", ""),
    ],
)
def test_other_text_is_nobodys(info: str, text: str) -> None:
    assert claimant(info, text) is None


def test_a_string_in_a_qualifier_does_not_decide() -> None:
    text = '[Description("virtual void *public: struct")]\nclass Lab_X {\n  string A;\n};'
    assert claimant("syntax", text) == "mof"
