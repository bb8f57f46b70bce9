"""``specgen stats``: what became of every page."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from specgen.cli.session import DONE, FOUND, Session, compiles
from specgen.cli.streams import data, talk

if TYPE_CHECKING:
    from specgen.pipeline import Scoreboard

_BOUND = re.compile(r"(?:(?P<kind>[a-z-]+)\.)?(?P<key>[a-z_]+)=(?P<number>\d+(\.\d+)?)(?P<percent>%?)")
_WHOLES = ("pages", "parameters", "properties", "values")
"""Columns whose bound is a count; those of SHARES are bound by a percentage."""


@dataclass(frozen=True)
class Bound:
    """The least that a column may be, of all rows or of one kind: a percentage of its whole, else a count."""

    kind: str | None
    key: str
    number: float
    percent: bool

    def missed(self, board: "Scoreboard") -> str | None:
        """What to say where the scoreboard is under the bound. An empty whole is met in full."""
        count = board.total(self.key, self.kind)
        name = f"{self.kind}.{self.key}" if self.kind else self.key
        if not self.percent:
            return f"{name} is {count}, under {self.number:g}" if count < self.number else None
        whole = board.whole(self.key, self.kind)
        if not whole or 100 * count / whole >= self.number:
            return None
        return f"{name} is {_percent(count, whole, digits=2)} % ({count} of {whole}), under {self.number:g} %"


def _bounds(context: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> tuple[Bound, ...]:
    """The bounds that KEY=N and KIND.KEY=N mean."""
    return tuple(_bound(text, context, parameter) for text in given)


def _bound(text: str, context: click.Context, parameter: click.Parameter) -> Bound:
    from specgen.model.types import ENTITY_KINDS
    from specgen.pipeline.scoreboard import SHARES

    def wrong(why: str) -> click.BadParameter:
        return click.BadParameter(f"{text!r} is not KEY=N or KIND.KEY=N: {why}", context, parameter)

    matched = _BOUND.fullmatch(text)
    if matched is None:
        raise wrong("N is a number such as 98 or 99.5")
    kind, key, number = matched["kind"], matched["key"], float(matched["number"])
    if key not in (*SHARES, *_WHOLES):
        raise wrong(f"KEY is {', '.join(SHARES)} (in percent), {', '.join(_WHOLES)} (counted)")
    if kind is not None and kind not in ENTITY_KINDS:
        raise wrong(f"KIND is {', '.join(ENTITY_KINDS)}")
    if matched["percent"] and key not in SHARES:
        raise wrong(f"{key} is counted, not in percent")
    if key in SHARES and number > 100:
        raise wrong("no share is more than 100 percent")
    return Bound(kind, key, number, percent=key in SHARES)


_FAIL_UNDER = """Exit with 1 where a column is below N; may be repeated. Percentages: compiled (of the pages that are
not skipped), parameters_described, properties_described, values_described. Counts: pages, parameters, properties,
values. KIND.KEY=N looks at one kind of pages alone: wmi-method.compiled=98."""


@click.command(name="stats")
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", help="A table, or JSON.")
@click.option("--fail-under", callback=_bounds, multiple=True, metavar="KEY=N", help=_FAIL_UNDER)
@compiles
def command(session: Session, *, shape: str, fail_under: tuple[Bound, ...]) -> int:
    """Count what became of every page: compiled, partly, not understood, or skipped by design."""
    from specgen.model.serial import indent, to_json
    from specgen.pipeline import scoreboard

    run = session.compile()
    session.repeatable(run)
    board = scoreboard(run)
    data([indent(to_json(board.as_data())), b"\n"] if shape == "json" else _table(board))
    missed = [said for bound in fail_under if (said := bound.missed(board)) is not None]
    talk(*(f"specgen: {said}" for said in missed))
    return session.end(run, status=FOUND if missed else DONE)


def _percent(count: int, whole: int, *, digits: int = 1) -> str:
    """A share, cut and not rounded: what is not all is never 100. A dash where there is nothing to share."""
    if not whole:
        return "-"
    scale = 10**digits
    return f"{100 * scale * count // whole / scale:.{digits}f}"


_COUNTS = ("pages", "compiled", "partial", "not_understood", "skipped")
_LEFT = 3
"""Columns of words; the others are numbers."""


def _table(board: "Scoreboard") -> Iterator[str]:
    """Columns as wide as their contents: the same on every terminal."""
    from specgen.pipeline.scoreboard import SHARES
    from specgen.reports import safe

    described = [name for key in SHARES[1:] for name in (key.removesuffix("_described"), "described %")]
    head = ("docset", "locale", "kind", *(name.replace("_", " ") for name in _COUNTS), "compiled %", *described)
    body = []
    for row in board.rows:
        words = (row["docset"] or "-", row["locale"], row["kind"])
        body.append((*map(safe, words), *_figures(row.__getitem__)))
    total = ("total", "", "", *_figures(board.total))
    lines = [head, *body, total]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    rule = "  ".join("-" * width for width in widths) + "\n"
    yield _line(head, widths)
    yield rule
    yield from (_line(line, widths) for line in body)
    yield rule
    yield _line(total, widths)


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    left = [cell.ljust(width) for cell, width in zip(cells[:_LEFT], widths, strict=False)]
    right = [cell.rjust(width) for cell, width in zip(cells[_LEFT:], widths[_LEFT:], strict=True)]
    return "  ".join((*left, *right)) + "\n"


def _figures(count: Callable[[str], int]) -> Iterator[str]:
    """The numbers of one line: pages by state, the share of those not skipped that compiled, members and theirs."""
    yield from (str(count(name)) for name in _COUNTS)
    yield _percent(count("compiled"), count("pages") - count("skipped"))
    for name in _WHOLES[1:]:
        yield str(count(name))
        yield _percent(count(f"{name}_described"), count(name))
