"""Findings: the one record from which every report is made."""

from collections.abc import Iterable, Sequence

import msgspec

from specgen.model.spans import Span
from specgen.model.types import Confidence, Severity


class Edit(msgspec.Struct, frozen=True, gc=False):
    """One replacement in a page; the end is exclusive."""

    page: str
    line: int
    column: int
    end_line: int
    end_column: int
    text: str


class Fix(msgspec.Struct, frozen=True, gc=False):
    """Edits that mend a finding; ``safe`` ones are proven by the page itself."""

    safe: bool
    edits: tuple[Edit, ...]


class Related(msgspec.Struct, frozen=True, gc=False):
    """The other side of a disagreement."""

    page: str
    line: int
    message: str


class Finding(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One finding of ``specgen check``, keys as published in the contract."""

    code: str
    name: str
    severity: Severity
    root: str
    page: str
    line: int
    column: int
    end_line: int
    end_column: int
    entity: str | None = None
    member: str | None = None
    message: str
    found: str | None = None
    expected: str | None = None
    related: tuple[Related, ...] = ()
    confidence: Confidence = "proven"
    fix: Fix | None = None
    fingerprint: str = ""

    @property
    def span(self) -> Span:
        """Where the finding is, as one value."""
        return Span(self.line, self.column, self.end_line, self.end_column)

    def sort_key(self) -> tuple[str, str, int, int, str, str]:
        """Order of reports: root, page, line, column, code; the message settles ties."""
        return (self.root, self.page, self.line, self.column, self.code, self.message)


class Counts(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """How many findings there are, by severity, and how many of them can be mended."""

    errors: int = 0
    warnings: int = 0
    infos: int = 0
    fixable: int = 0

    @property
    def all(self) -> int:
        """All findings."""
        return self.errors + self.warnings + self.infos

    @classmethod
    def of(cls, findings: Sequence[Finding]) -> "Counts":
        """Those of these findings."""
        severities = [one.severity for one in findings]
        told = (severities.count("error"), severities.count("warning"), severities.count("info"))
        return cls(*told, sum(one.fix is not None for one in findings))

    @classmethod
    def together(cls, counts: Iterable["Counts"]) -> "Counts":
        """All of them."""
        told = [(one.errors, one.warnings, one.infos, one.fixable) for one in counts]
        return cls(*map(sum, zip(*told, strict=True))) if told else cls()
