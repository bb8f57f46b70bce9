r"""The JSON Lines format: one finding a line, keys as the contract publishes them.

The lines are UTF-8 JSON. Characters that a terminal or log would obey are written as ``\u`` escapes, which JSON
readers turn back, so a line is safe to show and loses nothing.
"""

from collections.abc import Iterable, Iterator

from specgen.model.findings import Finding
from specgen.reports import Sources, json_line

NAME = "jsonl"
ONE_BY_ONE = True


def write(
    findings: Iterable[Finding],
    sources: Sources,  # noqa: ARG001  every format takes the same
    *,
    colour: bool = False,  # noqa: ARG001  the same
) -> Iterator[str]:
    """One JSON object a line. Neither sources nor colours are part of it."""
    for finding in findings:
        yield f"{json_line(finding)}\n"
