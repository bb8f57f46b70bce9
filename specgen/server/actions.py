"""Fixes as code actions: each for itself, and all that are proven together."""

from collections.abc import Iterable, Sequence

from lsprotocol.types import (
    CodeAction,
    CodeActionKind,
    Diagnostic,
    OptionalVersionedTextDocumentIdentifier,
    TextDocumentEdit,
    TextEdit,
    WorkspaceEdit,
)

from specgen.model.findings import Finding
from specgen.model.spans import Span
from specgen.reports import safe
from specgen.server.documents import Document

FIX_ALL = f"{CodeActionKind.SourceFixAll.value}.specgen"
KINDS = (CodeActionKind.QuickFix.value, FIX_ALL)
LONGEST = 60
"""Characters of new text that a title shows."""


def wants(kind: str, only: Sequence[str] | None) -> bool:
    """Whether an editor that asks for ``only`` these kinds (None: all) asks for ``kind``."""
    return only is None or any(one in ("", kind) or kind.startswith(f"{one}.") for one in only)


def quick_fixes(
    document: Document, found: Iterable[tuple[Finding, Diagnostic]], *, versioned: bool
) -> list[CodeAction]:
    """One action for each finding with a fix; one that is merely likely says so, and is never preferred."""
    return [
        CodeAction(
            _title(finding),
            kind=CodeActionKind.QuickFix,
            diagnostics=[diagnostic],
            is_preferred=finding.fix.safe,
            edit=_edit(document, [finding], versioned=versioned),
        )
        for finding, diagnostic in found
        if finding.fix is not None
    ]


def fix_all(document: Document, findings: Sequence[Finding], *, versioned: bool) -> list[CodeAction]:
    """One action that applies the fixes of all these findings, which do not overlap; none where there are none."""
    if not findings:
        return []
    count = f"{len(findings)} finding{'' if len(findings) == 1 else 's'}"
    edit = _edit(document, findings, versioned=versioned)
    return [CodeAction(f"specgen: mend {count} (proven)", kind=FIX_ALL, edit=edit)]


def _title(finding: Finding) -> str:
    sure = "" if finding.fix is not None and finding.fix.safe else " (likely)"
    text = finding.fix.edits[0].text if finding.fix is not None and finding.fix.edits else ""
    shown = safe(text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…")
    return f"{finding.code}: replace with {shown}{sure}" if text else f"{finding.code}: remove this{sure}"


def _edit(document: Document, findings: Iterable[Finding], *, versioned: bool) -> WorkspaceEdit:
    """The edits, for the version of the document that the findings are of."""
    text = document.text
    edits = [
        TextEdit(
            text.range(Span(one.line, one.column, one.end_line, one.end_column)),
            one.text.replace("\n", text.line_end(one.line)),
        )
        for finding in findings
        if finding.fix is not None
        for one in finding.fix.edits
    ]
    if not versioned:
        return WorkspaceEdit(changes={document.uri: edits})
    which = OptionalVersionedTextDocumentIdentifier(document.uri, version=document.version)
    return WorkspaceEdit(document_changes=[TextDocumentEdit(which, list(edits))])
