"""What is said of a command that does not come to its end."""

import os

import click

from specgen.cli.streams import talk

FAILED = 2
DEBUG = "SPECGEN_DEBUG"
"""The environment variable that shows the traceback of a crash."""


def refusal(error: click.ClickException) -> str:
    """The message for a wrong command line: who uses it sees the command's own usage line."""
    context = getattr(error, "ctx", None)
    usage = f"{context.get_usage()}\n" if isinstance(error, click.UsageError) and context is not None else ""
    return f"{usage}specgen: error: {error.format_message()}"


def crashed(error: Exception) -> int:
    """Say that there was a crash, and give its status. Raises ``error`` instead where ``DEBUG`` is set."""
    if os.environ.get(DEBUG):
        raise error
    from specgen.reports import safe

    talk(f"specgen: crashed: {type(error).__name__}: {safe(str(error))} ({DEBUG}=1 shows where)")
    return FAILED
