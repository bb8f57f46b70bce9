"""Reports: each writes findings in one format.

A format is a module of this folder (or an entry point of group ``specgen.reports``) that has ``NAME`` and
``write``. Nothing here lists them; they are found. Formats are pure: they print nothing, write no file, ask for no
terminal and never depend on its width. Text from pages is made safe by ``safe`` and never passes through markup.

Every module here is a format, and formats know nothing of each other: what several of them need is in this one.
"""

import json
import pkgutil
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any, Protocol, cast

from specgen.model.change import changed
from specgen.model.findings import Counts, Edit, Finding, Fix, Related
from specgen.model.serial import finding_line
from specgen.model.types import Severity

ENTRY_POINTS = "specgen.reports"

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""Severities, worst first."""

Sources = Callable[[str, str], list[str] | None]
"""The lines of a page, by root and page, without their ends; None where it cannot be read any more."""

# Azure Pipelines looks for "##vso[" anywhere in a line, and older runners for "##[".
_PIPELINE_COMMAND = re.compile(r"##(?=\[|vso\[)", re.IGNORECASE)
_BEYOND_ASCII = re.compile(r"[\x7f-\U0010ffff]")
# A job summary of GitHub may have 1 MiB; a row for each of more pages could break that.
_MOST_ROWS = 1000
_UNSAFE_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})


class Report(Protocol):
    """What a format's module (or the object of an entry point) offers."""

    @property
    def NAME(self) -> str:  # noqa: N802  a constant of a module
        """The word for ``--output-format``."""
        ...

    def write(self, findings: Iterable[Finding], sources: Sources, *, colour: bool = False) -> Iterable[str]:
        r"""The report in pieces, each of whole lines that end in ``\n``.

        Formats for machines ignore ``colour``.
        """
        ...


def reports() -> dict[str, Report]:
    """Every format by name, sorted: those of this package, then those that entry points add.

    Raises ValueError where two claim one name.
    """
    found: dict[str, Report] = {}
    for candidate in (*_inside(), *_outside()):
        if candidate.NAME in found:
            raise ValueError(f"two report formats are called {candidate.NAME!r}")
        found[candidate.NAME] = candidate
    return dict(sorted(found.items()))


def _inside() -> list[Report]:
    rooms = sorted(room.name for room in pkgutil.iter_modules(__path__, f"{__name__}."))
    return [cast("Report", import_module(name)) for name in rooms]


def _outside() -> list[Report]:
    points = sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name)
    return [cast("Report", point.load()) for point in points]


def safe(text: str) -> str:
    r"""Text for one line of a terminal or log.

    Control, format (bidi, zero-width), private and surrogate characters and line ends are shown as ``\u{202e}`` (tab
    and line ends as ``\t``, ``\n``, ``\r``); a command for a pipeline is broken. All else stays as it is: ``[in]``,
    back-slashes, letters of any language.
    """
    if text.isprintable():
        return _PIPELINE_COMMAND.sub(r"#\\u{23}", text) if "##" in text else text
    return _PIPELINE_COMMAND.sub(r"#\\u{23}", "".join(map(shown, text)))


@lru_cache(maxsize=4096)
def shown(letter: str) -> str:
    """One character as ``safe`` shows it."""
    if letter in "\t\n\r":
        return {"\t": "\\t", "\n": "\\n", "\r": "\\r"}[letter]
    if unicodedata.category(letter) in _UNSAFE_CATEGORIES:
        return f"\\u{{{ord(letter):x}}}"
    return letter


@lru_cache(maxsize=64)
def location(root: str, page: str) -> str:
    """Where a page is, from where the run was started, safe for the beginning of a line.

    ``root`` is a folder that holds ``page``, or a file whose base name ``page`` is.
    """
    whole = exact_location(root, page)
    # A line that begins with :: (or with spaces before it) is a command to GitHub's runner.
    return safe(f"./{whole}" if whole.lstrip().startswith("::") else whole)


def exact_location(root: str, page: str) -> str:
    """The same path for machines that look the file up: nothing is made safe, each format encodes it by its rules."""
    parts = [part for part in root.replace("\\", "/").split("/") if part != "."]
    base = "/".join(parts).rstrip("/") if root not in ("", ".") else ""
    whole = base if base.rpartition("/")[2] == page and page else "/".join(part for part in (base, page) if part)
    return f"/{whole}" if root.startswith("/") and not whole.startswith("/") else whole


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Errors, then warnings, then infos; each in the order in which they came."""
    return sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity))


def by_page(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Findings by ``location``, both in the order in which they came."""
    pages: dict[str, list[Finding]] = {}
    for finding in findings:
        pages.setdefault(location(finding.root, finding.page), []).append(finding)
    return pages


def counted(findings: Iterable[Finding]) -> str:
    """How many there are of each severity, without those of which there are none: ``2 errors, 1 info``."""
    counts = Counter(finding.severity for finding in findings)
    words = {"error": _count(counts["error"], "error"), "warning": _count(counts["warning"], "warning")}
    words["info"] = f"{counts['info']} info"
    return ", ".join(words[severity] for severity in SEVERITIES if counts[severity])


def json_line(finding: Finding) -> str:
    r"""A finding as JSON in one line without its end, keys as the contract publishes them.

    Characters that a terminal or log would obey are ``\u`` escapes, which JSON readers turn back. A lone surrogate
    (file names that are not UTF-8 hold them) becomes a question mark.
    """
    try:
        line = finding_line(finding)
    except UnicodeEncodeError:
        line = finding_line(_encodable(finding))
    return _json_safe(line.decode("utf-8"))


def json_text(value: Any) -> str:
    """Plain data as indented JSON with an end of line, made safe as ``json_line`` does it."""
    text = json.dumps(value, ensure_ascii=False, indent=2).encode("utf-8", "replace").decode("utf-8")
    return f"{_json_safe(text)}\n"


def _json_safe(text: str) -> str:
    return _BEYOND_ASCII.sub(_escaped, text).replace("##", "#\\u0023")


def _escaped(match: re.Match[str]) -> str:
    letter = match[0]
    if shown(letter) == letter:
        return letter
    units = letter.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def _encodable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, tuple):
        return tuple(_encodable(one) for one in value)
    if isinstance(value, Finding | Related | Fix | Edit):
        return changed(value, **{name: _encodable(getattr(value, name)) for name in value.__struct_fields__})
    return value


def code_span(text: str) -> str:
    """Text as a code span of Markdown, safe for one line; nothing for no text.

    Within one nothing is markup: no emphasis, link, tag, entity, mention, address, formula or emoji.
    """
    line = safe(text)
    fence = "`" * (1 + max(map(len, re.findall("`+", line)), default=0))
    # Markdown takes one space off both ends, but not of a span that is nothing but spaces.
    edged = line.strip(" ") and (line[:1] in ("`", " ") or line[-1:] in ("`", " "))
    inner = f" {line} " if edged else line
    return f"{fence}{inner}{fence}" if line else ""


def code_cell(text: str) -> str:
    r"""A code span for a cell of a table, where bars are ``\|``.

    Readers of Markdown disagree on a bar after a back-slash, so that one is shown as ``\u{7c}``.
    """
    return code_span(text.replace("\\|", r"\\u{7c}")).replace("|", r"\|")


def summary_table(findings: Iterable[Finding]) -> str:
    """A Markdown table of how many findings each page has, pages with the worst first, for a job summary.

    It has lines with ends, at most 1,000 rows and then a sentence on the rest; or says that there are no findings.
    """
    pages = by_page(worst_first(findings))
    if not pages:
        return "No findings.\n"
    lines = ["| File | Status | Errors | Warnings | Infos |", "| --- | --- | ---: | ---: | ---: |"]
    for page, found in list(pages.items())[:_MOST_ROWS]:
        counts = Counter(finding.severity for finding in found)
        numbers = " | ".join(str(counts[severity]) for severity in SEVERITIES)
        lines.append(f"| {code_cell(page)} | {found[0].severity} | {numbers} |")
    if len(pages) > _MOST_ROWS:
        lines += ["", f"{_count(len(pages) - _MOST_ROWS, 'more page')} with findings not shown."]
    return "".join(f"{line}\n" for line in lines)


def summary(
    counts: Counts, pages: int, not_understood: int, lacking_context: Iterable[str] = (), links_not_checked: int = 0
) -> str:
    """The last line of talk: findings, errors, pages, pages not understood, fixable; no line end.

    ``pages`` counts pages that are reported on. ``lacking_context`` are codes of rules that stayed silent because
    too few pages were read. ``links_not_checked`` are those that no rule on links could follow.
    """
    counted = f"{_count(counts.all, 'finding')}, {_count(counts.errors, 'error')}, {_count(pages, 'page')}"
    silent = ", ".join(lacking_context)
    context = f"; silent for lack of other pages: {silent}" if silent else ""
    links = f", {_count(links_not_checked, 'link')} not checked" if links_not_checked else ""
    return f"{counted}, {not_understood} not understood, {counts.fixable} fixable{links}{context}"


def is_one_by_one(report: Report) -> bool:
    """Whether a format gives one piece a finding, in their order, whatever the other findings are, and no other."""
    return bool(getattr(report, "ONE_BY_ONE", False))


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
