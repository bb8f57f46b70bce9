"""C and C++: functions, methods and callbacks as reference pages declare them.

Annotations are found and blanked (``annotations``), the rest is cut into statements (``statements``), and the
declarators of each are parsed one by one (``parser``): a damaged one does not cost the others. Types are only
named: their members are not read yet.
"""

from collections.abc import Sequence

from specgen.model.facts import Declaration
from specgen.reader.source import Extract
from specgen.reader.syntax import not_read
from specgen.reader.syntax.c.annotations import annotations
from specgen.reader.syntax.c.claims import claims
from specgen.reader.syntax.c.declarations import LANGUAGE, Text, declare
from specgen.reader.syntax.c.lexer import Word, blanked, closing, comments, plain, words
from specgen.reader.syntax.c.statements import statements

__all__ = ["LANGUAGE", "PRECEDENCE", "claims", "parse"]

PRECEDENCE = 2
"""After MOF, whose methods a C parser would take as well."""

_LONGEST = 100_000
"""Characters; what is longer is no declaration, and is not parsed."""
_SHORT = 20
"""Words in the brackets of a macro, at most."""
_METHOD_MACROS = frozenset({"STDMETHOD", "STDMETHOD_", "STDMETHODIMP_", "STDAPI_"})
_ARRAY_TYPES = frozenset({"SAFEARRAY"})


def parse(block: Extract) -> tuple[Declaration, ...]:
    """One declaration for each statement of the block, in its order."""
    if len(block.text) > _LONGEST:
        whole = block.quote()
        return (Declaration(LANGUAGE, "other", whole, unread=(whole,), notes=(not_read(whole),)),)
    code = plain(block.text)
    found = words(code)
    read, stretches = annotations(found)
    code = _plain_c(blanked(code, [*stretches, *comments(code)]))
    text = Text(block, code, read, stretches)
    made, since = [], 0
    for statement in statements(words(code)):
        made.append(declare(text, statement, since))
        since = statement.words[-1].end
    return tuple(made)


def _plain_c(code: str) -> str:
    """Macros as what a C parser takes for a declaration, in place.

    ``STDMETHOD(Name)`` becomes ``STDMETHOD Name``, ``STDMETHOD_(type, Name)`` becomes ``type Name``, CONST becomes
    const, and ``SAFEARRAY(type)`` one word (the page's own spelling is what is quoted).
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
        elif word.text == "CONST":
            changes |= dict(enumerate("const", word.start))
    return "".join(changes.get(at, char) for at, char in enumerate(code)) if changes else code


def _without_brackets(found: Sequence[Word], at: int) -> dict[int, str]:
    """What to blank of the macro at ``at``: its brackets and comma, and its name where the type is an argument."""
    end = min(closing(found, at + 1, within=_SHORT), len(found) - 1)
    marks = [word.start for word in found[at + 1 : end + 1] if word.text in "(,)"]
    name = range(found[at].start, found[at].end) if found[at].text.endswith("_") else ()
    return dict.fromkeys([*marks, *name], " ")
