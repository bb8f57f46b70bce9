"""Sizes of other members: byte-count-of, element-count-of.

``The size, in bytes, of the key pointed to by the lpKey parameter``: what is measured (size, length, count, number),
in which unit, and of whom: the member that is named behind it, else the one that naming conventions give.
"""

import itertools
from collections.abc import Iterator

from specgen.reader.constraints.context import Found, Item
from specgen.reader.constraints.forms import says
from specgen.reader.constraints.naming import counted_by, unit_of
from specgen.reader.constraints.sentences import Sentence
from specgen.reader.constraints.tokens import Token, word_set

KINDS = frozenset({"byte-count-of", "element-count-of"})

_MEASURES = frozenset({"size", "length", "count", "number"})
TELLS = _MEASURES
NUMBERS_TELL = False
_BYTES = ("(byte|bytes|octets)",)
_ELEMENTS = (
    "in ~2 (characters|chars|wchars|tchars|elements|entries|words|points)",
    "(character|wchar|tchar|element|structure|entry) count",
    "(count|number) of",
)
_STRUCTURES = ("(structure|struct)",)
_STOPS = frozenset({"if", "unless", "when", "each", "to", ";", "that", "which", "because", "where", "how", "than"})
_BY_OTHERS = frozenset(
    {"maximum", "minimum", "total", "actual", "expected", "largest", "smallest", "reference", "required"}
)
_HEADS = word_set(
    "a an the optional pointer to address of variable value integer unsigned long ulong dword word that which "
    "where contains receives specifies indicates is holds returns returned gives represents on input output in "
    "return , or and byte character this parameter member it store provider location memory 32-bit on, stores "
    "uint element structure entry at by"
)
_ALREADY_DONE = frozenset(
    {"read", "written", "copied", "transferred", "sent", "received", "processed", "removed", "deleted"}
)


def find(item: Item) -> Iterator[Found]:
    """What the first measure of each sentence about the item itself counts."""
    if item.declared.array is not None:
        return
    for sentence in item.own:
        if sentence.words.isdisjoint(_MEASURES):
            continue
        for at in range(len(sentence.tokens)):
            if sentence.tokens[at].low in _MEASURES and _is_what_it_is(item, sentence.tokens, at):
                found = _measured(item, sentence, at)
                if found is not None:
                    yield found
                break


def _is_what_it_is(item: Item, tokens: tuple[Token, ...], at: int) -> bool:
    """Whether the measure at ``at`` is what the member itself is: nothing but words that introduce it stand before."""
    before = list(tokens[:at])
    if any(token.low in _BY_OTHERS for token in before):
        return False
    return all(
        token.low in _HEADS or item.is_self(tokens, index) or (index < 3 and token.form == "mark")
        for index, token in enumerate(before)
    )


def _measured(item: Item, sentence: Sentence, at: int) -> Found | None:
    tokens = sentence.tokens
    rest = _until_stop(tokens, at)
    if any(token.low in _ALREADY_DONE and before.low != "be" for before, token in itertools.pairwise(rest)):
        return None
    named = _named(item, tokens, at, at + len(rest))
    unit = _unit(item, tokens[max(0, at - 1) : at + len(rest)], tokens[at].low)
    if unit is None:
        return None
    kind = "byte-count-of" if unit == "bytes" else "element-count-of"
    if named is not None:
        return Found(kind, sentence, 0.95, other=named)
    by_name = counted_by(item.name, [one.name for one in item.others if one.name])
    return Found(kind, sentence, 0.75, other=by_name) if by_name else None


def _until_stop(tokens: tuple[Token, ...], at: int) -> tuple[Token, ...]:
    """The tokens from the measure up to a word that begins something else; ``pointed to by`` is no such word."""
    for index in range(at, len(tokens)):
        pointed = tokens[index].low == "to" and tokens[index - 1].low in ("pointed", "pointer", "points")
        if tokens[index].low in _STOPS and not pointed and not _continues(tokens, index):
            return tokens[at:index]
    return tokens[at:]


def _continues(tokens: tuple[Token, ...], at: int) -> bool:
    """``that is pointed to by``, ``that lpKey points to``, ``to be copied``: the measured thing is still described."""
    behind = [token.low for token in tokens[at + 1 : at + 3]]
    if tokens[at].low in ("that", "which"):
        return behind[:2] in (["is", "pointed"], ["are", "pointed"]) or "points" in [
            t.low for t in tokens[at + 1 : at + 6]
        ]
    return tokens[at].low == "to" and behind[:1] == ["be"]


def _named(item: Item, tokens: tuple[Token, ...], start: int, end: int) -> str | None:
    names = [name for at in range(start, end) if (name := item.sibling(tokens, at)) is not None]
    return names[0] if names else None


def _unit(item: Item, tokens: tuple[Token, ...], measure: str) -> str | None:
    if says(_BYTES, tokens):
        return "bytes"
    if says(_ELEMENTS, tokens):
        return "elements"
    by_prefix = unit_of(item.name)
    if by_prefix is None and measure in ("size", "length") and says(_STRUCTURES, tokens):
        return "bytes"
    return by_prefix
