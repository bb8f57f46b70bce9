"""``specgen.mock``: from pages to a simulated CIM server in one step. See there."""

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from specgen.backends import Options, mof
from specgen.cim import schema
from specgen.conformance.targets.mock import WmiMock, is_installed
from specgen.files import write_tree
from specgen.pipeline import Request, compile_pages
from specgen.project import NoSuchPathError, configuration_for


def connection(given: Sequence[str | os.PathLike[str]], original: str | os.PathLike[str] | None) -> Any:
    """The connection; raises as ``specgen.mock`` does."""
    paths = tuple(str(os.fspath(path)) for path in given)
    reference = None if original is None else str(os.fspath(original))
    if not is_installed():
        raise ImportError("a simulated CIM server needs pywbem: pip install 'specgen[wbem]'")
    configuration = configuration_for(tuple(map(Path, paths)))
    try:
        run = compile_pages(Request(paths, configuration, reference))
    except NoSuchPathError as error:
        raise FileNotFoundError(str(error)) from None
    if run.errors:
        raise ValueError(f"{len(run.errors)} pages cannot be read, the first: {run.errors[0]}")
    entities = run.library.primaries()
    names = [space.name for space in schema(entities, descriptions=False).spaces]
    if not names:
        raise ValueError(f"no page under {', '.join(paths) or 'no path'} documents a WMI class")
    with tempfile.TemporaryDirectory() as folder:
        write_tree(Path(folder), mof.generate(run.library, Options(descriptions=False)))
        files = {None if name == "?" else name: Path(folder, path) for name, path in mof.namespace_paths(names).items()}
        return WmiMock(files, entities).connection()
