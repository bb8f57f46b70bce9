"""Overlay files: TOML, one ``[[overlay]]`` table a known defect of a page.

Keys are ``id``, ``field``, ``was``, ``now``, ``reason``, ``link``, and where they are needed ``locale`` and ``member``;
no others. TOML has no null, so it is written ``{ null = true }``.
"""

import math
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from specgen.model.overlays import Overlay, OverlayError, Plain

TABLE = "overlay"
_HEADER = re.compile(r"""\s*\[\[\s*(["']?)overlay\1\s*\]\]""")
_NULL = {"null": True}
_SMALLEST, _BEYOND = -(1 << 63), 1 << 64


def read_overlays(files: Iterable[str]) -> tuple[Overlay, ...]:
    """The entries of these files, in order; a file that is named twice is read once.

    Raises OverlayError with everything that is wrong in any of them.
    """
    found: list[Overlay] = []
    problems: list[str] = []
    for file in dict.fromkeys(files):
        try:
            found.extend(_entries(file))
        except OverlayError as error:
            problems.extend(error.problems)
    if problems:
        raise OverlayError(problems)
    return tuple(found)


def _entries(file: str) -> list[Overlay]:
    text, data = _parse(file)
    unknown = sorted(set(data) - {TABLE})
    if unknown:
        raise OverlayError(f"{file}: unknown key {key} (an overlay file holds [[overlay]] tables)" for key in unknown)
    tables = data.get(TABLE, [])
    lines = list(_header_lines(text))
    if not isinstance(tables, list) or len(lines) != len(tables):
        raise OverlayError([f"{file}: each entry is a table that begins with [[overlay]] on a line of its own"])
    found: list[Overlay] = []
    problems: list[str] = []
    for line, table in zip(lines, tables, strict=True):
        try:
            found.append(_entry(file, line, table))
        except _EntryError as error:
            problems.append(f"{file}:{line}: {error}")
    if problems:
        raise OverlayError(problems)
    return found


def _parse(file: str) -> tuple[str, dict[str, Any]]:
    try:
        text = Path(file).read_text(encoding="utf-8-sig")
        return text, tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise OverlayError([f"{file}: is no TOML: {error}"]) from None
    except OSError as error:
        raise OverlayError([f"{file}: cannot be read: {error.strerror}"]) from None
    except RecursionError:
        raise OverlayError([f"{file}: is no TOML: it is nested too deeply"]) from None


def _header_lines(text: str) -> Iterator[int]:
    """The lines (1-based) on which entries begin. tomllib tells none.

    A line that looks like a header inside a string of several lines is none: what stands before it, from the header
    before, is no TOML by itself.
    """
    lines = text.split("\n")
    start = 0
    for number, line in enumerate(lines):
        if _HEADER.match(line) and _is_whole("\n".join(lines[start:number])):
            start = number
            yield number + 1


def _is_whole(text: str) -> bool:
    try:
        tomllib.loads(text + "\n")
    except tomllib.TOMLDecodeError:
        return False
    return True


class _EntryError(Exception):
    """What is wrong with one entry."""


def _entry(file: str, line: int, table: Mapping[str, Any]) -> Overlay:
    for key in table:
        if key not in _READERS:
            raise _EntryError(f"unknown key {key} (known keys: {', '.join(_READERS)})")
    missing = [key for key in _READERS if key not in table and key not in _OPTIONAL]
    if missing:
        raise _EntryError(f"{', '.join(missing)} must be given")
    overlay = Overlay(file, line, **{key: _READERS[key](key, value) for key, value in table.items()})
    if _identical(overlay.was, overlay.now):
        raise _EntryError("was and now are the same: the entry changes nothing")
    return overlay


def _identical(one: Plain, other: Plain) -> bool:
    """Equal in type as well: true is not 1."""
    return one == other and repr(one) == repr(other)


def _text(key: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _EntryError(f"{key} must be a string that is not empty")
    return value


def _locale(key: str, value: Any) -> str:
    return _text(key, value).lower()


def _link(key: str, value: Any) -> str:
    text = _text(key, value)
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname or not text.isprintable() or " " in text:
        raise _EntryError(f"{key} must be an http or https URL")
    return text


def _plain(key: str, value: Any) -> Plain:
    """A value as the model's JSON has it."""
    if isinstance(value, list):
        return [_plain(key, item) for item in value]
    if isinstance(value, dict) and value == _NULL and value["null"] is True:
        return None
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int) and _SMALLEST <= value < _BEYOND:
        return value
    if isinstance(value, float) and math.isfinite(value):
        return value
    raise _EntryError(f"{key} must be a string, a number, true, false, {{ null = true }} or an array of these")


_READERS: dict[str, Callable[[str, Any], Any]] = {
    "id": _text,
    "locale": _locale,
    "member": _text,
    "field": _text,
    "was": _plain,
    "now": _plain,
    "reason": _text,
    "link": _link,
}
_OPTIONAL = frozenset({"locale", "member"})
