"""The JUnit format: a test suite in which each page with findings is a test case."""

import re
from collections.abc import Iterable, Iterator
from html import escape

from specgen.model.findings import Finding
from specgen.reports import SEVERITIES, Sources, by_page, counted, safe

NAME = "junit"

# Of what XML 1.0 forbids, ``safe`` shows all but these two.
_FORBIDDEN = re.compile("[\ufffe\uffff]")


def write(
    findings: Iterable[Finding],
    sources: Sources,  # noqa: ARG001  every format takes the same
    *,
    colour: bool = False,  # noqa: ARG001  the same
) -> Iterator[str]:
    """XML 1.0, one ``testsuite``; an error or a warning fails its page.

    A page that fails has one ``failure`` with a line for each error and warning, because readers take no more than
    the first. Infos are lines of ``system-out``. No time is stated.
    """
    pages = by_page(findings)
    failures = sum(_worst(found) != "info" for found in pages.values())
    numbers = f'tests="{len(pages)}" failures="{failures}" errors="0" skipped="0"'
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites {numbers}>\n'
    yield f'  <testsuite name="specgen" {numbers}>\n'
    for page, found in pages.items():
        yield "".join(f"{line}\n" for line in _case(page, found))
    yield "  </testsuite>\n</testsuites>\n"


def _case(page: str, findings: list[Finding]) -> Iterator[str]:
    yield f'    <testcase name="{_xml(page)}" classname="specgen" file="{_xml(page)}">'
    failing = [finding for finding in findings if finding.severity != "info"]
    if failing:
        yield f'      <failure type="{_worst(failing)}" message="{counted(failing)}">'
        yield from map(_line, failing)
        yield "      </failure>"
    if len(failing) < len(findings):
        yield "      <system-out>"
        yield from (_line(finding) for finding in findings if finding.severity == "info")
        yield "      </system-out>"
    yield "    </testcase>"


def _line(finding: Finding) -> str:
    place = f"{finding.line}:{finding.column}: {finding.severity}"
    return f"{place} {_xml(f'{finding.code} {finding.name}: {finding.message}')}"


def _worst(findings: list[Finding]) -> str:
    there = {finding.severity for finding in findings}
    return next(severity for severity in SEVERITIES if severity in there)


def _xml(text: str) -> str:
    """Text for content and attributes."""
    return escape(_FORBIDDEN.sub(lambda match: f"\\u{{{ord(match[0]):x}}}", safe(text)))
