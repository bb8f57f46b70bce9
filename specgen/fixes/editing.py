r"""Edits applied to bytes.

Lines and columns count as spans do: from 1, in code points, lines ending at \n, \r\n or \r. A line end inside the new
text becomes the one that the page uses where the edit begins.
"""

import re
from collections.abc import Iterable, Sequence

from specgen.model.findings import Edit

_LINE_END = re.compile(r"\r\n|\r|\n")
_BOM = b"\xef\xbb\xbf"


class EditError(ValueError):
    """A page that cannot be edited: it is no UTF-8, or an edit stands where the page has no such place."""


def mended(data: bytes, edits: Iterable[Edit]) -> bytes:
    """``data`` with ``edits`` applied; they do not overlap. Raises EditError; then nothing was applied."""
    body = data.removeprefix(_BOM)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise EditError("the page is not UTF-8") from None
    lines = _lines(text)
    made = text
    for edit in sorted(edits, key=lambda one: (one.line, one.column), reverse=True):
        start = _offset(lines, edit.line, edit.column)
        end = _offset(lines, edit.end_line, edit.end_column)
        if end < start:
            raise EditError(f"an edit of line {edit.line} ends before it begins")
        line_end = lines[edit.line - 1][2] or lines[0][2] or "\n"
        made = made[:start] + edit.text.replace("\n", line_end) + made[end:]
    return data[: len(data) - len(body)] + made.encode("utf-8")


def _lines(text: str) -> list[tuple[int, int, str]]:
    """Start, end of the text, and line end of each line; the last has no line end."""
    found, start = [], 0
    for match in _LINE_END.finditer(text):
        found.append((start, match.start(), match[0]))
        start = match.end()
    return [*found, (start, len(text), "")]


def _offset(lines: Sequence[tuple[int, int, str]], line: int, column: int) -> int:
    """The offset of a place in text of these lines."""
    if not 1 <= line <= len(lines):
        raise EditError(f"the page has no line {line}")
    start, stop, _ = lines[line - 1]
    if not 1 <= column <= stop - start + 1:
        raise EditError(f"line {line} has no column {column}")
    return start + column - 1
