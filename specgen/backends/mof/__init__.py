"""MOF (DSP0004) for WMI classes and methods: one file a namespace, and one a page.

Below ``mof/``: ``prelude/qualifiers.mof`` declares every qualifier used, ``prelude/<namespace>.mof`` the classes
that pages name and none describes; ``namespaces/<namespace>.mof`` loads with one compiler call;
``snippets/<namespace>/`` holds a file a class and a file a method, each of which compiles alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from specgen.backends import Artefact, Options
from specgen.cim import CimClass, Namespace, Space, schema
from specgen.cim.departures import departures_in
from specgen.cim.qualifiers import Vocabulary
from specgen.cim.schema import StandIn, alone
from specgen.emit import render
from specgen.files import safe_paths
from specgen.model.library import Library

NAME = "mof"
QUALIFIERS = "mof/prelude/qualifiers.mof"


def generate(library: Library, options: Options) -> Iterator[Artefact]:
    """Prelude, namespaces and snippets. Repairs that DSP0004 demands are comments at their spots."""
    made = schema(library.primaries(options.locale), descriptions=options.descriptions)
    if not made.spaces:
        return
    yield _prelude(made.words, options)
    stems = _stems([space.name for space in made.spaces])
    for space in made.spaces:
        yield from _Writer(space, stems[space.name], options).artefacts()


def namespace_paths(names: list[str]) -> dict[str, str]:
    """The path of each namespace's file; ``names`` are all that a schema has, sorted."""
    return {name: f"mof/namespaces/{stem}.mof" for name, stem in _stems(names).items()}


def _stems(spaces: list[str]) -> dict[str, str]:
    """A file name for each namespace: ``_`` for ``/``, unknown for ``?``, all for ``*``."""
    spelled = {"?": "unknown", "*": "all"}
    names = safe_paths((spelled.get(space, space.replace("/", "_")),) for space in spaces)
    return dict(zip(spaces, names, strict=True))


def _prelude(words: Vocabulary, options: Options) -> Artefact:
    declared = [words.declared[key] for key in sorted(words.declared)]
    return Artefact(QUALIFIERS, render("mof/qualifiers.mof.j2", declared=declared, options=options))


@dataclass(frozen=True)
class _Writer:
    """Writes the files of one namespace."""

    space: Space
    stem: str
    options: Options

    def artefacts(self) -> Iterator[Artefact]:
        classes, namespace = self.space.flat, self.space.linked
        if namespace.undocumented:
            yield Artefact(f"mof/prelude/{self.stem}.mof", self._stand_in_file(namespace.undocumented))
        yield self._namespace(namespace)
        snippets = [(one, "") for one in classes if one.page is not None]
        snippets += [(one.shell((method,)), f".{method.name}") for one in classes for method in one.methods]
        paths = safe_paths(("mof", "snippets", self.stem, f"{one.name}{part}.mof") for one, part in snippets)
        for path, (one, part) in zip(paths, snippets, strict=True):
            title = f"{one.name}{part}, {self._place}"
            yield self._file(path, title, ["../../prelude/qualifiers.mof"], (alone(one),))

    @property
    def _place(self) -> str:
        known = {"?": "of an unknown namespace", "*": "of all namespaces"}
        return known.get(self.space.name, f"of {self.space.name}")

    def _stand_in_file(self, standing: tuple[StandIn, ...]) -> str:
        return render("mof/stand_ins.mof.j2", place=self._place, stand_ins=standing)

    def _namespace(self, namespace: Namespace) -> Artefact:
        includes = ["../prelude/qualifiers.mof"]
        if namespace.undocumented:
            includes.append(f"../prelude/{self.stem}.mof")
        title = f"the WMI classes {self._place}"
        made = self._file(f"mof/namespaces/{self.stem}.mof", title, includes, namespace.classes)
        departed = tuple(one.applied.departure.name for one in departures_in(self.space))
        return replace(made, departures=departed)

    def _file(self, path: str, title: str, includes: list[str], classes: tuple[CimClass, ...]) -> Artefact:
        pages = tuple(sorted({page for one in classes for page in one.pages}))
        text = render("mof/classes.mof.j2", title=title, includes=includes, classes=classes, options=self.options)
        return Artefact(path, text, pages)
