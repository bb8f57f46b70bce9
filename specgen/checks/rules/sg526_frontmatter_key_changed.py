r"""A key of the frontmatter was translated, damaged or lost.

## What it does

Compares the keys of a translated page's frontmatter with those of its original. Reports a key that is one of the
original's in other letters, case or spacing, and identity keys (title, `api_name`, `api_type`, `api_location`,
`topic_type`, `ms.assetid`) that the translation lacks.

## Why it is bad

Sites and tools read keys by name. A translated `api_name` leaves the page without an identity.

## Example

`nome_api:` for `api_name:`

## Use instead

The key of the original; only values are translated.

## How sure

Proven. Where the translation has none of several keys that say which API it is about, the original was given them
since, and nothing is reported of these. Other keys come and go with the systems that publish pages, and are not
compared.

Measured on 5,721 pages (Win32 in French, MAPI in Portuguese): 1 finding, which is true. Of 60 injected changes all are
found.
"""

import re
from collections.abc import Collection, Iterator
from difflib import SequenceMatcher

from specgen.checks.vocabulary import letters
from specgen.checks.wording import cite
from specgen.model.facts import Note, Remedy
from specgen.model.library import Page
from specgen.model.rules import Scope
from specgen.model.spans import Quote, Span
from specgen.model.types import Severity

CODE = "SG526"
NAME = "frontmatter-key-changed"
SEVERITY: Severity = "warning"
SCOPE: Scope = "pair"
PREVIEW = True

_IDENTITY = frozenset({"title", "api_name", "api_type", "api_location", "topic_type", "ms.assetid"})
_API = frozenset({"api_name", "api_type", "api_location", "topic_type"})
_LOCALISED = (
    "ms.contentlocale",
    "ms.lasthandoff",
    "ms.locfileid",
    "ms.openlocfilehash",
    "ms.sourcegitcommit",
    "ms.translationtype",
)
"""What localisation adds to a page, and no original has."""
_CAPITALISED = re.compile(r"[A-Z][a-z0-9]*(?:[._][a-z0-9]+)*")
"""A key that begins with a capital and has no other; those that really do (``TOCTitle``, ``ROBOTS``) have."""
_ALIKE = 0.75


def check(page: Page, original: Page) -> Iterator[Note]:
    """One note for each key that was changed, at the key; for one that was lost, at the frontmatter's first line."""
    mine, theirs = page.facts.front.keys, original.facts.front.keys
    if not mine:
        return
    own, there = {one.text for one in mine}, {one.text for one in theirs}
    extra = [one for one in mine if one.text not in there]
    since = _added_since(own, there)
    for lost in (one for one in theirs if one.text not in own):
        found = next((one for one in extra if _is_of(one, lost)), None)
        if found is not None:
            extra.remove(found)
            yield _changed(found, lost)
        elif lost.text in _IDENTITY and lost.text not in since:
            message = f"the frontmatter has no {lost.text}, line {lost.span.line} of the original has"
            yield Note(CODE, Span(1, 1, 1, 4), message, lost.text, None, lost.text)
    for key in extra:
        true = next((one for one in _LOCALISED if letters(one) == letters(key.text)), key.text)
        if _CAPITALISED.fullmatch(key.text):
            true = key.text[0].lower() + key.text[1:]
        if true != key.text:
            message = f"line {key.span.line} has the key {cite(key.text)}, which is {true}"
            yield Note(CODE, key.span, message, None, key.text, true, remedy=Remedy(true, safe=True))


def _added_since(own: Collection[str], there: Collection[str]) -> Collection[str]:
    """The keys that say which API a page is about, where it has none of the several that the original has."""
    added = _API.intersection(there)
    return added if len(added) > 1 and _API.isdisjoint(own) else ()


def _is_of(found: Quote, lost: Quote) -> bool:
    if letters(found.text) == letters(lost.text) or (not found.text.isascii()):
        return True
    alike = SequenceMatcher(None, found.text, lost.text, autojunk=False).ratio()
    return lost.text in _IDENTITY and (alike >= _ALIKE or _words(found.text) == _words(lost.text))


def _words(text: str) -> set[str]:
    return set(text.lower().replace(".", "_").split("_"))


def _changed(found: Quote, lost: Quote) -> Note:
    line = found.span.line
    message = f"line {line} has the key {cite(found.text)}, line {lost.span.line} of the original {lost.text}"
    safe = letters(found.text) == letters(lost.text)
    return Note(CODE, found.span, message, None, found.text, lost.text, remedy=Remedy(lost.text, safe))
