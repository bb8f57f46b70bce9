"""Headers as a target: what they tell, when they are read, and what a page's promises make of it."""

import subprocess
import sys
from pathlib import Path

import pytest

from specgen.conformance import Call, Capability, Com, ComInterface, ComMethod, Parameter
from specgen.conformance.calls.permission import Permission
from specgen.conformance.calls.trials import Effort
from specgen.conformance.judgement.declarations import same_c, type_differs
from specgen.conformance.targets.documented import MissingDataError
from specgen.conformance.targets.headers import Headers

pytest.importorskip("clang.cindex", reason="libclang is not installed (extra: headers)")

COMMON = """
#pragma once
typedef long HRESULT;
typedef unsigned long ULONG;
typedef int WINBOOL;
struct __declspec(uuid("00000000-0000-0000-C000-000000000046")) IUnknown {
  virtual HRESULT QueryInterface(const char *riid, void **ppv) = 0;
  virtual ULONG AddRef() = 0;
  virtual ULONG Release() = 0;
};
"""
DRILL = """
#include "common.h"
struct IDrill;
struct __declspec(uuid("0000AB10-0001-0002-C000-000000000046")) IDrill : public IUnknown {
  virtual HRESULT Start(ULONG ulDepth, IDrill **lppNext, ULONG) = 0;
  virtual const char *Stop(WINBOOL fNow, const ULONG rgul[]) = 0;
};
"""
BROKEN = '#include "common.h"\nstruct IBroken : IUnknown {\n  virtual HRESULT Thaw(MISSING x) = 0;\n};\n'
HOPELESS = "#include <nothing_here.h>\nstruct IHopeless : IUnknown { virtual HRESULT A() = 0; };\n"
MENTIONS = "// IDrill is none of ours\n#error never read me\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = {"common": COMMON, "drill": DRILL, "broken": BROKEN, "hopeless": HOPELESS, "a_mention": MENTIONS}
    for name, text in texts.items():
        (tmp_path / f"{name}.h").write_text(text, encoding="utf-8")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "below.h").write_text("struct IBelow { virtual int A() = 0; };\n", encoding="utf-8")
    return tmp_path


def described(target: Headers, name: str) -> ComInterface:
    reply = target.describe_interface(name)
    assert reply.data is not None, reply
    assert (reply.status, reply.detail) == ("ok", "")
    return reply.data


def test_an_interface_with_the_methods_of_its_bases(folder: Path) -> None:
    found = described(Headers.read(folder), "IDrill")
    assert (found.name, found.base, found.iid) == ("IDrill", "IUnknown", "0000ab10-0001-0002-c000-000000000046")
    assert [(one.name, one.owner, one.slot) for one in found.methods] == [
        ("QueryInterface", "IUnknown", 0),
        ("AddRef", "IUnknown", 1),
        ("Release", "IUnknown", 2),
        ("Start", "IDrill", 3),
        ("Stop", "IDrill", 4),
    ]
    *_, start, stop = found.methods
    assert (start.returns, start.returns_pointer) == ("HRESULT", 0)
    assert start.parameters == (
        Parameter("ulDepth", "ULONG"),
        Parameter("lppNext", "IDrill", pointer=2),
        Parameter(None, "ULONG"),
    )
    assert (stop.returns, stop.returns_pointer) == ("char", 1)
    assert stop.parameters == (Parameter("fNow", "BOOL"), Parameter("rgul", "ULONG", array=True))


def test_what_it_can_tell(folder: Path) -> None:
    target = Headers.read(folder)
    assert {Capability.INTERFACES, Capability.TYPES, Capability.SLOTS, Capability.IIDS} <= target.capabilities
    assert not {Capability.DIRECTIONS, Capability.INVOKE, Capability.CLASSES} & target.capabilities
    assert (target.disposable, target.allow_exec) == (False, False)
    assert str(folder) in target.name
    assert target.describe_class(None, "Ice_Drill").status == "unsupported"
    assert target.invoke(Call("IDrill", "Start")).status == "unsupported"


def test_a_file_is_parsed_when_its_interface_is_asked_for_and_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[str] = []
    real = sys.modules["specgen.conformance.targets.headers"].read_interfaces

    def counted(path: Path, include: tuple[Path, ...]) -> object:
        parsed.append(path.name)
        return real(path, include)

    monkeypatch.setattr("specgen.conformance.targets.headers.read_interfaces", counted)
    target = Headers.read(folder)
    assert target.describe_interface("INowhere").status == "absent"
    assert parsed == []
    for _ in range(2):
        described(target, "IDrill")
        described(target, "IUnknown")
        assert target.describe_interface("IBroken").status == "error"
    assert parsed == ["drill.h", "broken.h"]
    target.close()
    described(target, "IDrill")
    assert parsed == ["drill.h", "broken.h", "drill.h"]


def test_what_is_absent_and_what_is_in_error(folder: Path) -> None:
    target = Headers.read(folder)
    assert target.describe_interface("IBelow").status == "absent"
    broken = target.describe_interface("IBroken")
    assert broken.status == "error"
    assert broken.detail == f"IBroken cannot be read: {folder / 'broken.h'}:3: unknown type name 'MISSING'"
    hopeless = target.describe_interface("IHopeless")
    assert hopeless.status == "error"
    file = folder / "hopeless.h"
    assert hopeless.detail == (
        f"IHopeless cannot be read: {file}:2: expected class name, after {file}:1: 'nothing_here.h' file not found"
    )


def test_which_headers_are_read(folder: Path) -> None:
    assert described(Headers.read(folder / "drill.h"), "IDrill").base == "IUnknown"
    assert Headers.read(folder, "common.h", "broken.h").describe_interface("IDrill").status == "absent"
    (folder / "lone.h").write_text('#include "below.h"\nstruct ILone : IBelow {};\n', encoding="utf-8")
    assert Headers.read(folder).describe_interface("ILone").status == "error"
    assert described(Headers.read(folder, include=[folder / "more"]), "ILone").base == "IBelow"
    empty = folder / "empty"
    empty.mkdir()
    for place, names in ((folder / "none.h", ()), (folder, ("none.h",)), (folder / "nowhere", ()), (empty, ())):
        with pytest.raises(MissingDataError, match="no header"):
            Headers.read(place, *names)


def test_a_file_that_is_gone_is_an_error_only_where_nothing_else_answers(folder: Path) -> None:
    target = Headers.read(folder)
    (folder / "a_mention.h").unlink()
    assert described(target, "IDrill").base == "IUnknown"
    gone = target.describe_interface("INowhere")
    assert gone.status == "error"
    assert f"{folder / 'a_mention.h'}: No such file" in gone.detail


def test_promises_are_kept_or_not(folder: Path) -> None:
    com = Com(Headers.read(folder), Permission(), Effort())
    start = ComMethod(
        "Start",
        "IDrill",
        returns="HRESULT",
        parameters=(Parameter("ulDepth", "ULONG"), Parameter("lppNext", "IDrill", pointer=2), Parameter(None, "ULONG")),
        slot=3,
    )
    com.has_interface(ComInterface("IDrill"))
    com.has_base(ComInterface("IDrill", base="IUnknown"))
    for check in (com.has_method, com.takes_no_others, com.returns_type):
        check(start)
    com.has_slot(start, {"Start": 3})
    for parameter in start.parameters:
        com.has_parameter(start, parameter)
        com.parameter_in_place(start, parameter)
    com.parameter_has_type(start, start.parameters[1])
    wrong = ComMethod("Start", "IDrill", parameters=(Parameter("ulDepth", "ULONG", pointer=1),), slot=4)
    with pytest.raises(pytest.fail.Exception, match="slot 4; in the target in 3"):
        com.has_slot(wrong, {"Start": 4})
    with pytest.raises(pytest.fail.Exception, match=r"ULONG \*; the target has ULONG"):
        com.parameter_has_type(wrong, wrong.parameters[0])
    with pytest.raises(pytest.fail.Exception, match=r"broken\.h:3"):
        com.has_interface(ComInterface("IBroken"))


@pytest.mark.parametrize(
    ("promised", "stars", "reported", "others", "same"),
    [
        ("ULONG", 1, "LPULONG", 0, True),
        ("LPULONG", 1, "ULONG", 2, True),
        ("ILamp", 1, "LPLAMP", 0, True),
        ("ILamp", 2, "LPLAMP", 1, True),
        ("GUID", 1, "PGUID", 0, True),
        ("ULONG", 0, "LPULONG", 0, False),
        ("ULONG", 2, "LPULONG", 0, False),
        ("LPSTR", 0, "LPTSTR", 0, False),
        ("LONG", 1, "LPULONG", 0, False),
    ],
)
def test_a_pointer_has_two_spellings(promised: str, stars: int, reported: str, others: int, *, same: bool) -> None:
    mine, theirs = Parameter("x", promised, pointer=stars), Parameter("x", reported, pointer=others)
    assert (type_differs(mine, theirs, same_c) is None) is same


def test_libclang_is_not_loaded_before_it_is_needed() -> None:
    code = "import sys, specgen.conformance, specgen.conformance.targets.headers; sys.exit('clang' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
