"""Families of constraints: one module a family, found by looking into this package.

A family knows the sentence forms of its kinds and nothing of the other families.
"""

import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Protocol, cast

from specgen.reader.constraints.context import Found, Item


class Family(Protocol):
    """What a family module offers."""

    KINDS: frozenset[str]
    """The contract's kinds that it may find."""
    TELLS: frozenset[str]
    """Words, in lower case: it finds nothing in sentences that have none of them."""
    NUMBERS_TELL: bool
    """Unless it is true, and a sentence has a number, or a term is NULL."""

    def find(self, item: Item) -> Iterator[Found]:
        """The constraints that the item's sentences state, in page order."""


@cache
def families() -> tuple[Family, ...]:
    """Every family of this package, by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(cast("Family", import_module(f"{__name__}.{name}")) for name in names)
