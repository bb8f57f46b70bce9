"""Member tables: the methods that a class or interface page lists, and whether the order is the vtable's."""

import re
from collections.abc import Callable, Iterator, Sequence

from specgen.lexicons import Lexicon
from specgen.model.facts import ListedMember
from specgen.reader.flow import Node, Para, Table
from specgen.reader.terms import joined_underscores

_IDENTIFIER = re.compile(r"[A-Za-z_~]\w*$", re.ASCII)
_PROPERTY_TAG = re.compile(r"PR_[A-Z]", re.ASCII)
"""What a row of a table of properties begins with, which pages without methods have in the place of their own."""
_SECTIONS = (("vtable-order", "vtable"), ("methods", "listed"))


def read_listed(nodes: Callable[[str], Sequence[Node]], words: Lexicon) -> tuple[tuple[ListedMember, ...], str | None]:
    """The listed members with their order ("vtable", "listed"), from the first table of the first such section."""
    for key, order in _SECTIONS:
        table = next((node for node in nodes(key) if isinstance(node, Table)), None)
        found = tuple(_rows(table, words)) if table else ()
        if found:
            return found, order
    return (), None


def _rows(table: Table, words: Lexicon) -> Iterator[ListedMember]:
    for cells in table.rows[1:]:
        para = _first(cells[0]) if cells else None
        if para is None:
            continue
        shown = [piece for piece in para.pieces if piece.form in ("text", "code") and piece.text.strip()]
        named = next((piece for piece in shown if piece.target), shown[0] if shown else None)
        if named is None:
            continue
        before = joined_underscores("".join(piece.text for piece in shown[: shown.index(named)]))
        if _PROPERTY_TAG.match(before.strip(" (")):
            continue
        name = joined_underscores("".join(piece.text for piece in shown if piece.target == named.target)).strip()
        text = _first(cells[1]) if len(cells) > 1 else None
        description = text.text if text else None
        yield ListedMember(
            name=name.split("::")[-1].strip(),
            quote=para.quote(shown),
            target=named.target,
            description=description,
            implemented=not _says(description, words, "unimplemented"),
        )


def _first(cell: Sequence[Node]) -> Para | None:
    return next((node for node in cell if isinstance(node, Para) and node.text), None)


def _says(text: str | None, words: Lexicon, key: str) -> bool:
    folded = (text or "").casefold()
    return any(word in folded for word in words.words("words", key))
