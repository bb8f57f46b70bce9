"""``specgen check``: where pages contradict themselves, another page, or what they were made from."""

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from specgen.cli.after_edit import LEVELS, Plain
from specgen.cli.session import DONE, FOUND, Session, compiles
from specgen.cli.streams import data, wants_colour
from specgen.cli.watching import watches

if TYPE_CHECKING:
    from specgen.checks import Outcome, Selection
    from specgen.model.findings import Finding
    from specgen.model.library import Library
    from specgen.pipeline import Run
    from specgen.project import Baseline, Changes, Judged
    from specgen.reports import Report

SHOWN_STALE = 5
JOB_SUMMARY = "GITHUB_STEP_SUMMARY"
"""Names the file that GitHub's runner shows as the summary of a job."""


@click.command(name="check")
@click.option("--select", multiple=True, metavar="C", help="Run these rules: codes, beginnings of codes, names, ALL.")
@click.option("--ignore", multiple=True, metavar="C", help="Leave these rules out.")
@click.option("--preview", is_flag=True, help="Run rules too whose precision is not measured yet.")
@click.option(
    "--since", metavar="REV", help="Report what a git revision does not have: changed pages, and what follows."
)
@click.option("--fix", is_flag=True, help="Mend pages where it is proven, and report what is left.")
@click.option("--unsafe-fixes", is_flag=True, help="Mend pages where it is likely, too.")
@click.option("--diff", is_flag=True, help="Show what would be mended instead; nothing is written.")
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
@watches("output_file", never=("fix", "unsafe_fixes", "write_baseline"))
def command(
    session: Session,
    *,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    preview: bool,
    since: str | None,
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    fail_on: str | None,
    exit_zero: bool,
    output_format: str,
    output_file: str | None,
    baseline: str | None,
    write_baseline: str | None,
    statistics: bool,
) -> int:
    """Report where pages contradict themselves, other pages, or the pages they were translated from."""
    from specgen.checks import fit_ahead, links_not_checked

    report = _report(output_format)
    if write_baseline is not None and (baseline is not None or since is not None or fix or unsafe_fixes or diff):
        raise click.UsageError("--write-baseline goes with none of --baseline, --since, --fix, --unsafe-fixes, --diff")
    if fix and diff:
        raise click.UsageError("--fix and --diff exclude each other")
    selection = session.selection(_words(select), _words(ignore), preview=preview)
    level = fail_on or session.configuration.fail_on or "warning"
    colour = output_file is None and wants_colour(sys.stdout)
    summarises = output_format == "github" and not diff
    again = not (
        fix or unsafe_fixes or diff or since or write_baseline or output_file or (summarises and _job_summary())
    )
    plain = Plain(session, selection, report, level, exit_zero, colour)
    if again and not (baseline or statistics) and (status := plain.report_again()) is not None:
        return status
    known = _known(baseline) if baseline is not None else None
    compiled = session.compile(fit_ahead(selection))
    changes = _changes(session, since) if since is not None else None
    checked = _Checked(session, compiled, selection, known, changes)
    findings = checked.findings(compiled.library)
    if write_baseline is not None:
        return _settle(checked, findings, write_baseline)
    checked.tell_stale()
    checked.tell_known()
    pieces: Iterable[str]
    if fix or unsafe_fixes or diff:
        findings, pieces = _mended(
            checked, findings, plain, unsafe=unsafe_fixes, exact=output_file is not None, diff=diff
        )
    else:
        pieces = plain.pieces(findings)
    _deliver(_statistics(findings) if statistics and not diff else pieces, output_file)
    if summarises:
        _summarise(findings)
    failed = not exit_zero and any(_reaches(finding.severity, level) for finding in findings)
    unfollowed = links_not_checked(compiled.library, checked.selection)
    if again:
        checked.remember(plain if not (baseline or statistics) else None, baseline)
    return session.end(compiled, findings, FOUND if failed else DONE, unfollowed)


def _mended(
    checked: "_Checked", findings: "tuple[Finding, ...]", plain: Plain, *, unsafe: bool, exact: bool, diff: bool
) -> "tuple[tuple[Finding, ...], Iterable[str]]":
    """Mend pages, or show how; what is left of the findings, and what is to be said."""
    from specgen.cli.mending import differences, mend

    mending = mend(checked.session, checked.run, findings, checked.findings, unsafe=unsafe, write=not diff)
    if diff:
        return findings, differences(mending, exact=exact)
    return mending.findings, plain.pieces(mending.findings)


@dataclass
class _Checked:
    """What is reported of a library: the findings of the selected rules that no baseline knows."""

    session: Session
    run: "Run"
    selection: "Selection"
    baseline: "Baseline | None"
    changes: "Changes | None"
    judged: "Judged | None" = None
    outcome: "Outcome | None" = None

    def findings(self, library: "Library") -> "tuple[Finding, ...]":
        """The findings of a library. An unknown rule in the selection ends the command."""
        from specgen.checks import UnknownRuleError, spoken_codes
        from specgen.checks import judge as check
        from specgen.pipeline import raised_since
        from specgen.project import judge

        try:
            outcome = check(library, self.selection)
        except UnknownRuleError as error:
            raise click.UsageError(str(error)) from None
        self.outcome = self.outcome or outcome
        found = outcome.findings
        if self.changes is not None:
            found = raised_since(self.run, found, lambda then: check(then, self.selection).findings, self.changes)
        if self.baseline is None:
            return found
        others = _others(self.session, self.run, self.baseline)
        judged = judge(found, self.baseline, others, spoken_codes(library, self.selection))
        self.judged = self.judged or judged
        return judged.new

    def remember(self, plain: Plain | None, baseline: str | None) -> None:
        """Let the run be kept, and of one that did no more than report what it found out."""
        from pathlib import Path

        self.session.repeatable(self.run, files=[Path(baseline)] if baseline is not None else [])
        if plain is not None and self.outcome is not None:
            plain.remember(self.run, self.outcome)

    def tell_stale(self) -> None:
        """Say which entries of the configuration leave out nothing."""
        from specgen.reports import safe

        for one in self.outcome.stale if self.outcome is not None else ():
            self.session.say(f"specgen: stale: per-file-ignores: {safe(one.pattern)}: {safe(one.word)}: {one.why}")

    def tell_known(self) -> None:
        """Say how many findings the baseline holds, and which of its entries are stale."""
        from specgen.reports import safe

        if self.baseline is None or self.judged is None:
            return
        file, stale, say = safe(str(self.baseline.file)), self.judged.stale, self.session.say
        say(f"specgen: {self.judged.known} findings are known to {file}, {len(stale)} of its entries are stale")
        say(*(f"specgen: stale: {safe(one.page)}: {one.code}" for one in stale[:SHOWN_STALE]))
        if len(stale) > SHOWN_STALE:
            say(f"specgen: and {len(stale) - SHOWN_STALE} more; --write-baseline drops them")
        if self.judged.unheard:
            say(f"specgen: {self.judged.unheard} findings of rules that were silent when {file} was written")


def _known(file: str) -> "Baseline":
    from pathlib import Path

    from specgen.project import BaselineError, read_baseline
    from specgen.reports import safe

    try:
        return read_baseline(Path(file))
    except BaselineError as error:
        raise click.ClickException(safe(str(error))) from None


def _changes(session: Session, revision: str) -> "Changes":
    """What changed since a revision, in the repository of the first PATH; ends the command where nobody can tell."""
    from pathlib import Path

    from specgen.project import RevisionError, changes_since
    from specgen.reports import safe

    first = Path(session.paths[0])
    try:
        return changes_since(revision, first if first.is_dir() else first.parent)
    except RevisionError as error:
        raise click.ClickException(safe(str(error))) from None


def _settle(checked: "_Checked", findings: "tuple[Finding, ...]", file: str) -> int:
    """Write the findings as what is known from now on; the status is that of a run that found nothing new."""
    from pathlib import Path

    from specgen.checks import context_lacking
    from specgen.project import write_baseline

    run = checked.run
    if run.errors:
        raise click.ClickException(f"{file} is not written: pages that cannot be read may hold known findings")
    places = {page.key: page.place for page in run.pages}
    silent = context_lacking(run.library, checked.selection)
    try:
        write_baseline(Path(file), findings, lambda one: places[one.root, one.page], silent)
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}") from None
    return checked.session.end(run, findings)


def _others(session: Session, run: "Run", baseline: "Baseline") -> set[str]:
    """Pages of the baseline that are there, beside those that this run reported on."""
    from pathlib import Path

    reported = {page.place for page in run.pages}
    root = session.configuration.root
    folders = [path if path.is_dir() else path.parent for path in map(Path, session.paths)]
    asked = {one.page for one in baseline.known} - reported
    return {page for page in asked if any((folder / page).exists() for folder in ([root] if root else folders))}


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
    from pathlib import Path

    from specgen.reports import summary_table

    file = _job_summary()
    if not file:
        return
    try:
        with Path(file).open("a", encoding="utf-8", errors="backslashreplace", newline="\n") as summary:
            summary.writelines(summary_table(findings))
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}") from None


def _job_summary() -> str | None:
    """The file that is the summary of the job, where there is one."""
    return os.environ.get(JOB_SUMMARY) or None


def _deliver(pieces: Iterable[str], output_file: str | None) -> None:
    if output_file is None:
        data(pieces)
        return
    from pathlib import Path

    from specgen.files import write_whole

    try:
        write_whole(Path(output_file), pieces)
    except OSError as error:
        raise click.ClickException(f"{output_file}: {error.strerror}") from None
