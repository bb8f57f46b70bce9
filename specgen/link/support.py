"""Support rows: ``Windows Vista [desktop apps only]`` in canonical English, "none" for "None supported"."""

import re

from specgen.lexicons import Lexicon

_BRACKETED = re.compile(r"(.*?)\s*\[\s*(.+?)\s*\]\s*$")
_ENGLISH = {"desktop-apps-only": "desktop apps only", "desktop-and-store-apps": "desktop apps | UWP apps"}


def canonical(text: str, words: Lexicon) -> str:
    """The value in English where the lexicon knows its words; else as it stands."""
    if words.key("phrases", text) == "none":
        return "none"
    match = _BRACKETED.match(text) if text.rstrip().endswith("]") else None
    phrase = words.key("phrases", match[2]) if match else None
    if match and phrase in _ENGLISH:
        return f"{match[1]} [{_ENGLISH[phrase]}]"
    return text
