"""The nearest constant: the one of a known family that shares most words with what translation left of a label.

A translation may lose words, order, case and the place of underscores, but hardly ever their number. So only constants
with as many underscores are looked at, whose first word the page, or the label itself, still spells; a constant that
the list names already is none. The best must hold half of the words, and be the only best: else nothing is said.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from specgen.lexicons import Lexicon, fold

_WORDS = re.compile(r"[^\W_]+")
_MARKS = re.compile(r"[^\w\s'\u2019]")
_CAPITALS = re.compile(r"[A-Z][A-Z0-9]*\Z")
_SHORTEST = 3
"""How long a word must be for its beginning to stand for it: ARG is an argument, REQ a request."""
_KIN = 0.6
"""How much of the shorter of two words in two languages must begin alike: AUTHENTICATION, authentification."""
_FORM = 0.85
"""How much of the longer of two English words must begin alike: AUTHENTICATION, AUTHENTICATING."""
_ENDING = 2
"""By how many letters a word may be longer than its stem: NEEDED, NEED."""
_LONGEST_PHRASE = 4
_LONGEST_LABEL = 120
"""Longer labels are sentences."""
_LOST = frozenset("ES")
"""First words that are a single letter, which translation drops: ``_OK``, ``_false``."""
_LETTERS_TOLD = frozenset("EIWS")
"""The letters that say in a status code how grave it is."""

_NO_FAMILY: Mapping[str, Sequence[str]] = {}

Score = tuple[float, int, int]


class Nearest:
    """The constants of a run, by first word and number of underscores.

    ``documented``: those that its own pages document; of several that fit as well, a single one of these is meant.
    """

    def __init__(self, constants: Iterable[str], documented: Collection[str]) -> None:
        self._documented = documented
        self._families: dict[tuple[str, int], dict[str, list[str]]] = defaultdict(dict)
        self._firsts: set[str] = set()
        self._words: set[str] = set()
        for constant in constants:
            words = constant.split("_")
            first, *rest = words
            self._families[first, len(rest)][constant] = [word for word in rest if len(word) > 1]
            self._firsts.add(first)
            self._words.update(words)

    def begins_with(self, words: Collection[str]) -> bool:
        """Whether one of these words is the first of a constant."""
        return any(word in self._firsts for word in words)

    def fill(self, labels: Sequence[str | None], named: Sequence[str | None], words: Lexicon) -> list[str | None]:
        """The constant of each label of one list, None where there is no single nearest.

        ``named``: the constants of the list that are known, and None for those to be found.
        """
        family = frozenset(one.split("_")[0] for one in named if one)
        taken = {one for one in named if one}
        found: list[tuple[Score, str] | None] = []
        for label, known in zip(labels, named, strict=True):
            best = self._best(label, family, taken, words) if label and not known and _is_damaged(label) else None
            found.append(best)
        claims = Counter(found)
        most = {
            symbol: max(claim[0] for claim in claims if claim and claim[1] == symbol)
            for _, symbol in filter(None, found)
        }
        return [one[1] if one and claims[one] == 1 and most[one[1]] == one[0] else None for one in found]

    def _best(
        self, label: str, family: Collection[str], taken: Collection[str], words: Lexicon
    ) -> tuple[Score, str] | None:
        told = _told(label, words, self._words)
        firsts = {*family, *(told.firsts & self._firsts)}
        if not any(map(str.isalnum, label.split("_", maxsplit=1)[0])):
            firsts |= _LOST
        if not firsts:
            firsts = self._cut_short(label) or {one for one in _WORDS.findall(label) if one in _LOST}
        scores: dict[Score, list[str]] = defaultdict(list)
        for first in firsts:
            held: dict[str, bool] = {}
            for constant, long in self._families.get((first, label.count("_")), _NO_FAMILY).items():
                score = self._score(constant, long, told, held)
                if score is not None:
                    scores[score].append(constant)
        if not scores:
            return None
        score = max(scores)
        best = [one for one in scores[score] if one not in taken]
        if len(best) > 1:
            best = [one for one in best if one in self._documented]
        return (score, best[0]) if len(best) == 1 else None

    def _score(self, constant: str, long: Sequence[str], told: "_Told", known: dict[str, bool]) -> Score | None:
        """How much of the constant the words hold: share of its ``long`` words, its letter, its first word.

        None where that is less than half; or just half, and the label has a word that is none of the constant's.
        ``known``: what was found out of the words of other constants that begin with the same.
        """
        held = 0
        for word in long:
            if word not in known:
                first = constant.partition("_")[0]
                known[word] = any(self._same(word, one) for one in told.beginning(word) if one != first)
            held += known[word]
        if not held or held * 2 < len(long):
            return None
        first, *rest = constant.split("_")
        if held * 2 == len(long) and any(self._is_other(meant, (first, *rest)) for meant in told.meanings):
            return None
        letters = {word for word in rest if word in _LETTERS_TOLD}
        spoken = told.words & _LETTERS_TOLD
        return held / len(long), len(letters & spoken) - len(letters ^ spoken), int(first in told.words)

    def _is_other(self, meant: Collection[str], words: Sequence[str]) -> bool:
        """Whether a word of the label means none of these words."""
        return not any(self._same(word, one) for word in words for one in meant if word[:1] == one[:1])

    def _same(self, word: str, other: str) -> bool:
        """Whether a word of a constant is ``other``, short for it, a form of it, or of one origin with it.

        Two words that constants are made of must be forms of one: INTERNAL is not INTERNET. Never two that begin with
        other letters.
        """
        if word == other or (len(word) >= _SHORTEST and other.startswith(word)):
            return True
        if word.startswith(other) and len(other) > _SHORTEST and len(word) - len(other) <= _ENDING:
            return True
        pairs = enumerate(zip(word, other, strict=False))
        alike = next((at for at, (a, b) in pairs if a != b), min(len(word), len(other)))
        if other in self._words:
            return alike >= _FORM * max(len(word), len(other))
        return alike > _SHORTEST and alike >= _KIN * min(len(word), len(other))

    def _cut_short(self, label: str) -> set[str]:
        """The first words that begin with the single letter before the first underscore: ``s_E_OK``."""
        letter = label.split("_", maxsplit=1)[0].strip().upper()
        return {first for first in self._firsts if first.startswith(letter)} if len(letter) == 1 else set()


@dataclass(frozen=True)
class _Told:
    """What a label may say, in English capitals: every word; what each that is understood may mean; first words."""

    words: frozenset[str]
    meanings: tuple[frozenset[str], ...]
    firsts: frozenset[str]

    def beginning(self, word: str) -> Sequence[str]:
        """The words that begin with the first letter of ``word``: only those may be the same."""
        return self._by_letter.get(word[:1], ())

    @cached_property
    def _by_letter(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for word in self.words:
            found[word[:1]].append(word)
        return found


def _is_damaged(label: str) -> bool:
    return "_" in label and len(label) <= _LONGEST_LABEL


def _told(label: str, words: Lexicon, known: Collection[str]) -> _Told:
    shown = label.replace("_", " ").replace("\\", " ")
    own = _WORDS.findall(
        "".join(char for char in unicodedata.normalize("NFKD", shown) if not unicodedata.combining(char))
    )
    told = {word.upper() for word in own if word.isascii()}
    phrases = fold(_MARKS.sub(" ", shown)).split()
    shouted = (word.upper() for word in _MARKS.sub(" ", shown).split())
    meanings = [{word} if word in known else set[str]() for word in shouted]
    if any(words.key("words", phrase) == "first-person" for phrase in phrases):
        told.add("I")
    for at in range(len(phrases)):
        for end in range(at + 1, min(len(phrases), at + _LONGEST_PHRASE) + 1):
            parts = {
                part
                for form in _forms(" ".join(phrases[at:end]))
                for key in words.keys("symbols", form)
                for part in key.split("_")
            }
            told |= parts
            for place in range(at, min(end, len(meanings))):
                meanings[place] |= parts
    firsts = (word.upper() for word in own if (_CAPITALS.match(word) and len(word) > 1) or len(word) > _SHORTEST)
    opening = (word for word in own[:1] if _CAPITALS.match(word))
    understood = tuple(frozenset(one) for one in meanings if any(len(part) > _SHORTEST for part in one))
    return _Told(frozenset(told), understood, frozenset((*firsts, *opening)))


def _forms(phrase: str) -> Iterable[str]:
    """The phrase, and without an article that an apostrophe ties to it."""
    head, _, tail = phrase.partition("'")
    return (phrase, tail) if tail and len(head) == 1 else (phrase,)
