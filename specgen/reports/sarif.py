"""The SARIF format, version 2.1.0: for code scanning and editors.

Texts for people are safe and escaped as the specification asks of messages; texts for machines (fixes, properties,
addresses) are exact. Addresses are relative to ``SRCROOT``, where the run was started, unless the pages were given
by an absolute path.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from specgen import __version__
from specgen.model.findings import Edit, Finding, Fix
from specgen.reports import Sources, code_span, counted, exact_location, json_text, safe, worst_first

NAME = "sarif"

MOST = 5000
"""How many results of a run GitHub shows."""

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_BASE = "SRCROOT"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_DRIVE = re.compile("[A-Za-z]:/")


def write(
    findings: Iterable[Finding],
    sources: Sources,  # noqa: ARG001  every format takes the same
    *,
    colour: bool = False,  # noqa: ARG001  the same
) -> Iterator[str]:
    """One log with one run: at most 5,000 results, most severe first; a notification says what was cut."""
    ordered = worst_first(findings)
    kept, cut = ordered[:MOST], ordered[MOST:]
    names = dict(sorted({finding.code: finding.name for finding in reversed(kept)}.items()))
    indices = {code: index for index, code in enumerate(names)}
    driver = {"name": "specgen", "version": __version__, "rules": [_rule(*one) for one in names.items()]}
    run: dict[str, Any] = {
        "tool": {"driver": driver},
        **({"invocations": [_invocation(cut)]} if cut else {}),
        "originalUriBaseIds": {_BASE: {"description": {"text": "The folder in which specgen was started."}}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, indices[finding.code]) for finding in kept],
    }
    yield json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: str, name: str) -> dict[str, Any]:
    """What findings carry of their rule, and how to read the rest."""
    command = f"specgen rule {code}"
    return {
        "id": code,
        "name": name,
        "shortDescription": _message(name.replace("-", " ")),
        "help": {
            "text": f"Described by: {_literal(command)}",
            "markdown": f"Described by {_braced(code_span(command))}",
        },
    }


def _invocation(cut: list[Finding]) -> dict[str, Any]:
    text = f"{len(cut)} more results were cut ({counted(cut)}): a run has at most {MOST}, the most severe."
    return {
        "executionSuccessful": True,
        "toolExecutionNotifications": [{"level": "warning", "message": {"text": text}}],
    }


def _result(finding: Finding, index: int) -> dict[str, Any]:
    region = _region(finding.line, finding.column, finding.end_line, finding.end_column)
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": _message(finding.message),
        "locations": [{"physicalLocation": _physical(finding.root, finding.page, region)}],
    }
    if finding.fingerprint:
        result["partialFingerprints"] = {"specgen/v1": finding.fingerprint}
    if finding.related:
        result["relatedLocations"] = [
            {
                "id": number,
                "physicalLocation": _physical(finding.root, place.page, _region(place.line)),
                "message": _message(place.message),
            }
            for number, place in enumerate(finding.related, 1)
        ]
    if finding.fix is not None and finding.fix.edits:
        result["fixes"] = [_fix(finding.root, finding.fix)]
    facts = {name: getattr(finding, name) for name in ("entity", "member", "found", "expected", "confidence")}
    result["properties"] = {name: fact for name, fact in facts.items() if fact is not None}
    return result


def _fix(root: str, fix: Fix) -> dict[str, Any]:
    pages: dict[str, list[Edit]] = {}
    for edit in fix.edits:
        pages.setdefault(edit.page, []).append(edit)
    changes = [
        {"artifactLocation": _artifact(root, page), "replacements": [_replacement(edit) for edit in edits]}
        for page, edits in pages.items()
    ]
    return {"description": {"text": "A safe fix." if fix.safe else "An unsafe fix."}, "artifactChanges": changes}


def _replacement(edit: Edit) -> dict[str, Any]:
    region = _region(edit.line, edit.column, edit.end_line, edit.end_column)
    return {"deletedRegion": region, "insertedContent": {"text": edit.text}}


def _physical(root: str, page: str, region: dict[str, int]) -> dict[str, Any]:
    return {"artifactLocation": _artifact(root, page), **({"region": region} if region else {})}


def _region(line: int, column: int = 0, end_line: int = 0, end_column: int = 0) -> dict[str, int]:
    """Those of the numbers that are there; an end is exclusive in SARIF as it is in findings."""
    numbers = {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}
    return {name: number for name, number in numbers.items() if number > 0} if line > 0 else {}


def _artifact(root: str, page: str) -> dict[str, str]:
    path = exact_location(root, page)
    if path.startswith("//"):
        return {"uri": f"file:{_quoted(path)}"}
    if path.startswith("/"):
        return {"uri": f"file://{_quoted(path)}"}
    if _DRIVE.match(path):
        return {"uri": f"file:///{path[:2]}{_quoted(path[2:])}"}
    return {"uri": _quoted(path), "uriBaseId": _BASE}


def _quoted(path: str) -> str:
    """Percent-encoded; bytes of a name that is not UTF-8 are those bytes, other lone surrogates question marks."""
    try:
        return quote(path, errors="surrogateescape")
    except UnicodeEncodeError:
        return quote(path, errors="replace")


def _message(text: str) -> dict[str, str]:
    return {"text": _literal(text)}


def _literal(text: str) -> str:
    r"""Safe text in which a reader of SARIF finds neither placeholder nor link.

    Braces are doubled, as for every message. Where ``](`` could be part of a link, back-slashes and brackets get a
    back-slash; elsewhere they stand for themselves, so ``[in]`` stays ``[in]``.
    """
    line = _braced(safe(text))
    return re.sub(r"[\\\[\]]", r"\\\g<0>", line) if "](" in line else line


def _braced(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
