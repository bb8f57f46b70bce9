"""``--watch``: a command that is run again whenever something changed that it reads.

Folders are watched by the system, through watchfiles; single files besides (configurations above the pages, overlays,
headers) are looked at twice a second. Nothing that a round writes begins another.
"""

import functools
import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from specgen.cli.again import Asked
from specgen.cli.endings import FAILED, crashed, refusal
from specgen.cli.session import Session
from specgen.cli.streams import ReaderGoneError, talk

if TYPE_CHECKING:
    from watchfiles import Change

GLANCE = 500
"""Milliseconds after which single files are looked at again."""
QUIET = 100
"""Milliseconds without a change after which those before are one."""
SHOWN = 3
STAGED = ".specgen-"
"""How files are named that are written beside what they are going to replace."""

_HELP = "Run again whenever something changes, until Ctrl-C."

Stamps = Mapping[Path, tuple[int, int, int] | None]


def watches(*outputs: str, never: Iterable[str] = ()) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Give a command ``--watch``.

    ``outputs`` name its parameters that hold what it writes, ``never`` those with which nobody may watch.
    """

    def option(function: Callable[..., int]) -> Callable[..., int]:
        @functools.wraps(function)
        def wrapped(session: Session, *, watch: bool, **given: Any) -> int:
            if not watch:
                return function(session, **given)
            _refuse(given, never)
            written = [Path(given[name]).absolute() for name in outputs if given[name] is not None]
            asked: Asked = click.get_current_context().obj

            def run(fresh: Session) -> int:
                return asked.again(lambda recorded: function(replace(fresh, recording=recorded), **given))

            return _forever(session, written, run)

        return click.option("--watch", is_flag=True, help=_HELP)(wrapped)

    return option


def _refuse(given: Mapping[str, Any], never: Iterable[str]) -> None:
    """A page that is being written by hand is not to be written by a program too, unless somebody says when."""
    wrong = [name for name in never if given[name]]
    if wrong and not given.get("diff"):
        names = ", ".join(f"--{name.replace('_', '-')}" for name in wrong)
        raise click.UsageError(f"--watch goes with none of {names}")


@dataclass(frozen=True)
class Plan:
    """What is watched: folders with all that they hold, and single files elsewhere."""

    folders: tuple[Path, ...]
    files: tuple[Path, ...]

    def stamps(self) -> Stamps:
        """How the single files look now; None for one that is not there."""
        found: dict[Path, tuple[int, int, int] | None] = {}
        for file in self.files:
            found[file] = None
            with suppress(OSError):
                status = file.stat()
                found[file] = (status.st_mtime_ns, status.st_size, status.st_ino)
        return found


def _plan(session: Session) -> Plan:
    """What a run reads. A configuration that is wrong names nothing, and is watched until it is right."""
    from specgen.project.configuration import OWN_FILE, SHARED_FILE

    tops = [Path(path).absolute() for path in session.paths]
    files = {above / name for top in tops for above in (top, *top.parents) for name in (OWN_FILE, SHARED_FILE)}
    places = [*tops, *map(_absolute, (session.reference, *session.constants, *session.overlays))]
    try:
        chosen = session.configuration
        places += [*map(_absolute, (chosen.root, chosen.reference, *chosen.constants, *chosen.overlays))]
        constants = session.constants or chosen.constants
    except click.ClickException:
        constants = session.constants
    # A header includes others of its folder.
    files |= {one for header in constants for one in Path(header).absolute().parent.glob("*.h")}
    there = [place for place in places if place is not None]
    files |= {place for place in there if not place.is_dir()}
    folders = {place for place in there if place.is_dir()}
    outer = {one for one in folders if not any(one != other and one.is_relative_to(other) for other in folders)}
    return Plan(tuple(sorted(outer)), tuple(sorted(files)))


def _absolute(path: "str | Path | None") -> Path | None:
    return Path(path).absolute() if path is not None else None


def _forever(session: Session, written: list[Path], run: Callable[[Session], int]) -> int:
    """Run, wait for a change, and run again. Ends by an exception, unless a PATH is not there."""
    from specgen.reports import safe

    if not all(Path(path).exists() for path in session.paths):
        # Nobody waits for a name that was typed wrong.
        return run(session)
    first = True
    while True:
        plan = _plan(replace(session))
        changes = _changes(plan, written)
        # Watched before anything is read, so that nothing is missed.
        next(changes)
        while True:
            status = _round(run, replace(session), first=first)
            first = False
            session.say(f"specgen: done with status {status}; watching until Ctrl-C")
            gc.collect()
            if _plan(replace(session)) != plan:
                break
            changed = next(changes)
            more = f" and {len(changed) - SHOWN} more" if len(changed) > SHOWN else ""
            session.say(f"specgen: changed: {', '.join(safe(_short(one)) for one in changed[:SHOWN])}{more}")


def _round(run: Callable[[Session], int], session: Session, *, first: bool) -> int:
    """One run, and its status. A command line that is wrong from the beginning ends it all."""
    try:
        return run(session)
    except click.UsageError as error:
        if first:
            raise
        talk(refusal(error))
    except click.ClickException as error:
        talk(refusal(error))
    except ReaderGoneError:
        raise
    except Exception as error:  # noqa: BLE001  the next round may do better
        return crashed(error)
    return FAILED


def _short(path: Path) -> str:
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def _changes(plan: Plan, written: list[Path]) -> Iterator[list[Path]]:
    """First nothing, when everything is watched; then what changed since, each time that something did."""
    before = plan.stamps()
    known = set(plan.files)
    events = _events(plan.folders)
    next(events)
    yield []
    for found in events:
        now = plan.stamps()
        changed = {file for file in plan.files if now[file] != before[file]}
        before = now
        changed |= {path for change, path in found if path not in known and _matters(change, path, plan, written)}
        if changed:
            yield sorted(changed)


def _events(folders: tuple[Path, ...]) -> "Iterator[set[tuple[Change, Path]]]":
    """What happens in folders: sets, empty ones at least every ``GLANCE`` milliseconds."""
    from threading import Event

    from watchfiles import DefaultFilter, watch

    if not folders:
        while True:
            yield set()
            Event().wait(GLANCE / 1000)
    options = {"step": QUIET, "rust_timeout": GLANCE, "yield_on_timeout": True, "ignore_permission_denied": True}
    try:
        for found in watch(*folders, watch_filter=DefaultFilter(ignore_dirs=(".git",)), **options):  # type: ignore[arg-type]
            yield {(change, Path(path)) for change, path in found}
    except (OSError, RuntimeError) as error:
        why = "WATCHFILES_FORCE_POLLING=1 looks at files again and again instead"
        raise click.ClickException(f"folders cannot be watched: {error} ({why})") from None


def _matters(change: "Change", path: Path, plan: Plan, written: Iterable[Path]) -> bool:
    """Whether a run would read it: pages and what they are understood with; of other files that they are there."""
    from watchfiles import Change

    from specgen.cache.folder import default_folder
    from specgen.project import SUFFIXES
    from specgen.project.configuration import OWN_FILE, SHARED_FILE

    own = (*written, default_folder())
    if any(one is not None and path.is_relative_to(one) for one in own) or path.name.startswith(STAGED):
        return False
    if path.name in (OWN_FILE, SHARED_FILE) or path.suffix.lower() in (*SUFFIXES, ".h") or path in plan.files:
        return True
    return change != Change.modified
