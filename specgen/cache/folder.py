"""Where the cache is: in the user's folder for such things, never among pages."""

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "SPECGEN_CACHE_DIR"
"""The environment variable that names the folder to use instead, such as one that CI keeps between jobs."""


def default_folder() -> "Path | None":
    """The folder, which need not be there yet; None where the user has no home."""
    from pathlib import Path  # noqa: PLC0415  an unchanged run is answered before it is loaded

    named = folder_name()
    return None if named is None else Path(named)


def folder_name() -> str | None:
    """The same, absolute, as text."""
    named = os.environ.get(FOLDER)
    if named:
        return os.path.abspath(named)
    home = os.path.expanduser("~")
    if not os.path.isabs(home):
        return None
    if sys.platform == "darwin":
        return os.path.join(home, "Library", "Caches", "specgen")
    above = os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else os.environ.get("XDG_CACHE_HOME")
    # The XDG specification wants a relative path ignored.
    return os.path.join(above if above and os.path.isabs(above) else os.path.join(home, ".cache"), "specgen")
