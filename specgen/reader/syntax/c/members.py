"""The members of a structure or union, those of structures written in place included."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from specgen.model.change import changed
from specgen.model.facts import Declarator
from specgen.model.spans import Quote
from specgen.model.types import Dimension
from specgen.reader.syntax.c.conditions import Conditions
from specgen.reader.syntax.c.declarators import Written, at_missing_marks, declarator, pieces, qualifiers_of
from specgen.reader.syntax.c.enumerations import constants
from specgen.reader.syntax.c.expressions import evaluate
from specgen.reader.syntax.c.lexer import OPENING, Word, closing, words
from specgen.reader.syntax.c.statements import TAGS, Statement, declares_function, statements
from specgen.reader.syntax.c.text import Piece, Remarks, Text

KINDS = ("struct", "union", "enum")
_WIDEST = 64
"""Bits of a bit field, at most."""
_DEEPEST = 16
"""Structures within each other, at most."""
_LABELS = frozenset({"public", "private", "protected"})
ACCESS = _LABELS | {"virtual"}
"""Words before what a type derives from."""
_HEAD_WORDS = frozenset({*TAGS, "typedef", "const", "volatile", "final", ":"})
_STAND_IN = Written("int", 0)
"""What a declarator behind a brace is parsed with; the type it gets is thrown away."""


@dataclass(frozen=True)
class Body:
    """The words between two braces and the offsets behind the first and of the second."""

    words: Sequence[Word]
    start: int
    end: int


@dataclass(frozen=True)
class Parts:
    """``head { body } tail``; ``closed``: the second brace is there."""

    head: Sequence[Word]
    body: Body
    tail: Sequence[Word]
    closed: bool


def parts_of(found: Sequence[Word]) -> Parts | None:
    """The words cut at the first braces outside other brackets; None where there are none."""
    at = 0
    while at < len(found) and found[at].text != "{":
        at = min(closing(found, at), len(found) - 1) + 1 if found[at].text in OPENING else at + 1
    if at >= len(found):
        return None
    end = closing(found, at)
    closed = end < len(found)
    stop = found[end].start if closed else found[-1].end
    return Parts(found[:at], Body(found[at + 1 : end], found[at].end, stop), found[end + 1 :], closed)


def kind_of(head: Sequence[Word]) -> str | None:
    """The word before the braces that tells what they hold: struct, union or enum."""
    return next((word.text for word in head if word.text in KINDS), None)


def tag_of(text: Text, head: Sequence[Word]) -> Quote | None:
    """The name behind the word for what is declared; of several (macros before it) the last."""
    behind = next((at for at, word in enumerate(head) if word.text in TAGS), len(head)) + 1
    stop = next((at for at, word in enumerate(head) if word.text == ":"), len(head))
    names = [word for word in head[behind:stop] if word.kind == "name" and word.text not in _HEAD_WORDS]
    return text.quote(names[-1:]) if names else None


def base_of(text: Text, head: Sequence[Word]) -> Quote | None:
    """What stands behind the colon: the type that an enumeration's constants have, what an interface derives from."""
    colon = next((at for at, word in enumerate(head) if word.text == ":"), len(head))
    named = [word for word in head[colon + 1 :] if word.text not in ACCESS]
    return text.quote(named) if named else None


def read_head(text: Text, head: Sequence[Word], read: Sequence[Quote | None], remarks: Remarks) -> None:
    """Leave out what stands before the brace and is no word of the language, tag or base."""
    taken = {quote.span for quote in read if quote is not None}
    colon = next((at for at, word in enumerate(head) if word.text == ":"), len(head))
    stop = colon if read[1:] else len(head)
    for _, run in groupby(head[:stop], lambda w: w.text in _HEAD_WORDS or text.quote([w]).span in taken):
        left = [word for word in run if word.text not in _HEAD_WORDS and text.quote([word]).span not in taken]
        if left:
            remarks.leave_out(text.quote(left))


@dataclass(frozen=True)
class BodyStatement:
    """A statement of a body, and its words without access labels between the offsets of its semicolons."""

    statement: Statement
    piece: Piece


def body_statements(text: Text, body: Body) -> Iterator[BodyStatement]:
    """The statements of a body with what bounds them."""
    start = body.start
    for statement in statements(body.words):
        end = _end(text, statement)
        yield BodyStatement(statement, Piece(_unlabelled(statement.words), start, end))
        start = end


def _end(text: Text, statement: Statement) -> int:
    """The offset of the semicolon, else behind the last word."""
    last = (statement.body or statement.words)[-1].end
    if not statement.closed or statement.body or statement.words[0].kind == "directive":
        return last
    at = text.code.find(";", last)
    return last if at < 0 else at


def _unlabelled(found: Sequence[Word]) -> Sequence[Word]:
    while len(found) > 1 and found[0].text in _LABELS and found[1].text == ":":
        found = found[2:]
    return found


def members(text: Text, body: Iterable[BodyStatement], remarks: Remarks, depth: int) -> Iterator[Declarator]:
    """What the statements of a body declare, each under the conditions of the preprocessor that it stands in."""
    conditions = Conditions()
    for each in body:
        found = each.piece.words
        if found and found[0].kind == "directive":
            if not conditions.take(found[0]):
                remarks.leave_out(text.quote(found))
            continue
        demanded = conditions.qualifiers()
        for made in _member(text, each, remarks, depth):
            yield changed(made, qualifiers=made.qualifiers | demanded) if demanded else made


def _member(text: Text, each: BodyStatement, remarks: Remarks, depth: int) -> Iterator[Declarator]:
    """What one statement of a body declares."""
    piece, body = each.piece, each.statement.body
    if not piece.words:
        return
    parts = parts_of(piece.words)
    kind = kind_of(parts.head) if parts is not None else None
    function = declares_function(Statement(piece.words, each.statement.closed))
    if body or depth > _DEEPEST or function or [word.text for word in piece.words] == ["..."]:
        remarks.leave_out(text.around([*piece.words, *body], piece.start, piece.end))
    elif parts is not None and kind is not None:
        yield from _nested(text, kind, piece, parts, remarks, depth)
    else:
        for part in at_missing_marks(text, piece, ";", remarks):
            yield from _listed(text, part, remarks)


def _nested(text: Text, kind: str, piece: Piece, parts: Parts, remarks: Remarks, depth: int) -> Iterator[Declarator]:
    """``union { ... } name;``: one declarator for each name, one without a name where there is none."""
    if not parts.closed:
        remarks.read_as_if(text.block.quote(parts.body.end, parts.body.end), "}", "'}' is missing at the end")
    if kind == "enum":
        inner = tuple(constants(text, parts.body.words, parts.body.start, parts.body.end, remarks))
    else:
        inner = tuple(members(text, body_statements(text, parts.body), remarks, depth + 1))
    tag = tag_of(text, parts.head)
    read_head(text, parts.head, (tag,), remarks)
    whole = Declarator(
        None,
        None,
        None if tag is None else tag.text,
        tag,
        text.around(piece.words, piece.start, parts.body.start),
        qualifiers=qualifiers_of(text.between(piece.start, parts.body.start)),
        kind=kind,
        members=inner,
    )
    tail = parts.tail
    if tail and tail[0].fresh and _is_typed(tail):
        remarks.read_as_if(text.quote(tail[:1]), ";", f"';' is missing before {tail[0].text!r}")
        whole = changed(whole, quote=text.block.quote(piece.words[0].start, tail[0].start))
        yield whole
        yield from _listed(text, Piece(tail, tail[0].start, piece.end), remarks)
        return
    named = [_named(text, each, _STAND_IN, remarks) for each in pieces(tail, parts.body.end, piece.end)]
    if not any(named):
        yield whole
    for made in filter(None, named):
        yield _called(whole, made)


def _called(whole: Declarator, made: Declarator) -> Declarator:
    """The structure under one of the names behind its brace."""
    return changed(
        whole,
        name=made.name,
        name_quote=made.name_quote,
        array=made.array,
        pointer=made.pointer,
        bits=made.bits,
        default=made.default,
        qualifiers=whole.qualifiers | made.qualifiers,
    )


def _is_typed(found: Sequence[Word]) -> bool:
    """Whether a type stands before the name: two names outside brackets, before what a member is set to."""
    names = at = 0
    while at < len(found) and found[at].text not in ("=", ":"):
        if found[at].text in OPENING:
            at = closing(found, at)
        elif found[at].kind == "name":
            names += 1
        at += 1
    return names > 1


def _listed(text: Text, piece: Piece, remarks: Remarks) -> Iterator[Declarator]:
    """``TYPE a, *b``: the type of the first is that of the others."""
    written: Written | None = None
    for each in pieces(piece.words, piece.start, piece.end):
        own = written is None or _is_typed(each.words)
        if own and written is not None:
            first = each.words[0]
            remarks.read_as_if(text.quote([first]), ";", f"',' stands for ';' before {first.text!r}")
        made = _named(text, each, None if own else written, remarks)
        if own:
            written = _written(text, each.words)
        if made is not None:
            yield made


def _written(text: Text, found: Sequence[Word]) -> Written:
    """The type that a declarator begins with: the names before the star, else before the last of them."""
    at = next((at for at, word in enumerate(found) if word.kind != "name" and word.text != "::"), len(found))
    starred = at < len(found) and found[at].text in ("*", "&", "(")
    last = found[max(0, at - 1 - (not starred))]
    return Written(text.code[found[0].start : last.end], found[0].start)


def _named(text: Text, piece: Piece, written: Written | None, remarks: Remarks) -> Declarator | None:
    """One declarator with its bits; what is none is left out."""
    colon = next((at for at, word in enumerate(piece.words) if word.text == ":"), len(piece.words))
    before, width = piece.words[:colon], piece.words[colon + 1 :]
    whole = text.around(piece.words, piece.start, piece.end)
    elided = len(before) > 1 and before[-1].text == "..."
    made = Declarator(None, None, None, None, whole)
    if before:
        read = declarator(text, Piece(before[:-1] if elided else before, piece.start, piece.end), written)
        if read is None:
            remarks.leave_out(whole)
            return None
        made = read
    bits = evaluate(width, text.constants) if width else None
    if width and (bits is None or not 0 <= bits <= _WIDEST):
        remarks.leave_out(text.quote(piece.words[colon:]))
        bits = None
    array = None if made.array is None else tuple(_counted(text, size) for size in made.array)
    made = changed(made, quote=whole, bits=bits, array=array)
    if elided and made.name is not None:
        remarks.leave_out(text.quote(before[-1:]))
        return made
    return changed(made, name="...", name_quote=text.quote(before[-1:])) if elided else made


def _counted(text: Text, size: Dimension) -> Dimension:
    """A dimension that is written as a constant expression, as its number."""
    if not isinstance(size, str):
        return size
    value = evaluate(words(size), text.constants)
    return size if value is None else value
