"""The injectors, one a file; discovered, never listed."""

import importlib
import pkgutil
import random
from collections.abc import Iterator
from typing import Protocol, cast

from benches.injection.damage import Damage
from benches.injection.edits import Injected
from benches.injection.page import Page


class Injector(Protocol):
    """What each module of this package holds."""

    NAME: str
    """Its name in tables and in expected.toml."""
    DEFECT: str
    """The class of defect, in a few words."""
    COMPARED: str
    """What a checker has to compare with what to see it."""
    FAMILY: str
    """"signature", "values", "translation" or "source"."""

    @staticmethod
    def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
        """``page`` damaged at one place, or None where it has no place for this damage."""
        ...


def discovered() -> Iterator[Injector]:
    """Every injector, in order of its file's name."""
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda one: one.name):
        yield cast("Injector", importlib.import_module(f"{__name__}.{module.name}"))
