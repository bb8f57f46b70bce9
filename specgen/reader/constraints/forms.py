"""Forms: sentence patterns as data, in a small language of their own, matched against tokens.

``must be at least <number>``        words, and slots that capture a token
``(greater|larger) than``            one of several words
``of? the? ~3 is``                   ``?`` may be missing; ``~3`` skips up to three words (never a mark)

Slots: ``<number>`` ``<symbol>`` ``<constant>`` (a symbol, or four capitals and more)
``<literal>`` (number, symbol, TRUE or FALSE, quoted text) ``<function>`` (a name with
a capital inside, one of an interface's method, or one that ``function`` or ``method`` follows) ``<word>``.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache

from specgen.reader.constraints.tokens import Token

_PART = re.compile(r"~(\d+)|\(([^()]+)\)(\?)?|(\S+?)(\?)?(?=\s|$)")
_FUNCTION = re.compile(r"(?:[A-Z]\w*::)?(?:[A-Z][a-z0-9]+[A-Z]\w*|[A-Z]{2,}[a-z]\w*)$", re.ASCII)
_CAPITALS = re.compile(r"(?!NULL$|TRUE$|FALSE$)[A-Z]{4,}$")
_CALLABLE = frozenset({"function", "method"})
_NAME = re.compile(r"[A-Za-z_]\w*(?:::[A-Za-z_]\w*|\.[A-Za-z_]\w*)?$", re.ASCII)


@dataclass(frozen=True)
class Match:
    """Where a form was found, and what its slots hold, in order."""

    start: int
    end: int
    slots: tuple[Token, ...]


@dataclass(frozen=True)
class _Part:
    words: frozenset[str] = frozenset()
    slot: str | None = None
    optional: bool = False
    skip: int = 0


def _is_function(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if token.form != "word" or not _NAME.match(token.text):
        return False
    if "::" in token.text:
        return True
    follows = tokens[at + 1].low if at + 1 < len(tokens) else ""
    return _FUNCTION.match(token.text) is not None or (follows in _CALLABLE and token.text[:1].isupper())


def is_literal(token: Token) -> bool:
    """A value as the page spells it: a number (not ``one``, a pronoun), a constant, TRUE or FALSE, a quoted text."""
    if token.form == "string" or token.low in ("true", "false"):
        return True
    return (token.number is not None and token.low != "one") or token.is_symbol


_SLOTS: dict[str, Callable[[Sequence[Token], int], bool]] = {
    "<number>": lambda tokens, at: tokens[at].number is not None,
    "<symbol>": lambda tokens, at: tokens[at].is_symbol,
    "<constant>": lambda tokens, at: tokens[at].is_symbol or _CAPITALS.match(tokens[at].text) is not None,
    "<literal>": lambda tokens, at: is_literal(tokens[at]),
    "<function>": _is_function,
    "<word>": lambda tokens, at: tokens[at].form == "word",
}


@dataclass(frozen=True)
class _Compiled:
    """The parts of a form; ``needed`` are the words without one of which (of each set) it cannot be in a sentence."""

    parts: tuple[_Part, ...]
    needed: tuple[frozenset[str], ...]


@cache
def _compiled(form: str) -> _Compiled:
    parts = tuple(_part(match) for match in _PART.finditer(form))
    return _Compiled(parts, tuple(part.words for part in parts if part.words and not part.optional))


def _part(match: re.Match[str]) -> _Part:
    skip, choice, choice_optional, word, word_optional = match.groups()
    if skip:
        return _Part(skip=int(skip))
    if choice:
        return _Part(frozenset(choice.split("|")), optional=bool(choice_optional))
    if word in _SLOTS:
        return _Part(slot=word, optional=bool(word_optional))
    return _Part(frozenset({word}), optional=bool(word_optional))


@dataclass(frozen=True)
class _Index:
    """Forms by a word that must be there: ``by_word`` has places in ``forms`` for each of the ``telling`` words.

    ``always``: those that need no word.
    """

    forms: tuple[_Compiled, ...]
    by_word: Mapping[str, tuple[int, ...]]
    telling: frozenset[str]
    always: frozenset[int]

    def candidates(self, present: AbstractSet[str]) -> Iterable[int]:
        """The places, in order, of the forms that may be in a text of those words; far fewer than there are."""
        words = self.telling & present
        if not words:
            return sorted(self.always)
        return sorted(self.always.union(*[self.by_word[word] for word in words]))


@cache
def _index(forms: tuple[str, ...]) -> _Index:
    compiled = tuple(map(_compiled, forms))
    by_word: dict[str, tuple[int, ...]] = {}
    for at, form in enumerate(compiled):
        for word in _telling(form):
            by_word[word] = (*by_word.get(word, ()), at)
    return _Index(
        compiled, by_word, frozenset(by_word), frozenset(at for at, form in enumerate(compiled) if not form.needed)
    )


def _telling(form: _Compiled) -> frozenset[str]:
    """The words of which a text must have one, those that few texts have: long words are rarer than short ones."""
    return max(form.needed, key=lambda words: min(map(len, words)), default=frozenset())


def telling(forms: tuple[str, ...]) -> frozenset[str]:
    """Words of which a text has at least one if any of ``forms`` is in it. Each of them must need a word."""
    index = _index(forms)
    if index.always:
        raise ValueError(f"{forms[min(index.always)]!r} may be in any text")
    return index.telling


def find(
    forms: tuple[str, ...], tokens: Sequence[Token], present: AbstractSet[str] | None = None
) -> Iterator[tuple[str, Match]]:
    """Every place where one of ``forms`` is, form by form, from left to right, one match for each start.

    ``present``: the lower-case texts of the tokens, where they are at hand.
    """
    words = {token.low for token in tokens} if present is None else present
    index = _index(forms)
    for at in index.candidates(words):
        compiled = index.forms[at]
        if _may_be_in(compiled, words):
            for match in _everywhere(compiled.parts, tokens):
                yield forms[at], match


def _may_be_in(form: _Compiled, present: AbstractSet[str]) -> bool:
    for words in form.needed:  # noqa: SIM110  asked of every sentence for every form, and a generator costs thrice
        if words.isdisjoint(present):
            return False
    return True


def _everywhere(parts: tuple[_Part, ...], tokens: Sequence[Token]) -> Iterator[Match]:
    opening = parts[0].words if not parts[0].optional else frozenset()
    for start, token in enumerate(tokens):
        if opening and token.low not in opening:
            continue
        found = _match(parts, tokens, start)
        if found is not None:
            yield Match(start, found[0], found[1])


def first(forms: tuple[str, ...], tokens: Sequence[Token], present: AbstractSet[str] | None = None) -> Match | None:
    """The first match of the first form that has one."""
    return next((match for _, match in find(forms, tokens, present)), None)


def says(forms: tuple[str, ...], tokens: Sequence[Token], present: AbstractSet[str] | None = None) -> bool:
    """Whether any of the forms is there."""
    return first(forms, tokens, present) is not None


def _match(parts: Sequence[_Part], tokens: Sequence[Token], at: int) -> tuple[int, tuple[Token, ...]] | None:
    if not parts:
        return at, ()
    part, rest = parts[0], parts[1:]
    if part.skip:
        return _skipping(part.skip, rest, tokens, at)
    if at < len(tokens) and (_SLOTS[part.slot](tokens, at) if part.slot else tokens[at].low in part.words):
        behind = _match(rest, tokens, at + 1)
        if behind is not None:
            return behind[0], ((tokens[at],) if part.slot else ()) + behind[1]
    return _match(rest, tokens, at) if part.optional else None


def _skipping(
    most: int, rest: Sequence[_Part], tokens: Sequence[Token], at: int
) -> tuple[int, tuple[Token, ...]] | None:
    for to in range(at, min(at + most, len(tokens)) + 1):
        if to > at and tokens[to - 1].form == "mark":
            return None
        found = _match(rest, tokens, to)
        if found is not None:
            return found
    return None
