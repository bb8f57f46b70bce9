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
_Said = tuple[tuple[Lexed, ...], Sequence[int], int, int, Sequence[Linked], Sequence[Linked]]
"""What a text says: its tokens, which of them are names, its words, its sentences, its links, and those in HTML."""


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
            walk.heading(number, part.title.extract)
        walk.blocks(number, part.key, part.blocks, "p")
    return RunningText(
        Folded.packed(Passage, walk.passages), Folded.packed(Token, walk.names), Folded.packed(Link, walk.links)
    )


class _Walk:
    def __init__(self) -> None:
        self.passages: list[Any] = []
        self.names: list[Any] = []
        self.links: list[Link] = []

    def heading(self, number: int, extract: Extract) -> None:
        """A heading is a passage; its links are none of a section."""
        self._passage(number, "h", extract)

    def blocks(self, number: int, key: str | None, blocks: Iterable[Block], form: str) -> None:
        for block in blocks:
            kind = block.form
            if kind == "paragraph":
                self._linked(key, block.extract, self._passage(number, form, block.extract))
            elif kind == "table":
                for row in block.rows:
                    opening = "r"
                    for cell in row:
                        self._linked(key, cell, self._passage(number, opening, cell))
                        opening = "c"
            elif kind == "html":
                self._add_hrefs(block.extract, hrefs_in(block.extract.text))
            if block.children:
                self.blocks(number, key, block.children, _INSIDE.get(kind, form))

    def _passage(self, number: int, form: str, extract: Extract) -> _Said:
        said = _said(extract.text)
        found, names, words, sentences, _, _ = said
        line, column = extract.origins[0]
        tokens: list[Any] = []
        if found:
            tokens = _placed(extract, found)
            self.names += [tokens[at] for at in names]
        self.passages.append((number, form, line, column, tokens, words, sentences))
        return said

    def _linked(self, key: str | None, extract: Extract, said: _Said) -> None:
        for shown, target, start, end, spelled in said[4]:
            quote = None if spelled is None else Quote(extract.text[slice(*spelled)], extract.span(*spelled))
            self.links.append(Link(shown, target, extract.span(start, end), key, quote))
        if said[5]:
            self._add_hrefs(extract, said[5])

    def _add_hrefs(self, extract: Extract, found: Iterable[Linked]) -> None:
        """Links of HTML are of no section."""
        for shown, target, start, end, _ in found:
            span = extract.span(start, end)
            self.links.append(Link(shown, target, span, None, Quote(extract.text[start:end], span)))


def _placed(extract: Extract, found: Sequence[Lexed]) -> list[Any]:
    if len(extract.origins) > 1:
        return [(form, text, extract.span(start, start + len(text))) for form, text, start in found]
    line, column = extract.origins[0]
    return [(form, text, (line, column + start, line, column + start + len(text))) for form, text, start in found]


@lru_cache(maxsize=20_000)
def _said(text: str) -> _Said:
    found = lexed(text)
    nowhere = Span(1, 1, 1, 1)
    names = tuple(
        [
            at
            for at, (form, token, _) in enumerate(found)
            if form in NAME_FORMS and concerns_others(Token(form, token, nowhere))
        ]
    )
    return found, names, *prose(text, found), links_in(text), tuple(hrefs_in(text))
