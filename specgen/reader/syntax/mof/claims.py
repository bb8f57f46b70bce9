"""Whether a fence holds MOF. The text decides; the info string counts where the text could be either."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from lark import Token

from specgen.reader.syntax.mof.cim_types import is_intrinsic
from specgen.reader.syntax.mof.grammar import lexed
from specgen.reader.syntax.mof.grammar import tokens as tokens_of

_HEAD = 20_000
_MOST_TOKENS = 600
"""How far a verdict looks, in characters and tokens: more than the longest qualifier list before a class."""

_IN_FRONT = frozenset({"PRAGMA", "_RBRACKET", "_SEMICOLON"})
_OF_METHOD = 3
"""Tokens that tell a method: its type, its name and a parenthesis."""
_MEMBER_WORDS = "public private protected virtual static const typedef struct template friend using inline"
"""What the body of a class begins with in C++ and its kin."""
_C_FENCES = frozenset({"c", "c++", "cpp", "cpp-c++", "h"})
_MARK_OF_MOF = re.compile(r"class|instance|\d", re.IGNORECASE)
"""What a block in a fence marked as C must hold to be MOF: a keyword, or the digits of a type."""
_MARK_OF_C = re.compile(r"\*|:[\s\u200b-\u200d\u2060\ufeff]*[:/]")
"""What a block must hold for ``_is_c``: a star, or two colons with no more than space or a comment between them."""
_OTHER_FENCES = """c# cs csharp vb vbs vbscript vb.net basic js javascript jscript ts typescript java php perl python
powershell ps ps1 swift go rust kotlin fsharp f# xml html json sql idl hlsl"""


def claims(info: str, text: str) -> bool:
    """Whether the text declares a class or a method in MOF, or, in a fence marked ``mof``, is not plainly C."""
    language = info.strip().lower()
    if language in _OTHER_FENCES.split() or (language in _C_FENCES and not _MARK_OF_MOF.search(text)):
        return False
    head = text[:_HEAD]
    stream = islice(tokens_of(head), _MOST_TOKENS)
    if language == "mof":
        return next(stream, None) is not None and not (_MARK_OF_C.search(head) and _is_c(lexed(head)[:_MOST_TOKENS]))
    opening = list(_opening(stream))
    if not opening or not _may_declare(opening, in_c=language in _C_FENCES):
        return False
    tokens = lexed(head)[:_MOST_TOKENS]
    at = _past_qualifiers(tokens)
    if tokens[at].type == "INSTANCE":
        return _types(tokens, at + 1, 1) == ["OF"]
    if tokens[at].type == "CLASS":
        return _opens_class(tokens, at)
    return _is_method(tokens, at, in_c=language in _C_FENCES) and not _is_c(tokens)


def _opening(stream: Iterator[Token]) -> Iterator[Token]:
    """The tokens up to the first that no pragma or qualifier list in front holds, and three more."""
    depth = 0
    for token in stream:
        yield token
        depth += (token.type == "_LBRACKET") - (token.type == "_RBRACKET")
        if depth == 0 and token.type not in _IN_FRONT:
            yield from islice(stream, _OF_METHOD)
            return


def _may_declare(tokens: Sequence[Token], *, in_c: bool) -> bool:
    """Whether the opening goes on as a class, an instance or a method does, so that it pays to look further."""
    at = _past_qualifiers(tokens)
    if tokens[at].type in ("CLASS", "INSTANCE"):
        return True
    at += tokens[at].type == "STATIC"
    return _types(tokens, at, _OF_METHOD) == ["WORD", "WORD", "_LPAREN"] and (not in_c or _is_cim_only(tokens[at]))


def _past_qualifiers(tokens: Sequence[Token]) -> int:
    """The index of the first token that no pragma or qualifier list in front holds; the last token at most."""
    depth = 0
    for index, token in enumerate(tokens):
        depth += (token.type == "_LBRACKET") - (token.type == "_RBRACKET")
        if depth == 0 and token.type not in _IN_FRONT:
            return index
    return len(tokens) - 1


def _opens_class(tokens: Sequence[Token], at: int) -> bool:
    """``class X {`` or ``class X : Y {``, and behind it no access label or other word of C++."""
    kinds = _types(tokens, at + 1, 4)
    if kinds[1:2] == ["_LBRACE"]:
        body = at + 3
    elif kinds[1:] == ["_COLON", "WORD", "_LBRACE"]:
        body = at + 5
    else:
        return False
    if not body < len(tokens):
        return True
    return tokens[body].lower() not in _MEMBER_WORDS.split() and not _is_c(tokens[body:])


def _is_method(tokens: Sequence[Token], at: int, *, in_c: bool) -> bool:
    """``type name (`` where the type, or outside fences for C that of a parameter, is one that C has not."""
    at += tokens[at].type == "STATIC"
    if _types(tokens, at, 3) != ["WORD", "WORD", "_LPAREN"]:
        return False
    returned = tokens[at]
    if _is_cim_only(returned):
        return True
    return not in_c and (is_intrinsic(returned) or any(map(_is_cim_only, tokens[at + 3 :])))


def _is_cim_only(word: str) -> bool:
    """Whether the word is a numeric type of MOF. In capitals it may as well be one of Windows (UINT32)."""
    return not word.isupper() and is_intrinsic(word) and word[-1].isdigit()


def _is_c(tokens: Sequence[Token]) -> bool:
    """Signs of C that MOF never has: stars, and the colons of a scope."""
    kinds = [each.type for each in tokens]
    scoped = any(pair == ("_COLON", "_COLON") for pair in pairwise(kinds))
    return scoped or "STAR" in kinds


def _types(tokens: Sequence[Token], start: int, count: int) -> list[str]:
    return [each.type for each in tokens[start : start + count]]
