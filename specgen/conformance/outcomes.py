"""The outcome of a call against what the page says may come back. Nothing here knows pytest."""

from collections.abc import Iterator
from dataclasses import dataclass

from specgen.conformance.codes import (
    CIM_INTEGERS,
    documented,
    is_failure,
    listed,
    nameless,
    spelled,
    successes,
    unsigned,
)
from specgen.conformance.described import Method
from specgen.conformance.judgement import CannotTellError, Same
from specgen.conformance.target import Outcome

_HRESULTS = ("HRESULT", "SCODE")

Answer = int | str


@dataclass(frozen=True)
class Terms:
    """How a call was made: what decides which answers are fair.

    ``expect`` holds the codes of the allow-list, None for a call with placeholder arguments. ``succeeds``: the
    target claims that well-typed calls always succeed. ``outs``: it reports out-parameters. ``same`` compares names.
    """

    expect: tuple[Answer, ...] | None
    succeeds: bool
    outs: bool
    same: Same


def problems(method: Method, outcome: Outcome, terms: Terms) -> Iterator[str]:
    """What is wrong with ``outcome``, in sentences.

    Raises CannotTellError where the page names codes without numbers and one of them may have come back.
    """
    if terms.outs and not _failed(method, outcome.code):
        yield from _missing_outs(method, outcome, terms.same)
    wrong = _code_problem(method, outcome.code, terms)
    if wrong:
        yield f"{method.name} {wrong}"


def _failed(method: Method, code: Answer | None) -> bool:
    entry = listed(method.codes, code) if code is not None else None
    if entry is not None and entry.success is not None:
        return not entry.success
    return code is not None and method.returns in _HRESULTS and is_failure(code)


def _missing_outs(method: Method, outcome: Outcome, same: Same) -> Iterator[str]:
    for parameter in method.parameters:
        if parameter.direction not in ("out", "inout") or parameter.name is None:
            continue
        if not any(same(name, parameter.name) for name in outcome.outs):
            yield f"{method.name} gave no {parameter.name}, which is [{parameter.direction}]"


def _code_problem(method: Method, code: Answer | None, terms: Terms) -> str | None:
    if method.returns in (None, "void") or method.returns_pointer:
        return None
    if code is None or not _well_typed(str(method.returns), code):
        return f"returns {method.returns}; the target returned {code!r}"
    if terms.expect is not None and not any(_same_code(one, code) for one in terms.expect):
        return f"returned {spelled(code)}; the allow-list expects {', '.join(map(spelled, terms.expect))}"
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
    if error and chosen and method.others == "error":
        return None
    doubt = _doubt(method, code, error=error)
    if doubt:
        raise CannotTellError(f"{method.name} returned {spelled(code)}: {doubt}")
    return f"returned {spelled(code)}; documented are {documented(method)}"


def _doubt(method: Method, code: Answer, *, error: bool) -> str | None:
    """Why the page does not settle whether it documents ``code``."""
    if not error and method.others != "none" and all(one.success is False for one in method.codes):
        return "the page names no code for success"
    unnumbered = nameless(method.codes)
    if unnumbered and isinstance(code, int) and (error or method.returns not in _HRESULTS):
        return f"it may be {', '.join(unnumbered)}, to which the page gives no numbers"
    return None
