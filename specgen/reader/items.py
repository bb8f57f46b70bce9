"""Described items: entries of a layout, read into direction, type, access, qualifiers, values and description."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from specgen.lexicons import ENGLISH, Lexicon
from specgen.model.facts import DescribedItem, ValueFacts
from specgen.model.spans import Quote
from specgen.model.types import CIM_INTRINSICS, Access, Direction, QualifierValue
from specgen.reader.flow import DefList, Item, Node, Para, Quoted, Table
from specgen.reader.inline import plain, runs
from specgen.reader.layouts import Entry
from specgen.reader.pieces import Piece
from specgen.reader.qualifiers import parse_qualifiers
from specgen.reader.scripts import narrow, split_glued
from specgen.reader.terms import joined_underscores, read_direction
from specgen.reader.values import values_of_bullets, values_of_list, values_of_table

_IDENTIFIER = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_ACCESS: dict[str, Access] = {"read": "read", "write": "write", "readwrite": "readwrite"}
_LABEL = re.compile(r"[^\W\d_][^:()\[\]]{0,40}\s*:\s*\S")
_BY_POSITION = ("type", "access", "qualifiers")
_LABEL_LINE = 100
_INHERITED = 160
_QUALIFIER_PAGE = "qualifier"
_MARKS = "* "


@dataclass
class _Read:
    """What was read of one item so far."""

    rows: set[str] = field(default_factory=set)
    type_quote: Quote | None = None
    type: str | None = None
    type_array: bool = False
    access: Access | None = None
    key: bool = False
    qualifiers: dict[str, QualifierValue] = field(default_factory=dict)
    inherited_from: str | None = None
    labelled: list[Quote] = field(default_factory=list)
    values: list[ValueFacts] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


def describe(
    entry: Entry, words: Lexicon, *, extra: Sequence[ValueFacts] = (), bare_symbols: bool = False
) -> DescribedItem | None:
    """The item that an entry describes; None where its term holds no text. ``extra``: values found beside it."""
    term = entry.term
    if term is None:
        return None
    tag = entry.tag or term.tag or entry.lead
    direction, optional = _direction(entry, tag, words)
    if tag is entry.lead and direction is None:
        tag = None
    read = _Read()
    nodes = _without_meta(entry.body, read, words)
    _read_body(nodes, read, words, tag=tag if tag is not term.tag else None, bare_symbols=bare_symbols)
    return DescribedItem(
        name=term.name,
        quote=term.quote,
        tag=tag,
        direction=direction,
        optional=optional,
        type_quote=read.type_quote,
        type=read.type,
        type_array=read.type_array,
        access=read.access,
        key=read.key,
        qualifiers=read.qualifiers,
        inherited_from=read.inherited_from,
        values=(*read.values, *extra),
        description="\n\n".join(read.texts) or None,
        labelled=tuple(read.labelled),
        bare=tag is not None and tag is entry.lead,
    )


def _direction(entry: Entry, tag: Quote | None, words: Lexicon) -> tuple[Direction | None, bool]:
    if tag is None:
        return None, False
    direction, optional = read_direction(tag.text, words)
    if direction is None and tag is not entry.lead:
        last = tag.text.split()[-1:] or [""]
        direction, _ = read_direction(last[0], words)
    return direction, optional


def _without_meta(body: Sequence[Node], read: _Read, words: Lexicon) -> list[Node]:
    """The body without the list of ``Label: value`` terms that class pages open a property with."""
    first = next((node for node in body if not (isinstance(node, Para) and not node.text)), None)
    if not isinstance(first, DefList) or not _is_meta(first):
        return list(body)
    for position, item in enumerate(first.items):
        _read_meta(position, item, read, words)
    return [node for node in body if node is not first]


def _is_meta(listed: DefList) -> bool:
    return bool(listed.items) and all(_opens_with_label(item.terms) for item in listed.items)


def _opens_with_label(terms: Sequence[Para]) -> bool:
    text = " ".join([para.text for para in terms])
    return _LABEL.match(narrow(text).lstrip(_MARKS)) is not None


def _read_meta(position: int, item: Item, read: _Read, words: Lexicon) -> None:
    label, pieces = _after_label(item.terms[0])
    known = words.key("labels", label)
    key = known or _by_shape(pieces, words) or _by_position(position, read)
    if key is not None:
        read.rows.add(key)
        _take_meta(key, item.terms[0], pieces, read, words)
    if known is None and read.type is not None and not _is_typed(read.type):
        read.type = None


def _by_position(position: int, read: _Read) -> str | None:
    key = _BY_POSITION[position] if position < len(_BY_POSITION) else None
    return key if key not in read.rows else None


def _by_shape(pieces: Sequence[Piece], words: Lexicon) -> str | None:
    """What a value with a label that nobody knows must be: an intrinsic type, or links to pages of qualifiers."""
    if any(_QUALIFIER_PAGE in (piece.target or "").lower() for piece in pieces):
        return "qualifiers"
    return "type" if read_type(plain(pieces), words)[0] in CIM_INTRINSICS else None


def _is_typed(name: str) -> bool:
    """Whether a name can be nothing but a type's, so that it is no translated word."""
    return name in CIM_INTRINSICS or "_" in name


def _take_meta(key: str, para: Para, pieces: Sequence[Piece], read: _Read, words: Lexicon) -> None:
    value = plain(pieces)
    quote = para.quote(pieces) if pieces else None
    if quote is not None:
        read.labelled.append(quote)
    if key == "type":
        read.type_quote = quote
        read.type, read.type_array = read_type(value, words)
    elif key == "access":
        word = words.key("access", value.rstrip(" .\u3002"))
        read.access = _ACCESS.get(word) if word else None
    elif key == "qualifiers":
        read.qualifiers, read.key = parse_qualifiers(narrow(value), words)


def _after_label(para: Para) -> tuple[str, list[Piece]]:
    """The text before the first colon, and the pieces behind it.

    Emphasis that ends in a colon of full width before a letter is none in CommonMark: its marks are left in the text.
    """
    label = ""
    for at, piece in enumerate(para.pieces):
        cut = narrow(piece.text).find(":") if piece.form == "text" else -1
        if cut < 0:
            label += piece.text if piece.form != "tag" else ""
            continue
        rest = piece.text[cut + 1 :].lstrip(_MARKS)
        behind = [Piece("text", rest, piece.end - len(rest), piece.end)] if rest.strip() else []
        return (label + piece.text[:cut]).lstrip(_MARKS), [*behind, *para.pieces[at + 1 :]]
    return label, []


def _read_body(nodes: Iterable[Node], read: _Read, words: Lexicon, *, tag: Quote | None, bare_symbols: bool) -> None:
    for node in nodes:
        if isinstance(node, Para):
            _read_para(node, read, words, tag)
        elif isinstance(node, Quoted) and node.bullets and (listed := list(values_of_bullets(node))):
            read.values.extend(listed)
        elif isinstance(node, Quoted):
            _read_body(node.nodes, read, words, tag=tag, bare_symbols=bare_symbols)
        elif isinstance(node, DefList):
            read.values.extend(values_of_list(node, bare_symbols=bare_symbols))
        elif isinstance(node, Table):
            read.values.extend(values_of_table(node, bare_symbols=bare_symbols))


def _read_para(para: Para, read: _Read, words: Lexicon, tag: Quote | None) -> None:
    text = para.text
    if not text or text.startswith("[!"):
        return
    if _is_label_line(para, read, words):
        return
    inherited = _inherited(para, words)
    if inherited is not None:
        read.inherited_from = inherited
        return
    read.texts.append(_without_tag(text, tag))


def read_type_line(para: Para, words: Lexicon) -> Quote | None:
    """The type in ``Type: **uint32**``: a label that means type, then nothing but a type. None for other text."""
    key, pieces = _labelled(para, words)
    return para.quote(pieces) if key == "type" and pieces else None


def _labelled(para: Para, words: Lexicon) -> tuple[str | None, list[Piece]]:
    """The key of a line that is a known label and its value, and the value's pieces."""
    if len(para.text) > _LABEL_LINE or ":" not in narrow(para.text):
        return None, []
    label, pieces = _after_label(para)
    return words.key("labels", label), pieces


def _is_label_line(para: Para, read: _Read, words: Lexicon) -> bool:
    key, pieces = _labelled(para, words)
    if key is None or not pieces or (key == "type" and read.type_quote is not None):
        return False
    _take_meta(key, para, pieces, read, words)
    return True


def _without_tag(text: str, tag: Quote | None) -> str:
    if tag is None:
        return text
    bare = text.lstrip("\\[\uff3b\u3010").lstrip()
    if bare.startswith(tag.text.strip()):
        return bare[len(tag.text.strip()) :].lstrip(" ]\\:;\uff1a\uff1b\uff3d\u3011").strip()
    return text


def _inherited(para: Para, words: Lexicon) -> str | None:
    """``This property is inherited from [**X**](x.md).``: the class, or the target of the link to its page."""
    if len(para.text) > _INHERITED:  # no text is shorter for folding its case
        return None
    folded = para.text.casefold()
    if len(folded) > _INHERITED or not any(word in folded for word in words.words("words", "inherited")):
        return None
    for run in runs(para.pieces):
        name, target = joined_underscores(plain(run)).strip(), (run[0].target or "").split("#")[0]
        if run[0].target is not None or run[0].strong:
            if words.locale == ENGLISH and _IDENTIFIER.fullmatch(name):
                return name
            if target.endswith(".md"):
                return target
    return None


@lru_cache(maxsize=2_000)
def read_type(text: str, words: Lexicon) -> tuple[str | None, bool]:
    """The type that a description names, and whether it says array; None where the words are not understood.

    Memoised, because a docset has few types.
    """
    bare = joined_underscores(narrow(text)).replace("[", " ").replace("]", " ").strip(" .")
    whole = split_glued(bare, words.words("types", "array"))
    is_array = "[" in text or whole != bare
    parts = [part for part in re.split(r"[\s-]+", whole) if part]
    kept = []
    for part in parts:
        if words.key("types", part) == "array":
            is_array = True
        elif words.key("directions", part) != "ref" or len(parts) == 1:
            kept.append(part)
    known = words.key("types", " ".join(kept))
    if known:
        return known, is_array
    if len(kept) == 1 and _IDENTIFIER.fullmatch(kept[0]):
        lower = kept[0].lower()
        return (lower if lower in CIM_INTRINSICS else kept[0]), is_array
    return None, is_array
