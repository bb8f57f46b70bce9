r"""The JSON Lines format: one finding a line, keys as the contract publishes them.

The lines are UTF-8 JSON. Characters that a terminal or log would obey are written as ``\u`` escapes, which JSON
readers turn back, so a line is safe to show and loses nothing.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from specgen.model.change import changed
from specgen.model.findings import Edit, Finding, Fix, Related
from specgen.model.serial import finding_line
from specgen.reports import Sources, shown

NAME = "jsonl"

_BEYOND_ASCII = re.compile(r"[\x7f-\U0010ffff]")


def write(
    findings: Iterable[Finding],
    sources: Sources,  # noqa: ARG001  every format takes the same
    *,
    colour: bool = False,  # noqa: ARG001  the same
) -> Iterator[str]:
    """One JSON object a line. Neither sources nor colours are part of it."""
    for finding in findings:
        line = _line(finding).decode("utf-8")
        yield _BEYOND_ASCII.sub(_escaped, line).replace("##", "#\\u0023") + "\n"


def _escaped(match: re.Match[str]) -> str:
    letter = match[0]
    if shown(letter) == letter:
        return letter
    units = letter.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def _line(finding: Finding) -> bytes:
    """The line, where a lone surrogate (file names that are not UTF-8 hold them) becomes a question mark."""
    try:
        return finding_line(finding)
    except UnicodeEncodeError:
        return finding_line(_encodable(finding))


def _encodable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, tuple):
        return tuple(_encodable(one) for one in value)
    if isinstance(value, Finding | Related | Fix | Edit):
        return changed(value, **{name: _encodable(getattr(value, name)) for name in value.__struct_fields__})
    return value
