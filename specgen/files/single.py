"""Single files, whole or not at all: what was there stays until the new one is complete."""

import contextlib
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path


def write_whole(file: Path, pieces: Iterable[str]) -> None:
    """Write text to ``file`` as UTF-8; a lone surrogate becomes an escape.

    A regular file, or one that is not there, is replaced when everything is written; a link is followed, and what is
    no regular file (a pipe, a device) is written to. Raises OSError, after which the old file is still there.
    """
    if file.exists() and not file.is_file():
        with file.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as stream:
            stream.writelines(pieces)
        return
    target = Path(os.path.realpath(file))
    staged = _staged(target, (piece.encode("utf-8", errors="backslashreplace") for piece in pieces))
    try:
        staged.replace(target)
    except OSError:
        with contextlib.suppress(OSError):
            staged.unlink()
        raise


def replace_all(contents: Mapping[Path, bytes]) -> None:
    """Replace files by these bytes, when all of them are written beside what they replace.

    Links are followed; a file keeps its permissions. Raises OSError: before the first is replaced nothing has changed.
    """
    staged: dict[Path, Path] = {}
    try:
        for file, data in contents.items():
            target = Path(os.path.realpath(file))
            staged[target] = _staged(target, (data,))
        for target, new in list(staged.items()):
            new.replace(target)
            del staged[target]
    finally:
        for left in staged.values():
            with contextlib.suppress(OSError):
                left.unlink()


def _staged(target: Path, pieces: Iterable[bytes]) -> Path:
    """A new file beside ``target``, with these bytes and its permissions."""
    handle, name = tempfile.mkstemp(prefix=".specgen-", suffix=".tmp", dir=target.parent)
    staged = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.writelines(pieces)
        staged.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
    except BaseException:
        with contextlib.suppress(OSError):
            staged.unlink()
        raise
    return staged


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
