"""What a page's place says about it: its locale and its docset."""

import re
from collections.abc import Mapping
from pathlib import PurePath

DEFAULT_LOCALE = "en-us"

# BCP 47 as far as folder names use it: a language, perhaps a script, and a region (country or UN M.49 number).
_WITH_REGION = re.compile(r"[a-z]{2,3}(-[a-z]{4})?-([a-z]{2}|[0-9]{3})", re.IGNORECASE)
_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}", re.IGNORECASE)


def locale_of(declared: str | None, path: PurePath) -> str:
    """A page's locale in lower case: what it declares, else the nearest folder that is a tag with a region."""
    if declared is not None and _TAG.fullmatch(declared.strip()):
        return declared.strip().lower()
    folders = (part for part in reversed(path.parent.parts) if _WITH_REGION.fullmatch(part))
    return next(folders, DEFAULT_LOCALE).lower()


def docset_of(docsets: Mapping[str, str], path: PurePath) -> str | None:
    """The docset of the outermost folder of ``path`` that ``docsets`` names (by its last components), or None."""
    folders = path.parent.parts
    for depth in range(1, len(folders) + 1):
        for named, docset in docsets.items():
            parts = tuple(named.split("/"))
            if folders[max(0, depth - len(parts)) : depth] == parts:
                return docset
    return None
