"""The names that no translation may touch: what the pages of a run declare, document and list."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from specgen.model.facts import Declarator, MemberFacts, PageFacts, value_lists
from specgen.model.library import Library

K = TypeVar("K")

_HALF = 0.5
_IDENTIFIER = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_CONSTANT = re.compile(r"[A-Z][A-Z0-9]*(?:\\?_[A-Z0-9]+)+")
_GUID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
_STEM = re.compile(r"([^/#?]+?)(?:\.md)?(?:[#?].*)?$")
_NOT_LETTERS = re.compile(r"[\W_]+")


def letters(text: str) -> str:
    """Letters and digits alone, in lower case: what spaces, underscores and case do not change."""
    return _NOT_LETTERS.sub("", text).casefold()


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


@dataclass(frozen=True)
class Names:
    """The names of a run: as they are spelt, by their letters, by their words, and by the page that is about them."""

    spelt: frozenset[str]
    by_letters: Mapping[str, frozenset[str]]
    by_words: Mapping[tuple[str, ...], frozenset[str]]
    by_family: Mapping[tuple[str, int], frozenset[str]]

    def nearest(self, text: str) -> str | None:
        """The constant of one family that shares most words with ``text``, and at least half; None without a best.

        A translation hardly ever changes the number of underscores, nor the first word.
        """
        words = {word.upper() for word in _NOT_LETTERS.sub(" ", text).split() if word.isascii()}
        found = {one for first in words for one in self.by_family.get((first, text.count("_")), ())}
        scores: dict[float, list[str]] = defaultdict(list)
        for one in found:
            rest = one.split("_")[1:]
            scores[sum(word in words for word in rest) / len(rest)].append(one)
        best = max(scores, default=0.0)
        return scores[best][0] if best >= _HALF and len(scores[best]) == 1 else None

    def meant(self, text: str) -> str | None:
        """The one name that has the letters of ``text``, or its words in another order; None where there is no such."""
        for found in (self.by_letters.get(letters(text)), self.by_words.get(words_of(text))):
            if found and len(found) == 1:
                return next(iter(found))
        return None

    def linked(self, target: str) -> str | None:
        """The one name that the page at ``target`` is named after."""
        match = _STEM.search(target)
        found = self.by_letters.get(letters(match[1])) if match else None
        return next(iter(found)) if found and len(found) == 1 else None


def words_of(text: str) -> tuple[str, ...]:
    """The words between spaces, hyphens and underscores, in lower case, sorted."""
    return tuple(sorted(word for word in _NOT_LETTERS.sub(" ", text).casefold().split() if word))


def vocabulary(library: Library) -> Names:
    """Every name with an underscore that the run, or its reference, knows."""
    spelt = frozenset(_joined(library))
    by_letters: dict[str, set[str]] = defaultdict(set)
    by_words: dict[tuple[str, ...], set[str]] = defaultdict(set)
    by_family: dict[tuple[str, int], set[str]] = defaultdict(set)
    for name in spelt:
        by_letters[letters(name)].add(name)
        by_words[words_of(name)].add(name)
        if name.isupper() and not name.startswith("_"):
            by_family[name.split("_")[0], name.count("_")].add(name)
    return Names(spelt, _frozen(by_letters), _frozen(by_words), _frozen(by_family))


def _joined(library: Library) -> Iterator[str]:
    for one in (library, library.reference):
        if one is None:
            continue
        yield from (symbol for symbol in one.symbols.known if "_" in symbol)
        yield from (symbol for symbol in one.symbols.contradictory if "_" in symbol)
        for page in one.pages:
            yield from (name for name in names_of(page.facts) if "_" in name.strip("_"))
            yield from _symbols(page.facts)
            yield from _constants(page.facts)


def _symbols(facts: PageFacts) -> Iterator[str]:
    damaged = {(repair.line, repair.value) for repair in facts.repairs}
    for _, values in value_lists(facts):
        for one in values:
            sound = one.symbol and (one.quote.span.line, one.symbol) not in damaged
            if one.symbol and sound and "_" in one.symbol and _IDENTIFIER.fullmatch(one.symbol):
                yield one.symbol


def _constants(facts: PageFacts) -> Iterator[str]:
    """The constants that the text of a page names and that nothing damaged."""
    for passage in facts.passages:
        for token in passage.tokens:
            if token.form == "joined" and _CONSTANT.fullmatch(token.text):
                yield token.text.replace("\\", "")


def _frozen(found: Mapping[K, Iterable[str]]) -> dict[K, frozenset[str]]:
    return {key: frozenset(names) for key, names in found.items()}
