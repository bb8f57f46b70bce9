"""Return codes: whether a page documents the one that came back.

Codes are compared as 32-bit patterns, because pages write HRESULTs unsigned, signed, or by name.
"""

from collections.abc import Iterable, Sequence

from specgen.conformance.described import Code, Method

COM_CODES = {
    "S_OK": 0x00000000,
    "S_FALSE": 0x00000001,
    "E_UNEXPECTED": 0x8000FFFF,
    "E_NOTIMPL": 0x80004001,
    "E_NOINTERFACE": 0x80004002,
    "E_POINTER": 0x80004003,
    "E_ABORT": 0x80004004,
    "E_FAIL": 0x80004005,
    "E_ACCESSDENIED": 0x80070005,
    "E_HANDLE": 0x80070006,
    "E_OUTOFMEMORY": 0x8007000E,
    "E_INVALIDARG": 0x80070057,
}
"""The codes that every COM interface shares (winerror.h): pages name them without their numbers."""

FAILURE_BIT = 0x80000000

CIM_INTEGERS = ("uint8", "uint16", "uint32", "uint64", "sint8", "sint16", "sint32", "sint64")


def number(code: Code) -> int | None:
    """The number of a single code, unsigned; None where the page gives only a name that is not a standard one."""
    if isinstance(code.value, int):
        return unsigned(code.value)
    return COM_CODES.get(code.symbol or "")


def unsigned(value: int) -> int:
    """A negative 32-bit number as its unsigned pattern; any other number as it is."""
    return value + (1 << 32) if -(1 << 31) <= value < 0 else value


def matches(code: Code, answer: int | str) -> bool:
    """Whether ``answer`` is this code, or in this range; ``rest`` matches whatever has no entry of its own."""
    if code.span == "rest":
        return True
    if isinstance(answer, str):
        return answer in (code.symbol, code.value) or (answer in COM_CODES and COM_CODES[answer] == number(code))
    low, high = number(code), code.last if code.last is None else unsigned(code.last)
    if code.span == "single":
        return low is not None and unsigned(answer) == low
    if _is_below_zero(code.value) or _is_below_zero(code.last):
        # The page counts through zero, where patterns would not; an HRESULT is below zero as a pattern, too.
        low, high = code.value if isinstance(code.value, int) else low, code.last
        return _is_within(code, low, high, answer - (1 << 32) if FAILURE_BIT <= answer < 1 << 32 else answer)
    return _is_within(code, low, high, unsigned(answer))


def _is_below_zero(end: int | str | None) -> bool:
    return isinstance(end, int) and end < 0


def _is_within(code: Code, low: int | None, high: int | None, answer: int) -> bool:
    match code.span:
        case "closed":
            return low is not None and high is not None and low <= answer <= high
        case "from":
            return low is not None and answer >= low
        case _:
            return high is not None and answer <= high


def listed(codes: Iterable[Code], answer: int | str) -> Code | None:
    """The entry for ``answer``; an entry of its own comes before a range."""
    found = [code for code in codes if matches(code, answer)]
    return min(found, key=lambda code: ("single", "closed", "from", "to", "rest").index(code.span), default=None)


def successes(method: Method) -> tuple[Code, ...]:
    """The codes that the page calls success."""
    return tuple(code for code in method.codes if code.success)


def nameless(codes: Sequence[Code]) -> tuple[str, ...]:
    """The symbols whose numbers nobody gives: a numeric answer cannot be told from these."""
    return tuple(code.symbol for code in codes if code.span == "single" and code.symbol and number(code) is None)


def is_failure(answer: int | str) -> bool:
    """Whether a HRESULT says failure; a name is judged by its number, an unknown name counts as failure."""
    value = COM_CODES.get(answer, FAILURE_BIT) if isinstance(answer, str) else unsigned(answer)
    return bool(value & FAILURE_BIT)


def spelled(answer: int | str | None) -> str:
    """A code for people: small numbers in decimal, HRESULTs in hex."""
    if isinstance(answer, int) and unsigned(answer) >= FAILURE_BIT:
        return f"0x{unsigned(answer):08X}"
    return repr(answer) if isinstance(answer, str) else str(answer)


def documented(method: Method) -> str:
    """The documented codes in one line, for messages."""
    shown = [_entry(code) for code in method.codes]
    if method.others in ("error", "any"):
        shown.append("any other error code" if method.others == "error" else "any other code")
    return ", ".join(shown) or "none"


def _entry(code: Code) -> str:
    name = code.symbol or code.label
    if code.span == "rest":
        return name or "any other code"
    ends = {"closed": f"{code.value} to {code.last}", "from": f"{code.value} and up", "to": f"up to {code.last}"}
    value = ends.get(code.span, "" if code.value is None else spelled(code.value))
    return f"{value} ({name})" if value and name else value or name or "?"
