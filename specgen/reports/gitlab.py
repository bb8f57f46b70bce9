"""The GitLab format: a Code Quality report, from which merge requests show what is new."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

from specgen.model.findings import Finding
from specgen.reports import Sources, exact_location, json_text, safe

NAME = "gitlab"

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def write(
    findings: Iterable[Finding],
    sources: Sources,  # noqa: ARG001  every format takes the same
    *,
    colour: bool = False,  # noqa: ARG001  the same
) -> Iterator[str]:
    """One array of ``{description, check_name, fingerprint, severity, location: {path, lines: {begin}}}``.

    No two fingerprints are equal: GitLab shows only the first of several findings that share one.
    """
    seen: set[str] = set()
    yield json_text([_issue(finding, seen) for finding in findings])


def _issue(finding: Finding, seen: set[str]) -> dict[str, Any]:
    return {
        "description": safe(f"{finding.name}: {finding.message}"),
        "check_name": finding.code,
        "fingerprint": _fingerprint(finding, seen),
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": exact_location(finding.root, finding.page), "lines": {"begin": finding.line}},
    }


def _fingerprint(finding: Finding, seen: set[str]) -> str:
    """The finding's own where it is the first that has it, else one made of that and how many had it before."""
    facts = (finding.code, finding.root, finding.page, finding.member, finding.found, finding.message)
    own = finding.fingerprint or _hash(*map(str, facts))
    unique, ordinal = own, 1
    while unique in seen:
        ordinal += 1
        unique = _hash(own, str(ordinal))
    seen.add(unique)
    return unique


def _hash(*parts: str) -> str:
    return sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]
