"""specgen: compiles API reference pages into one typed model, and the model into artefacts."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from typing import Any

__version__ = "0.1.0"
__all__ = ["mock"]


def mock(*paths: "str | os.PathLike[str]", reference: "str | os.PathLike[str] | None" = None) -> "Any":
    """A simulated CIM server that has the WMI classes documented under ``paths``: try client code without Windows.

    Gives a ``pywbem_mock.FakedWBEMConnection`` (extra ``wbem``) with every documented namespace; classes of a page that
    names none are in ``root/undocumented``. Each documented method answers with its documented success, each class that
    is not abstract, or has methods, has one instance with made-up keys. ``reference`` is the tree that the pages were
    translated from.

    Raises FileNotFoundError where there is no such path, ImportError without pywbem, ValueError where no page documents
    a WMI class, or a file cannot be read. A page that is damaged inside counts for nothing here; ``specgen check``
    names it.
    """
    # Compiling pages and pywbem take a while to load, and whoever asks for the version needs neither.
    from importlib import import_module  # noqa: PLC0415

    return import_module("specgen.mocking").connection(paths, reference)
