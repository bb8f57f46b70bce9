"""From the statements of a C block to its declarations."""

from bisect import bisect_left
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
from specgen.reader.syntax.c.lexer import Word, blanked, split
from specgen.reader.syntax.c.statements import Statement, form, parameter_list

LANGUAGE = "c"
Qualifiers = dict[str, QualifierValue]

_STANDS_FOR = {"STDMETHODIMP": "HRESULT", "STDMETHOD": "HRESULT", "STDAPI": "HRESULT", "VOID": "void"}
"""Return types that are macros for another."""
_LEADING = frozenset({"virtual", "static", "inline", "extern", "explicit", "friend", "typedef"})
_KEPT = _LEADING - {"extern", "typedef"}
_TRAILING = frozenset({"const", "volatile", "noexcept", "override", "final", "throw", "(", ")", "=", "0", "&"})
_GLUED = ("HRESULT", "STDMETHODIMP", "SECURITY_STATUS")
"""Return types that pages run into the name behind them."""
_LONGEST_PIECE = 200
"""Words between two commas, at most: what is longer is not parsed."""
_NO_NAMES = frozenset({"const", "volatile", "struct", "union", "enum", "class"})
_TYPE_PARTS = _NO_NAMES | {"unsigned", "signed", "long", "short", "int", "char", "double", "float"}


@dataclass(frozen=True)
class Text:
    """A block, its plain code of the same length, and in their order the annotations and what was blanked for them."""

    block: Extract
    code: str
    annotations: Sequence[Annotation]
    stretches: Sequence[tuple[int, int]]

    def quote(self, found: Sequence[Word]) -> Quote:
        """From the first word to the last, as the page has them."""
        return self.block.quote(found[0].start, found[-1].end)

    def around(self, found: Sequence[Word], start: int, end: int) -> Quote:
        """The words and the annotations between two offsets."""
        first, last = (bisect_left(self.stretches, (offset, 0)) for offset in (start, end))
        bounds = [(found[0].start, found[-1].end), *self.stretches[first:last]]
        return self.block.quote(min(each[0] for each in bounds), max(each[1] for each in bounds))

    def between(self, start: int, end: int) -> list[Annotation]:
        """The annotations that begin between two offsets."""
        first, last = (bisect_left(self.annotations, offset, key=_start) for offset in (start, end))
        return list(self.annotations[first:last])

    def part(self, part: parser.Part, offset: int) -> Quote:
        """What the parser found in code cut out at ``offset``."""
        return self.block.quote(offset + part.start, offset + part.end)


def _start(annotation: Annotation) -> int:
    return annotation.start


@dataclass
class _Remarks:
    notes: list[Note] = field(default_factory=list)
    unread: list[Quote] = field(default_factory=list)
    conventions: Qualifiers = field(default_factory=dict)

    def leave_out(self, quote: Quote) -> None:
        self.unread.append(quote)
        self.notes.append(not_read(quote))


@dataclass(frozen=True)
class _Piece:
    """What stands between two commas of a parameter list, and the offsets of the commas."""

    words: Sequence[Word]
    start: int
    end: int


def declare(text: Text, statement: Statement, since: int) -> Declaration:
    """What a statement declares; annotations from the offset ``since`` on are its own."""
    kind = form(statement)
    if kind == "call":
        return _call(text, statement, since)
    quote = text.quote([*statement.words, *statement.body])
    if kind == "macro" and statement.words[0].kind != "directive":
        return _macro(text, statement, quote)
    if kind == "other" and statement.words[0].kind != "directive":
        return Declaration(LANGUAGE, kind, quote, unread=(quote,), notes=(not_read(quote),))
    return Declaration(LANGUAGE, kind, quote, name=_tag(text, statement.words), base=_base(text, statement.words, kind))


def _call(text: Text, statement: Statement, since: int) -> Declaration:
    found, remarks = statement.words, _Remarks()
    opening, closing = parameter_list(found) or (len(found), len(found))
    end = found[closing].start if closing < len(found) else found[-1].end
    if closing == len(found):
        remarks.notes.append(read_as_if(text.block.quote(end, end), ")", "')' is missing at the end"))
    owner, name, returns = _head(text, found[:opening], remarks)
    parameters = tuple(_parameters(text, found[opening : closing + 1], end, remarks))
    _read_tail(text, statement, closing, remarks)
    return Declaration(
        LANGUAGE,
        "call",
        text.around([*found, *statement.body], since, found[opening].start),
        name=name,
        owner=owner,
        returns=returns,
        parameters=parameters,
        qualifiers=_qualifiers(text.between(since, found[opening].start)) | remarks.conventions,
        unread=tuple(remarks.unread),
        notes=tuple(remarks.notes),
    )


def _head(text: Text, found: Sequence[Word], remarks: _Remarks) -> tuple[Quote | None, Quote | None, Declarator | None]:
    """Owner, name and return type. Where they are in no order that C knows, the name is the last word."""
    leading = next(
        (at for at, word in enumerate(found) if word.text not in _LEADING and word.kind != "string"), len(found)
    )
    words = found[leading:]
    remarks.conventions |= {word.text: True for word in found[:leading] if word.text in _KEPT}
    if not words:
        return None, None, None
    start = words[0].start
    names = [word for word in words if word.text not in ("::", "~")]
    typed = len(names) > 1 + any(word.text == "::" for word in words)
    code = text.code[start : words[-1].end]
    parsed = parser.head(code if typed else f"void {code}") or _head_with_convention(text, words, remarks)
    if parsed is None or parsed.name is None:
        return _head_in_disorder(text, words, remarks)
    shift = start if typed else start - len("void ")
    name = text.part(parsed.name, shift)
    owner = None if parsed.owner is None else text.part(parsed.owner, shift)
    if not typed and name.text.startswith(_GLUED):
        return _unglued(text, parsed.name, shift, remarks)
    if not typed or parsed.type is None:
        if "~" not in code and (owner is None or owner.text != name.text):
            remarks.notes.append(read_as_if(name, "a return type", f"the return type is missing before {name.text!r}"))
        return owner, name, None
    return owner, name, _returned(text, parsed, parsed.type, shift)


def _unglued(
    text: Text, written: parser.Part, shift: int, remarks: _Remarks
) -> tuple[Quote | None, Quote | None, Declarator | None]:
    """``HRESULTName``: a return type and a name without the space between."""
    whole = text.part(written, shift)
    kind = next(each for each in _GLUED if whole.text.startswith(each))
    middle = written.start + len(kind)
    quote, name = (
        text.part(parser.Part(written.start, middle), shift),
        text.part(parser.Part(middle, written.end), shift),
    )
    remarks.notes.append(read_as_if(whole, f"{kind} {name.text}", f"a space is missing in {whole.text!r}"))
    return None, name, Declarator(None, None, _STANDS_FOR.get(kind, kind), quote, quote)


def _head_with_convention(text: Text, words: Sequence[Word], remarks: _Remarks) -> parser.Parsed | None:
    """A word between type and name that no parser knows is the calling convention of some header."""
    at = next((at for at in range(len(words) - 1, 1, -1) if words[at].text == "::"), len(words)) - 2
    if at < 1 or words[at].kind != "name":
        return None
    start, unknown = words[0].start, words[at]
    parsed = parser.head(blanked(text.code[start : words[-1].end], [(unknown.start - start, unknown.end - start)]))
    if parsed is not None:
        remarks.conventions[unknown.text] = True
    return parsed


def _head_in_disorder(
    text: Text, words: Sequence[Word], remarks: _Remarks
) -> tuple[Quote | None, Quote | None, Declarator | None]:
    names = [at for at, word in enumerate(words) if word.kind == "name"]
    last = names[-1] if names else 0
    if last:
        remarks.leave_out(text.quote(words[:last]))
    return None, text.quote(words[last : last + 1]) if names else None, None


def _returned(text: Text, parsed: parser.Parsed, written: parser.Part, shift: int) -> Declarator:
    quote = text.part(written, shift)
    kind = _spelled(text, shift + written.start, shift + written.end)
    if not (kind == "VOID" and parsed.pointer):
        kind = _STANDS_FOR.get(kind, kind)
    return Declarator(None, None, kind, quote, quote, pointer=parsed.pointer, ref=parsed.reference, const=parsed.const)


def _parameters(text: Text, listed: Sequence[Word], end: int, remarks: _Remarks) -> Iterator[Declarator]:
    pieces = [part for piece in _pieces(listed, end) for part in _at_missing_commas(text, piece, remarks)]
    if len(pieces) == 1 and [word.text.lower() for word in pieces[0].words] == ["void"]:
        return
    for piece in pieces:
        made = _parameter(text, piece)
        if made is None:
            remarks.leave_out(text.around(piece.words, piece.start, piece.end))
        else:
            yield made


def _pieces(listed: Sequence[Word], end: int) -> Iterator[_Piece]:
    """The pieces of a parameter list, which begins with its bracket and may lack the closing one."""
    inside = listed[1:-1] if listed[-1].start == end else listed[1:]
    start, at = listed[0].end, 0
    for found in split(inside, ","):
        at += len(found)
        stop = inside[at].start if at < len(inside) else end
        if found:
            yield _Piece(found, start, stop)
        start, at = stop, at + 1


def _at_missing_commas(text: Text, piece: _Piece, remarks: _Remarks) -> Iterator[_Piece]:
    """Two complete declarators on two lines are two parameters, comma or not; so are two pairs on one line."""
    start, first = piece.start, 0
    for at in range(1, len(piece.words) if _may_be_read(piece) else 0):
        word, before = piece.words[at], piece.words[at - 1]
        if word.kind != "name" or not (before.kind == "name" or before.text == "]"):
            continue
        if not (_is_complete(piece.words[first:at]) and _is_complete(piece.words[at:])):
            continue
        if not (word.fresh or _are_pairs(piece.words)):
            continue
        remarks.notes.append(read_as_if(text.quote([word]), ",", f"',' is missing before {word.text!r}"))
        yield _Piece(piece.words[first:at], start, before.end)
        start, first = before.end, at
    yield _Piece(piece.words[first:], start, piece.end)


def _may_be_read(piece: _Piece) -> bool:
    return len(piece.words) <= _LONGEST_PIECE


def _is_complete(found: Sequence[Word]) -> bool:
    return sum(word.kind == "name" and word.text not in _NO_NAMES for word in found) > 1


def _are_pairs(found: Sequence[Word]) -> bool:
    """Two types and two names and nothing else."""
    return len(found) == 4 and all(word.kind == "name" and word.text.lower() not in _TYPE_PARTS for word in found)


def _parameter(text: Text, piece: _Piece) -> Declarator | None:
    start, end = piece.words[0].start, piece.words[-1].end
    parsed = parser.parameter(text.code[start:end]) if _may_be_read(piece) else None
    if parsed is None:
        return None
    notes = text.between(piece.start, piece.end)
    quote = text.around(piece.words, piece.start, piece.end)
    name = None if parsed.name is None else text.part(parsed.name, start)
    kind, spelling = _type(text, parsed, piece)
    return Declarator(
        None if name is None else name.text,
        name,
        kind,
        spelling,
        quote,
        array=parsed.array,
        ref=parsed.reference,
        pointer=0 if parsed.callable else parsed.pointer,
        const=parsed.const,
        direction=_direction(notes),
        optional=any(each.optional for each in notes),
        default=None if parsed.default is None else text.part(parsed.default, start).text,
        qualifiers=_qualifiers(notes),
    )


def _type(text: Text, parsed: parser.Parsed, piece: _Piece) -> tuple[str | None, Quote | None]:
    """The type as the contract spells it; of a pointer to a function everything but the name."""
    start, end = piece.words[0].start, piece.words[-1].end
    if parsed.variadic:
        return "...", text.quote(piece.words)
    if parsed.callable:
        named = parsed.name or parser.Part(0, 0)
        parts = (_spelled(text, start, start + named.start), _spelled(text, start + named.end, end))
        return "".join(parts), text.quote(piece.words)
    if parsed.type is None:
        return None, None
    return _spelled(text, start + parsed.type.start, start + parsed.type.end), text.part(parsed.type, start)


def _spelled(text: Text, start: int, end: int) -> str:
    """Code as the page spells it, with single spaces; without what was blanked in it."""
    words = text.block.text[start:end].split()
    code = text.code[start:end].split()
    return " ".join(words if len(words) == len(code) else code)


def _direction(notes: Sequence[Annotation]) -> Direction | None:
    """What the annotations say together: ``IN OUT`` and ``[in] [out]`` are both ways."""
    found: set[Direction] = {each.direction for each in notes if each.direction is not None}
    if len(found) > 1:
        return "inout"
    return next(iter(found), None)


def _qualifiers(notes: Sequence[Annotation]) -> Qualifiers:
    shared = ("in", "out", "optional")
    return {standard_name(each.name) if each.name.lower() in shared else each.name: each.argument for each in notes}


def _read_tail(text: Text, statement: Statement, closing: int, remarks: _Remarks) -> None:
    """What follows the parameter list; a body is no declaration."""
    tail = [word for word in statement.words[closing + 1 :] if word.text not in _TRAILING]
    if tail:
        remarks.leave_out(text.quote(tail))
    if statement.body:
        remarks.leave_out(text.quote(statement.body))


def _macro(text: Text, statement: Statement, quote: Quote) -> Declaration:
    """``Name (_a, _b)``: parameters without types."""
    found = statement.words
    opening, closing = parameter_list(found) or (len(found), len(found))
    named = [word for word in found[opening + 1 : closing] if word.kind == "name"]
    return Declaration(
        LANGUAGE,
        "macro",
        quote,
        name=text.quote(found[opening - 1 : opening]),
        returns=_macro_type(text, found[: opening - 1]),
        parameters=tuple(Declarator(w.text, text.quote([w]), None, None, text.quote([w])) for w in named),
    )


def _macro_type(text: Text, found: Sequence[Word]) -> Declarator | None:
    if not found:
        return None
    quote = text.quote(found)
    return Declarator(None, None, _spelled(text, found[0].start, found[-1].end), quote, quote)


def _tag(text: Text, found: Sequence[Word]) -> Quote | None:
    """The name of a type or macro: what typedef makes, else the tag."""
    if found[0].kind == "directive":
        return _defined(text, found[0])
    texts = [word.text for word in found]
    behind = len(texts) - texts[::-1].index("}") if "}" in texts else len(texts)
    names = [at for at, word in enumerate(found) if word.kind == "name"]
    if texts[0] == "typedef":
        made = [at for at in names if at >= behind] or ([] if "{" in texts else names[-1:])
        if made:
            return text.quote(found[made[0] : made[0] + 1])
    skipped = 2 if texts[0] == "typedef" else 1
    return text.quote(found[skipped : skipped + 1]) if skipped in names else None


def _defined(text: Text, directive: Word) -> Quote | None:
    """The name that ``#define`` defines."""
    parts = directive.text.lstrip("#").split(maxsplit=2)
    if len(parts) < 2 or parts[0] != "define":
        return None
    name = parts[1].partition("(")[0]
    start = text.code.index(name, text.code.index("define", directive.start) + len("define"))
    return text.block.quote(start, start + len(name))


def _base(text: Text, found: Sequence[Word], kind: str) -> Quote | None:
    """What an interface derives from: the last name between the colon and the brace."""
    texts = [word.text for word in found]
    if kind != "interface" or ":" not in texts:
        return None
    names = [word for word in found[texts.index(":") : texts.index("{")] if word.kind == "name"]
    return text.quote(names[-1:]) if names else None
