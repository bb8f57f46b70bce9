"""The concise format: one line a finding, for people who grep and editors that jump."""

from collections.abc import Iterable, Iterator

from specgen.model.findings import Finding
from specgen.reports import Sources, location, safe

NAME = "concise"
ONE_BY_ONE = True

_COLOURS = {"error": "31", "warning": "33", "info": "36"}


def write(
    findings: Iterable[Finding],
    sources: Sources,  # noqa: ARG001  every format takes the same
    *,
    colour: bool = False,
) -> Iterator[str]:
    """Lines of the form ``page:line:column: CODE name message``."""
    for finding in findings:
        code = f"\x1b[{_COLOURS[finding.severity]}m{finding.code}\x1b[0m" if colour else finding.code
        place = f"{location(finding.root, finding.page)}:{finding.line}:{finding.column}"
        yield f"{place}: {code} {finding.name} {safe(finding.message)}\n"
