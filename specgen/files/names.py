"""File names out of names from pages: safe on every system, and the same on every run.

Lower case; a character other than a-z 0-9 _ . - becomes ``%xx`` for each byte of its UTF-8. ``~`` stands in no
name by itself, so what it marks (a number for names that collide, a hash for names cut short) is never taken
for a name.
"""

import re
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import PurePosixPath

from specgen.files.errors import UnsafePathError

MAX_PATH = 180
_MAX_PART = 120
_MIN_PART = 24
_SAFE = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_.-")
_PORTS = (f"{port}{number}" for port in ("com", "lpt") for number in range(10))
_DEVICES = frozenset(("con", "prn", "aux", "nul", "conin$", "conout$", *_PORTS))
_CUT_ESCAPE = re.compile(r"%[0-9a-f]?\Z")


def safe_name(name: str) -> str:
    """One path component for ``name``: never empty, hidden, a device of Windows, or ending in a dot."""
    made = "".join(one if one in _SAFE else _percent(one) for one in name.lower()) or "_"
    if made[0] == "." or made.split(".")[0] in _DEVICES:
        made = _percent(made[0]) + made[1:]
    if made[-1] == ".":
        made = made[:-1] + _percent(".")
    return made


def _percent(character: str) -> str:
    return "".join(f"%{byte:02x}" for byte in character.encode("utf-8", "surrogatepass"))


def safe_path(parts: Sequence[str]) -> str:
    """A relative path with ``/`` for the names of its parts, at most 180 characters long.

    Parts that are too long are cut before their suffix and marked with a hash of the whole. Raises
    UnsafePathError where there are no parts, or too many to fit.
    """
    safe = [_shortened(safe_name(part), _MAX_PART) for part in parts]
    if not safe:
        raise UnsafePathError("a path needs at least one part")
    while (excess := len("/".join(safe)) - MAX_PATH) > 0:
        longest = max(range(len(safe)), key=lambda index: len(safe[index]))
        if len(safe[longest]) <= _MIN_PART:
            raise UnsafePathError(f"no path of {MAX_PATH} characters holds {len(safe)} parts")
        safe[longest] = _shortened(safe[longest], max(_MIN_PART, len(safe[longest]) - excess))
    return "/".join(safe)


def _shortened(name: str, length: int) -> str:
    if len(name) <= length:
        return name
    mark = "~" + sha256(name.encode()).hexdigest()[:8]
    suffix = PurePosixPath(name).suffix
    if len(suffix) > 8:
        suffix = ""
    return _CUT_ESCAPE.sub("", name[: length - len(mark) - len(suffix)]) + mark + suffix


def safe_paths(wanted: Iterable[Sequence[str]]) -> list[str]:
    """``safe_path`` of each; those that meet an earlier one get ``~2``, ``~3`` ... before the suffix."""
    used: set[str] = set()
    made = []
    for parts in wanted:
        path = chosen = safe_path(parts)
        number = 1
        while chosen in used:
            number += 1
            chosen = _numbered(path, number)
        used.add(chosen)
        made.append(chosen)
    return made


def _numbered(path: str, number: int) -> str:
    folder, _, name = path.rpartition("/")
    suffix = PurePosixPath(name).suffix
    mark = f"~{number}"
    room = min(len(name), MAX_PATH - len(path) + len(name) - len(mark))
    cut = _shortened(name, room)
    stem = cut.removesuffix(suffix)
    return f"{folder}/{stem}{mark}{suffix}" if folder else f"{stem}{mark}{suffix}"
