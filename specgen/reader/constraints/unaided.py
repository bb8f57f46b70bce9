"""What can be read in any language: a member that is called reserved, or described as such in a few words."""

from collections.abc import Iterator

from specgen.lexicons import Lexicon, folded
from specgen.reader.constraints.context import Found, Item
from specgen.reader.constraints.forms import is_literal
from specgen.reader.constraints.sentences import Sentence, Told
from specgen.reader.constraints.tokens import Token

_FEW = 60
"""Characters of a description that says nothing else."""

_Spelled = list[tuple[Sentence, Token]]


def may_be_unaided(item: str, told: Told, words: Lexicon) -> bool:
    """Whether ``find_unaided`` could find anything of the member ``item``; asked before sentences are looked for."""
    if told.flags:
        return False
    if "reserved" in item.lower():
        return True
    return _has(folded(" ".join([para.text for para, _, _ in told.paras])), words, "reserved")


def _has(text: str, words: Lexicon, key: str) -> bool:
    return any(word in text for word in words.words("reserved", key))


def find_unaided(item: Item, words: Lexicon) -> Iterator[Found]:
    """``reserved-zero`` of a member whose whole text spells one value, 0 or NULL, once or more.

    It must be called reserved, or its description be short and say so in a word of the page's language, which may
    then spell the value as well.
    """
    if item.flags:
        return
    values = [
        (sentence, token)
        for sentence in item.prose.sentences
        for token in sentence.tokens
        if token.is_null or is_literal(token) or token.marked
    ]
    if any(not token.is_null and token.number != 0 for _, token in values):
        return
    if "reserved" in item.name.lower() and values and all(token.is_null or token.text == "0" for _, token in values):
        yield Found("reserved-zero", values[0][0], 0.9, value=0)
    elif item.prose.sentences and _says_reserved(item, words, values):
        yield Found("reserved-zero", item.prose.sentences[-1], 0.9, value=0)


def _says_reserved(item: Item, words: Lexicon, values: _Spelled) -> bool:
    text = folded(" ".join(sentence.text for sentence in item.prose.sentences))
    if len(text) > _FEW or not _has(text, words, "reserved"):
        return False
    return bool(values) or _has(text, words, "zero")
