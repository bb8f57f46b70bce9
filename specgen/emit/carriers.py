r"""Filters: text of a page made inert for what carries it.

None of them lets through a control character, a bidirectional override or an invisible character: those are
shown as ``\\x1b`` and the like. ``py_string`` and ``py_literal`` are exact, the literal's value is the text.
"""

import re
import textwrap
import unicodedata
from collections.abc import Mapping, Sequence

from specgen.emit.code import Code

_JOINERS = "\u200c\u200d"
_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
_DIRECTIVE = re.compile(r"\b(coding|type|pyright|mypy|ruff|pylint|fmt|isort|noqa|pragma)(?=\s*[:=])")
_MD_PUNCTUATION = re.compile(r"([\\`*_{}\[\]<>#|~&!$@])")
_MD_LINE_START = re.compile(r"^([-+=]|\d{1,9}(?=[.)]))")

Literal = None | bool | int | float | str | Sequence["Literal"] | Mapping[str, "Literal"]


def visible(text: str, keep: str = "") -> str:
    """``text`` with every hidden character but those of ``keep`` spelled out.

    Hidden are controls, format characters (except the two joiners that scripts need), lone surrogates and
    Unicode's line and paragraph separators.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_spelled(one) if _is_hidden(one) and one not in keep else one for one in text)


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) in _HIDDEN and character not in _JOINERS


def _spelled(character: str) -> str:
    number = ord(character)
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def _one_line(text: str) -> str:
    return visible(" ".join(text.split()))


def py_string(text: str) -> Code:
    """A Python string literal whose value is exactly ``text``."""
    literal = repr(text)
    if literal[0] == "'" and '"' not in literal:
        literal = f'"{literal[1:-1]}"'
    return Code("".join(_spelled(one) if one in _JOINERS else one for one in literal))


def py_literal(value: Literal) -> Code:
    """A Python literal of plain data: None, booleans, numbers, strings, and sequences and mappings of them.

    Sequences become lists, tuples stay tuples. Raises TypeError for anything else.
    """
    if isinstance(value, str):
        return py_string(value)
    if value is None or isinstance(value, (bool, int, float)):
        return Code(repr(value))
    if isinstance(value, Mapping):
        return Code("{" + ", ".join(f"{py_string(key)}: {py_literal(one)}" for key, one in value.items()) + "}")
    if isinstance(value, tuple):
        return Code("(" + "".join(f"{py_literal(one)}, " for one in value).removesuffix(" ") + ")")
    if isinstance(value, Sequence):
        return Code("[" + ", ".join(py_literal(one) for one in value) + "]")
    raise TypeError(f"no literal for {type(value).__name__}")


def py_docstring(text: str, indent: int = 4, width: int = 112, hang: int = 0) -> Code:
    r"""Text for the inside of a ``\"\"\"`` docstring, wrapped to ``width`` columns.

    Paragraphs (parted by a blank line) stay apart. Lines after the first are indented by ``indent`` spaces, and
    by ``hang`` more inside a paragraph. The docstring's value is the text but for white space and what
    ``visible`` shows.
    """
    paragraphs = [_one_line(part) for part in re.split(r"\n[^\S\n]*\n", text)]
    lead = " " * indent
    wrapped = [_wrap(_in_docstring(part), width - indent, hang) for part in paragraphs if part]
    lines = "\n\n".join(wrapped).split("\n")
    return Code("\n".join([lines[0], *(lead + line if line else "" for line in lines[1:])]))


def _in_docstring(text: str) -> str:
    escaped = text.replace("\\", "\\\\")
    return re.sub(r'"(?="|$)|(?<=")"', r"\"", escaped)


def _wrap(text: str, width: int, hang: int) -> str:
    hanging = " " * hang
    return textwrap.fill(
        text, max(width, 20), subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False
    )


def py_comment(text: str) -> Code:
    """Text for a ``#`` comment: one line, and no word that a tool would take for a directive."""
    return Code(_DIRECTIVE.sub(r"\1\\", _one_line(text)))


def mof_string(text: str) -> Code:
    r"""A MOF string literal (DSP0004). Line ends and tabs are ``\n`` and ``\t``."""
    shown = visible(text.replace("\r\n", "\n").replace("\r", "\n"), keep="\n\t")
    escaped = shown.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return Code(f'"{escaped}"')


def mof_comment(text: str) -> Code:
    """Text for a ``//`` comment: one line."""
    return Code(_one_line(text))


def idl_comment(text: str) -> Code:
    r"""Text for a ``//`` comment of C and IDL: one line, and no backslash at its end, which would join it to the next.

    Such a backslash is spelled ``\\x5c``; a trigraph of one loses its meaning likewise.
    """
    line = _one_line(text).replace("??/", r"??\x2f")
    return Code(line[:-1] + r"\x5c" if line.endswith("\\") else line)


def md_text(text: str) -> Code:
    """Text for a line or table cell of Markdown: no markup, HTML or mention in it takes effect."""
    escaped = _MD_PUNCTUATION.sub(r"\\\1", _one_line(text))
    return Code(_MD_LINE_START.sub(lambda found: _md_start(found[1]), escaped))


def _md_start(start: str) -> str:
    return f"\\{start}" if start in "-+=" else f"{start}\\"
