"""Which rules a run asks for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from specgen.model.rules import RuleInfo

EVERY = "ALL"
"""The selector that means every rule, and gives way to any other."""


class UnknownRuleError(ValueError):
    """A selector that is neither a rule's name nor how a code begins."""


@dataclass(frozen=True)
class Selection:
    """Codes, beginnings of codes ("SG5") or names of the rules to run and to leave out; "ALL" means every rule.

    The longer selector wins (``select=("SG501",), ignore=("SG5",)`` runs SG501), a tie leaves the rule out,
    and an empty ``select`` asks for all. Rules in preview run only with ``preview``. ``per_file``: patterns of pages
    relative to the tree's root, each with selectors of rules that are left out there.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    preview: bool = False
    per_file: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def chooses(self, rule: RuleInfo) -> bool:
        """Whether the rule runs."""
        if rule.preview and not self.preview:
            return False
        wanted = _closeness(rule, self.select) if self.select else 0
        return wanted > _closeness(rule, self.ignore)

    def require_known(self, rules: Sequence[RuleInfo]) -> None:
        """Raises UnknownRuleError for the first selector that means no rule."""
        excepted = (word for _, words in self.per_file for word in words)
        for word in (*self.select, *self.ignore, *excepted):
            if not any(_closeness(rule, (word,)) >= 0 for rule in rules):
                raise UnknownRuleError(f"no rule has the name {word!r} or a code that begins with it")


def means(rule: RuleInfo, selectors: Iterable[str]) -> bool:
    """Whether one of the selectors is the rule's name, or how its code begins."""
    return _closeness(rule, selectors) >= 0


def _closeness(rule: RuleInfo, selectors: Iterable[str]) -> int:
    """How long the longest selector is that means this rule; -1 where none does."""
    return max((_weight(rule, word) for word in selectors), default=-1)


def _weight(rule: RuleInfo, word: str) -> int:
    if word == rule.name:
        return len(rule.code)
    if word == EVERY:
        return 0
    if word and rule.code.casefold().startswith(word.casefold()):
        return len(word)
    return -1
