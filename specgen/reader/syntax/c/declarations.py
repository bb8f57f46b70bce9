"""From the statements of a C block to its declarations."""

from collections.abc import Callable

from specgen.model.facts import Declaration
from specgen.reader.syntax import not_read
from specgen.reader.syntax.c.aliases import typedef
from specgen.reader.syntax.c.calls import call
from specgen.reader.syntax.c.macros import directive, macro_call
from specgen.reader.syntax.c.members import KINDS
from specgen.reader.syntax.c.messages import sent
from specgen.reader.syntax.c.statements import Statement, form
from specgen.reader.syntax.c.text import LANGUAGE, Text, without
from specgen.reader.syntax.c.types import declare_interface, declare_type

_READINGS: dict[str, Callable[[Text, Statement, int], Declaration]] = {
    "macro": macro_call,
    "typedef": typedef,
    "interface": declare_interface,
}


def declare(text: Text, statement: Statement, since: int) -> Declaration:
    """What a statement declares; annotations from the offset ``since`` on are its own."""
    if statement.words[0].kind == "directive":
        return directive(text, statement.words[0])
    kind = form(statement)
    made = sent(text, statement, since) if kind in ("call", "other") else None
    if made is None and kind == "call":
        return call(text, statement, since)
    if made is None and kind in KINDS:
        made = declare_type(text, statement, kind, since)
    if made is None and kind in _READINGS:
        made = _READINGS[kind](text, statement, since)
    if made is None:
        quote = text.quote([*statement.words, *statement.body])
        return Declaration(LANGUAGE, kind, quote, unread=(quote,), notes=(not_read(quote),))
    return without(made, [text.quote(statement.body)] if statement.body else [])
