"""A value against what the page says of it: its type, its format, the values that the page lists. Knows no pytest."""

import re
from collections.abc import Mapping

from specgen.conformance.described import Limits, Parameter, Property
from specgen.conformance.judgement.codes import CIM_INTEGERS, listed, number, spelled, unsigned
from specgen.conformance.judgement.declarations import type_name
from specgen.model.machine import ADDRESS_SIZED, FLOATS, INTEGERS, TRUTHS

Item = Parameter | Property

GAVE = "; the target gave "
"""In each sentence: what stands ahead of it is the promise, and what follows is the value."""

_ADDRESS_BITS = 64
_DATETIME_LENGTH = 25
_DATETIME = re.compile(r"[0-9*]{14}\.[0-9*]{6}(?:[+-][0-9*]{3}|:000)")
"""DSP0004: yyyymmddhhmmss.mmmmmmsutc, or an interval; asterisks for what is not said."""

_TEXT_KINDS = ("string", "char16")


def misfit(value: object, item: Item) -> str | None:
    """What is wrong with a value of a WMI property or parameter; None if it is as documented, or NULL.

    An array is judged element by element; the sentence names the value.
    """
    if value is None:
        return f"{item.name} is NULL, which the page forbids" if item.null == "forbidden" else None
    if item.array:
        if not isinstance(value, (list, tuple)):
            return f"{item.name} is {type_name(item)}{GAVE}{_shown(value)}"
        found = (_element(one, item) for one in value)
        return next((one for one in found if one), None)
    return _element(value, item)


def _element(value: object, item: Item) -> str | None:
    if value is None:
        return None
    kind = "reference" if item.ref else item.type
    if kind is not None and not _of_type(value, kind):
        return f"{item.name} is {type_name(item)}{GAVE}{_shown(value)}"
    if kind == "datetime" and isinstance(value, str) and not _DATETIME.fullmatch(value):
        size = f" of {len(value)} characters" if len(value) != _DATETIME_LENGTH else ""
        return f"{item.name} is datetime, {_DATETIME_LENGTH} characters by DSP0004{GAVE}{_shown(value)}{size}"
    return beyond(value, item)


def _of_type(value: object, kind: str) -> bool:
    if kind in CIM_INTEGERS:
        low, high = bounds(kind)
        return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
    if kind in ("real32", "real64"):
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if kind == "boolean":
        return isinstance(value, bool)
    if kind == "char16":
        # Some give the character, some its number.
        return (isinstance(value, str) and len(value) == 1) or _of_type(value, "uint16")
    if kind in ("string", "datetime", "reference"):
        return isinstance(value, str)
    return isinstance(value, (Mapping, str))


def bounds(kind: str) -> tuple[int, int]:
    """The least and the greatest number of an integer type of CIM or of C; raises KeyError for other types."""
    if kind in CIM_INTEGERS:
        bits = int(kind[4:])
        signed = kind.startswith("s")
    elif kind in ADDRESS_SIZED:
        bits, signed = _ADDRESS_BITS, ADDRESS_SIZED[kind]
    else:
        bits, signed = abs(INTEGERS[kind]), INTEGERS[kind] < 0
    return (-(1 << bits - 1), (1 << bits - 1) - 1) if signed else (0, (1 << bits) - 1)


def is_integer(kind: str | None) -> bool:
    """Whether a type of CIM or of C holds whole numbers. Truth values are none, though MIDL's boolean is a byte."""
    return not is_truth(kind) and (kind in CIM_INTEGERS or kind in INTEGERS or kind in ADDRESS_SIZED)


def is_truth(kind: str | None) -> bool:
    """Whether a type of CIM or of C holds true and false and nothing else."""
    return kind == "boolean" or kind in TRUTHS


def is_float(kind: str | None) -> bool:
    """Whether a type of CIM or of C holds numbers with a fraction."""
    return kind in ("real32", "real64") or kind in FLOATS


def beyond(value: object, item: Limits) -> str | None:
    """That a value is none of those that the page lists, or out of the bounds that it gives."""
    name = getattr(item, "name", None) or "the value"
    if isinstance(value, str):
        if item.longest is not None and len(value) > item.longest:
            return f"{name} has at most {item.longest} characters{GAVE}{_shown(value)}, {len(value)} long"
        comparable = any(isinstance(one.value, str) for one in item.values)
    elif isinstance(value, int) and not isinstance(value, bool):
        if (item.least is not None and value < item.least) or (item.most is not None and value > item.most):
            return f"{name} is {_bounds_shown(item)}{GAVE}{value}"
        if item.flags:
            return _unknown_bits(value, item, name)
        comparable = any(number(one) is not None or one.last is not None for one in item.values)
    else:
        return None
    if not comparable or not complete(item) or _documented(value, item):
        return None
    return f"{name} is one of {shown_values(item)}{GAVE}{_shown(value)}"


def _bounds_shown(item: Limits) -> str:
    if item.least is None:
        return f"at most {item.most}"
    return f"at least {item.least}" if item.most is None else f"from {item.least} to {item.most}"


def _documented(value: int | str, item: Limits) -> bool:
    if listed(item.values, value) is not None:
        return True
    # WMI compares text without case.
    return isinstance(value, str) and any(
        isinstance(one.value, str) and one.value.casefold() == value.casefold() for one in item.values
    )


def complete(item: Limits) -> bool:
    """Whether every value that the page names is known as a value, so that another one is an undocumented one."""
    return bool(item.values) and all(
        one.span == "rest" or one.value is not None or one.last is not None or number(one) is not None
        for one in item.values
    )


def known_bits(item: Limits) -> int | None:
    """The documented flags together; None where the page names one whose number nobody gives."""
    numbers = [number(one) for one in item.values]
    if not numbers or any(one is None for one in numbers):
        return None
    together = 0
    for one in numbers:
        together |= unsigned(one or 0)
    return together


def _unknown_bits(value: int, item: Limits, name: str) -> str | None:
    known = known_bits(item)
    if known is None or not unsigned(value) & ~known:
        return None
    return f"{name} has the flags {shown_values(item)}{GAVE}{_hex(value)}"


def shown_values(item: Limits) -> str:
    """The documented values in one line."""
    shown = []
    for one in item.values:
        name = one.symbol or one.label
        value = "" if one.value is None else _hex(one.value) if item.flags else spelled(one.value)
        ends = {"closed": f"{one.value} to {one.last}", "from": f"{one.value} and up", "to": f"up to {one.last}"}
        value = ends.get(one.span, value)
        shown.append(f"{value} ({name})" if value and name else value or name or "any other")
    return ", ".join(shown)


def _hex(value: int | str) -> str:
    return f"0x{unsigned(value):X}" if isinstance(value, int) else repr(value)


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."
