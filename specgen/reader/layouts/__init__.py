"""Layouts: how a docset lays out its described items. One module a layout, found by looking into this package.

A layout cuts the nodes of a section into entries and knows nothing of what they mean.
"""

import itertools
import pkgutil
import re
from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from typing import Protocol, cast

from specgen.model.records import Growing
from specgen.model.spans import Quote, Span
from specgen.reader.flow import Node, Para
from specgen.reader.pieces import Piece
from specgen.reader.terms import Term, read_term

_UNREAD = Term("", "", Quote("", Span(0, 0, 0, 0)), None, "", (), marked=False)
"""Stands for a term that nobody asked for yet."""


class Entry(Growing):
    """One described thing: its term, what stands under it, and the direction tag where the layout puts one.

    ``nested_in`` finds the entries that its body holds; few ask.

    ``lead`` is an unbracketed first word of the body that may be a damaged tag. ``flags`` says that the layout
    puts values beside parameters, so an entry may be either.
    """

    terms: list[Para]
    body: list[Node]
    tag: Quote | None = None
    lead: Quote | None = None
    nested_in: Callable[[list[Node]], list["Entry"]] | None = None
    _nested: list["Entry"] | None = None
    _term: Term | None = _UNREAD

    @property
    def term(self) -> Term | None:
        """The term, taken apart; None where it holds no text."""
        if self._term is _UNREAD:
            self._term = read_term(self.terms)
        return self._term

    @property
    def nested(self) -> list["Entry"]:
        """The entries that stand in the body."""
        if self._nested is None:
            self._nested = self.nested_in(self.body) if self.nested_in is not None else []
        return self._nested


_ONE_LINE = re.compile(r"\s*[:\uff1a]\s*")
_TAG = re.compile(r"\\?\[([^\[\]\\]*)\\?\]")
_ONLY_TAG = re.compile(r"\[[^\[\]]*[^\W\d_][^\[\]]*\]")
_LONGEST_TERM = 60


def headlines(nodes: Sequence[Node]) -> list[Entry]:
    """Entries whose term is a paragraph: a run set apart, then at most a bracketed tag; or a tag and text.

    Where text follows the tag a colon may stand before it, and the line end between the two may be lost. Several words
    set apart are a term (a name that was translated) where nothing but the tag follows.
    """
    found: list[Entry] = []
    for node in nodes:
        entry = _headline(node) if isinstance(node, Para) else None
        if entry is not None:
            found.append(entry)
        elif found:
            found[-1].body.append(node)
    return found


def _headline(para: Para) -> Entry | None:
    shown = _shown(para.pieces)
    if _is_of_words(para, shown):
        return Entry([para], [])
    if not shown or not shown[0].marked or " " in shown[0].text.strip():
        return None
    broken = next((at for at, piece in enumerate(para.pieces) if piece.form == "break" and at), None)
    if broken is not None and (head := _head(para, broken)) is not None:
        return head
    rest = "".join(piece.text for piece in shown[1:]).strip()
    if not rest or (rest.startswith("[") and rest.endswith("]")):
        return Entry([para], [])
    after = para.extract.text[shown[0].end : para.pieces[-1].end].lstrip("*_")
    colon = _ONE_LINE.match(after)
    tag = _TAG.match(after, colon.end() if colon else len(after) - len(after.lstrip()))
    if tag is None:
        return None
    offset = para.pieces[-1].end - len(after)
    quote = para.extract.quote(offset + tag.start(1), offset + tag.end(1))
    return Entry([Para(para.extract, [shown[0]])], [Para(para.extract, shown[1:])], tag=quote)


def _shown(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces that show something, without stars of a pointer before the first."""
    shown = [piece for piece in pieces if piece.form in ("text", "code") and piece.text.strip()]
    return list(itertools.dropwhile(lambda piece: not piece.text.strip("* "), shown)) if len(shown) > 1 else shown


def _is_of_words(para: Para, shown: Sequence[Piece]) -> bool:
    r"""Whether a paragraph is several words in italics and a tag, and no more: ``*Ice depth* \\[in\\]``."""
    named = list(itertools.takewhile(lambda piece: piece.emphasis and not piece.text.startswith("["), shown))
    name = "".join(piece.text for piece in named).strip()
    rest = "".join(piece.text for piece in shown[len(named) :]).strip()
    return " " in name and len(para.text) <= _LONGEST_TERM and _ONLY_TAG.fullmatch(rest) is not None


def _head(para: Para, broken: int) -> Entry | None:
    """The entry of a paragraph whose first line is a term with a bracketed tag; its other lines describe it."""
    first = Para(para.extract, list(para.pieces[:broken]))
    shown = _shown(first.pieces)
    rest = "".join(piece.text for piece in shown[1:]).strip()
    if not (rest.startswith("[") and rest.endswith("]")):
        return None
    return Entry([first], [Para(para.extract, list(para.pieces[broken + 1 :]))])


class Layout(Protocol):
    """What a layout module offers."""

    FLAGS_BESIDE: bool
    """Values of a parameter may stand beside it, as entries of their own."""
    CLAIM_ORDER: int
    """Asked in ascending order; the first that claims a section reads it."""

    def claims(self, nodes: Sequence[Node]) -> bool:
        """Whether the section is laid out this way."""

    def entries(self, nodes: Sequence[Node]) -> list[Entry]:
        """The entries of the section, in order."""


@cache
def layouts() -> tuple[Layout, ...]:
    """Every layout of this package, in the order they are asked."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    rooms = [cast("Layout", import_module(f"{__name__}.{name}")) for name in names]
    return tuple(sorted(rooms, key=lambda room: room.CLAIM_ORDER))


def layout_for(nodes: Sequence[Node]) -> Layout | None:
    """The layout that claims a section, or None."""
    return next((room for room in layouts() if room.claims(nodes)), None)
