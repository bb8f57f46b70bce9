"""What every command shares: its options, the run they ask for, and how it ends."""

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from specgen.cli.streams import talk

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from specgen.checks import Selection
    from specgen.cli.again import Recording
    from specgen.model.findings import Finding
    from specgen.pipeline import PageError, Run
    from specgen.project import Configuration

DONE = 0
FOUND = 1
UNREADABLE = 2

SHOWN_LINKS = 5
SHOWN_PROBLEMS = 5


@dataclass(frozen=True)
class Session:
    """The options that every command takes, as given."""

    paths: tuple[str, ...]
    reference: str | None
    locale: str | None
    jobs: int | None
    quiet: bool
    allow_empty: bool
    constants: tuple[str, ...] = ()
    overlays: tuple[str, ...] = ()
    cached: bool = True
    recording: "Recording | None" = None

    @functools.cached_property
    def configuration(self) -> "Configuration":
        """The configuration of the PATHs. A wrong one ends the command."""
        from pathlib import Path

        from specgen.project import ConfigurationError, configuration_for

        try:
            return configuration_for(tuple(map(Path, self.paths)))
        except ConfigurationError as error:
            raise click.ClickException(_safe(str(error))) from None

    def compile(self) -> "Run":
        """Find, read and link. Ends the command where a PATH is missing or holds no reference page."""
        from specgen.cache.folder import default_folder
        from specgen.headers import HeaderError
        from specgen.model.overlays import OverlayError
        from specgen.pipeline import Request, compile_pages
        from specgen.project import NoSuchPathError

        chosen = self.configuration
        reference = self.reference or (str(chosen.reference) if chosen.reference is not None else None)
        headers = self.constants or tuple(map(str, chosen.constants))
        overlays = self.overlays or tuple(map(str, chosen.overlays))
        request = Request(
            self.paths,
            chosen,
            reference,
            self.locale or chosen.locale,
            self.jobs or chosen.jobs,
            headers,
            overlays,
            default_folder() if self.cached else None,
        )
        try:
            run = compile_pages(request)
        except NoSuchPathError as error:
            raise click.ClickException(f"{_safe(str(error))}: no such file or folder") from None
        except HeaderError as error:
            raise click.ClickException(_safe(str(error))) from None
        except OverlayError as error:
            raise click.ClickException("\n".join(map(_safe, error.problems))) from None
        self._tell_unread(run)
        self._tell_problems(run)
        if not run.reference_pages and not run.errors and not self.allow_empty:
            raise click.ClickException("no reference page under PATH (--allow-empty accepts that)")
        return run

    def _tell_unread(self, run: "Run") -> None:
        for error in run.errors:
            talk(f"specgen: error: {_place(error)}: cannot be read: {_safe(error.reason)}")
        for error in run.unread_context:
            self.say(f"specgen: warning: {_place(error)}: cannot be read: {_safe(error.reason)}")
        if run.links_outside:
            shown = ", ".join(_safe(str(link)) for link in run.links_outside[:SHOWN_LINKS])
            more = len(run.links_outside) - SHOWN_LINKS
            self.say(f"specgen: links that lead out are not followed: {shown}{f' and {more} more' if more > 0 else ''}")

    def _tell_problems(self, run: "Run") -> None:
        """What clang could not read of headers: constants that depend on it are missing."""
        for problem in run.header_problems[:SHOWN_PROBLEMS]:
            self.say(f"specgen: warning: {_safe(problem.file)}:{problem.line}: {_safe(problem.reason)}")
        more = len(run.header_problems) - SHOWN_PROBLEMS
        if more > 0:
            self.say(f"specgen: warning: {more} more errors in headers")

    def repeatable(self, run: "Run", made: "Mapping[str, str] | None" = None, files: "Iterable[Path]" = ()) -> None:
        """Say that the command says and does the same as long as nothing that it looked at changes.

        That is what the run looked at, other ``files``, and what the command ``made``, by path with its digest.
        """
        if self.recording is not None:
            from specgen.pipeline.ground import ground

            self.recording.ground = ground(run, made, files)

    def say(self, *lines: str) -> None:
        """Talk, unless the user wants none."""
        if not self.quiet:
            talk(*lines)

    def end(
        self,
        run: "Run",
        findings: "Iterable[Finding] | None" = None,
        status: int = DONE,
        links_not_checked: int = 0,
    ) -> int:
        """Say the summary and give the exit status. ``findings`` None: those of the default rules."""
        if not self.quiet:
            talk(_summary(run, findings, links_not_checked))
        return UNREADABLE if run.errors else status

    def selection(self, select: tuple[str, ...], ignore: tuple[str, ...], *, preview: bool) -> "Selection":
        """The rules to run: the command line's choice, else the configuration's."""
        from specgen.checks import Selection

        chosen = self.configuration
        return Selection(
            select or chosen.select, ignore or chosen.ignore, preview or chosen.preview, chosen.per_file_ignores
        )


def _summary(run: "Run", findings: "Iterable[Finding] | None", links_not_checked: int) -> str:
    from specgen.checks import context_lacking
    from specgen.checks import run as check
    from specgen.reports import summary

    kept = check(run.library) if findings is None else findings
    pages = len(run.pages) + len(run.errors)
    not_understood = sum(page.facts.state == "not_understood" for page in run.pages) + len(run.errors)
    line = summary(kept, pages, not_understood, context_lacking(run.library), links_not_checked)
    return f"{line}, {len(run.errors)} unreadable" if run.errors else line


def _safe(text: str) -> str:
    from specgen.reports import safe

    return safe(text)


def _place(error: "PageError") -> str:
    from specgen.reports import location

    return location(error.root, error.page)


_OPTIONS = (
    click.option("--reference", metavar="DIR", help="The tree that the pages were translated from."),
    click.option("--constants", multiple=True, metavar="FILE.h", help="A header for numbers that no page gives."),
    click.option("--overlay", "overlays", multiple=True, metavar="FILE", help="Known defects of pages, mended (TOML)."),
    click.option("--locale", metavar="L", help="Report on (and prefer) pages in this language, such as fr-fr."),
    click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes to read with."),
    click.option("--no-cache", is_flag=True, help="Read every page anew, and keep nothing for the next run."),
    click.option("--quiet", is_flag=True, help="No talk on stderr but errors."),
    click.option("--allow-empty", is_flag=True, help="Accept PATHs that hold no reference page."),
)


def compiles(function: Callable[..., int]) -> Callable[..., int]:
    """Give a command PATHs and the options of every command; it gets them as ``session``."""

    @functools.wraps(function)
    def wrapped(**given: Any) -> int:
        locale = given.pop("locale")
        session = Session(
            paths=given.pop("paths"),
            reference=given.pop("reference"),
            locale=locale.lower() if locale else None,
            jobs=given.pop("jobs"),
            quiet=given.pop("quiet"),
            allow_empty=given.pop("allow_empty"),
            constants=given.pop("constants"),
            overlays=given.pop("overlays"),
            cached=not given.pop("no_cache"),
            recording=click.get_current_context().obj,
        )
        return function(session, **given)

    for option in reversed(_OPTIONS):
        wrapped = option(wrapped)
    return click.argument("paths", nargs=-1, required=True, metavar="PATH...")(wrapped)
