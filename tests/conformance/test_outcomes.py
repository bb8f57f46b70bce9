"""Which answers a page allows."""

from typing import Any

import pytest

from specgen.conformance.codes import listed
from specgen.conformance.described import Code, Method, Parameter
from specgen.conformance.judgement import CannotTellError, same_cim
from specgen.conformance.outcomes import Terms, problems
from specgen.conformance.target import Outcome

PLACEHOLDERS = Terms(expect=None, succeeds=False, outs=True, same=same_cim)
STAND_IN = Terms(expect=None, succeeds=True, outs=True, same=same_cim)


def chosen(*codes: int | str) -> Terms:
    return Terms(expect=codes, succeeds=False, outs=True, same=same_cim)


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
        (method(OK), 0, PLACEHOLDERS),
        (method(OK, DENIED), 5, PLACEHOLDERS),
        (method(RANGE), 150, PLACEHOLDERS),
        (method(RANGE), 199, PLACEHOLDERS),
        (method(FROM), 0xFFFFFFFF, PLACEHOLDERS),
        (method(UP_TO), 9, PLACEHOLDERS),
        (method(OK, REST), 77, PLACEHOLDERS),
        (method(OK, others="any"), 77, PLACEHOLDERS),
        (method(OK, others="error"), 77, chosen(77)),
        (method(), 77, PLACEHOLDERS),
        (method(others="error"), 77, PLACEHOLDERS),
        (method(S_OK, returns="HRESULT"), 0, STAND_IN),
        (method(S_OK, returns="HRESULT"), "S_OK", STAND_IN),
        (method(S_OK, BUSY, returns="HRESULT"), "SAMPLE_E_BUSY", PLACEHOLDERS),
        (method(FAIL, returns="HRESULT"), -2147467259, PLACEHOLDERS),
        (method(S_OK, returns="HRESULT", others="error"), 0x80070005, chosen(0x80070005)),
        (method(Code(value="OK", success=True), returns="string"), "OK", STAND_IN),
        (method(OK, returns="void"), None, STAND_IN),
        (method(returns="boolean"), True, STAND_IN),
    ],
)
def test_documented(promised: Method, answer: Any, terms: Terms) -> None:
    assert not list(problems(promised, Outcome(answer), terms))


@pytest.mark.parametrize(
    ("promised", "answer", "terms"),
    [
        (method(OK), 1, PLACEHOLDERS),
        (method(OK, others="none"), 1, chosen(1)),
        (method(RANGE), 200, PLACEHOLDERS),
        (method(RANGE), 99, PLACEHOLDERS),
        (method(FROM), 0x7FFF, PLACEHOLDERS),
        (method(UP_TO), 10, PLACEHOLDERS),
        (method(OK, others="error"), 77, PLACEHOLDERS),
        (method(OK, DENIED), 5, STAND_IN),
        (method(OK), 5, chosen(0)),
        (method(OK), None, PLACEHOLDERS),
        (method(OK), -1, PLACEHOLDERS),
        (method(OK), 1 << 32, PLACEHOLDERS),
        (method(OK), False, PLACEHOLDERS),
        (method(OK), "0", PLACEHOLDERS),
        (method(S_OK, returns="HRESULT"), 1, PLACEHOLDERS),
        (method(S_OK, returns="HRESULT"), 0x80004005, PLACEHOLDERS),
        (method(S_OK, BUSY, returns="HRESULT"), 1, PLACEHOLDERS),
        (method(S_OK, returns="HRESULT", others="error"), 1, chosen(1)),
        (method(returns="string"), 0, PLACEHOLDERS),
        (method(returns="boolean"), 1, PLACEHOLDERS),
    ],
)
def test_undocumented(promised: Method, answer: Any, terms: Terms) -> None:
    assert len(list(problems(promised, Outcome(answer), terms))) == 1


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
    for terms in (PLACEHOLDERS, chosen(answer)):
        with pytest.raises(CannotTellError, match=doubt):
            list(problems(promised, Outcome(answer), terms))


def test_an_entry_of_its_own_comes_before_a_range() -> None:
    assert listed((REST, RANGE, Code(value=150, label="own")), 150) == Code(value=150, label="own")


def test_out_parameters_are_missed_after_success_and_not_after_failure() -> None:
    taking = Method(
        "Go", "Sample", returns="uint32", codes=(OK, DENIED), parameters=(Parameter("Id", direction="out"),)
    )
    assert list(problems(taking, Outcome(0), STAND_IN)) == ["Go gave no Id, which is [out]"]
    assert not list(problems(taking, Outcome(0, {"ID": 3}), STAND_IN))
    assert not list(problems(taking, Outcome(5), PLACEHOLDERS))
