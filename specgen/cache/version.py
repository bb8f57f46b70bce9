"""Which reader it is: facts that another one read are none."""

import sys
from functools import cache
from hashlib import blake2b
from importlib import metadata
from pathlib import Path

import specgen

_LIBRARIES = ("lark", "markdown-it-py", "msgspec", "PyYAML", "tree-sitter", "tree-sitter-cpp")
"""What reads pages, beside specgen itself."""

_PACKAGE = Path(specgen.__file__).parent


@cache
def reader_version() -> str:
    """Digits that change with specgen's code, the libraries that it reads with, and Python."""
    said = [specgen.__version__, sys.version, *(_version(name) for name in _LIBRARIES), *_code()]
    return blake2b("\n".join(said).encode(), digest_size=16).hexdigest()


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _record() -> list[str]:
    """What the installer wrote of the package that runs here; nothing where it installed another, or a link."""
    try:
        installed = metadata.distribution("specgen")
    except metadata.PackageNotFoundError:
        return []
    if Path(str(installed.locate_file("specgen"))).resolve() != _PACKAGE.resolve():
        return []
    lines = (installed.read_text("RECORD") or "").splitlines()
    return sorted(line for line in lines if line.startswith("specgen/") and "sha256=" in line)


def _code() -> list[str]:
    """The digests of specgen's files: as the installer wrote them down, else (a working copy) by size and time."""
    written = _record()
    if written:
        return written
    files = sorted(path for path in _PACKAGE.rglob("*") if path.suffix in (".py", ".toml", ".lark", ".json"))
    found = ((path, path.stat()) for path in files)
    return [f"{path.relative_to(_PACKAGE).as_posix()} {one.st_size} {one.st_mtime_ns}" for path, one in found]
