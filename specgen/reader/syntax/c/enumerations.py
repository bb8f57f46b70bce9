"""The constants of an enumeration and what they come to."""

from collections.abc import Iterator, Sequence

from specgen.model.change import changed
from specgen.model.facts import Declarator
from specgen.reader.syntax.c.conditions import Conditions
from specgen.reader.syntax.c.declarators import qualifiers_of
from specgen.reader.syntax.c.expressions import evaluate
from specgen.reader.syntax.c.lexer import OPENING, Word, closing
from specgen.reader.syntax.c.text import Piece, Remarks, Text

_OPERANDS = frozenset({"name", "number", "string"})
_HIGHEST = 2**64 - 1


def constants(text: Text, body: Sequence[Word], start: int, end: int, remarks: Remarks) -> Iterator[Declarator]:
    """The constants of a body that reaches from one offset to the other.

    One without ``=`` is one more than the one before it; after a constant that nothing is known of, or that the page
    left out (``...``), neither is its follower known.
    """
    due: int | None = 0
    conditions = Conditions()
    for piece in _pieces(text, body, start, end, remarks):
        first = piece.words[0]
        if first.kind == "directive":
            if not conditions.take(first):
                remarks.leave_out(text.quote(piece.words))
            continue
        if all(word.text in ("...", ".") for word in piece.words):
            due = None
            continue
        made = _constant(text, piece, due)
        if made is None:
            remarks.leave_out(text.around(piece.words, piece.start, piece.end))
            due = None
            continue
        yield changed(made, qualifiers=made.qualifiers | conditions.qualifiers())
        due = None if made.value is None or made.value >= _HIGHEST else made.value + 1


def _constant(text: Text, piece: Piece, due: int | None) -> Declarator | None:
    name, behind = piece.words[0], piece.words[1:]
    if name.kind != "name" or (behind and behind[0].text != "="):
        return None
    expression = text.joined(behind[1:]) or None
    value = evaluate(behind[1:], text.constants) if behind else due
    if value is not None:
        text.constants[name.text] = value
    return Declarator(
        name.text,
        text.quote([name]),
        None,
        None,
        text.around(piece.words, piece.start, piece.end),
        qualifiers=qualifiers_of(text.between(piece.start, piece.end)),
        expression=expression,
        value=value,
    )


def _pieces(text: Text, body: Sequence[Word], start: int, end: int, remarks: Remarks) -> Iterator[Piece]:
    """What stands between commas, and every directive; semicolons, and ends of lines without a comma, do as well."""
    first = at = 0
    while at < len(body):
        word = body[at]
        separates = word.kind == "directive" or word.text in (",", ";")
        if separates or _starts_anew(body, first, at):
            if (word.text == ";" or not separates) and body[at - 1].text != "...":
                remarks.read_as_if(text.quote([word]), ",", f"',' is missing at {word.text!r}")
            if at > first:
                yield Piece(body[first:at], start, word.start if separates else body[at - 1].end)
            if word.kind == "directive":
                yield Piece(body[at : at + 1], word.start, word.end)
            start = word.end if separates else body[at - 1].end
            first = at = at + 1 if separates else at
            if separates:
                continue
        at = min(closing(body, at), len(body) - 1) + 1 if word.text in OPENING else at + 1
    if first < len(body):
        yield Piece(body[first:], start, end)


def _starts_anew(body: Sequence[Word], first: int, at: int) -> bool:
    """Whether a name begins a line behind a complete constant."""
    if at == first or not body[at].fresh or body[at].kind != "name":
        return False
    before = body[at - 1]
    return before.kind in _OPERANDS or before.text in (")", "...")
