"""Macros: the definitions of a translation unit, and which of them may be integer constants."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

from specgen.headers.parsing import bindings

_NOT_IN_EXPRESSIONS = frozenset("{};#")
_PAIRS = {"(": ")", "[": "]"}
_DEEPEST = 100
_LARGEST = 50_000
"""Tokens that a constant may expand to: macros can be nested so that they expand to more than any memory holds."""


@dataclass(frozen=True, slots=True)
class Macro:
    """A definition: ``tokens`` of its body, ``file`` None for one that the compiler brings."""

    name: str
    file: str | None
    function_like: bool
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Expansion:
    """What is known of all that a macro expands to.

    ``plain``: it holds nothing that would end, or leave open, the expression it stands in. ``size`` counts tokens.
    ``negates``: a minus or a tilde is written in it.
    """

    plain: bool = True
    negates: bool = False
    size: int = 0

    def __add__(self, other: "Expansion") -> "Expansion":
        """One after the other."""
        size = self.size + other.size
        return Expansion(self.plain and other.plain and size <= _LARGEST, self.negates or other.negates, size)


_TOO_DEEP = Expansion(plain=False)


def macros_of(root: Any) -> dict[str, Macro]:
    """The definitions of a unit that was parsed with macros, by name; of several the last."""
    kind = bindings().CursorKind.MACRO_DEFINITION
    return {cursor.spelling: macro_of(cursor) for cursor in root.get_children() if cursor.kind == kind}


def macro_of(cursor: Any) -> Macro:
    """The macro that a definition defines."""
    name, *body = [*cursor.get_tokens()] or [cursor]
    function_like = bool(body) and body[0].spelling == "(" and body[0].extent.start == name.extent.end
    file = cursor.location.file
    return Macro(cursor.spelling, file.name if file else None, function_like, tuple(one.spelling for one in body))


class Expansions:
    """What the macros of one unit expand to."""

    def __init__(self, macros: Mapping[str, Macro]) -> None:
        self._macros = macros
        self._found: dict[str, Expansion] = {}

    def of(self, name: str, depth: int = 0) -> Expansion:
        """The expansion of a macro; a name that is none, or is being expanded, stands for itself."""
        if name not in self._macros:
            return Expansion(size=1)
        if name not in self._found:
            if depth > _DEEPEST:
                return _TOO_DEEP
            self._found[name] = Expansion(size=1)
            tokens = self._macros[name].tokens
            self._found[name] = self.of_tokens(tokens, depth) + Expansion(plain=_is_closed(tokens))
        return self._found[name]

    def of_tokens(self, tokens: Iterable[str], depth: int = 0) -> Expansion:
        """The expansion of some tokens."""
        return reduce(Expansion.__add__, (self._token(token, depth) for token in tokens), Expansion())

    def _token(self, token: str, depth: int) -> Expansion:
        if token[0].isalpha() or token[0] == "_":
            return self.of(token, depth + 1)
        plain = '"' not in token and not _NOT_IN_EXPRESSIONS.intersection(token)
        return Expansion(plain, token in ("-", "~"), 1)


def _is_closed(tokens: Iterable[str]) -> bool:
    """Whether every bracket is closed that is opened, and none else."""
    waiting: list[str] = []
    for token in tokens:
        if token in _PAIRS:
            waiting.append(_PAIRS[token])
        elif token in _PAIRS.values() and (not waiting or waiting.pop() != token):
            return False
    return not waiting
