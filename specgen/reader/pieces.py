"""Pieces: runs of inline text that know where they stand, whoever told them apart."""

import re
from functools import lru_cache
from typing import Literal

from specgen.model.records import Record

Form = Literal["text", "code", "break", "tag", "image"]
_TAG = re.compile(r"<\s*(/?)\s*([A-Za-z][A-Za-z0-9]*)")
_ATTRIBUTE = re.compile(r"""(?<![A-Za-z:_-])([A-Za-z:_-]++)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""")


class Piece(Record, frozen=True):
    """A run of inline text. ``start`` and ``end`` are offsets of its spelling in the extract that was parsed.

    ``tag`` is the name of an HTML tag ("br", "/dt"), with its ``identifier`` (id or name attribute).
    """

    form: Form
    text: str
    start: int
    end: int
    strong: bool = False
    emphasis: bool = False
    target: str | None = None
    tag: str = ""
    identifier: str | None = None

    @property
    def marked(self) -> bool:
        """Whether the author set the run apart: bold, italic or code."""
        return self.strong or self.emphasis or self.form == "code"


def tag_piece(content: str, start: int, end: int) -> Piece:
    """The piece of an HTML tag, spelled ``content``."""
    name, identifier = _named(content)
    return Piece("tag", content, start, end, tag=name, identifier=identifier)


@lru_cache(maxsize=4_000)
def _named(content: str) -> tuple[str, str | None]:
    """The name of a tag and its identifier; memoised, because most tags are the same few."""
    match = _TAG.match(content)
    name = (match[1] + match[2].lower()) if match else ""
    attributes = {key.lower(): a or b or c for key, a, b, c in _ATTRIBUTE.findall(content)}
    return name, attributes.get("id") or attributes.get("name")
