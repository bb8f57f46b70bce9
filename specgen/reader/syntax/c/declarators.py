"""One parameter or member: its annotations, type, name and dimensions."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from specgen.model.facts import Declarator
from specgen.model.spans import Quote
from specgen.model.types import Direction
from specgen.reader.qualifiers import standard_name
from specgen.reader.syntax.c import parser
from specgen.reader.syntax.c.annotations import Annotation
from specgen.reader.syntax.c.lexer import CLOSING, OPENING, Word, blanked, split
from specgen.reader.syntax.c.text import Piece, Qualifiers, Remarks, Text

_LONGEST_PIECE = 200
"""Words between two separators, at most: what is longer is not parsed."""
_CONVENTION = 6
"""Words from the bracket of a function pointer to the one that closes it, at most."""
_NO_NAMES = frozenset({"const", "volatile", "struct", "union", "enum", "class"})
_TYPE_PARTS = _NO_NAMES | {"unsigned", "signed", "long", "short", "int", "char", "double", "float"}


def pieces(inside: Sequence[Word], start: int, end: int) -> Iterator[Piece]:
    """What stands between the commas of a list that reaches from one offset to the other; nothing twice is nothing."""
    at = 0
    for found in split(inside, ","):
        at += len(found)
        stop = inside[at].start if at < len(inside) else end
        if found:
            yield Piece(found, start, stop)
        start, at = stop, at + 1


def at_missing_marks(text: Text, piece: Piece, mark: str, remarks: Remarks) -> Iterator[Piece]:
    """Two complete declarators on two lines are two, ``mark`` or not; so are two pairs on one line."""
    start, first = piece.start, 0
    for at in range(1, len(piece.words) if _may_be_read(piece) else 0):
        word, before = piece.words[at], piece.words[at - 1]
        if word.kind != "name" or not (before.kind == "name" or before.text == "]"):
            continue
        if not (_is_complete(piece.words[first:at]) and _is_complete(piece.words[at:])):
            continue
        if not (word.fresh or _are_pairs(piece.words)):
            continue
        remarks.read_as_if(text.quote([word]), mark, f"'{mark}' is missing before {word.text!r}")
        yield Piece(piece.words[first:at], start, before.end)
        start, first = before.end, at
    yield Piece(piece.words[first:], start, piece.end)


def _may_be_read(piece: Piece) -> bool:
    return len(piece.words) <= _LONGEST_PIECE


def _is_balanced(found: Sequence[Word]) -> bool:
    """Whether no bracket closes what the words do not open: a parser would close its own frame with it."""
    depth = 0
    for word in found:
        depth += (word.text in OPENING) - (word.text in CLOSING)
        if depth < 0:
            return False
    return True


def _is_complete(found: Sequence[Word]) -> bool:
    return sum(word.kind == "name" and word.text not in _NO_NAMES for word in found) > 1


def _are_pairs(found: Sequence[Word]) -> bool:
    """Two types and two names and nothing else."""
    return len(found) == 4 and all(word.kind == "name" and word.text.lower() not in _TYPE_PARTS for word in found)


@dataclass(frozen=True)
class Written:
    """A type that stands elsewhere than the declarator: its code, and the offset where it stands."""

    code: str
    start: int


def declarator(text: Text, piece: Piece, written: Written | None = None) -> Declarator | None:
    """What a piece declares, None where it is no declarator; ``written`` is its type, if that is not in it."""
    start, end = piece.words[0].start, piece.words[-1].end
    if not _may_be_read(piece) or not _is_balanced(piece.words):
        return None
    before = "" if written is None else f"{written.code} "
    notes = text.between(piece.start, piece.end)
    qualifiers = qualifiers_of(notes)
    parsed = parser.parameter(before + text.code[start:end])
    if parsed is None or (parsed.callable and parsed.name is None):
        parsed, convention = _with_convention(text, piece, lambda code: parser.parameter(before + code))
        qualifiers |= convention
    if parsed is None or (before and (parsed.callable or not _stays_in(parsed, len(before)))):
        return None
    shift = start - len(before)
    name = None if parsed.name is None else text.part(parsed.name, shift)
    kind, spelling = _type(text, parsed, piece, start if written is None else written.start)
    return Declarator(
        None if name is None else name.text,
        name,
        kind,
        spelling,
        text.around(piece.words, piece.start, piece.end),
        array=parsed.array,
        ref=parsed.reference,
        pointer=0 if parsed.callable else parsed.pointer,
        const=parsed.const,
        direction=_direction(notes),
        optional=any(each.optional for each in notes),
        default=None if parsed.default is None else text.part(parsed.default, shift).text,
        qualifiers=qualifiers,
    )


def _stays_in(parsed: parser.Parsed, end: int) -> bool:
    """Whether the type that a declarator was parsed with is the one that was put before it."""
    return parsed.type is not None and parsed.type.end <= end and (parsed.name is None or parsed.name.start >= end)


def _with_convention(
    text: Text, piece: Piece, parse: Callable[[str], parser.Parsed | None]
) -> tuple[parser.Parsed | None, Qualifiers]:
    """``TYPE (WORD *name)(...)``: a word that no parser knows is the calling convention of some header."""
    at = convention_at(piece.words)
    if at is None:
        return parse(text.code[piece.words[0].start : piece.words[-1].end]), {}
    start, unknown = piece.words[0].start, piece.words[at]
    code = blanked(text.code[start : piece.words[-1].end], [(unknown.start - start, unknown.end - start)])
    return parse(code), {unknown.text: True}


def convention_at(found: Sequence[Word]) -> int | None:
    """The index of the second word in ``(WORD *name)`` or ``(WORD name)``, the first brackets; None where none is."""
    opening = next((at for at, word in enumerate(found) if word.text == "("), len(found))
    inside = [word for word in found[opening + 1 : opening + _CONVENTION] if word.text != "*"]
    if [word.kind for word in inside[:2]] != ["name", "name"] or inside[2:3] == [] or inside[2].text != ")":
        return None
    return opening + 1 if found[opening + 1] is inside[0] else None


def _type(text: Text, parsed: parser.Parsed, piece: Piece, offset: int) -> tuple[str | None, Quote | None]:
    """The type as the contract spells it; of a pointer to a function everything but the name."""
    start, end = piece.words[0].start, piece.words[-1].end
    if parsed.variadic:
        return "...", text.quote(piece.words)
    if parsed.callable:
        named = parsed.name or parser.Part(0, 0)
        parts = (text.spelled(start, start + named.start), text.spelled(start + named.end, end))
        return "".join(parts), text.quote(piece.words)
    if parsed.type is None:
        return None, None
    return text.spelled(offset + parsed.type.start, offset + parsed.type.end), text.part(parsed.type, offset)


def _direction(notes: Sequence[Annotation]) -> Direction | None:
    """What the annotations say together: ``IN OUT`` and ``[in] [out]`` are both ways."""
    found: set[Direction] = {each.direction for each in notes if each.direction is not None}
    if len(found) > 1:
        return "inout"
    return next(iter(found), None)


def qualifiers_of(notes: Sequence[Annotation]) -> Qualifiers:
    """The annotations in the spelling of DSP0004 where it has them, else in their own."""
    shared = ("in", "out", "optional")
    return {standard_name(each.name) if each.name.lower() in shared else each.name: each.argument for each in notes}
