r"""The headline layout: ``*Name* \\[in\\]`` or ``**Name**`` as a paragraph of its own, its description in those below.

Some pages put both on one line: ``_Name_: [in] description``.
"""

from collections.abc import Sequence

from specgen.reader.flow import Node
from specgen.reader.layouts import Entry, headlines

FLAGS_BESIDE = False
CLAIM_ORDER = 30


def claims(nodes: Sequence[Node]) -> bool:
    """Whether a headline stands in the section."""
    return bool(headlines(nodes))


def entries(nodes: Sequence[Node]) -> list[Entry]:
    """Each headline with the blocks up to the next one."""
    return headlines(nodes)
