"""Kinds: how a linked page of one kind becomes entities. One module a family, found by looking into this package."""

import pkgutil
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from specgen.model.entities import AnyEntity

if TYPE_CHECKING:
    from specgen.link.entities import Linked


class KindRoom(Protocol):
    """What a module of this package must offer."""

    KINDS: frozenset[str]

    def identifier(self, linked: "Linked") -> str:
        """The contract's id."""

    def entities(self, linked: "Linked") -> Iterable[AnyEntity]:
        """What the page documents; several where it declares several."""


@cache
def _rooms() -> dict[str, KindRoom]:
    found: dict[str, KindRoom] = {}
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda entry: entry.name):
        made = cast("KindRoom", import_module(f"{__name__}.{module.name}"))
        found |= dict.fromkeys(made.KINDS, made)
    return found


def room(kind: str) -> KindRoom:
    """The room of a kind. Raises KeyError where no page of that kind is compiled."""
    return _rooms()[kind]


def kinds() -> frozenset[str]:
    """Every kind that becomes an entity."""
    return frozenset(_rooms())
