"""What headers say constants are worth, and what happens to headers that cannot be read."""

import sys
from pathlib import Path

import pytest

from specgen.headers import HeaderError, constants, read_constants
from specgen.headers.macros import Expansion, Expansions, Macro
from specgen.headers.parsing import bindings

pytest.importorskip("clang.cindex", reason="libclang is not installed (extra: headers)")


@pytest.fixture
def header(tmp_path: Path) -> "type[Writer]":
    class Made(Writer):
        folder = tmp_path

    return Made


class Writer:
    folder: Path

    def __new__(cls, text: str, name: str = "ice.h") -> Path:  # type: ignore[misc]
        file = cls.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ("5", 5),
        ("0x10UL", 16),
        ("'A'", 65),
        ("(1 << 4)", 16),
        ("((HRESULT)0x80040001L)", 0x80040001),
        ("_HRESULT_TYPEDEF_(0x80041002L)", 0x80041002),
        ("MAKE_SCODE(SEVERITY_ERROR, FACILITY_ITF, 0x10f)", 0x8004010F),
        ("MAKE_HRESULT(1, 7, 5)", 0x80070005),
        ("((DWORD)-1)", 0xFFFFFFFF),
        ("((LONG)-1)", -1),
        ("(~0)", -1),
        ("0xFFFFFFFFFFFFFFFFULL", 0xFFFFFFFFFFFFFFFF),
        ("((LONGLONG)0x8000000000000000)", 0x8000000000000000),
        ("sizeof(long)", 4),
    ],
)
def test_a_macro_is_worth_what_the_compiler_says(header, body: str, value: int) -> None:
    assert constants(header(f"#define ICE_THING {body}\n")) == {"ICE_THING": value}


@pytest.mark.parametrize(
    "body",
    [
        '"text"',
        "1.5",
        "melt()",
        "((char *)4)",
        "ICE_THING",
        "struct ice",
        "",
        "}",
        "( 1",
        "1 )",
        "1; int x",
        "{",
        "a b",
    ],
)
def test_a_macro_that_is_no_integer_costs_nothing_else(header, body: str) -> None:
    text = f"#define ICE_FIRST 1\n#define ICE_THING {body}\n#define ICE_LAST (ICE_FIRST + 1)\n"
    assert constants(header(text)) == {"ICE_FIRST": 1, "ICE_LAST": 2}


def test_macros_are_read_through_others(header) -> None:
    text = "#define ICE_E(code) ((SCODE)(0x80040000UL | (code)))\n#define ICE_E_WET ICE_E(0x20)\n"
    text += "#define ICE_E_SOAKED ICE_E_WET\n"
    assert constants(header(text)) == {"ICE_E_SOAKED": 0x80040020, "ICE_E_WET": 0x80040020}


def test_a_minus_two_macros_away_is_a_minus(header) -> None:
    assert constants(header("#define ICE_COLD (-40)\n#define ICE_COLDER (ICE_COLD * 2)\n"))["ICE_COLDER"] == -80


def test_the_last_definition_counts_and_a_withdrawn_one_does_not(header) -> None:
    text = "#define ICE_A 1\n#undef ICE_A\n#define ICE_A 2\n#define ICE_B 3\n#undef ICE_B\n"
    assert constants(header(text)) == {"ICE_A": 2}


def test_the_headers_own_types_are_not_in_the_way(header) -> None:
    text = "typedef int HRESULT;\n#define DWORD unsigned int\n#define ICE_E ((HRESULT)0x80040001)\n"
    text += "#define ICE_ALL ((DWORD)-1)\n"
    assert constants(header(text)) == {"ICE_ALL": 0xFFFFFFFF, "ICE_E": 0x80040001}


def test_enumeration_constants_are_read_wherever_they_are(header) -> None:
    text = (
        '#ifdef __cplusplus\nextern "C" {\n#endif\ntypedef enum { ICE_THIN = 3, ICE_THICK } ICE;\n'
        "enum tag { ICE_HIGH = 0x80000001, ICE_LOW = (int)0x80000002 };\nenum { ICE_UNDER = -2, ICE_NEXT };\n"
        "#ifdef __cplusplus\n}\nnamespace lake { enum { ICE_LAKE = 9 }; }\nenum class Scoped { Inside = 1 };\n#endif\n"
    )
    assert constants(header(text)) == {
        "ICE_HIGH": 0x80000001,
        "ICE_LAKE": 9,
        "ICE_LOW": 0x80000002,
        "ICE_NEXT": -1,
        "ICE_THICK": 4,
        "ICE_THIN": 3,
        "ICE_UNDER": -2,
    }


def test_what_it_includes_from_its_folder_belongs_to_it(header, tmp_path: Path) -> None:
    header("#define OUT_1 1\n", "outside/out.h")
    header("#define NEAR_1 1\n", "own/parts/near.h")
    header("#define ABOVE_1 1\n", "above.h")
    path = header(
        '#include "parts/near.h"\n#include "../above.h"\n#include <out.h>\n#define MINE (OUT_1 + 1)\n', "own/ice.h"
    )
    assert constants(path, [tmp_path / "outside"]) == {"MINE": 2, "NEAR_1": 1}


def test_headers_of_the_machine_are_not_searched(header) -> None:
    found = read_constants(header("#include <stdlib.h>\n#define ICE_A 1\n"))
    assert found.values == {"ICE_A": 1}
    assert [(problem.line, problem.reason) for problem in found.problems] == [(1, "'stdlib.h' file not found")]


def test_headers_of_the_compiler_are_stood_in_for(header) -> None:
    text = "#include <stdint.h>\n#include <stddef.h>\n#include <limits.h>\n#include <x86intrin.h>\n"
    found = read_constants(header(f"{text}#define ICE_MASK ((uint16_t)-1)\n#define ICE_LEAST INT_MIN\n"))
    assert (found.values, found.problems) == ({"ICE_LEAST": -(2**31), "ICE_MASK": 0xFFFF}, ())


def test_errors_in_a_header_are_told_and_cost_only_what_depends_on_them(header) -> None:
    found = read_constants(header("#define ICE_A 1\nint broken(;\n#define ICE_B 2\n"))
    assert found.values == {"ICE_A": 1, "ICE_B": 2}
    assert {Path(problem.file).name for problem in found.problems} == {"ice.h"} and found.problems[0].line == 2


def test_iids_are_read_with_and_without_the_macros_that_define_them(header) -> None:
    text = (
        "DEFINE_OLEGUID(IID_IKettle, 0x00020300, 0, 0);\n"
        "DEFINE_GUID(IID_ITeapot,0x1,2,0x3,1,2,3,4,5,6,7,8);\n"
        "DEFINE_GUID(KETTLE_ID,1,1,1,1,1,1,1,1,1,1,1);\n#define KETTLES 3\n"
    )
    own = "#define DEFINE_GUID(n, l, w1, w2, b1, b2, b3, b4, b5, b6, b7, b8) extern int n\n"
    for found in (read_constants(header(text)), read_constants(header(own + text, "own.h"))):
        assert found.iids["IKettle"] == "00020300-0000-0000-c000-000000000046"
        assert found.iids["ITeapot"] == "00000001-0002-0003-0102-030405060708"
        assert (found.values, found.problems) == ({"KETTLES": 3}, ())


def test_only_iids_are_iids(header) -> None:
    text = (
        "DEFINE_OLEGUID(DIID_IKettle, 0x1, 0, 0);\nDEFINE_OLEGUID(IJug, 0x2, 0, 0);\n"
        "DEFINE_OLEGUID(IID_IJug, 0x3, 0, 0);\nDEFINE_OLEGUID(CLSID_Jug, 0x4, 0, 0);\n"
    )
    assert {name: iid[:8] for name, iid in read_constants(header(text)).iids.items()} == {
        "IJug": "00000003",
        "IKettle": "00000001",
    }


def test_a_header_that_asks_for_the_macro_is_read_without_ours(header) -> None:
    header("#define CUP 3\n#define DEFINE_GUID(n, l, w, x, a, b, c, d, e, f, g, h)\n", "own.h")
    text = '#ifndef DEFINE_GUID\n#include "own.h"\n#endif\n#define A (CUP + 1)\nDEFINE_OLEGUID(IID_IJug, 1, 0, 0);\n'
    assert read_constants(header(text, "main.h")).values == {"A": 4, "CUP": 3}


def test_iids_of_other_folders_and_such_as_contradict_are_left_out(header, tmp_path: Path) -> None:
    header("DEFINE_OLEGUID(IID_IFar, 0x1, 0, 0);\n", "far/away.h")
    guid = "{1, 2, 3, {1, 2, 3, 4, 5, 6, 7, 8}}"
    text = (
        "#include <away.h>\nstruct GUID { unsigned a; unsigned short b, c; unsigned char d[8]; };\n"
        f'extern "C" {{ const GUID IID_INear = {guid}; }}\n'
        "DEFINE_OLEGUID(IID_ITwice, 0x1, 0, 0);\nDEFINE_OLEGUID(IID_ITwice, 0x2, 0, 0);\n"
    )
    found = read_constants(header(text, "near/near.h"), [tmp_path / "far"])
    assert found.iids == {"INear": "00000001-0002-0003-0102-030405060708"}


def test_an_empty_header_has_no_constants(header) -> None:
    assert constants(header("#pragma once\n")) == {}


def test_a_header_of_which_nothing_is_understood_is_an_error(header) -> None:
    path = header("\n\nthis is no header;\n")
    with pytest.raises(HeaderError) as raised:
        constants(path)
    assert str(raised.value).startswith(f"{path}:3: nothing of it can be read: ") and raised.value.line == 3


@pytest.mark.parametrize("name", ["absent.h", "."])
def test_what_is_no_file_is_an_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(HeaderError, match=r"No such file|not a plain file"):
        constants(tmp_path / name)


def test_a_name_that_clang_might_take_for_something_else(header) -> None:
    assert constants(header("#define ICE_A 1\n", "-Wall 'x' \\n é/-o <y>.h")) == {"ICE_A": 1}
    with pytest.raises(HeaderError, match="no #include can name it"):
        constants(header("#define ICE_A 1\n", 'a"b.h'))


@pytest.mark.parametrize(
    "left_open", ["int broken(", "void f() {", "namespace a { namespace b {", "enum { A = (1", "int a["]
)
def test_what_a_header_leaves_open_does_not_swallow_its_constants(header, left_open: str) -> None:
    found = read_constants(header(f"#define ICE_A 1\n{left_open}\n#define ICE_B (ICE_A + 1)\n"))
    assert found.values["ICE_B"] == 2
    assert {Path(problem.file).name for problem in found.problems} <= {"ice.h"}


def test_without_libclang_the_message_says_what_to_install(header, monkeypatch: pytest.MonkeyPatch) -> None:
    path = header("#define ICE_A 1\n")
    monkeypatch.setitem(sys.modules, "clang.cindex", None)
    bindings.cache_clear()
    with pytest.raises(HeaderError, match=r"ice\.h: .*pip install 'specgen\[headers\]'"):
        constants(path)
    monkeypatch.undo()
    bindings.cache_clear()
    assert constants(path) == {"ICE_A": 1}


def _expansions(**bodies: str) -> Expansions:
    return Expansions(
        {name: Macro(name, None, function_like=False, tokens=tuple(body.split())) for name, body in bodies.items()}
    )


def test_macros_that_explode_are_left_alone() -> None:
    doubled = {f"M{at}": f"M{at + 1} + M{at + 1}" for at in range(40)}
    assert not _expansions(**doubled, M40="1").of("M0").plain
    assert _expansions(**doubled, M40="1").of("M38") == Expansion(plain=True, negates=False, size=7)


def test_macros_that_go_too_deep_or_round_in_circles_end() -> None:
    chain = {f"M{at}": f"M{at + 1}" for at in range(5000)}
    assert not _expansions(**chain).of("M0").plain
    assert _expansions(A="B", B="A - 1").of("A").negates
