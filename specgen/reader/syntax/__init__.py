"""What a syntax block says: one room a signature language.

A room is a module or package in this package that has ``LANGUAGE``, ``claims`` and ``parse``. Rooms know
nothing of each other; a block goes to the first of ``rooms()`` that claims it.
"""

import importlib
import pkgutil
from functools import cache
from types import ModuleType
from typing import Protocol

from specgen.model.facts import Declaration, Note
from specgen.model.spans import Quote
from specgen.reader.source import Extract

_SHOWN = 60
"""As much of a stretch of text as a message repeats, in characters."""


class SyntaxRoom(Protocol):
    """What a module must offer to be a room.

    ``PRECEDENCE`` orders the rooms: narrow languages (low numbers) are asked before broad ones.
    """

    LANGUAGE: str
    PRECEDENCE: int

    def claims(self, info: str, text: str) -> bool:
        """Whether a fence with this info string and text could be this room's. Cheap; the text outweighs ``info``."""
        ...

    def parse(self, block: Extract) -> tuple[Declaration, ...]:
        """Everything the block declares, in order. Never raises: what is not understood is ``unread``, and noted."""
        ...


@cache
def rooms() -> tuple[ModuleType, ...]:
    """Every room of this package, in the order in which they are asked."""
    names = sorted(entry.name for entry in pkgutil.iter_modules(__path__))
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    return tuple(sorted((each for each in modules if hasattr(each, "LANGUAGE")), key=lambda each: int(each.PRECEDENCE)))


def not_read(quote: Quote, member: str | None = None) -> Note:
    """The note that every room writes for text that is in no declaration."""
    text = " ".join(quote.text.split())
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
    message = f"the syntax block says {shown!r} on line {quote.span.line}, which was not read"
    return Note("SG903", quote.span, message, member, found=shown)


def read_as_if(quote: Quote, expected: str, message: str) -> Note:
    """The note for damage that was read through: ``expected`` was missing at ``quote``."""
    text = f"{message} on line {quote.span.line} of the syntax block; it was read as if it were there"
    return Note("SG903", quote.span, text, found=quote.text or None, expected=expected, confidence="likely")
