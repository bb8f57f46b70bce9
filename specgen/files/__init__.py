"""The only writer: safe names, a manifest of what was made, and all or nothing.

``write_tree`` brings a folder in line with a set of artefacts. ``safe_path`` makes a path of the contract out of
names that come from pages. ``write_whole`` replaces a single file by text, ``replace_all`` several by bytes.
"""

from specgen.files.errors import EditedFilesError, ManifestError, OutputError, UnsafePathError
from specgen.files.manifest import NAME as MANIFEST
from specgen.files.names import safe_name, safe_path, safe_paths
from specgen.files.single import replace_all, write_whole
from specgen.files.tree import TreeReport, Writable, write_tree

__all__ = [
    "MANIFEST",
    "EditedFilesError",
    "ManifestError",
    "OutputError",
    "TreeReport",
    "UnsafePathError",
    "Writable",
    "replace_all",
    "safe_name",
    "safe_path",
    "safe_paths",
    "write_tree",
    "write_whole",
]
