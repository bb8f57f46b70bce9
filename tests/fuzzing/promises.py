"""What holds for any input at all. A function raises AssertionError, or whatever specgen raised, where it does not."""

from collections.abc import Iterator
from hashlib import sha256
from itertools import pairwise
from types import ModuleType
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from specgen.checks import Selection, run
from specgen.checks.runner import unclaimed_codes
from specgen.link import link
from specgen.model.facts import Declaration, PageFacts
from specgen.model.folded import Folded
from specgen.model.library import Library, Page
from specgen.model.serial import entity_from_line, entity_line, finding_line, pack_facts, unpack_facts
from specgen.model.spans import Quote, Span
from specgen.reader import read_page
from specgen.reader.block_rules import block_tokens
from specgen.reader.blocks import MAX_NESTING, tokenise
from specgen.reader.frontmatter import read_frontmatter
from specgen.reader.inline import pieces_of
from specgen.reader.source import Source
from specgen.reader.syntax import rooms
from tests.fuzzing.memories import forget

PATH = "docs/page.md"
EVERY_RULE = Selection(("ALL",), preview=True)
_RARELY = 32
"""Of 256 inputs, how many are held against what costs another reading."""


def page(data: bytes, locale: str | None = None) -> PageFacts:
    """The page is read; its facts quote it, survive bytes, and are the same when nothing is remembered."""
    facts = read_page(PATH, data, locale)
    source = Source.decode(PATH, data)
    for value in values(facts):
        if isinstance(value, Span):
            assert lies_in(source, value), value
        elif isinstance(value, Quote):
            assert source.slice(value.span) == value.text, value
    packed = pack_facts(facts)
    assert unpack_facts(packed) == facts
    assert (facts.state == "compiled") <= (facts.reason is None)
    if _chosen(data):
        forget()
        _line_ends_say_nothing(data, locale, facts)
    assert pack_facts(read_page(PATH, data, locale)) == packed
    return facts


def _line_ends_say_nothing(data: bytes, locale: str | None, facts: PageFacts) -> None:
    if b"\r" not in data:
        other = read_page(PATH, data.replace(b"\n", b"\r\n"), locale)
        assert _without_digest(other) == _without_digest(facts)


def _without_digest(facts: PageFacts) -> list[Any]:
    return [getattr(facts, name) for name in facts.__struct_fields__ if name != "digest"]


def library(data: bytes, original: bytes | None = None) -> Library:
    """The page is linked and checked, alone and as a translation; what comes of it is text and lies in the page."""
    facts = read_page(PATH, data)
    source = Source.decode(PATH, data)
    reference = None if original is None else link([Page(read_page(PATH, original), "", "en-us")])
    made = link([Page(facts, "", "fr-fr" if reference else "en-us")], reference)
    for entity in made.entities:
        assert entity_from_line(entity_line(entity)) == entity
    for finding in run(made, EVERY_RULE):
        assert finding_line(finding).decode("utf-8")
        assert 1 <= finding.line <= len(source.lines), finding
    assert unclaimed_codes(made) == ()
    return made


def syntax(room: ModuleType, data: bytes) -> tuple[Declaration, ...]:
    """A syntax block is claimed or not, and parsed; what is quoted stands there, what is left out is noted."""
    source = Source.decode(PATH, b"\n" + data)
    text = source.text.removeprefix("\n")
    for info in ("", "mof", "C++"):
        assert room.claims(info, text) in (True, False)
    block = source.extract(2, len(source.lines))
    found: tuple[Declaration, ...] = room.parse(block)
    for value in values(found):
        if isinstance(value, Quote):
            assert source.slice(value.span) == value.text, value
    for made in found:
        assert {quote.span for quote in made.unread} <= {note.span for note in made.notes}
    assert room.parse(block) == found
    for made in found:
        facts = PageFacts(PATH, "method", "compiled", declaration=made)
        assert unpack_facts(pack_facts(facts)) == facts
    return found


def room_of(language: str) -> ModuleType:
    """The syntax room of a language."""
    return next(room for room in rooms() if language == room.LANGUAGE)


def frontmatter(data: bytes) -> None:
    """Frontmatter is read; what it quotes stands there, and it ends where a fence is."""
    source = Source.decode(PATH, b"---\n" + data + b"\n---\n")
    front, notes = read_frontmatter(source)
    assert 2 <= front.end_line <= len(source.lines)
    assert source.lines[front.end_line - 1].startswith("---")
    assert front.recovered == bool(notes)
    for value in values((front, notes)):
        if isinstance(value, Span):
            assert lies_in(source, value), value
        elif isinstance(value, Quote):
            assert source.slice(value.span) == value.text, value
    assert read_frontmatter(source) == (front, notes)


def html(data: bytes) -> None:
    """An HTML fragment is cut into tags and texts, in order, that lie in it and do not overlap."""
    text = Source.decode(PATH, data).text
    found = tokenise(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert all(text[one.start] == "<" for one in found if one.form != "text")


def inline(data: bytes) -> None:
    """The pieces of inline text lie in it, in order."""
    text = Source.decode(PATH, data).text
    found = pieces_of(text)
    assert all(0 <= one.start <= one.end <= len(text) for one in found)
    assert all(one.start <= two.start for one, two in pairwise(found))


def blocks(data: bytes) -> None:
    """Blocks are where the Markdown library has them."""
    text = Source.decode(PATH, data).text.replace("\0", "\ufffd")
    library_ = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable("table").disable(["inline", "text_join"])
    mine = [(one.type, one.map, one.content.strip()) for one in block_tokens(text, MAX_NESTING)]
    assert mine == list(as_one(library_.parse(text)))


def as_one(tokens: list[Token]) -> Iterator[tuple[str, list[int] | None, str]]:
    """The library's tokens, with those of a paragraph and of a table as one."""
    within = ""
    for at, one in enumerate(tokens):
        if one.type in ("paragraph_open", "table_open") and not within:
            within = one.type.removesuffix("_open")
            yield within, one.map, tokens[at + 1].content.strip() if within == "paragraph" else ""
        elif within:
            within = "" if one.type == f"{within}_close" else within
        else:
            yield one.type, one.map, one.content.strip()


def values(value: Any) -> Iterator[Any]:
    """A model value and every value inside it, however deep."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        yield one
        if isinstance(one, dict):
            waiting += one.values()
        elif isinstance(one, list | tuple | Folded):
            waiting += one
        elif fields := getattr(one, "__struct_fields__", None):
            waiting += [getattr(one, name) for name in fields]


def lies_in(source: Source, span: Span) -> bool:
    """Whether a span begins and ends in the page, and does not end before it begins."""
    lines = source.lines
    if not 1 <= span.line <= span.end_line <= len(lines):
        return False
    ordered = (span.line, span.column) <= (span.end_line, span.end_column)
    return ordered and all(
        1 <= column <= len(lines[line - 1]) + 1
        for line, column in ((span.line, span.column), (span.end_line, span.end_column))
    )


def _chosen(data: bytes) -> bool:
    return sha256(data).digest()[0] < _RARELY
