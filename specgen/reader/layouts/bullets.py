"""The bullet layout: ``- *name*: description``, one item a parameter."""

import re
from collections.abc import Iterator, Sequence

from specgen.model.change import changed
from specgen.reader.flow import Node, Para, Quoted
from specgen.reader.layouts import Entry
from specgen.reader.pieces import Piece

FLAGS_BESIDE = False
CLAIM_ORDER = 50
_BARE = re.compile(r"[A-Za-z_]\w*(?=\s*(?:(?::|-|\u2013|\u2014)\s|\uff1a))", re.ASCII)
_BETWEEN = re.compile(r"\s*(?::|\uff1a|-|\u2013|\u2014|\.)?\s*")


def claims(nodes: Sequence[Node]) -> bool:
    """Whether a bullet list opens with a name that is set apart, or parted from its text by a colon or dash."""
    lists = [node for node in nodes if isinstance(node, Quoted) and node.bullets]
    return bool(lists) and next(_opened(lists[0]), None) is not None


def entries(nodes: Sequence[Node]) -> list[Entry]:
    """Each bullet that opens with a name, with what follows it."""
    return [entry for node in nodes if isinstance(node, Quoted) and node.bullets for entry in _opened(node)]


def _opened(listed: Quoted) -> Iterator[Entry]:
    current: Entry | None = None
    for node in listed.nodes:
        made = _entry(node) if isinstance(node, Para) else None
        if made is not None:
            if current is not None:
                yield current
            current = made
        elif current is not None:
            current.body.append(node)
    if current is not None:
        yield current


def _entry(para: Para) -> Entry | None:
    shown = [piece for piece in para.pieces if piece.form in ("text", "code") and piece.text.strip()]
    if not shown:
        return None
    first, rest = shown[0], list(para.pieces[para.pieces.index(shown[0]) + 1 :])
    if not first.marked:
        bare = _BARE.match(para.extract.text, first.start)
        if bare is None:
            return None
        behind = Piece("text", para.extract.text[bare.end() : first.end], bare.end(), first.end)
        first, rest = changed(first, text=bare[0], end=bare.end()), [behind, *rest]
    elif " " in first.text.strip():
        return None
    return Entry([Para(para.extract, [first])], [Para(para.extract, _without_mark(rest))])


def _without_mark(pieces: list[Piece]) -> list[Piece]:
    """The description without the colon or dash before it."""
    if not pieces or pieces[0].form != "text":
        return pieces
    mark = _BETWEEN.match(pieces[0].text)
    cut = mark.end() if mark else 0
    kept = changed(pieces[0], text=pieces[0].text[cut:], start=min(pieces[0].start + cut, pieces[0].end))
    return [kept, *pieces[1:]] if kept.text else pieces[1:]
