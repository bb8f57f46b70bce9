"""The MAPI layout: `` _name_`` on a line of its own, then a block quote that opens with ``[in]``.

Flags look exactly like parameters and follow theirs as siblings; telling them apart needs the syntax.
"""

import itertools
import re
from collections.abc import Sequence

from specgen.model.spans import Quote
from specgen.reader.flow import Node, Para, Quoted
from specgen.reader.layouts import Entry
from specgen.reader.scripts import narrow

FLAGS_BESIDE = True
CLAIM_ORDER = 20
_TERM_LENGTH = 120
_DEEPEST = 5
_STACKED = re.compile(r"[A-Za-z]\w*_\w+(?:\s*\(0[xX][0-9A-Fa-f]+\))?$", re.ASCII)
_TAG = re.compile(r"\\?\[([^\[\]\\]*)\\?\]")
_LEADS = (
    re.compile(r"([^\W\d_]+) +([^\W\d_])"),
    re.compile(r"([^\W\d_]+),? ([^\W\d_]+) +([^\W\d_])"),
)


def claims(nodes: Sequence[Node]) -> bool:
    """Whether a short line is followed by a block quote somewhere in the section."""
    return any(_is_term(node) and isinstance(after, Quoted) for node, after in itertools.pairwise(nodes))


def entries(nodes: Sequence[Node]) -> list[Entry]:
    """Each short line with the quotes and other blocks up to the next one.

    Constants may be stacked: several lines before one quote, which describes the last.
    """
    found: list[Entry] = []
    for at, node in enumerate(nodes):
        follows = nodes[at + 1] if at + 1 < len(nodes) else None
        if isinstance(node, Para) and _opens(node, follows):
            found.append(Entry([node], [], nested_in=_nested))
        elif found:
            found[-1].body.append(node)
    for entry in found:
        _note_tag(entry)
    return found


def _nested(body: Sequence[Node]) -> list[Entry]:
    found = _sunk(body)
    for entry in found:
        _note_tag(entry)
    return found


def _sunk(body: Sequence[Node], depth: int = 0) -> list[Entry]:
    """Items that were indented into the list of another one: a word set apart, alone in its paragraph, and the rest."""
    found: list[Entry] = []
    for node in body:
        if not isinstance(node, Quoted) or not node.bullets or depth > _DEEPEST:
            continue
        at = next((at for at, one in enumerate(node.nodes) if isinstance(one, Para) and _is_name(one)), None)
        inner = node.nodes if at is None else node.nodes[:at]
        found += _sunk(inner, depth + 1)
        if at is not None and isinstance(term := node.nodes[at], Para) and at + 1 < len(node.nodes):
            found.append(Entry([term], list(node.nodes[at + 1 :])))
    return found


def _opens(para: Para, follows: Node | None) -> bool:
    """Whether a paragraph is the term of an entry: a quote follows, or another term under a stacked constant."""
    if isinstance(follows, Quoted):
        return _is_term(para) and (not follows.bullets or _is_name(para))
    return follows is not None and _is_term(follows) and _STACKED.match(para.text) is not None


def _is_term(node: Node) -> bool:
    if not isinstance(node, Para) or not 0 < len(node.text) <= _TERM_LENGTH:
        return False
    return not narrow(node.text).endswith((".", ":")) or _is_name(node)


def _is_name(para: Para) -> bool:
    """Whether the paragraph is one word that is set apart, whatever stands behind it."""
    shown = [piece for piece in para.pieces if piece.form in ("text", "code") and piece.text.strip()]
    return bool(shown) and " " not in para.text and all(piece.marked for piece in shown)


def _note_tag(entry: Entry) -> None:
    """Note the direction tag that opens the body: bracketed, or a damaged bare word."""
    para = _first_para(entry.body)
    if para is None or not para.pieces:
        return
    start = para.pieces[0].start
    text = para.extract.text[start : para.pieces[-1].end]
    tag = _TAG.match(narrow(text))
    lead = None if tag else _lead(text)
    if tag:
        entry.tag = para.extract.quote(start + tag.start(1), start + tag.end(1))
        if not tag[1].strip():
            entry.tag = Quote("", para.extract.span(start + tag.start(1), start + tag.end(1)))
    elif lead:
        entry.lead = para.extract.quote(start, start + lead)


def _lead(text: str) -> int | None:
    """The length of the one or two words in lower case that stand before a capital and may be a damaged tag.

    Only scripts that have case tell such a word from the first of a sentence.
    """
    for match in (form.match(text) for form in _LEADS):
        if match is None:
            continue
        *words, after = match.groups()
        if all(map(str.islower, words)) and not after.islower():
            return match.end(len(words))
    return None


def _first_para(nodes: Sequence[Node]) -> Para | None:
    first = nodes[0] if nodes else None
    if isinstance(first, Quoted):
        return _first_para(first.nodes)
    return first if isinstance(first, Para) else None
