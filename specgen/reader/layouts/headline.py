r"""The headline layout: ``*Name* \\[in\\]`` or ``**Name**`` as a paragraph of its own, its description in those below.

Some pages put both on one line: ``_Name_: [in] description``, or, all of a section's items, ``_Name_: description``.
"""

import re
from collections.abc import Sequence

from specgen.reader.flow import Node, Para
from specgen.reader.layouts import Entry, headlines
from specgen.reader.pieces import Piece
from specgen.reader.scripts import narrow

FLAGS_BESIDE = False
CLAIM_ORDER = 30
_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_COLON = re.compile(r"\s*:\s*")
_SEVERAL = 2


def claims(nodes: Sequence[Node]) -> bool:
    """Whether a headline stands in the section, or several names with a colon and text behind them."""
    return bool(headlines(nodes)) or len(_named(nodes)) >= _SEVERAL


def entries(nodes: Sequence[Node]) -> list[Entry]:
    """Each headline with the blocks up to the next one."""
    return headlines(nodes) or _named(nodes)


def _named(nodes: Sequence[Node]) -> list[Entry]:
    """An entry for each paragraph that opens with a name in italics and a colon, with the blocks up to the next."""
    found: list[Entry] = []
    for node in nodes:
        entry = _of_one_line(node) if isinstance(node, Para) else None
        if entry is not None:
            found.append(entry)
        elif found:
            found[-1].body.append(node)
    return found


def _of_one_line(para: Para) -> Entry | None:
    shown = [piece for piece in para.pieces if piece.form in ("text", "code") and piece.text.strip()]
    if len(shown) < _SEVERAL or not shown[0].emphasis or not _NAME.fullmatch(shown[0].text.strip()):
        return None
    colon = _COLON.match(narrow(shown[1].text))
    if colon is None or shown[1].marked:
        return None
    first, rest = shown[1], list(para.pieces[para.pieces.index(shown[1]) + 1 :])
    text = first.text[colon.end() :]
    behind = [Piece("text", text, first.end - len(text), first.end)] if text else []
    return Entry([Para(para.extract, [shown[0]])], [Para(para.extract, [*behind, *rest])])
