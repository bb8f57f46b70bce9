"""Constraints out of prose: what the sentences of an item demand of its value, each with the sentence that says so.

English is read by forms and a small grammar of clauses (``families``); of other languages only what is certain
without words (``unaided``). Confidence is 0 to 1: 0.95 says that the sentence has one reading, 0.85 that a reader
would hardly doubt it, 0.75 and below that something was concluded (a naming convention, a demand without a reason).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from specgen.lexicons import Lexicon
from specgen.model.facts import ConstraintFacts, Declarator
from specgen.reader.constraints.context import Found, Item
from specgen.reader.constraints.families import families
from specgen.reader.constraints.sentences import Flag, Prose, Sentence, Told, told_in
from specgen.reader.constraints.tokens import NUMBER_WORDS, word_set
from specgen.reader.constraints.unaided import find_unaided, may_be_unaided
from specgen.reader.flow import Node

__all__ = ["read_constraints"]

_ENGLISH_WORDS = word_set("the this of is be to that by and with which must can are not if passing")
_ENOUGH = 2
_FREQUENT = _ENGLISH_WORDS | word_set(
    "an for or it from set used reserved always default value values flags bitmask count number size pointer only "
    "after when cannot should may will at you each these has no than more parameter call"
)
_SHORT = 3
_SHARE = 6
_WORD = re.compile(r"\w+")
_LETTERS = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")


def read_constraints(
    declared: Declarator, nodes: Iterable[Node], siblings: Sequence[Declarator], words: Lexicon
) -> tuple[ConstraintFacts, ...]:
    """The constraints that the body of a member's entry states, in page order.

    ``nodes`` is all that the entry holds: paragraphs, nested lists and tables, values that stand beside it.
    ``siblings`` are the members declared with it, itself included or not: sizes name them. Never raises.
    """
    if not declared.name:
        return ()
    told = told_in(nodes)
    in_english = words.locale.startswith("en")
    may_tell = (in_english or _may_have_english_part(told)) and _may_tell(told)
    if not may_tell and not may_be_unaided(declared.name, told, words):
        return ()
    prose = told.prose()
    others = tuple([one for one in siblings if one is not declared and one.name != declared.name])
    is_english = in_english and _may_be_english(prose)
    english = prose if is_english else _english_part(prose)
    found = list(_found(Item(declared, others, english))) if english.sentences else []
    if not is_english:
        found += find_unaided(Item(declared, others, prose), words)
    return tuple([_facts(one) for one in _once(found, prose.sentences)]) if found else ()


def _found(item: Item) -> Iterator[Found]:
    """What the families find; those that say of themselves that they find nothing here (``TELLS``) are not asked."""
    sentences, flags = item.prose.sentences, item.prose.flags
    words = frozenset[str]().union(*[one.words for one in sentences])
    numbers = any(one.has_number for one in sentences) or _has_null(flags)
    for family in families():
        if (numbers and family.NUMBERS_TELL) or not family.TELLS.isdisjoint(words):
            yield from family.find(item)


def _may_tell(told: Told) -> bool:
    """Whether any family could find something, as far as words say; most items say nothing that is a constraint."""
    return any(_has_telling_word(para.text) for para, _, _ in told.paras) or _has_null(told.flags)


def _has_null(flags: Iterable[Flag]) -> bool:
    return any(flag.term.strip().upper() == "NULL" for flag in flags)


@lru_cache(maxsize=8_000)
def _has_telling_word(text: str) -> bool:
    """Whether a text has a number or a word that tells.

    Where no digit touches it, a word that is a token is a whole run of letters; or several, with marks between them.
    """
    runs, marks = _telling()
    if _DIGIT.search(text) or not runs.isdisjoint(_WORD.findall(text.lower())):
        return True
    return any(mark in text for mark in marks)


@cache
def _telling() -> tuple[frozenset[str], tuple[str, ...]]:
    """The words that tell, those of numbers among them, each by its longest run of letters; and the marks that do."""
    words = NUMBER_WORDS.union(*[family.TELLS for family in families()])
    runs = {word: _WORD.findall(word) for word in words}
    longest = frozenset(max(found, key=len) for found in runs.values() if found)
    return longest, tuple(word for word, found in runs.items() if not found)


def _may_be_english(prose: Prose) -> bool:
    """False for a text that no lexicon knows, so that it is read as English, and that lacks the words of English."""
    words = [token.low for one in prose.sentences for token in one.tokens if token.form == "word" and not token.marked]
    return len(words) < _SHORT or sum([word in _FREQUENT for word in words]) * _SHARE >= len(words)


def _may_have_english_part(told: Told) -> bool:
    """False where no paragraph has the words that a sentence of ``_english_part`` has, so that none needs cutting."""
    return any(_has_english_words(para.text) for para, _, _ in told.paras)


@lru_cache(maxsize=2_000)
def _has_english_words(text: str) -> bool:
    """Whether a text has as many words of English as a sentence must.

    A word that is a token is a whole run of letters, but behind a hexadecimal number.
    """
    low = text.lower()
    return "0x" in low or len(_ENGLISH_WORDS.intersection(_LETTERS.findall(low))) >= _ENOUGH


def _english_part(prose: Prose) -> Prose:
    """What translation left in English: the sentences that have words no other language of the pages has."""
    return Prose([one for one in prose.sentences if len(one.words & _ENGLISH_WORDS) >= _ENOUGH], prose.flags)


def _once(found: Iterable[Found], sentences: Sequence[Sentence]) -> Iterator[Found]:
    """Each constraint once, by the sentence that says it best (the first of those), in page order."""
    places = {id(sentence): at for at, sentence in enumerate(sentences)}
    best: dict[tuple[str, int | str | None, str | None], Found] = {}
    for one in sorted(found, key=lambda one: (-one.confidence, places[id(one.sentence)])):
        best.setdefault((one.kind, one.value, one.other), one)
    yield from sorted(best.values(), key=lambda one: (places[id(one.sentence)], one.kind))


def _facts(found: Found) -> ConstraintFacts:
    return ConstraintFacts(found.kind, found.value, found.other, found.sentence.quote, found.confidence)
