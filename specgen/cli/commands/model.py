"""``specgen model``: the model itself, one entity a line."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from specgen.cli.session import Session, compiles
from specgen.cli.streams import data

if TYPE_CHECKING:
    from specgen.model.entities import AnyEntity


def _print_schema(context: click.Context, _: click.Parameter, wanted: Any) -> None:
    if not wanted or context.resilient_parsing:
        return
    from specgen.model.serial import indent, schema, to_json

    data([indent(to_json(schema())), b"\n"])
    context.exit()


@click.command(name="model")
@click.option("--format", "shape", type=click.Choice(["jsonl", "json"]), default="jsonl", help="Lines, or one array.")
@click.option(
    "--schema", is_flag=True, is_eager=True, expose_value=False, callback=_print_schema, help="Print the JSON Schema."
)
@compiles
def command(session: Session, *, shape: str) -> int:
    """Print the model of the pages: every entity with its facts, repairs and finding codes, as JSON."""
    from specgen.model.serial import jsonl

    run = session.compile()
    session.repeatable(run)
    data(_array(run.entities) if shape == "json" else [jsonl(run.entities)])
    return session.end(run)


def _array(entities: "tuple[AnyEntity, ...]") -> Iterator[bytes]:
    from specgen.model.serial import entity_line

    yield b"["
    for number, entity in enumerate(entities):
        yield (b",\n" if number else b"\n") + entity_line(entity)
    yield b"\n]\n"
