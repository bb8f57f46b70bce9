"""Vtables of the stubs: calls through them, into an object that a C compiler made."""

import ctypes
import importlib
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from specgen.backends import Options, stubs
from specgen.backends.stubs.annotations import Annotation
from specgen.backends.stubs.com import c_types
from specgen.backends.stubs.com.storage import StoredTypes
from specgen.files import write_tree
from specgen.headers.interfaces import read_interfaces
from specgen.model.entities import AnyEntity, Callback, Parameter, Returns, Slot
from tests.backends.library import com_interface, com_method, library, parameter, returns
from tests.backends.stubs.test_structures import (
    checked,
    enumeration,
    forget,
    member,
    office,
    office_package,
    struct,
    typedef,
)

COM = "specgen-com-interfaces"
IID = "00112233-4455-6677-8899-AABBCCDDEEFF"


def slots(owner: str, first: int, *names: str | None) -> tuple[Slot, ...]:
    return tuple(Slot(name, first + place, owner, None, name is not None) for place, name in enumerate(names))


def pointing(kind: str) -> Returns:
    return Returns(kind, 1, kind, 10, documented=True)


STAMP = struct("STAMP", member("low", "DWORD"), member("high", "DWORD"))
PAGES: tuple[AnyEntity, ...] = (
    STAMP,
    struct("SECRET", member("x", "NOBODY")),
    enumeration("CHOICE"),
    typedef("COUNT", "ULONG"),
    com_interface(
        "IFoo",
        iid=IID,
        methods=slots("IFoo", 3, "Add", "Known", "Fill", "Child", None, "Describe", "Fail", "Twin", "Sum", "Undone"),
    ),
    com_interface("IBar", "IFoo", methods=slots("IBar", 13, "ByValue", "Lend", "Name", "Basic", "Choose", "Text")),
    com_interface("IListed", order="list", methods=(Slot("Any", None, "IListed", None, documented=True),)),
    com_interface("ICurious", methods=slots("ICurious", 3, "Blind", "Hidden", "Many", "Whole")),
    com_interface("IDisp", "IDispatch", methods=slots("IDisp", 7, "Go")),
    com_interface("ILoop", "ILoop"),
    com_interface("IOrphan", "INowhere"),
    com_method("IFoo", "Add", parameter("first", "ULONG"), parameter("sum", "ULONG", pointer=1), slot=3),
    com_method("IFoo", "Known", parameter("id", "REFIID"), parameter("known", "BOOL", pointer=1), slot=4),
    com_method("IFoo", "Fill", parameter("stamp", "LPSTAMP"), slot=5),
    com_method("IFoo", "Child", parameter("child", "IBar", pointer=2), slot=6),
    com_method(
        "IFoo",
        "Describe",
        parameter("narrow", "LPSTR"),
        parameter("wide", "LPCWSTR"),
        parameter("sizes", "LONG", pointer=1),
        slot=8,
    ),
    com_method("IFoo", "Fail", slot=9),
    com_method("IFoo", "Twin", parameter("other", "LPFOO"), returns=pointing("IFoo"), slot=10),
    com_method("IFoo", "Sum", parameter("count", "COUNT"), parameter("numbers", "ULONG", array=(None,)), slot=11),
    com_method("IBar", "ByValue", parameter("stamp", "STAMP"), returns=returns("LONGLONG"), slot=13),
    com_method("IBar", "Lend", parameter("stamp", "LPSTAMP", pointer=1), slot=14),
    com_method("IBar", "Name", parameter("text", "LPWSTR", pointer=1), returns=returns("void"), slot=15),
    com_method("IBar", "Basic", parameter("text", "BSTR"), returns=returns("ULONG"), slot=16),
    com_method("IBar", "Choose", parameter("one", "CHOICE"), returns=returns("double"), slot=17),
    com_method("IBar", "Text", parameter("either", "LPTSTR"), returns=returns("LPSTR"), slot=18),
    com_method("IListed", "Any", slot=None),
    com_method("ICurious", "Blind", parameter("what", "NOBODY"), slot=3),
    com_method("ICurious", "Hidden", parameter("what", "SECRET"), slot=4),
    com_method("ICurious", "Many", parameter("..."), slot=5),
    com_method("ICurious", "Whole", returns=returns("STAMP"), slot=6),
    com_method("IDisp", "Go", slot=7),
    com_method("ILost", "Go", slot=None),
)

SOURCE = """
#include <stdint.h>
#include <string.h>
typedef struct { uint32_t low, high; } STAMP;
typedef struct foo { void **table; uint32_t count; } foo;
static const uint8_t id[16] = {0x33,0x22,0x11,0x00,0x55,0x44,0x77,0x66,0x88,0x99,0xaa,0xbb,0xcc,0xdd,0xee,0xff};
static foo object, child;
static STAMP lent = {7, 8};
static uint16_t name[] = {'h', 0xe9, 0xd83d, 0xde00, 0};
static int32_t query(foo *self, const uint8_t *iid, void **out) {
    *out = memcmp(iid, id, 16) ? 0 : self; return *out ? 0 : (int32_t)0x80004002; }
static uint32_t add_ref(foo *self) { return ++self->count; }
static uint32_t release(foo *self) { return --self->count; }
static int32_t add(foo *self, uint32_t first, uint32_t *sum) { *sum += first + self->count; return 0; }
static int32_t known(foo *self, const uint8_t *iid, int32_t *out) { *out = !memcmp(iid, id, 16); return 1; }
static int32_t fill(foo *self, STAMP *stamp) { if (!stamp) return -1; stamp->high = stamp->low + 1; return 0; }
static int32_t get_child(foo *self, void **out) { *out = &child; return 0; }
static int32_t describe(foo *self, const char *narrow, const uint16_t *wide, int32_t *sizes) {
    sizes[0] = narrow ? (int32_t)strlen(narrow) : -1; *sizes *= 100; while (wide && *wide++) ++*sizes; return 0; }
static int32_t fail(foo *self) { return (int32_t)0x80004005; }
static foo *twin(foo *self, foo *other) { return other; }
static int32_t sum(foo *self, uint32_t count, const uint32_t *numbers) {
    int32_t all = 0; while (count--) all += *numbers++; return all; }
static int64_t by_value(foo *self, STAMP stamp) { return (int64_t)stamp.high << 32 | stamp.low; }
static int32_t lend(foo *self, STAMP **out) { *out = &lent; return 0; }
static void get_name(foo *self, uint16_t **out) { *out = name; }
static uint32_t basic(foo *self, const uint16_t *text) { return ((const uint32_t *)text)[-1] + text[1] * 1000; }
static double choose(foo *self, int32_t one) { return one / 2.0; }
static const char *text(foo *self, const char *either) { return either; }
static void *table[] = {query, add_ref, release, add, known, fill, get_child, 0, describe, fail, twin, sum, 0,
    by_value, lend, get_name, basic, choose, text};
void *make(void) { object.table = child.table = table; object.count = 1; child.count = 40; return &object; }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The distribution of the sample pages."""
    write_tree(tmp_path, list(stubs.generate(library(*PAGES), Options())))
    return tmp_path / "stubs" / COM


@pytest.fixture
def package(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], ModuleType]]:
    """Imports modules of the distribution."""
    monkeypatch.syspath_prepend(str(folder))
    forget()
    yield lambda name: importlib.import_module(f"com_interfaces.{name}")
    forget()


def test_slots_stand_where_the_pages_have_them(package: Callable[[str], ModuleType]) -> None:
    tables = package("vtables")
    assert [tables.IUnknown.Release.slot, tables.IDispatch.Invoke.slot, tables.IBar.ByValue.slot] == [2, 6, 13]
    assert tables.IBar.Add is tables.IFoo.Add
    assert tables.IFoo.slot_7.slot == 7
    assert [one.__name__ for one in tables.IBar.__mro__[1:4]] == ["IFoo", "IUnknown", "ComPointer"]
    assert tables.IDisp.__mro__[1] is tables.IDispatch
    assert str(tables.IFoo.iid) == f"{{{IID}}}"
    assert tables.IBar.iid is None
    assert tables.ILoop.__mro__[1] is tables.IUnknown
    assert tables.IOrphan.__mro__[1].__name__ == "INowhere"


def test_no_prototype_is_made_before_a_call(package: Callable[[str], ModuleType]) -> None:
    assert package("vtables").IFoo.Add._made is None


def test_what_cannot_be_called_says_why(package: Callable[[str], ModuleType]) -> None:
    tables = package("vtables")
    whys = {
        (tables.IFoo, "slot_7"): "No page names this slot.",
        (tables.IFoo, "Undone"): "No page says what it takes.",
        (tables.IListed, "Any"): "do not say its place in the vtable",
        (tables.ILost, "Go"): "do not say its place in the vtable",
        (tables.ICurious, "Blind"): "Nothing tells the size of its parameter what, of the type NOBODY.",
        (tables.ICurious, "Hidden"): "Nothing tells the size of its parameter what, of the type SECRET.",
        (tables.ICurious, "Many"): "any number of parameters",
        (tables.ICurious, "Whole"): "It returns STAMP itself",
    }
    for (table, name), why in whys.items():
        with pytest.raises(NotImplementedError, match=f"{table.__name__}.{name} cannot be called. .*{why}"):
            getattr(table(1), name)(1, x=2)


def test_an_object_is_at_some_address(package: Callable[[str], ModuleType]) -> None:
    tables = package("vtables")
    one = tables.IFoo(64)
    assert int(one) == 64 and one == tables.IBar(ctypes.c_void_p(64)) and one != tables.IFoo(65) and one != 64
    assert int(tables.IBar(one)) == 64 and hash(one) == hash(64) and repr(one) == "IFoo(0x40)"
    for nothing in (0, None, ctypes.c_void_p()):
        with pytest.raises(ValueError, match="address 0"):
            tables.IFoo(nothing)


@pytest.fixture
def foo(package: Callable[[str], ModuleType], tmp_path: Path) -> Any:
    """An object that a compiler made."""
    compiler = shutil.which("gcc")
    if compiler is None:
        pytest.skip("gcc is not installed")
    source, made = tmp_path / "object.c", tmp_path / "object.so"
    source.write_text(SOURCE)
    subprocess.run([compiler, "-shared", "-fPIC", "-w", "-o", str(made), str(source)], check=True)
    make = ctypes.CDLL(str(made)).make
    make.restype = ctypes.c_void_p
    return package("vtables").IFoo(make())


@pytest.mark.slow
@pytest.mark.real_target
def test_calls_reach_the_object(foo: Any, package: Callable[[str], ModuleType]) -> None:
    tables, structures, base = package("vtables"), package("structures"), package("base")
    assert (foo.AddRef(), foo.Release()) == (2, 1)
    total = ctypes.c_uint32(10)
    assert foo.Add(5, total) == 0 and total.value == 16
    assert foo.Add(sum=total, first=1) == 0 and total.value == 18
    known = ctypes.c_int32()
    assert foo.Known(tables.IFoo.iid, known) == 1 and known.value == 1
    assert foo.Known(base.Guid(), known) == 1 and known.value == 0
    stamp = structures.STAMP(low=41)
    assert foo.Fill(stamp) == 0 and stamp.high == 42
    assert foo.Fill(None) == -1
    assert foo.Fail() == -2147467259
    assert foo.Sum(3, [1, 2, 3]) == 6
    assert foo.Sum(2, (ctypes.c_uint32 * 2)(4, 5)) == 9
    assert foo.Twin(foo) == foo and isinstance(foo.Twin(foo), tables.IFoo) and foo.Twin(None) is None
    for wrong in (lambda: foo.Add(1), lambda: foo.Add(1, total, 2), lambda: foo.Add(1, total, last=2)):
        with pytest.raises(TypeError, match=r"IFoo\.Add takes first, sum"):
            wrong()
    with pytest.raises(ctypes.ArgumentError):
        foo.Add(1, ctypes.c_uint16())


@pytest.mark.slow
@pytest.mark.real_target
def test_objects_come_out(foo: Any, package: Callable[[str], ModuleType]) -> None:
    tables, pointers = package("vtables"), package("pointers")
    out = pointers.Out(tables.IBar)
    assert out.value is None and out.address == 0
    assert foo.Child(out) == 0
    bar = out.value
    assert isinstance(bar, tables.IBar) and bar.AddRef() == 41
    same = pointers.Out(tables.IFoo)
    assert bar.QueryInterface(tables.IFoo.iid, same) == 0 and same.value == bar
    assert bar.QueryInterface(package("base").Guid(), same) == -2147467262 and same.value is None
    plain = ctypes.c_void_p()
    assert foo.Child(plain) == 0 and plain.value == int(bar)
    assert foo.Child(ctypes.byref(plain)) == 0
    with pytest.raises(ctypes.ArgumentError):
        foo.Child(5)
    stamp = package("structures").STAMP(low=1, high=2)
    assert bar.ByValue(stamp) == (2 << 32) + 1
    lent = pointers.Out(package("structures").STAMP)
    assert bar.Lend(lent) == 0 and (lent.value.low, lent.value.high) == (7, 8)
    assert bar.Choose(5) == 2.5


@pytest.mark.slow
@pytest.mark.real_target
def test_text_goes_in_and_out(foo: Any, package: Callable[[str], ModuleType]) -> None:
    pointers, tables = package("pointers"), package("vtables")
    sizes = ctypes.c_int32()
    assert foo.Describe("abc", "d\u00e9\U0001f600", sizes) == 0 and sizes.value == 304
    assert foo.Describe(b"ab", None, sizes) == 0 and sizes.value == 200
    for narrow, wide in (("a", pointers.Ansi("b")), (pointers.Wide("a"), "b")):
        with pytest.raises(ctypes.ArgumentError):
            foo.Describe(narrow, wide, sizes)
    out = pointers.Out(tables.IBar)
    foo.Child(out)
    name = pointers.Out(pointers.Wide)
    assert out.value.Name(name) is None and name.value == "h\u00e9\U0001f600"
    assert out.value.Basic("ab") == 4 + 1000 * ord("b")
    assert out.value.Text(pointers.Ansi("word")) == "word"
    assert out.value.Text(pointers.Wide("word")) == "w"
    with pytest.raises(ctypes.ArgumentError, match="Ansi"):
        out.value.Text("word")
    held = package("base").Opaque(sizes)
    assert int(held) == ctypes.addressof(sizes) == int(package("base").Opaque(ctypes.pointer(sizes)))


USER = f"""
from ctypes import c_int32, c_uint32
from com_interfaces import interfaces
from com_interfaces.base import Guid
from com_interfaces.pointers import Out
from com_interfaces.vtables import IBar, IFoo

def use(foo: IFoo) -> None:
    reveal_type(foo.Add(1, c_uint32()))
    out = Out(IBar)
    foo.Child(out)
    reveal_type(out.value)
    foo.Known(Guid.parse("{IID}"), c_int32())
    foo.QueryInterface(Guid.parse("{IID}"), out)
    typed: interfaces.IFoo = foo
    foo.Twin(foo)
    made = IFoo(5)
    reveal_type(made.iid)
    foo.Add("1", c_uint32())
    foo.Add(1)
"""


def test_what_a_user_sees(folder: Path) -> None:
    (folder / "user.py").write_text(USER)
    out = checked(folder, str(folder / "user.py"))
    revealed = [line.split('"')[1] for line in out.splitlines() if "Revealed" in line]
    assert revealed == ["int", "com_interfaces.vtables.IBar | None", "com_interfaces.base.Guid | None"]
    assert len([line for line in out.splitlines() if ": error:" in line]) == 2, out


def annotation(one: Parameter, *pages: AnyEntity) -> Annotation:
    return c_types.argument(one, {"IFoo": "ifoo"}.get, lambda name: f"<type>:{name}", StoredTypes(pages))


def test_parameters_are_of_the_structures_that_have_pages() -> None:
    key = "<structure>:STAMP"
    assert annotation(parameter("x", "STAMP"), STAMP) == Annotation(key, is_class=True)
    for one in (parameter("x", "LPSTAMP"), parameter("x", "STAMP", pointer=1), parameter("x", "STAMP", ref=True)):
        assert annotation(one, STAMP) == Annotation(key, is_class=True, wraps=("?",))
    assert annotation(parameter("x", "LPSTAMP", pointer=1), STAMP).wraps == ("?", "Pointer", "?")
    assert annotation(parameter("x", "LPSTAMP")).name == "<type>:LPSTAMP"
    alias = typedef("OTHER", "STAMP", 1)
    assert annotation(parameter("x", "OTHER"), STAMP, alias).wraps == ("?",)
    assert annotation(parameter("x", "COUNT"), typedef("COUNT", "ULONG")) == Annotation("int")
    assert annotation(parameter("x", "IFoo", pointer=2)).wraps == ("?", "Pointer", "?")


def test_a_callback_is_passed_by_its_address() -> None:
    like = com_method("?", "x")
    shared = {name: getattr(like, name) for name in like.__struct_fields__ if name not in ("slot", "accessor")}
    types = StoredTypes([Callback(**{**shared, "name": "FNGO"})])
    assert [types.of("FNGO"), types.of("LPFNGO"), types.of("FNGO", 1)] == [types.of("LPFNGO")] * 3


__all__ = ["office", "office_package"]


@pytest.mark.corpus
@pytest.mark.slow
def test_vtables_of_office(office_package: Path) -> None:
    tables = importlib.import_module("com_interfaces.vtables")
    pointers = importlib.import_module("com_interfaces.pointers")
    members = [one for table in vars(tables).values() if isinstance(table, type) for one in vars(table).values()]
    callable_ = [one for one in members if isinstance(one, pointers.Method)]
    for one in callable_:
        one._prototype()
    assert len(callable_) >= 354
    missing = [one for one in members if isinstance(one, pointers.Missing)]
    assert len([one for one in missing if one.slot is None]) <= 9
    assert len([one for one in missing if one.reason.startswith("Nothing tells")]) <= 7
    assert [tables.IMAPISession.OpenMsgStore.slot, tables.IMAPISession.Logoff.slot] == [5, 17]
    assert tables.IMAPIFolder.GetProps.slot == 5
    assert len([one for one in vars(tables.IMAPISession).values() if isinstance(one, pointers.Method)]) == 17


MAPI = ("mapidefs.h", "mapix.h", "mapiform.h", "mapispi.h", "mapiutil.h", "mapihook.h")
MISPLACED = {
    # The header has GetLastError first, where the page has it last.
    *("IMAPIForm", "IMAPIFormContainer", "IMAPIFormFactory", "IMAPIFormMgr", "IMAPIMessageSite", "IMAPIViewContext"),
    # The header has Shutdown first.
    "IABProvider",
    # The page lists no UpdatePAB, and others in another order.
    "IMAPISupport",
}
"""Interfaces whose pages have an order that is not the header's."""


@pytest.mark.corpus
@pytest.mark.slow
@pytest.mark.real_target
def test_slots_of_office_are_those_of_mingw(office_package: Path) -> None:
    folder = Path("/usr/share/mingw-w64/include")
    absent = [name for name in MAPI if not (folder / name).is_file()]
    if absent:
        pytest.skip(f"no {', '.join(absent)} in {folder}: apt install mingw-w64-common")
    theirs = {name: one for header in MAPI for name, one in read_interfaces(folder / header).interfaces.items()}
    tables = importlib.import_module("com_interfaces.vtables")
    pointers = importlib.import_module("com_interfaces.pointers")
    compared, other = 0, set()
    for name in sorted(theirs.keys() & vars(tables).keys()):
        slots = {one.slot: (one.name, len(one.parameters)) for one in theirs[name].methods}
        for called, one in vars(getattr(tables, name)).items():
            if isinstance(one, pointers.Method):
                compared += 1
                other |= {name} if slots.get(one.slot) != (called, len(one.names)) else set()
    assert compared >= 250
    assert other <= MISPLACED, other - MISPLACED
