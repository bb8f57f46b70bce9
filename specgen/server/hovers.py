"""What was read from a line, as editors show it when one points there.

Pages are untrusted: what they say is shown as it is spelt, as plain text or inside a code block that it cannot end.
"""

import re
from collections.abc import Iterator

from lsprotocol.types import MarkupContent, MarkupKind

from specgen.pipeline import Explanation, Reading
from specgen.reports import safe

WIDEST = 200
"""Characters of a quotation that are shown; the page has the rest."""
_TICKS = re.compile("`+")


def hover_text(explanation: Explanation, line: int) -> str | None:
    """What was read from a line (from 1), what was repaired there, and what proves it; None for nothing."""
    return "\n".join(_lines(explanation, line)) or None


def markup(text: str, *, markdown: bool) -> MarkupContent:
    """Text of a page as an editor may have it: plain, or a block of code with a fence that the text does not hold."""
    if not markdown:
        return MarkupContent(MarkupKind.PlainText, text)
    fence = "`" * (max(2, *(len(ticks) for ticks in _TICKS.findall(text)), 2) + 1)
    return MarkupContent(MarkupKind.Markdown, f"{fence}text\n{text}\n{fence}")


def _lines(explanation: Explanation, line: int) -> Iterator[str]:
    readings = [one for one in explanation.readings if one.line == line]
    for reading in readings:
        value = f" => {_short(reading.value)}" if reading.value not in (None, reading.text) else ""
        yield f"{reading.what}: {_short(reading.text)}{value}"
    if any(one.what == "heading" or one.what.startswith("syntax (") for one in readings):
        yield from (f"documents {entity.kind} {_short(entity.id)}" for entity in explanation.entities)
    for mending in explanation.mendings:
        repair = mending.repair
        if repair.line == line:
            member = f" of {_short(repair.member)}" if repair.member else ""
            read, value, by = _short(repair.read), _short(repair.value), _proof(repair.evidence, mending.proof)
            yield f"repaired {repair.field}{member}: {read} => {value} ({repair.code}, {by})"


def _proof(evidence: str, proof: Reading | None) -> str:
    where = f" in line {proof.line}: {_short(proof.text)}" if proof is not None else ""
    return f"proven by {evidence}{where}"


def _short(text: str | None) -> str:
    whole = " ".join((text or "").split())
    return safe(whole if len(whole) <= WIDEST else f"{whole[: WIDEST - 1]}…")
