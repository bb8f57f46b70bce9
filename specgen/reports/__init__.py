"""Reports: each writes findings in one format.

A format is a module of this folder (or an entry point of group ``specgen.reports``) that has ``NAME`` and
``write``. Nothing here lists them; they are found. Formats are pure: they print nothing, write no file, ask for no
terminal and never depend on its width. Text from pages is made safe by ``safe`` and never passes through markup.
"""

import pkgutil
import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import Protocol, cast

from specgen.model.findings import Finding

ENTRY_POINTS = "specgen.reports"

Sources = Callable[[str, str], list[str] | None]
"""The lines of a page, by root and page, without their ends; None where it cannot be read any more."""

# Azure Pipelines looks for "##vso[" anywhere in a line, and older runners for "##[".
_PIPELINE_COMMAND = re.compile(r"##(?=\[|vso\[)", re.IGNORECASE)
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
    if text.isascii() and text.isprintable():
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


def location(root: str, page: str) -> str:
    """Where a page is, from where the run was started, safe for the beginning of a line.

    ``root`` is a folder that holds ``page``, or a file whose base name ``page`` is.
    """
    parts = [part for part in root.replace("\\", "/").split("/") if part != "."]
    base = "/".join(parts).rstrip("/") if root not in ("", ".") else ""
    whole = base if base.rpartition("/")[2] == page and page else "/".join(part for part in (base, page) if part)
    if root.startswith("/") and not whole.startswith("/"):
        whole = f"/{whole}"
    # A line that begins with :: (or with spaces before it) is a command to GitHub's runner.
    return safe(f"./{whole}" if whole.lstrip().startswith("::") else whole)


def summary(findings: Iterable[Finding], pages: int, not_understood: int, lacking_context: Iterable[str] = ()) -> str:
    """The last line of talk: findings, errors, pages, pages not understood, fixable; no line end.

    ``pages`` counts pages that are reported on. ``lacking_context`` are codes of rules that stayed silent because
    too few pages were read.
    """
    kept = tuple(findings)
    errors = sum(one.severity == "error" for one in kept)
    fixable = sum(one.fix is not None for one in kept)
    counted = f"{_count(len(kept), 'finding')}, {_count(errors, 'error')}, {_count(pages, 'page')}"
    silent = ", ".join(lacking_context)
    context = f"; silent for lack of other pages: {silent}" if silent else ""
    return f"{counted}, {not_understood} not understood, {fixable} fixable{context}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
