"""What every command shares: its options, the run they ask for, and how it ends."""

import functools
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
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
    from specgen.pipeline import Means, PageError, Request, Run
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
    executor: str | None = None

    @functools.cached_property
    def configuration(self) -> "Configuration":
        """The configuration of the PATHs. A wrong one ends the command."""
        from pathlib import Path

        from specgen.project import ConfigurationError, configuration_for

        try:
            return configuration_for(tuple(map(Path, self.paths)))
        except ConfigurationError as error:
            raise click.ClickException(_safe(str(error))) from None

    def compile(self, ahead: "tuple[str, ...]" = ()) -> "Run":
        """Find, read and link. Ends the command where a PATH is missing or holds no reference page.

        ``ahead`` are codes of rules that may run where a page is read.
        """
        if self._wants_others():
            from specgen.processes import JUDGES, READERS, begin_early

            begin_early(JUDGES if ahead else READERS)
        from specgen.pipeline import compile_pages

        with self._request(ahead) as request:
            run = compile_pages(request)
        self._tell_unread(run)
        self._tell_problems(run)
        if not run.reference_pages and not run.errors and not self.allow_empty:
            raise click.ClickException("no reference page under PATH (--allow-empty accepts that)")
        return run

    def _wants_others(self) -> bool:
        """Whether others will read for sure, so that they may import what they need while this process does."""
        import os

        several = self.executor is None and (self.jobs or 1) > 1
        return several and not self.cached and any(map(os.path.isdir, self.paths))

    def read_share(self, number: int, shares: int, file: str | None) -> int:
        """Read one of so many shares of the pages into a file, which is all that the command then does."""
        from pathlib import Path

        from specgen.cache.exchange import FactsFileError
        from specgen.pipeline.shards import Shard, read_share

        shard = Shard(number, shares)
        target = Path(file) if file is not None else shard.file
        try:
            with self._request() as request:
                share = read_share(request, shard, target)
        except FactsFileError as problem:
            raise click.ClickException(_safe(str(problem))) from None
        if not share.whole and not self.allow_empty:
            raise click.ClickException("no page under PATH (--allow-empty accepts that)")
        for error in share.errors:
            self.say(f"specgen: warning: {_place(error)}: cannot be read: {_safe(error.reason)}")
        self.say(f"specgen: {share.pages} of {share.whole} pages are in {_safe(str(target))}, for specgen merge")
        return DONE

    @contextmanager
    def _request(self, ahead: "tuple[str, ...]" = ()) -> "Iterator[Request]":
        """What to compile. Whatever is wrong with it ends the command, here or while it is used."""
        from specgen.cache.folder import default_folder
        from specgen.headers import HeaderError
        from specgen.model.overlays import OverlayError
        from specgen.pipeline import Request
        from specgen.pipeline.executors import ExecutorError
        from specgen.project import NoSuchPathError

        chosen = self.configuration
        reference = self.reference or (str(chosen.reference) if chosen.reference is not None else None)
        headers = self.constants or tuple(map(str, chosen.constants))
        overlays = self.overlays or tuple(map(str, chosen.overlays))
        try:
            with self._means(ahead) as means:
                yield Request(
                    self.paths,
                    chosen,
                    reference,
                    self.locale or chosen.locale,
                    self.jobs or chosen.jobs,
                    headers,
                    overlays,
                    default_folder() if self.cached else None,
                    means,
                )
        except NoSuchPathError as error:
            raise click.ClickException(f"{_safe(str(error))}: no such file or folder") from None
        except (HeaderError, ExecutorError) as error:
            raise click.ClickException(_safe(str(error))) from None
        except OverlayError as error:
            raise click.ClickException("\n".join(map(_safe, error.problems))) from None

    @contextmanager
    def _means(self, ahead: "tuple[str, ...]") -> "Iterator[Means]":
        """Who reads the pages, and who is told how far it is."""
        from specgen.cli.progress import Bar, wants_progress
        from specgen.pipeline import Means
        from specgen.pipeline.patience import PATIENCE

        bar = Bar() if not self.quiet and wants_progress(sys.stderr) else None
        means = Means(None, self.configuration.page_timeout or PATIENCE, bar, ahead)
        try:
            if self.executor is None:
                yield means
            else:
                with _elsewhere(self.executor, means) as others:
                    yield others
        finally:
            if bar is not None:
                bar.clear()

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


@contextmanager
def _elsewhere(named: str, means: "Means") -> "Iterator[Means]":
    from dataclasses import replace

    from specgen.pipeline.batches import OtherReaderError
    from specgen.pipeline.executors import ExecutorError, opened

    try:
        with opened(named) as executor:
            yield replace(means, elsewhere=executor)
    except OtherReaderError:
        raise ExecutorError(f"{named}: workers have another specgen, or another Python, than this machine") from None
    except ImportError as error:
        raise ExecutorError(f"{named}: workers have no specgen that reads pages: {error}") from None


def _summary(run: "Run", findings: "Iterable[Finding] | None", links_not_checked: int) -> str:
    from specgen.checks import context_lacking
    from specgen.checks import run as check
    from specgen.model.findings import Counts
    from specgen.reports import summary

    counts = Counts.of(tuple(check(run.library) if findings is None else findings))
    pages = len(run.pages) + len(run.errors)
    not_understood = sum(page.facts.state == "not_understood" for page in run.pages) + len(run.errors)
    line = summary(counts, pages, not_understood, context_lacking(run.library), links_not_checked)
    return f"{line}, {len(run.errors)} unreadable" if run.errors else line


def _safe(text: str) -> str:
    from specgen.reports import safe

    return safe(text)


def _place(error: "PageError") -> str:
    from specgen.reports import location

    return location(error.root, error.page)


def _shard(context: click.Context, parameter: click.Parameter, given: str | None) -> tuple[int, int] | None:
    """The two numbers of I/N."""
    if given is None:
        return None
    matched = re.fullmatch(r"(\d{1,5})/(\d{1,5})", given, re.ASCII)
    number, shares = (int(matched[1]), int(matched[2])) if matched else (0, 0)
    if not 1 <= number <= shares:
        raise click.BadParameter(f"{given!r} is not I/N with I from 1 to N, such as 2/4", context, parameter)
    return number, shares


_OPTIONS = (
    click.option("--reference", metavar="DIR", help="The tree that the pages were translated from."),
    click.option("--constants", multiple=True, metavar="FILE.h", help="A header for numbers that no page gives."),
    click.option("--overlay", "overlays", multiple=True, metavar="FILE", help="Known defects of pages, mended (TOML)."),
    click.option("--locale", metavar="L", help="Report on (and prefer) pages in this language, such as fr-fr."),
    click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes to read with."),
    click.option("--executor", metavar="KIND:ADDRESS", help="Read on other machines, such as dask:tcp://host:8786."),
    click.option("--shard", callback=_shard, metavar="I/N", help="Only read share I of N, into a file to merge."),
    click.option("--shard-file", type=click.Path(dir_okay=False), metavar="FILE", help="Write the share there."),
    click.option("--no-cache", is_flag=True, help="Read every page anew, and keep nothing for the next run."),
    click.option("--quiet", is_flag=True, help="No talk on stderr but errors."),
    click.option("--allow-empty", is_flag=True, help="Accept PATHs that hold no reference page."),
)


def compiles(function: Callable[..., int]) -> Callable[..., int]:
    """Give a command PATHs and the options of every command; it gets them as ``session``."""

    @functools.wraps(function)
    def wrapped(**given: Any) -> int:
        locale, shard, shard_file = given.pop("locale"), given.pop("shard"), given.pop("shard_file")
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
            recording=click.get_current_context().obj.recording,
            executor=given.pop("executor"),
        )
        if shard is not None:
            number, shares = shard
            return session.read_share(number, shares, shard_file)
        return function(session, **given)

    for option in reversed(_OPTIONS):
        wrapped = option(wrapped)
    return click.argument("paths", nargs=-1, required=True, metavar="PATH...")(wrapped)
