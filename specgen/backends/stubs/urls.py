"""Where a page is published: it follows from the docset and the path."""

from urllib.parse import quote

_SITE = "https://learn.microsoft.com"

_PUBLISHED = {
    "win32": (("desktop-src",), "windows/win32"),
    "office": (("docs",), "office/client-developer"),
}
"""By docset: the folder of the repository that is published, and where."""

_UNNAMED = (
    (("desktop-src",), "windows/win32"),
    (("docs", "outlook"), "office/client-developer"),
)
"""The same where no docset is known: folders that no other published repository has."""


def published(docset: str | None, page: str, locale: str) -> str | None:
    """The address of a page, None where the docset or the folder is not known."""
    parts = page.rsplit(".", 1)[0].lower().split("/")
    known = _UNNAMED if docset is None else (_PUBLISHED[docset],) if docset in _PUBLISHED else ()
    for folders, place in known:
        at = _place_of(folders, parts)
        if at is not None:
            tail = "/".join(quote(part) for part in parts[at + 1 :])
            language = "" if locale == "en-us" else f"{quote(locale)}/"
            return f"{_SITE}/{language}{place}/{tail}"
    return None


def _place_of(folders: tuple[str, ...], parts: list[str]) -> int | None:
    """Where the published folder stands in a path: the first of ``folders``, with the others behind it."""
    starts = (at for at in range(len(parts) - 1) if tuple(parts[at : at + len(folders)]) == folders)
    return next(starts, None)
