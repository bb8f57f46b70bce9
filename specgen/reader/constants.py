"""Pages of constants and error codes: what their lists, tables and definitions give a value to."""

from collections.abc import Iterable, Iterator, Sequence

from specgen.model.facts import Declaration, ValueFacts
from specgen.reader.flow import Node
from specgen.reader.values import item_values


def read_constants(declarations: Sequence[Declaration], sections: Iterable[Sequence[Node]]) -> tuple[ValueFacts, ...]:
    """The constants of the page, in its order: what lists and tables describe, else what the syntax defines."""
    listed = tuple(value for nodes in sections for value in item_values(nodes) if _named(value))
    return listed or tuple(_defined(declarations))


def _named(value: ValueFacts) -> bool:
    return value.symbol is not None


def _defined(declarations: Sequence[Declaration]) -> Iterator[ValueFacts]:
    for one in declarations:
        for member in one.members:
            if member.name is not None and one.form in ("define", "enum"):
                yield ValueFacts(member.value, None, "single", member.name, None, member.name, None, member.quote, None)
