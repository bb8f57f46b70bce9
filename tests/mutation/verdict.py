"""When a mutant is killed: pure functions over what the tests said with and without it.

- killed: a test whose id names what was changed fails, and no other test does;
- collateral: a test that names something else fails, whatever else happens (of a class that is gone, all tests may);
- not testable: the target cannot tell what the change needs, or skips every test that names it, mutant or not;
- survived: anything else. A skip is no kill: a test that passed and now skips has let the mutant live.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from specgen.conformance.target import Capability
from tests.mutation.sites import Mutant

Kind = Literal["killed", "survived", "not testable", "collateral"]
Word = Literal["passed", "failed", "skipped"]
_BRACKETS = re.compile(r"\[(.*)\]\s*$", re.DOTALL)


@dataclass(frozen=True)
class Outcome:
    """What one test said; ``reason`` of a skip or a failure."""

    nodeid: str
    word: Word
    reason: str = ""

    @property
    def about(self) -> str:
        """What stands in the brackets of the id; "" where there are none."""
        found = _BRACKETS.search(self.nodeid)
        return found[1] if found else ""


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant, why, and which tests failed that had nothing to do with it."""

    mutant: Mutant
    kind: Kind
    reason: str = ""
    collateral: tuple[str, ...] = ()


def verdict(
    mutant: Mutant, before: Iterable[Outcome], after: Iterable[Outcome], capabilities: frozenset[Capability]
) -> Verdict:
    """The verdict on a mutant, from all outcomes of its module without and with it."""
    missing = sorted(mutant.needs - capabilities)
    if missing:
        return Verdict(mutant, "not testable", f"the target does not tell {', '.join(missing)}")
    once = {one.nodeid: one for one in before}
    now = list(after)
    if not now:
        return Verdict(mutant, "survived", "no test ran")
    naming = [one for one in now if names(mutant, one)]
    broken = [one for one in now if one.word == "failed" and not _failed(once, one)]
    strange = tuple(one.nodeid for one in broken if not names(mutant, one))
    if strange and not mutant.gone:
        return Verdict(mutant, "collateral", f"{len(strange)} other tests fail", strange)
    if any(names(mutant, one) for one in broken):
        return Verdict(mutant, "killed")
    return _alive(mutant, once, naming)


def names(mutant: Mutant, outcome: Outcome) -> bool:
    """Whether the id of a test names what was changed. Names of WMI are the same in any case, those of COM are not."""
    if mutant.technology == "wmi":
        return outcome.about.lower() in {one.lower() for one in mutant.identities}
    return outcome.about in mutant.identities


def _failed(once: Mapping[str, Outcome], one: Outcome) -> bool:
    return one.nodeid in once and once[one.nodeid].word == "failed"


def _alive(mutant: Mutant, once: Mapping[str, Outcome], naming: list[Outcome]) -> Verdict:
    """Why no test that names it failed."""
    if not naming:
        return Verdict(mutant, "survived", "no test names it")
    reasons = "; ".join(dict.fromkeys(one.reason for one in naming if one.word == "skipped" and one.reason))
    if all(one.word == "skipped" and _skipped(once, one) for one in naming):
        return Verdict(mutant, "not testable", f"every test of it skips: {reasons or 'without a reason'}")
    tests = ", ".join(sorted({_function(one) for one in naming if one.word == "passed"}))
    told = [f"passed: {tests}"] if tests else []
    told += [f"skipped: {reasons}"] if reasons else []
    return Verdict(mutant, "survived", "; ".join(told) or "its tests say nothing")


def _function(one: Outcome) -> str:
    return one.nodeid.partition("[")[0].rpartition("::")[2]


def _skipped(once: Mapping[str, Outcome], one: Outcome) -> bool:
    return one.nodeid in once and once[one.nodeid].word == "skipped"


@dataclass
class Tally:
    """The verdicts of one operator on one target, counted."""

    mutants: int = 0
    killed: int = 0
    survived: int = 0
    untestable: int = 0
    collateral: int = 0

    def add(self, kind: Kind) -> None:
        """Count one verdict."""
        self.mutants += 1
        self.killed += kind == "killed"
        self.survived += kind == "survived"
        self.untestable += kind == "not testable"
        self.collateral += kind == "collateral"

    @property
    def share(self) -> float:
        """How many of those that can be seen were killed; 1 where none can."""
        visible = self.mutants - self.untestable
        return self.killed / visible if visible else 1.0
