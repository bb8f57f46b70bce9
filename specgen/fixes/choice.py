"""Which findings are mended together: those whose edits leave each other alone."""

from collections.abc import Iterable

from specgen.model.findings import Edit, Finding

_Places = list[tuple[tuple[int, int], tuple[int, int]]]


def fixable(finding: Finding, *, unsafe: bool) -> bool:
    """Whether the finding has a fix that may be applied: a safe one, or any if ``unsafe``."""
    return finding.fix is not None and (finding.fix.safe or unsafe)


def choose(findings: Iterable[Finding], *, unsafe: bool) -> dict[tuple[str, str], tuple[Finding, ...]]:
    """Findings to mend in one go, by (root, page): of two whose edits overlap, the first in the order of reports.

    Edits of one finding that overlap each other, or that lead to another page, are none.
    """
    chosen: dict[tuple[str, str], list[Finding]] = {}
    taken: dict[tuple[str, str], _Places] = {}
    for finding in sorted(findings, key=Finding.sort_key):
        if not fixable(finding, unsafe=unsafe) or finding.fix is None:
            continue
        place = (finding.root, finding.page)
        edits = finding.fix.edits
        known = taken.setdefault(place, [])
        if any(edit.page != finding.page for edit in edits) or not _fit(edits, known):
            continue
        known += map(_ends, edits)
        chosen.setdefault(place, []).append(finding)
    return {place: tuple(found) for place, found in chosen.items()}


def _fit(edits: Iterable[Edit], known: _Places) -> bool:
    """Whether no edit touches another, or one that is known; of two that meet, neither would say which comes first."""
    places = list(known)
    for edit in edits:
        start, end = _ends(edit)
        if end < start or any(start <= other_end and other_start <= end for other_start, other_end in places):
            return False
        places.append((start, end))
    return True


def _ends(edit: Edit) -> tuple[tuple[int, int], tuple[int, int]]:
    return (edit.line, edit.column), (edit.end_line, edit.end_column)
