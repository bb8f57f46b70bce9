"""Translation units: a header as libclang sees it, for the ABI that Windows headers are written for."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from specgen.headers.standins import FOLDER, GUIDS, STAND_INS

INSTALL = "pip install 'specgen[headers]'"
_MAIN = f"{FOLDER}/specgen.cpp"
_KEEP_GOING = 0x200
"""CXTranslationUnit_KeepGoing, which the Python bindings do not name: a missing include is one error among others."""

# long is 32 bits wide on Windows and decides what a constant is worth. The host's own headers are for another system,
# so none are searched but the header's folder, those that are asked for and those that the compiler itself brings.
_LANGUAGE = ("-x", "c++", "-std=c++14", "-target", "x86_64-w64-windows-gnu", "-nostdinc", "-w", "-ferror-limit=0")


class HeaderError(Exception):
    """A header that cannot be read. The message names the file, the line where there is one, and what is wrong."""

    def __init__(self, path: Path, reason: str, line: int | None = None) -> None:
        super().__init__(f"{path}:{line}: {reason}" if line else f"{path}: {reason}")
        self.path, self.reason, self.line = path, reason, line


@dataclass(frozen=True)
class HeaderProblem:
    """What clang could not read: ``file`` is the path as clang spells it, ``line`` is 1-based."""

    file: str
    line: int
    reason: str


@dataclass(frozen=True)
class Unit:
    """A parsed header, with the lines of code that were put after it. ``cursor`` is its root."""

    cursor: Any
    problems: tuple[HeaderProblem, ...]

    @property
    def failed_lines(self) -> frozenset[int]:
        """The lines (1-based) of the code after the header that are in error."""
        return frozenset(problem.line for problem in self.problems if problem.file == _MAIN)

    @property
    def header_problems(self) -> tuple[HeaderProblem, ...]:
        """The errors in the header and in what it includes."""
        return tuple(problem for problem in self.problems if problem.file != _MAIN)


@cache
def bindings() -> Any:
    """The module ``clang.cindex``. Raises ImportError where the extra is not installed."""
    # It belongs to an extra, and loading it takes a while.
    import clang.cindex  # noqa: PLC0415

    return clang.cindex


def parse(header: Path, include: Sequence[Path], after: str = "", *, macros: bool = False, guids: bool = False) -> Unit:
    """The header, then the code ``after`` it. ``macros``: with every definition and expansion in the tree.

    ``guids``: with the macros that define GUIDs, for a header that leaves those to whoever includes it.

    ``include``: folders to look for included files, after the header's own. Raises HeaderError for a header that
    cannot be read or parsed at all, and where libclang is missing; errors inside it are ``Unit.problems``.
    """
    _prove_readable(header)
    folders = [argument for folder in (header.parent, *include) for argument in ("-I", str(folder))]
    before = ("-include", f"{FOLDER}/{GUIDS}") if guids else ()
    arguments = [*_LANGUAGE, *folders, "-idirafter", FOLDER, *before, "-include", str(header)]
    unsaved = [(_MAIN, after), *((f"{FOLDER}/{name}", text) for name, text in STAND_INS.items())]
    try:
        clang = bindings()
        record = clang.TranslationUnit.PARSE_DETAILED_PROCESSING_RECORD if macros else 0
        options = _KEEP_GOING | clang.TranslationUnit.PARSE_SKIP_FUNCTION_BODIES | record
        unit = clang.Index.create().parse(_MAIN, args=arguments, unsaved_files=unsaved, options=options)
    except ImportError:
        raise HeaderError(header, f"reading headers needs libclang: {INSTALL}") from None
    except UnicodeError:
        raise HeaderError(header, "its path is no Unicode text") from None
    except (clang.LibclangError, clang.TranslationUnitLoadError) as error:
        raise HeaderError(header, f"libclang cannot read it: {error}") from None
    problems = tuple(_problems(unit, clang.Diagnostic.Error))
    return Unit(unit.cursor, problems if after else tuple(_at_its_end(header, problem) for problem in problems))


def _prove_readable(header: Path) -> None:
    """Raise what the system says of an unreadable file: libclang only says that there is no translation unit."""
    if header.exists() and not header.is_file():
        raise HeaderError(header, "it is not a plain file")
    if {'"', "\n"} & set(str(header)):
        raise HeaderError(header, "no #include can name it")
    try:
        header.open("rb").close()
        os.fspath(header).encode()
    except UnicodeError:
        raise HeaderError(header, "its path is no Unicode text") from None
    except OSError as error:
        raise HeaderError(header, error.strerror or type(error).__name__) from None


def _at_its_end(header: Path, problem: HeaderProblem) -> HeaderProblem:
    """What a header leaves open is in error where the next file begins."""
    if problem.file != _MAIN:
        return problem
    return HeaderProblem(str(header), header.read_bytes().count(b"\n") or 1, problem.reason)


def _problems(unit: Any, least: int) -> Iterator[HeaderProblem]:
    for found in unit.diagnostics:
        if found.severity >= least and found.location.file is not None:
            yield HeaderProblem(found.location.file.name, found.location.line, found.spelling)
