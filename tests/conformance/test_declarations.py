"""What a page declares against what a target declares: each difference once, in a sentence that quotes both."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specgen.conformance.described import ComMethod, Method, Parameter, Property, WmiMethod
from specgen.conformance.judgement.declarations import (
    CannotTellError,
    access_differs,
    declared_otherwise,
    direction_differs,
    find,
    misplaced,
    named_parameter,
    overload,
    parameter_missing,
    qualifiers_differ,
    return_differs,
    same_c,
    same_cim,
    shifted_by,
    spelled_qualifier,
    type_differs,
    type_name,
    undocumented_parameters,
)

LETTERS = "abcdefgh"


def method(names: Sequence[str | None], **said: Any) -> Method:
    return Method("Reset", "Sample_Printer", parameters=tuple(Parameter(name) for name in names), **said)


def promise(*parameters: Parameter, **said: Any) -> WmiMethod:
    return WmiMethod("Reset", "Sample_Printer", parameters=parameters, **said)


def moved(page: Sequence[str], target: Sequence[str]) -> list[str]:
    """The parameters that are misplaced."""
    promised, reported = method(page), method(target)
    return [str(one.name) for one in promised.parameters if misplaced(promised, one, reported, same_cim)]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("abcdefgh", ""),
        ("bacdefgh", "ab"),
        ("hbcdefga", "ah"),
        ("bcdefgah", "a"),
        ("acdbefgh", "b"),
        ("fabcdegh", "f"),
        ("acdefgh", ""),
        ("abcdefg", ""),
        ("bcdaefg", "a"),
        ("abxdefgh", ""),
        ("xabcdefgh", ""),
        ("abcdefghx", ""),
        ("ABCDEFGH", ""),
        ("BAcdefgh", "ab"),
        ("", ""),
    ],
)
def test_only_what_was_moved_is_misplaced(target: str, expected: str) -> None:
    assert moved(LETTERS, target) == list(expected)


@given(st.integers(2, 8).flatmap(lambda size: st.tuples(st.just(size), st.sets(st.integers(0, size - 1), min_size=2))))
def test_of_a_swap_exactly_the_two_are_misplaced(drawn: tuple[int, set[int]]) -> None:
    size, places = drawn
    one, other = sorted(places)[:2]
    target = list(LETTERS[:size])
    target[one], target[other] = target[other], target[one]
    assert moved(LETTERS[:size], target) == [LETTERS[one], LETTERS[other]]


@given(st.integers(2, 8).flatmap(lambda size: st.tuples(st.just(size), st.integers(0, size - 1))))
def test_where_one_is_dropped_none_is_misplaced(drawn: tuple[int, int]) -> None:
    size, place = drawn
    page = LETTERS[:size]
    assert moved(page, page[:place] + page[place + 1 :]) == []


@given(st.integers(2, 8).flatmap(lambda size: st.tuples(st.just(size), st.integers(0, size - 1))))
def test_where_one_is_renamed_none_is_misplaced(drawn: tuple[int, int]) -> None:
    size, place = drawn
    page = LETTERS[:size]
    assert moved(page, page[:place] + "x" + page[place + 1 :]) == []


@given(st.permutations(LETTERS[:6]))
def test_what_stands_in_its_place_is_never_misplaced_and_any_other_order_is_noticed(target: list[str]) -> None:
    found = moved(LETTERS[:6], target)
    assert bool(found) == (target != list(LETTERS[:6]))
    assert not [one for one in found if target.index(one) == LETTERS.index(one)]


def test_a_misplaced_parameter_quotes_both_orders() -> None:
    promised, reported = method("ab"), method("ba")
    said = misplaced(promised, promised.parameters[0], reported, same_cim)
    assert said == "Reset takes (a, b); the target takes (b, a)"


def test_a_parameter_without_a_name_has_no_place_among_names() -> None:
    promised = method([None, "b"])
    assert misplaced(promised, promised.parameters[0], method("ab"), same_cim) is None


@pytest.mark.parametrize(
    ("page", "target", "wanted", "names", "expected"),
    [
        ("ab", "ba", 0, True, "a"),
        ("ab", "ax", 1, True, "x"),
        ("ab", "xb", 0, True, "x"),
        ("ab", "b", 0, True, None),
        ("ab", "bxy", 0, True, None),
        ("abc", "cbb", 0, True, None),
        ("ab", "xy", 1, False, "y"),
        ("ab", "ba", 0, False, "b"),
        ("ab", "x", 1, False, None),
        ([None, "b"], "ab", 0, True, "a"),
        ("ab", "AB", 0, True, "A"),
    ],
)
def test_a_parameter_is_found_by_name_else_by_its_place(
    page: Sequence[str | None], target: str, wanted: int, names: bool, expected: str | None
) -> None:
    promised = method(page)
    found = find(method(target), promised, promised.parameters[wanted], same_cim, names=names)
    assert (found.name if found else None) == expected


def test_nothing_is_found_where_there_is_no_method() -> None:
    promised = method("a")
    assert find(None, promised, promised.parameters[0], same_cim) is None


def test_a_name_is_looked_up_as_the_technology_compares_names() -> None:
    taken = (Parameter(None), Parameter("Reason"))
    assert named_parameter(taken, "reason", same_cim) is taken[1]
    assert named_parameter(taken, "reason", same_c) is None


@pytest.mark.parametrize(
    ("page", "target", "wanted", "names", "expected"),
    [
        ("ab", "ba", 0, True, None),
        ("ab", "b", 0, True, "Reset takes a; the target takes (b)"),
        ("ab", "xb", 0, True, "Reset takes a; the target takes (x, b)"),
        ("ab", "x", 0, False, None),
        ("ab", "x", 1, False, "Reset takes b; the target takes (x)"),
        (["a", None], "a", 1, True, "Reset takes parameter 2; the target takes (a)"),
    ],
)
def test_a_parameter_is_missing_by_name_else_by_its_place(
    page: Sequence[str | None], target: str, wanted: int, names: bool, expected: str | None
) -> None:
    promised = method(page)
    said = parameter_missing(promised, promised.parameters[wanted], method(target), same_cim, names=names)
    assert said == expected


def test_an_out_parameter_may_come_back_behind_the_return_value() -> None:
    promised = promise(Parameter("Reason", direction="in"), Parameter("JobId", direction="out"))
    reported = method(["Reason"], returns_outs=True)
    with pytest.raises(CannotTellError, match="gives JobId back behind the return value"):
        parameter_missing(promised, promised.parameters[1], reported, same_cim)
    assert parameter_missing(promised, promised.parameters[0], method([], returns_outs=True), same_cim)
    assert parameter_missing(promised, promised.parameters[1], method(["Reason"]), same_cim)
    assert declared_otherwise(promised, reported, same_cim) is None


@pytest.mark.parametrize(
    ("target", "names", "expected"),
    [
        ("ab", True, None),
        ("a", True, None),
        ("xy", True, None),
        ("abx", True, "Reset takes (a, b); the target takes (a, b, x): x is not documented"),
        ("axby", True, "Reset takes (a, b); the target takes (a, x, b, y): x, y are not documented"),
        ("abx", False, "Reset takes (a, b); the target takes (a, b, x)"),
    ],
)
def test_more_parameters_than_the_page_has(target: str, names: bool, expected: str | None) -> None:
    assert undocumented_parameters(method("ab"), method(target), same_cim, names=names) == expected


@pytest.mark.parametrize(
    ("promised", "reported", "expected"),
    [
        (Parameter("a", "uint32"), Parameter("a", "uint32"), None),
        (Parameter("a", None), Parameter("a", "uint32"), None),
        (Parameter("a", "uint32"), Parameter("a", "sint32"), "a is uint32; the target has sint32"),
        (Parameter("a", "uint32"), Parameter("a", "uint32", array=True), "a is uint32; the target has uint32[]"),
        (Parameter("a", "X", ref=True), Parameter("a", "X"), "a is X REF; the target has X"),
        (Parameter("a", "X", pointer=1), Parameter("a", "X"), "a is X *; the target has X"),
        (Parameter("a", "ULONG", pointer=1), Parameter("a", "LPULONG"), None),
        (Parameter("a", "PULONG"), Parameter("a", "ULONG", pointer=1), None),
        (Parameter("a", "ILamp", pointer=2), Parameter("a", "LPLAMP", pointer=1), None),
        (Parameter("a", "ILamp", pointer=2), Parameter("a", "LPLAMP"), "a is ILamp **; the target has LPLAMP"),
        (Property("a", "uint8", array=True), Property("a", "uint8", array=True), None),
        (Property("a", "uint8"), Property("a", "uint16"), "a is uint8; the target has uint16"),
    ],
)
def test_types_are_compared_with_arrays_references_and_pointers(
    promised: Parameter | Property, reported: Parameter | Property, expected: str | None
) -> None:
    assert type_differs(promised, reported, same_c) == expected


def test_a_class_name_as_a_type_is_compared_as_the_technology_compares_names() -> None:
    page, target = Parameter("Job", "Sample_Job", ref=True), Parameter("Job", "SAMPLE_JOB", ref=True)
    assert type_differs(page, target, same_cim) is None
    assert type_differs(page, target, same_c) == "Job is Sample_Job REF; the target has SAMPLE_JOB REF"
    assert type_name(page) == "Sample_Job REF"


@pytest.mark.parametrize(
    ("promised", "reported", "expected"),
    [
        ("in", "in", None),
        (None, "in", None),
        ("in", "out", "a is [in]; the target has [out]"),
        ("inout", "out", "a is [inout]; the target has [out]"),
    ],
)
def test_directions(promised: Any, reported: Any, expected: str | None) -> None:
    assert direction_differs(Parameter("a", direction=promised), Parameter("a", direction=reported)) == expected


@pytest.mark.parametrize(
    ("promised", "reported", "expected"),
    [
        ("read", "read", None),
        (None, "write", None),
        ("read", "readwrite", "Jobs is read-only; in the target it is read and written"),
        ("readwrite", "write", "Jobs is read and written; in the target it is write-only"),
    ],
)
def test_access(promised: Any, reported: Any, expected: str | None) -> None:
    assert access_differs(Property("Jobs", access=promised), Property("Jobs", access=reported)) == expected


def test_what_the_target_does_not_tell_has_no_answer() -> None:
    with pytest.raises(CannotTellError, match="does not tell the type of a"):
        type_differs(Parameter("a", "uint32"), Parameter("a"), same_cim)
    with pytest.raises(CannotTellError, match="does not tell the direction of a"):
        direction_differs(Parameter("a", direction="in"), Parameter("a"))
    with pytest.raises(CannotTellError, match="does not tell whether Jobs is read or written"):
        access_differs(Property("Jobs", access="read"), Property("Jobs"))


@pytest.mark.parametrize(
    ("promised", "reported", "expected"),
    [
        ({}, {"Dynamic": True}, ()),
        ({"Dynamic": True}, {"DYNAMIC": True}, ()),
        ({"Dynamic": True}, {}, ("[Dynamic] is documented; the target has no such qualifier",)),
        ({"Dynamic": True}, {"Dynamic": False}, ("[Dynamic] is documented; the target has no such qualifier",)),
        ({"Abstract": False}, {}, ()),
        ({"Abstract": False}, {"Abstract": True}, ("[Abstract(False)] is documented; the target has [Abstract]",)),
        ({"Provider": "Sample"}, {"provider": "SAMPLE"}, ()),
        (
            {"Provider": "Sample"},
            {"Provider": "Other"},
            ('[Provider("Sample")] is documented; the target has [Provider("Other")]',),
        ),
        ({"Locale": 1033}, {"Locale": 1033}, ()),
        ({"Locale": 1033}, {"Locale": 1031}, ("[Locale(1033)] is documented; the target has [Locale(1031)]",)),
        ({"ValueMap": ("0", "1")}, {"ValueMap": ("0", "1")}, ()),
        ({"Mappings": "x"}, {"Mappings": ("X",)}, ()),
    ],
)
def test_each_documented_qualifier_that_the_target_lacks_is_named(
    promised: Any, reported: Any, expected: tuple[str, ...]
) -> None:
    assert qualifiers_differ(promised, reported, same_cim) == expected


def test_a_qualifier_reads_like_mof() -> None:
    assert spelled_qualifier("Abstract", value=True) == "Abstract"
    assert spelled_qualifier("Provider", "x") == 'Provider("x")'


@pytest.mark.parametrize(
    ("promised", "reported", "expected"),
    [
        (WmiMethod("Reset", "S", returns="uint32"), Method("Reset", "S", returns="UINT32"), None),
        (WmiMethod("Reset", "S"), Method("Reset", "S", returns="uint32"), None),
        (WmiMethod("Reset", "S", returns="uint32"), Method("Reset", "S"), None),
        (WmiMethod("Reset", "S", returns="void"), Method("Reset", "S", returns="uint32"), None),
        (
            WmiMethod("Reset", "S", returns="uint32"),
            Method("Reset", "S", returns="boolean"),
            "Reset returns uint32; the target returns boolean",
        ),
        (
            ComMethod("Reset", "S", returns="void"),
            Method("Reset", "S", returns="HRESULT"),
            "Reset returns void; the target returns HRESULT",
        ),
        (
            ComMethod("Reset", "S", returns="LPWSTR"),
            Method("Reset", "S", returns="LPWSTR", returns_pointer=1),
            "Reset returns LPWSTR; the target returns LPWSTR*",
        ),
    ],
)
def test_return_types(promised: Method, reported: Method, expected: str | None) -> None:
    assert return_differs(promised, reported, same_cim) == expected


PAGE = promise(
    Parameter("Reason", "string", "in"), Parameter("Levels", "uint16", "in", array=True), returns="uint32", slot=None
)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, None),
        ({"parameters": PAGE.parameters[:1]}, "Reset takes Levels"),
        ({"parameters": (*PAGE.parameters, Parameter("Extra", "uint8", "in"))}, "Extra is not documented"),
        ({"parameters": (Parameter("Reason", "uint8", "in"), PAGE.parameters[1])}, "Reason is string"),
        ({"parameters": (Parameter("Reason", "string", "out"), PAGE.parameters[1])}, "Reason is [in]"),
        ({"parameters": (Parameter("Cause", "string", "in"), PAGE.parameters[1])}, "Reset takes Reason"),
        ({"parameters": (Parameter("Reason"), Parameter("Levels"))}, None),
        ({"returns": "uint8"}, "Reset returns uint32"),
        ({"returns": None}, None),
    ],
)
def test_a_call_is_judged_only_where_the_declaration_is_the_documented_one(change: Any, expected: str | None) -> None:
    reported = replace(Method("Reset", "Sample_Printer", returns="uint32", parameters=PAGE.parameters), **change)
    said = declared_otherwise(PAGE, reported, same_cim)
    assert said is None if expected is None else expected in str(said)


def test_of_methods_with_one_name_the_most_alike_is_meant() -> None:
    promised = ComMethod("Open", "ISample", parameters=(Parameter("lpszName", "LPTSTR"), Parameter("ulFlags", "ULONG")))
    other = Method("Open", "ISample", parameters=(Parameter("lpszName", "LPTSTR"),))
    renamed = Method("Open", "ISample", parameters=(Parameter("a", "LPTSTR"), Parameter("b", "ULONG")))
    alike = Method("Open", "ISample", parameters=(Parameter("lpszName", "LPTSTR"), Parameter("ulFlags", "LONG")))
    closed = Method("Close", "ISample", parameters=promised.parameters)
    assert overload([closed, other, renamed, alike], promised, same_c) is alike
    assert overload([closed, other], promised, same_c) is other
    assert overload([closed], promised, same_c) is None


SLOTS = {"Open": 3, "Read": 4, "Write": 5, "Close": 6}


@pytest.mark.parametrize(
    ("reported", "expected"),
    [
        ({"Open": 3, "Read": 4, "Close": 5}, ("Write",)),
        ({"Close": 3}, ("Open", "Read", "Write")),
        ({"Open": 3, "Read": 4, "Close": 7}, ()),
        ({"Open": 3, "Read": 4, "Write": 5, "Close": 5}, ()),
        ({"Open": 3, "Read": 4, "Write": 5}, ()),
    ],
)
def test_missing_methods_ahead_explain_a_slot_only_if_their_number_does(
    reported: dict[str, int], expected: tuple[str, ...]
) -> None:
    promised = ComMethod("Close", "ISample", slot=6)
    assert shifted_by(promised, SLOTS, reported) == expected


def test_a_method_of_no_documented_slot_is_not_shifted() -> None:
    assert shifted_by(ComMethod("Close", "ISample"), SLOTS, {"Close": 3}) == ()


def test_a_parameter_without_a_name_in_the_target_is_known_by_its_place() -> None:
    promised = ComMethod("Open", "ISample", parameters=(Parameter("ulFlags", "ULONG"), Parameter("ulMore", "ULONG")))
    reported = Method("Open", "ISample", parameters=(Parameter(None, "ULONG"), Parameter(None, "ULONG")))
    for one in promised.parameters:
        assert parameter_missing(promised, one, reported, same_c) is None
        assert find(reported, promised, one, same_c) is not None


@pytest.mark.parametrize(("same", "differs"), [(same_c, False), (same_cim, True)])
def test_an_array_is_a_pointer_in_c_and_in_c_alone(same: Any, differs: bool) -> None:
    array, pointer = Parameter("x", "ULONG", array=True), Parameter("x", "ULONG", pointer=1)
    assert bool(type_differs(array, pointer, same)) is differs
    assert type_differs(array, Parameter("x", "ULONG"), same_c) is not None
