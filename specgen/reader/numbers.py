"""Numbers and ranges as published pages write them: decimal, hexadecimal, both at once, closed and half-open."""

import re
from collections.abc import Sequence
from functools import lru_cache

from specgen.model.records import Record
from specgen.model.types import Range
from specgen.reader.scripts import narrow, ungrouped

NUMBER = re.compile(r"0[xX][0-9a-fA-F]+(?:[uU]?[lL]{1,2}\b|[uU]\b)?|[-\u2212]?\d+")
_GAP = re.compile(r"[-\u2013\u2014~\u301c]|[^\W\d_]{1,3}")
"""What parts the ends of a range: a dash, or the short word that translation made of it (``1 à 9``)."""
_RANGE = re.compile(r"\.\.+|\u2026|[-\u2013\u2014](?=\s*\d)")
_WRITTEN = re.compile(r"\d|\.\s*\.|\u2026")
"""What every number or open range has."""
_LONGEST = 24
"""How many characters a number of 64 bits may have."""


class Written(Record, frozen=True):
    """A number or a range as written."""

    value: int | None
    last: int | None
    range: Range


@lru_cache(maxsize=8_000)
def read_code(text: str) -> Written | None:
    """The number or range that the whole of ``text`` spells, or None if it spells anything else.

    Memoised, because the lists of a docset repeat their codes.
    """
    body = narrow(text)
    if not _WRITTEN.search(body):
        return None
    body = ungrouped(body).replace("\u00a0", " ").strip()
    if not body.endswith(".."):
        body = body.rstrip(".")
    body = body.strip("*` ")
    inner = re.fullmatch(r"(\S.*?)\s*\((0[xX][0-9a-fA-F]*|[-\u2212]?\d+)\s*\)", body)
    if inner:
        return _paired(inner[1], inner[2])
    numbers = list(NUMBER.finditer(body))
    if not numbers:
        return Written(None, None, "rest") if _RANGE.fullmatch(body.replace(" ", "")) else None
    gaps = _gaps(body, numbers)
    if not all(fits(match[0]) for match in numbers):
        return None
    if len(numbers) == 1:
        return _single(number(numbers[0][0]), gaps)
    return _pair(numbers, gaps[1]) if len(numbers) == 2 and not gaps[0] and not gaps[2] else None


def number(text: str) -> int:
    """A number as written, a suffix of C dropped; hexadecimal reads unsigned."""
    if text[:2].lower() == "0x":
        return int(text.rstrip("uUlL"), 16)
    return int(text.replace("\u2212", "-"))


def whole(digits: str) -> int | None:
    """The number that decimal digits, with or without a sign, spell; None for one of more than 64 bits."""
    return int(digits) if len(digits) <= _LONGEST and fits(digits) else None


def fits(text: str) -> bool:
    """Whether a number has at most 64 bits, as every documented one has."""
    return len(text) <= _LONGEST and -(2**63) <= number(text) < 2**64


def _gaps(body: str, numbers: Sequence[re.Match[str]]) -> list[str]:
    edges = [0, *(at for match in numbers for at in match.span()), len(body)]
    return [body[edges[at] : edges[at + 1]].strip() for at in range(0, len(edges), 2)]


def _paired(first: str, second: str) -> Written | None:
    """``2147942487 (0x80070057)``: the same number twice; the hexadecimal spelling reads unsigned."""
    outer = read_code(first) if not first.endswith(")") else None
    if outer is None or outer.range != "single" or (second.lower() != "0x" and not fits(second)):
        return None
    if second.lower() == "0x":
        return outer
    if second[:2].lower() == "0x":
        return Written(number(second), None, "single")
    return outer if number(second) == outer.value else None


def _single(value: int, gaps: Sequence[str]) -> Written | None:
    before, after = gaps
    if not before and not after:
        return Written(value, None, "single")
    if not before and _RANGE.fullmatch(after):
        return Written(value, None, "from")
    if not after and _RANGE.fullmatch(before):
        return Written(None, value, "to")
    return None


def _pair(numbers: Sequence[re.Match[str]], gap: str) -> Written | None:
    first, last = number(numbers[0][0]), number(numbers[1][0])
    negative = numbers[1][0][0] in "-\u2212" and not gap
    if negative and first >= 0:
        return Written(first, -last, "closed")
    if gap and not (_RANGE.fullmatch(gap) or _GAP.fullmatch(gap)):
        return None
    return Written(first, last, "closed") if last >= first else None
