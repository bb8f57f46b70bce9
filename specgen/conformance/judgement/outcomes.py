"""The outcome of a call against what the page says may come back. Nothing here knows pytest."""

from dataclasses import dataclass

from specgen.conformance.described import Method, Parameter
from specgen.conformance.judgement.codes import (
    CIM_INTEGERS,
    documented,
    is_failure,
    listed,
    nameless,
    spelled,
    successes,
    unsigned,
)
from specgen.conformance.judgement.declarations import CannotTellError, Same
from specgen.conformance.judgement.values import beyond, misfit
from specgen.conformance.target import Outcome

_HRESULTS = ("HRESULT", "SCODE", "STDMETHODIMP", "NTSTATUS")
_TRUTHS = ("BOOL", "BOOLEAN", "VARIANT_BOOL")

Answer = int | str


@dataclass(frozen=True)
class Terms:
    """How a call was made: what decides which answers are fair.

    ``expect`` holds the codes of the allow-list, None for a call with arguments that nobody wrote down. ``succeeds``:
    the target claims that calls with documented arguments succeed.
    """

    expect: tuple[Answer, ...] | None = None
    succeeds: bool = False


def succeeded(method: Method, outcome: Outcome) -> bool:
    """Whether the call did what it is for, by its page or else by what its type means."""
    if outcome.refused:
        return False
    code = outcome.code
    entry = listed(method.codes, code) if code is not None and not isinstance(code, bool) else None
    if entry is not None and entry.success is not None:
        return entry.success
    if code is None or method.returns_pointer or method.returns == "void":
        return True
    return _succeeded_by_type(method, code)


def _succeeded_by_type(method: Method, code: Answer) -> bool:
    if method.returns in _HRESULTS or (method.returns is None and method.technology == "com"):
        return not is_failure(code)
    if method.returns in _TRUTHS:
        return bool(code)
    # Of other numbers the page may say which mean success; else 0 does, by WMI's habit. Anything else is an answer.
    counts = method.returns in CIM_INTEGERS and method.technology == "wmi"
    return code == 0 if counts and not successes(method) else not successes(method)


def tells_failure(method: Method) -> bool:
    """Whether what the method returns tells a call that failed from one that did not."""
    if method.returns_pointer or method.returns == "void":
        return False
    known = method.returns in (None, *_HRESULTS, *_TRUTHS) or (
        method.technology == "wmi" and method.returns in CIM_INTEGERS
    )
    return known or bool(successes(method))


def code_problem(method: Method, outcome: Outcome, terms: Terms) -> str | None:
    """What is wrong with the return code, in a sentence.

    Raises CannotTellError where the page names codes without numbers and one of them may have come back.
    """
    if outcome.refused:
        return _refusal_problem(method, outcome, terms)
    wrong = _code_problem(method, outcome.code, terms)
    return f"{method.name} {wrong}" if wrong else None


def _refusal_problem(method: Method, outcome: Outcome, terms: Terms) -> str | None:
    said = outcome.detail or spelled(outcome.code)
    if terms.expect is not None:
        if outcome.code is not None and any(_same_code(one, outcome.code) for one in terms.expect):
            return None
        return f"{method.name} was refused ({said}); the allow-list expects {', '.join(map(spelled, terms.expect))}"
    # Where nobody chose the arguments, a refusal shows only that they were no good.
    return f"{method.name} was refused: {said}" if terms.succeeds else None


def out_problem(parameter: Parameter, outcome: Outcome, same: Same, *, cim: bool) -> str | None:
    """What is wrong with an out-parameter after a call that succeeded."""
    if not any(same(name, parameter.name or "") for name in outcome.outs):
        return f"gave no {parameter.name}, which is [{parameter.direction}]"
    value = next(one for name, one in outcome.outs.items() if same(name, parameter.name or ""))
    if value is None:
        return None if parameter.null == "allowed" else f"left {parameter.name}, which is [{parameter.direction}], NULL"
    wrong = misfit(value, parameter) if cim else beyond(value, parameter)
    return f"gave a wrong value: {wrong}" if wrong else None


def _code_problem(method: Method, code: Answer | None, terms: Terms) -> str | None:
    if terms.expect is not None and (code is None or not any(_same_code(one, code) for one in terms.expect)):
        said = "nothing" if code is None else spelled(code)
        if method.returns is None or code is None or _well_typed(str(method.returns), code):
            return f"returned {said}; the allow-list expects {', '.join(map(spelled, terms.expect))}"
    if method.returns in (None, "void") or method.returns_pointer:
        return None
    if code is None or not _well_typed(str(method.returns), code):
        return f"returns {method.returns}; the target returned {code!r}"
    good = successes(method)
    if terms.expect is None and terms.succeeds and good and listed(good, code) is None:
        return f"returned {spelled(code)}, which is no documented success: documented are {documented(method)}"
    return _undocumented(method, code, chosen=terms.expect is not None)


def _well_typed(returns: str, code: Answer) -> bool:
    if returns in CIM_INTEGERS:
        bits = int(returns[4:])
        low, high = (-(1 << bits - 1), 1 << bits - 1) if returns.startswith("s") else (0, 1 << bits)
        return isinstance(code, int) and not isinstance(code, bool) and low <= code < high
    if returns in _HRESULTS:
        return isinstance(code, str) or (not isinstance(code, bool) and -(1 << 31) <= code < 1 << 32)
    return isinstance(code, {"string": str, "boolean": bool}.get(returns, object))


def _same_code(expected: Answer, code: Answer) -> bool:
    if isinstance(expected, int) and isinstance(code, int):
        return unsigned(expected) == unsigned(code)
    return expected == code


def _undocumented(method: Method, code: Answer, *, chosen: bool) -> str | None:
    if method.others == "any" or listed(method.codes, code) is not None:
        return None
    if not method.codes and method.others != "none":
        return None
    error = is_failure(code) if method.returns in _HRESULTS else code != 0
    # "Otherwise an error" covers every error. But where nobody chose the arguments, an error that no page lists
    # shows only that the call was not understood.
    if error and method.others == "error":
        if chosen:
            return None
        raise CannotTellError(f"{method.name} returned {spelled(code)}, an error of which the page gives no list")
    doubt = _doubt(method, code, error=error)
    if doubt:
        raise CannotTellError(f"{method.name} returned {spelled(code)}: {doubt}")
    return f"returned {spelled(code)}; documented are {documented(method)}"


def _doubt(method: Method, code: Answer, *, error: bool) -> str | None:
    """Why the page does not settle whether it documents ``code``."""
    if not error and method.others != "none" and all(one.success is False for one in method.codes):
        return "the page names no code for success"
    # A name without a number is a failure's or not: what came back can only be one of its own kind.
    likely = [one for one in method.codes if error or method.returns not in _HRESULTS or one.success is not False]
    unnumbered = nameless(likely)
    if unnumbered and isinstance(code, int):
        return f"it may be {', '.join(unnumbered)}, to which the page gives no numbers"
    return None
