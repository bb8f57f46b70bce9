"""MOF values: integers, reals, booleans, datetimes and strings of a CIM type."""

import json
import re
from collections.abc import Iterable
from functools import lru_cache

from specgen.emit import Code, mof_string

INTEGER_RANGES = {
    "uint8": (0, 2**8 - 1),
    "uint16": (0, 2**16 - 1),
    "uint32": (0, 2**32 - 1),
    "uint64": (0, 2**64 - 1),
    "sint8": (-(2**7), 2**7 - 1),
    "sint16": (-(2**15), 2**15 - 1),
    "sint32": (-(2**31), 2**31 - 1),
    "sint64": (-(2**63), 2**63 - 1),
}
INTRINSICS = frozenset((*INTEGER_RANGES, "real32", "real64", "boolean", "string", "datetime", "char16"))
RESERVED = frozenset(("association", "false", "indication", "null", "ref", "true"))
"""Words that compilers take for no identifier, in lower case (others of DSP0004's they do take)."""

_DATETIME = re.compile(r"\d{14}\.\d{6}[+-]\d{3}\Z|\d{8}\d{6}\.\d{6}:000\Z")
_REAL = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?\Z")

Scalar = bool | int | float | str


class NoLiteral(ValueError):  # noqa: N818  says what it means where it is caught
    """The value is none of the type."""


def literal(value: Scalar, cim_type: str) -> Code:
    """``value`` as a MOF constant of an intrinsic type. Raises NoLiteral where it is none of the type's values."""
    if cim_type in INTEGER_RANGES:
        return _integer(value, cim_type)
    if cim_type in ("real32", "real64"):
        return _real(value)
    if cim_type == "boolean":
        return _boolean(value)
    if cim_type == "datetime":
        return _datetime(value)
    if cim_type == "string":
        return mof_string(str(value))
    raise NoLiteral(value)


def _integer(value: Scalar, cim_type: str) -> Code:
    low, high = INTEGER_RANGES[cim_type]
    try:
        number = int(value, 0) if isinstance(value, str) else value
    except ValueError:
        raise NoLiteral(value) from None
    if isinstance(number, (bool, float)) or not low <= number <= high:
        raise NoLiteral(value)
    return Code(str(number))


def _real(value: Scalar) -> Code:
    text = str(value)
    if isinstance(value, bool) or not _REAL.match(text):
        raise NoLiteral(value)
    return Code(repr(float(text)) if "e" not in repr(float(text)) else f"{float(text):.6e}")


def _boolean(value: Scalar) -> Code:
    word = str(value).lower()
    if word not in ("true", "false"):
        raise NoLiteral(value)
    return Code(word)


def _datetime(value: Scalar) -> Code:
    if not isinstance(value, str) or not _DATETIME.match(value):
        raise NoLiteral(value)
    return mof_string(value)


def read_default(text: str, cim_type: str, *, array: bool) -> tuple[Code | None, bool]:
    """A default as a page spells it: its constant (None for NULL), and whether quotes had to be added.

    Raises NoLiteral where it is none of the type's values.
    """
    spelled = text.strip()
    if spelled.lower() == "null":
        return None, False
    if array:
        return _array(spelled, cim_type), False
    plain, quoted = _unquoted(spelled)
    if cim_type == "string" and not spelled:
        raise NoLiteral(text)
    return literal(plain, cim_type), cim_type == "string" and not quoted


def _unquoted(spelled: str) -> tuple[str, bool]:
    if len(spelled) < 2 or spelled[0] != '"' or spelled[-1] != '"':
        return spelled, False
    try:
        return str(json.loads(spelled)), True
    except ValueError:
        return spelled[1:-1], True


def _array(spelled: str, cim_type: str) -> Code:
    inner = spelled.strip("{}")
    try:
        values = json.loads(f"[{inner}]")
    except ValueError:
        values = [_unquoted(one.strip())[0] for one in inner.split(",")]
    if not all(isinstance(one, (bool, int, float, str)) for one in values):
        raise NoLiteral(spelled)
    return array_literal(values, cim_type)


def array_literal(values: Iterable[Scalar], cim_type: str) -> Code:
    """A list as a MOF array initialiser. Raises NoLiteral."""
    if cim_type == "string":
        return _strings(tuple(map(str, values)))
    return Code("{" + ", ".join([literal(one, cim_type) for one in values]) + "}")


@lru_cache(maxsize=512)
def _strings(texts: tuple[str, ...]) -> Code:
    """The same of strings. Memoised: a class has the lists of values of those that it inherits from."""
    return Code("{" + ", ".join(map(mof_string, texts)) + "}")
