"""A run as JSON for programs and as Markdown for people: by class what was kept, broken, not testable here."""

import json
import re
from collections.abc import Sequence
from pathlib import Path

from specgen.conformance.results.expected import replace_file
from specgen.conformance.results.result import Owner, Result, totals
from specgen.conformance.runtime import RUNTIME
from specgen.conformance.text import visible

SCHEMA = 1

FORMS = (".json", ".md")
"""What a report's file may be called."""

_MOST_REASONS = 12
_MARKUP = re.compile(r"[\\`*\[\]<>|#~!&]|(?<!\w)_|_(?!\w)")


def write_report(path: Path, owners: Sequence[Owner], target: str) -> None:
    """Writes the report: Markdown for ``.md``, else JSON. An old one is replaced whole."""
    text = as_markdown(owners, target) if path.suffix == ".md" else as_json(owners, target)
    replace_file(path, text)


def as_json(owners: Sequence[Owner], target: str) -> str:
    """The report as one JSON object; ``line`` is 1-based, ``members`` counts what is missing with an absent owner."""
    whole = totals(owners)
    data = {
        "schema": SCHEMA,
        "runtime": RUNTIME,
        "target": target,
        "summary": {
            "line": whole.line,
            **{name: getattr(whole, name) for name in whole.__dataclass_fields__},
        },
        "owners": [_owner(one) for one in owners],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _owner(one: Owner) -> dict[str, object]:
    return {
        "technology": one.technology,
        "name": one.name,
        "module": one.module,
        "state": one.state,
        "members": one.absent,
        "promised": len(one.results),
        "kept": one.count("kept"),
        "broken": one.count("broken"),
        "not_testable": one.count("not testable"),
        "not_asked": one.count("not asked"),
        "differences": [_difference(each) for each in one.differences],
        "untested": [{"why": why, "reason": reason, "promises": many} for why, reason, many in one.untested],
    }


def _difference(one: Result) -> dict[str, object]:
    return {
        "test": one.test,
        "member": one.member,
        "page": one.page,
        "line": one.line,
        "difference": one.difference,
        "seen": one.seen,
        "expected": one.expected,
    }


def as_markdown(owners: Sequence[Owner], target: str) -> str:
    """The report as Markdown: the summary in one line, a table, the differences, and what was not tested."""
    whole = totals(owners)
    lines = [f"**{_cell(target)}**: {whole.line}.", ""]
    here = [one for one in owners if one.absent is None]
    gone = [one for one in owners if one.absent is not None]
    if here:
        lines += ["| | promised | kept | broken | not testable here | not asked |", "|---|---:|---:|---:|---:|---:|"]
        lines += [
            f"| {_cell(one.name)} | {len(one.results)} | {one.count('kept')} | {one.count('broken')} "
            f"| {one.count('not testable')} | {one.count('not asked')} |"
            for one in here
        ]
        lines.append("")
    if gone:
        listed = ", ".join(f"{_cell(one.name)} ({one.absent})" for one in gone)
        lines += ["## Absent", "", f"With the number of their documented members: {listed}.", ""]
    broken = [one for one in here if one.differences]
    if broken:
        lines += ["## Broken", ""]
        for one in broken:
            lines += [f"### {_cell(one.name)}", "", *map(_bullet, one.differences), ""]
    lines += _reasons(owners)
    return "\n".join(lines).rstrip("\n") + "\n"


def _bullet(one: Result) -> str:
    where = f"{one.page}, line {one.line}" if one.line else one.page
    known = " (expected)" if one.expected else ""
    seen = f": {_cell(one.seen)}" if one.seen else ""
    return f"- {_cell(one.difference or '')}{seen}{known}" + (f" [{_cell(where)}]" if where else "")


def _reasons(owners: Sequence[Owner]) -> list[str]:
    """The most frequent reasons for not testing, without the names that make each its own."""
    told: dict[tuple[str, str], int] = {}
    for one in owners:
        for why, reason, many in one.untested:
            told[(why, reason)] = told.get((why, reason), 0) + many
    ranked = sorted(told.items(), key=lambda item: (-item[1], item[0]))
    if not ranked:
        return []
    lines = ["## Not tested", "", "| promises | because |", "|---:|---|"]
    lines += [f"| {many} | {_cell(reason)} |" for (_, reason), many in ranked[:_MOST_REASONS]]
    rest = sum(many for _, many in ranked[_MOST_REASONS:])
    return [*lines, *([f"| {rest} | other reasons |"] if rest else []), ""]


def _cell(text: str) -> str:
    """Text that Markdown shows as it is: nothing from a page or a target becomes markup."""
    plain = visible(" ".join(text.split()))
    # An underscore inside a word is one in every Markdown; elsewhere it may begin emphasis.
    return _MARKUP.sub(r"\\\g<0>", plain)
