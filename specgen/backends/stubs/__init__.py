"""Python stubs: typed packages of WMI classes and COM interfaces (PEP 484, PEP 561).

Below ``stubs/`` one installable project a distribution. Each package has a ``.pyi`` with types and docstrings beside a
``.py`` with the bare classes, so that it can be imported everywhere.
"""

from collections.abc import Iterator, Sequence

from specgen.backends import Artefact, Options
from specgen.backends.stubs.com.c_types import GUID, OPAQUE
from specgen.backends.stubs.com.codes import result_codes
from specgen.backends.stubs.com.interfaces import ComViews
from specgen.backends.stubs.com.memory import Memory
from specgen.backends.stubs.com.storage import StoredTypes
from specgen.backends.stubs.com.values import ComValues
from specgen.backends.stubs.docs import Docs
from specgen.backends.stubs.hierarchy import Hierarchy
from specgen.backends.stubs.modules import Layout
from specgen.backends.stubs.project import Project
from specgen.backends.stubs.values import ValueLists
from specgen.backends.stubs.wbem.calls import WbemCalls
from specgen.backends.stubs.wmi.cim_types import ROOT
from specgen.backends.stubs.wmi.classes import WmiViews
from specgen.backends.stubs.wmi.module import WmiModule
from specgen.emit import Code
from specgen.model.com import METHODS
from specgen.model.entities import AnyEntity, Enumeration
from specgen.model.library import Library, com_interfaces, com_methods, wmi_classes, wmi_methods

NAME = "stubs"

_WMI_BASE = {ROOT: Code("WmiObject")}
_COM_BASE = {
    ROOT: Code("IUnknown"),
    **{name.casefold(): Code(name) for name in METHODS},
    GUID: Code("Guid"),
    OPAQUE: Code("Opaque"),
}


def generate(library: Library, options: Options) -> Iterator[Artefact]:
    """The projects; one without classes is left out."""
    entities = library.primaries(options.locale)
    docs = Docs(descriptions=options.descriptions)
    yield from _of_wmi(entities, docs, options)
    yield from _of_com(library, entities, docs, options)


def _of_wmi(entities: Sequence[AnyEntity], docs: Docs, options: Options) -> Iterator[Artefact]:
    values = ValueLists(options.descriptions)
    classes, methods = wmi_classes(entities), wmi_methods(entities)
    viewed = WmiViews(classes, methods, docs, values)
    views = viewed.views()
    if views:
        settled = Hierarchy({view.key: view for view in views}, _WMI_BASE).settle()
        layout = Layout("wmi_classes", settled, _WMI_BASE, ROOT, values)
        yield from Project("specgen-wmi-classes", "wmi_classes", "wmi", options).artefacts(layout, None)
        yield from WmiModule(layout, settled, options).artefacts()
        yield from WbemCalls(classes, methods, layout, viewed.listed, docs, options).artefacts()


def _of_com(library: Library, entities: Sequence[AnyEntity], docs: Docs, options: Options) -> Iterator[Artefact]:
    values = ValueLists(options.descriptions)
    interfaces, methods = com_interfaces(entities), com_methods(entities)
    narrowing = ComValues(interfaces, methods, (one for one in entities if isinstance(one, Enumeration)), values)
    types = StoredTypes(entities)
    views = ComViews(interfaces, methods, docs, narrowing, types).views()
    if views:
        project = Project("specgen-com-interfaces", "com_interfaces", "com", options)
        settled = Hierarchy({view.key: view for view in views}, _COM_BASE).settle()
        memory = Memory(library, settled, types, docs, options)
        layout = Layout(project.package, settled, _COM_BASE, ROOT, values, memory.places)
        yield from project.artefacts(layout, "interfaces")
        yield from result_codes(methods).artefacts(f"stubs/{project.distribution}/{project.package}")
        yield from memory.artefacts()
