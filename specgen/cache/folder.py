"""Where the cache is: in the user's folder for such things, never among pages."""

import os
import sys
from pathlib import Path

FOLDER = "SPECGEN_CACHE_DIR"
"""The environment variable that names the folder to use instead, such as one that CI keeps between jobs."""


def default_folder() -> Path | None:
    """The folder, which need not be there yet; None where the user has no home."""
    named = os.environ.get(FOLDER)
    if named:
        return Path(named).absolute()
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "specgen"
    above = os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else os.environ.get("XDG_CACHE_HOME")
    # The XDG specification wants a relative path ignored.
    return Path(above if above and Path(above).is_absolute() else home / ".cache") / "specgen"
