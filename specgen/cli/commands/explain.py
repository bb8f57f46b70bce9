"""``specgen explain``: what was read from which line, what was repaired, and which line proves it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from specgen.cli.session import Session, compiles
from specgen.cli.streams import data

if TYPE_CHECKING:
    from specgen.pipeline import Explanation, Reading

WIDEST = 100
"""Characters of a quotation that are shown; the page has the rest."""


@click.command(name="explain")
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", help="For people, or JSON.")
@compiles
def command(session: Session, *, shape: str) -> int:
    """Show what was read from which line, what was repaired, and which line proves it."""
    from specgen.model.serial import indent, to_json
    from specgen.pipeline import explain

    run = session.compile()
    session.repeatable(run)
    explanations = explain(run, session.selection((), (), preview=False))
    if shape == "json":
        data([indent(to_json([_as_data(one) for one in explanations])), b"\n"])
    else:
        data(piece for one in explanations for piece in _text(one))
    return session.end(run, [finding for one in explanations for finding in one.findings])


def _as_data(one: "Explanation") -> dict[str, Any]:
    facts = one.page.facts
    return {
        "schema": 1,
        "root": one.page.root,
        "page": facts.path,
        "locale": one.page.locale,
        "docset": one.page.docset,
        "kind": facts.kind,
        "state": facts.state,
        "reason": facts.reason,
        "entities": [entity.id for entity in one.entities],
        "read": [_reading(reading) for reading in one.readings],
        "repairs": [
            {**_fields(mending.repair), "proof": _reading(mending.proof) if mending.proof else None}
            for mending in one.mendings
        ],
        "findings": list(one.findings),
    }


def _fields(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__struct_fields__}


def _reading(reading: "Reading") -> dict[str, Any]:
    return {"what": reading.what, "line": reading.line, "text": reading.text, "value": reading.value}


def _text(one: "Explanation") -> Iterator[str]:
    from specgen.reports import location, safe

    facts = one.page.facts
    reason = f": {safe(facts.reason)}" if facts.reason else ""
    yield f"{location(one.page.root, facts.path)}: {facts.kind}, {facts.state}{reason}\n"
    yield from (f"  {entity.kind} {safe(entity.id)}\n" for entity in one.entities)
    yield "\nread\n"
    for reading in one.readings:
        value = f"  => {_short(reading.value)}" if reading.value not in (None, reading.text) else ""
        yield f"  {reading.line:>5}  {reading.what:<24} {_short(reading.text)}{value}\n"
    yield "\nrepaired\n" if one.mendings else "\nrepaired: nothing\n"
    for mending in one.mendings:
        repair = mending.repair
        member = f" of {_short(repair.member)}" if repair.member else ""
        yield f"  {repair.line:>5}  {repair.field}{member}: {_short(repair.read)!s} => {_short(repair.value)}"
        yield f"  ({repair.code}, proven by {repair.evidence}{_proof(mending.proof)})\n"
    yield "\nfindings\n" if one.findings else "\nfindings: none\n"
    for finding in one.findings:
        yield f"  {finding.line:>5}  {finding.code} {finding.name}: {safe(finding.message)}\n"
    yield "\n"


def _proof(proof: "Reading | None") -> str:
    return f" in line {proof.line}: {_short(proof.text)}" if proof is not None else ""


def _short(text: str | None) -> str:
    from specgen.reports import safe

    whole = " ".join((text or "").split())
    return safe(whole if len(whole) <= WIDEST else f"{whole[: WIDEST - 1]}…")
