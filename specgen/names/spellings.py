r"""Constants whose words a translation changed: ``SEC \_ E \_ erreur interne`` is SEC_E_INTERNAL_ERROR.

Order, case and underscores are what translation damages first, so a constant is known by its bag of words. Words of the
page's language are put back by the locale's lexicon; one that may stand for several English words is tried as each.
"""

import itertools
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from specgen.lexicons import Lexicon

_WORDS = re.compile(r"[^A-Z0-9]+")
_MARKS = re.compile(r"[^\w\s'\u2019/-]")
_ELIDED = re.compile(r"(?<!\w)[dl]['\u2019](?=\w)", re.IGNORECASE)
_MOST_READINGS = 200
_LONGEST_PHRASE = 4
_SHORT = 3
_LOST_FIRST = {"OK": ("S", "OK")}
r"""``\_OK``: the only status code that is one letter and OK; its letter is what translation drops."""

Bag = tuple[str, ...]


def bag(symbol: str) -> Bag:
    """The words of a constant, sorted."""
    return tuple(sorted(word for word in _WORDS.split(symbol.upper()) if word))


class Spellings:
    """The constants that a run knows, found again by what is left of their words."""

    def __init__(self) -> None:
        self._symbols: dict[Bag, set[str]] = defaultdict(set)
        self._without_letters: dict[Bag, set[str]] = defaultdict(set)

    def learn(self, symbol: str) -> None:
        """Learn a constant as it is spelled where nothing damaged it."""
        whole = bag(symbol)
        self._symbols[whole].add(symbol)
        self._without_letters[_longer(whole)].add(symbol)

    def meant(self, text: str, words: Lexicon, family: Collection[str] = ()) -> set[str]:
        """The constants that ``text`` may be, whose words the locale's lexicon reads; empty where none fits.

        ``family``: the first words of the undamaged constants beside it, for one whose own first word is damaged. The
        best that fits: all words; all but a first one that is another of the family; all of more than one letter.
        """
        bare = _ELIDED.sub("", text)
        either = dict.fromkeys((text, bare))
        readings = list(dict.fromkeys(itertools.chain.from_iterable(_readings(one, words) for one in either)))
        found = self._any(readings)
        if found or not family:
            return found
        found = self._any(other for reading in readings for other in _in_family(reading, family))
        if found:
            return found
        longer = {_longer(sorted(word.upper() for word in reading)) for reading in readings}
        rest = {symbol for reading in longer if len(reading) > 1 for symbol in self._without_letters.get(reading, ())}
        return {symbol for symbol in rest if symbol.split("_")[0] in family}

    def _any(self, readings: Iterable[Sequence[str]]) -> set[str]:
        return {
            symbol
            for reading in readings
            for symbol in self._symbols.get(tuple(sorted(word.upper() for word in reading)), ())
        }


def _longer(words: Sequence[str]) -> Bag:
    return tuple(word for word in words if len(word) > 1)


def _in_family(reading: Bag, family: Collection[str]) -> Iterator[Bag]:
    """The reading with its first word, or a single S that was more, as each first word of the family."""
    for first in sorted(family):
        if len(reading) > 1:
            yield (first, *reading[1:])
        if "S" in reading:
            at = reading.index("S")
            yield (*reading[:at], first, *reading[at + 1 :])


def _readings(text: str, words: Lexicon) -> Iterator[Bag]:
    """The English words that a damaged constant may hold, in the order of the page."""
    parts = [part.split() for part in _MARKS.sub(" ", text).split("_") if part.strip()]
    if text.lstrip("\\ ").startswith("_") and len(parts) == 1 and len(parts[0]) == 1:
        lost = _LOST_FIRST.get(parts[0][0].upper())
        if lost:
            yield lost
            return
    before = None
    for longest in range(min(_LONGEST_PHRASE, max(map(len, parts), default=1)), 0, -1):
        slots = [slot for part in parts for slot in _slots(part, words, longest)]
        if slots == before:
            continue
        before = slots
        for chosen in itertools.islice(itertools.product(*slots), _MOST_READINGS):
            found = tuple(word for meaning in chosen for word in meaning)
            yield found
            yield tuple(word for word in found if not _is_function_word(word))


def _slots(part: Sequence[str], words: Lexicon, longest: int) -> Iterator[list[Bag]]:
    """What each word, or phrase of at most ``longest`` words, between two underscores may mean.

    An unknown word means itself.
    """
    at = 0
    while at < len(part):
        for end in range(min(len(part), at + longest), at, -1):
            keys = words.keys("symbols", " ".join(part[at:end]))
            if keys:
                break
        if keys:
            yield [tuple(key.split("_")) for key in keys] + ([(part[at].upper(),)] if _is_own(part[at:end]) else [])
        else:
            yield [(part[at] if 1 < len(part[at]) <= _SHORT else part[at].upper(),)]
        at = end if keys else at + 1


def _is_own(words: Sequence[str]) -> bool:
    """Whether a word could be one of the constant itself, in capitals as they were."""
    return len(words) == 1 and words[0].isascii() and words[0].isupper()


def _is_function_word(word: str) -> bool:
    """A short word in lower case that no lexicon knows: an article or preposition that translation put in."""
    return len(word) > 1 and word.islower()
