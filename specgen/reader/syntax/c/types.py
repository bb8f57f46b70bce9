"""Structures, unions, enumerations and interfaces: head, braces, and the names behind them."""

from collections.abc import Sequence

from specgen.model.change import changed
from specgen.model.facts import Declaration, Declarator
from specgen.model.spans import Quote
from specgen.reader.syntax.c.aliases import known_name, read_aliases
from specgen.reader.syntax.c.calls import call
from specgen.reader.syntax.c.declarators import pieces, qualifiers_of
from specgen.reader.syntax.c.enumerations import constants
from specgen.reader.syntax.c.lexer import Word
from specgen.reader.syntax.c.members import (
    ACCESS,
    Body,
    BodyStatement,
    base_of,
    body_statements,
    members,
    parts_of,
    read_head,
    tag_of,
)
from specgen.reader.syntax.c.statements import Statement, declares_function
from specgen.reader.syntax.c.text import LANGUAGE, Remarks, Text


def declare_type(text: Text, statement: Statement, kind: str, since: int) -> Declaration:
    """A structure, union or enumeration; annotations from the offset ``since`` on are its own."""
    found, remarks = statement.words, Remarks()
    parts = parts_of(found)
    if parts is None:
        whole = text.quote(found)
        remarks.leave_out(whole)
        return Declaration(LANGUAGE, kind, whole, unread=(whole,), notes=tuple(remarks.notes))
    methods, listed = contents(text, kind, parts.body, remarks, tag_of(text, parts.head))
    if not parts.closed:
        end = parts.body.end
        remarks.read_as_if(text.block.quote(end, end), "}", "'}' is missing at the end")
    tag = tag_of(text, parts.head)
    base = base_of(text, parts.head)
    read_head(text, parts.head, (tag, base), remarks)
    aliases = tuple(read_aliases(text, pieces(parts.tail, parts.body.end, found[-1].end), remarks))
    return Declaration(
        LANGUAGE,
        kind,
        text.around(found, since, parts.body.start),
        name=known_name(aliases, tag),
        base=base,
        members=listed,
        methods=methods,
        qualifiers=qualifiers_of(text.between(since, parts.body.start)),
        unread=tuple(remarks.unread),
        notes=tuple(remarks.notes),
        tag=tag,
        aliases=aliases,
    )


def declare_interface(text: Text, statement: Statement, since: int) -> Declaration:
    """An interface or class: its methods, and the data members of a class."""
    found, remarks = statement.words, Remarks()
    parts = parts_of(found)
    head = parts.head if parts is not None else found
    tag = tag_of(text, head)
    methods, listed = contents(text, "class", parts.body, remarks, tag) if parts is not None else ((), ())
    read_head(text, head, (tag, None), remarks)
    if parts is not None and parts.tail:
        remarks.leave_out(text.quote(parts.tail))
    bases = _bases(text, head)
    for other in bases[1:]:
        remarks.leave_out(other)
    return Declaration(
        LANGUAGE,
        "interface",
        text.around(found, since, parts.body.start if parts is not None else found[-1].end),
        name=tag,
        base=bases[0] if bases else None,
        members=listed,
        methods=methods,
        qualifiers=qualifiers_of(text.between(since, parts.body.start if parts is not None else found[-1].end)),
        unread=tuple(remarks.unread),
        notes=tuple(remarks.notes),
    )


def contents(
    text: Text, kind: str, body: Body, remarks: Remarks, tag: Quote | None
) -> tuple[tuple[Declaration, ...], tuple[Declarator, ...]]:
    """The methods of a body, and its members or constants."""
    if kind == "enum":
        return (), tuple(constants(text, body.words, body.start, body.end, remarks))
    methods: list[Declaration] = []
    fields: list[BodyStatement] = []
    for each in body_statements(text, body):
        statement = Statement(each.piece.words, each.statement.closed, each.statement.body)
        if each.piece.words and declares_function(statement):
            made = call(text, statement, each.piece.start)
            methods.append(_without_returns(made) if tag and made.name and made.name.text == tag.text else made)
        else:
            fields.append(each)
    return tuple(methods), tuple(members(text, fields, remarks, 0))


def _without_returns(constructor: Declaration) -> Declaration:
    """A constructor has no return type, which is no damage."""
    return changed(constructor, notes=tuple(note for note in constructor.notes if note.expected != "a return type"))


def _bases(text: Text, head: Sequence[Word]) -> list[Quote]:
    """What an interface derives from: each piece between the colon and the brace, without its access word."""
    colon = next((at for at, word in enumerate(head) if word.text == ":"), len(head))
    listed = [[word for word in each.words if word.text not in ACCESS] for each in pieces(head[colon + 1 :], 0, 0)]
    return [text.quote(named) for named in listed if named]
