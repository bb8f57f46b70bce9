r"""The win32 layout: ``<dl> <dt>*Name* \\[in\\]</dt> <dd>...</dd> </dl>``, value lists nested in the ``<dd>``."""

from collections.abc import Sequence

from specgen.reader.flow import DefList, Node
from specgen.reader.layouts import Entry, headlines

FLAGS_BESIDE = False
CLAIM_ORDER = 10


def claims(nodes: Sequence[Node]) -> bool:
    """Whether a definition list stands directly in the section."""
    return any(isinstance(node, DefList) for node in nodes)


def entries(nodes: Sequence[Node]) -> list[Entry]:
    """The items of the section's definition lists; lists and headlines inside them are nested."""
    return [
        Entry(item.terms, item.body, nested_in=_nested)
        for node in nodes
        if isinstance(node, DefList)
        for item in node.items
    ]


def _nested(body: Sequence[Node]) -> list[Entry]:
    return [*entries(body), *headlines(body)]
