"""Whether a fence holds a declaration in C or C++."""

from specgen.reader.syntax.c.lexer import Word, plain, words

_HEAD = 4000
"""Characters looked at."""
_C_FENCES = frozenset({"c", "c++", "cpp", "cpp-c++", "h", "idl", "midl"})
_PLAIN_FENCES = frozenset({"", "syntax", "text", "txt", "cmd", "mof"})
_C_WORDS = """typedef struct union enum interface void const unsigned HRESULT LRESULT STDAPI STDMETHOD STDMETHOD_
STDMETHODIMP WPARAM LPARAM"""
_NOT_C = "Dim Sub Function ByVal Property Set function var using import namespace package use my def public If For"


def claims(info: str, text: str) -> bool:
    """Whether the text looks like C; in a fence marked as C, whether nothing speaks against it."""
    language = info.strip().lower().split(",")[0]
    if language not in _C_FENCES | _PLAIN_FENCES:
        return False
    found = words(plain(text[:_HEAD]))
    if not found or not _may_be_c(found):
        return False
    return language in _C_FENCES or _is_c(found)


def _may_be_c(found: list[Word]) -> bool:
    """No markup, no section of a settings file, no statement of another language at the start."""
    first = found[0]
    if first.text in ("<", "@", "$", "'", "&", "+", "%") or first.text in _NOT_C.split():
        return False
    return not (
        first.text == "[" and len(found) > 2 and found[2].text == "]" and len(found) > 4 and found[4].text in ("=", ".")
    )


def _is_c(found: list[Word]) -> bool:
    if found[0].kind == "directive":
        return True
    telling = frozenset(_C_WORDS.split())
    if any(word.text in telling for word in found[:40]):
        return True
    texts = [word.text for word in found]
    return "(" in texts and texts.index("(") in (1, 2, 3, 4) and texts[-1] in (";", ")") and "=" not in texts
