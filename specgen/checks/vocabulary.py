"""The names that no translation may touch: what the pages of a run declare, document and list."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from specgen.lexicons import every_language
from specgen.model.facts import Declarator, MemberFacts, PageFacts, value_lists
from specgen.model.library import Library
from specgen.model.underscored import is_constant
from specgen.names.nearest import Nearest
from specgen.names.spellings import Spellings

K = TypeVar("K")

_FEWEST = 3
"""How many words a constant has at least of which one may be lost."""
_MOST = 40
"""How many it has at most: without each of its words, one is as many names as it has words."""
_IDENTIFIER = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_GUID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
_STEM = re.compile(r"([^/#?]+?)(?:\.md)?(?:[#?].*)?$")
_NOT_LETTERS = re.compile(r"[\W_]+")


@lru_cache(maxsize=20_000)
def letters(text: str) -> str:
    """Letters and digits alone, in lower case: what spaces, underscores and case do not change."""
    return _spaced(text, "").casefold()


def _spaced(text: str, between: str) -> str:
    """Letters and digits, with ``between`` where others stand: in most texts, which are identifiers, underscores."""
    if text.isascii() and text.isidentifier():
        # Where words stand side by side an empty one, or a space too many, changes nothing for either who asks.
        return text.replace("_", between)
    return _NOT_LETTERS.sub(between, text)


def page_name(target: str) -> str:
    """The name of the page that a link leads to, without folder, ending and place; empty where there is none."""
    match = _STEM.search(target)
    return match[1] if match else ""


def is_guid(text: str) -> bool:
    """Whether a text is a GUID and nothing else."""
    return _GUID.fullmatch(text) is not None


def names_of(facts: PageFacts) -> frozenset[str]:
    """The names that one page proves: its own, those that it declares, lists and values of them."""
    return frozenset(name for name in _names(facts) if name and _IDENTIFIER.fullmatch(name))


def _names(facts: PageFacts) -> Iterator[str | None]:
    yield from (facts.name, facts.owner, facts.base)
    for quote in facts.front.api_names:
        yield from quote.text.replace("::", ".").split(".")
    yield from (row.name for row in facts.listed)
    taken = (member for accessor in facts.accessors for member in accessor.parameters)
    for member in (*facts.parameters, *facts.properties, *facts.members, *taken):
        yield from _declared(member)
    if facts.declaration is not None:
        for one in (*facts.declaration.parameters, *facts.declaration.members):
            yield from (one.name, one.type)


def _declared(member: MemberFacts) -> Iterator[str | None]:
    declared: Declarator = member.declared
    yield from (declared.name, declared.type)
    for inner in member.members:
        yield from _declared(inner)


Gap = tuple[int, tuple[str, ...]]
"""A constant without one of its words: which is left out, and the others."""


@dataclass(frozen=True)
class Names:
    """The names of a run: as they are spelt, by their letters, by their words, and by the page that is about them.

    None stands for several names with the same letters, or the same words.
    """

    spelt: frozenset[str]
    by_letters: Mapping[str, str | None]
    by_words: Mapping[tuple[str, ...], str | None]
    by_gap: Mapping[Gap, AbstractSet[str]]
    words: frozenset[str]
    spellings: Spellings
    family: Nearest
    remembered: dict[str, str | None] = field(default_factory=dict, compare=False, repr=False)

    def nearest(self, text: str) -> str | None:
        """The constant that has all words of ``text``, or most of them; None where there is no single best.

        Its words are read in every language that has a lexicon: rules do not ask a page for its own.
        """
        if text not in self.remembered:
            self.remembered[text] = self._nearest(text)
        return self.remembered[text]

    def _nearest(self, text: str) -> str | None:
        spelt = {word.upper() for word in _spaced(text, " ").split()}
        # In a list of codes a lone letter says which family is meant, in a sentence it is a word.
        if not self.family.begins_with(spelt):
            return self.replaced(text)
        words = every_language()
        found = self.spellings.meant(text, words)
        best = next(iter(found)) if len(found) == 1 else self.family.fill([text], [None], words)[0]
        return best if best is not None and best.split("_")[0] in spelt else self.replaced(text)

    def replaced(self, text: str) -> str | None:
        """The one constant of which a single word is another in ``text``."""
        found = {name for gap in _gaps(text) for name in self.by_gap.get(gap, ())}
        return next(iter(found)) if len(found) == 1 else None

    def translated(self, joined: str) -> str | None:
        """The constant that a name is which nobody knows: its words in another order, or in another language.

        Where a word of the name is none that any constant has, a constant that shares most words will do.
        """
        moved = self.by_words.get(words_of(joined))
        if moved is not None:
            return moved
        found = self.spellings.meant(joined, every_language())
        if len(found) == 1:
            return next(iter(found))
        strange = any(word not in self.words for word in joined.split("_"))
        return self.nearest(joined) if strange else self.replaced(joined)

    def meant(self, text: str) -> str | None:
        """The one name that has the letters of ``text``, or its words in another order; None where there is no such."""
        found = self.by_letters.get(letters(text))
        return found if found is not None else self.by_words.get(words_of(text))

    def linked(self, target: str) -> str | None:
        """The one name that the page at ``target`` is named after."""
        return self.by_letters.get(letters(page_name(target)))


def words_of(text: str) -> tuple[str, ...]:
    """The words between spaces, hyphens and underscores, in lower case, sorted."""
    return tuple(sorted(_spaced(text, " ").casefold().split()))


def own_names(library: Library) -> Names:
    """Every name with an underscore that the run knows. What is damaged follows from these alone."""
    told = library.symbols
    known = {symbol for symbol, one in told.known.items() if one.source != "reference"}
    known |= {symbol for symbol, said in told.contradictory.items() if any(one.source != "reference" for one in said)}
    documented = _documented(library)
    return _made({*known, *_written(library), *documented}, documented)


def all_names(library: Library, own: Names) -> Names:
    """Every name with an underscore that the run or its reference knows: what a damaged one may have been.

    ``own`` are those of the run, which are all there are where there is no reference.
    """
    if library.reference is None:
        return own
    told = library.symbols
    documented, written = _documented(library), {*_written(library), *_written(library.reference)}
    return _made({*told.known, *told.contradictory, *written, *documented, *_documented(library.reference)}, documented)


def _documented(library: Library) -> frozenset[str]:
    return frozenset(symbol for page in library.pages for symbol in _symbols(page.facts))


def _made(names: Iterable[str], documented: frozenset[str]) -> Names:
    spelt = frozenset(name for name in names if "_" in name)
    by_letters: dict[str, str | None] = {}
    by_words: dict[tuple[str, ...], str | None] = {}
    spellings = Spellings()
    constants = [name for name in sorted(spelt) if name.isupper() and not name.startswith("_")]
    for name in spelt:
        _claim(by_letters, letters(name), name)
        _claim(by_words, words_of(name), name)
    by_gap: dict[Gap, set[str]] = defaultdict(set)
    for name in constants:
        spellings.learn(name)
        for gap in _gaps(name):
            by_gap[gap].add(name)
    words = frozenset(word for name in constants for word in name.split("_"))
    nearest = Nearest(constants, documented)
    return Names(spelt, by_letters, by_words, by_gap, words, spellings, nearest)


def _claim(found: dict[K, str | None], key: K, name: str) -> None:
    """Give the key to the name, or to nobody where another has it."""
    if found.setdefault(key, name) != name:
        found[key] = None


def _gaps(name: str) -> Iterator[Gap]:
    """A constant without each of its words, where two at least are left."""
    words = tuple(name.split("_"))
    if _FEWEST <= len(words) <= _MOST:
        yield from ((at, (*words[:at], *words[at + 1 :])) for at in range(len(words)))


def _written(library: Library) -> Iterator[str]:
    for page in library.pages:
        named = (name for name in _names(page.facts) if name and "_" in name)
        yield from (name for name in named if "_" in name.strip("_") and _IDENTIFIER.fullmatch(name))
        yield from _constants(page.facts)


def _symbols(facts: PageFacts) -> Iterator[str]:
    damaged = {(repair.line, repair.value) for repair in facts.repairs}
    for _, values in value_lists(facts):
        for one in values:
            symbol = one.symbol
            if symbol is None or "_" not in symbol or (one.quote.span.line, symbol) in damaged:
                continue
            if _IDENTIFIER.fullmatch(symbol) and symbol in one.quote.text.replace("\\", ""):
                yield symbol


def _constants(facts: PageFacts) -> Iterator[str]:
    """The constants that the text of a page names and that nothing damaged."""
    for token in facts.names:
        if is_constant(token):
            yield token.text.replace("\\", "")
