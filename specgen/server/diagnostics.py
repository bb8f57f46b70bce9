"""Findings as editors show them.

Messages quote pages. The protocol has them as plain text; characters that would not show, or show elsewhere, are made
visible as in every report.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from lsprotocol.types import (
    CodeDescription,
    Diagnostic,
    DiagnosticRelatedInformation,
    DiagnosticSeverity,
    DiagnosticTag,
    Location,
)

import specgen
from specgen.model.findings import Finding
from specgen.reports import safe
from specgen.server.positions import Text

SOURCE = "specgen"
_SEVERITIES = {
    "error": DiagnosticSeverity.Error,
    "warning": DiagnosticSeverity.Warning,
    "info": DiagnosticSeverity.Information,
}
_UNNECESSARY = frozenset({"SG907"})
"""Rules whose findings are text that does nothing: editors show it faded."""


def diagnostics(
    findings: Iterable[Finding], text: Text, uri: str, *, related: bool, documentation: str | None
) -> list[Diagnostic]:
    """The findings of the page with this ``text``; ``related``: the editor can show second places."""
    return [
        Diagnostic(
            text.range(one.span),
            safe(one.message),
            severity=_SEVERITIES[one.severity],
            code=one.code,
            code_description=_description(one.code, one.name, documentation),
            source=SOURCE,
            tags=[DiagnosticTag.Unnecessary] if one.code in _UNNECESSARY else None,
            related_information=_related(one, text, uri) if related and one.related else None,
            data=one.fingerprint or None,
        )
        for one in findings
    ]


def _related(finding: Finding, text: Text, uri: str) -> list[DiagnosticRelatedInformation]:
    # A finding's second places are on its own page.
    return [
        DiagnosticRelatedInformation(Location(uri, text.line_range(one.line)), safe(one.message))
        for one in finding.related
    ]


@cache
def _description(code: str, name: str, documentation: str | None) -> CodeDescription | None:
    """Where the rule is documented: in the folder that the settings name, else in the checkout that this is."""
    page = f"{code.lower()}-{name}.md"
    if documentation is not None:
        return CodeDescription(f"{documentation.rstrip('/')}/{page}")
    beside = Path(specgen.__file__).parents[1] / "docs" / "rules" / page
    return CodeDescription(beside.as_uri()) if beside.is_file() else None
