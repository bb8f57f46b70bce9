"""The GitHub format: workflow commands that annotate the lines of a pull request.

GitHub shows ten annotations of each severity a step and drops the rest in silence, so no more than that are written,
and a plain line says how many have none.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from specgen.model.findings import Finding
from specgen.reports import Sources, counted, location, safe, worst_first

NAME = "github"

MOST = 10
"""How many annotations of one severity GitHub shows for a step."""

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def write(
    findings: Iterable[Finding],
    sources: Sources,  # noqa: ARG001  every format takes the same
    *,
    colour: bool = False,  # noqa: ARG001  the same
) -> Iterator[str]:
    """Commands, most severe first, then one line that counts the findings without annotation if there are any.

    Columns are written where a finding ends on its first line; GitHub takes them for no other.
    """
    counts: Counter[str] = Counter()
    without: list[Finding] = []
    for finding in worst_first(findings):
        counts[finding.severity] += 1
        if counts[finding.severity] > MOST:
            without.append(finding)
        else:
            yield f"{_command(finding)}\n"
    if without:
        yield f"specgen: {len(without)} more without annotation ({counted(without)})\n"


def _command(finding: Finding) -> str:
    alone = finding.end_line == finding.line
    properties = {
        "file": location(finding.root, finding.page),
        "line": finding.line,
        **({"col": finding.column} if alone else {}),
        "endLine": finding.end_line,
        **({"endColumn": finding.end_column} if alone else {}),
        "title": safe(f"{finding.code} {finding.name}"),
    }
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {written}::{_data(safe(finding.message))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
