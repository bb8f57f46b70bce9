"""Backends: each turns a library into files.

A backend is a package in this folder (or an entry point of group ``specgen.backends``) that has ``NAME`` and
``generate``. Backends write nothing: they return artefacts, which ``specgen.files`` writes. Nothing here lists
them; they are found.
"""

import pkgutil
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import entry_points
from typing import Protocol, cast

from specgen.model.library import Library

ENTRY_POINTS = "specgen.backends"


@dataclass(frozen=True)
class Artefact:
    """A file to write: a safe path relative to the output folder (with /), its text, and the pages it is made from.

    ``departures`` are the names of the repairs that make the file say something else than the pages, once for each
    place. One that another file has as well is counted in one of them.
    """

    path: str
    text: str
    pages: tuple[str, ...] = ()
    departures: tuple[str, ...] = ()

    @property
    def data(self) -> bytes:
        """The text as the file has it."""
        return self.text.encode("utf-8")


@dataclass(frozen=True)
class Attribution:
    """Whose text the pages are, for every file that holds some of it."""

    creator: str = "Microsoft and contributors"
    licence: str = "CC BY 4.0"
    licence_uri: str = "https://creativecommons.org/licenses/by/4.0/"
    title: str = "API reference documentation"


@dataclass(frozen=True)
class Options:
    """What the user may choose. ``descriptions`` False leaves facts alone; ``locale`` None means en-us first."""

    descriptions: bool = True
    attribution: Attribution = Attribution()
    locale: str | None = None


class Backend(Protocol):
    """What a backend's package (or the object of an entry point) offers."""

    @property
    def NAME(self) -> str:  # noqa: N802  a constant of a module
        """The word for ``--backend``."""
        ...

    def generate(self, library: Library, options: Options) -> Iterable[Artefact]:
        """The files, in any order; the same library and options give the same bytes."""
        ...


def backends() -> dict[str, Backend]:
    """Every backend by name, sorted: those inside this package, then those that entry points add.

    Raises ValueError where two claim one name.
    """
    found: dict[str, Backend] = {}
    for candidate in (*_inside(), *_outside()):
        if candidate.NAME in found:
            raise ValueError(f"two backends are called {candidate.NAME!r}")
        found[candidate.NAME] = candidate
    return dict(sorted(found.items()))


def _inside() -> list[Backend]:
    rooms = [room.name for room in pkgutil.iter_modules(__path__, f"{__name__}.") if room.ispkg]
    return [cast("Backend", import_module(name)) for name in sorted(rooms)]


def _outside() -> list[Backend]:
    points = sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name)
    return [cast("Backend", point.load()) for point in points]
