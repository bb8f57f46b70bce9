"""``specgen glossary``: what translation damaged, by the lines of the originals that would prevent it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from specgen.cli.session import Session, compiles
from specgen.cli.streams import data

if TYPE_CHECKING:
    from specgen.checks.glossary import Term

LONGEST = 40
"""Characters of a term in the table; JSON has it whole."""


@click.command(name="glossary")
@click.option("--preview", is_flag=True, help="Count the findings of rules too whose precision is not measured yet.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="A table, or data.")
@compiles
def command(session: Session, *, preview: bool, form: str) -> int:
    """List what must not be translated, and where the originals should say so."""
    from specgen.checks import run as check
    from specgen.checks.glossary import glossary

    if session.reference is None and session.configuration.reference is None:
        raise click.UsageError("a glossary needs --reference, the pages that these were translated from")
    compiled = session.compile()
    findings = check(compiled.library, session.selection((), (), preview=preview))
    terms, others = glossary(compiled.library, findings)
    data(_json(terms) if form == "json" else _table(terms))
    prevented = sum(term.findings for term in terms)
    session.say(f"specgen: {len(terms)} terms would prevent {prevented} findings; {others} have other causes")
    return session.end(compiled, findings)


def _table(terms: "tuple[Term, ...]") -> Iterator[str]:
    from specgen.reports import safe

    yield f"{'term':{LONGEST}}  findings  pages  locales  where\n"
    for term in terms:
        text = safe(term.text)
        short = text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."
        first = term.lines[0]
        more = f" and {len(term.lines) - 1} more" if len(term.lines) > 1 else ""
        where = f"{safe(first.page)}:{first.line} ({first.prevention}){more}"
        yield f"{short:{LONGEST}}  {term.findings:>8}  {len(term.pages):>5}  {len(term.locales):>7}  {where}\n"


def _json(terms: "tuple[Term, ...]") -> Iterator[str]:
    import json

    records = ",\n".join(f"  {json.dumps(_record(term), ensure_ascii=True)}" for term in terms)
    yield f"[\n{records}\n]\n" if records else "[]\n"


def _record(term: "Term") -> dict[str, Any]:
    return {
        "term": term.text,
        "findings": term.findings,
        "pages": len(term.pages),
        "locales": list(term.locales),
        "lines": [{"page": one.page, "line": one.line, "prevent": one.prevention} for one in term.lines],
    }
