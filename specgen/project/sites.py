"""What addresses of the site stand for: as the configuration says, docfx.json, and the lists of redirections.

Both kinds of file are other tools', and read as they document them: the ``src`` and ``dest`` of docfx's content, its
``basePath`` (version 3), and the ``redirections`` of files called ``.openpublishing.redirection*.json``. One that
cannot be read says nothing: links that need it are then not checked.
"""

import json
import posixpath
from collections.abc import Collection, Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from specgen.model.tree import Tree

DOCFX = "docfx.json"
REDIRECTIONS = ".openpublishing.redirection*.json"
LARGEST = 64 * 1024 * 1024
"""Bytes; longer lists of redirections are not read."""


def read_sites(top: Path, files: Collection[str], configured: Mapping[str, str]) -> Tree:
    """The tree of ``files`` under ``top``, whose sites are those of the configuration, then those of docfx."""
    sites = [(address, folder) for address, folder in configured.items()]
    moved: list[str] = []
    docsets = []
    for file in sorted(files):
        name = posixpath.basename(file).lower()
        if name == DOCFX:
            docsets.append(posixpath.dirname(file))
            sites.extend(_docfx(posixpath.dirname(file), _read(top / file)))
        elif fnmatchcase(name, REDIRECTIONS):
            moved.extend(_redirected(posixpath.dirname(file), _read(top / file)))
    first = {_bare(address): folder for address, folder in reversed(sites)}
    return Tree.of(files, first.items(), moved, docsets)


def _bare(address: str) -> str:
    bare = posixpath.normpath(address.strip("/")).lower()
    return "" if bare == "." else bare


def _read(file: Path) -> Any:
    try:
        if not file.is_file() or file.stat().st_size > LARGEST:
            return None
        return json.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return None


def _docfx(folder: str, said: Any) -> Iterator[tuple[str, str]]:
    """Addresses and folders, relative to the tree, of a docset in ``folder``."""
    if not isinstance(said, dict):
        return
    base = said.get("basePath")
    if isinstance(base, str):
        yield base, folder
    build = said.get("build")
    content = build.get("content") if isinstance(build, dict) else None
    for entry in content if isinstance(content, list) else ():
        if not isinstance(entry, dict) or not isinstance(entry.get("dest"), str):
            continue
        source = entry.get("src") or entry.get("cwd") or "."
        place = posixpath.normpath(posixpath.join(folder, source)) if isinstance(source, str) else ".."
        if not place.startswith((".", "/")) or place == ".":
            yield entry["dest"], "" if place == "." else place


def _redirected(folder: str, said: Any) -> Iterator[str]:
    """The pages, relative to the tree, whose address leads elsewhere."""
    listed = said.get("redirections") if isinstance(said, dict) else None
    for entry in listed if isinstance(listed, list) else ():
        if not isinstance(entry, dict) or not entry.get("redirect_url"):
            continue
        path, rooted = entry.get("source_path"), entry.get("source_path_from_root")
        if isinstance(rooted, str):
            yield posixpath.normpath(rooted.strip("/"))
        elif isinstance(path, str):
            yield posixpath.normpath(posixpath.join(folder, path.strip("/")))
