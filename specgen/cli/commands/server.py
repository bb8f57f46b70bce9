"""``specgen server``: findings, fixes and explanations in an editor."""

import gc
import re
from importlib.util import find_spec

import click

COLLECTED = (200_000, 20, 100)
"""How many objects are made before circles among them are looked for."""

_ADDRESS = re.compile(r"(?P<host>\[[0-9A-Fa-f:]+\]|[^:]+):(?P<port>\d{1,5})")


def _address(context: click.Context, parameter: click.Parameter, given: str | None) -> tuple[str, int] | None:
    """The host and port that HOST:PORT means."""
    if given is None:
        return None
    matched = _ADDRESS.fullmatch(given)
    if matched is None or int(matched["port"]) > 65535:
        raise click.BadParameter(f"{given!r} is not HOST:PORT", context, parameter)
    return matched["host"].strip("[]"), int(matched["port"])


@click.command(name="server")
@click.option("--stdio", is_flag=True, help="Speak over stdin and stdout, as editors start it (default).")
@click.option("--tcp", callback=_address, metavar="HOST:PORT", help="Wait for one editor there; port 0 takes any.")
def command(*, stdio: bool, tcp: tuple[str, int] | None) -> int:
    """Serve an editor over the Language Server Protocol (needs the extra lsp)."""
    if stdio and tcp is not None:
        raise click.UsageError("--stdio and --tcp exclude each other")
    if find_spec("pygls") is None:
        raise click.ClickException("the server needs pygls: pip install 'specgen[lsp]'")
    from specgen.server.serving import serve_stdio, serve_tcp

    # It goes on for days, and makes more than facts.
    gc.set_threshold(*COLLECTED)
    if tcp is None:
        return serve_stdio()
    try:
        return serve_tcp(*tcp)
    except OSError as error:
        raise click.ClickException(f"{tcp[0]}:{tcp[1]}: {error.strerror or error}") from None
