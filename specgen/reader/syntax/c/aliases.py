"""The names that a typedef makes, and the typedef that only names another type."""

from collections.abc import Iterable, Iterator, Sequence

from specgen.model.change import changed
from specgen.model.facts import Alias, Declaration, Declarator
from specgen.model.spans import Quote
from specgen.reader.syntax.c import parser
from specgen.reader.syntax.c.declarators import declarator, pieces, qualifiers_of
from specgen.reader.syntax.c.lexer import Word
from specgen.reader.syntax.c.statements import TAGS, Statement
from specgen.reader.syntax.c.text import LANGUAGE, Piece, Remarks, Text

_STAND_IN = "int "


def read_aliases(text: Text, listed: Iterable[Piece], remarks: Remarks) -> Iterator[Alias]:
    """``NAME`` and ``*NAME``, one alias each."""
    for piece in listed:
        named, behind = _cut(piece.words)
        start = named[0].start
        parsed = parser.parameter(_STAND_IN + text.code[start : named[-1].end])
        if parsed is None or parsed.name is None:
            remarks.leave_out(text.quote(piece.words))
            continue
        yield Alias(text.part(parsed.name, start - len(_STAND_IN)), parsed.pointer)
        if behind:
            remarks.leave_out(text.quote(behind))


def _cut(found: Sequence[Word]) -> tuple[Sequence[Word], Sequence[Word]]:
    """The words up to the name, and whatever follows them."""
    at = next((at for at, word in enumerate(found) if word.kind == "name"), len(found) - 1) + 1
    return found[:at], found[at:]


def known_name(aliases: Sequence[Alias], tag: Quote | None) -> Quote | None:
    """What a type is known by: the first name without stars, else the tag, else the first name."""
    plain = next((alias.name for alias in aliases if not alias.pointer), None)
    return plain or tag or next((alias.name for alias in aliases), None)


def typedef(text: Text, statement: Statement, since: int) -> Declaration:
    """``typedef TYPE NAME, *NAME;``: the type is in ``returns``, with the stars and dimensions of the first name."""
    found, remarks = statement.words, Remarks()
    listed = list(pieces(found[1:], found[0].end, found[-1].end))
    first = _without_tag_word(listed[0]) if listed else None
    meant = declarator(text, first) if first is not None and first.words else None
    if first is None or meant is None or meant.name_quote is None:
        whole = text.quote(found)
        remarks.leave_out(whole)
        return Declaration(LANGUAGE, "typedef", whole, unread=(whole,), notes=tuple(remarks.notes))
    aliases = (Alias(meant.name_quote, meant.pointer), *read_aliases(text, listed[1:], remarks))
    return Declaration(
        LANGUAGE,
        "typedef",
        text.around(found, since, found[-1].end),
        name=known_name(aliases, None),
        returns=_type_of(meant, aliases),
        qualifiers=qualifiers_of(text.between(since, found[0].start)),
        unread=tuple(remarks.unread),
        notes=tuple(remarks.notes),
        tag=_tag(first.words, meant),
        aliases=aliases,
    )


def _without_tag_word(piece: Piece) -> Piece:
    """``interface`` before a name is the word of a tag that only MIDL knows."""
    skipped = 1 if len(piece.words) > 2 and piece.words[0].text in ("interface", "coclass") else 0
    return Piece(piece.words[skipped:], piece.start, piece.end)


def _type_of(meant: Declarator, aliases: Sequence[Alias]) -> Declarator:
    """The type that the typedef's main name stands for: of ``typedef X *PY, Y`` the star is not Y's."""
    main = next((alias for alias in aliases if not alias.pointer), aliases[0])
    return changed(meant, name=None, name_quote=None, pointer=main.pointer)


def _tag(found: Sequence[Word], meant: Declarator) -> Quote | None:
    tagged = any(word.text in TAGS for word in found[:2])
    return meant.type_quote if tagged else None
