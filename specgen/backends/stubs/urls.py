"""Where a page is published: it follows from the docset and the path."""

from urllib.parse import quote

_SITE = "https://learn.microsoft.com"

_PUBLISHED = {
    "win32": ("desktop-src", "windows/win32"),
    "office": ("docs", "office/client-developer"),
}
"""By docset: the folder of the repository that is published, and where."""


def published(docset: str | None, page: str, locale: str) -> str | None:
    """The address of a page, None where the docset or the folder is not known."""
    folder, place = _PUBLISHED.get(docset or "", ("", ""))
    parts = page.rsplit(".", 1)[0].lower().split("/")
    if not folder or folder not in parts:
        return None
    tail = "/".join(quote(part) for part in parts[parts.index(folder) + 1 :])
    language = "" if locale == "en-us" else f"{quote(locale)}/"
    return f"{_SITE}/{language}{place}/{tail}"
