"""The Markdown format: a report on a build of documentation, for a comment or a page.

Text from pages stands in code spans, in which nothing is markup.
"""

from collections.abc import Iterable, Iterator

from specgen.model.findings import Finding
from specgen.reports import Sources, by_page, code_cell, code_span, counted, summary_table

NAME = "markdown"


def write(
    findings: Iterable[Finding],
    sources: Sources,  # noqa: ARG001  every format takes the same
    *,
    colour: bool = False,  # noqa: ARG001  the same
) -> Iterator[str]:
    """A heading, counts, a table of pages, and for each page a table of its findings in their order."""
    kept = list(findings)
    yield "# specgen report\n\n"
    if kept:
        yield f"{counted(kept)}.\n\n"
    yield summary_table(kept)
    for page, found in by_page(kept).items():
        yield f"\n## {code_span(page)}\n\n| Line | Severity | Rule | Message |\n| ---: | --- | --- | --- |\n"
        yield "".join(map(_row, found))


def _row(finding: Finding) -> str:
    rule = code_cell(f"{finding.code} {finding.name}")
    return f"| {finding.line} | {finding.severity} | {rule} | {code_cell(finding.message)} |\n"
