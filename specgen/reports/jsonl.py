r"""The JSON Lines format: one finding a line, keys as the contract publishes them.

The lines are UTF-8 JSON. Characters that a terminal or log would obey are written as ``\u`` escapes, which JSON
readers turn back, so a line is safe to show and loses nothing.
"""

import re
from collections.abc import Iterable, Iterator

from specgen.model.findings import Finding
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
        line = finding_line(_encodable(finding)).decode("utf-8")
        yield _BEYOND_ASCII.sub(_escaped, line).replace("##", "#\\u0023") + "\n"


def _escaped(match: re.Match[str]) -> str:
    letter = match[0]
    if shown(letter) == letter:
        return letter
    units = letter.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def _encodable(finding: Finding) -> Finding:
    """The finding without lone surrogates: file names that are not UTF-8 hold them, and UTF-8 cannot."""
    try:
        f"{finding.root}{finding.page}".encode()
    except UnicodeEncodeError:
        fields = {name: getattr(finding, name) for name in finding.__struct_fields__}
        names = {key: fields[key].encode("utf-8", "replace").decode("utf-8") for key in ("root", "page")}
        return Finding(**{**fields, **names})
    return finding
