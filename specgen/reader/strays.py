"""Stray characters in code: spaces that are none to a compiler, characters that show nothing, HTML entities.

Only code is looked at: syntax blocks, fences of a programming language, and text between back-ticks.
"""

import html
import re
from collections.abc import Callable, Iterable, Iterator

from specgen.model.facts import Declaration, Stray
from specgen.model.spans import Quote
from specgen.reader.blocks import Block
from specgen.reader.inline import parse_inline
from specgen.reader.sections import Part
from specgen.reader.source import Extract, Source

_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
_ENTITY = r"&(?:amp;)*(?:lt|gt|amp|quot|apos|nbsp|\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6});"
_SUSPECT = re.compile(f"[{_SPACES}{_INVISIBLE}]|{_ENTITY}")
_FORMS = {
    "space": re.compile(f"[{_SPACES}]+"),
    "invisible": re.compile(f"[{_INVISIBLE}]+"),
    "entity": re.compile(_ENTITY),
}
_MARKUP = frozenset({"html", "xml", "xaml", "xsd", "xsl", "xslt", "svg", "asp", "aspx", "markdown", "md", "json"})
_LANGUAGES = frozenset(
    {
        *("c", "c#", "c++", "cpp", "cs", "csharp", "idl", "java", "javascript", "js", "jscript", "midl", "mof", "objc"),
        *("perl", "powershell", "py", "python", "rust", "syntax", "typescript", "vb", "vb.net", "vbnet", "vbs"),
        "vbscript",
    }
)
_COMMENT = re.compile(r"//|^\s*(?:#(?!\w)|')")
_CODE = re.compile(rf"[\x21-\x7e {_SPACES}{_INVISIBLE}]+")
_WORD = re.compile(r"[A-Za-z_]\w*")


def read_strays(source: Source, parts: Iterable[Part], declaration: Declaration | None) -> tuple[Stray, ...]:
    """One for each form and line of code, from the first such character of the line to the last."""
    text = source.text
    if (text.isascii() and "&" not in text) or not _SUSPECT.search(text):
        return ()
    line = declaration.quote.span.line if declaration is not None else 0
    return tuple(found for part in parts for found in _in_part(part, line))


def _in_part(part: Part, declared: int) -> Iterator[Stray]:
    for block in _leaves(part.blocks):
        form, text = block.form, block.extract.text
        if form == "fence":
            if _SUSPECT.search(text):
                syntax = part.key == "syntax" or block.first_line <= declared <= block.last_line
                yield from _in_fence(block, syntax=syntax)
        elif "`" not in text:
            continue
        elif form == "table":
            yield from (found for row in block.rows for cell in row for found in _in_text(cell))
        elif form in ("paragraph", "heading"):
            yield from _in_text(block.extract)


def _leaves(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if block.children:
            yield from _leaves(block.children)
        else:
            yield block


def _in_fence(block: Block, *, syntax: bool) -> Iterator[Stray]:
    language = block.info.lower().split(maxsplit=1)[0] if block.info else ""
    if language in _MARKUP or not (syntax or language in _LANGUAGES):
        return
    text = block.extract.text
    start = 0
    for line in text.split("\n"):
        if _SUSPECT.search(line):
            yield from _strays(block.extract, start, line, "syntax" if syntax else "example", _is_live)
        start += len(line) + 1


def _is_live(line: str, at: int) -> bool:
    """Whether a compiler would read what stands at ``at``: it is in no string and behind no comment mark."""
    before = line[:at]
    return before.count('"') % 2 == 0 and not _COMMENT.search(before)


def _in_text(extract: Extract) -> Iterator[Stray]:
    if "`" not in extract.text or not _SUSPECT.search(extract.text):
        return
    for piece in parse_inline(extract):
        raw = extract.text[piece.start : piece.end]
        if piece.form == "code" and "\n" not in raw and _is_code(raw):
            yield from _strays(extract, piece.start, raw, "span", lambda _line, _at: True)


def _is_code(text: str) -> bool:
    """Whether a code span is a name or a signature, and not an entity or markup that the page is about."""
    rest = _SUSPECT.sub(" ", text)
    return _CODE.fullmatch(text) is not None and _WORD.search(rest) is not None and not re.search(r"[<>]|://", rest)


def _strays(extract: Extract, start: int, line: str, place: str, counts: Callable[[str, int], bool]) -> Iterator[Stray]:
    for form, pattern in _FORMS.items():
        found = [match for match in pattern.finditer(line) if form == "invisible" or counts(line, match.start())]
        if found:
            first, last = found[0].start(), found[-1].end()
            quote = Quote(line[first:last], extract.span(start + first, start + last))
            yield Stray(form, quote, _meant(line[first:last], form, [match.start() - first for match in found]), place)


def _meant(text: str, form: str, starts: list[int]) -> str:
    """The stretch with plain spaces, nothing, or decoded characters in place of the strays at ``starts``."""
    pattern = _FORMS[form]

    def mended(match: re.Match[str]) -> str:
        if match.start() not in starts:
            return match[0]
        if form == "entity":
            return _decoded(match[0])
        return " " * len(match[0]) if form == "space" else ""

    return pattern.sub(mended, text)


def _decoded(entity: str) -> str:
    """The character that an entity stands for, however often its ampersand was escaped."""
    name = entity[1:]
    while name.startswith("amp;") and name != "amp;":
        name = name.removeprefix("amp;")
    character = html.unescape(f"&{name}")
    return " " if character == "\u00a0" else character
