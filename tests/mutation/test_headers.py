"""Every operator on headers makes one change of the text, and leaves a header that still reads."""

from random import Random

import pytest

from specgen.headers import read_interfaces
from tests.mutation.examples import HEADER, ilamp
from tests.mutation.operators.headers import OPERATORS, interfaces
from tests.mutation.sites import Site

NAMED = {one.name: one for one in OPERATORS}
AROUND = """\
typedef unsigned long ULONG; typedef long HRESULT; typedef unsigned char BYTE; typedef long long LONGLONG;
typedef char *LPSTR; struct IUnknown; typedef IUnknown *LPUNKNOWN;
#define THIS_
#define THIS void
#define PURE = 0
#define BEGIN_INTERFACE
#define MAPIMETHOD(name) virtual HRESULT name
#define MAPIMETHOD_(type, name) virtual type name
#define DECLARE_MAPI_INTERFACE_PTR(name, pointer) struct name; typedef name *pointer
#define DECLARE_MAPI_INTERFACE_(name, base) struct name : public base
#define MAPI_IUNKNOWN_METHODS(IPURE) MAPIMETHOD(Query)(THIS) IPURE;
struct IThing { virtual HRESULT Query() = 0; };
"""


def places(name):
    return list(NAMED[name].sites(ilamp(), interfaces(HEADER)["ILamp"]))


def apply(name, *sites):
    assert sites in places(name)
    return NAMED[name].change(HEADER, interfaces(HEADER)["ILamp"], sites, Random(1))


def own(method=None, parameter=None):
    return Site("ILamp", method=method, parameter=parameter)


def test_the_text_is_read():
    found = interfaces(HEADER)["ILamp"]
    assert (found.name, found.base) == ("ILamp", "IThing")
    assert [(one.name, one.returns) for one in found.methods] == [
        ("Dim", "HRESULT"),
        ("Count", "ULONG"),
        ("Reset", "HRESULT"),
    ]
    dim, count, reset = (one.parameters for one in found.methods)
    assert [(one.type, one.name) for one in dim] == [("ULONG", "ulPower"), ("LPLAMP *", "lppLamp")]
    assert count == ()
    assert [(one.type, one.name) for one in reset] == [("ULONG", None), ("ULONG", "ulReserved")]


@pytest.mark.parametrize(
    ("name", "sites", "old", "new"),
    [
        ("rename interface", [own()], "_(ILamp,IThing)", "_(ISpecgenMutant,IThing)"),
        ("rename method", [own("Count")], "(ULONG,Count)", "(ULONG,SpecgenMutant)"),
        ("drop method", [own("Reset")], "MAPIMETHOD(Reset) (THIS_ ULONG,ULONG ulReserved) IPURE;", ""),
        ("change return type", [own("Dim")], "MAPIMETHOD(Dim)", "MAPIMETHOD_(ULONG,Dim)"),
        ("change return type", [own("Count")], "MAPIMETHOD_(ULONG,Count)", "MAPIMETHOD_(HRESULT,Count) "),
        ("drop parameter", [own("Dim", "ulPower")], "THIS_ ULONG ulPower,LPLAMP", "THIS_ LPLAMP"),
        ("rename parameter", [own("Dim", "lppLamp")], "*lppLamp", "*SpecgenMutant"),
        ("change pointer of parameter", [own("Reset", "ulReserved")], "ulReserved", "*ulReserved"),
        (
            "swap parameters",
            [own("Dim", "ulPower"), own("Dim", "lppLamp")],
            "ULONG ulPower,LPLAMP *lppLamp",
            "LPLAMP *lppLamp,ULONG ulPower",
        ),
    ],
)
def test_one_piece_is_changed(name, sites, old, new):
    assert HEADER.count(old) == 1
    assert apply(name, *sites) == HEADER.replace(old, new)


def test_another_type_has_as_many_stars():
    text = apply("change type of parameter", own("Dim", "lppLamp"))
    assert "LPLAMP *lppLamp" not in text and "*lppLamp" in text


def test_only_the_last_method_is_dropped_because_others_would_move():
    assert places("drop method") == [(own("Reset"),)]


def test_parameters_without_a_name_are_left_alone():
    assert [one[0].parameter for one in places("drop parameter")] == ["ulPower", "lppLamp", "ulReserved"]


@pytest.mark.real_target
@pytest.mark.parametrize("name", sorted(NAMED))
def test_clang_sees_one_difference(tmp_path, name):
    pytest.importorskip("clang.cindex")
    before = seen(tmp_path, HEADER)["ILamp"]
    after = seen(tmp_path, apply(name, *places(name)[0]))
    if NAMED[name].gone:
        assert "ILamp" not in after
        return
    now = after["ILamp"]
    changed = [one for one, other in zip(before.methods, now.methods, strict=False) if str(one) != str(other)]
    if name == "change base":
        assert (now.base, now.methods) == ("ISpecgenMutant", before.methods)
    elif name == "drop method":
        assert now.methods == before.methods[:-1]
    else:
        assert len(changed) == (2 if name == "swap slots" else 1)


def seen(folder, text):
    place = folder / "lamp.h"
    place.write_text(AROUND + text, "utf-8")
    found = read_interfaces(place)
    assert not found.problems
    return found.interfaces
