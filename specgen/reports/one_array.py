"""The JSON format: one array of the objects that the JSON Lines format writes, in the same escapes."""

from collections.abc import Iterable, Iterator

from specgen.model.findings import Finding
from specgen.reports import Sources, json_line

NAME = "json"


def write(
    findings: Iterable[Finding],
    sources: Sources,  # noqa: ARG001  every format takes the same
    *,
    colour: bool = False,  # noqa: ARG001  the same
) -> Iterator[str]:
    """The brackets and each object on lines of their own; an empty array where there are no findings."""
    yield "[\n"
    before = None
    for finding in findings:
        if before is not None:
            yield f"{before},\n"
        before = json_line(finding)
    if before is not None:
        yield f"{before}\n"
    yield "]\n"
