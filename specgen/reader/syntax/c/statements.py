"""Cutting a C block into its statements, and telling from their words what they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from specgen.reader.syntax.c.lexer import Word, closing, split

_TAGS = frozenset({"struct", "union", "enum", "class", "interface", "coclass", "dispinterface", "library"})
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
        if at == start and word.text == ";":
            start = at = at + 1
        elif word.kind == "directive":
            if at > start:
                yield Statement(found[start:at], closed=False)
            yield Statement(found[at : at + 1], closed=True)
            start = at = at + 1
        elif word.text == ";":
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
    tag = texts[1:2] if texts[0] == "typedef" else texts[:1]
    if tag and tag[0] in _TAGS and "{" in texts and "(" not in texts[: texts.index("{")]:
        return tag[0] if tag[0] in ("struct", "union", "enum") else "interface"
    listed = parameter_list(found)
    if listed is None:
        return "typedef" if texts[0] == "typedef" else "other"
    return "macro" if _is_macro_call(statement, listed) else "call"


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
    """``Name (_a, _b)``, with at most a type before it: arguments without types, and no semicolon."""
    opening, end = listed
    pieces = list(split(statement.words[opening + 1 : end], ","))
    single = all(len(piece) == 1 and piece[0].kind == "name" for piece in pieces)
    return not statement.closed and single and opening <= 2 and pieces[0][0].text.lower() != "void"
