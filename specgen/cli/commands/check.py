"""``specgen check``: where pages contradict themselves, another page, or what they were made from."""

import os
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from specgen.cli.session import DONE, FOUND, Session, compiles
from specgen.cli.streams import data, wants_colour

if TYPE_CHECKING:
    from specgen.model.findings import Finding
    from specgen.pipeline import Run
    from specgen.project import Baseline
    from specgen.reports import Report

LEVELS = ("error", "warning", "info")
"""Severities, worst first."""
SHOWN_STALE = 5
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
@click.option("--baseline", type=click.Path(dir_okay=False), metavar="FILE", help="Leave out what this file knows.")
@click.option("--write-baseline", type=click.Path(dir_okay=False), metavar="FILE", help="Write what is known by now.")
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
    baseline: str | None,
    write_baseline: str | None,
    statistics: bool,
) -> int:
    """Report where pages contradict themselves, other pages, or the pages they were translated from."""
    from specgen.checks import UnknownRuleError, spoken_codes
    from specgen.checks import run as check
    from specgen.pipeline import Sources

    report = _report(output_format)
    if baseline is not None and write_baseline is not None:
        raise click.UsageError("--baseline and --write-baseline exclude each other")
    known = _known(baseline) if baseline is not None else None
    compiled = session.compile()
    selection = session.selection(_words(select), _words(ignore), preview=preview)
    try:
        findings = check(compiled.library, selection)
    except UnknownRuleError as error:
        raise click.UsageError(str(error)) from None
    if write_baseline is not None and compiled.errors:
        raise click.ClickException(
            f"{write_baseline} is not written: pages that cannot be read may hold known findings"
        )
    if write_baseline is not None:
        return _settle(session, compiled, findings, write_baseline)
    if known is not None:
        findings = _without_known(session, compiled, findings, known, spoken_codes(compiled.library, selection))
    colour = output_file is None and wants_colour(sys.stdout)
    pieces = _statistics(findings) if statistics else report.write(findings, Sources(), colour=colour)
    _deliver(pieces, output_file)
    if output_format == "github":
        _summarise(findings)
    level = fail_on or session.configuration.fail_on or "warning"
    failed = not exit_zero and any(_reaches(finding.severity, level) for finding in findings)
    return session.end(compiled, findings, FOUND if failed else DONE)


def _known(file: str) -> "Baseline":
    from specgen.project import BaselineError, read_baseline
    from specgen.reports import safe

    try:
        return read_baseline(Path(file))
    except BaselineError as error:
        raise click.ClickException(safe(str(error))) from None


def _settle(session: Session, compiled: "Run", findings: "tuple[Finding, ...]", file: str) -> int:
    """Write the findings as what is known from now on; the status is that of a run that found nothing new."""
    from specgen.project import write_baseline

    try:
        write_baseline(Path(file), findings)
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}") from None
    return session.end(compiled, findings)


def _without_known(
    session: Session,
    compiled: "Run",
    findings: "tuple[Finding, ...]",
    baseline: "Baseline",
    spoke: Collection[str],
) -> "tuple[Finding, ...]":
    """The findings that the baseline does not hold; says how many it holds, and which of its entries are stale."""
    from specgen.project import judge
    from specgen.reports import safe

    judged = judge(findings, baseline, _others(session, compiled, baseline), spoke)
    file = safe(str(baseline.file))
    session.say(f"specgen: {judged.known} findings are known to {file}, {len(judged.stale)} of its entries are stale")
    session.say(*(f"specgen: stale: {safe(one.page)}: {one.code}" for one in judged.stale[:SHOWN_STALE]))
    if len(judged.stale) > SHOWN_STALE:
        session.say(f"specgen: and {len(judged.stale) - SHOWN_STALE} more; --write-baseline drops them")
    return judged.new


def _others(session: Session, compiled: "Run", baseline: "Baseline") -> set[str]:
    """Pages of the baseline that are there, beside those that this run reported on."""
    reported = {page.facts.path for page in compiled.pages}
    folders = [path if path.is_dir() else path.parent for path in map(Path, session.paths)]
    asked = {one.page for one in baseline.known} - reported
    return {page for page in asked if any((folder / page).exists() for folder in folders)}


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
    from specgen.files import write_whole

    try:
        write_whole(Path(output_file), pieces)
    except OSError as error:
        raise click.ClickException(f"{output_file}: {error.strerror}") from None
