"""Arguments that nobody wrote down: what the page allows, or exactly what it forbids."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from specgen.conformance.calls.arguments import (
    CannotInventError,
    documented_arguments,
    forbidden_after,
    forbidden_flags,
    forbidden_reserved,
    key,
    null,
    sent,
    spelled_value,
)
from specgen.conformance.described import Code, ComMethod, Method, Parameter, WmiMethod
from specgen.conformance.judgement.codes import CIM_INTEGERS
from specgen.conformance.judgement.values import beyond, bounds, known_bits, misfit
from specgen.model.machine import ADDRESS_SIZED, INTEGERS, TEXTS

CIM_TYPES = (*CIM_INTEGERS, "string", "boolean", "datetime", "char16", "real32", "real64")
C_TYPES = tuple(one for one in (*INTEGERS, *ADDRESS_SIZED) if one != "boolean")
SHARED, HIDDEN, ALWAYS = (Code(1 << at, symbol=f"SAMPLE_{at}") for at in range(3))
UNKNOWN = Code(symbol="SAMPLE_UNKNOWN")


def wmi(*parameters: Parameter) -> Method:
    return WmiMethod("Reset", "Sample_Printer", parameters=parameters)


def com(*parameters: Parameter) -> Method:
    return ComMethod("Open", "ISample", parameters=parameters)


def drawn(strategy: st.SearchStrategy[Any], times: int = 60) -> list[Any]:
    """Examples, the same ones in every run."""
    found: list[Any] = []

    @settings(
        max_examples=times,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def draw(one: Any) -> None:
        found.append(one)

    draw()
    return found


def each(parameter: Parameter, make: Callable[..., Method] = wmi, times: int = 60) -> list[Any]:
    """What is drawn for a parameter of a method that has no other."""
    return [one[str(parameter.name)] for one in drawn(documented_arguments(make(parameter)), times)]


@pytest.mark.parametrize("array", [False, True])
@pytest.mark.parametrize("kind", CIM_TYPES)
def test_what_is_drawn_for_a_type_of_cim_is_of_it(kind: str, array: bool) -> None:
    parameter = Parameter("Level", kind, "in", array=array, null="forbidden")
    found = each(parameter)
    assert [misfit(one, parameter) for one in found if misfit(one, parameter)] == []
    assert len({repr(one) for one in found}) > 1


@pytest.mark.parametrize("kind", C_TYPES)
def test_what_is_drawn_for_an_integer_of_c_is_within_its_bounds(kind: str) -> None:
    low, high = bounds(kind)
    found = each(Parameter("lLevel", kind, "in"), com, 10)
    assert all(type(one) is int and low <= one <= high for one in found)


@pytest.mark.parametrize("kind", ADDRESS_SIZED)
def test_an_integer_of_the_size_of_an_address_is_zero(kind: str) -> None:
    assert set(each(Parameter("lParam", kind, "in"), com, 10)) == {0}


@pytest.mark.parametrize("kind", TEXTS)
def test_text_of_c_is_text_or_null_where_the_page_allows_it(kind: str) -> None:
    assert all(isinstance(one, str) for one in each(Parameter("lpszName", kind, "in"), com, 20))
    allowed = each(Parameter("lpszName", kind, "in", null="allowed"), com, 40)
    assert None in allowed and any(isinstance(one, str) for one in allowed)


def test_dates_are_dates_of_the_calendar() -> None:
    for text in each(Parameter("When", "datetime", "in")):
        assert datetime.strptime(text[:14], "%Y%m%d%H%M%S").year >= 1980  # noqa: DTZ007  the offset is CIM's


@pytest.mark.parametrize("limits", [{"least": 3, "most": 7}, {"least": 250}, {"most": 2}, {"least": -5, "most": 999}])
def test_bounds_of_the_page_and_of_the_type_hold_together(limits: Any) -> None:
    parameter = Parameter("Level", "uint8", "in", **limits)
    assert [one for one in each(parameter) if misfit(one, parameter)] == []


def test_bounds_that_no_value_meets_are_said() -> None:
    with pytest.raises(CannotInventError, match="no uint8 is a value of Level, from 300 to 400"):
        documented_arguments(wmi(Parameter("Level", "uint8", "in", least=300, most=400)))


@pytest.mark.parametrize("longest", [0, 1, 5, 4000])
@pytest.mark.parametrize("null_is", [None, "forbidden"])
def test_text_is_no_longer_than_the_page_allows(longest: int, null_is: Any) -> None:
    parameter = Parameter("Reason", "string", "in", longest=longest, null=null_is)
    assert [one for one in each(parameter) if misfit(one, parameter)] == []


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("uint32", (Code(0), Code(5))),
        ("uint32", (Code(10, last=19, span="closed"),)),
        ("uint32", (Code(100, span="from"),)),
        ("uint32", (Code(last=9, span="to"),)),
        ("uint32", (Code(0), Code(span="rest"))),
        ("uint8", (Code(7), Code(70000))),
        ("string", (Code("OK"), Code("Pred Fail"))),
        ("HRESULT", (Code(symbol="S_OK"), Code(symbol="S_FALSE"))),
    ],
)
def test_of_listed_values_only_listed_ones_are_drawn(kind: str, values: tuple[Code, ...]) -> None:
    parameter = Parameter("Level", kind, "in", values=values)
    assert [one for one in each(parameter) if beyond(one, parameter)] == []


def test_flags_are_put_together_in_every_way_and_nothing_else_is() -> None:
    flags = Parameter("ulFlags", "ULONG", "in", flags=True, values=(SHARED, HIDDEN, ALWAYS))
    assert set(each(flags, com, 200)) == set(range(8))


def test_flags_that_exclude_each_other_are_never_together() -> None:
    flags = Parameter(
        "ulFlags",
        "ULONG",
        "in",
        flags=True,
        values=(SHARED, HIDDEN, ALWAYS),
        exclusive=(("SAMPLE_0", "SAMPLE_1"), ("SAMPLE_1", "SAMPLE_2")),
    )
    assert set(each(flags, com, 200)) == {0, 1, 2, 4, 5}


def test_of_flags_with_unknown_numbers_only_the_known_ones_are_drawn() -> None:
    flags = Parameter("ulFlags", "ULONG", "in", flags=True, values=(SHARED, UNKNOWN))
    assert set(each(flags, com)) == {0, 1}
    assert set(each(Parameter("ulFlags", "ULONG", "in", flags=True, values=(UNKNOWN,)), com, 10)) == {0}


def test_a_flag_that_the_type_has_no_room_for_is_not_drawn() -> None:
    flags = Parameter("Flags", "uint8", "in", flags=True, values=(SHARED, Code(0x100)))
    assert set(each(flags)) == {0, 1}


@pytest.mark.parametrize(
    ("parameter", "expected"),
    [
        (Parameter("R", "uint32", "in", reserved=True), 0),
        (Parameter("R", "ULONG", "in", reserved=True, values=(Code(0), Code(4))), 0),
        (Parameter("R", "LPARAM", "in", reserved=True), 0),
        (Parameter("R", "ULONG", "in", reserved=True, pointer=1), None),
        (Parameter("R", "LPVOID", "in", reserved=True), None),
        (Parameter("R", "LPTSTR", "in", reserved=True), None),
        (Parameter("R", "string", "in", reserved=True), None),
        (Parameter("R", "boolean", "in", reserved=True), False),
        (Parameter("R", "datetime", "in", reserved=True), None),
        (Parameter("R", "uint8", "in", reserved=True, array=True), None),
        (Parameter("R", "Sample_Job", "in", reserved=True, ref=True), None),
    ],
)
def test_a_reserved_parameter_gets_the_zero_of_its_type(parameter: Parameter, expected: object) -> None:
    found = each(parameter, com, 5)
    assert all(one is expected or (one == expected and type(one) is type(expected)) for one in found)
    assert misfit(expected, parameter) is None or parameter.type not in CIM_TYPES


@pytest.mark.parametrize(
    "parameter",
    [
        Parameter("Job", "Sample_Job", "in", ref=True),
        Parameter("lpObject", "LPUNKNOWN", "in"),
        Parameter("Startup", "Sample_Startup", "in"),
        Parameter("lpName", "LPWSTR", "in", pointer=1),
    ],
)
def test_what_cannot_be_made_up_is_null(parameter: Parameter) -> None:
    assert set(each(parameter, com, 5)) == {None}


@pytest.mark.parametrize("array", [False, True])
def test_an_object_of_wmi_that_may_not_be_null_is_not_made_up(array: bool) -> None:
    parameter = Parameter("Job", "Sample_Job", "in", ref=True, array=array, null="forbidden")
    with pytest.raises(CannotInventError, match=r"^Job may not be NULL, and no Sample_Job can be made up$"):
        documented_arguments(wmi(parameter))


@pytest.mark.parametrize(
    ("parameter", "shown"),
    [
        (Parameter("lpObject", "LPUNKNOWN", "in", null="forbidden"), "<something>"),
        (Parameter("lpiid", "LPCIID", "in", null="forbidden"), "'00000000-0000-0000-c000-000000000046'"),
    ],
)
def test_an_object_of_com_that_may_not_be_null_is_something(parameter: Parameter, shown: str) -> None:
    assert {repr(one) for one in each(parameter, com, 5)} == {shown}


@pytest.mark.parametrize("declared", [("ULONG", 1), ("LPULONG", 0)])
def test_a_number_behind_a_pointer_is_a_number_and_gives_it(declared: tuple[str, int]) -> None:
    kind, stars = declared
    parameter = Parameter("lpulFlags", kind, "in", pointer=stars, flags=True, values=(SHARED, HIDDEN))
    found = each(parameter, com)
    assert {int(one) for one in found} == {0, 1, 2, 3}
    assert all(one[0] == one.value == one.contents == one for one in found)
    assert all(one & ~3 for one in drawn(forbidden_flags(parameter)))


def test_what_only_an_earlier_call_gives_is_not_made_up() -> None:
    with pytest.raises(CannotInventError, match="ulConnection comes from an earlier call of ISample::Advise"):
        documented_arguments(com(Parameter("ulConnection", "ULONG", "in", after="ISample::Advise")))


def test_a_count_is_the_length_of_what_it_counts() -> None:
    method = com(
        Parameter("cNames", "ULONG", "in", counts="lpNames"),
        Parameter("lpNames", "ULONG", "in", array=True),
        Parameter("cbText", "ULONG", "in", counts="lpszText"),
        Parameter("lpszText", "LPWSTR", "in", null="allowed"),
        Parameter("cRows", "ULONG", "in", counts="lpRows"),
        Parameter("lpRows", "ULONG", "out", array=True),
    )
    found = drawn(documented_arguments(method))
    assert {len(one["lpNames"]) for one in found} >= {0, 1, 2}
    for one in found:
        assert list(one) == ["cNames", "lpNames", "cbText", "lpszText", "cRows"]
        assert one["cNames"] == len(one["lpNames"])
        assert one["cbText"] == len(one["lpszText"] or "")
        assert one["cRows"] == 0


def test_an_optional_parameter_is_left_out_in_wmi_and_never_in_com() -> None:
    parameters = Parameter("Reason", "string", "in"), Parameter("Level", "uint8", "in", optional=True)
    of_wmi = {tuple(one) for one in drawn(documented_arguments(wmi(*parameters)))}
    of_com = {tuple(one) for one in drawn(documented_arguments(com(*parameters)))}
    assert of_wmi == {("Reason",), ("Reason", "Level")}
    assert of_com == {("Reason", "Level")}


def test_only_what_a_caller_gives_is_drawn_and_a_nameless_one_goes_by_its_place() -> None:
    method = com(
        Parameter("lppObject", "LPUNKNOWN", "out"), Parameter(None, "ULONG", "in"), Parameter("lpul", "ULONG", "inout")
    )
    assert [key(method, one) for one in sent(method)] == ["#2", "lpul"]
    assert {tuple(one) for one in drawn(documented_arguments(method), 5)} == {("#2", "lpul")}


def test_a_chosen_value_takes_the_place_of_what_would_be_drawn() -> None:
    method = wmi(
        Parameter("Token", "uint32", "in", after="Open", optional=True), Parameter("Job", "Sample_Job", "in", ref=True)
    )
    found = drawn(documented_arguments(method, {"Token": st.just(7)}), 10)
    assert found == [{"Token": 7, "Job": None}] * len(found)


def test_a_method_without_parameters_is_called_with_nothing() -> None:
    assert drawn(documented_arguments(wmi()), 3)[0] == {}


@pytest.mark.parametrize("kind", [*CIM_INTEGERS, *C_TYPES])
def test_a_forbidden_number_for_a_reserved_parameter_is_never_zero(kind: str) -> None:
    low, high = bounds(kind)
    found = drawn(forbidden_reserved(Parameter("ulReserved", kind, "in", reserved=True)), 10)
    assert all(one and low <= one <= high for one in found)


@pytest.mark.parametrize("kind", ["string", "BSTR", *TEXTS])
def test_a_forbidden_text_for_a_reserved_parameter_is_never_empty(kind: str) -> None:
    assert all(drawn(forbidden_reserved(Parameter("Reserved", kind, "in", reserved=True)), 10))


def test_a_forbidden_truth_value_for_a_reserved_parameter_is_true() -> None:
    assert set(drawn(forbidden_reserved(Parameter("Reserved", "boolean", "in", reserved=True)), 3)) == {True}


@pytest.mark.parametrize(
    ("parameter", "kind"),
    [
        (Parameter("R", "ULONG", "in", pointer=1), "ULONG *"),
        (Parameter("R", "LPVOID", "in"), "LPVOID"),
        (Parameter("R", "uint8", "in", array=True), "uint8[]"),
        (Parameter("R", "Sample_Job", "in", ref=True), "Sample_Job REF"),
        (Parameter("R", "datetime", "in"), "datetime"),
    ],
)
def test_a_reserved_parameter_for_which_nothing_can_be_made_up_is_named(parameter: Parameter, kind: str) -> None:
    with pytest.raises(CannotInventError, match=rf"can be made up for R, a {re.escape(kind)}$"):
        forbidden_reserved(parameter)


@pytest.mark.parametrize("kind", ["uint8", "uint16", "sint32", "ULONG", "LONG", "uint64"])
def test_forbidden_flags_always_have_an_undocumented_bit_and_fit_the_type(kind: str) -> None:
    flags = Parameter("ulFlags", kind, "in", flags=True, values=(SHARED, HIDDEN), exclusive=(("SAMPLE_0", "SAMPLE_1"),))
    known, (low, high) = known_bits(flags) or 0, bounds(kind)
    found = drawn(forbidden_flags(flags))
    assert all(one & ~known and low <= one <= high and beyond(one, flags) for one in found)
    assert not any(one & known == known for one in found)


@pytest.mark.parametrize(
    ("parameter", "said"),
    [
        (Parameter("ulFlags", "ULONG", "in", flags=True, values=(SHARED, UNKNOWN)), "the number of SAMPLE_UNKNOWN$"),
        (Parameter("ulFlags", "ULONG", "in", pointer=2, values=(SHARED,)), r"no value of ulFlags, ULONG \*\*"),
        (Parameter("Flags", "uint8", "in", array=True, values=(SHARED,)), r"no value of Flags, uint8\[\]"),
        (Parameter("Flags", "uint8", "in", values=(Code(0xFF),)), "every bit of Flags is documented"),
    ],
)
def test_why_there_are_no_forbidden_flags(parameter: Parameter, said: str) -> None:
    with pytest.raises(CannotInventError, match=said):
        forbidden_flags(parameter)


@pytest.mark.parametrize("kind", [*CIM_INTEGERS, *C_TYPES])
def test_a_value_that_no_call_gave_fits_its_type(kind: str) -> None:
    low, high = bounds(kind)
    found = drawn(forbidden_after(Parameter("ulConnection", kind, "in", after="Advise")), 10)
    assert all(low <= one <= high and one > min(20, high // 4) for one in found)


@pytest.mark.parametrize(
    "parameter",
    [
        Parameter("lpObject", "LPUNKNOWN", "in", after="Open"),
        Parameter("lpObject", "ULONG", "in", after="Open", pointer=1),
        Parameter("lpObject", "ULONG", "in", after="Open", array=True),
    ],
)
def test_a_value_that_no_call_gave_is_not_made_up_for_what_is_no_number(parameter: Parameter) -> None:
    with pytest.raises(CannotInventError, match="lpObject can be made up that no call of Open gave"):
        forbidden_after(parameter)


def test_null_is_null() -> None:
    assert set(drawn(null(), 3)) == {None}


@pytest.mark.parametrize(
    ("value", "expected"), [(0, "0"), (4095, "4095"), (4096, "0x1000"), (True, "True"), ("x", "'x'"), (None, "None")]
)
def test_arguments_read_as_a_person_would_write_them(value: object, expected: str) -> None:
    assert spelled_value(value) == expected


SCALARS = st.builds(
    Parameter,
    st.just("Level"),
    st.sampled_from([*CIM_TYPES, "ULONG", "LONG", "LPTSTR"]),
    st.just("in"),
    array=st.booleans(),
    null=st.sampled_from([None, "forbidden", "allowed"]),
    reserved=st.booleans(),
    longest=st.none() | st.integers(0, 9),
    least=st.none() | st.integers(0, 5),
    most=st.none() | st.integers(5, 200),
).filter(lambda one: one.longest is None or one.type in ("string", "LPTSTR"))


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(SCALARS, st.data())
def test_whatever_a_page_says_what_is_drawn_keeps_to_it(parameter: Parameter, data: st.DataObject) -> None:
    value: Any = data.draw(documented_arguments(com(parameter)))["Level"]
    if value is None:
        assert parameter.null == "allowed" or parameter.reserved
    elif parameter.type in CIM_TYPES:
        assert parameter.reserved or misfit(value, parameter) is None
    else:
        elements = value if parameter.array else [value]
        assert parameter.reserved or [beyond(one, parameter) for one in elements if beyond(one, parameter)] == []


@pytest.mark.parametrize(
    ("parameter", "shown"),
    [
        (Parameter("lpReserved", "LPMAPIPROP", "in", reserved=True), {"<something>"}),
        (Parameter("lppReserved", "LPUNKNOWN", "in", pointer=1, reserved=True), {"<something>"}),
    ],
)
def test_a_reserved_object_of_com_is_something(parameter: Parameter, shown: set[str]) -> None:
    assert {repr(one) for one in drawn(forbidden_reserved(parameter, com=True))} == shown
    with pytest.raises(CannotInventError):
        forbidden_reserved(parameter)


def test_a_reserved_number_behind_a_pointer_is_not_zero() -> None:
    parameter = Parameter("lpulFlags", "ULONG", "in", pointer=1, reserved=True)
    assert all(one.value for one in drawn(forbidden_reserved(parameter, com=True)))
