"""Python stubs: typed packages of WMI classes and COM interfaces (PEP 484, PEP 561).

Below ``stubs/`` one installable project a distribution. Each package has a ``.pyi`` with types and docstrings beside a
``.py`` with the bare classes, so that it can be imported everywhere.
"""

from collections.abc import Iterator

from specgen.backends import Artefact, Options
from specgen.backends.stubs.c_types import GUID, OPAQUE
from specgen.backends.stubs.cim_types import ROOT
from specgen.backends.stubs.com import ComViews
from specgen.backends.stubs.docs import Docs
from specgen.backends.stubs.hierarchy import Hierarchy
from specgen.backends.stubs.modules import Layout
from specgen.backends.stubs.project import Project
from specgen.backends.stubs.wmi import WmiViews
from specgen.backends.stubs.wmi_api import WmiModule
from specgen.emit import Code
from specgen.model.library import Library, com_interfaces, com_methods, wmi_classes, wmi_methods

NAME = "stubs"

_WMI_BASE = {ROOT: Code("WmiObject")}
_COM_BASE = {ROOT: Code("ComObject"), GUID: Code("Guid"), OPAQUE: Code("Opaque")}


def generate(library: Library, options: Options) -> Iterator[Artefact]:
    """The projects; one without classes is left out."""
    entities = library.primaries(options.locale)
    docs = Docs(descriptions=options.descriptions)
    wmi = WmiViews(wmi_classes(entities), wmi_methods(entities), docs).views()
    if wmi:
        settled = Hierarchy({view.key: view for view in wmi}, _WMI_BASE).settle()
        layout = Layout("wmi_classes", settled, _WMI_BASE, ROOT)
        yield from Project("specgen-wmi-classes", "wmi_classes", "wmi", options).artefacts(layout, None)
        yield from WmiModule(layout, settled, options).artefacts()
    com = ComViews(com_interfaces(entities), com_methods(entities), docs).views()
    if com:
        settled = Hierarchy({view.key: view for view in com}, _COM_BASE).settle()
        layout = Layout("com_interfaces", settled, _COM_BASE, ROOT)
        yield from Project("specgen-com-interfaces", "com_interfaces", "com", options).artefacts(layout, "interfaces")
