"""Macros as what a C parser takes for a declaration, in place: offsets stay those of the page."""

import re
from collections.abc import Sequence

from specgen.reader.syntax.c.lexer import Word, closing, words

_SHORT = 20
"""Words in the brackets of a macro, at most."""
_METHOD_MACROS = frozenset({"STDMETHOD", "STDMETHOD_", "STDMETHODIMP_", "STDAPI_"})
_ARRAY_TYPES = frozenset({"SAFEARRAY"})
_INTERFACE = re.compile(r"MIDL_INTERFACE|DECLARE_(?:\w+_)?INTERFACE_?", re.ASCII)


def plain_c(code: str) -> str:
    """Macros as what a C parser takes for a declaration, in place.

    ``STDMETHOD(Name)`` becomes ``STDMETHOD Name``, ``STDMETHOD_(type, Name)`` becomes ``type Name``, CONST becomes
    const, ``SAFEARRAY(type)`` one word, and ``DECLARE_INTERFACE_(Name, Base) {`` becomes ``interface Name : Base {``
    (the page's own spelling is what is quoted).
    """
    found = words(code)
    changes: dict[int, str] = {}
    for at, word in enumerate(found):
        called = at + 1 < len(found) and found[at + 1].text == "("
        if word.text in _METHOD_MACROS and called:
            changes |= _without_brackets(found, at)
        elif word.text in _ARRAY_TYPES and called:
            end = min(closing(found, at + 1, within=_SHORT), len(found) - 1)
            changes |= dict.fromkeys(range(word.end, found[end].end), "_")
        elif called and _INTERFACE.fullmatch(word.text):
            changes |= _as_interface(found, at)
        elif word.text == "CONST":
            changes |= dict(enumerate("const", word.start))
    return "".join(changes.get(at, char) for at, char in enumerate(code)) if changes else code


def _without_brackets(found: Sequence[Word], at: int) -> dict[int, str]:
    """What to blank of the macro at ``at``: its brackets and comma, and its name where the type is an argument."""
    end = min(closing(found, at + 1, within=_SHORT), len(found) - 1)
    marks = [word.start for word in found[at + 1 : end + 1] if word.text in "(,)"]
    name = range(found[at].start, found[at].end) if found[at].text.endswith("_") else ()
    return dict.fromkeys([*marks, *name], " ")


def _as_interface(found: Sequence[Word], at: int) -> dict[int, str]:
    """What to change so that a macro that begins an interface reads as the word interface."""
    end = closing(found, at + 1, within=_SHORT)
    begins = end + 1 < len(found) and (found[end + 1].text == "{" or found[end + 1].kind == "name")
    if not begins:
        return {}
    changes = dict(enumerate("interface".ljust(len(found[at].text)), found[at].start))
    inside = found[at + 1 : end + 1]
    if found[end + 1].text == "{":
        return changes | {word.start: ":" if word.text == "," else " " for word in inside if word.text in "(,)"}
    return changes | dict.fromkeys(range(inside[0].start, inside[-1].end), " ")
