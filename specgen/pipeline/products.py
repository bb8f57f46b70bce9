"""From the library to artefacts: which backend makes what from which page."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from specgen.backends import Artefact, Attribution, Options, backends
from specgen.backends.notice import notice
from specgen.model.library import Library
from specgen.pipeline.assembly import Run


@dataclass(frozen=True)
class Made:
    """An artefact, kept until all are made as the bytes that it will have: a text in memory may take twice as many."""

    path: str
    data: bytes
    pages: tuple[str, ...]
    departures: tuple[str, ...]

    @classmethod
    def of(cls, artefact: Artefact) -> "Made":
        """What a backend made."""
        return cls(artefact.path, artefact.data, artefact.pages, artefact.departures)


@dataclass(frozen=True)
class Product:
    """The artefacts of a run, sorted by path, and the names of the backends that made them."""

    backends: tuple[str, ...]
    artefacts: tuple[Made, ...]

    @property
    def named(self) -> "Product":
        """The same where of artefacts nothing is known but their names, and what they were made of."""
        return replace(self, artefacts=tuple(replace(artefact, data=b"") for artefact in self.artefacts))

    def made_from(self, page: str) -> tuple[str, ...]:
        """The paths of what was made from a page."""
        return tuple(artefact.path for artefact in self.artefacts if page in artefact.pages)

    @property
    def departures(self) -> dict[str, Counter[str]]:
        """How often files depart from the pages: by the folder of the backend, then by the repair's name."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for artefact in self.artefacts:
            if artefact.departures:
                found[artefact.path.split("/")[0]].update(artefact.departures)
        return dict(found)

    @property
    def owned(self) -> frozenset[str]:
        """The top-level folders and files of the output that these backends speak for."""
        return frozenset((*self.backends, *(artefact.path.split("/")[0] for artefact in self.artefacts)))


class UnknownBackendError(Exception):
    """A backend that is not there. The message lists those that are."""


def generate(run: Run, names: Sequence[str] = (), *, descriptions: bool = True) -> Product:
    """What the named backends (none: all), and those they need, make of the pages reported on.

    Raises UnknownBackendError.
    """
    there = backends()
    for name in names:
        if name not in there:
            raise UnknownBackendError(f"there is no backend {name!r} (there are: {', '.join(there)})")
    wanted = {needed for name in names for needed in (name, *getattr(there[name], "NEEDS", ()))}
    chosen = tuple(name for name in there if not names or name in wanted)
    attribution = Attribution(**run.request.configuration.attribution)
    options = Options(descriptions, attribution, run.request.locale)
    library = Library(run.pages, run.entities, run.library.reference, run.library.symbols)
    made = [Made.of(one) for one in _artefacts(library, chosen, options)]
    made.append(Made.of(notice((page for one in made for page in one.pages), attribution)))
    return Product(chosen, tuple(sorted(made, key=lambda artefact: artefact.path)))


def _artefacts(library: Library, names: Sequence[str], options: Options) -> Iterator[Artefact]:
    there = backends()
    for name in names:
        yield from there[name].generate(library, options)
