"""The strict target refuses what pages forbid; an operator makes it forget one rule, or answer one thing otherwise."""

from random import Random

import pytest

from specgen.conformance.target import BaseTarget, Call, Capability, Outcome, Reply
from tests.mutation.examples import constraint, dim_of_ilamp, lamp, parameter, returns, value
from tests.mutation.operators.behaviour import OPERATORS, Strict
from tests.mutation.promises import documents
from tests.mutation.sites import Site

NAMED = {one.name: one for one in OPERATORS}
FLAGS = (value(1, "LAMP_SOFT"), value(4, "LAMP_SLOW"))
DIM = dim_of_ilamp(
    parameters=(
        parameter("lpColour", "LPSTR", "in", constraints=(constraint("not-null"),)),
        parameter("ulFlags", "ULONG", "in", values=FLAGS, constraints=(constraint("bitmask"),)),
        parameter("ulReserved", "ULONG", "in", constraints=(constraint("reserved-zero"),)),
        parameter("ulMaybe", "ULONG", "in", constraints=(constraint("reserved-zero", 0.6),)),
        parameter("lppLamp", "LPLAMP", "out", pointer=1),
    ),
    returns=returns(
        "HRESULT",
        value(0, "S_OK", success=True),
        value(None, "MAPI_E_BUSY", success=False),
        value(0x80040106, "MAPI_E_UNKNOWN_FLAGS", success=False),
        value(0x80070057, "MAPI_E_INVALID_PARAMETER", success=False),
    ),
)


class Easy(BaseTarget):
    """Takes everything, and gives a lamp."""

    name = "easy"
    capabilities = frozenset({Capability.INVOKE})

    def invoke(self, call):
        return Reply("ok", Outcome(0, {"lppLamp": "a lamp"}))


class Careful(Easy):
    """Has the rules itself."""

    def invoke(self, call):
        kept = call.arguments["ulReserved"] == 0 and call.arguments["lpColour"] and not call.arguments["ulFlags"] & ~5
        return super().invoke(call) if kept else Reply("ok", Outcome(-1))


def answer(careless=None, inner=Easy, **arguments):
    sent = {"lpColour": "red", "ulFlags": 5, "ulReserved": 0, "ulMaybe": 0, **arguments}
    target = Strict(inner(), {("ilamp", "dim"): DIM}, careless)
    return target.invoke(Call("ILamp", "Dim", arguments=sent)).data


def careless(name, at=0, method=DIM):
    site = list(NAMED[name].sites(method))[at]
    return NAMED[name].change(method, site, Random(1))


def test_what_is_documented_goes_through():
    assert answer() == Outcome(0, {"lppLamp": "a lamp"})


@pytest.mark.parametrize(
    ("name", "arguments", "code"),
    [
        ("accept NULL", {"lpColour": None}, 0x80070057),
        ("ignore unknown flag", {"ulFlags": 2}, 0x80040106),
        ("ignore reserved parameter", {"ulReserved": 9}, 0x80070057),
    ],
)
def test_what_is_forbidden_is_refused_until_the_rule_is_forgotten(name, arguments, code):
    assert answer(**arguments).code == code
    assert answer(careless(name), **arguments).code == 0
    assert answer(careless(name), Careful, **arguments).code == 0
    assert "lppLamp" in answer(careless(name), Careful, **arguments).outs
    others = [one for one in NAMED if one != name and one.startswith(("accept", "ignore"))]
    assert [answer(careless(other), **arguments).code for other in others] == [code, code]


def test_a_method_without_failures_refuses_without_a_code():
    target = Strict(Easy(), {("ilamp", "dim"): dim_of_ilamp(parameters=DIM.parameters)})
    outcome = target.invoke(Call("ILamp", "Dim", arguments={"ulReserved": 1})).data
    assert outcome.refused and outcome.code is None


def test_a_doubtful_constraint_is_no_rule():
    assert answer(ulMaybe=1).code == 0
    assert [one.parameter for one in NAMED["ignore reserved parameter"].sites(DIM)] == ["ulReserved"]


def test_an_undocumented_code_and_a_missing_out_parameter():
    wrong = careless("answer undocumented code")
    assert answer(wrong).code == wrong.code and not documents(DIM.returns.values, wrong.code)
    assert answer(wrong, ulReserved=1).code == 0x80070057, "a refusal stays what it is"
    assert answer(careless("leave out-parameter")) == Outcome(0, {})


def test_flags_without_all_numbers_are_no_place():
    unknown = parameter(
        "ulFlags", "ULONG", "in", values=(*FLAGS, value(None, "X")), constraints=(constraint("bitmask"),)
    )
    assert not list(NAMED["ignore unknown flag"].sites(dim_of_ilamp(parameters=(unknown,))))


def test_a_page_that_contradicts_itself_makes_no_rule():
    both = (constraint("not-null"), constraint("may-be-null"))
    contradicted = parameter("lpColour", "LPSTR", "in", constraints=both)
    assert not list(NAMED["accept NULL"].sites(dim_of_ilamp(parameters=(contradicted,))))


@pytest.mark.parametrize("others", ["error", "any"])
def test_where_other_codes_may_come_none_is_undocumented(others):
    open_ended = dim_of_ilamp(returns=returns("HRESULT", value(0), others=others))
    assert not list(NAMED["answer undocumented code"].sites(open_ended))


def test_ranges_count_as_documented():
    method = dim_of_ilamp(returns=returns("HRESULT", value(0), value(0x8004F800, span="from")))
    for seed in range(20):
        site = next(NAMED["answer undocumented code"].sites(method))
        code = NAMED["answer undocumented code"].change(method, site, Random(seed)).code
        assert code is not None and code < 0x8004F800


def test_a_code_of_wmi_is_a_small_number():
    dim = lamp().methods["dim"]
    wrong = careless("answer undocumented code", method=dim)
    assert 0 < wrong.code < 0x1000 and wrong.code != 5
    assert wrong.site == Site("Acme_Lamp", method="Dim")
