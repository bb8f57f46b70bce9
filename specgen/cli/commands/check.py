"""``specgen check``: where pages contradict themselves, another page, or what they were made from."""

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from specgen.cli.session import DONE, FOUND, Session, compiles
from specgen.cli.streams import data, wants_colour

if TYPE_CHECKING:
    from specgen.model.findings import Finding
    from specgen.reports import Report

LEVELS = ("error", "warning", "info")
"""Severities, worst first."""
JOB_SUMMARY = "GITHUB_STEP_SUMMARY"
"""Names the file that GitHub's runner shows as the summary of a job."""


@click.command(name="check")
@click.option("--select", multiple=True, metavar="C", help="Run these rules: codes, beginnings of codes, names.")
@click.option("--ignore", multiple=True, metavar="C", help="Leave these rules out.")
@click.option("--preview", is_flag=True, help="Run rules too whose precision is not measured yet.")
@click.option("--fail-on", type=click.Choice(LEVELS), help="Exit with 1 from this severity on (default: warning).")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever was found.")
@click.option(
    "--output-format",
    default="full",
    metavar="FORMAT",
    help="full, concise, json, jsonl, sarif, github, gitlab, junit or markdown.",
)
@click.option("--output-file", type=click.Path(dir_okay=False), metavar="F", help="Write the report there.")
@click.option("--statistics", is_flag=True, help="Print how often each rule fired instead of each finding.")
@compiles
def command(
    session: Session,
    *,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    preview: bool,
    fail_on: str | None,
    exit_zero: bool,
    output_format: str,
    output_file: str | None,
    statistics: bool,
) -> int:
    """Report where pages contradict themselves, other pages, or the pages they were translated from."""
    from specgen.checks import UnknownRuleError
    from specgen.checks import run as check
    from specgen.pipeline import Sources

    report = _report(output_format)
    compiled = session.compile()
    try:
        findings = check(compiled.library, session.selection(_words(select), _words(ignore), preview=preview))
    except UnknownRuleError as error:
        raise click.UsageError(str(error)) from None
    colour = output_file is None and wants_colour(sys.stdout)
    pieces = _statistics(findings) if statistics else report.write(findings, Sources(), colour=colour)
    _deliver(pieces, output_file)
    if output_format == "github":
        _summarise(findings)
    level = fail_on or session.configuration.fail_on or "warning"
    failed = not exit_zero and any(_reaches(finding.severity, level) for finding in findings)
    return session.end(compiled, findings, FOUND if failed else DONE)


def _words(given: tuple[str, ...]) -> tuple[str, ...]:
    """Selectors may be repeated, or separated by commas."""
    return tuple(word.strip() for one in given for word in one.split(",") if word.strip())


def _report(name: str) -> "Report":
    from specgen.reports import reports

    there = reports()
    if name not in there:
        raise click.UsageError(f"there is no format {name!r} (there are: {', '.join(there)})")
    return there[name]


def _reaches(severity: str, level: str) -> bool:
    return LEVELS.index(severity) <= LEVELS.index(level)


def _statistics(findings: "tuple[Finding, ...]") -> Iterator[str]:
    counts = Counter((finding.code, finding.name) for finding in findings)
    for (code, name), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield f"{count:>6}  {code}  {name}\n"


def _summarise(findings: "tuple[Finding, ...]") -> None:
    """Append a table to the job's summary, where GitHub's runner names the file for it."""
    from specgen.reports import summary_table

    file = os.environ.get(JOB_SUMMARY)
    if not file:
        return
    try:
        with Path(file).open("a", encoding="utf-8", errors="backslashreplace", newline="\n") as summary:
            summary.writelines(summary_table(findings))
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}") from None


def _deliver(pieces: Iterable[str], output_file: str | None) -> None:
    if output_file is None:
        data(pieces)
        return
    try:
        with Path(output_file).open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.writelines(pieces)
    except OSError as error:
        raise click.ClickException(f"{output_file}: {error.strerror}") from None
