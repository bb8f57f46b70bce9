"""Structures and unions of the stubs: their layout, as C compilers have it."""

import ast
import ctypes
import importlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from mypy import api as mypy

from specgen.backends import Options, stubs
from specgen.backends.idl.windows import words
from specgen.files import write_tree
from specgen.headers.parsing import parse
from specgen.model import machine
from specgen.model.entities import Alias, AnyEntity, EnumConstant, Enumeration, StructMember, Structure, Typedef, Union
from specgen.model.library import Library
from specgen.model.serial import entity_from_line
from tests.backends.library import EVIL, com_interface, com_method, library, parameter, returns, value

COM = "specgen-com-interfaces"


def member(name: str | None, spelled: str | None = "ULONG", **facts: Any) -> StructMember:
    like = parameter(name, spelled or "?")
    shared = {field: getattr(like, field) for field in like.__struct_fields__}
    plain: dict[str, Any] = {"direction": None, "type": spelled, "kind": None, "members": (), "bits": None}
    return StructMember(**{**shared, **plain, **facts})


def _page(name: str, facts: dict[str, Any]) -> dict[str, Any]:
    like = com_interface(name)
    shared = {field: getattr(like, field) for field in like.__struct_fields__ if field not in _OF_INTERFACE}
    return {**shared, "id": f"c:{name}", "tag": None, "aliases": (Alias(f"LP{name}", 1),), **facts}


_OF_INTERFACE = ("base", "iid", "iid_symbol", "clsids", "order", "methods")


def struct(name: str, *members: StructMember, **facts: Any) -> Structure:
    return Structure(**_page(name, {"members": members, **facts}))


def union(name: str, *members: StructMember, **facts: Any) -> Union:
    return Union(**_page(name, {"members": members, **facts}))


def enumeration(name: str) -> Enumeration:
    constant = EnumConstant("ONE", 1, None, explicit=True, description=None, line=1)
    return Enumeration(**_page(name, {"members": (constant,)}))


def typedef(name: str, kind: str, pointer: int = 0) -> Typedef:
    facts = _page(name, {"type": kind, "pointer": pointer})
    return Typedef(**{key: found for key, found in facts.items() if key not in ("tag", "aliases")})


LAYOUTS: tuple[AnyEntity, ...] = (
    struct(
        "NUMBERS", member("flag", "BYTE"), member("wide", "WORD"), member("size", "LONG"), member("big", "LONGLONG")
    ),
    struct(
        "MIXED",
        member("first", "char"),
        member("ratio", "double"),
        member("truth", "bool"),
        member("handle", "HANDLE"),
        member("small", "float"),
        member("when", "STAMP"),
        member("choice", "CHOICE"),
        member("text", "LPSTR"),
        member("wide", "LPWSTR"),
        member("letter", "WCHAR"),
        member("id", "GUID"),
        member("param", "ULONG_PTR"),
    ),
    struct("STAMP", member("low", "DWORD"), member("high", "DWORD")),
    enumeration("CHOICE"),
    struct("NODE", member("next", "LPNODE"), member("leaf", "LEAF", pointer=1), member("mark", "BYTE")),
    struct("LEAF", member("home", "NODE"), member("odd", "SHORT")),
    struct("ROWS", member("count"), member("rows", "STAMP", array=("MAPI_DIM",))),
    struct("TAIL", member("count", "WORD"), member("items", "LONGLONG", array=(None,))),
    struct("GRID", member("cells", "SHORT", array=(2, 3)), member("name", "char", array=(5,)), member("end", "LONG")),
    struct(
        "NESTED",
        member("kind", "BYTE"),
        member(
            None,
            None,
            kind="union",
            members=(
                member("number", "LONGLONG"),
                member("pair", None, kind="struct", members=(member("a", "SHORT"), member("b", "LONG"))),
            ),
        ),
        member("u", None, kind="union", members=(member("x", "BYTE"), member("y", "WORD"))),
    ),
    union("EITHER", member("all", "double"), member("bytes", "BYTE", array=(12,))),
    struct("BITS", member("a", bits=3), member("b", bits=7), member("c", bits=30), member("d", "ULONG")),
    typedef("COUNT", "ULONG"),
    struct("ALIASED", member("n", "COUNT"), member("p", "COUNT", pointer=1)),
)

DECLARED = """
#include <stdint.h>
#include <stddef.h>
#include <stdio.h>
#include <stdbool.h>
typedef struct { uint32_t a; uint16_t b, c; uint8_t d[8]; } GUID;
typedef struct { uint8_t flag; uint16_t wide; int32_t size; int64_t big; } NUMBERS;
typedef struct { uint32_t low, high; } STAMP;
typedef struct { char first; double ratio; bool truth; void *handle; float small; STAMP when; int32_t choice;
                 char *text; uint16_t *wide; uint16_t letter; GUID id; uint64_t param; } MIXED;
typedef struct NODE { struct NODE *next; struct LEAF *leaf; uint8_t mark; } NODE;
typedef struct LEAF { NODE home; int16_t odd; } LEAF;
typedef struct { uint32_t count; STAMP rows[1]; } ROWS;
typedef struct { uint16_t count; int64_t items[1]; } TAIL;
typedef struct { int16_t cells[2][3]; char name[5]; int32_t end; } GRID;
typedef struct { uint8_t kind; union { int64_t number; struct { int16_t a; int32_t b; } pair; };
                 union { uint8_t x; uint16_t y; } u; } NESTED;
typedef union { double all; uint8_t bytes[12]; } EITHER;
typedef struct { uint32_t a : 3, b : 7, c : 30; uint32_t d; } BITS;
typedef struct { uint32_t n; uint32_t *p; } ALIASED;
"""

OPAQUE: tuple[AnyEntity, ...] = (
    struct("UNKNOWN", member("first"), member("second", "SECRET")),
    struct("HOLDS", member("inner", "UNKNOWN")),
    struct("POINTS", member("inner", "LPUNKNOWN_"), member("far", "SECRET", pointer=1)),
    struct("LOOP", member("back", "LOOP2")),
    struct("LOOP2", member("back", "LOOP")),
    struct("TEXT", member("letter", "TCHAR")),
    struct("SIZED", member("items", array=("NOBODY_KNOWS",))),
    struct("MIDDLE", member("items", array=(None,)), member("after")),
    struct("NAMELESS", member(None)),
    struct("BARE"),
    struct("BROKEN_BITS", member("a", "double", bits=3)),
)

HOSTILE: tuple[AnyEntity, ...] = (
    struct("IFoo", member("Structure"), member("c_uint32"), member("int"), member("Array", array=(2,))),
    struct("POINTER", member("POINTER", "LPPOINTER"), member("PointerTo"), member("Guid", "GUID")),
    struct("Structure", member("_fields_"), member("class"), member("class_"), member("Class")),
    struct("../x", member("x y"), member("x_y")),
    struct("EVIL", member(EVIL, EVIL, pointer=1, description=EVIL, values=(value(1, symbol=EVIL),)), summary=EVIL),
    struct("bytes", member("bytes", "char", array=(3,)), member("bool", "bool"), member("None", "LPVOID")),
    union("Union", member("Union", "Structure")),
    struct("GUID", member("Data1")),
    struct(
        "Clash",
        member("a"),
        member(None, None, kind="struct", members=(member("a"), member("b"))),
        member(None, None, kind="struct", members=(member("c"),)),
    ),
    struct("Clash_unnamed", member("a")),
    struct("MIXED_BITS", member("a", "BYTE", bits=3), member("b", "ULONG", bits=5), member(None, "ULONG", bits=0)),
    com_interface("IFoo"),
    com_interface("Guid"),
    com_method("IFoo", "Go", parameter("foo", "IFoo", pointer=1), parameter("list", "ULONG", array=(None,))),
    com_method("IFoo", "iid", parameter("name", "LPTSTR"), returns=returns("HRESULT", value(0, symbol="S_OK"))),
)


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., Path]:
    """Writes the stubs of pages, and gives the folder of the distribution."""

    def make(*pages: AnyEntity, **options: Any) -> Path:
        write_tree(tmp_path, list(stubs.generate(library(com_interface("IFoo"), *pages), Options(**options))))
        return tmp_path / "stubs" / COM

    return make


def forget() -> None:
    """Makes the next import read the package anew."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "com_interfaces"]:
        del sys.modules[name]


@pytest.fixture
def imported(made: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., ModuleType]]:
    """Writes the stubs of pages and imports ``structures``."""

    def make(*pages: AnyEntity) -> ModuleType:
        monkeypatch.syspath_prepend(str(made(*pages)))
        forget()
        return importlib.import_module("com_interfaces.structures")

    yield make
    forget()


def laid_out(module: ModuleType) -> dict[str, Any]:
    """The classes of a module that have fields."""
    return {
        name: one
        for name, one in vars(module).items()
        if isinstance(one, type) and issubclass(one, (ctypes.Structure, ctypes.Union)) and "_fields_" in vars(one)
    }


def test_sizes_without_a_compiler(imported: Callable[..., ModuleType]) -> None:
    module = imported(*LAYOUTS)
    sizes = {name: ctypes.sizeof(one) for name, one in laid_out(module).items()}
    assert sizes["NUMBERS"] == 16
    assert sizes["ROWS"] == 12
    assert sizes["TAIL"] == 16
    assert sizes["NODE"] == 24
    assert module.NESTED.number.offset == 8
    assert module.NESTED(number=1 << 32).pair.b == 1
    node = module.NODE(mark=7)
    node.next = ctypes.pointer(node)
    assert node.next.contents.next[0].mark == 7


@pytest.mark.slow
@pytest.mark.real_target
def test_layouts_are_those_of_a_compiler(imported: Callable[..., ModuleType], tmp_path: Path) -> None:
    compiler = shutil.which("gcc")
    if compiler is None:
        pytest.skip("gcc is not installed")
    classes = {name: one for name, one in laid_out(imported(*LAYOUTS)).items() if name in DECLARED}
    ours = {}
    lines = []
    for name, one in classes.items():
        ours[name] = ctypes.sizeof(one)
        lines.append(f'printf("{name} %zu\\n", sizeof({name}));')
        for field, *rest in one._fields_:
            if len(rest) < 2 and not field.startswith("unnamed"):
                ours[f"{name}.{field}"] = getattr(one, field).offset
                lines.append(f'printf("{name}.{field} %zu\\n", offsetof({name}, {field}));')
    source = tmp_path / "layouts.c"
    source.write_text(f"{DECLARED}\nint main(void) {{ {' '.join(lines)} return 0; }}\n")
    subprocess.run([compiler, "-o", str(tmp_path / "layouts"), str(source)], check=True)
    said = subprocess.run([str(tmp_path / "layouts")], capture_output=True, text=True, check=True).stdout
    theirs = {name: int(size) for name, size in (line.split() for line in said.splitlines())}
    assert ours == theirs
    assert len(ours) == 49


def test_what_cannot_be_laid_out_says_why(imported: Callable[..., ModuleType]) -> None:
    module = imported(*OPAQUE)
    reasons = {one.name: " ".join(getattr(module, one.name).__doc__.split()) for one in OPAQUE if one.name != "POINTS"}
    assert all(reason.startswith("Opaque: nobody can tell its layout. ") for reason in reasons.values())
    assert "its member second, of the type SECRET" in reasons["UNKNOWN"]
    assert "Its member inner is of the type UNKNOWN. Nothing tells" in reasons["HOLDS"]
    assert "Its member back" in reasons["LOOP"]
    assert "how many elements its member items has" in reasons["SIZED"]
    assert "how many elements its member items has" in reasons["MIDDLE"]
    assert "without a name" in reasons["NAMELESS"]
    assert "No page lists its members." in reasons["BARE"]
    assert "Its bit field a is of the type double." in reasons["BROKEN_BITS"]
    assert ctypes.sizeof(module.POINTS) == 16


def test_a_structure_named_guid_is_the_guid(imported: Callable[..., ModuleType]) -> None:
    module = imported(struct("GUID", member("Data1")), struct("HAS", member("id", "GUID"), member("p", "LPGUID")))
    guid = module.GUID.parse("{00020300-0000-0000-C000-000000000046}")
    assert str(guid) == "{00020300-0000-0000-C000-000000000046}"
    assert (guid.Data1, guid.Data4[0]) == (0x20300, 0xC0)
    has = module.HAS(id=guid, p=ctypes.pointer(guid))
    assert has.id == guid == has.p.contents
    assert len({guid, has.id}) == 1
    assert guid != "x"
    assert repr(guid).startswith("Guid.parse('{0002")


def test_bit_fields_of_several_types_fill_units_apart(imported: Callable[..., ModuleType]) -> None:
    bits = (member("a", "BYTE", bits=3), member("b", bits=5), member(None, bits=0), member("c", bits=2))
    one = imported(struct("UNITS", *bits)).UNITS
    assert ctypes.sizeof(one) == 12
    made = one(a=7, b=31, c=3)
    assert bytes(made) == bytes([7, 0, 0, 0, 31, 0, 0, 0, 3, 0, 0, 0])


def test_many_structures_are_a_package(imported: Callable[..., ModuleType]) -> None:
    chain = [struct(f"S{number:03}", member("next", f"LPS{(number + 1) % 120:03}")) for number in range(120)]
    module = imported(*chain)
    assert module.S119.__module__ == "com_interfaces.structures.classes_03"
    assert module.S119().next is not None
    assert ctypes.sizeof(module.S000) == 8


def test_what_has_no_size_is_not_made(imported: Callable[..., ModuleType]) -> None:
    module = imported(*OPAQUE)
    types: list[Any] = [one for one in vars(module).values() if isinstance(one, type)]
    hidden = [one for one in types if (one.__doc__ or "").startswith("Opaque:")]
    assert hidden
    for one in hidden:
        with pytest.raises(TypeError, match="its size is not known"):
            one()
    assert hidden[0].from_address(ctypes.addressof(ctypes.c_int())) is not None


def test_whatever_the_pages_say_declares_only(imported: Callable[..., ModuleType]) -> None:
    module = imported(*LAYOUTS, *OPAQUE, *HOSTILE)
    assert Path(str(module.__file__)).is_file()
    root = Path(str(module.__file__)).parent
    for path in [*root.rglob("structures*.py"), *root.rglob("classes_*.py"), *root.rglob("vtables.py")]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = {ast.unparse(one.func) for one in ast.walk(tree) if isinstance(one, ast.Call)}
        known = {"POINTER", "TypeError", "_c.POINTER", "_p.Method", "_p.Missing", "_p.listed", "_b.Guid.parse"}
        assert calls <= known, path
        assert not [one for one in tree.body if isinstance(one, ast.FunctionDef)]


def checked(folder: Path, *arguments: str) -> str:
    configuration = folder / "mypy.ini"
    configuration.write_text(f"[mypy]\nmypy_path = {folder}\ncache_dir = {folder / 'cache'}\n")
    out, err, _ = mypy.run(["--strict", "--config-file", str(configuration), *arguments])
    assert not err
    return out


USER = """
from ctypes import pointer
from com_interfaces.structures import GRID, MIXED, NODE, ROWS

def use(node: NODE, mixed: MIXED, grid: GRID, rows: ROWS) -> None:
    reveal_type(node.next.contents.mark)
    reveal_type(node.next[0].leaf)
    reveal_type(mixed.text)
    reveal_type(mixed.wide[0])
    reveal_type(mixed.handle)
    reveal_type(mixed.id)
    reveal_type(grid.cells[0][1])
    reveal_type(grid.name)
    reveal_type(rows.rows[0].low)
    node.next = pointer(node)
    node.mark = "x"
"""


def test_what_a_user_sees(made: Callable[..., Path]) -> None:
    folder = made(*LAYOUTS)
    (folder / "user.py").write_text(USER)
    out = checked(folder, str(folder / "user.py"))
    revealed = [line.split('"')[1] for line in out.splitlines() if "Revealed" in line]
    assert [one.replace("com_interfaces.structures.", "") for one in revealed] == [
        "int",
        "com_interfaces.base.PointerTo[LEAF, LEAF]",
        "bytes | None",
        "int",
        "int | None",
        "com_interfaces.base.Guid",
        "int",
        "bytes",
        "int",
    ]
    assert len([line for line in out.splitlines() if ": error:" in line]) == 1, out


def test_mypy_accepts_whatever_the_pages_say(made: Callable[..., Path]) -> None:
    out = checked(made(*LAYOUTS, *OPAQUE, *HOSTILE), "-p", "com_interfaces", "--disallow-any-explicit")
    assert out.startswith("Success"), out


@pytest.mark.slow
@pytest.mark.real_target
def test_pyright_accepts_whatever_the_pages_say(made: Callable[..., Path]) -> None:
    program = shutil.which("pyright") or shutil.which("pyright", path=str(Path(sys.executable).parent))
    if program is None:
        pytest.skip("pyright is not installed")
    folder = made(*LAYOUTS, *OPAQUE, *HOSTILE)
    (folder / "pyrightconfig.json").write_text(json.dumps({"typeCheckingMode": "strict", "include": ["."]}))
    done = subprocess.run([program, "-p", str(folder)], capture_output=True, text=True, check=False)
    assert "0 errors, 0 warnings" in done.stdout, done.stdout


def test_docstrings_say_what_the_page_says(made: Callable[..., Path]) -> None:
    one = struct(
        "DOC",
        member("a", "ULONG", description="Counts.", values=(value(1, symbol="ONE", description="First."),)),
        member("b", "LPSTR", pointer=1, array=("MAPI_DIM",), description="Names."),
        member("c"),
        summary="A sample.",
    )
    text = (made(one) / "com_interfaces/structures.pyi").read_text(encoding="utf-8")
    assert '"""A sample.' in text
    assert "        a (ULONG): Counts.\n            1 (ONE): First." in text
    assert "        b (LPSTR *[MAPI_DIM]): Names." in text
    assert "Page: doc.md, line 12" in text
    plain = (made(one, descriptions=False) / "com_interfaces/structures.pyi").read_text(encoding="utf-8")
    assert "Counts." not in plain and "A sample." not in plain and "1 (ONE)" in plain


def test_both_backends_know_numbers_of_the_same_width() -> None:
    ours = {name: abs(bits) for name, bits in machine.INTEGERS.items()} | dict.fromkeys(machine.ADDRESS_SIZED, 64)
    characters = {name: 8 if one == machine.NARROW else 16 for name, one in machine.CHARACTERS.items()}
    theirs = words().widths
    assert {name: bits for name, bits in theirs.items() if {**ours, **characters}.get(name, bits) != bits} == {}


def test_the_same_pages_give_the_same_bytes() -> None:
    pages = library(*LAYOUTS, *HOSTILE)
    assert list(stubs.generate(pages, Options())) == list(stubs.generate(pages, Options()))


_OFFICE: list[Library] = []


@pytest.fixture
def office(corpus: Path, command: Callable[..., Any]) -> Library:
    """The model of Office's English pages, read once."""
    if not _OFFICE:
        lines = command("model", corpus / "office/en-us").out.splitlines()
        _OFFICE.append(Library(entities=tuple(entity_from_line(line) for line in lines)))
    return _OFFICE[0]


@pytest.fixture
def office_package(office: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The stubs of Office's pages, to be imported."""
    write_tree(tmp_path, list(stubs.generate(office, Options())))
    monkeypatch.syspath_prepend(str(tmp_path / "stubs" / COM))
    forget()
    yield tmp_path / "stubs" / COM
    forget()


def _records(module: ModuleType) -> dict[str, Any]:
    kinds = (ctypes.Structure, ctypes.Union)
    named = {name: getattr(module, name) for name in module.__all__}
    return {name: one for name, one in named.items() if issubclass(one, kinds)}


@pytest.mark.corpus
@pytest.mark.slow
def test_structures_of_office(office: Library, office_package: Path) -> None:
    module = importlib.import_module("com_interfaces.structures")
    pages = {one.name for one in office.primaries() if isinstance(one, Structure | Union)}
    assert len(pages) >= 118
    assert pages <= set(module.__all__), pages - set(module.__all__)
    records = _records(module)
    opaque = {name: one.__doc__ for name, one in records.items() if "_fields_" not in vars(one)}
    assert len(records) - len(opaque) >= 110
    assert all((why or "").startswith("Opaque: nobody can tell its layout. ") for why in opaque.values())
    # A type that no page gives, and what holds a structure with one.
    assert set(opaque) <= {
        *("DNHIER", "DNTBL", "FORMPRINTSETUP", "NOTIFICATION", "NOTIFICATION_info", "SBitMaskRestriction"),
        *("SMAPIFormProp", "SMAPIFormProp_u", "SMAPIFormProp_u_s1", "SMAPIFormPropArray", "SPropValue", "SRestriction"),
        *("SRestriction_res", "TABLE_NOTIFICATION", "UPMOV", "UPTBL", "UPTBLE"),
    }


@pytest.mark.corpus
@pytest.mark.slow
@pytest.mark.real_target
def test_layouts_of_office_are_those_of_mingw(office_package: Path) -> None:
    absent = [name for name in HEADERS if not (MINGW / name).is_file()]
    if absent:
        pytest.skip(f"no {', '.join(absent)} in {MINGW}: apt install mingw-w64-common")
    theirs = _header_records()
    records = _records(importlib.import_module("com_interfaces.structures"))
    ours = {name: one for name, one in records.items() if "_fields_" in vars(one) and name in theirs}
    assert len(ours) >= 71
    assert {name: ctypes.sizeof(one) for name, one in ours.items()} == {name: theirs[name].get_size() for name in ours}
    aligned = {name: theirs[name].get_align() for name in ours}
    # The page of CURRENCY leaves out that it is a union with an integer of 64 bits.
    assert {name for name, one in ours.items() if ctypes.alignment(one) != aligned[name]} <= {"CURRENCY"}
    other = {name for name, one in ours.items() if _offsets(one) != _header_offsets(theirs[name])}
    # Names: a union that the header calls differently, ulFlag and ab in the header.
    assert other <= {"CURRENCY", "DTPAGE", "FlagList", "MTSID"}


HEADERS = ("mapidefs.h", "mapiform.h", "mapispi.h", "mapiutil.h", "mapihook.h")
MINGW = Path("/usr/share/mingw-w64/include")


def _header_records() -> dict[str, Any]:
    """The types of structures that the headers declare, by name."""
    after = "".join(f"#include <{name}>\n" for name in HEADERS)
    unit = parse(MINGW / HEADERS[0], [MINGW], after)
    found = {}
    for one in _declarations(unit.cursor):
        if one.kind.name == "TYPEDEF_DECL":
            behind = one.underlying_typedef_type.get_canonical()
            if behind.kind.name == "RECORD" and behind.get_size() >= 0:
                found[one.spelling] = behind
    return found


def _declarations(cursor: Any) -> Iterator[Any]:
    for one in cursor.get_children():
        if one.kind.name in ("LINKAGE_SPEC", "UNEXPOSED_DECL"):
            yield from _declarations(one)
        else:
            yield one


def _offsets(one: Any) -> dict[str, int]:
    return {field[0]: getattr(one, field[0]).offset for field in one._fields_}


def _header_offsets(one: Any) -> dict[str, int]:
    return {field.spelling: one.get_offset(field.spelling) // 8 for field in one.get_fields()}
