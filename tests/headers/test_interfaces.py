"""What headers say of COM interfaces: every way of writing one, their slots, and what cannot be read."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from specgen.headers import (
    HeaderError,
    HeaderInterfaces,
    HeaderProblem,
    differences,
    missing,
    read_interfaces,
)
from specgen.headers.iids import defines_iid

pytest.importorskip("clang.cindex", reason="libclang is not installed (extra: headers)")

MINGW = Path("/usr/share/mingw-w64/include")
HEADERS = ("mapix.h", "mapiutil.h", "mapispi.h", "mapiform.h", "mapihook.h", "wbemcli.h")

BASE = """
typedef long HRESULT;
typedef unsigned long ULONG;
typedef ULONG *LPULONG;
struct _GUID { ULONG a; unsigned short b, c; unsigned char d[8]; };
typedef _GUID GUID;
typedef GUID IID;
#define REFGUID const GUID &
#define REFIID const IID &
#define REFCLSID const IID &
#define STDMETHODCALLTYPE
#define STDMETHOD(method) virtual HRESULT STDMETHODCALLTYPE method
#define STDMETHOD_(type, method) virtual type STDMETHODCALLTYPE method
#define PURE = 0
#define THIS_
#define THIS void
#define DECLARE_INTERFACE(iface) struct __declspec(novtable) iface
#define DECLARE_INTERFACE_(iface, baseiface) struct __declspec(novtable) iface : public baseiface
#define MIDL_INTERFACE(text) struct __declspec(uuid(text)) __declspec(novtable)
DECLARE_INTERFACE(IUnknown) {
  STDMETHOD(QueryInterface)(THIS_ REFIID riid, void **ppv) PURE;
  STDMETHOD_(ULONG, AddRef)(THIS) PURE;
  STDMETHOD_(ULONG, Release)(THIS) PURE;
};
"""
UNKNOWN = ("QueryInterface", "AddRef", "Release")


@pytest.fixture
def read(tmp_path: Path) -> "Reader":
    return Reader(tmp_path)


class Reader:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, text: str, name: str = "ice.h") -> HeaderInterfaces:
        return read_interfaces(self.file(BASE + text, name))

    def file(self, text: str, name: str = "ice.h") -> Path:
        file = self.folder / name
        file.write_text(text, encoding="utf-8")
        return file


def names(found: HeaderInterfaces, interface: str) -> tuple[str, ...]:
    return tuple(one.name for one in found.vtable(interface))


def slots(found: HeaderInterfaces, interface: str) -> dict[str, int]:
    return {one.name: one.slot for one in found.vtable(interface)}


DRILL = """
DECLARE_INTERFACE_(IDrill, IUnknown) {
  STDMETHOD(Start)(THIS_ ULONG ulDepth, LPULONG lpulDone) PURE;
  STDMETHOD_(ULONG, Stop)(THIS) PURE;
};
"""


def test_an_interface_of_macros(read: Reader) -> None:
    found = read(DRILL)
    drill = found.interfaces["IDrill"]
    assert (drill.name, drill.base, drill.iid, drill.repeated) == ("IDrill", "IUnknown", None, ())
    assert (Path(drill.file).name, drill.line) == ("ice.h", BASE.count("\n") + 2)
    assert slots(found, "IDrill") == {"QueryInterface": 0, "AddRef": 1, "Release": 2, "Start": 3, "Stop": 4}
    start, stop = drill.methods
    assert str(start) == "HRESULT Start(ULONG ulDepth, LPULONG lpulDone)"
    assert [(one.name, one.type.canonical, one.type.pointers) for one in start.parameters] == [
        ("ulDepth", "unsigned long", 0),
        ("lpulDone", "unsigned long *", 0),
    ]
    assert (stop.returns.spelt, stop.returns.canonical, stop.parameters) == ("ULONG", "unsigned long", ())
    assert found.problems == ()
    assert found.unread == {}


def test_a_generated_class(read: Reader) -> None:
    found = read(
        'MIDL_INTERFACE("0000AB10-0001-0002-c000-00000000004F")\n'
        "IMelt : public IUnknown\n{\n"
        "  virtual HRESULT STDMETHODCALLTYPE Warm(\n    ULONG degrees,\n    IMelt **next) = 0;\n\n};\n"
    )
    melt = found.interfaces["IMelt"]
    assert (melt.base, melt.iid) == ("IUnknown", "0000ab10-0001-0002-c000-00000000004f")
    assert [str(one) for one in melt.methods] == ["HRESULT Warm(ULONG degrees, IMelt **next)"]
    assert melt.methods[0].slot == 3


def test_methods_of_the_base_that_are_repeated_keep_their_slots(read: Reader) -> None:
    found = read("""
#define ICE_IUNKNOWN_METHODS(IPURE) STDMETHOD(QueryInterface)(THIS_ REFIID riid, void **ppvObj) IPURE; \\
  STDMETHOD_(ULONG, AddRef)(THIS) IPURE; STDMETHOD_(ULONG, Release)(THIS) IPURE;
#define ICE_IFLOE_METHODS(IPURE) STDMETHOD(Drift)(THIS_ ULONG ulSpeed) IPURE; STDMETHOD(Halt)(THIS) IPURE;
#define ICE_IBERG_METHODS(IPURE) STDMETHOD(Calve)(THIS_ ULONG ulPieces) IPURE;
extern "C" {
DECLARE_INTERFACE_(IFloe, IUnknown) { ICE_IUNKNOWN_METHODS(PURE) ICE_IFLOE_METHODS(PURE) };
DECLARE_INTERFACE_(IBerg, IFloe) { ICE_IUNKNOWN_METHODS(PURE) ICE_IFLOE_METHODS(PURE) ICE_IBERG_METHODS(PURE) };
}
""")
    assert names(found, "IBerg") == (*UNKNOWN, "Drift", "Halt", "Calve")
    assert [one.slot for one in found.vtable("IBerg")] == [0, 1, 2, 3, 4, 5]
    assert [one.name for one in found.interfaces["IBerg"].methods] == ["Calve"]
    repeated = {one.name: one.slot for one in found.interfaces["IBerg"].repeated}
    assert repeated == {"QueryInterface": 0, "AddRef": 1, "Release": 2, "Drift": 3, "Halt": 4}


def test_overloads_keep_their_order_and_a_base_is_not_overloaded_by_accident(read: Reader) -> None:
    found = read("""
DECLARE_INTERFACE_(ISnow, IUnknown) {
  STDMETHOD(Fall)(THIS_ ULONG a) PURE;
  STDMETHOD(Fall)(THIS_ ULONG *a) PURE;
  STDMETHOD(Rest)(THIS) PURE;
};
DECLARE_INTERFACE_(IHail, ISnow) { STDMETHOD(Fall)(THIS_ unsigned long x) PURE; STDMETHOD(Fall)(THIS_ GUID *x) PURE; };
""")
    assert [(one.slot, one.parameters[0].type.pointers) for one in found.vtable("ISnow")[3:5]] == [(3, 0), (4, 1)]
    assert [(one.name, one.slot) for one in found.interfaces["IHail"].methods] == [("Fall", 6)]
    assert [(one.name, one.slot) for one in found.interfaces["IHail"].repeated] == [("Fall", 3)]


def test_names_that_windows_macros_replace_are_put_back(read: Reader) -> None:
    found = read("""
#define NAME_AW(name) name##A
#define GetObject NAME_AW(GetObject)
#define SendMessage SendMessageW
#define Draw(x) DrawA
DECLARE_INTERFACE_(ISledge, IUnknown) {
  STDMETHOD(GetObject)(THIS) PURE;
  STDMETHOD(SendMessage)(THIS) PURE;
  STDMETHOD(DrawA)(THIS) PURE;
  STDMETHOD(LoadA)(THIS) PURE;
};
""")
    assert names(found, "ISledge")[3:] == ("GetObject", "SendMessage", "DrawA", "LoadA")


@pytest.mark.parametrize(
    ("declared", "name", "pointers", "array", "canonical"),
    [
        ("const struct ice **x", "ice", 2, False, "const ice **"),
        ("PICE x", "PICE", 0, False, "ice *"),
        ("PICE const x", "PICE", 0, False, "ice *"),
        ("const ULONG x", "ULONG", 0, False, "unsigned long"),
        ("ULONG x[4]", "ULONG", 0, True, "unsigned long *"),
        ("PICE x[]", "PICE", 0, True, "ice **"),
        ("ULONG x[2][3]", "ULONG", 0, True, "unsigned long (*)[3]"),
        ("ULONG *const *x", "ULONG", 2, False, "unsigned long *const *"),
        ("enum sort x", "sort", 0, False, "sort"),
        ("IUnknown *x", "IUnknown", 1, False, "IUnknown *"),
        ("HRESULT (*x)(ULONG)", "HRESULT (*)(ULONG)", 0, False, "long (*)(unsigned long)"),
    ],
)
def test_types(read: Reader, declared: str, name: str, pointers: int, array: bool, canonical: str) -> None:
    text = f"struct ice; typedef ice *PICE; enum sort {{ wet }};\nstruct IT {{ virtual HRESULT M({declared}) = 0; }};\n"
    (method,) = read(text).vtable("IT")
    (parameter,) = method.parameters
    found = parameter.type
    assert (found.name, found.pointers, found.array, found.canonical) == (name, pointers, array, canonical)
    assert parameter.name == "x"


def test_references_keep_the_name_that_is_a_macro(read: Reader) -> None:
    found = read("""
#define ICE_METHODS STDMETHOD(Make)(THIS_ REFCLSID clsid, REFIID iid) PURE;
DECLARE_INTERFACE_(IMaker, IUnknown) {
  STDMETHOD(Class)(THIS_ REFCLSID rclsid, REFGUID guid, const GUID &plain) PURE;
  ICE_METHODS
};
""")
    shown = [str(one) for one in found.vtable("IMaker")]
    assert shown[0] == "HRESULT QueryInterface(REFIID riid, void **ppv)"
    assert shown[3] == "HRESULT Class(REFCLSID rclsid, REFGUID guid, REFGUID plain)"
    assert shown[4] == "HRESULT Make(REFCLSID clsid, REFIID iid)"
    assert found.vtable("IMaker")[3].parameters[0].type.canonical == "const _GUID &"


NUMBERS = "0x0000AB10, 0x0001, 0x2, 0xc0,0,0,0, 0,0,0,0x46"
GIVEN = "0000ab10-0001-0002-c000-000000000046"
DEFINE_GUID = "#define DEFINE_GUID(n, l, a, b, c, d, e, f, g, h, i, j) extern const GUID n\n"
DEFINE_OLEGUID = "#define DEFINE_OLEGUID(name, l, w1, w2) DEFINE_GUID(name, l, w1, w2, 0xc0, 0, 0, 0, 0, 0, 0, 0x46)\n"
DEFINE_ICEGUID = "#define DEFINE_ICEGUID(name, b) DEFINE_OLEGUID(name,0xAB10,1,b)\n"


@pytest.mark.parametrize(
    "text",
    [
        f"{DEFINE_GUID}DEFINE_GUID(IID_IDrill, {NUMBERS});",
        f"{DEFINE_GUID}{DEFINE_OLEGUID}DEFINE_OLEGUID(IID_IDrill, 0xAB10L /* not 7, */, 1, 2);",
        f"{DEFINE_GUID}{DEFINE_OLEGUID}{DEFINE_ICEGUID}DEFINE_ICEGUID(IID_IDrill, 2);",
        f"#define __CRT_UUID_DECL(t, l, a, b, c, d, e, f, g, h, i, j)\n__CRT_UUID_DECL(IDrill, {NUMBERS})",
        "const IID IID_IDrill = {0x0000AB10, 0x0001, 0x2, {0xc0,0,0,0, 0,0,0,0x46}};",
    ],
)
def test_iids_of_constants(read: Reader, text: str) -> None:
    assert read(f"{DRILL}\n{text}\n").interfaces["IDrill"].iid == GIVEN


@pytest.mark.parametrize(
    ("numbers", "iid"),
    [
        ("0x1, 0, 0, 010,0,0,0, 0,0,0,0x46", "00000001-0000-0000-0800-000000000046"),
        ("0XABUL, 0b11, 00, 255u,0x7Fl,0,0, 0,0,0,017LL", "000000ab-0003-0000-ff7f-00000000000f"),
    ],
)
@pytest.mark.parametrize("text", ["DEFINE_GUID(IID_IDrill, %s);", "const IID IID_IDrill = {%s};"])
def test_numbers_of_an_iid_are_those_of_c(read: Reader, text: str, numbers: str, iid: str) -> None:
    found = read(f"{DRILL}{DEFINE_GUID}{text % numbers}\n")
    assert found.interfaces["IDrill"].iid == iid
    assert found.problems == ()


@pytest.mark.parametrize("number", ["08", "0x", "4D5", "0x46ui8", "0b2", "1" * 5000, "-1", "~0"])
@pytest.mark.parametrize(
    "call", ["DEFINE_GUID(IID_IDrill, 1, 2, 3, 0,0,0,0, 0,0,0,%s);", "DEFINE_LASTGUID(IID_IDrill, %s);"]
)
def test_an_iid_that_cannot_be_read_is_none_and_is_told_once(read: Reader, call: str, number: str) -> None:
    last = "#define DEFINE_LASTGUID(name, z) DEFINE_GUID(name, 1, 2, 3, 0, 0, 0, 0, 0, 0, 0, z)\n"
    found = read(f"{DRILL}{DEFINE_GUID}{last}{call % number}\nstruct INext : IDrill {{}};\n")
    assert found.interfaces["IDrill"].iid is None
    assert names(found, "INext") == (*UNKNOWN, "Start", "Stop")
    (problem,) = found.problems
    assert (Path(problem.file).name, problem.line) == ("ice.h", (BASE + DRILL).count("\n") + 3)
    assert problem.reason.startswith("the IID of IDrill cannot be read: ")


def test_a_constant_for_another_interface_or_without_a_value_gives_no_iid(read: Reader) -> None:
    text = (
        'extern "C" const IID IID_IDrill;\nconst IID IID_IDrill2 = {1, 2, 3, {0,0,0,0,0,0,0,1}};\n'
        "const IID IID_IDrill3 = *(&IID_IDrill2);\n"
    )
    found = read(DRILL + text)
    assert found.interfaces["IDrill"].iid is None
    assert found.problems == ()


def test_a_uuid_in_the_head_of_a_class_but_not_in_its_body(read: Reader) -> None:
    found = read(
        f'struct __declspec(uuid("{GIVEN.upper()}")) IHead : IUnknown {{}};\n'
        f'struct IBody : IUnknown {{ virtual HRESULT M(const char *x = "{GIVEN}") = 0; }};\n'
    )
    assert found.interfaces["IHead"].iid == GIVEN
    assert found.interfaces["IBody"].iid is None


def test_two_iids_are_a_problem(read: Reader) -> None:
    head = 'struct __declspec(uuid("11111111-0001-0002-c000-000000000046")) IDrill : IUnknown {};\n'
    found = read(
        f"{head}const IID IID_IDrill = {{{NUMBERS}}};\n".replace("0xc0,0,0,0, 0,0,0,0x46}", "{0xc0,0,0,0,0,0,0,0x46}}")
    )
    (problem,) = found.problems
    assert "IDrill has several IIDs: 11111111-0001-0002-c000-000000000046, " + GIVEN in problem.reason
    assert problem.line == BASE.count("\n") + 1


@pytest.mark.parametrize(("macro", "may"), [("DEFINE_GUID", True), ("__CRT_UUID_DECL", True), ("DEFINE_ICE", False)])
def test_macros_that_may_declare_an_iid(macro: str, may: bool) -> None:
    assert defines_iid(macro) is may


def test_what_is_no_interface(read: Reader) -> None:
    found = read("""
struct plain { int x; };
class CDrill : public IUnknown { int count; virtual HRESULT Extra() = 0; };
class CBuilt : public IUnknown { public: CBuilt(); virtual HRESULT Extra() = 0; };
class CHalf : public IUnknown { public: virtual HRESULT Extra(); };
class CGone : public IUnknown { public: virtual ~CGone(); };
struct IForward;
struct IEmpty : IUnknown {};
struct IHelped : IUnknown { virtual HRESULT A() = 0; HRESULT Twice() { return A(); } protected: ~IHelped(); };
namespace snow { struct IDeep : ::IUnknown { virtual HRESULT A() = 0; }; struct IDeeper : IDeep {}; }
""")
    assert list(found.interfaces) == ["IEmpty", "IHelped", "IUnknown", "snow::IDeep", "snow::IDeeper"]
    assert names(found, "IHelped") == (*UNKNOWN, "A")
    assert found.interfaces["snow::IDeeper"].base == "snow::IDeep"
    assert found.unread == {}


def test_specialisations_of_a_template_are_told_apart(read: Reader) -> None:
    found = read("""
template <class T> struct IDrift { virtual HRESULT Any(T x) = 0; };
template <> struct IDrift<void> { virtual HRESULT Start() = 0; };
template <> struct IDrift<int> : IDrift<void> { virtual HRESULT Stop() = 0; };
template struct IDrift<char>;
struct IMade : IDrift<char> { virtual HRESULT More() = 0; };
""")
    assert list(found.interfaces) == ["IDrift<int>", "IDrift<void>", "IUnknown"]
    assert found.interfaces["IDrift<int>"].base == "IDrift<void>"
    assert slots(found, "IDrift<int>") == {"Start": 0, "Stop": 1}
    assert found.unread == {}


@pytest.mark.parametrize("outer", ["struct Floe { %s };", "union Floe { %s };", 'namespace Floe { extern "C" { %s } }'])
def test_an_interface_on_one_of_its_own_name_elsewhere(read: Reader, outer: str) -> None:
    inner = outer % "struct IDrift { virtual HRESULT Start() = 0; };"
    found = read(f"{inner}\nstruct IDrift : Floe::IDrift {{ virtual HRESULT Stop() = 0; }};\n")
    assert list(found.interfaces) == ["Floe::IDrift", "IDrift", "IUnknown"]
    assert found.interfaces["IDrift"].base == "Floe::IDrift"
    assert slots(found, "IDrift") == {"Start": 0, "Stop": 1}


def test_what_is_included_is_read_too(read: Reader) -> None:
    read.file(BASE + DRILL, "first.h")
    found = read_interfaces(read.file('#include "first.h"\nstruct ISecond : IDrill {};\n'))
    assert names(found, "ISecond") == (*UNKNOWN, "Start", "Stop")
    assert Path(found.interfaces["IDrill"].file).name == "first.h"


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("struct IBad : IMissing { virtual HRESULT A() = 0; };", 1, "expected class name"),
        ("struct IBad : IUnknown {\n virtual HRESULT A(MISSING x) = 0;\n};", 2, "unknown type name 'MISSING'"),
        ("struct IBad {\n virtual MISSING A() = 0;\n};", 2, "unknown type name 'MISSING'"),
        ("struct IBad : IUnknown, IOther { virtual HRESULT A() = 0; };", 1, "IBad has several bases: IUnknown, IOther"),
    ],
)
def test_an_interface_with_an_error_is_not_given_but_told(read: Reader, text: str, line: int, reason: str) -> None:
    other = "struct IOther { virtual HRESULT O() = 0; };\n"
    found = read(f"{other}{text}\nstruct IWorse : IBad {{ virtual HRESULT W() = 0; }};\n")
    assert list(found.interfaces) == ["IOther", "IUnknown"]
    problem = HeaderProblem(str(read.folder / "ice.h"), BASE.count("\n") + 1 + line, reason)
    assert found.unread["IBad"] == found.unread["IWorse"] == problem
    assert problem in found.problems


def test_an_error_elsewhere_costs_no_interface_and_is_told(read: Reader) -> None:
    found = read(f"{DRILL}\nMISSING x;\n#include <nothing_here.h>\n")
    assert "IDrill" in found.interfaces
    assert [one.reason for one in found.problems] == ["unknown type name 'MISSING'", "'nothing_here.h' file not found"]


def test_a_header_of_which_nothing_can_be_read(read: Reader) -> None:
    with pytest.raises(
        HeaderError, match=r"ice\.h:1: no interface of it can be read: 'nothing_here\.h' file not found"
    ):
        read_interfaces(read.file("#include <nothing_here.h>\n"))
    with pytest.raises(HeaderError, match="No such file"):
        read_interfaces(read.folder / "none.h")
    assert read_interfaces(read.file("int x;\n")).interfaces == {}


def test_the_same_contract_in_other_words(read: Reader) -> None:
    mine = read(
        "struct _ICE; DECLARE_INTERFACE_(IDrill, IUnknown) { STDMETHOD(Start)(THIS_ ULONG n, struct _ICE *p) PURE; };"
    )
    theirs = read(
        "typedef struct ICE {} ICE, *PICE;\nstruct IDrill : IUnknown {"
        " virtual HRESULT QueryInterface(const GUID &other, void **name) = 0;"
        " virtual long Start(unsigned long depth, PICE const where) = 0; };\nstruct IMore : IDrill {};",
        "other.h",
    )
    assert differences(mine, theirs) == ()
    assert missing(theirs, mine) == ("IMore",)
    assert missing(mine, theirs) == ()


def test_another_base_is_a_difference(read: Reader) -> None:
    mine = read("struct IBase : IUnknown {}; struct IDrill : IBase {};")
    theirs = read("struct IDrill : IUnknown {};", "other.h")
    assert [str(one) for one in differences(mine, theirs)] == ["IDrill: base IBase; the other has base IUnknown"]


def test_differences_in_words(read: Reader) -> None:
    one = 'struct __declspec(uuid("11111111-0001-0002-c000-000000000046")) '
    other = one.replace("1111111-", "2222222-")
    mine = read(
        f"{one}IDrill : IUnknown {{ virtual HRESULT A(ULONG n) = 0; virtual HRESULT B() = 0; }};"
        "struct IDeep : IDrill { virtual HRESULT D() = 0; };"
    )
    theirs = read(
        f"{other}IDrill : IUnknown {{ virtual HRESULT A(ULONG *n) = 0; }};"
        "struct IDeep : IDrill { virtual HRESULT B() = 0; virtual HRESULT D() = 0; };",
        "other.h",
    )
    assert [str(found) for found in differences(mine, theirs)] == [
        "IDrill, slot 3: HRESULT A(ULONG n); the other has HRESULT A(ULONG *n)",
        "IDrill: IID 11111111-0001-0002-c000-000000000046; the other has IID 12222222-0001-0002-c000-000000000046",
        "IDrill, slot 4: HRESULT B(); the other has nothing",
    ]


@pytest.fixture(scope="module")
def mingw() -> dict[str, HeaderInterfaces]:
    absent = [name for name in HEADERS if not (MINGW / name).is_file()]
    if absent:
        pytest.skip(f"no {', '.join(absent)} in {MINGW}: apt install mingw-w64-common")
    return {name: read_interfaces(MINGW / name) for name in HEADERS}


@pytest.mark.real_target
class TestMinGW:
    """Headers that nobody here wrote."""

    def test_logoff(self, mingw: dict[str, HeaderInterfaces]) -> None:
        session = mingw["mapix.h"]
        logoff = session.vtable("IMAPISession")[17]
        assert str(logoff) == "HRESULT Logoff(ULONG_PTR ulUIParam, ULONG ulFlags, ULONG ulReserved)"
        assert session.interfaces["IMAPISession"].iid == "00020300-0000-0000-c000-000000000046"

    def test_all_of_mapi(
        self, mingw: dict[str, HeaderInterfaces], record_property: Callable[[str, object], None]
    ) -> None:
        everything = {name: one for header in mingw.values() for name, one in header.interfaces.items()}
        mapi = [one.name for one in everything.values() if Path(one.file).name.startswith("mapi")]
        record_property("MAPI interfaces", len(mapi))
        assert len(mapi) >= 40, sorted(mapi)
        assert len([one for one in everything.values() if Path(one.file).name == "wbemcli.h"]) >= 21

    def test_no_slot_is_taken_twice_or_left_out(self, mingw: dict[str, HeaderInterfaces]) -> None:
        for header in mingw.values():
            for name in header.interfaces:
                methods = header.vtable(name)
                assert [one.slot for one in methods] == list(range(len(methods))), name

    def test_no_method_of_a_base_is_counted_twice(self, mingw: dict[str, HeaderInterfaces]) -> None:
        for header in mingw.values():
            for one in header.interfaces.values():
                if Path(one.file).name.startswith(("mapi", "wbem")):
                    called = names(header, one.name)
                    assert len(set(called)) == len(called), one.name

    def test_nothing_is_unread(self, mingw: dict[str, HeaderInterfaces]) -> None:
        assert {name: dict(one.unread) for name, one in mingw.items() if one.unread} == {}
        alone = {name: one.problems for name, one in mingw.items() if one.problems}
        # This one does not include mapix.h, which it needs.
        assert {name: [one.reason for one in problems] for name, problems in alone.items()} == {
            "mapihook.h": ["unknown type name 'LPMAPISESSION'"]
        }

    def test_names_of_windows_macros(self, mingw: dict[str, HeaderInterfaces]) -> None:
        assert names(mingw["wbemcli.h"], "IWbemServices")[6] == "GetObject"

    def test_it_takes_about_a_second(self, mingw: dict[str, HeaderInterfaces]) -> None:
        assert mingw
        start = time.process_time()
        read_interfaces(MINGW / "mapix.h")
        assert time.process_time() - start < 5
