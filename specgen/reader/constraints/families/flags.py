"""Flags: bitmask (values that may be combined), exclusive (two that may not be given together)."""

import itertools
from collections.abc import Iterable, Iterator, Sequence

from specgen.reader.constraints.context import Found, Item
from specgen.reader.constraints.forms import first, says, telling
from specgen.reader.constraints.sentences import Sentence
from specgen.reader.constraints.tokens import Token, word_set

KINDS = frozenset({"bitmask", "exclusive"})

_NAMED = (
    "(bitmask|bitfield|bit-mask)",
    "bit (mask|field|flags|flag|vector)",
    "(mask|bitmap) of",
    "bitmap value",
    "(bit-mapped|bitmapped)",
    "set of bit flags",
    "is a bitmap",
)
_HEADS = word_set(
    "a an the optional pointer to set of value integer unsigned long ulong dword 32-bit 64-bit variable "
    "returns returned contains is are specifies receives it this parameter member property address on input "
    "output , in that which indicates represents as following or more one by type location receive"
)
_COMBINED = (
    "one or more of (the|these) ~1 (following|flags|values|bits|constants)",
    "one or more of these",
    "(any|a|some) combination of ~3 (following|flags|values|bits|one|constants|these|options|attributes)",
    "combination of <number> bits",
    "in any combination",
    "(flags|values|bits|constants|options) ~3 (can|may|could) be ~3 (combined|or'ed|ored|or'd|joined)",
    "(flags|values|bits|constants|options) ~9 (logical|bitwise) or",
    "(flags|values|bits|constants|options) ~9 bitwise-or",
    "zero or more of the following",
)
_SEPARATELY = ("(cannot|not|never) be combined",)
_NO_NUMBERS = frozenset({"string", "boolean", "datetime"})
_TOGETHER = (
    "mutually exclusive",
    "(cannot|not) ~2 (set|used|specified|combined|passed|given) ~4 (if|with|together|simultaneously|when|at|as)",
    "(cannot|not) both be",
    "(not|never|cannot) (use|combine|set|specify|pass) ~4 (with|together|and)",
    "but not both",
    "(exclusive|incompatible) (of|with)",
    "at the same time",
)
_ANY_OTHER = ("any other flag", "all other flags", "any other flags", "other flags")
_ALL = (
    "(these|following|all|the) ~3 (flags|values) ~4 are mutually exclusive",
    "only one of the following (flags|flag) (can|may|must|should) be (set|specified|used|passed)",
    "exactly one of the following (flags|values) must",
)
_SPEAKS_OF_EXCLUSION = word_set("exclusive incompatible not never cannot both one time")
TELLS = telling(_NAMED) | telling(_COMBINED) | _SPEAKS_OF_EXCLUSION | {"|"}
NUMBERS_TELL = False
_MOST = 6
_COLLECTIONS = frozenset({"array", "list", "collection"})


def find(item: Item) -> Iterator[Found]:
    """Whether the item is a bit mask, and which of its flags exclude each other."""
    yield from _bitmask(item)
    yield from _exclusive(item)


def _bitmask(item: Item) -> Iterator[Found]:
    if item.declared.type in _NO_NUMBERS:
        return
    for sentence in item.own:
        named = first(_NAMED, sentence.tokens, sentence.words)
        if named is not None and _is_what_it_is(item, sentence.tokens, named.start):
            yield Found("bitmask", sentence, 0.95)
        elif _may_be_combined(item, sentence):
            yield Found("bitmask", sentence, 0.9)
        elif "|" in sentence.words and _is_joined(sentence.tokens):
            yield Found("bitmask", sentence, 0.75)


def _is_what_it_is(item: Item, tokens: Sequence[Token], at: int) -> bool:
    return all(token.low in _HEADS or item.is_self(tokens, index) for index, token in enumerate(tokens[:at]))


def _may_be_combined(item: Item, sentence: Sentence) -> bool:
    tokens, words = sentence.tokens, sentence.words
    if item.declared.array is not None or words & _COLLECTIONS or not says(_COMBINED, tokens, words):
        return False
    return not says(_SEPARATELY, tokens, words) and not item.speaks_of_others(tokens)


def _is_joined(tokens: Sequence[Token]) -> bool:
    """``Flags = A_B | C_D``: an example that combines two constants."""
    shown = [at for at, token in enumerate(tokens) if token.text == "|" and 0 < at < len(tokens) - 1]
    return any(tokens[at - 1].is_symbol and tokens[at + 1].is_symbol for at in shown)


def _exclusive(item: Item) -> Iterator[Found]:
    order = list(dict.fromkeys(symbol for flag in item.flags if (symbol := _symbol(flag.term))))
    for sentence in item.prose.sentences:
        if not sentence.words & _SPEAKS_OF_EXCLUSION:
            continue
        if not any(says(forms, sentence.tokens, sentence.words) for forms in (_TOGETHER, _ALL)):
            continue
        for one, other in _pairs(item, sentence, order):
            yield Found("exclusive", sentence, 0.9, value=one, other=other)


def _symbol(term: str) -> str | None:
    """The constant or name that a term begins with."""
    word = term.split(maxsplit=1)[0].strip("*_`,;:()") if term.split() else ""
    return word if word.isidentifier() else None


def _pairs(item: Item, sentence: Sentence, order: Sequence[str]) -> list[tuple[str, str]]:
    named = _flags_in(sentence, order)
    own = _symbol(sentence.flag) if sentence.flag else None
    if own is not None:
        others = named or (order if says(_ANY_OTHER, sentence.tokens) else [])
        return [_in_order(own, other, order) for other in others if other != own]
    if len(named) == 2 or (named and says(("mutually exclusive",), sentence.tokens)):
        return [_in_order(one, other, order) for one, other in itertools.combinations(named, 2)]
    if not named and says(_ALL, sentence.tokens):
        return _all_below(item, sentence)
    return []


def _flags_in(sentence: Sentence, order: Sequence[str]) -> list[str]:
    found = [token.text for token in sentence.tokens if token.text in order or token.is_symbol]
    return list(dict.fromkeys(found))


def _in_order(one: str, other: str, order: Sequence[str]) -> tuple[str, str]:
    if one in order and other in order and order.index(other) < order.index(one):
        return other, one
    return one, other


def _all_below(item: Item, sentence: Sentence) -> list[tuple[str, str]]:
    """Every pair of the flags that are listed under the sentence's paragraph, if they are a short list of constants."""
    below: Iterable[str | None] = (_symbol(flag.term) for flag in item.flags if flag.group == sentence.group)
    flags = list(dict.fromkeys(symbol for symbol in below if symbol))
    return list(itertools.combinations(flags, 2)) if 2 <= len(flags) <= _MOST else []
