"""The scoreboard: what became of every page (contract, section 4)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from specgen.model.facts import MemberFacts, PageFacts, value_lists
from specgen.pipeline.assembly import Run, docset
from specgen.pipeline.sources import place_of
from specgen.project import locale_of

SCHEMA = 1
UNREADABLE = "unreadable"
"""The kind under which a page is counted whose bytes could not be had."""

STATES = ("compiled", "partial", "not_understood", "skipped")
MEMBERS = (
    "parameters",
    "parameters_described",
    "properties",
    "properties_described",
    "values",
    "values_described",
)
COUNTS = ("pages", *STATES, *MEMBERS)
SHARES = ("compiled", "parameters_described", "properties_described", "values_described")
"""The columns that are parts of another: of the pages that are not skipped, of the parameters, and so on."""


@dataclass(frozen=True)
class Scoreboard:
    """Rows by docset, locale and kind, each with the keys of COUNTS; and the pages that are not compiled."""

    rows: tuple[dict[str, Any], ...]
    pages: tuple[dict[str, Any], ...]

    def total(self, key: str, kind: str | None = None) -> int:
        """The sum of a column, of all rows or of those of one kind. Raises KeyError for what is no column."""
        if key not in COUNTS:
            raise KeyError(key)
        return sum(row[key] for row in self.rows if kind in (None, row["kind"]))

    def whole(self, key: str, kind: str | None = None) -> int:
        """What a column of SHARES is a part of. Raises KeyError for another."""
        if key not in SHARES:
            raise KeyError(key)
        if key == "compiled":
            return self.total("pages", kind) - self.total("skipped", kind)
        return self.total(key.removesuffix("_described"), kind)

    def as_data(self) -> dict[str, Any]:
        """The scoreboard as the contract publishes it."""
        return {"schema": SCHEMA, "rows": list(self.rows), "pages": list(self.pages)}


def scoreboard(run: Run) -> Scoreboard:
    """Counts every page reported on once, unreadable ones too."""
    counts: dict[tuple[str, str, str], Counter[str]] = {}
    left: list[dict[str, Any]] = []
    for named, locale, facts in _lines(run):
        counts.setdefault((named or "", locale, facts.kind), Counter()).update(_counted(facts))
        if facts.state != "compiled":
            left.append({"page": facts.path, "kind": facts.kind, "state": facts.state, "reason": facts.reason})
    rows = [
        {"docset": named or None, "locale": locale, "kind": kind, **{key: counted[key] for key in COUNTS}}
        for (named, locale, kind), counted in sorted(counts.items())
    ]
    left.sort(key=lambda line: (line["page"], line["kind"], line["state"]))
    return Scoreboard(tuple(rows), tuple(left))


def _lines(run: Run) -> Iterator[tuple[str | None, str, PageFacts]]:
    for page in run.pages:
        yield page.docset, page.locale, page.facts
    for error in run.errors:
        place = place_of(error.root, error.page).absolute()
        facts = PageFacts(error.page, UNREADABLE, "not_understood", f"cannot be read: {error.reason}")
        yield docset(run.request.configuration, place), locale_of(None, place), facts


def _counted(facts: PageFacts) -> dict[str, int]:
    values = [one for _, listed in value_lists(facts) for one in listed]
    return {
        "pages": 1,
        facts.state: 1,
        "parameters": len(facts.parameters),
        "parameters_described": _described(facts.parameters),
        "properties": len(facts.properties),
        "properties_described": _described(facts.properties),
        "values": len(values),
        "values_described": sum(bool(value.description or value.label) for value in values),
    }


def _described(members: Iterable[MemberFacts]) -> int:
    return sum(member.described is not None for member in members)
