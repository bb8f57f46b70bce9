"""From the statements of a C block to its declarations."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from specgen.model.facts import Declaration, Declarator, Note
from specgen.model.spans import Quote
from specgen.model.types import Direction, QualifierValue
from specgen.reader.qualifiers import standard_name
from specgen.reader.source import Extract
from specgen.reader.syntax import not_read, read_as_if
from specgen.reader.syntax.c import parser
from specgen.reader.syntax.c.annotations import Annotation
from specgen.reader.syntax.c.lexer import Word, split
from specgen.reader.syntax.c.statements import Statement, form, parameter_list

LANGUAGE = "c"

_STANDS_FOR = {"STDMETHODIMP": "HRESULT", "STDMETHOD": "HRESULT", "STDAPI": "HRESULT", "VOID": "void"}
"""Return types that are macros for another."""


@dataclass
class Text:
    """A block, its plain code of the same length, and the annotations that were blanked in it."""

    block: Extract
    code: str
    annotations: Sequence[Annotation]

    def quote(self, found: Sequence[Word]) -> Quote:
        """From the first word to the last, as the page has them."""
        return self.block.quote(found[0].start, found[-1].end)

    def between(self, start: int, end: int) -> list[Annotation]:
        """The annotations that begin between two offsets."""
        return [each for each in self.annotations if start <= each.start < end]


@dataclass
class _Remarks:
    notes: list[Note] = field(default_factory=list)
    unread: list[Quote] = field(default_factory=list)

    def leave_out(self, quote: Quote) -> None:
        self.unread.append(quote)
        self.notes.append(not_read(quote))


def declare(text: Text, statement: Statement, since: int) -> Declaration:
    """What a statement declares; annotations from the offset ``since`` on are its own."""
    kind = form(statement)
    if kind == "call":
        made = _call(text, statement, since)
        if made is not None:
            return made
        kind = "other"
    quote = text.quote([*statement.words, *statement.body])
    if kind == "macro":
        return _macro(text, statement, quote)
    if kind == "other" and statement.words[0].kind != "directive":
        return Declaration(LANGUAGE, kind, quote, unread=(quote,), notes=(not_read(quote),))
    return Declaration(LANGUAGE, kind, quote, name=_tag(text, statement.words))
