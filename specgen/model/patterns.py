"""Patterns of paths, as the configuration has them."""

from fnmatch import fnmatchcase
from pathlib import PurePath


def covers(pattern: str, path: PurePath) -> bool:
    """Whether a pattern covers a relative path, or a folder that it lies in.

    ``*``, ``?`` and ``[...]`` mean what they mean in shells, and ``*`` passes slashes. A pattern without a slash names
    the last component anywhere.
    """
    wanted = pattern.strip("/")
    return any(
        fnmatchcase(one.as_posix(), wanted) or ("/" not in wanted and fnmatchcase(one.name, wanted))
        for one in (path, *path.parents[:-1])
    )
