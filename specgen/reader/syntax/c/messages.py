"""Window messages and notifications: no declarations in C, but what pages show in their place.

A bare name, a name with assignments that say what its two parameters hold, or a call that sends or receives it.
"""

import re
from collections.abc import Iterator, Sequence

from specgen.model.change import changed
from specgen.model.facts import Declaration, Declarator
from specgen.reader.syntax.c.declarators import declarator, pieces, qualifiers_of
from specgen.reader.syntax.c.lexer import Word, closing, split
from specgen.reader.syntax.c.statements import Statement, parameter_list
from specgen.reader.syntax.c.text import LANGUAGE, Piece, Text

_MESSAGE = re.compile(r"[A-Z][A-Z0-9]*_\w+", re.ASCII)
_PARAMETERS = {"WPARAM": "wParam", "LPARAM": "lParam"}
"""The types of a message's two parameters, and what they are called where nothing else names them."""

_Held = tuple[Sequence[Word], Declarator]


def message(text: Text, found: Sequence[Word]) -> Declaration | None:
    """``[TYPE] NAME`` alone, or ``NAME`` and what its parameters hold; None where the block is something else."""
    if not found or not all(word.kind in ("name", "number", "mark", "string") for word in found):
        return None
    if len(found) < 3 and all(word.kind == "name" for word in found):
        return _bare(text, found)
    if not _MESSAGE.fullmatch(found[0].text) or found[1].text in ("(", "*", "=", ",", ";", "::"):
        return None
    alone = found[1].fresh
    held: dict[str, list[_Held]] = {}
    for item in _items(found[1:]):
        read = _held(text, item, alone=alone)
        if read is None or read.name is None:
            return None
        held.setdefault(read.name, []).append((item, read))
    parameters = tuple(_together(text, each) for each in held.values())
    return Declaration(LANGUAGE, "message", text.quote(found), name=text.quote(found[:1]), parameters=parameters)


def _bare(text: Text, found: Sequence[Word]) -> Declaration | None:
    if not _MESSAGE.fullmatch(found[-1].text) or not found[0].text.isupper():
        return None
    quote = text.quote(found[:1])
    returns = Declarator(None, None, quote.text, quote, quote) if len(found) == 2 else None
    return Declaration(LANGUAGE, "message", text.quote(found), name=text.quote(found[-1:]), returns=returns)


def _items(found: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """What stands between semicolons, commas, and the ends of lines behind which a new assignment begins."""
    for line in split(found, ";"):
        for piece in split(line, ","):
            first = 0
            for at in range(1, len(piece)):
                assigned = piece[at + 1 : at + 2] and piece[at + 1].text == "="
                if piece[at].fresh and (assigned or _is_parameter(piece[at - 1])):
                    yield piece[first:at]
                    first = at
            if piece[first:]:
                yield piece[first:]


def _held(text: Text, item: Sequence[Word], *, alone: bool) -> Declarator | None:
    """One parameter of a message and what it holds. ``alone``: the message's name has a line of its own."""
    if len(item) > 2 and item[1].text == "=" and item[0].kind == "name":
        return _assigned(text, item, alone=alone)
    if _is_parameter(item[-1]) and len(item) > 1:
        return _passed(text, Piece(item, item[0].start, item[-1].end))
    if len(item) == 1 and _is_parameter(item[0]):
        quote = text.quote(item)
        return Declarator(item[0].text, quote, None, None, quote)
    return None


def _assigned(text: Text, item: Sequence[Word], *, alone: bool) -> Declarator | None:
    """``wParam = (TYPE) held``, ``held = (TYPE) lParam`` or ``held = PART(wParam)``."""
    left, right = item[0], item[2:]
    cast, held = _cast(right)
    whole = text.quote(item)
    kind = text.quote(cast) if cast else None
    spelling = None if kind is None else kind.text
    if _is_parameter(left) or (alone and not any(_is_parameter(word) for word in right)):
        expression = text.joined(held) or None
        return Declarator(left.text, text.quote([left]), spelling, kind, whole, expression=expression)
    word = next((word for word in held if _is_parameter(word)), None)
    if word is None:
        return None
    if len(held) == 1:
        return Declarator(word.text, text.quote([word]), spelling, kind, whole, expression=left.text)
    return Declarator(word.text, text.quote([word]), None, None, whole, expression=text.joined(item))


def _together(text: Text, held: Sequence[_Held]) -> Declarator:
    """A parameter that is said to hold several things: it is none of their types."""
    first = held[0][1]
    if len(held) == 1:
        return first
    items = [item for item, _ in held]
    return changed(
        first,
        type=None,
        type_quote=None,
        quote=text.quote([items[0][0], items[-1][-1]]),
        expression="; ".join(text.joined(item) for item in items),
    )


def _is_parameter(word: Word) -> bool:
    return word.text.upper() in _PARAMETERS


def _cast(found: Sequence[Word]) -> tuple[Sequence[Word], Sequence[Word]]:
    """``(TYPE) rest``, as type and rest; of several casts the first is the type."""
    if not found or found[0].text != "(":
        return (), found
    end = closing(found, 0)
    inside = found[1:end]
    if end + 1 >= len(found) or not inside or inside[0].kind != "name":
        return (), found
    return inside, found[end + 1 :]


def sent(text: Text, statement: Statement, since: int) -> Declaration | None:
    """``Function(window, MESSAGE, wParam, lParam)`` with types or casts; None where a statement is no such call."""
    found = statement.words
    result = found[0] if len(found) > 2 and found[1].text == "=" and found[0].kind == "name" else None
    call = found[2:] if result else found
    opening, end = parameter_list(call) or (0, 0)
    if not opening or call[opening - 1].kind != "name" or end >= len(call) - bool(statement.body):
        return None
    listed = list(pieces(call[opening + 1 : end], call[opening].end, call[end].start))
    at = next((at for at, piece in enumerate(listed) if _is_message(piece)), -1)
    if at < 0 and not text.annotations:
        return None  # at once: what reads the pieces claims the annotations in them, and there are none
    passed = [_passed(text, piece) for piece in listed[at + 1 :]]
    if at < 0 or [_parameter_type(each) for each in passed] != list(_PARAMETERS):
        return None
    window = [_passed(text, piece) for piece in listed[:at]]
    parameters = [each for each in (*window, *passed) if each is not None]
    if len(parameters) < len(listed) - 1:
        return None
    return Declaration(
        LANGUAGE,
        "message",
        text.quote(found),
        name=text.quote(listed[at].words[-1:]),
        returns=_result(text, result, call[: opening - 1]),
        parameters=tuple(parameters),
        qualifiers={call[opening - 1].text: True, **qualifiers_of(text.between(since, call[opening].start))},
    )


def _is_message(piece: Piece) -> bool:
    """``MESSAGE`` or ``(UINT) MESSAGE``."""
    _, held = _cast(piece.words)
    return len(held) == 1 and _MESSAGE.fullmatch(held[0].text) is not None


def _passed(text: Text, piece: Piece) -> Declarator | None:
    """``TYPE name``, ``(TYPE) name`` or ``(TYPE) value``, which the parameter's own name stands for."""
    cast, held = _cast(piece.words)
    if not cast and len(held) == 1:
        return _untyped(text, piece)
    if not cast:
        return declarator(text, piece)
    kind, whole = text.quote(cast), text.quote(piece.words)
    if len(held) == 1 and held[0].kind == "name":
        return Declarator(held[0].text, text.quote(held), kind.text, kind, whole)
    return Declarator(_PARAMETERS.get(kind.text), None, kind.text, kind, whole, expression=text.joined(held))


def _untyped(text: Text, piece: Piece) -> Declarator | None:
    word = piece.words[0]
    quote = text.quote(piece.words)
    return Declarator(word.text, quote, None, None, quote) if word.kind == "name" else None


def _parameter_type(passed: Declarator | None) -> str | None:
    """WPARAM or LPARAM, from a parameter's type or name."""
    if passed is None:
        return None
    return next((each.upper() for each in (passed.type, passed.name) if each and each.upper() in _PARAMETERS), None)


def _result(text: Text, result: Word | None, before: Sequence[Word]) -> Declarator | None:
    """What the call gives: its type, else the name that it is assigned to."""
    typed = [word for word in before if word.kind == "name"]
    quote = text.quote(typed[:1]) if typed else text.quote([result]) if result else None
    if quote is None:
        return None
    if typed:
        return Declarator(None, None, quote.text, quote, quote)
    return Declarator(quote.text, quote, None, None, quote)
