"""The full format: each finding with its line of the page, carets under the text, and the lines of the other side."""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from specgen.model.findings import Finding
from specgen.reports import Sources, location, safe

NAME = "full"
ONE_BY_ONE = True

_COLOURS = {"error": "31", "warning": "33", "info": "36"}
_WIDEST = 140
_LEAD = 40


class _Excerpt(NamedTuple):
    """A line of a page as it is shown: ``before`` is how many columns stand before the marked part."""

    text: str
    before: int
    marked: int


def write(findings: Iterable[Finding], sources: Sources, *, colour: bool = False) -> Iterator[str]:
    """One paragraph a finding, with an empty line after it."""
    for finding in findings:
        yield "\n".join((*_paragraph(finding, sources, colour), "", ""))


def _paragraph(finding: Finding, sources: Sources, colour: bool) -> list[str]:  # noqa: FBT001  passed on
    tint = _COLOURS[finding.severity] if colour else ""
    lines = sources(finding.root, finding.page)
    gutter = len(str(max([finding.line, *[one.line for one in finding.related], 0])))
    margin = " " * gutter
    told = [
        f"{_tinted(f'{finding.severity}[{finding.code}]', tint)} {finding.name}: {safe(finding.message)}",
        f"{margin}--> {location(finding.root, finding.page)}:{finding.line}:{finding.column}",
    ]
    excerpt = _excerpt(lines, finding)
    if excerpt is not None:
        told.append(f"{margin} |")
        told.append(f"{finding.line:>{gutter}} | {excerpt.text}".rstrip())
        told.append(f"{margin} | {' ' * excerpt.before}{_tinted('^' * excerpt.marked, tint)}")
    told += _sides(finding, margin)
    if finding.related:
        told += _related(finding, sources, gutter)
    return told


def _sides(finding: Finding, margin: str) -> list[str]:
    told = []
    if finding.found is not None:
        told.append(f"{margin} = found:    {_short(finding.found)}")
    if finding.expected is not None:
        told.append(f"{margin} = expected: {_short(finding.expected)}")
    if finding.confidence != "proven":
        told.append(f"{margin} = {finding.confidence}, not proven")
    if finding.fix is not None:
        told.append(f"{margin} = {'a safe' if finding.fix.safe else 'an unsafe'} fix is known")
    return told


def _related(finding: Finding, sources: Sources, gutter: int) -> Iterator[str]:
    for place in finding.related:
        elsewhere = "" if place.page == finding.page else f"{location(finding.root, place.page)}:{place.line}: "
        lines = sources(finding.root, place.page)
        yield f"{' ' * gutter} = {elsewhere}{safe(place.message)}:"
        if lines is not None and 0 < place.line <= len(lines):
            text, _ = _window(lines[place.line - 1], 0)
            yield f"{place.line:>{gutter}} | {_shown(text)}".rstrip()


def _excerpt(lines: list[str] | None, finding: Finding) -> _Excerpt | None:
    """The finding's first line; None where the page or the line is not there any more."""
    if lines is None or not 0 < finding.line <= len(lines):
        return None
    line = lines[finding.line - 1]
    start = min(finding.column - 1, len(line))
    end = min(finding.end_column - 1, len(line)) if finding.end_line == finding.line else len(line.rstrip())
    window, dropped = _window(line, start)
    head = window[: start - dropped]
    body = window[start - dropped : max(end, start) - dropped]
    return _Excerpt(_shown(window), _width(_shown(head)), max(1, _width(_shown(body))))


def _window(line: str, start: int) -> tuple[str, int]:
    """At most 140 characters of a line around ``start``, dots where it is cut; and the offset of the first."""
    if len(line) <= _WIDEST:
        return line, 0
    first = max(0, start - _LEAD)
    last = first + _WIDEST
    window = line[first:last]
    if last < len(line):
        window = f"{window[:-1]}…"
    return (f"…{window[1:]}" if first else window), first


def _short(text: str) -> str:
    """``safe`` of the beginning of a text."""
    return safe(_window(text, 0)[0])


def _shown(text: str) -> str:
    """``safe``, but with tabs as single spaces, so that carets stand where they should."""
    return safe(text.replace("\t", " "))


def _width(text: str) -> int:
    """How many columns of a terminal safe text takes: two for wide letters, none for combining marks."""
    return len(text) if text.isascii() else sum(map(_columns, text))


@lru_cache(maxsize=4096)
def _columns(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _tinted(text: str, tint: str) -> str:
    return f"\x1b[{tint}m{text}\x1b[0m" if tint else text
