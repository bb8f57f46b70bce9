"""Which files are pages: those under PATH, and the rest of the tree that they are understood with."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from specgen.model.patterns import covers
from specgen.project.configuration import Configuration

SUFFIXES = (".md", ".markdown")


class NoSuchPathError(Exception):
    """A PATH that is neither a folder nor a file."""


@dataclass(frozen=True, order=True)
class FoundPage:
    """A page to read: ``root`` is its PATH as given, ``path`` is relative to it with /, ``file`` is where it lies.

    ``reported`` says whether a PATH of the command line covers it.
    """

    root: str
    path: str
    file: Path
    reported: bool = True


@dataclass(frozen=True)
class Pages:
    """The pages, sorted by root and path; the links that lead out of their folder; the folders that cannot be read.

    ``files`` names every file of each folder that is the whole of a tree, pages or not, relative to it with /.
    ``folders`` are all that were looked into, and ``tops`` where the search began.
    """

    found: tuple[FoundPage, ...]
    outside: tuple[Path, ...] = ()
    unreadable: tuple[tuple[FoundPage, str], ...] = ()
    files: Mapping[str, frozenset[str]] = field(default_factory=dict)
    folders: tuple[str, ...] = ()
    tops: tuple[str, ...] = ()


def find_pages(paths: tuple[str, ...], configuration: Configuration, *, reported: bool = True) -> Pages:
    """Every page under ``paths``, then every other page of the tree under the configuration's root.

    A file that two PATHs cover belongs to the first. Raises NoSuchPathError for a PATH that does not exist.
    """
    search = _Search(configuration)
    for path in dict.fromkeys(paths):
        search.add(path, reported=reported)
    if configuration.root is not None:
        search.add(str(configuration.root), reported=False)
    found = tuple(sorted(search.found.values()))
    files = {folder: frozenset(names) for folder, names in search.files.items()}
    folders, tops = tuple(dict.fromkeys(search.folders)), tuple(dict.fromkeys(search.tops))
    return Pages(found, tuple(search.outside), tuple(search.unreadable.values()), files, folders, tops)


def place_of_file(file: Path, paths: tuple[str, ...], configuration: Configuration) -> FoundPage | None:
    """Where ``find_pages`` would have met a file (an absolute path without links), were it there; None: nowhere."""
    search = _Search(configuration)
    root = configuration.root
    tops = [(path, True) for path in dict.fromkeys(paths)] + ([(str(root), False)] if root is not None else [])
    for path, reported in tops:
        top = Path(path).resolve()
        if file.is_relative_to(top) and file != top and search.is_page(file, top):
            return FoundPage(path, file.relative_to(top).as_posix(), file, reported)
    return None


class _Search:
    """One walk: a real file is one page, whatever names it is met under."""

    def __init__(self, configuration: Configuration) -> None:
        self.configuration = configuration
        self.root = configuration.root.resolve() if configuration.root is not None else None
        self.found: dict[Path, FoundPage] = {}
        self.outside: list[Path] = []
        self.unreadable: dict[Path, tuple[FoundPage, str]] = {}
        self.files: dict[str, list[str]] = {}
        self.folders: list[str] = []
        self.tops: list[str] = []

    def add(self, path: str, *, reported: bool) -> None:
        top = Path(path)
        self.tops.append(path)
        if top.is_dir():
            self._folder(path, top, reported=reported)
        elif os.path.lexists(top):
            self.found.setdefault(_real(top), FoundPage(path, top.name, top, reported))
        else:
            raise NoSuchPathError(path)

    def _folder(self, path: str, top: Path, *, reported: bool) -> None:
        real = top.resolve()
        refused: list[OSError] = []
        relatives = list(self._files(top, refused))
        for error in refused:
            folder = Path(str(error.filename))
            place = FoundPage(path, folder.relative_to(top).as_posix(), folder, reported)
            self.unreadable.setdefault(_real(folder), (place, error.strerror or type(error).__name__))
        places = [(relative.split("/"), relative, top / relative) for relative in relatives]
        chosen = [
            (os.path.islink(file), parts, relative, file)  # noqa: PTH114  there are thousands
            for parts, relative, file in places
            if self.root is None or self.is_page(real / relative, real)
        ]
        # Links last: a file that is also met under its own name keeps that name.
        for linked, _, relative, file in sorted(chosen):
            page = FoundPage(path, relative, file, reported)
            lies = _real(file) if linked else file if top == real else real / relative
            if not linked or lies.is_relative_to(real):
                self.found.setdefault(lies, page)
            elif reported:
                self.outside.append(file)

    def is_page(self, file: Path, top: Path) -> bool:
        """Whether the configuration lets a file of the folder ``top`` be a page.

        ``pages`` restricts the tree as a whole; a PATH inside it is read as it is.
        """
        if self.root is None or not file.is_relative_to(self.root):
            return True
        name = file.relative_to(self.root)
        if any(covers(pattern, name) for pattern in self.configuration.exclude):
            return False
        if not self.configuration.pages or not self.root.is_relative_to(top):
            return True
        folders = [name, *name.parents[:-1]]
        return any(
            fnmatchcase(one.as_posix(), pattern.strip("/")) for one in folders for pattern in self.configuration.pages
        )

    def _files(self, top: Path, refused: list[OSError]) -> Iterator[str]:
        """Files with a page's suffix, relative to ``top``, with /.

        Linked folders are not entered: what they hold inside ``top`` is met anyway.
        """
        whole = self.files.setdefault(str(top), []) if self.root in (None, top.resolve()) else []
        for folder, folders, names in os.walk(top, onerror=refused.append):
            self.folders.append(folder)
            below = Path(folder).relative_to(top)
            inside = below.as_posix()
            whole.extend(names if inside == "." else (f"{inside}/{name}" for name in names))
            self.outside.extend(link for name in folders if _leads_out(link := Path(folder, name), top))
            folders[:] = sorted(name for name in folders if name != ".git")
            pages = (name for name in names if name.lower().endswith(SUFFIXES))
            yield from (name if inside == "." else f"{inside}/{name}" for name in pages)


def _real(file: Path) -> Path:
    """Where ``file`` lies. A link that runs in a circle stays what it is: reading it will say what is wrong."""
    try:
        return file.resolve(strict=True)
    except (OSError, RuntimeError):
        return file.absolute()


def _leads_out(folder: Path, top: Path) -> bool:
    return folder.is_symlink() and not _real(folder).is_relative_to(top.resolve())
