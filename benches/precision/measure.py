"""What verdicts make of findings: the precision of each rule, and what nobody has judged yet."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from benches.precision.verdicts import Verdict

ENOUGH = 40
LEAST_PRECISION = 0.95
LEAST_BOUND = 0.85
LEAST_RECALL = 0.98
FEW = 10
"""Fewer real findings than these prove nothing by themselves: all must be true, and injection has to speak."""
EXCUSED = {"SG503": "the seeds demand it; all of its real findings are true, and too few to prove the bound"}
"""Rules that are stable all the same, and why."""
_Z = 1.959964


@dataclass(frozen=True)
class Row:
    """One rule: its findings in English, those of them that nobody judged, and all verdicts on it.

    ``real``: its findings on all trees; ``recall``: of what the injectors of the rule did, None where it has none.
    """

    code: str
    stable: bool
    english: int
    unjudged: int
    judged: int
    true: int
    real: int = 0
    recall: float | None = None

    @property
    def precision(self) -> float:
        """The share of true findings among those judged; 1 where none is."""
        return self.true / self.judged if self.judged else 1.0

    @property
    def bound(self) -> float:
        """The lower end of the 95 % interval after Wilson; 0 where nothing is judged."""
        if not self.judged:
            return 0.0
        share, squared = self.precision, _Z * _Z
        middle = share + squared / (2 * self.judged)
        spread = _Z * math.sqrt(share * (1 - share) / self.judged + squared / (4 * self.judged**2))
        return (middle - spread) / (1 + squared / self.judged)

    def complaints(self) -> list[str]:
        """Why the rule should not be stable, or why it fails the gate."""
        if not self.stable:
            return []
        said = []
        if self.unjudged:
            said.append(f"{self.unjudged} findings on English pages have no verdict")
        if self.judged < min(ENOUGH, self.real):
            said.append(f"{self.judged} of its {self.real} findings are judged, {min(ENOUGH, self.real)} are needed")
        if self.code in EXCUSED and self.true == self.judged:
            return said
        return [*said, *(self._weak_by_itself() if max(self.real, self.judged) < FEW else self._imprecise())]

    def _weak_by_itself(self) -> Iterator[str]:
        if self.true < self.judged:
            yield f"{self.judged - self.true} of its {self.judged} findings are false"
        if self.recall is None:
            yield "it hardly ever speaks, and no injector tries it"
        elif self.recall < LEAST_RECALL:
            yield f"it hardly ever speaks, and finds {self.recall:.1%} of what is injected, not {LEAST_RECALL:.0%}"

    def _imprecise(self) -> Iterator[str]:
        if self.precision < LEAST_PRECISION:
            yield f"precision {self.precision:.1%} is below {LEAST_PRECISION:.0%}"
        if self.bound < LEAST_BOUND:
            yield f"the lower bound {self.bound:.1%} is below {LEAST_BOUND:.0%}"


def rows(
    rules: Iterable[tuple[str, bool]],
    english: Mapping[str, Sequence[tuple[str, str]]],
    verdicts: Mapping[str, Sequence[Verdict]],
    real: Mapping[str, int],
    recall: Mapping[str, float],
) -> list[Row]:
    """A row for each rule (code, stable). ``english``: (tree, fingerprint) of each finding there, by code.

    ``real`` and ``recall`` are by code too.
    """
    found = []
    for code, stable in rules:
        given, there = verdicts.get(code, ()), english.get(code, ())
        known = {(one.tree, one.fingerprint) for one in given}
        unjudged = sum(place not in known for place in there)
        true = sum(one.verdict == "true" for one in given)
        found.append(Row(code, stable, len(there), unjudged, len(given), true, real.get(code, 0), recall.get(code)))
    return found


def false_findings(
    stable: Iterable[str], english: Mapping[str, Sequence[tuple[str, str]]], verdicts: Mapping[str, Sequence[Verdict]]
) -> int:
    """How many findings of stable rules on English pages were judged false."""
    return sum(
        (one.tree, one.fingerprint) in set(english.get(code, ())) and one.verdict == "false"
        for code in stable
        for one in verdicts.get(code, ())
    )
