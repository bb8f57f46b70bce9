"""Value lists: return codes and the values of properties and parameters, where they stand in the common form."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from benches.injection.page import Page, Token, token
from benches.injection.signature import described_in

_LISTED = re.compile(
    r"^(?:<span[^\n]*</span>)*\n*\*\*(?P<name>[^*\n]+)\*\* \((?P<number>\d+)(?: \(0[xX][0-9A-Fa-f]+\))?\)[ ]*\n"
    r"\s*</dt>(?: <dd>[^\n]*</dd>)?",
    re.MULTILINE,
)
_CELL = re.compile(
    r"^\|[^\n|]*?<dt>\*\*(?P<name>[^*\n]+)\*\*</dt>(?:\s*<dt>(?P<number>\d+)(?P<hex> \(0[xX][0-9A-Fa-f]+\))?</dt>)?"
    r"[^\n]*\n",
    re.MULTILINE,
)
_QUOTED = re.compile(r"^(?P<name>[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)[ ]*\n[ ]*\n>[^\n]*\n[ ]*\n", re.MULTILINE)
_SYMBOL = re.compile(r"[A-Z][A-Z0-9]*(?:\\?_[A-Z0-9]+)+")


@dataclass(frozen=True)
class Code:
    """One value: all of its item (a table row, a quoted paragraph, or a term), its name and its number."""

    item: Token
    name: Token
    number: Token | None


@dataclass(frozen=True)
class ValueList:
    """The values of the member ``of``, or of the return value where that is None, with the declared ``type``."""

    of: str | None
    within: Token
    codes: tuple[Code, ...]


def symbolic(name: str) -> bool:
    """Whether ``name`` is a constant of the headers, not a phrase."""
    return bool(_SYMBOL.fullmatch(name))


def codes_of(page: Page) -> tuple[Code, ...]:
    """The return codes of the page."""
    return next((one.codes for one in lists_of(page) if one.of is None), ())


@lru_cache(maxsize=20_000)
def lists_of(page: Page) -> Sequence[ValueList]:
    """Every value list of the page in the common form: the return codes first, then member by member."""
    found = []
    within = page.sections.get("return-value")
    if within:
        found.append(ValueList(None, within, _codes(page, within)))
    found += [ValueList(item.name.text, item.block, _codes(page, item.block)) for item in described_in(page)]
    return tuple(one for one in found if len(one.codes) > 1)


def _codes(page: Page, within: Token) -> tuple[Code, ...]:
    for pattern in (_LISTED, _CELL, _QUOTED):
        found = [_code(one) for one in pattern.finditer(page.prose, within.start, within.end)]
        if len(found) > 1:
            return tuple(found)
    return ()


def _code(found: re.Match[str]) -> Code:
    numbered = found.groupdict().get("number")
    return Code(token(found), token(found, "name"), token(found, "number") if numbered else None)
