"""Runs one command and turns whatever happens into an exit status."""

import gc
import pkgutil
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from specgen import __version__
from specgen.cli import commands
from specgen.cli.again import Asked
from specgen.cli.endings import FAILED, crashed, refusal
from specgen.cli.streams import ReaderGoneError, leave_pipe, overhear, talk

if TYPE_CHECKING:
    from specgen.cli.again import Recording

INTERRUPTED = 130
COLLECTED = (10_000_000, 20, 100)
"""How many objects are made before circles among them are looked for. Facts have none, and there are millions.

A process that goes on looks for them when it has time, or sooner.
"""


class Commands(click.Group):
    """The group of all modules in ``specgen.cli.commands``: each is imported when it is named."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the commands, sorted."""
        return sorted(room.name for room in pkgutil.iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in self.list_commands(ctx):
            return None
        found: click.Command = import_module(f"{commands.__name__}.{cmd_name}").command
        return found


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="specgen", message="%(prog)s %(version)s")
def specgen() -> None:
    """Compile API reference pages into a typed model, Python stubs, MOF, conformance tests and findings."""


def run(arguments: list[str], recording: "Recording | None" = None, *, ends: bool = False) -> int:
    """Run the command that ``arguments`` name. Never raises. ``recording`` hears what is said, and keeps it.

    ``ends``: the process does afterwards.
    """
    asked = Asked(arguments, recording)
    overhear(recording.hear if recording is not None else None)
    thresholds = gc.get_threshold()
    gc.set_threshold(*COLLECTED)
    try:
        status = _status(specgen.main(arguments, prog_name="specgen", standalone_mode=False, obj=asked))
        sys.stdout.flush()
        if recording is not None:
            recording.keep(status)
    except click.ClickException as error:
        talk(refusal(error))
        return FAILED
    except (click.Abort, KeyboardInterrupt):
        talk("specgen: interrupted")
        return INTERRUPTED
    except (ReaderGoneError, BrokenPipeError):
        return leave_pipe()
    except Exception as error:  # noqa: BLE001  the last line of defence: a crash is a status, not a traceback
        return crashed(error)
    finally:
        if ends:
            # Nobody looks for circles among all that is left.
            gc.freeze()
        else:
            gc.set_threshold(*thresholds)
        overhear(None)
    return status


def _status(returned: Any) -> int:
    return returned if isinstance(returned, int) else 0
