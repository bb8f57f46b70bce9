"""Functions, methods and callbacks: what stands before a parameter list, the list, and what follows it."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from specgen.model.facts import Alias, Declaration, Declarator
from specgen.model.spans import Quote
from specgen.reader.syntax.c import parser
from specgen.reader.syntax.c.aliases import read_aliases
from specgen.reader.syntax.c.declarators import at_missing_marks, convention_at, declarator, pieces, qualifiers_of
from specgen.reader.syntax.c.lexer import Word, blanked
from specgen.reader.syntax.c.statements import Statement, parameter_list
from specgen.reader.syntax.c.text import LANGUAGE, Piece, Remarks, Text

_STANDS_FOR = {"STDMETHODIMP": "HRESULT", "STDMETHOD": "HRESULT", "STDAPI": "HRESULT", "VOID": "void"}
"""Return types that are macros for another."""
_LEADING = frozenset({"virtual", "static", "inline", "extern", "explicit", "friend", "typedef"})
_LINKAGE = frozenset({'"C"', '"C++"'})
_KEPT = _LEADING - {"extern", "typedef"}
_TRAILING = frozenset({"const", "volatile", "noexcept", "override", "final", "throw", "(", ")", "=", "0", "&"})
_GLUED = ("HRESULT", "STDMETHODIMP", "SECURITY_STATUS")
"""Return types that pages run into the name behind them."""


def call(text: Text, statement: Statement, since: int) -> Declaration:
    """A function, method or callback; annotations from the offset ``since`` on are its own."""
    found, remarks = statement.words, Remarks()
    opening, closing = parameter_list(found) or (len(found), len(found))
    end = found[closing].start if closing < len(found) else found[-1].end
    if closing == len(found):
        remarks.read_as_if(text.block.quote(end, end), ")", "')' is missing at the end")
    owner, name, returns = _head(text, found[:opening], remarks)
    parameters = tuple(_parameters(text, found[opening : closing + 1], end, remarks))
    stars = _stars(found[:opening])
    aliases = _aliases(text, found[closing + 1 :], remarks) if found[0].text == "typedef" else ()
    if not aliases:
        _read_tail(text, statement, closing, remarks)
    return Declaration(
        LANGUAGE,
        "callback" if stars or found[0].text == "typedef" else "call",
        text.around([*found, *statement.body], since, found[opening].start),
        name=name,
        owner=owner,
        returns=returns,
        parameters=parameters,
        qualifiers=qualifiers_of(text.between(since, found[opening].start)) | remarks.conventions,
        unread=tuple(remarks.unread),
        notes=tuple(remarks.notes),
        aliases=(Alias(name, stars), *aliases) if name is not None and found[0].text == "typedef" else (),
    )


def _stars(found: Sequence[Word]) -> int:
    """The stars before the name in ``TYPE (*NAME)``."""
    if not found or found[-1].text != ")":
        return 0
    opening = max(at for at, word in enumerate(found) if word.text == "(") if "(" in [w.text for w in found] else 0
    return sum(word.text == "*" for word in found[opening:])


def _aliases(text: Text, tail: Sequence[Word], remarks: Remarks) -> tuple[Alias, ...]:
    """``, *NAME`` behind the parameter list of a typedef: further names of the same."""
    if not tail or tail[0].text != ",":
        return ()
    return tuple(read_aliases(text, pieces(tail[1:], tail[0].end, tail[-1].end), remarks))


def _head(text: Text, found: Sequence[Word], remarks: Remarks) -> tuple[Quote | None, Quote | None, Declarator | None]:
    """Owner, name and return type. Where they are in no order that C knows, the name is the last word."""
    leading = next((at for at, word in enumerate(found) if word.text not in _LEADING | _LINKAGE), len(found))
    words = found[leading:]
    remarks.conventions |= {word.text: True for word in found[:leading] if word.text in _KEPT}
    if not words:
        return None, None, None
    start = words[0].start
    names = [word for word in words if word.text not in ("::", "~")]
    typed = len(names) > 1 + any(word.text == "::" for word in words)
    code = text.code[start : words[-1].end]
    parsed = parser.head(code if typed else f"void {code}") or _head_with_convention(text, words, remarks)
    if parsed is None or parsed.name is None or _is_more(words):
        return _head_in_disorder(text, words, remarks)
    shift = start if typed else start - len("void ")
    name = text.part(parsed.name, shift)
    owner = None if parsed.owner is None else text.part(parsed.owner, shift)
    if not typed and name.text.startswith(_GLUED):
        return _unglued(text, parsed.name, shift, remarks)
    if not typed or parsed.type is None:
        if "~" not in code and (owner is None or owner.text != name.text):
            remarks.read_as_if(name, "a return type", f"the return type is missing before {name.text!r}")
        return owner, name, None
    return owner, name, _returned(text, parsed, parsed.type, shift)


def _is_more(words: Sequence[Word]) -> bool:
    """Whether the words hold a second declarator or parameter list, which a parser would take for more of the same."""
    texts = [word.text for word in words]
    return ("," in texts and "<" not in texts) or any(pair == (")", "(") for pair in pairwise(texts))


def _unglued(
    text: Text, written: parser.Part, shift: int, remarks: Remarks
) -> tuple[Quote | None, Quote | None, Declarator | None]:
    """``HRESULTName``: a return type and a name without the space between."""
    whole = text.part(written, shift)
    kind = next(each for each in _GLUED if whole.text.startswith(each))
    middle = written.start + len(kind)
    quote, name = (
        text.part(parser.Part(written.start, middle), shift),
        text.part(parser.Part(middle, written.end), shift),
    )
    remarks.read_as_if(whole, f"{kind} {name.text}", f"a space is missing in {whole.text!r}")
    return None, name, Declarator(None, None, _STANDS_FOR.get(kind, kind), quote, quote)


def _head_with_convention(text: Text, words: Sequence[Word], remarks: Remarks) -> parser.Parsed | None:
    """A word between type and name that no parser knows is the calling convention of some header."""
    at = convention_at(words)
    if at is None:
        at = next((at for at in range(len(words) - 1, 1, -1) if words[at].text == "::"), len(words)) - 2
    if at < 1 or words[at].kind != "name":
        return None
    start, unknown = words[0].start, words[at]
    parsed = parser.head(blanked(text.code[start : words[-1].end], [(unknown.start - start, unknown.end - start)]))
    if parsed is not None:
        remarks.conventions[unknown.text] = True
    return parsed


def _head_in_disorder(
    text: Text, words: Sequence[Word], remarks: Remarks
) -> tuple[Quote | None, Quote | None, Declarator | None]:
    last = max((at for at, word in enumerate(words) if word.kind == "name"), default=len(words))
    for left in (words[:last], [word for word in words[last + 1 :] if word.text != ")"]):
        if left:
            remarks.leave_out(text.quote(left))
    return None, text.quote(words[last : last + 1]) if last < len(words) else None, None


def _returned(text: Text, parsed: parser.Parsed, written: parser.Part, shift: int) -> Declarator:
    quote = text.part(written, shift)
    kind = text.spelled(shift + written.start, shift + written.end)
    if not (kind == "VOID" and parsed.pointer):
        kind = _STANDS_FOR.get(kind, kind)
    return Declarator(None, None, kind, quote, quote, pointer=parsed.pointer, ref=parsed.reference, const=parsed.const)


def _parameters(text: Text, listed: Sequence[Word], end: int, remarks: Remarks) -> Iterator[Declarator]:
    pieces = [part for piece in _listed(listed, end) for part in at_missing_marks(text, piece, ",", remarks)]
    if len(pieces) == 1 and [word.text.lower() for word in pieces[0].words] == ["void"]:
        return
    for piece in pieces:
        made = declarator(text, piece)
        if made is None:
            remarks.leave_out(text.around(piece.words, piece.start, piece.end))
        else:
            yield made


def _listed(listed: Sequence[Word], end: int) -> Iterator[Piece]:
    """The pieces of a parameter list, which begins with its bracket and may lack the closing one."""
    inside = listed[1:-1] if listed[-1].start == end else listed[1:]
    return pieces(inside, listed[0].end, end)


def _read_tail(text: Text, statement: Statement, closing: int, remarks: Remarks) -> None:
    """What follows the parameter list; a body is no declaration."""
    tail = [word for word in statement.words[closing + 1 :] if word.text not in _TRAILING]
    if tail:
        remarks.leave_out(text.quote(tail))
    if statement.body:
        remarks.leave_out(text.quote(statement.body))
