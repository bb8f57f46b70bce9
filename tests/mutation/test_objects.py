"""Every operator on the report of a COM interface changes one thing of it."""

from random import Random

import pytest

from specgen.conformance.described import ComInterface, Method, Parameter
from tests.mutation.examples import ilamp
from tests.mutation.operators.objects import OPERATORS
from tests.mutation.sites import Site

NAMED = {one.name: one for one in OPERATORS}
POWER, LAMP = Parameter("ulPower", "ULONG", "in"), Parameter("lppLamp", "LPLAMP", "out", pointer=1)
DIM = Method("Dim", "ILamp", returns="HRESULT", parameters=(POWER, LAMP), slot=3)
COUNT = Method("Count", "ILamp", returns="ULONG", slot=4)
REPORT = ComInterface("ILamp", "IThing", None, (DIM, COUNT))


def own(method=None, parameter=None):
    return Site("ILamp", method=method, parameter=parameter)


def apply(name, *sites):
    assert sites in list(NAMED[name].sites(ilamp(), REPORT))
    return NAMED[name].change(REPORT, sites, Random(1))


def taken(report):
    return [(one.name, one.type, one.direction, one.pointer) for one in report.methods[0].parameters]


def test_the_interface():
    assert apply("drop interface", own()) is None
    assert apply("change base", own()).base == "ISpecgenMutant"


def test_methods():
    assert [one.name for one in apply("drop method", own("Dim")).methods] == ["Count"]
    assert [one.name for one in apply("rename method", own("Dim")).methods] == ["SpecgenMutant", "Count"]
    assert [one.slot for one in apply("swap slots", own("Dim"), own("Count")).methods] == [4, 3]
    assert [one.returns for one in apply("change return type", own("Count")).methods] == ["HRESULT", "HRESULT"]


def test_parameters():
    power, lamp = own("Dim", "ulPower"), own("Dim", "lppLamp")
    old, given = ("ulPower", "ULONG", "in", 0), ("lppLamp", "LPLAMP", "out", 1)
    assert taken(apply("drop parameter", power)) == [given]
    assert taken(apply("rename parameter", lamp)) == [old, ("SpecgenMutant", *given[1:])]
    assert taken(apply("change pointer of parameter", power)) == [("ulPower", "ULONG", "in", 1), given]
    assert taken(apply("swap parameters", power, lamp)) == [given, old]
    assert taken(apply("change type of parameter", power))[0][1] != "ULONG"
    assert taken(apply("change direction", power))[0][2] in ("out", "inout")


@pytest.mark.parametrize("name", sorted(NAMED))
def test_the_first_place_of_every_operator_makes_a_difference(name):
    sites = next(iter(NAMED[name].sites(ilamp(), REPORT)))
    assert NAMED[name].change(REPORT, sites, Random(1)) != REPORT
