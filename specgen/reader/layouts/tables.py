"""The table layout: ``| Parameter | Description |``, one row a parameter; further columns stand before the last."""

from collections.abc import Sequence

from specgen.reader.flow import DefList, Node, Para, Table
from specgen.reader.layouts import Entry

FLAGS_BESIDE = False
CLAIM_ORDER = 40


def claims(nodes: Sequence[Node]) -> bool:
    """Whether the first thing of the section that is no paragraph is a table with a term in each row."""
    first = next((node for node in nodes if not isinstance(node, Para)), None)
    return isinstance(first, Table) and len(first.rows) > 1 and all(_term(row) for row in first.rows[1:])


def entries(nodes: Sequence[Node]) -> list[Entry]:
    """Each row below the head, its first cell the term and the others what describes it."""
    return [
        Entry([term], [node for cell in row[1:] for node in cell])
        for table in nodes
        if isinstance(table, Table)
        for row in table.rows[1:]
        if (term := _term(row)) is not None
    ]


def _term(row: Sequence[Sequence[Node]]) -> Para | None:
    """The one word of the first cell; None where it holds more, or there is nothing besides it."""
    if len(row) < 2 or not row[0]:
        return None
    first = row[0][0]
    if isinstance(first, DefList) and first.items and first.items[0].terms:
        first = first.items[0].terms[0]
    if not isinstance(first, Para):
        return None
    name = first.text.split("[")[0].strip()
    return first if name and " " not in name else None
