"""Clauses: what a sentence says outright, and what only under a condition.

English puts a condition behind one of a few words (if, unless, when) or in front, up to the comma (on the first call,
otherwise). A verb is denied by a word between it and its helper (must not be, cannot be, should never be), and no
further than to the next helper.
"""

from collections.abc import Iterator, Sequence

from specgen.model.records import Record
from specgen.reader.constraints.forms import says
from specgen.reader.constraints.tokens import Token

_CONDITIONS = frozenset({"if", "unless", "when", "whenever", "while", "until", "otherwise", "except", "else", "where"})
_OPENERS = _CONDITIONS | {"because", "since", "although", "so", "but", "then", "which"}
_MARKS = frozenset({",", ";", ":", "(", ")", "\u2014"})
_CIRCUMSTANCES = (
    "(for|on|in|during) the (first|second|initial|last) ~2 (call|calls|search|time)",
    "on (later|subsequent|future|other|input|output|return) ~1",
    "in (this|that|such|these|those|all) (case|cases|situation)",
    "for (calls|other|all|any|some|the) ~6 ,",
    "(using|used) with",
    "depending on",
    "not needed",
    "only (for|with|in|on)",
)
MODALS = frozenset({"can", "cannot", "could", "must", "should", "shall", "may", "might", "will", "would", "do", "does"})
DUTIES = frozenset({"must", "should", "shall", "always"})
_COPULAS = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_DENIALS = frozenset({"not", "never", "cannot", "neither", "nor", "can't", "don't", "doesn't", "isn't", "mustn't"})


class Clause(Record, frozen=True):
    """A stretch of a sentence between marks and conjunctions: tokens ``start`` to ``end``."""

    tokens: tuple[Token, ...]
    start: int
    end: int

    @property
    def conditional(self) -> bool:
        """Whether it states a condition itself."""
        return self.start < self.end and self.tokens[self.start].low in _CONDITIONS

    @property
    def own(self) -> tuple[Token, ...]:
        """The tokens of the clause alone."""
        return self.tokens[self.start : self.end]


def clause_at(tokens: tuple[Token, ...], at: int) -> Clause:
    """The clause that holds token ``at``."""
    return next(clause for clause in clauses(tokens) if clause.start <= at < clause.end)


def clauses(tokens: tuple[Token, ...]) -> Iterator[Clause]:
    """The clauses of a sentence, in order; the marks between them end the clause before."""
    start = 0
    for at, token in enumerate(tokens):
        if token.low in _MARKS:
            yield Clause(tokens, start, at + 1)
            start = at + 1
        elif token.low in _OPENERS and at > start:
            yield Clause(tokens, start, at)
            start = at
    if start < len(tokens):
        yield Clause(tokens, start, len(tokens))


def depends(tokens: tuple[Token, ...]) -> bool:
    """Whether what the sentence says holds only under some condition."""
    return any(clause.conditional for clause in clauses(tokens)) or says(_CIRCUMSTANCES, tokens)


def helper_before(clause: Clause, at: int) -> int | None:
    """The index of the verb that governs token ``at``: the last modal before it in the clause, else a form of be."""
    span = range(at - 1, clause.start - 1, -1)
    modal = next((index for index in span if clause.tokens[index].low in MODALS), None)
    if modal is not None:
        return modal
    return next((index for index in span if clause.tokens[index].low in _COPULAS), None)


def denied(clause: Clause, at: int) -> bool:
    """Whether the verb that governs token ``at`` is denied, before it or behind it."""
    helper = helper_before(clause, at)
    if helper is not None and any(token.low in _DENIALS for token in clause.tokens[helper:at]):
        return True
    if any(token.low in ("neither", "never", "don't") for token in clause.tokens[clause.start : at]):
        return True
    after = clause.tokens[at + 1 : clause.end]
    return _denied_behind(after)


def _denied_behind(after: Sequence[Token]) -> bool:
    """``NULL is not allowed``, ``NULL must not be passed``: a helper, its denial and what is denied."""
    return says(
        (
            "(is|are) not ~1 (allowed|permitted|valid|supported|accepted|acceptable|legal)",
            "(is|are) (invalid|illegal|forbidden|prohibited|disallowed)",
            "(must|should|may|can|shall) (not|never) be",
            "cannot be",
        ),
        after[:6],
    )
