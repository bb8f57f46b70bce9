"""Naming conventions of C interfaces: cbX holds the bytes of lpX, cX the elements, XLength the length of X."""

import re
from collections.abc import Iterable

_COUNTS = re.compile(r"(?:l?p)?(?:ul|dw|w|n)?(?P<unit>cb|cch|c)(?=[A-Z\d]|[a-z]{2})(?P<stem>\w+)")
_LENGTHS = re.compile(r"(?P<stem>\w+?)_?(?:Length|Size|Len|Count)")
_HOLDS = re.compile(
    r"(?:l?pp{0,3}|rg|ab|a|l?pp?b|l?pp?v|l?pp?sz|l?pp?w?sz|l?pp?str|sz|wsz|l?pp?rg|l?pp?a)(?P<stem>[A-Z\d]\w*)"
)
_LOWER_HOLDS = re.compile(r"(?:l?pp?|rg|l?pp?b|sz)(?P<stem>[a-z]\w*)")
_SUFFIXES = ("str", "string", "buffer", "array", "list", "data")
UNITS = {"cb": "bytes", "cch": "elements", "c": "elements"}


def unit_of(name: str) -> str | None:
    """``bytes`` or ``elements`` if the name's prefix says that it counts them (cb, cch); None for other names."""
    if re.match(r"_?(?:l?p)?(?:ul)?cb(?:[A-Z_\d]|[a-z]|$)", name):
        return "bytes"
    return "elements" if re.match(r"_?(?:l?p)?(?:ul)?cch(?:[A-Z_\d]|$)", name) else None


def counted_by(name: str, siblings: Iterable[str]) -> str | None:
    """The one sibling that holds what ``name`` counts, by their names alone; None if none or several might.

    >>> counted_by("cbKey", ["lpKey", "lpLock"]), counted_by("cch1", ["str", "pstr1", "pstr2"])
    ('lpKey', 'pstr1')
    """
    names = list(siblings)
    stems = _stems(name)
    for wanted in (stems, {stem + suffix for stem in stems for suffix in _SUFFIXES}):
        found = [one for one in names if one != name and _held(one) & wanted]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _stems(name: str) -> set[str]:
    found = {match["stem"] for pattern in (_COUNTS, _LENGTHS) if (match := pattern.fullmatch(name))}
    return {stem.lower() for stem in found}


def _held(name: str) -> set[str]:
    """The stems that a member which holds something may stand for: its name, without a prefix of pointers and types."""
    if _COUNTS.fullmatch(name):
        return set()
    found = {name} | {match["stem"] for pattern in (_HOLDS, _LOWER_HOLDS) if (match := pattern.fullmatch(name))}
    return {stem.lower() for stem in found}
