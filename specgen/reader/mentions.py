"""Code in prose: qualified names and file names, wherever they stand outside fences.

Only the spellings are collected here; what they should have been is for rules to say.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal

from specgen.model.facts import Mention
from specgen.model.records import Record
from specgen.reader.blocks import Block
from specgen.reader.inline import pieces_of, runs
from specgen.reader.source import Extract

_QUALIFIED = re.compile(r"(?<!\w)\d*+(?P<owner>[^\W\d]\w*+)(?P<gap>\s*)::(?P<space>\s*)(?P<member>~?[^\W\d]\w*)")
_SMILEY = re.compile(r"(?P<owner>[^\W\d]\w*+)\s*::\s*(?P<member>[DdPp][ \u00a0]+[^\W\d_][^\W_]*(?:\s*\\?_\s*[^\W_]+)*)")
"""``::D`` and ``::P`` are faces to a translator, which sets what follows apart: ``A::D elete``, ``A ::p ut \\_ B``."""
_LONGEST = 200
"""Characters of a file's name. A limit, because a name is looked for from every word of it that hyphens join."""
_SPACED_FILE = re.compile(
    rf"(?:(?P<stem>\b[A-Za-z][\w-]{{0,{_LONGEST}}})(?:\s+\.\s*|\s*\.\s+)(?P<extension>h|hpp|cpp|dll|exe|lib|mof|idl|tlb|ocx)"
    rf"|(?P<name>\b(?=[\w-]{{0,{_LONGEST}}}[A-Z0-9])[A-Za-z][\w-]{{0,{_LONGEST}}})\.\s+(?P<loud>H|HPP|CPP|IDL|TLB|OCX|INF)"
    rf"|(?P<numbered>\b(?:[A-Z][A-Z0-9_-]{{1,{_LONGEST}}}|[A-Za-z][\w-]{{0,{_LONGEST}}}\d))\.\s+(?P<shouted>DLL|EXE|LIB|MOF))\b"
)
"""In capitals an extension may be the first word of a sentence: not behind what has a capital or a digit itself."""
_DIVIDED = re.compile(rf"\w\s+::\s*\w|\w::\s+\w|::[DdPp][ \u00a0]+\w|{_SPACED_FILE.pattern}")
_NAMES_FILE = re.compile(
    r"(?:\.(?:(?<=\s\.)\s*|\s+))(?:h|hpp|cpp|dll|exe|lib|mof|idl|tlb|ocx|H|HPP|CPP|IDL|TLB|OCX|INF|DLL|EXE|LIB|MOF)"
    r"(?![^\W_])"
)
"""What every ``_SPACED_FILE`` holds, and next to no other text: cheap to look for, because it opens with a mark.

An underscore may follow, because it may be a mark of emphasis, at which the run ends that holds the name.
"""
_SET_APART = re.compile(rf"::(?:(?<=\s::)|\s|[DdPp][ \u00a0])|{_NAMES_FILE.pattern}")
"""What every ``_DIVIDED`` holds, as cheap to look for."""
_INVISIBLE = re.compile(r"<[^>]{0,500}>|[*`|\s]")
_MOST_MARKUP = 1_000
"""Characters of tags and marks beside a run that has a passage to itself, at most."""
_MAX_MEMBER = 60


def read_mentions(blocks: Iterable[Block]) -> tuple[Mention, ...]:
    """Every mention in the paragraphs, headings, tables and quotes of the page."""
    return tuple([mention for extract in _suspects(blocks) for mention in _mentions(extract)])


def read_divided(blocks: Iterable[Block]) -> tuple[Mention, ...]:
    """The qualified names and file names with a space in them, for pages of which nothing else is read."""
    suspect = (
        extract for extract in _suspects(blocks) if _SET_APART.search(extract.text) and _DIVIDED.search(extract.text)
    )
    found = (mention for extract in suspect for mention in _mentions(extract))
    return tuple(one for one in found if _DIVIDED.search(one.quote.text))


def _suspects(blocks: Iterable[Block]) -> list[Extract]:
    """The passages that may mention something."""
    found: list[Extract] = []
    for block in blocks:
        if block.form in ("paragraph", "heading"):
            if _may_mention(block.extract.text):
                found.append(block.extract)
        elif block.form == "table" and _may_mention(block.extract.text):
            # No cell mentions what its table does not.
            found += [cell for row in block.rows for cell in row if _may_mention(cell.text)]
        if block.children:
            found += _suspects(block.children)
    return found


def _mentions(extract: Extract) -> Iterator[Mention]:
    for one in _mentioned(extract.text):
        yield Mention(one.form, extract.quote(one.start, one.end), one.parts, one.target)


class _Found(Record, frozen=True):
    """A mention without its place on a page: offsets into the text that has it."""

    form: Literal["qualified", "file"]
    start: int
    end: int
    parts: tuple[str, str]
    target: str | None = None


@lru_cache(maxsize=8_000)
def _mentioned(text: str) -> tuple[_Found, ...]:
    """The mentions in inline text that may have some; memoised, because most passages repeat in a docset."""
    found: list[_Found] = []
    for run in runs(pieces_of(text)):
        start, end = run[0].start, run[-1].end
        whole = run[0].marked or _alone(text, start, end)
        found += _in_run(text[start:end], start, whole=whole, target=run[0].target)
    return tuple(found)


def _may_mention(text: str) -> bool:
    return "::" in text or ("." in text and _NAMES_FILE.search(text) is not None)


def _alone(text: str, start: int, end: int) -> bool:
    """Whether nothing but tags, emphasis marks and white space stands around a stretch of inline source."""
    if start > _MOST_MARKUP or len(text) - end > _MOST_MARKUP:
        return False
    return not (_INVISIBLE.sub("", text[:start]) or _INVISIBLE.sub("", text[end:]))


def _in_run(text: str, start: int, *, whole: bool, target: str | None) -> Iterator[_Found]:
    """The mentions in the run that begins at ``start``.

    ``whole``: the run is set apart, so a name that opens it takes all of it (``X:: two words``).
    """
    if not _may_mention(text):
        return
    first, last = len(text) - len(text.lstrip()), len(text.rstrip())
    for match in _QUALIFIED.finditer(text) if "::" in text else ():
        smiley = _SMILEY.match(text, match.start("owner"))
        if smiley is not None:
            parts = (smiley["owner"], smiley["member"])
            yield _Found("qualified", start + smiley.start(), start + smiley.end(), parts, target)
            continue
        member, stop = match["member"], match.end()
        opens = whole and match.start("owner") <= first and (match["space"] or match["gap"])
        if opens and 0 < last - stop < _MAX_MEMBER and re.fullmatch(r"[\w \t]+", text[stop:last]):
            member, stop = member + text[stop:last], last
        yield _Found("qualified", start + match.start("owner"), start + stop, (match["owner"], member), target)
    for match in _SPACED_FILE.finditer(text):
        stem = match["stem"] or match["name"] or match["numbered"]
        extension = match["extension"] or match["loud"] or match["shouted"]
        yield _Found("file", start + match.start(), start + match.end(), (stem, extension))
