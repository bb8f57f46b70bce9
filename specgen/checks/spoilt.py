"""Lines of a syntax block that hold characters which are none of its language: HTML entities, and what shows nothing.

One place judges, so that a character is reported once, by the rule on such characters, and not again for what could not
be read because of it.
"""

from specgen.model.facts import PageFacts
from specgen.model.spans import Span

_SPOILING = frozenset({"entity", "invisible"})
_NONE: frozenset[int] = frozenset()


def spoilt_lines(facts: PageFacts) -> frozenset[int]:
    """The numbers of those lines, from 1."""
    if not facts.strays:
        return _NONE
    found = (one for one in facts.strays if one.place == "syntax" and one.form in _SPOILING)
    return frozenset(one.quote.span.line for one in found)


def touches(span: Span, lines: frozenset[int]) -> bool:
    """Whether a stretch of the page stands on one of the lines."""
    return any(span.line <= line <= span.end_line for line in lines)
