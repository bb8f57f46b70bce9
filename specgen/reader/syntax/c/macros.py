"""Macros and constants of the preprocessor, and macros that a page shows as they are called."""

from collections.abc import Sequence

from specgen.model.facts import Declaration, Declarator
from specgen.model.spans import Quote
from specgen.reader.syntax import not_read
from specgen.reader.syntax.c.declarators import qualifiers_of
from specgen.reader.syntax.c.expressions import evaluate
from specgen.reader.syntax.c.lexer import Word, closing, split, words
from specgen.reader.syntax.c.statements import Statement, parameter_list
from specgen.reader.syntax.c.text import LANGUAGE, Text

_DEFINE = "define"


def directive(text: Text, written: Word) -> Declaration:
    """``#define``; every other directive declares nothing."""
    quote = text.quote([written])
    found = words(text.code, text.code.index("#", written.start) + 1, written.end)
    found = [word for word in found if word.text != "\\"]
    if not found or found[0].text != _DEFINE or len(found) < 2:
        return Declaration(LANGUAGE, "other", quote)
    name, behind = found[1], found[2:]
    listed = _parameters(name, behind)
    if listed is None:
        return _constant(text, quote, name, behind)
    return Declaration(
        LANGUAGE,
        "macro",
        quote,
        name=text.quote([name]),
        parameters=tuple(_parameter(text, word) for word in listed),
        members=_body(text, name, behind[closing(behind, 0) + 1 :]),
    )


def _parameters(name: Word, behind: Sequence[Word]) -> Sequence[Word] | None:
    """The names in the brackets that touch the macro's name; None where they hold something else."""
    if not behind or behind[0].text != "(" or behind[0].start != name.end:
        return None
    end = closing(behind, 0)
    listed = [piece for piece in split(behind[1:end], ",") if piece]
    plain = end < len(behind) and all(
        (len(piece) == 1 and piece[0].kind == "name") or piece[0].text == "..." for piece in listed
    )
    return [piece[0] for piece in listed] if plain else None


def _constant(text: Text, quote: Quote, name: Word, behind: Sequence[Word]) -> Declaration:
    """``#define NAME value``."""
    value = evaluate(behind, text.constants)
    if value is not None:
        text.constants[name.text] = value
    named = text.quote([name])
    made = Declarator(name.text, named, None, None, quote, expression=text.joined(behind) or None, value=value)
    return Declaration(LANGUAGE, "define", quote, name=named, members=(made,))


def _body(text: Text, name: Word, body: Sequence[Word]) -> tuple[Declarator, ...]:
    """What a macro stands for, as its one member."""
    if not body:
        return ()
    made = Declarator(name.text, text.quote([name]), None, None, text.quote(body), expression=text.joined(body))
    return (made,)


def _parameter(text: Text, word: Word) -> Declarator:
    quote = text.quote([word])
    return Declarator(word.text, quote, None, None, quote)


def macro_call(text: Text, statement: Statement, since: int) -> Declaration:
    """``Name (_a, _b)``: parameters without types; annotations from the offset ``since`` on are its own."""
    found = statement.words
    opening, end = parameter_list(found) or (len(found), len(found))
    named = [word for word in found[opening + 1 : end] if word.kind == "name"]
    tail = found[end + 1 :]
    left = (text.quote(tail),) if tail else ()
    return Declaration(
        LANGUAGE,
        "macro",
        text.around([*found, *statement.body], since, found[0].start),
        name=text.quote(found[opening - 1 : opening]),
        returns=_returned(text, found[: opening - 1]),
        parameters=tuple(_parameter(text, word) for word in named),
        qualifiers=qualifiers_of(text.between(since, found[opening].start)),
        unread=left,
        notes=tuple(not_read(quote) for quote in left),
    )


def _returned(text: Text, found: Sequence[Word]) -> Declarator | None:
    if not found:
        return None
    quote = text.quote(found)
    return Declarator(None, None, text.spelled(found[0].start, found[-1].end), quote, quote)
