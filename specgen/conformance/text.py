"""Text of pages and targets for people to read: nothing in it moves a cursor, hides itself or turns a line around."""

import unicodedata

_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))


def visible(text: str) -> str:
    r"""The text with each hidden character spelled out (``\x1b``, ``\u202e``); line ends and tabs become spaces."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        " " if one in "\r\n\t" else _spelled(one) if unicodedata.category(one) in _HIDDEN else one for one in text
    )


def _spelled(character: str) -> str:
    number = ord(character)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
