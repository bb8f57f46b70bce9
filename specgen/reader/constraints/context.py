"""The item whose constraints are read: its name, its siblings, its sentences; and what families give back."""

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from specgen.model.facts import Declarator
from specgen.model.records import Record
from specgen.reader.constraints.sentences import Flag, Prose, Sentence
from specgen.reader.constraints.tokens import Token

_NOUNS = frozenset({"parameter", "parameters", "member", "members", "property", "argument", "arguments", "field"})
_BUILT = re.compile(r"\w*[a-z][A-Z]\w*|\w*[\d_]\w*$")
_ALIKE = 0.6
_VAGUE = ("reserved", "unused", "ignored")


class Found(Record, frozen=True):
    """A constraint, the sentence that states it, and how sure the reading is (0 to 1)."""

    kind: str
    sentence: Sentence
    confidence: float
    value: int | str | None = None
    other: str | None = None


@dataclass(frozen=True)
class Item:
    """One declared member with what its entry says."""

    declared: Declarator
    others: tuple[Declarator, ...]
    prose: Prose

    @property
    def name(self) -> str:
        """The declared name; empty where the syntax gives none."""
        return self.declared.name or ""

    @cached_property
    def own(self) -> Sequence[Sentence]:
        """The sentences about the item itself, not about one of its values."""
        return [one for one in self.prose.sentences if one.flag is None]

    @property
    def flags(self) -> Sequence[Flag]:
        """The terms of the nested values, in page order."""
        return self.prose.flags

    @cached_property
    def unused(self) -> bool:
        """Whether some sentence says that the item is reserved or not used."""
        return any(says_unused(sentence) for sentence in self.own)

    @cached_property
    def _names(self) -> dict[str, str]:
        """Declared names by their lower-case spelling; those that differ in case alone are left out."""
        names = [(one.name.lower(), one.name) for one in self.others if one.name]
        known = Counter(low for low, _ in names)
        return {low: name for low, name in names if known[low] == 1}

    def sibling(self, tokens: Sequence[Token], at: int) -> str | None:
        """The declared name of another member that token ``at`` is; None for other words.

        A name that could be an English word counts where it is set apart or called a parameter.
        """
        token = tokens[at]
        if token.form != "word":
            return None
        name = self._names.get(token.low)
        if name is None or not _is_used_as_name(tokens, at, name):
            return None
        return name

    def is_self(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether token ``at`` is this item's own name."""
        token = tokens[at]
        if token.low != self.name.lower():
            return self._is_misspelt(tokens, at)
        return _is_used_as_name(tokens, at, self.name)

    def _is_misspelt(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether an undeclared name that is called a parameter is nearly this one: pages often misname their own."""
        token = tokens[at]
        called = at + 1 < len(tokens) and tokens[at + 1].low in ("parameter", "property")
        if not called or not _BUILT.match(token.text) or token.low in self._names:
            return False
        return SequenceMatcher(None, token.low, self.name.lower()).ratio() >= _ALIKE

    def is_foreign(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether token ``at`` names another member, or a member of a structure."""
        if self.is_self(tokens, at):
            return False
        if self.sibling(tokens, at) is not None:
            return True
        called = at + 1 < len(tokens) and tokens[at + 1].low in _NOUNS
        return called and tokens[at].form == "word" and (tokens[at].marked or _BUILT.match(tokens[at].text) is not None)

    def speaks_of_others(self, tokens: Sequence[Token]) -> bool:
        """Whether any of the tokens names another member, or a member of a structure."""
        return any(self.is_foreign(tokens, at) for at in range(len(tokens)))


def _is_used_as_name(tokens: Sequence[Token], at: int, name: str) -> bool:
    token = tokens[at]
    if token.marked or _BUILT.match(name):
        return True
    called = at + 1 < len(tokens) and tokens[at + 1].low in _NOUNS
    return token.text == name and (called or (at > 0 and name[:1].isupper()) or not name.isalpha())


def says_unused(sentence: Sentence) -> bool:
    """Whether the sentence says reserved, unused, not used."""
    if any(word in sentence.words for word in _VAGUE):
        return True
    lows = [token.low for token in sentence.tokens]
    return any(pair in (("not", "used"), ("not", "supported")) for pair in itertools.pairwise(lows))
