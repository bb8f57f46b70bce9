r"""Code in the text of a page, passage by passage, so that a translation can be compared with its original.

A passage is what Markdown keeps together: a paragraph, a heading, a cell. Its section and its place in the section
survive translation; the words around the code do not. Nothing is judged here: a token is whatever has the form of code.
"""

import re
from collections.abc import Sequence
from functools import cache

_FILES = "h|hpp|c|cpp|cs|dll|exe|lib|mof|idl|tlb|ocx|sys|inf|ini|msi|cab|mfl|vbs|ps1"
_PARTS = r"(?:\\?[_-][A-Za-z0-9]++){0,30}"
"""Of a file's name. A limit, because the name is looked for from each of its parts."""
_WORD = r"[^\W_]++"
"""Like every run of letters below it gives nothing back: what a form has behind one begins with none of its letters."""
_APART = r"(?=(?:[^*|\n]*[ \u00a0])?\\_[ \u00a0]|[^*|\n]*[ \u00a0]\\_\*)"
_UPPER = r"[A-Z][A-Z0-9]*(?![a-z])(?:_[A-Z0-9]+)*(?![^\W_]|_[^\W_])"
_JOINED = rf"{_WORD}(?:\\?_{_WORD})*"
_HEX, _DASH, _LAST = r"[0-9A-Fa-f]", r"\s?-\s?", r"[0-9A-Za-z](?:-?[0-9A-Za-z]){10,12}"
_STEP, _ENDING = r"(?:\\\\|[ \u00a0]\\\\[ \u00a0]?)", r"(?:\.[A-Za-z]{1,4}(?![^\W_]))?"
_START, _END = r"(?<![^\W_])", r"(?![^\W_])"
_LETTER = r"[^\W\d_]"
_SPACE = r"[ \u00a0]+"
_GAP = rf"(?:{_SPACE}(?:\\_{_SPACE})+|(?<=[A-Z0-9])(?:\\_{_SPACE}|{_SPACE}\\_)(?=[A-Z0-9]+(?![a-z])))"
r"""What stands between two words of a name that came apart; ``A\_ B`` and ``A \_B`` only between capitals."""
_OPENED = r"(?:(?<=\*\*)|(?<=[\s(]_)|(?<=[\s(]\*)|(?<=^_)|(?<=^\*))"
_BETWEEN = r"[\s*]++|(?<!\*\*)[^\w*`\]<&\\]++"
"""Marks and spaces that no token opens with; behind two stars a phrase may open with any mark."""
_REST = r"(?<=[^\W_])(?:[^\W_h]|h(?!ttps?:))+"
"""The rest of a word whose beginning is no token."""
_SMALL = r"[a-z\u00df-\u00ff][a-z\u00df-\u00ff ,]*(?<=[ ,])(?![\\:\u00a0])"
"""Small words, up to a space or comma that no token goes on behind."""
_PASSED = r"<[^<>]*>|https?://[^\s|)\]]+|&\#?\w+;"
"""Tags, addresses and entities."""
_LOST = r"(?<!\*\*)(?:\\_[ \u00a0]++)+(?![^\W_]|\\_[ \u00a0])"
"""Underscores of no word; passed over in one step, because each of them might begin a token that takes in the rest."""
_SPOKEN = rf"""(?:[A-Z\u00c0-\u00d6\u00d8-\u00de]?[a-z\u00df-\u00ff]++|[A-Z]{{1,3}})
    (?:,?[ \u00a0]++(?![-\\\s]|::|{_HEX}{{2,6}}-)|[.;]++(?=[\s<]|\Z)|:(?=\s|\Z)
        |-(?=[A-Za-z]++(?:[,)<"]|[ ](?!-)))|(?=[^\w\s*\\:.,;\]-])|\Z)"""
r"""A word of prose, or an abbreviation, before what no token that begins with such a word goes on with.

Behind its spaces they go on with ``\_``, ``\\``, ``::`` or the hyphen of a GUID; next to it with those, with the stop
of a file's name, which more hyphens may lead to, or with the end of what is set apart: ``*``, ``_``, ``](``.
"""
_HUMP = r"(?=[A-Za-z])(?=[A-Z]*+[a-z0-9]++[A-Z])"
_FORMS = (
    ((), rf"(?P<plain>(?:{_BETWEEN}|{_REST}|{_START}(?:{_SMALL}|(?<![*_]){_SPOKEN}|{_LOST})|{_PASSED})+)"),
    ((), r"`(?P<code>[^`\n]+)`"),
    (("](",), r"\]\((?P<target>[^()\s]+(?:\([^()\s]*\)[^()\s]*)*)\)"),
    (("\\",), rf"(?<=\*\*)(?P<phrase>{_APART}[^*|\s][^*|\n]{{1,158}}[^*|\s])(?=\*\*)"),
    (
        ("-",),
        rf"""{_START}(?P<guid>{_HEX}{{7,9}}(?:{_DASH}[0-9A-Za-z]{{3,5}}){{3}}(?:{_DASH})?{_LAST}(?![^\W_])
            | {_HEX}{{2,6}}\s{_HEX}{{2,6}}(?:-{_HEX}{{4}}){{3}}-{_HEX}{{12}}(?![^\W_]))""",
    ),
    (
        ("\\",),
        rf"{_START}(?P<path>[A-Za-z]\w*+(?:\\\\|[ \u00a0]\\\\[ \u00a0])[A-Za-z]\w*+(?:{_STEP}[A-Za-z]\w*+)*{_ENDING})",
    ),
    (
        ("::",),
        rf"{_START}(?P<divided>{_LETTER}\w*+(?:\s?::\s?[A-Za-z][ \u00a0]{_LETTER}+ | (?:\s::|::\s)\s*{_LETTER}\w*))",
    ),
    (("::",), rf"{_START}(?P<qualified>[^\W\d_]\w*+::~?[^\W\d_][^\W_]*(?:\\?_{_WORD})*)"),
    (
        (".",),
        rf"{_START}(?P<file>[A-Za-z][A-Za-z0-9]++{_PARTS}\.(?:{_FILES})(?:\.[a-z]{{2,4}})?)(?![^\W_]|\.\w)",
    ),
    ((), rf"{_START}(?P<hex>0[xX][0-9A-Fa-f]++)(?![^\W_])"),
    ((), r"(?P<number>(?<![\w.,\u00a0])\d++(?![A-Za-z\d_]|[.,]\d|[ \u00a0]\d{3}(?!\d)))"),
    (("\\",), rf"{_START}(?P<loose>{_JOINED}(?:{_GAP}{_JOINED})+)"),
    (("_",), rf"{_START}(?<!_)(?P<spaced>[A-Z][A-Z0-9]++(?:_[A-Z0-9]++)*(?:_[ ](?:{_UPPER}|{_WORD}(?:_{_WORD})+))+)"),
    (("\\",), rf"{_START}(?P<stray>(?:\\_[ \u00a0]+)+{_JOINED} | {_JOINED}(?:[ \u00a0]+\\_)+(?![^\W_]|\\_))"),
    (("_",), rf"(?P<joined>(?:\\_)+{_JOINED} | {_START}{_WORD}(?:\\?_{_WORD})+)"),
    (
        (),
        rf"{_START}(?P<camel>{_HUMP}[A-Za-z0-9]++ | [A-Z]{{2,}}[a-z][A-Za-z0-9]+){_END}",
    ),
    ((), rf"{_START}(?P<capitals>[A-Z][A-Z0-9]{{3,}})(?![^\W_])"),
    (("](",), r"(?P<linked>(?<=\[)[A-Za-z][A-Za-z0-9]++(?=\]\())"),
    (("*", "_"), rf"(?P<word>{_OPENED}[A-Za-z][A-Za-z0-9]++(?=\*|_(?!\w)))"),
    (
        ("*", "_", "]("),
        rf"(?P<edge>{_OPENED}[A-Za-z][A-Za-z0-9]++|{_START}[A-Za-z][A-Za-z0-9]++(?=[.,;:]?(?:\*|_(?!\w)|\]\()))",
    ),
)
"""The forms in the order they are tried, each with the marks of which a text must hold one to have it."""
_MARKS = tuple(dict.fromkeys(mark for marks, _ in _FORMS for mark in marks))
_TAG = re.compile(r"<[^<>]*>|&#?\w+;")
_PROSE = re.compile(rf"{_LETTER}{{2,}}")
_LETTERS = bytes(ord("a" if re.match(_LETTER, chr(code)) else " ") for code in range(256))
"""For each character of Latin-1 whether it is a letter of a word."""
_SENTENCE = re.compile(r"[.!?](?<![.!?]{2})(?=[\s*_)\]\"]|$)")
Lexed = tuple[str, str, int]
"""The form, the spelling and the offset of a token."""


def prose(text: str, found: Sequence[Lexed]) -> tuple[int, int]:
    """How many words stand beside the tokens, and how many sentences end there."""
    rest = text
    if found:
        at, pieces = 0, []
        for _, token, start in found:
            pieces.append(text[at:start])
            at = start + len(token)
        pieces.append(text[at:])
        rest = "x".join(pieces)
    if "<" in rest or "&" in rest:
        rest = _TAG.sub(" ", rest)
    return _words(rest), len(_SENTENCE.findall(rest))


def _words(text: str) -> int:
    """How often ``_PROSE`` is found: two letters or more stand together."""
    try:
        letters = text.replace("\u2019", "'").encode("latin-1").translate(_LETTERS)
    except UnicodeEncodeError:
        return len(_PROSE.findall(text))
    # Each such word has one beginning, and words need not be made to be counted.
    return (b" " + letters).count(b" aa")


def lexed(text: str) -> tuple[Lexed, ...]:
    """The code in a passage, in order."""
    return tuple(
        [
            (form, match[form], match.start(form))
            for match in _lexer(_held(text)).finditer(text)
            if (form := match.lastgroup or "") != "plain"
        ]
    )


def _held(text: str) -> tuple[str, ...]:
    """The marks in a text. The few that hold colons count as if they held all: each choice of marks takes a lexer."""
    return _MARKS if "::" in text else tuple([mark for mark in _MARKS if mark in text])


@cache
def _lexer(held: tuple[str, ...]) -> re.Pattern[str]:
    """Every form that a text may have that holds those of the marks: the others would be tried at each word in vain."""
    forms = [pattern for marks, pattern in _FORMS if not marks or not set(marks).isdisjoint(held)]
    return re.compile("|".join(forms), re.VERBOSE)
