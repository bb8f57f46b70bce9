r"""A GUID has a space in it, lost a hyphen, or is too long or too short.

## What it does

Looks in the text outside syntax blocks for groups of hexadecimal digits in the order of a GUID, and reports those that
are not of 8, 4, 4, 4 and 12 digits with hyphens between them and nothing else.

## Why it is bad

A GUID is compared digit by digit. One that was copied with a space in it registers nothing and finds nothing.

## Example

`0a0b0c0d-1111 -2222-3333-444444444444`

## Use instead

`0a0b0c0d-1111-2222-3333-444444444444`

## How sure

Proven that it is none. The fix takes spaces out and puts a lost hyphen in, and is safe where all 32 digits are there;
digits that are lost are not known.

Measured on 7,972 translated pages: 12 findings, not yet judged one by one. None on 5,752 English pages.
"""

import re
from collections.abc import Iterator

from specgen.checks.vocabulary import is_guid
from specgen.checks.wording import cite
from specgen.model.facts import Note, Remedy, Token
from specgen.model.library import Page
from specgen.model.rules import Scope
from specgen.model.types import Severity

CODE = "SG509"
NAME = "guid-damaged"
SEVERITY: Severity = "warning"
SCOPE: Scope = "page"
PREVIEW = True

_FORM = "guid"
_GROUPS = (8, 12, 16, 20)
_DIGITS = 32


def check(page: Page) -> Iterator[Note]:
    """One note for each damaged GUID, at the GUID."""
    passages = page.facts.passages
    if not passages.may_have(_FORM):
        return  # most pages have none, and passages are the longest of all that is known of a page
    for passage in passages:
        yield from (_note(one) for one in passage.tokens if one.form == _FORM and not is_guid(one.text))


def _note(token: Token) -> Note:
    digits = re.sub(r"[^0-9A-Fa-f]", "", token.text)
    groups = (digits[start:end] for start, end in zip((0, *_GROUPS), (*_GROUPS, None), strict=True))
    whole = "-".join(groups) if len(digits) == _DIGITS else None
    meant = f"the GUID {whole}" if whole else f"which has {len(digits)} of the 32 digits of a GUID"
    message = f"line {token.span.line} says {cite(token.text)}, {meant}"
    remedy = Remedy(whole, safe=True) if whole else None
    return Note(CODE, token.span, message, None, token.text, whole, remedy=remedy)
