"""The same question again: what a run said is kept, and who asks it of files that did not change is told at once.

Imports next to nothing, because an unchanged run is answered before the command is even known by name.
"""

import os
import sys
import time
from io import BytesIO

from specgen.cache import runs
from specgen.cache.folder import folder_name
from specgen.cache.version import program_version
from specgen.cli.streams import overhear, say_again

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from specgen.cache.runs import Ground, Kept, Said

COMMANDS = ("check", "explain", "generate", "model", "stats")
"""The commands that say the same of the same pages."""

WATCH = "--watch"

_ENVIRONMENT = ("NO_COLOR", "TERM", "SPECGEN_THROUGH_BYTES")
"""What of the environment changes what is said."""

_JOB_SUMMARY = "GITHUB_STEP_SUMMARY"
"""Names a file that is written besides; another one in each step of a job."""


class Recording:
    """One run: the name of its question, and what it says, until it ends."""

    def __init__(self, folder: str, key: str) -> None:
        self._folder, self._key = folder, key
        self._began = time.time_ns()
        self._said: list[tuple[bool, BytesIO]] = []
        self._size = 0
        self._before: Kept | None = None
        self.ground: Ground | None = None
        self.ledger: Callable[[], bytes] = bytes

    def hear(self, is_data: bool, data: bytes) -> None:  # noqa: FBT001  as it is told
        """Notes what was said, as data or as talk."""
        self._size += len(data)
        if self._size > runs.LARGEST:
            self._said.clear()
        elif self._said and self._said[-1][0] is is_data:
            self._said[-1][1].write(data)
        else:
            self._said.append((is_data, BytesIO()))
            self._said[-1][1].write(data)

    def answer(self) -> int | None:
        """Says what the same run said before, and gives its status, if it would say it again; else None.

        Raises ReaderGoneError where nobody listens any more.
        """
        kept = runs.recalled(self._folder, self._key)
        if kept is None or kept.changed:
            self._before = kept
            return None
        say_again(kept.said)
        return kept.status

    def before_edit(self) -> "tuple[Kept, bytes] | None":
        """The same run before a few files were edited, and its ledger; None where there is none."""
        ledger = runs.ledger_of(self._folder, self._key, self._before) if self._before is not None else None
        return (self._before, ledger) if self._before is not None and ledger is not None else None

    def keep_edited(self, status: int, said: "Said", files: "Mapping[str, str]", ledger: bytes) -> None:
        """Keeps the run as it is by now: these files have other digests, and nothing else changed."""
        if self._before is not None:
            runs.replace(self._folder, self._key, self._before.edited(status, said, files), ledger)

    def keep(self, status: int) -> None:
        """Keeps the run, if its command told what it looked at."""
        if self.ground is not None and self._size <= runs.LARGEST:
            said = [(is_data, heard.getvalue()) for is_data, heard in self._said]
            runs.keep(self._folder, self._key, self.ground, self._began, (status, said, self.ledger()))


class Asked:
    """What every command is told: the arguments that it was called with, and the recording of this run, if any."""

    def __init__(self, arguments: list[str], recording: Recording | None) -> None:
        self.arguments, self.recording = arguments, recording

    def again(self, run: "Callable[[Recording | None], int]") -> int:
        """Runs what is run again and again, by a process that goes on: each time like a run of its own.

        Raises what ``run`` raises, and ReaderGoneError where nobody listens any more.
        """
        recorded = recording([one for one in self.arguments if one != WATCH])
        if recorded is None:
            return run(None)
        if (status := recorded.answer()) is not None:
            return status
        overhear(recorded.hear)
        try:
            status = run(recorded)
            recorded.keep(status)
        finally:
            overhear(None)
        return status


def recording(arguments: list[str]) -> Recording | None:
    """The recording of a run with these arguments; None for one of which nothing is kept."""
    if not arguments or arguments[0] not in COMMANDS or {"--no-cache", WATCH} & {*arguments}:
        return None
    folder = folder_name()
    if folder is None:
        return None
    told = [f"{name}={os.environ.get(name)}" for name in _ENVIRONMENT]
    told.append(f"{_JOB_SUMMARY}={bool(os.environ.get(_JOB_SUMMARY))}")
    terminals = [str(stream.isatty()) for stream in (sys.stdout, sys.stderr)]
    try:
        return Recording(folder, runs.key_of([program_version(), os.getcwd(), *told, *terminals, *arguments]))
    except OSError:
        # The folder that it is asked in is gone.
        return None
