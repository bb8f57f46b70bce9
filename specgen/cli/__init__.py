"""The command line: one file a command, found in ``commands``. Nothing else of specgen prints.

Data goes to stdout, talk to stderr. Exit status: 0 done, 1 what a command was asked to fail on, 2 bad usage or
configuration, an unreadable page, no reference page, or a crash; 130 interrupted.
"""

import sys

from specgen import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from specgen.cli.again import Recording


def main(arguments: list[str] | None = None) -> int:
    """Run specgen with these arguments (None: those of the process) and return the exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    if given == ["--version"]:
        # Answered before anything is imported: scripts ask for it, often and many times.
        sys.stdout.write(f"specgen {__version__}\n")
        return 0
    try:
        recorded = None
        if _names_a_command(given):
            from specgen.cli.again import recording

            recorded = recording(given)
            if recorded is not None and (status := _answered(recorded)) is not None:
                return status
        from specgen.cli.entry import run

        return run(given, recorded, ends=arguments is None)
    except KeyboardInterrupt:
        # Before the command began: importing takes a moment too.
        sys.stderr.write("specgen: interrupted\n")
        return 130


def _answered(recorded: "Recording") -> int | None:
    from specgen.cli.streams import ReaderGoneError, leave_pipe

    try:
        return recorded.answer()
    except (ReaderGoneError, BrokenPipeError):
        return leave_pipe()


def _names_a_command(arguments: list[str]) -> bool:
    """Whether something is to be done, and not merely explained."""
    return bool(arguments) and not arguments[0].startswith("-") and not {"--help", "-h"} & {*arguments}
