r"""Damage as translation really does it: drawn from real pairs when the program runs, applied by analogy to others.

What no real pair shows cannot be drawn. Tokens are kept as they are written on the page (``S\_OK``, not ``S_OK``),
so that the damage of one way of writing is never put on another.
"""

import random
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

_Shape = TypeVar("_Shape", bound=Hashable)
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")

CASES: Mapping[str, Callable[[str], str]] = {
    "as it was": lambda name: name,
    "lower": str.lower,
    "upper": str.upper,
    "capitalised": str.capitalize,
    "head lower": lambda name: name[:1].lower() + name[1:],
    "head upper": lambda name: name[:1].upper() + name[1:],
}
"""What happens to the case of a name as a whole."""

Table = dict[str, Counter[str]]
"""What was seen in place of a spelling, and how often."""


def case_of(clean: str, damaged: str) -> str | None:
    """The name of the change of case that made ``damaged`` of ``clean``; None for any other change."""
    return next((name for name, change in CASES.items() if change(clean) == damaged), None)


def words_of(name: str) -> list[str]:
    """The words of a name in CamelCase."""
    return _WORD.findall(name)


def squeezed(text: str) -> str:
    """``text`` without white space."""
    return re.sub(r"\s+", "", text)


def drawn_from(seen: Mapping[_Shape, int], chance: random.Random) -> _Shape | None:
    """One of what was seen, as likely as it was frequent."""
    shapes = sorted((shape for shape, count in seen.items() if count > 0), key=repr)
    if not shapes:
        return None
    return chance.choices(shapes, [seen[shape] for shape in shapes])[0]


@dataclass
class Damage:
    """What real pairs show. Each table's keys are true spellings, or shapes of change that carry over to others."""

    constants: Table = field(default_factory=dict)
    words: Table = field(default_factory=dict)
    gaps: dict[int, Counter[tuple[str, ...]]] = field(default_factory=dict)
    names: Table = field(default_factory=dict)
    name_cases: Counter[str] = field(default_factory=Counter)
    name_splits: Counter[str] = field(default_factory=Counter)
    tags: Table = field(default_factory=dict)
    headings: dict[str, list[str]] = field(default_factory=dict)
    separators: Counter[str] = field(default_factory=Counter)
    split_letters: Counter[str] = field(default_factory=Counter)
    files: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    namespaces: Table = field(default_factory=dict)
    guids: Counter[tuple[str, int, str]] = field(default_factory=Counter)
    links: Counter[str] = field(default_factory=Counter)
    anchors: Counter[str] = field(default_factory=Counter)
    keys: Table = field(default_factory=dict)
    codes: Counter[str] = field(default_factory=Counter)
    numbers: Counter[str] = field(default_factory=Counter)
    strings: Table = field(default_factory=dict)
    orders: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)

    def constant_spaced(self, name: str, chance: random.Random) -> str | None:
        """``name`` with blanks about its underscores, as constants of as many words were seen."""
        separator = r"\_" if r"\_" in name else "_"
        words = name.split(separator)
        seen = self.gaps.get(len(words), Counter())
        fitting = {gaps: count for gaps, count in seen.items() if all(gap.strip() == separator for gap in gaps)}
        gaps = drawn_from(fitting, chance)
        if not gaps:
            return None
        found = _joined(words, gaps)
        return found if found != name else None

    def constant_translated(self, name: str, chance: random.Random) -> str | None:
        """``name`` as it was seen translated, else with the words translated that were seen so in other constants."""
        seen = {text: n for text, n in self.constants.get(name, {}).items() if squeezed(text).lower() != name.lower()}
        if seen:
            return drawn_from(seen, chance)
        separator = r"\_" if r"\_" in name else "_"
        words = name.split(separator)
        if not any(word in self.words for word in words):
            return None
        translated = [drawn_from(self.words[word], chance) or word if word in self.words else word for word in words]
        spaced = self.constant_spaced(name, chance)
        if not spaced:
            return None
        gaps = tuple(re.findall(rf" ?{re.escape(separator)} ?", spaced))
        return _joined(translated, gaps)

    def name_translated(self, name: str, chance: random.Random) -> str | None:
        """``name`` as it was seen translated, else word by word where each word was seen translated as a name."""
        seen = self.names.get(name)
        if seen:
            return drawn_from(seen, chance)
        words = words_of(name)
        known = [self.names.get(word) or self.names.get(word.capitalize()) for word in words]
        if len(words) < 2 or "".join(words) != name or not all(known):
            return None
        translated = [drawn_from(one, chance) or "" for one in known if one]
        return " ".join([translated[0], *(word.lower() for word in translated[1:])])

    def name_recased(self, name: str, chance: random.Random) -> str | None:
        """``name`` in another case, as a whole."""
        fitting = {case: count for case, count in self.name_cases.items() if CASES[case](name) != name}
        case = drawn_from(fitting, chance)
        return CASES[case](name) if case else None

    def name_split(self, name: str, chance: random.Random) -> str | None:
        """``name`` with blanks between its words, and the words in the case that real splits have."""
        words = words_of(name)
        case = drawn_from(self.name_splits, chance)
        if len(words) < 2 or "".join(words) != name or not case:
            return None
        return " ".join([words[0], *(CASES[case](word) for word in words[1:])])

    def file_name(self, stem: str, ending: str, chance: random.Random, *, recased: bool) -> str | None:
        """A file name with a blank about its dot, and, if ``recased``, in another case."""
        name = f"{stem}.{ending}"
        fitting = {}
        for shape, count in self.files.items():
            found = f"{CASES[shape[0]](stem)}{shape[1]}{CASES[shape[2]](ending)}"
            if (squeezed(found) != name) == recased and found != name:
                fitting[found] = count
        return drawn_from(fitting, chance)

    def guid(self, guid: str, chance: random.Random) -> str | None:
        """``guid`` with a blank put in, a digit changed or a digit lost where that was seen."""
        shape = drawn_from(self.guids, chance)
        if not shape:
            return None
        kind, at, text = shape
        found = guid[:at] + text + guid[at + (0 if kind == "blank" else 1) :]
        return found if found.lower() != guid.lower() else None


def _joined(words: Sequence[str], gaps: Iterable[str]) -> str:
    pieces = [words[0]]
    for gap, word in zip(gaps, words[1:], strict=True):
        pieces += [gap, word]
    return "".join(pieces)
