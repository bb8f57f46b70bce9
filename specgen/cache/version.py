"""Which specgen it is: what another one read, or said, counts for nothing.

Nothing is imported to find out, neither the libraries nor what reads their metadata: the folders that installers make
beside each library carry its version in their names.
"""

import os
import sys
from hashlib import blake2b

import specgen

_LIBRARIES = ("lark", "markdown-it-py", "msgspec", "PyYAML", "tree-sitter", "tree-sitter-cpp")
"""What reads pages, beside specgen itself."""

_TEMPLATES = "templates"
"""In the installed package, else beside it."""

_COMPILED = "__pycache__"
_PACKAGE = os.path.dirname(os.path.abspath(specgen.__file__))
_METADATA = (".dist-info", ".egg-info")


def reader_version() -> str:
    """Digits that change with specgen's code, the libraries that it reads with, and Python."""
    there = installed()
    return _digits([specgen.__version__, sys.version, *(there.get(_plain(name), "") for name in _LIBRARIES), *_code()])


def program_version() -> str:
    """Digits that change with specgen's code, any library that is installed, and Python."""
    return _digits([specgen.__version__, sys.version, *sorted(installed().values()), *_code()])


def installed() -> dict[str, str]:
    """What is installed: names of libraries, as PyPI compares them, and the folder of each one's metadata."""
    found: dict[str, str] = {}
    for place in sys.path:
        try:
            names = sorted(os.listdir(place or os.curdir))
        except OSError:
            continue
        for name in names:
            if name.endswith(_METADATA):
                # The first on the path is the one that is imported.
                found.setdefault(_plain(name.partition("-")[0].removesuffix(".egg-info")), name)
    return found


def _plain(name: str) -> str:
    return name.lower().replace("-", "_").replace(".", "_")


def _digits(said: list[str]) -> str:
    return blake2b("\n".join(said).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def _code() -> list[str]:
    """The digests of specgen's files: as the installer wrote them down, else (a working copy) by size and time."""
    written = _record()
    return written or sorted([*_stamped(_PACKAGE, ""), *_beside()])


def _beside() -> list[str]:
    templates = os.path.join(os.path.dirname(_PACKAGE), _TEMPLATES)
    return _stamped(templates, f"{_TEMPLATES}/") if os.path.isdir(templates) else []


def _record() -> list[str]:
    """What the installer wrote of the package that runs here; nothing where it installed another, or a link."""
    folder = os.path.join(os.path.dirname(_PACKAGE), f"specgen-{specgen.__version__}.dist-info")
    try:
        with open(os.path.join(folder, "RECORD"), encoding="utf-8") as record:
            lines = record.read().splitlines()
    except (OSError, UnicodeDecodeError):
        return []
    return sorted(line for line in lines if line.startswith("specgen/") and "sha256=" in line)


def _stamped(folder: str, inside: str) -> list[str]:
    found: list[str] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name == _COMPILED:
                # Python writes there while others run, first under names that are no .pyc.
                continue
            if entry.is_dir():
                found += _stamped(entry.path, f"{inside}{entry.name}/")
            elif not entry.name.endswith(".pyc"):
                one = entry.stat()
                found.append(f"{inside}{entry.name} {one.st_size} {one.st_mtime_ns}")
    return found
