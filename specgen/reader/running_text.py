"""Running text: the passages of a page with the code in them, the names among that code, and the links, in one walk.

A page has hundreds of passages, and most say what other passages say, so what a text says is remembered. Nobody looks
at passages before they are folded: they are made as the tuples that they are packed as, and not as objects.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from specgen.model.facts import Link, Passage, Token
from specgen.model.folded import Folded
from specgen.model.records import Record
from specgen.model.spans import Quote, Span
from specgen.model.underscored import NAME_FORMS, concerns_others
from specgen.reader.blocks import Block
from specgen.reader.links import Linked, hrefs_in, links_in
from specgen.reader.sections import Part
from specgen.reader.source import Extract
from specgen.reader.tokens import Lexed, lexed, prose

_INSIDE = {"quote": "q", "bullets": "b"}
_Links = tuple[Sequence[Linked], Sequence[Linked]]
"""The links of Markdown in a text, and those of HTML."""
_Said = tuple[tuple[Lexed, ...], tuple[int, ...], int, int, _Links | None]
"""What a text says: its tokens, which of them are names, its words, its sentences, and its links if it has any."""


class RunningText(Record, frozen=True):
    """What is folded of the text of a page: ``names`` are the tokens that other pages have to do with."""

    passages: Folded[Passage]
    names: Folded[Token]
    links: Folded[Link]


def read_running_text(parts: Sequence[Part]) -> RunningText:
    """Every passage of the page below its first heading, in order, and every link, those of HTML blocks too.

    Of the links of one passage Markdown's come first.
    """
    walk = _Walk()
    for number, part in enumerate(parts):
        if part.title is not None:
            walk.passage(number, part.key, "h", part.title.extract)
        walk.blocks(number, part.key, part.blocks, "p")
    return RunningText(
        Folded.packed(Passage, walk.passages), Folded.packed(Token, walk.names), Folded.packed(Link, walk.links)
    )


class _Walk:
    def __init__(self) -> None:
        self.passages: list[Any] = []
        self.names: list[Any] = []
        self.links: list[Link] = []

    def blocks(self, number: int, key: str | None, blocks: Iterable[Block], form: str) -> None:
        for block in blocks:
            kind = block.form
            if kind == "paragraph":
                self.passage(number, key, form, block.extract)
            elif kind == "table":
                for row in block.rows:
                    opening = "r"
                    for cell in row:
                        self.passage(number, key, opening, cell)
                        opening = "c"
            elif kind == "html" and "href" in block.extract.text:
                self._link(None, block.extract, ((), hrefs_in(block.extract.text)))
            if block.children:
                self.blocks(number, key, block.children, _INSIDE.get(kind, form))

    def passage(self, number: int, key: str | None, form: str, extract: Extract) -> None:
        """A passage of section ``number``; only links are told its ``key``, and those of headings are left out."""
        found, names, words, sentences, links = _said(extract.text)
        line, column = extract.origins[0]
        if not found:
            self.passages.append((number, form, line, column, (), words, sentences))
        else:
            tokens = _placed(extract, found)
            self.passages.append((number, form, line, column, tokens, words, sentences))
            if names:
                self.names += [tokens[at] for at in names]
        if links is not None and form != "h":
            self._link(key, extract, links)

    def _link(self, key: str | None, extract: Extract, links: _Links) -> None:
        text = extract.text
        for shown, target, start, end, spelled in links[0]:
            quote = None if spelled is None else Quote(text[spelled[0] : spelled[1]], extract.span(*spelled))
            self.links.append(Link(shown, target, extract.span(start, end), key, quote))
        for shown, target, start, end, _ in links[1]:
            span = extract.span(start, end)
            self.links.append(Link(shown, target, span, None, Quote(text[start:end], span)))


def _placed(extract: Extract, found: Sequence[Lexed]) -> list[Any]:
    if len(extract.origins) > 1:
        return [(form, text, extract.span(start, start + len(text))) for form, text, start in found]
    line, column = extract.origins[0]
    return [(form, text, (line, column + start, line, column + start + len(text))) for form, text, start in found]


@lru_cache(maxsize=20_000)
def _said(text: str) -> _Said:
    found = lexed(text)
    links = (links_in(text), tuple(hrefs_in(text))) if "](" in text or "href" in text else None
    # No name of those forms is without an underscore.
    return found, tuple(_names(found)) if "_" in text else (), *prose(text, found), links


def _names(found: Sequence[Lexed]) -> list[int]:
    return [at for at, (form, token, _) in enumerate(found) if form in NAME_FORMS and _is_name(form, token)]


def _is_name(form: str, text: str) -> bool:
    return concerns_others(Token(form, text, Span(1, 1, 1, 1)))
