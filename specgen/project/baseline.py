"""Baselines: the findings that a project knows of and does not want to hear of again.

A baseline is JSON, ``{"schema": 1, "silent": [code, ...], "findings": [{"fingerprint", "code", "page"}, ...]}``,
sorted by page (relative to the tree's root), code and fingerprint. Only the fingerprint tells findings apart; code and
page are there for people and for what is stale. ``silent`` are rules that lacked the pages they need when it was
written.
"""

import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from specgen.files import write_whole
from specgen.model.findings import Finding

SCHEMA = 1
_KEYS = frozenset({"fingerprint", "code", "page"})


class BaselineError(ValueError):
    """A file that is no baseline; the message names it, and the line where one can be told."""


@dataclass(frozen=True, order=True)
class Known:
    """One finding that a baseline holds."""

    page: str
    code: str
    fingerprint: str


@dataclass(frozen=True)
class Baseline:
    """What a baseline file holds."""

    file: Path
    known: tuple[Known, ...]
    silent: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Judged:
    """Findings beside a baseline: those it does not hold, how many it holds, and what it holds in vain.

    ``unheard``: how many are of rules that were silent when it was written; they are neither new nor known.
    """

    new: tuple[Finding, ...]
    known: int
    stale: tuple[Known, ...]
    unheard: int = 0


def write_baseline(
    file: Path, findings: Iterable[Finding], place: Callable[[Finding], str], silent: Iterable[str] = ()
) -> None:
    """Replace the baseline with these findings. Raises OSError; then the old one is still there.

    ``place`` gives the page of a finding, relative to the tree's root; ``silent`` are the rules that lacked context.
    """
    known = sorted({Known(place(one), one.code, one.fingerprint) for one in findings})
    entries = [{"fingerprint": one.fingerprint, "code": one.code, "page": one.page} for one in known]
    lines = ",\n".join(f"  {json.dumps(entry)}" for entry in entries)
    body = f"\n{lines}\n" if lines else ""
    write_whole(file, [f'{{"schema": {SCHEMA}, "silent": {json.dumps(sorted(silent))}, "findings": [{body}]}}\n'])


def read_baseline(file: Path) -> Baseline:
    """The baseline in a file. Raises BaselineError."""
    try:
        data = json.loads(file.read_text("utf-8"))
    except OSError as error:
        raise BaselineError(f"{file}: cannot be read: {error.strerror}") from None
    except json.JSONDecodeError as error:
        raise BaselineError(f"{file}:{error.lineno}: no JSON: {error.msg}") from None
    except (ValueError, RecursionError):
        raise BaselineError(f"{file}: no JSON in UTF-8, or numbers or nesting out of all measure") from None
    if not isinstance(data, dict) or data.get("schema") != SCHEMA or not isinstance(data.get("findings"), list):
        raise BaselineError(f"{file}: no baseline of schema {SCHEMA}")
    silent = data.get("silent", [])
    if not isinstance(silent, list) or not all(isinstance(code, str) for code in silent):
        raise BaselineError(f"{file}: silent is no list of codes")
    known = tuple(_known(file, at, entry) for at, entry in enumerate(data["findings"]))
    return Baseline(file, known, frozenset(silent))


def _known(file: Path, at: int, entry: Any) -> Known:
    if not isinstance(entry, dict) or set(entry) != _KEYS or not all(isinstance(one, str) for one in entry.values()):
        raise BaselineError(f"{file}: entry {at + 1} has not the keys {', '.join(sorted(_KEYS))}, each a text")
    return Known(entry["page"], entry["code"], entry["fingerprint"])


def judge(findings: Iterable[Finding], baseline: Baseline, others: Collection[str], codes: Collection[str]) -> Judged:
    """The findings beside what a baseline holds.

    ``others``: pages that are there and that this run did not report on; ``codes``: the rules that had a say. An entry
    of another page or rule may still hold; one of a page that is gone is stale.
    """
    held = {one.fingerprint: one for one in baseline.known}
    every = tuple(findings)
    seen = {one.fingerprint for one in every}
    stale = (
        one for one in held.values() if one.fingerprint not in seen and one.page not in others and one.code in codes
    )
    unknown = [one for one in every if one.fingerprint not in held]
    new = tuple(one for one in unknown if one.code not in baseline.silent)
    return Judged(new, len(every) - len(unknown), tuple(sorted(stale)), len(unknown) - len(new))
