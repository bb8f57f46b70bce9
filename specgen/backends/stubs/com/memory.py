"""What COM is in memory: structures and vtables of the distribution of interfaces, as classes of ctypes."""

from collections.abc import Iterator, Mapping

from specgen.backends import Artefact, Options
from specgen.backends.stubs.com.records import Records
from specgen.backends.stubs.com.storage import StoredTypes
from specgen.backends.stubs.com.structures import Structures
from specgen.backends.stubs.com.vtables import Vtables
from specgen.backends.stubs.docs import Docs
from specgen.backends.stubs.hierarchy import Settled
from specgen.emit import Code
from specgen.model.entities import Structure, Union
from specgen.model.library import Library, com_interfaces, com_methods

_PACKAGE = "com_interfaces"
_FOLDER = f"stubs/specgen-com-interfaces/{_PACKAGE}"


class Memory:
    """The modules ``structures``, ``pointers`` and ``vtables``; ``settled`` are the classes beside them."""

    def __init__(
        self, library: Library, settled: Mapping[str, Settled], types: StoredTypes, docs: Docs, options: Options
    ) -> None:
        self._entities = library.primaries(options.locale)
        self._settled = settled
        self._types = types
        self._options = options
        sources = [one for one in self._entities if isinstance(one, Structure | Union)]
        numbers = {symbol: one.value for symbol, one in library.symbols.known.items()}
        stood_in = {f"<type>:{one.name}" for one in sources}
        taken = frozenset(one.view.name for key, one in settled.items() if key not in stood_in)
        self._structures = Structures(Records(sources, types, numbers).settled(), docs, options, taken)

    @property
    def places(self) -> dict[str, tuple[tuple[str, ...], Code]]:
        """The structures by key: the path of the module that has each, and its name there."""
        return {key: (self._structures.place(key), name) for key, name in self._structures.names.items()}

    def artefacts(self) -> Iterator[Artefact]:
        """The files."""
        yield from self._structures.artefacts(_FOLDER, _PACKAGE)
        interfaces, methods = com_interfaces(self._entities), com_methods(self._entities)
        vtables = Vtables(interfaces, methods, self._settled, self._types, self._structures)
        yield from vtables.artefacts(_FOLDER, _PACKAGE, self._options)
