"""Defaults: the literal that is assumed where the item is not given (default-when-omitted)."""

from collections.abc import Iterator

from specgen.reader.constraints.clauses import clauses
from specgen.reader.constraints.context import Found, Item
from specgen.reader.constraints.forms import Match, first, says
from specgen.reader.constraints.sentences import Sentence
from specgen.reader.constraints.tokens import Token

KINDS = frozenset({"default-when-omitted"})

_STATED = (
    "default (value|setting|behavior|mode|option)? (is|=|:) ~1 <literal>",
    "default (value|setting) (of|for) ~5 (is|:) <literal>",
    "defaults to ~1 <literal>",
    "default (value)? of <literal>",
    "<literal> (is|as) the default (value|setting)?",
    "<literal> , (which is)? the default",
    "<literal> , which is the default",
    "<literal> ( the? default )",
    "default ( <literal> )",
    "(is|set|to|be) <literal> by default",
)
_OMITTED = (
    "not (specified|supplied|given|provided|set|present|passed|used)",
    "(is|are) (omitted|missing|absent|null|zero|empty|blank|unspecified|0)",
    "(omitted|unspecified)",
    "passing (null|zero|0)",
    "(null|zero) is (passed|specified)",
)
_ASSUMED = (
    "(value|default|number|setting) (of)? ~1 <literal> (is|will) ~1 (used|assumed|applied|set)",
    "<literal> (is|will) be? (used|assumed)",
    "(assumes|uses|assumed|be) ~3 value? of? <literal>",
    "<literal> (is|will) be? (used|assumed|passed) instead",
)
_THIS_ONE = (
    "this (value|flag|setting|option) is the default (value|setting|behavior|flag)? .",
    "this is the default (value|setting|flag|behavior)? .",
)
_SHORT = 8
_SPEAKS_OF_OMISSION = frozenset({"default", "defaults", "if", "when", "unless", "otherwise"})
TELLS = _SPEAKS_OF_OMISSION
NUMBERS_TELL = False
_VERSIONS = frozenset({"windows", "version", "server"})


def find(item: Item) -> Iterator[Found]:
    """The defaults that sentences state, and the value that calls itself the default."""
    for sentence in item.prose.sentences:
        if sentence.flag is None:
            yield from _own(item, sentence)
        elif sentence.flag and _is_called_default(item, sentence):
            yield from _chosen(sentence, sentence.flag)


def _is_called_default(item: Item, sentence: Sentence) -> bool:
    """Whether the sentence says no more than that the value is the default; ``Default`` alone is a label."""
    words = [token.low for token in sentence.tokens if token.form != "mark"]
    if words == ["default"]:
        return sentence.text == "Default." and sum(one.flag == sentence.flag for one in item.prose.sentences) > 1
    return says(_THIS_ONE, sentence.tokens) and len(words) <= _SHORT


def _own(item: Item, sentence: Sentence) -> Iterator[Found]:
    tokens = sentence.tokens
    if not sentence.words & _SPEAKS_OF_OMISSION:
        return
    if tokens[:1] and tokens[0].low == "for":
        return
    if sentence.words & _VERSIONS:
        return
    match = first(_STATED, tokens, sentence.words)
    sure = 0.95
    if match is None and any(clause.conditional and says(_OMITTED, clause.own) for clause in clauses(tokens)):
        match, sure = first(_ASSUMED, tokens, sentence.words), 0.85
    if match is not None and not _is_listed(tokens, match) and not item.speaks_of_others(tokens):
        value = literal(match.slots[0])
        if value is not None:
            yield Found("default-when-omitted", sentence, sure, value=value)


def _is_listed(tokens: tuple[Token, ...], match: Match) -> bool:
    """``0, 2, and 4``, ``four times``: a list of numbers is no literal, nor is a factor."""
    behind = tokens[match.end : match.end + 2]
    if behind and behind[0].low == "times":
        return True
    return len(behind) == 2 and behind[0].low in (",", "and") and behind[1].number is not None


def literal(token: Token) -> int | str | None:
    """The value that a literal stands for: its number, or its text without quotes."""
    if token.number is not None:
        return token.number
    text = token.text[1:-1].strip() if token.form == "string" else token.text
    return text or None


def _chosen(sentence: Sentence, term: str) -> Iterator[Found]:
    """A nested value that says of itself that it is the default: the constant or number of its term."""
    word = term.split(maxsplit=1)[0].strip("*_`,;:()") if term.split() else ""
    if word.isdigit():
        yield Found("default-when-omitted", sentence, 0.75, value=int(word))
    elif word.isidentifier() and "_" in word and word[0].isupper():
        yield Found("default-when-omitted", sentence, 0.75, value=word)
