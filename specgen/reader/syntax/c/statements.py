"""Cutting a C block into its statements, and telling from their words what they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from specgen.reader.syntax.c.lexer import Word, closing, split

TAGS = frozenset({"struct", "union", "enum", "class", "interface", "coclass", "dispinterface", "library"})
_BEFORE_TAG = frozenset({"typedef", "const", "volatile", "static", "extern"})
_TAG_WITHIN = 4
"""Words among which the word struct, union or enum must be."""
_NO_TYPES = frozenset({"return", "new", "delete", "else", "throw", "goto", "case"})
_PRIMITIVES = frozenset(
    {"void", "bool", "char", "short", "int", "long", "float", "double", "signed", "unsigned", "byte"}
)
_BEHIND_CALL = frozenset({"const", "noexcept", "override", "final", "throw", "volatile"})


@dataclass(frozen=True)
class Statement:
    """The words of one statement, its semicolon left out (``closed``: it has one), and the body of a function."""

    words: Sequence[Word]
    closed: bool
    body: Sequence[Word] = ()


def statements(found: Sequence[Word]) -> Iterator[Statement]:
    """The statements in order. A line that starts after a complete declaration starts a new one, semicolon or not."""
    start = at = 0
    while at < len(found):
        word = found[at]
        if at > start and (word.kind == "directive" or (word.text == "typedef" and word.fresh)):
            yield Statement(found[start:at], closed=False)
            start = at
        elif word.kind == "directive":
            yield Statement(found[at : at + 1], closed=True)
            start = at = at + 1
        elif word.text == ";":
            if at > start:
                yield Statement(found[start:at], closed=True)
            start = at = at + 1
        elif word.text == "{" and _follows_call(found, start, at):
            end = min(closing(found, at) + 1, len(found))
            yield Statement(found[start:at], closed=True, body=found[at:end])
            start = at = end
        elif word.text in "([{" and word.kind == "mark":
            at = min(closing(found, at) + 1, len(found))
            if at < len(found) and word.text == "(" and _starts_anew(found[at]):
                yield Statement(found[start:at], closed=False)
                start = at
        else:
            at += 1
    if start < len(found):
        yield Statement(found[start:], closed=False)


def _follows_call(found: Sequence[Word], start: int, at: int) -> bool:
    before = at - 1
    while before > start and found[before].text in _BEHIND_CALL:
        before -= 1
    return before > start and found[before].text == ")"


def _starts_anew(word: Word) -> bool:
    return word.fresh and word.kind == "name" and word.text not in _BEHIND_CALL


def form(statement: Statement) -> str:
    """The form of a statement: call, macro, struct, union, enum, interface, typedef or other."""
    found = statement.words
    if found[0].kind == "directive":
        return "macro" if found[0].text.lstrip("# \t").startswith("define") else "other"
    texts = [word.text for word in found]
    tag = [text for text in texts[:_TAG_WITHIN] if text not in _BEFORE_TAG][:1]
    if tag and tag[0] in TAGS and "{" in texts and texts[texts.index("{") - 1] != ")":
        return tag[0] if tag[0] in ("struct", "union", "enum") else "interface"
    listed = parameter_list(found)
    if listed is None:
        return "typedef" if texts[0] == "typedef" else "other"
    return "macro" if _is_macro_call(statement, listed) else "call"


def declares_function(statement: Statement) -> bool:
    """Whether a statement declares a function or method, and no pointer to one: a name touches the parameter list."""
    listed = parameter_list(statement.words)
    if form(statement) != "call" or listed is None:
        return False
    before = statement.words[: listed[0]]
    return before[-1].kind == "name" and before[0].text != "typedef"


def parameter_list(found: Sequence[Word]) -> tuple[int, int] | None:
    """Indices of the last brackets outside others; the second is the number of words where nothing closes them."""
    last = None
    at = 0
    while at < len(found):
        if found[at].kind == "mark" and found[at].text in "([{":
            end = closing(found, at)
            if found[at].text == "(" and at > 0:
                last = (at, end)
            elif found[at].text == "{":
                return None
            at = end
        elif found[at].text == "=" and found[at].kind == "mark":
            break
        at += 1
    return last


def _is_macro_call(statement: Statement, listed: tuple[int, int]) -> bool:
    """``Name (_a, _b)``, with at most a type before it: arguments without types.

    With a semicolon it has a type, and its arguments look like no types.
    """
    opening, end = listed
    pieces = list(split(statement.words[opening + 1 : end], ","))
    single = all(len(piece) == 1 and piece[0].kind == "name" for piece in pieces)
    if not single or opening > 2 or statement.body:
        return False
    if not statement.closed:
        return pieces[0][0].text.lower() != "void"
    typed = opening == 2 and statement.words[0].kind == "name" and statement.words[0].text not in _NO_TYPES
    return typed and not any(_may_be_type(piece[0].text) for piece in pieces)


def _may_be_type(name: str) -> bool:
    return name in _PRIMITIVES or name.startswith("_") or name.endswith("_t") or not name[0].islower()
