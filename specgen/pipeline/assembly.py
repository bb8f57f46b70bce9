"""From PATHs to one library."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from specgen.headers import HeaderConstants, HeaderProblem, read_constants
from specgen.link import Header, Headers, apply_overlays, link
from specgen.model.entities import AnyEntity
from specgen.model.facts import PageFacts
from specgen.model.library import Library, Page, Raised
from specgen.model.overlays import Overlay
from specgen.model.tree import Tree
from specgen.model.types import ENTITY_KINDS
from specgen.pipeline.reading import USUAL, Means, Outcome, PageError, read_pages
from specgen.pipeline.trees import trees
from specgen.project import (
    Configuration,
    FoundPage,
    NoSuchPathError,
    Pages,
    docset_of,
    find_pages,
    locale_of,
    read_overlays,
)


@dataclass(frozen=True)
class Request:
    """What to compile. ``locale`` restricts what is reported on; ``jobs`` None means as many as pay.

    ``constants`` are headers whose constants stand in for numbers that no page gives. ``overlays`` are
    files of known defects; they mend the library, never that of the reference. ``cache`` is the folder in which what
    was read is kept for the next run, None for nowhere. ``means``: who reads, and for how long.
    """

    paths: tuple[str, ...]
    configuration: Configuration = field(default_factory=Configuration)
    reference: str | None = None
    locale: str | None = None
    jobs: int | None = None
    constants: tuple[str, ...] = ()
    overlays: tuple[str, ...] = ()
    cache: Path | None = None
    means: Means = USUAL


Replaced = Mapping[tuple[str, str], PageFacts | None]
"""What pages, by (root, page), say instead; None of one that is taken away."""


@dataclass(frozen=True)
class _Inputs:
    """What a library is linked from: the pages as they were read, and what stands beside them."""

    pages: tuple[Page, ...]
    reference: Library | None
    constants: Headers
    overlays: tuple[Overlay, ...]
    trees: Mapping[str, Tree] = field(default_factory=dict)

    def linked(self, replaced: Replaced, more: Iterable[Page] = ()) -> Library:
        told = ((one, replaced.get(one.key, one.facts)) for one in self.pages)
        pages = [one if facts is one.facts else replace(one, facts=facts) for one, facts in told if facts is not None]
        library = apply_overlays(link([*pages, *more], self.reference, self.constants), self.overlays)
        return replace(library, trees=self.trees)


@dataclass(frozen=True)
class Run:
    """What came of it: the library, and everything that was to be read and could not be.

    ``errors`` are pages that are reported on; ``unread_context`` are others (of the tree, of the reference).
    ``read`` are the files of all pages and the digests of what was read, ``files`` those of pages by (root, page),
    ``searched`` where they were looked for.
    """

    request: Request
    library: Library
    errors: tuple[PageError, ...] = ()
    unread_context: tuple[PageError, ...] = ()
    links_outside: tuple[Path, ...] = ()
    header_problems: tuple[HeaderProblem, ...] = ()
    inputs: "_Inputs | None" = None
    read: tuple[tuple[Path, str], ...] = ()
    searched: tuple[Pages, ...] = ()
    files: Mapping[tuple[str, str], Path] = field(default_factory=dict)

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The pages reported on, by root and path."""
        chosen = (page for page in self.library.pages if page.reported)
        return tuple(sorted(chosen, key=lambda page: page.key))

    @cached_property
    def entities(self) -> tuple[AnyEntity, ...]:
        """The entities on the pages reported on, in the order of the library."""
        places = {page.key for page in self.pages}
        return tuple(entity for entity in self.library.entities if (entity.root, entity.page) in places)

    def relinked(self, replaced: Replaced, more: Iterable[Page] = ()) -> Library:
        """The library that comes of it where pages, by (root, page), say something else (None: are not there).

        ``more`` are pages besides. Nothing else is read anew.
        Raises OverlayError for an overlay that no longer applies.
        """
        if self.inputs is None:
            raise ValueError("this run was not compiled from pages")
        return self.inputs.linked(replaced, more)

    @property
    def reference_pages(self) -> int:
        """How many pages reported on are reference pages: of a kind that is compiled, or damaged ones."""
        return sum(is_reference(page.facts) for page in self.pages)


def is_reference(facts: PageFacts) -> bool:
    """Whether a page documents an API, understood or not. Articles and indexes do not."""
    return facts.kind in ENTITY_KINDS or facts.state != "skipped"


def compile_pages(request: Request) -> Run:
    """Find, read and link.

    Raises NoSuchPathError for a PATH or reference that is not there, HeaderError for a header that cannot be read,
    OverlayError for an overlay that cannot be read or applied.
    """
    pages = find_pages(request.paths, request.configuration)
    overlays = read_overlays(request.overlays)
    headers = {name: read_constants(Path(name)) for name in request.constants}
    read = _read(pages, request)
    constants = _told(headers)
    originals = _originals(request)
    reference = link(originals.pages, None, constants) if originals is not None else None
    inputs = _Inputs(read.pages, reference, constants, overlays, trees(pages, request.configuration))
    both = (read, originals) if originals is not None else (read,)
    return Run(
        request,
        inputs.linked({}),
        tuple(sorted(error for place, error in read.failed if place.reported)),
        tuple(sorted(error for one in both for place, error in one.failed if not place.reported)),
        tuple(sorted(pages.outside)),
        tuple(problem for header in headers.values() for problem in header.problems),
        inputs,
        tuple(file for one in both for file in one.files),
        tuple(one.searched for one in both),
        {page.key: file for one in both for page, (file, _) in zip(one.pages, one.files, strict=True)},
    )


def _told(headers: Mapping[str, HeaderConstants]) -> Headers:
    return {name: Header(header.values, header.iids) for name, header in headers.items()}


@dataclass(frozen=True)
class _Read:
    """What was searched, the pages that it gave, their files with digests, and what could not be read."""

    searched: Pages
    pages: tuple[Page, ...]
    files: tuple[tuple[Path, str], ...]
    failed: tuple[tuple[FoundPage, PageError], ...]


def _read(pages: Pages, request: Request) -> _Read:
    raised: dict[int, bytes] = {}
    means = replace(request.means, raised=lambda facts, noted: raised.__setitem__(id(facts), noted))
    if not all(page.reported for page in pages.found):
        # Of most pages nobody may want to know.
        means = replace(means, ahead=())
    told = outcomes_of(pages.found, replace(request, means=means))
    outcomes = list(zip(pages.found, told, strict=True))
    read = [(page, facts) for page, facts in outcomes if isinstance(facts, PageFacts)]
    failed = [(page, outcome) for page, outcome in outcomes if isinstance(outcome, PageError)]
    folders = [(place, PageError(place.root, place.path, reason)) for place, reason in pages.unreadable]
    return _Read(
        pages,
        tuple(_with_raised(placed(page, facts, request), means.ahead, raised.get(id(facts))) for page, facts in read),
        tuple((page.file, facts.digest) for page, facts in read),
        (*failed, *folders),
    )


def _with_raised(page: Page, codes: tuple[str, ...], noted: bytes | None) -> Page:
    return page if noted is None else replace(page, raised=Raised(page.facts, frozenset(codes), noted))


def found_pages(request: Request) -> tuple[FoundPage, ...]:
    """Every page that compiling reads, those of the reference last. Raises NoSuchPathError."""
    found = find_pages(request.paths, request.configuration).found
    if request.reference is None:
        return found
    alone = _reference_alone(request, request.reference)
    return (*found, *find_pages(alone.paths, alone.configuration, reported=False).found)


def outcomes_of(pages: Sequence[FoundPage], request: Request) -> Iterable[Outcome]:
    """What becomes of these pages, in their order: out of the cache, or read."""
    if request.cache is None:
        return read_pages(pages, request.jobs, request.means)
    # Whoever wants no cache need not wait for SQLite to be imported.
    from specgen.pipeline.remembered import remembered  # noqa: PLC0415

    return remembered(pages, request.cache, request.jobs, request.means)


def placed(page: FoundPage, facts: PageFacts, request: Request) -> Page:
    """A page that was read, and where it belongs."""
    path = page.file.absolute()
    locale = locale_of(facts.front.content_locale, path)
    wanted = request.locale is None or request.locale == locale
    home = _home(request.configuration.root, path)
    return Page(facts, page.root, locale, docset(request.configuration, path), page.reported and wanted, home)


def _home(root: Path | None, path: Path) -> str:
    """The page relative to the root of its tree, with /; empty where it has none, or lies outside."""
    if root is None:
        return ""
    if ".." in path.parts or not path.is_relative_to(root):
        root, path = root.resolve(), path.resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else ""


def docset(configuration: Configuration, path: Path) -> str | None:
    """The docset of a page, by its absolute path: folders above the configuration's do not count."""
    root = configuration.root
    inside = root is not None and path.is_relative_to(root)
    return docset_of(configuration.docsets, path.relative_to(root) if root is not None and inside else path)


def _originals(request: Request) -> _Read | None:
    """The pages of the tree that the pages were translated from."""
    if request.reference is None:
        return None
    alone = _reference_alone(request, request.reference)
    return _read(find_pages(alone.paths, alone.configuration, reported=False), alone)


def _reference_alone(request: Request, reference: str) -> Request:
    """The request for the tree of originals."""
    if not Path(reference).is_dir():
        raise NoSuchPathError(reference)
    configuration = Configuration(docsets=request.configuration.docsets)
    return Request(
        (reference,), configuration, jobs=request.jobs, cache=request.cache, means=replace(request.means, ahead=())
    )
