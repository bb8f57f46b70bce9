"""Configuration: ``[tool.specgen]`` of pyproject.toml, or the whole of specgen.toml.

The file is the nearest one above the pages; its folder is the root of the tree they are understood with. Every
key is known and of its type, or the run stops with a message that names file and key.
"""

import posixpath
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

OWN_FILE = "specgen.toml"
SHARED_FILE = "pyproject.toml"
MARKERS = (OWN_FILE, SHARED_FILE, ".git")
SEVERITIES = ("error", "warning", "info")
LONGEST = 86_400
"""Seconds that anybody may want a page to take."""


class ConfigurationError(Exception):
    """A configuration that cannot be used. The message names the file and the key."""


@dataclass(frozen=True)
class Configuration:
    """What a configuration file may say; the command line wins over each.

    ``root`` is the folder whose pages are read to understand the reported ones (None: no file or repository says
    which). ``pages`` and ``exclude`` are folders, files or glob patterns relative to it and restrict what is read
    besides PATH. ``docsets`` gives the docset of a folder, by its path or its last components. ``sites`` gives the
    folder, relative to the root, that an address of the site stands for ("/docs/probe"). ``page_timeout``: seconds that
    a page of no size may take.
    """

    root: Path | None = None
    file: Path | None = None
    pages: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    docsets: Mapping[str, str] = field(default_factory=dict)
    sites: Mapping[str, str] = field(default_factory=dict)
    attribution: Mapping[str, str] = field(default_factory=dict)
    reference: Path | None = None
    locale: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    preview: bool = False
    fail_on: str | None = None
    jobs: int | None = None
    page_timeout: float | None = None
    constants: tuple[Path, ...] = ()
    overlays: tuple[Path, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()


def configuration_for(paths: tuple[Path, ...]) -> Configuration:
    """The configuration that PATHs share. Raises ConfigurationError where it is wrong or they have two."""
    found = {_locate(path.absolute()) for path in paths}
    files = {file for file, _ in found if file is not None}
    if len(files) > 1:
        names = " and ".join(sorted(str(file) for file in files))
        raise ConfigurationError(f"the PATHs belong to two configurations, {names}: run specgen once for each")
    if files:
        return _load(files.pop())
    roots = {root for _, root in found}
    return Configuration(root=roots.pop() if len(roots) == 1 else None)


def consulted(path: Path) -> Iterator[Path]:
    """Every place, nearest first, where something could be that says which configuration and root ``path`` has."""
    for folder in [path, *path.parents] if path.is_dir() else path.parents:
        yield from (folder / name for name in MARKERS)


def _locate(path: Path) -> tuple[Path | None, Path | None]:
    """The configuration file above ``path`` (None: none), and its folder, else the nearest marked one."""
    above = [path, *path.parents] if path.is_dir() else list(path.parents)
    for folder in above:
        own, shared = folder / OWN_FILE, folder / SHARED_FILE
        if own.is_file():
            return own, folder
        if shared.is_file() and _table(shared) is not None:
            return shared, folder
    return None, next((folder for folder in above if any((folder / name).exists() for name in MARKERS)), None)


def _parse(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{file}: is no TOML: {error}") from None
    except OSError as error:
        raise ConfigurationError(f"{file}: cannot be read: {error.strerror}") from None


def _table(file: Path) -> Any:
    """The value that configures specgen in ``file``; None where a pyproject.toml is not about it."""
    data = _parse(file)
    if file.name == OWN_FILE:
        return data
    tools = data.get("tool")
    return tools.get("specgen") if isinstance(tools, dict) else None


def _load(file: Path) -> Configuration:
    table = _table(file)
    prefix = "" if file.name == OWN_FILE else "tool.specgen."
    if not isinstance(table, dict):
        raise ConfigurationError(f"{file}: tool.specgen must be a table, not {_kind(table)}")
    values: dict[str, Any] = {}
    for key, value in table.items():
        reader = _READERS.get(key)
        if reader is None:
            known = ", ".join(sorted(_READERS))
            raise ConfigurationError(f"{file}: unknown key {prefix}{key} (known keys: {known})")
        try:
            values[key.replace("-", "_")] = reader(value)
        except _ValueError as problem:
            place = f"{prefix}{key}{problem.below}"
            raise ConfigurationError(f"{file}: {place} must be {problem.wanted}, not {problem.got}") from None
    if "reference" in values:
        values["reference"] = file.parent / values["reference"]
    if "constants" in values:
        values["constants"] = tuple(file.parent / name for name in values["constants"])
    if "overlays" in values:
        values["overlays"] = tuple(file.parent / name for name in values["overlays"])
    return Configuration(root=file.parent, file=file, **values)


class _ValueError(Exception):
    """What a value should have been. ``below`` is the rest of the key."""

    def __init__(self, wanted: str, value: Any, below: str = "") -> None:
        super().__init__(wanted)
        self.wanted, self.got, self.below = wanted, _kind(value), below


def _kind(value: Any) -> str:
    names = {str: "a string", bool: "a boolean", int: "an integer", float: "a float", list: "an array", dict: "a table"}
    spelt = f" ({value!r})" if isinstance(value, str | int | float) else ""
    return names.get(type(value), type(value).__name__) + spelt


def _string(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise _ValueError("a string that is not empty", value)
    return value


def _strings(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise _ValueError("an array of strings", value)
    for position, item in enumerate(value):
        if not isinstance(item, str) or not item:
            raise _ValueError("a string that is not empty", item, f"[{position}]")
    return tuple(value)


def _boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _ValueError("true or false", value)
    return value


def _jobs(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise _ValueError("an integer of at least 1", value)
    return value


def _seconds(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= LONGEST:
        raise _ValueError(f"a number of seconds from more than 0 to {LONGEST}", value)
    return float(value)


def _severity(value: Any) -> str:
    if value not in SEVERITIES:
        raise _ValueError("one of " + ", ".join(SEVERITIES), value)
    return str(value)


def _items(value: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(value, dict):
        raise _ValueError("a table of strings", value)
    for key, item in value.items():
        if not isinstance(item, str) or not item:
            raise _ValueError("a string that is not empty", item, f".{key}")
        yield key, item


def _docsets(value: Any) -> dict[str, str]:
    return {key.strip("/"): name for key, name in _items(value)}


def _per_file(value: Any) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if not isinstance(value, dict):
        raise _ValueError("a table of arrays of strings", value)
    found = []
    for pattern, words in value.items():
        try:
            found.append((pattern, _strings(words)))
        except _ValueError as problem:
            problem.below = f".{pattern}{problem.below}"
            raise
    return tuple(found)


def _sites(value: Any) -> dict[str, str]:
    read = {}
    for key, folder in _items(value):
        if not key.startswith("/"):
            raise _ValueError("an address that begins with /", key, f".{key}")
        place = posixpath.normpath(folder)
        if place.startswith(("..", "/")):
            raise _ValueError("a folder below the file", folder, f".{key}")
        read["/" + key.strip("/")] = "" if place == "." else place
    return read


ATTRIBUTION = ("creator", "licence", "licence-uri", "title")


def _attribution(value: Any) -> dict[str, str]:
    read = dict(_items(value))
    for key in read:
        if key not in ATTRIBUTION:
            raise _ValueError("one of " + ", ".join(ATTRIBUTION), key, f".{key}")
    return {key.replace("-", "_"): text for key, text in read.items()}


def _locale(value: Any) -> str:
    return _string(value).lower()


_READERS: dict[str, Callable[[Any], Any]] = {
    "pages": _strings,
    "exclude": _strings,
    "docsets": _docsets,
    "sites": _sites,
    "attribution": _attribution,
    "reference": _string,
    "locale": _locale,
    "select": _strings,
    "ignore": _strings,
    "preview": _boolean,
    "fail-on": _severity,
    "jobs": _jobs,
    "page-timeout": _seconds,
    "constants": _strings,
    "overlays": _strings,
    "per-file-ignores": _per_file,
}
