"""``specgen rule``: what a rule does, in the words of its own documentation."""

import inspect
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from specgen.cli.streams import data

if TYPE_CHECKING:
    from specgen.model.rules import RuleInfo


@click.command(name="rule")
@click.argument("code", required=False)
@click.option("--all", "every", is_flag=True, help="Print every rule.")
def command(code: str | None, *, every: bool) -> int:
    """Explain a rule: what it does, why it is bad, an example, what to use instead, how sure it is."""
    from specgen.checks import rules

    if every == (code is not None):
        raise click.UsageError("name one CODE, or --all")
    there = [rule.info for rule in rules()]
    chosen = [info for info in there if every or code in (info.code, info.name)]
    if not chosen:
        raise click.UsageError(f"there is no rule {code!r} (there are: {', '.join(info.code for info in there)})")
    data(_documentation(chosen))
    return 0


def _documentation(chosen: "list[RuleInfo]") -> Iterator[str]:
    for number, info in enumerate(chosen):
        status = "preview" if info.preview else "stable"
        yield "\n" if number else ""
        yield f"# {info.code} {info.name}\n\n{info.severity}, {info.scope} rule, {status}\n\n"
        yield f"{inspect.cleandoc(info.documentation)}\n"
