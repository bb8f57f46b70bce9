"""Fences: what a block declares.

Translations have the blocks of their originals, and a block declares the same wherever it stands: what one declared is
remembered, and moved to the lines of the next.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from specgen.model.change import changed
from specgen.model.facts import Alias, Declaration, Declarator
from specgen.model.spans import Quote, Span
from specgen.reader.blocks import Block
from specgen.reader.source import Extract
from specgen.reader.syntax import rooms

_LONGEST = 10_000
"""Characters of a fence that is remembered."""

_Declared = tuple[Declaration, ...]


def fences(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every fence among the blocks, to any depth, in the order of the page."""
    for block in blocks:
        if block.form == "fence":
            yield block
        if block.children:
            yield from fences(block.children)


def declared_in(block: Block) -> _Declared:
    """What a fence declares; nothing where it holds no syntax that is known."""
    extract = block.extract
    line = extract.origins[0][0]
    in_place = extract.origins == tuple([(at, 1) for at in range(line, line + len(extract.origins))])
    if not in_place or len(extract.text) > _LONGEST:
        return _parsed(block.info, extract)
    known = _remembered(block.info, extract.text)
    if not known:
        made = _parsed(block.info, extract)
        if not any(one.notes for one in made):  # notes say the line in words
            known.append((line, made))
        return made
    first, made = known[0]
    return made if first == line else tuple([_moved(one, line - first) for one in made])


@lru_cache(maxsize=4_000)
def _remembered(_info: str, _text: str) -> list[tuple[int, _Declared]]:
    """What a fence of whole lines declared when it was first read, with the line where it stood; empty until then."""
    return []


def _parsed(info: str, extract: Extract) -> _Declared:
    for room in rooms():
        if room.claims(info, extract.text):
            found: _Declared = room.parse(extract)
            return found
    return ()


def _moved(one: Declaration, by: int) -> Declaration:
    """A declaration without notes, ``by`` lines further down."""
    return changed(
        one,
        quote=_quote(one.quote, by),
        name=_quoted(one.name, by),
        owner=_quoted(one.owner, by),
        base=_quoted(one.base, by),
        returns=None if one.returns is None else _declarator(one.returns, by),
        parameters=_declarators(one.parameters, by),
        members=_declarators(one.members, by),
        methods=tuple([_moved(method, by) for method in one.methods]),
        unread=tuple([_quote(quote, by) for quote in one.unread]),
        tag=_quoted(one.tag, by),
        aliases=tuple([Alias(_quote(alias.name, by), alias.pointer) for alias in one.aliases]),
    )


def _declarators(listed: Sequence[Declarator], by: int) -> tuple[Declarator, ...]:
    return tuple([_declarator(one, by) for one in listed])


def _declarator(one: Declarator, by: int) -> Declarator:
    return changed(
        one,
        name_quote=_quoted(one.name_quote, by),
        type_quote=_quoted(one.type_quote, by),
        quote=_quote(one.quote, by),
        members=_declarators(one.members, by),
    )


def _quoted(quote: Quote | None, by: int) -> Quote | None:
    return None if quote is None else _quote(quote, by)


def _quote(quote: Quote, by: int) -> Quote:
    span = quote.span
    return Quote(quote.text, Span(span.line + by, span.column, span.end_line + by, span.end_column))
