"""One promise and what became of it, in a form that travels between processes."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Literal

from specgen.conformance.verdicts import Why

Verdict = Literal["kept", "broken", "not testable", "not asked"]

_ID = re.compile(r"\[(?P<technology>\w+)/(?P<owner>[^.:\]]+)(?P<member>[^\]]*)\]$")


@dataclass(frozen=True)
class Result:
    """What became of one promise. ``test`` is the node id, ``difference`` the sentence about both sides.

    ``seen``: what was met in this run and may be another thing in the next. ``expected``: a file said that it would be
    so. ``absent``: the owner is not there, and so many members with it.
    """

    test: str
    verdict: Verdict
    why: str | None = None
    reason: str | None = None
    difference: str | None = None
    seen: str | None = None
    page: str | None = None
    line: int | None = None
    expected: bool = False
    absent: int | None = None

    def as_plain(self) -> dict[str, object]:
        """As data that pytest-xdist can send."""
        return asdict(self)

    @property
    def module(self) -> str:
        """The file of the test."""
        return self.test.partition("::")[0]

    @property
    def owner(self) -> str:
        """The class or interface, as the id names it."""
        found = _ID.search(self.test)
        return found["owner"] if found else self.test

    @property
    def technology(self) -> str:
        """Which of the two: wmi or com."""
        found = _ID.search(self.test)
        return found["technology"] if found else ""

    @property
    def member(self) -> str:
        """What of it: ``Method::Parameter``, ``Property``; empty for the class itself."""
        found = _ID.search(self.test)
        return found["member"].lstrip(".:") if found else ""


@dataclass
class Owner:
    """The results of a class or interface."""

    technology: str
    name: str
    module: str
    results: list[Result] = field(default_factory=list)

    @property
    def absent(self) -> int | None:
        """How many members are missing with it; None if it is there."""
        return next((one.absent for one in self.results if one.absent is not None), None)

    @property
    def state(self) -> Literal["present", "absent", "untold"]:
        """Whether the target has it: untold where it answered nothing about it."""
        if self.absent is not None:
            return "absent"
        return "present" if self.count("kept") or self.count("broken") else "untold"

    def count(self, verdict: Verdict) -> int:
        """How many promises ended so."""
        return sum(one.verdict == verdict for one in self.results)

    @property
    def differences(self) -> list[Result]:
        """The broken promises."""
        return [one for one in self.results if one.verdict == "broken"]

    @property
    def untested(self) -> list[tuple[str, str, int]]:
        """Why promises were not tested: the kind, a reason, and how many."""
        told = Counter(
            (one.why or "", one.reason or "") for one in self.results if one.verdict in ("not testable", "not asked")
        )
        return [(why, reason, many) for (why, reason), many in sorted(told.items())]


def by_owner(results: Iterable[Result]) -> list[Owner]:
    """The results by class or interface, sorted by module and name."""
    owners: dict[tuple[str, str], Owner] = {}
    for one in sorted(results, key=lambda one: one.test):
        key = (one.module, one.owner)
        owners.setdefault(key, Owner(one.technology, one.owner, one.module)).results.append(one)
    return [owners[key] for key in sorted(owners)]


@dataclass(frozen=True)
class Totals:
    """The figures of a run."""

    promised: int
    kept: int
    broken: int
    expected: int
    not_testable: int
    not_asked: int
    absent: int
    absent_members: int

    @property
    def line(self) -> str:
        """The run in one line."""
        known = f" ({self.expected} of them expected)" if self.expected else ""
        parts = [f"{self.promised} promised", f"{self.kept} kept", f"{self.broken} broken{known}"]
        parts += [f"{self.not_testable} not testable here", f"{self.not_asked} not asked"]
        gone = f"; {self.absent} absent, with {self.absent_members} members" if self.absent else ""
        return ", ".join(parts) + gone


def totals(owners: Iterable[Owner]) -> Totals:
    """The sums. An absent class counts as one broken promise; its members are counted apart."""
    held = list(owners)
    results = [one for owner in held for one in owner.results]
    gone = [one.absent for one in held if one.absent is not None]
    kinds = Counter(one.verdict for one in results)
    return Totals(
        promised=len(results),
        kept=kinds["kept"],
        broken=kinds["broken"],
        expected=sum(one.expected for one in results),
        not_testable=kinds["not testable"],
        not_asked=kinds["not asked"],
        absent=len(gone),
        absent_members=sum(gone),
    )


def is_asked(why: str | None) -> bool:
    """Whether a promise that was not tested was asked for at all."""
    return why != Why.TIER
