"""Layouts: how a docset lays out its described items. One module a layout, found by looking into this package.

A layout cuts the nodes of a section into entries and knows nothing of what they mean.
"""

import pkgutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Protocol, cast

from specgen.model.spans import Quote
from specgen.reader.flow import Node, Para


@dataclass
class Entry:
    """One described thing: its term, what stands under it, and the direction tag where the layout puts one.

    ``lead`` is an unbracketed first word of the body that may be a damaged tag. ``flags`` says that the layout
    puts values beside parameters, so an entry may be either.
    """

    terms: list[Para]
    body: list[Node]
    tag: Quote | None = None
    lead: Quote | None = None
    nested: list["Entry"] = field(default_factory=list)


class Layout(Protocol):
    """What a layout module offers."""

    FLAGS_BESIDE: bool
    """Values of a parameter may stand beside it, as entries of their own."""
    CLAIM_ORDER: int
    """Asked in ascending order; the first that claims a section reads it."""

    def claims(self, nodes: Sequence[Node]) -> bool:
        """Whether the section is laid out this way."""

    def entries(self, nodes: Sequence[Node]) -> list[Entry]:
        """The entries of the section, in order."""


@cache
def layouts() -> tuple[Layout, ...]:
    """Every layout of this package, in the order they are asked."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    rooms = [cast("Layout", import_module(f"{__name__}.{name}")) for name in names]
    return tuple(sorted(rooms, key=lambda room: room.CLAIM_ORDER))


def layout_for(nodes: Sequence[Node]) -> Layout | None:
    """The layout that claims a section, or None."""
    return next((room for room in layouts() if room.claims(nodes)), None)
