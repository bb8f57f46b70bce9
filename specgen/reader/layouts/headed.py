"""The headed layout: a heading for each item, its description under it (`` ### name [in]``)."""

from collections.abc import Sequence

from specgen.reader.flow import Headed, Node
from specgen.reader.layouts import Entry

FLAGS_BESIDE = False
CLAIM_ORDER = 5


def claims(nodes: Sequence[Node]) -> bool:
    """Whether headings stand in the section."""
    return any(isinstance(node, Headed) for node in nodes)


def entries(nodes: Sequence[Node]) -> list[Entry]:
    """Each heading with what is under it."""
    return [Entry([node.term], node.nodes) for node in nodes if isinstance(node, Headed)]
