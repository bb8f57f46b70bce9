"""Single files, whole or not at all: what was there stays until the new one is complete."""

import contextlib
import os
import tempfile
from collections.abc import Iterable
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
    handle, name = tempfile.mkstemp(prefix=".specgen-", suffix=".tmp", dir=target.parent)
    staged = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as stream:
            stream.writelines(pieces)
        staged.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
        staged.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            staged.unlink()
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
