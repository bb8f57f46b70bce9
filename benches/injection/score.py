"""Which injections were found, and what was reported that nobody injected."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from benches.injection.runs import Finding
from benches.injection.trees import Injection

_LINE = re.compile(r"\blines? \d+")


@dataclass
class Score:
    """How one injector fared in one setting and mode."""

    injector: str
    family: str
    setting: str
    mode: str
    accepted: tuple[str, ...] = ()
    injections: int = 0
    found: int = 0
    found_by_any: int = 0
    codes: dict[str, int] = field(default_factory=dict)
    misses: list[dict[str, object]] = field(default_factory=list)
    alarms: list[dict[str, object]] = field(default_factory=list)
    reworded: list[dict[str, object]] = field(default_factory=list)
    """Findings on a text that was told of before the damage, in other words: a witness of the name was damaged."""


def _identity(finding: Finding) -> tuple[str | None, ...]:
    """What stays of a finding when lines are added above it."""
    message = _LINE.sub("line", finding.message)
    return (finding.code, finding.page, finding.member, finding.found, finding.expected, message)


def new_findings(before: Sequence[Finding], after: Sequence[Finding], touched: Collection[Finding]) -> list[Finding]:
    """What of ``after`` is not in ``before``; of several alike, those count as new that are in ``touched``."""
    known = Counter(map(_identity, before))
    new = []
    for finding in sorted(after, key=lambda one: one in touched):
        if known[_identity(finding)]:
            known[_identity(finding)] -= 1
        else:
            new.append(finding)
    return new


def hits(finding: Finding, injection: Injection) -> bool:
    """Whether the finding is about the injection: it stands on a line of it, points to one, or names the member."""
    lines, member = injection.injected.lines, injection.injected.member
    if any(page == injection.page and _within((line, line), lines) for page, line in finding.related):
        return True
    named = member is not None and finding.member is not None and finding.member.rpartition(".")[2] == member
    if finding.page != injection.page:
        return named and finding.page in injection.injected.elsewhere
    return named or _within(finding.lines, lines)


def _within(span: tuple[int, int], lines: Sequence[tuple[int, int]]) -> bool:
    return any(span[0] <= last and first <= span[1] for first, last in lines)


def tally(
    injections: Sequence[Injection],
    findings: tuple[Sequence[Finding], Sequence[Finding]],
    scores: Mapping[str, Score],
) -> None:
    """Add one run to ``scores``, by injector. ``findings``: before, after."""
    by_page = {one.page: one for one in injections}
    before, after = findings
    touched = {finding for finding in after if _about(finding, by_page)}
    new = new_findings(before, after, touched)
    gone = Counter(map(_text, before)) - Counter(_text(one) for one in after if one not in new)
    about: dict[str, list[Finding]] = {}
    for finding in new:
        pages = [one.page for one in _about(finding, by_page)]
        for page in pages:
            about.setdefault(page, []).append(finding)
        if not pages:
            gone[_text(finding)] -= 1
            known = finding.found is not None and gone[_text(finding)] >= 0
            record = {"code": finding.code, "page": finding.page, "line": finding.lines[0], "message": finding.message}
            for score in _owners(finding, by_page, scores):
                (score.reworded if known else score.alarms).append({**record, "damaged_page": finding.page in by_page})
    for injection in injections:
        _count(injection, about.get(injection.page, []), scores[injection.injector])


def _about(finding: Finding, by_page: Mapping[str, Injection]) -> list[Injection]:
    """The injections that a finding is about; those on its own page and those that it points to are looked at."""
    pages = {finding.page, *(page for page, _ in finding.related)}
    near = [by_page[page] for page in sorted(pages) if page in by_page]
    far = [one for one in by_page.values() if finding.page in one.injected.elsewhere]
    return [one for one in [*near, *(one for one in far if one not in near)] if hits(finding, one)]


def _text(finding: Finding) -> tuple[str | None, ...]:
    """The text that a finding is about."""
    return (finding.code, finding.page, finding.member, finding.found)


def _owners(finding: Finding, by_page: Mapping[str, Injection], scores: Mapping[str, Score]) -> list[Score]:
    """Who answers for a finding that nothing injected explains: whose page it is on or points to, else all."""
    pages = [finding.page, *(page for page, _ in finding.related)]
    owner = next((by_page[page].injector for page in pages if page in by_page), None)
    return [score for name, score in scores.items() if owner in {name, None}]


def _count(injection: Injection, about: Sequence[Finding], to: Score) -> None:
    codes = {finding.code for finding in about}
    right = codes & set(to.accepted)
    to.injections += 1
    to.found += bool(right)
    to.found_by_any += bool(codes)
    for code in codes:
        to.codes[code] = to.codes.get(code, 0) + 1
    if not right:
        injected = injection.injected
        to.misses.append(
            {
                "page": injection.page,
                "lines": injected.lines,
                "member": injected.member,
                "expected": injected.expected,
                "found": injected.found,
                "codes": sorted(codes),
            }
        )
