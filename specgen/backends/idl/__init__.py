"""IDL for COM interfaces, which ``widl`` (or MIDL) makes a C header and a type library of.

In ``idl/``: ``types.idl`` with the types that methods need and no base IDL of Windows declares; a file an interface,
which imports its base; and beside it ``<interface>.typelib.idl`` with a library, for the type library. The folder is
flat, because widl finds no file of another folder whatever ``-I`` says.
"""

from collections.abc import Iterable, Iterator

from specgen.backends import Artefact, Options
from specgen.backends.idl.c_types import Types
from specgen.backends.idl.declarations import declarations
from specgen.backends.idl.interfaces import Interface, Interfaces
from specgen.backends.idl.windows import BASE, declared
from specgen.emit import Code, render
from specgen.files import safe_paths
from specgen.model.departures import Applied
from specgen.model.library import Library

NAME = "idl"
TYPES = "types.idl"


def generate(library: Library, options: Options) -> Iterator[Artefact]:
    """Prelude, interfaces and type libraries. What IDL cannot say as a page does is a comment at its spot."""
    entities = library.primaries(options.locale)
    known = Interfaces(entities)
    if not known.names:
        return
    numbers = {symbol: one.value for symbol, one in library.symbols.known.items()}
    types = Types(entities, known.declared_names(), known.pointer_types(), numbers)
    found = known.interfaces(types)
    wanted = [("idl", TYPES)]
    for one in found:
        wanted += [("idl", f"{one.name}.idl"), ("idl", f"{one.name}.typelib.idl")]
    paths = iter(safe_paths(wanted))
    yield _types(next(paths), known, types, found, options)
    files = {one.name: (next(paths), next(paths)) for one in found}
    for one in found:
        yield _interface(one, files, options)
        if not (one.outside or types.reach([one.name]) & declared().unwritable):
            yield _library(one, files, types, options)


_Files = dict[Code, tuple[str, str]]
"""The paths of an interface and of its type library, by its name."""


def _types(path: str, known: Interfaces, types: Types, found: list[Interface], options: Options) -> Artefact:
    needed = declarations(types, [key for one in found for key in sorted(types.edges.get(one.name, ()))])
    view = {"base": _quoted(BASE), "needed": needed, "stand_ins": known.stand_ins, "options": options}
    stood_in = [applied for one in known.stand_ins for method in one.methods for applied in method.applied]
    return Artefact(path, render("idl/types.idl.j2", **view), needed.pages, _names([*stood_in, *needed.applied]))


def _interface(one: Interface, files: _Files, options: Options) -> Artefact:
    path, _ = files[one.name]
    imports = [_quoted(TYPES), *([_quoted(files[one.base][0])] if one.base in files else [])]
    text = render("idl/interface.idl.j2", one=one, imports=imports, options=options)
    return Artefact(path, text, one.pages, _names(one.applied))


def _library(one: Interface, files: _Files, types: Types, options: Options) -> Artefact:
    """A type library holds whatever its interface leads to, so all that is imported."""
    reached = types.reach([one.name])
    _, path = files[one.name]
    imports = [_quoted(found) for name, (found, _) in files.items() if name in reached]
    return Artefact(path, render("idl/typelib.idl.j2", one=one, imports=imports, options=options), one.pages)


def _names(applied: Iterable[Applied]) -> tuple[str, ...]:
    return tuple(one.departure.name for one in applied)


def _quoted(path: str) -> Code:
    """The name of a file of the folder; ``safe_paths`` leaves no character that a quoted name may not have."""
    name = path.removeprefix("idl/")
    return Code(f'"{name}"')
