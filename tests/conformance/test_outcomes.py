"""Which answers a page allows."""

from typing import Any

import pytest

from specgen.conformance.described import Code, ComMethod, Method, Parameter, WmiMethod
from specgen.conformance.judgement.codes import listed
from specgen.conformance.judgement.declarations import CannotTellError, same_c, same_cim
from specgen.conformance.judgement.outcomes import Terms, code_problem, out_problem, succeeded, tells_failure
from specgen.conformance.target import Outcome

DRAWN = Terms()
STAND_IN = Terms(succeeds=True)


def chosen(*codes: int | str) -> Terms:
    return Terms(expect=codes)


def method(*codes: Code, returns: str = "uint32", others: Any = None) -> Method:
    return Method("Go", "Sample", returns=returns, codes=codes, others=others)


OK = Code(value=0, success=True)
DENIED = Code(value=5, success=False)
RANGE = Code(value=100, last=199, span="closed")
FROM = Code(value=0x8000, span="from")
UP_TO = Code(last=9, span="to")
REST = Code(span="rest")
S_OK = Code(symbol="S_OK", success=True)
BUSY = Code(symbol="SAMPLE_E_BUSY", success=False)
FAIL = Code(value=0x80004005, symbol="E_FAIL", success=False)


@pytest.mark.parametrize(
    ("promised", "answer", "terms"),
    [
        (method(OK), 0, DRAWN),
        (method(OK, DENIED), 5, DRAWN),
        (method(RANGE), 150, DRAWN),
        (method(RANGE), 199, DRAWN),
        (method(FROM), 0xFFFFFFFF, DRAWN),
        (method(UP_TO), 9, DRAWN),
        (method(OK, REST), 77, DRAWN),
        (method(OK, others="any"), 77, DRAWN),
        (method(OK, others="error"), 77, chosen(77)),
        (method(), 77, DRAWN),
        (method(others="error"), 77, DRAWN),
        (method(S_OK, returns="HRESULT"), 0, STAND_IN),
        (method(S_OK, returns="HRESULT"), "S_OK", STAND_IN),
        (method(S_OK, BUSY, returns="HRESULT"), "SAMPLE_E_BUSY", DRAWN),
        (method(FAIL, returns="HRESULT"), -2147467259, DRAWN),
        (method(S_OK, returns="HRESULT", others="error"), 0x80070005, chosen(0x80070005)),
        (method(Code(value="OK", success=True), returns="string"), "OK", STAND_IN),
        (method(OK, returns="void"), None, STAND_IN),
        (method(returns="boolean"), True, STAND_IN),
    ],
)
def test_documented(promised: Method, answer: Any, terms: Terms) -> None:
    assert code_problem(promised, Outcome(answer), terms) is None


@pytest.mark.parametrize(
    ("promised", "answer", "terms"),
    [
        (method(OK), 1, DRAWN),
        (method(OK, others="none"), 1, chosen(1)),
        (method(RANGE), 200, DRAWN),
        (method(RANGE), 99, DRAWN),
        (method(FROM), 0x7FFF, DRAWN),
        (method(UP_TO), 10, DRAWN),
        (method(OK, others="none"), 77, DRAWN),
        (method(OK, DENIED), 5, STAND_IN),
        (method(OK), 5, chosen(0)),
        (method(OK), None, DRAWN),
        (method(OK), -1, DRAWN),
        (method(OK), 1 << 32, DRAWN),
        (method(OK), False, DRAWN),
        (method(OK), "0", DRAWN),
        (method(S_OK, returns="HRESULT"), 1, DRAWN),
        (method(S_OK, returns="HRESULT"), 0x80004005, DRAWN),
        (method(S_OK, BUSY, returns="HRESULT"), 1, DRAWN),
        (method(S_OK, returns="HRESULT", others="error"), 1, chosen(1)),
        (method(returns="string"), 0, DRAWN),
        (method(returns="boolean"), 1, DRAWN),
    ],
)
def test_undocumented(promised: Method, answer: Any, terms: Terms) -> None:
    problem = code_problem(promised, Outcome(answer), terms)
    assert problem is not None
    assert problem.startswith("Go return")


@pytest.mark.parametrize(
    ("promised", "answer", "doubt"),
    [
        (method(S_OK, BUSY, returns="HRESULT"), 0x80040001, "SAMPLE_E_BUSY"),
        (method(Code(symbol="SAMPLE_READ")), 3, "SAMPLE_READ"),
        (method(BUSY, returns="HRESULT"), 0, "no code for success"),
        (method(DENIED, others="error"), 0, "no code for success"),
    ],
)
def test_what_the_page_does_not_settle_is_not_judged(promised: Method, answer: int, doubt: str) -> None:
    for terms in (DRAWN, chosen(answer)):
        with pytest.raises(CannotTellError, match=doubt):
            code_problem(promised, Outcome(answer), terms)


def test_an_error_of_which_there_is_no_list_is_not_judged_where_nobody_chose_the_arguments() -> None:
    promised = method(OK, others="error")
    with pytest.raises(CannotTellError, match="77"):
        code_problem(promised, Outcome(77), DRAWN)
    assert code_problem(promised, Outcome(77), chosen(77)) is None
    assert code_problem(promised, Outcome(77), STAND_IN) is not None


@pytest.mark.parametrize("returns", [None, "void", "LPVOID"])
def test_what_the_allow_list_expects_counts_whatever_the_type(returns: str | None) -> None:
    promised = Method("Go", "Sample", returns=returns, returns_pointer=int(returns == "LPVOID"))
    assert code_problem(promised, Outcome(9), chosen(9)) is None
    assert code_problem(promised, Outcome(5), chosen(9)) == "Go returned 5; the allow-list expects 9"


@pytest.mark.parametrize(
    ("returns", "code", "done"),
    [
        ("BOOL", 1, True),
        ("BOOL", 0, False),
        ("NTSTATUS", 0, True),
        ("NTSTATUS", 0xC0000001, False),
        ("STDMETHODIMP", 0x80070057, False),
        ("HRESULT", -2147024809, False),
    ],
)
def test_what_a_type_says_of_success(returns: str, code: int, done: bool) -> None:
    promised = ComMethod("Go", "ISample", returns=returns)
    assert succeeded(promised, Outcome(code)) is done
    assert tells_failure(promised)


def test_a_number_of_which_the_page_lists_the_successes_is_one_of_them_or_none() -> None:
    promised = ComMethod("Go", "ISample", returns="ULONG", codes=(OK,))
    assert succeeded(promised, Outcome(0)) and not succeeded(promised, Outcome(0x80070057))
    assert tells_failure(promised)
    assert not tells_failure(ComMethod("Go", "ISample", returns="ULONG"))


def test_an_entry_of_its_own_comes_before_a_range() -> None:
    assert listed((REST, RANGE, Code(value=150, label="own")), 150) == Code(value=150, label="own")


REFUSED = Outcome("CIM_ERR_FAILED", refused=True, detail="CIM_ERR_FAILED: not today")


@pytest.mark.parametrize(
    ("terms", "problem"),
    [
        (DRAWN, None),
        (STAND_IN, "Go was refused: CIM_ERR_FAILED: not today"),
        (chosen("CIM_ERR_FAILED"), None),
        (chosen(0, 5), "Go was refused (CIM_ERR_FAILED: not today); the allow-list expects 0, 5"),
    ],
)
def test_a_refusal_is_a_difference_only_where_somebody_answers_for_the_arguments(
    terms: Terms, problem: str | None
) -> None:
    assert code_problem(method(OK), REFUSED, terms) == problem


@pytest.mark.parametrize(
    ("promised", "outcome", "done"),
    [
        (method(OK, DENIED), Outcome(0), True),
        (method(OK, DENIED), Outcome(5), False),
        (method(OK), Outcome(0, refused=True), False),
        (method(), Outcome(0), True),
        (WmiMethod("Go", "Sample", returns="uint32"), Outcome(3), False),
        (method(returns="void"), Outcome(None), True),
        (method(returns="HRESULT"), Outcome(1), True),
        (method(returns="HRESULT"), Outcome(0x80004005), False),
        (method(returns="HRESULT"), Outcome("E_FAIL"), False),
        (method(S_OK, BUSY, returns="HRESULT"), Outcome("SAMPLE_E_BUSY"), False),
    ],
)
def test_a_call_that_succeeded_is_told_by_the_page_or_else_by_its_type(
    promised: Method, outcome: Outcome, *, done: bool
) -> None:
    assert succeeded(promised, outcome) is done


def gave(outs: dict[str, object], parameter: Parameter) -> str | None:
    return out_problem(parameter, Outcome(0, outs), same_cim, cim=True)


def test_an_out_parameter_that_does_not_come_back_is_missed() -> None:
    number = Parameter("Id", type="uint8", direction="out")
    assert gave({}, number) == "gave no Id, which is [out]"
    assert gave({"ID": 3}, number) is None
    assert out_problem(number, Outcome(0, {"ID": 3}), same_c, cim=False) == "gave no Id, which is [out]"


def test_an_out_parameter_comes_back_null_only_where_the_page_allows_it() -> None:
    assert gave({"Id": None}, Parameter("Id", direction="out")) == "left Id, which is [out], NULL"
    assert gave({"Id": None}, Parameter("Id", direction="out", null="allowed")) is None


def test_an_out_parameter_has_a_value_of_its_type_that_the_page_lists() -> None:
    number = Parameter("Id", type="uint8", direction="out", values=(Code(1), Code(2, label="Two")))
    assert gave({"Id": 2}, number) is None
    assert gave({"Id": 3}, number) == "gave a wrong value: Id is one of 1, 2 (Two); the target gave 3"
    assert gave({"Id": 256}, number) == "gave a wrong value: Id is uint8; the target gave 256"
    assert gave({"Id": "2"}, number) == "gave a wrong value: Id is uint8; the target gave '2'"
