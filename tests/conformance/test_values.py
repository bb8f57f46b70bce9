"""A value against its documented type, format, list and limits."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specgen.conformance.described import Code, Limits, Parameter, Property
from specgen.conformance.judgement.codes import CIM_INTEGERS, listed
from specgen.conformance.judgement.values import (
    beyond,
    bounds,
    complete,
    is_float,
    is_integer,
    is_truth,
    known_bits,
    misfit,
    shown_values,
)
from specgen.model.machine import ADDRESS_SIZED, FLOATS, INTEGERS

EDGES = {
    "uint8": (0, 255),
    "sint8": (-128, 127),
    "uint16": (0, 65535),
    "sint16": (-32768, 32767),
    "uint32": (0, 4294967295),
    "sint32": (-2147483648, 2147483647),
    "uint64": (0, 18446744073709551615),
    "sint64": (-9223372036854775808, 9223372036854775807),
}
OK, DENIED = Code(0, label="OK"), Code(5, label="Denied")


def prop(kind: str | None, **said: Any) -> Property:
    return Property("Jobs", kind, **said)


def values(*codes: Code, kind: str = "uint32", **said: Any) -> Property:
    return prop(kind, values=codes, **said)


def test_every_integer_type_has_its_edges() -> None:
    assert set(EDGES) == set(CIM_INTEGERS)


@pytest.mark.parametrize("kind", CIM_INTEGERS)
def test_an_integer_fits_up_to_its_edges_and_not_beyond(kind: str) -> None:
    low, high = EDGES[kind]
    assert bounds(kind) == (low, high)
    assert misfit(low, prop(kind)) is misfit(high, prop(kind)) is None
    for outside in (low - 1, high + 1):
        assert misfit(outside, prop(kind)) == f"Jobs is {kind}; the target gave {outside}"


@pytest.mark.parametrize("kind", CIM_INTEGERS)
@pytest.mark.parametrize("value", [True, False, "1", 1.0, [1], {}])
def test_what_only_looks_like_an_integer_is_none(kind: str, value: object) -> None:
    assert misfit(value, prop(kind)) == f"Jobs is {kind}; the target gave {value!r}"


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("boolean", True),
        ("string", ""),
        ("real32", 1),
        ("real64", 1.5),
        ("datetime", "20240229235959.123456+060"),
        ("char16", "x"),
        ("char16", 0xFFFF),
        ("object", {"Name": "x"}),
        ("Sample_Job", {"Name": "x"}),
        (None, object()),
    ],
)
def test_a_value_of_its_type(kind: str | None, value: object) -> None:
    assert misfit(value, prop(kind)) is None


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("boolean", 1),
        ("boolean", "true"),
        ("string", 1),
        ("string", ["x"]),
        ("real32", True),
        ("real64", "1.5"),
        ("datetime", 20240229235959),
        ("char16", ""),
        ("char16", "xy"),
        ("char16", 0x10000),
        ("char16", -1),
        ("char16", True),
        ("object", 1),
    ],
)
def test_a_value_of_another_type(kind: str, value: object) -> None:
    assert misfit(value, prop(kind)) == f"Jobs is {kind}; the target gave {value!r}"


def test_a_reference_is_its_path() -> None:
    job = prop("Sample_Job", ref=True)
    assert misfit('/root/sample:Sample_Job.Id="1"', job) is None
    assert misfit({"Id": 1}, job) == "Jobs is Sample_Job REF; the target gave {'Id': 1}"


@pytest.mark.parametrize(
    "text",
    [
        "20240229235959.123456+000",
        "20240229235959.123456-480",
        "20240229235959.******+060",
        "2024**********.******+000",
        "**************.******+***",
        "00000001020304.000005:000",
        "000000010203**.******:000",
        "99999999235959.999999:000",
    ],
)
def test_a_datetime_of_dsp0004(text: str) -> None:
    assert misfit(text, prop("datetime")) is None


@pytest.mark.parametrize(
    "text",
    [
        "20240229235959.123456",
        "20240229235959.12345+0600",
        "20240229235959,123456+060",
        "20240229235959.123456:060",
        "20240229235959.123456Z000",
        "2024-02-29T23:59:59+00:00",
        "٢٠٢٤٠٢٢٩٢٣٥٩٥٩.١٢٣٤٥٦+٠٦٠",
        "",
    ],
)
def test_no_datetime_of_dsp0004(text: str) -> None:
    assert "Jobs is datetime, 25 characters by DSP0004; the target gave" in str(misfit(text, prop("datetime")))


@pytest.mark.parametrize(("text", "size"), [("20240229235959.12345+060", 24), ("20240229235959.1234567+060", 26)])
def test_the_length_of_a_datetime_is_said_where_it_is_wrong(text: str, size: int) -> None:
    said = f"Jobs is datetime, 25 characters by DSP0004; the target gave '{text}' of {size} characters"
    assert misfit(text, prop("datetime")) == said


def test_a_datetime_of_the_right_length_is_blamed_for_its_form_alone() -> None:
    assert str(misfit("20240229235959.123456:060", prop("datetime"))).endswith("'20240229235959.123456:060'")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ([], None),
        ([0, 255], None),
        ((1, 2), None),
        ([1, None], None),
        ([1, 256], "Jobs is uint8[]; the target gave 256"),
        ([1, "2"], "Jobs is uint8[]; the target gave '2'"),
        ([True], "Jobs is uint8[]; the target gave True"),
        (1, "Jobs is uint8[]; the target gave 1"),
        ("12", "Jobs is uint8[]; the target gave '12'"),
    ],
)
def test_an_array_is_judged_element_by_element(value: object, expected: str | None) -> None:
    assert misfit(value, prop("uint8", array=True)) == expected


def test_the_limits_of_an_array_hold_for_each_element() -> None:
    listed_only = values(OK, DENIED, array=True)
    assert misfit([0, 5, 0], listed_only) is None
    assert misfit([0, 6], listed_only) == "Jobs is one of 0 (OK), 5 (Denied); the target gave 6"


@pytest.mark.parametrize(("null", "expected"), [("forbidden", True), ("allowed", False), (None, False)])
def test_null_is_wrong_only_where_the_page_forbids_it(null: Any, expected: bool) -> None:
    for item in (prop("uint32", null=null), prop("uint32", null=null, array=True)):
        assert misfit(None, item) == ("Jobs is NULL, which the page forbids" if expected else None)


CLOSED = Code(10, last=19, span="closed")
FROM = Code(100, span="from")
UP_TO = Code(last=9, span="to")


@pytest.mark.parametrize(
    ("codes", "good", "bad"),
    [
        ((OK, DENIED), (0, 5), (1, 4, 6)),
        ((CLOSED,), (10, 19), (9, 20)),
        ((FROM,), (100, 4294967295), (99, 0)),
        ((UP_TO,), (0, 9), (10,)),
        ((OK, CLOSED, FROM), (0, 15, 1000), (1, 50)),
        ((OK, Code(span="rest", label="Other")), (0, 77), ()),
        ((OK, Code(symbol="SAMPLE_UNKNOWN")), (0, 77), ()),
        ((Code(symbol="S_OK"), Code(symbol="E_FAIL")), (0, 0x80004005), (1,)),
        ((Code("OK"), Code("Failed")), (77,), ()),
        ((), (0, 77), ()),
    ],
)
def test_listed_numbers(codes: tuple[Code, ...], good: tuple[int, ...], bad: tuple[int, ...]) -> None:
    assert [one for one in good if beyond(one, values(*codes))] == []
    assert [one for one in bad if not beyond(one, values(*codes))] == []


def test_a_range_through_zero_holds_what_lies_between_its_ends() -> None:
    levels = values(Code(-5, last=5, span="closed"), kind="sint16")
    assert [one for one in (-6, -5, -1, 0, 5, 6) if beyond(one, levels)] == [-6, 6]
    below = values(Code(last=-1, span="to"), kind="sint16")
    assert [one for one in (-32768, -1, 0, 5) if beyond(one, below)] == [0, 5]
    above = values(Code(-3, span="from"), kind="sint16")
    assert [one for one in (-4, -3, 0, 5) if beyond(one, above)] == [-4]


def test_a_documented_number_may_be_written_signed_or_unsigned() -> None:
    assert beyond(-1, values(Code(0xFFFFFFFF), kind="sint32")) is None
    assert beyond(0xFFFFFFFF, values(Code(-1))) is None
    for first, last in ((0x80000000, 0x8000FFFF), (-2147483648, -2147418113)):
        errors = (Code(first, last=last, span="closed"),)
        assert listed(errors, -2147483647) and listed(errors, 0x80000001)
        assert not listed(errors, 1) and not listed(errors, 0x80010000)


@pytest.mark.parametrize(
    ("codes", "value", "is_wrong"),
    [
        ((Code("OK"), Code("Pred Fail")), "OK", False),
        ((Code("OK"), Code("Pred Fail")), "pred fail", False),
        ((Code("OK"), Code("Pred Fail")), "Broken", True),
        ((Code("OK"), Code(span="rest")), "Broken", False),
        ((OK, DENIED), "Broken", False),
        ((Code("OK"), Code(symbol="SAMPLE_OTHER")), "Broken", False),
    ],
)
def test_listed_text_is_compared_without_case(codes: tuple[Code, ...], value: str, is_wrong: bool) -> None:
    assert bool(misfit(value, values(*codes, kind="string"))) == is_wrong


def test_a_value_of_no_list_is_shown_with_the_list() -> None:
    item = values(OK, CLOSED, FROM, Code(symbol="S_FALSE"))
    said = "Jobs is one of 0 (OK), 10 to 19, 100 and up, S_FALSE; the target gave 50"
    assert beyond(50, item) == said


SHARED, HIDDEN = Code(1, symbol="SAMPLE_SHARED"), Code(0x10, symbol="SAMPLE_HIDDEN")


def test_flags_are_the_documented_bits_in_any_number() -> None:
    flags = values(SHARED, HIDDEN, flags=True)
    assert known_bits(flags) == 0x11
    assert [one for one in (0, 1, 0x10, 0x11, 2, 0x12, 0x100) if beyond(one, flags)] == [2, 0x12, 0x100]


def test_an_unknown_bit_is_shown_in_hex_with_the_documented_ones() -> None:
    said = "Jobs has the flags 0x1 (SAMPLE_SHARED), 0x10 (SAMPLE_HIDDEN); the target gave 0x31"
    assert beyond(0x31, values(SHARED, HIDDEN, flags=True)) == said


def test_flags_without_numbers_allow_no_verdict() -> None:
    unknown = values(SHARED, Code(symbol="SAMPLE_OTHER"), flags=True)
    assert known_bits(unknown) is None
    assert beyond(0xFFFF, unknown) is None
    assert known_bits(values(flags=True)) is None


def test_the_highest_bit_may_come_back_as_a_sign() -> None:
    assert beyond(-2147483648, values(Code(0x80000000), kind="sint32", flags=True)) is None
    assert beyond(-2147483647, values(Code(0x80000000), kind="sint32", flags=True))


@pytest.mark.parametrize(
    ("limits", "good", "bad", "said"),
    [
        ({"least": 1, "most": 9}, (1, 9), (0, 10), "Jobs is from 1 to 9; the target gave"),
        ({"least": 1}, (1, 4000), (0,), "Jobs is at least 1; the target gave"),
        ({"most": 9}, (0, 9), (10,), "Jobs is at most 9; the target gave"),
        ({"least": 0, "most": 0}, (0,), (1,), "Jobs is from 0 to 0; the target gave"),
    ],
)
def test_numbers_have_bounds(limits: Any, good: tuple[int, ...], bad: tuple[int, ...], said: str) -> None:
    item = prop("uint32", **limits)
    assert [one for one in good if misfit(one, item)] == []
    assert [misfit(one, item) for one in bad] == [f"{said} {one}" for one in bad]


def test_text_has_a_greatest_length() -> None:
    item = prop("string", longest=3)
    assert misfit("abc", item) is None
    assert misfit("abcd", item) == "Jobs has at most 3 characters; the target gave 'abcd', 4 long"


def test_long_values_are_cut_in_messages() -> None:
    said = str(misfit("x" * 500, prop("uint8")))
    assert len(said) < 130 and said.endswith("...")


def test_a_value_without_a_name_is_called_a_value() -> None:
    assert beyond(3, Limits(most=2)) == "the value is at most 2; the target gave 3"


def test_a_list_is_complete_only_where_every_value_is_known() -> None:
    assert complete(values(OK, Code("x"), Code(symbol="E_FAIL"), UP_TO, Code(span="rest")))
    assert not complete(values(OK, Code(symbol="SAMPLE_OTHER")))
    assert not complete(values())


def test_types_of_c_are_numbers_too() -> None:
    assert bounds("DWORD") == (0, 0xFFFFFFFF)
    assert bounds("LONG") == (-(1 << 31), (1 << 31) - 1)
    assert bounds("LPARAM") == (-(1 << 63), (1 << 63) - 1)
    assert bounds("SIZE_T") == (0, (1 << 64) - 1)
    assert {one for one in (*INTEGERS, *ADDRESS_SIZED, *CIM_INTEGERS) if not is_integer(one)} == {"boolean"}
    assert is_truth("boolean") and is_truth("bool") and not is_truth("BOOL")
    assert all(is_float(one) and not is_integer(one) for one in (*FLOATS, "real32", "real64"))
    assert not is_integer("LPTSTR") and not is_integer(None) and not is_float("string")
    with pytest.raises(KeyError):
        bounds("LPTSTR")


def test_flags_and_lists_read_alike_in_messages() -> None:
    parameter = Parameter("ulFlags", "ULONG", flags=True, values=(SHARED, Code(symbol="SAMPLE_OTHER")))
    assert shown_values(parameter) == "0x1 (SAMPLE_SHARED), SAMPLE_OTHER"


@given(st.sampled_from(CIM_INTEGERS), st.integers(-(1 << 65), 1 << 65))
def test_an_integer_fits_exactly_where_its_bounds_say(kind: str, value: int) -> None:
    low, high = EDGES[kind]
    assert (misfit(value, prop(kind)) is None) == (low <= value <= high)
