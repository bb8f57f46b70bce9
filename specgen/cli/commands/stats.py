"""``specgen stats``: what became of every page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from specgen.cli.session import DONE, FOUND, Session, compiles
from specgen.cli.streams import data, talk

if TYPE_CHECKING:
    from specgen.pipeline import Scoreboard

_BOUND = re.compile(r"(?P<key>[a-z_]+)=(?P<number>\d+(\.\d+)?)(?P<share>%?)")
_DESCRIBED = "_described"


@dataclass(frozen=True)
class Bound:
    """The least that a column may be: a count, or with ``share`` a percentage of its pages (or members)."""

    key: str
    number: float
    share: bool

    def value(self, scoreboard: "Scoreboard") -> float:
        """The column, as the bound counts it. An empty whole is met in full."""
        count = scoreboard.total(self.key)
        if not self.share:
            return count
        whole = scoreboard.total(self.key.removesuffix(_DESCRIBED) if self.key.endswith(_DESCRIBED) else "pages")
        return 100 * count / whole if whole else 100


def _bounds(context: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> tuple[Bound, ...]:
    """The bounds that KEY=N and KEY=N% mean."""
    return tuple(_bound(text, context, parameter) for text in given)


def _bound(text: str, context: click.Context, parameter: click.Parameter) -> Bound:
    from specgen.pipeline.scoreboard import COUNTS

    matched = _BOUND.fullmatch(text)
    if matched is None or matched["key"] not in COUNTS:
        wanted = f"{text!r} is not KEY=N or KEY=N% with a KEY of {', '.join(COUNTS)}"
        raise click.BadParameter(wanted, context, parameter)
    return Bound(matched["key"], float(matched["number"]), bool(matched["share"]))


@click.command(name="stats")
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", help="A table, or JSON.")
@click.option("--fail-under", callback=_bounds, multiple=True, metavar="KEY=N", help="Exit with 1 below N (or N%).")
@compiles
def command(session: Session, *, shape: str, fail_under: tuple[Bound, ...]) -> int:
    """Count what became of every page: compiled, partly, not understood, or skipped by design."""
    from specgen.model.serial import indent, to_json
    from specgen.pipeline import scoreboard

    run = session.compile()
    board = scoreboard(run)
    data([indent(to_json(board.as_data())), b"\n"] if shape == "json" else _table(board))
    missed = [bound for bound in fail_under if bound.value(board) < bound.number]
    for bound in missed:
        unit = "%" if bound.share else ""
        talk(f"specgen: {bound.key} is {bound.value(board):g}{unit}, under {bound.number:g}{unit}")
    return session.end(run, status=FOUND if missed else DONE)


_COLUMNS = ("pages", "compiled", "partial", "not_understood", "skipped")
_PAIRS = ("parameters", "properties", "values")


def _table(board: "Scoreboard") -> Iterator[str]:
    """Columns as wide as their contents: the same on every terminal."""
    from specgen.reports import safe

    head = ("docset", "locale", "kind", *(name.replace("_", " ") for name in _COLUMNS), *_PAIRS)
    lines = [head]
    for row in board.rows:
        pairs = (f"{row[name + _DESCRIBED]}/{row[name]}" for name in _PAIRS)
        words = (row["docset"] or "-", row["locale"], row["kind"])
        lines.append((*map(safe, words), *(str(row[name]) for name in _COLUMNS), *pairs))
    totals = (f"{board.total(name + _DESCRIBED)}/{board.total(name)}" for name in _PAIRS)
    lines.append(("total", "", "", *(str(board.total(name)) for name in _COLUMNS), *totals))
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    for line in lines:
        left = "  ".join(cell.ljust(width) for cell, width in zip(line[:3], widths[:3], strict=True))
        right = "  ".join(cell.rjust(width) for cell, width in zip(line[3:], widths[3:], strict=True))
        yield f"{left}  {right}\n"
    yield "\nmembers are counted as described/all\n"
