"""Headers as a target: the COM interfaces that C++ headers declare, against which pages are tested.

A header tells what an interface is, in slots, names and types; it says nothing of directions, and nobody can call it.
Reading it needs libclang (``specgen[headers]``), which is loaded with the first interface that is asked for.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from specgen.conformance.described import ComInterface, Method, Parameter
from specgen.conformance.target import BaseTarget, Call, Capability, Outcome, Reply
from specgen.conformance.targets.documented import MissingDataError
from specgen.headers import (
    CType,
    HeaderError,
    HeaderInterfaces,
    HeaderProblem,
    InterfaceMethod,
    InterfaceParameter,
    read_interfaces,
)

_BODY = rb"\b%s\b[^;{}]{0,300}\{"
"""A name with a body close by; what says that a class of this name is declared here is clang."""


_MINGW = {"WINBOOL": "BOOL"}
"""Types that MinGW's headers rename throughout."""


class Headers(BaseTarget):
    """The interfaces of some header files. A file is parsed when an interface is asked for whose name stands in it."""

    capabilities = frozenset(
        {
            *(Capability.INTERFACES, Capability.SUPERCLASSES, Capability.IIDS, Capability.SLOTS),
            *(Capability.PARAMETER_NAMES, Capability.PARAMETER_ORDER, Capability.TYPES, Capability.RETURN_TYPES),
        }
    )

    def __init__(self, files: Sequence[Path], include: Sequence[Path] = (), name: str = "C++ headers") -> None:
        self.name = name
        self._files = tuple(files)
        self._include = tuple(include)
        self._read: dict[Path, HeaderInterfaces | HeaderError] = {}

    @classmethod
    def read(cls, place: Path, *names: str, include: Sequence[Path] = ()) -> "Headers":
        """The header ``place``, or the headers of the folder ``place``: those called ``names``, or all ``*.h`` in it.

        ``include``: folders to find included files in, after the header's own. Raises MissingDataError where there is
        no such header.
        """
        folder = place if place.is_dir() else place.parent
        files = [place] if place.is_file() else [place / name for name in names] or sorted(place.glob("*.h"))
        absent = [str(file) for file in files if not file.is_file()]
        if absent or not files:
            raise MissingDataError(f"no header {', '.join(absent) or f'in {folder}'}")
        return cls(files, include, f"headers in {folder}" if place.is_dir() else f"header {place}")

    def describe_interface(self, name: str) -> Reply[ComInterface]:
        """The interface as the headers declare it, with the methods of its bases."""
        troubles: list[str] = []
        for found in self._headers(name):
            if isinstance(found, HeaderError):
                troubles.append(str(found))
            elif name in found.interfaces:
                return Reply("ok", _described(found, name))
            elif name in found.unread:
                troubles.append(_why(found, found.unread[name]))
        if troubles:
            return Reply("error", detail=f"{name} cannot be read: {troubles[0]}")
        return Reply("absent", detail=f"no header declares {name}")

    def invoke(self, call: Call) -> Reply[Outcome]:
        """A header cannot be called."""
        return Reply("unsupported", detail=f"a header cannot call {call.owner}.{call.method}")

    def close(self) -> None:
        """Let go of what was read."""
        self._read.clear()

    def _headers(self, name: str) -> Iterator[HeaderInterfaces | HeaderError]:
        """The headers that may declare an interface: what was read already, then by what stands in the files."""
        yield from [one for one in self._read.values() if isinstance(one, HeaderInterfaces) and name in one.interfaces]
        for file in self._candidates(name):
            if file not in self._read:
                try:
                    self._read[file] = read_interfaces(file, self._include)
                except HeaderError as error:
                    self._read[file] = error
            yield self._read[file]

    def _candidates(self, name: str) -> list[Path]:
        """The files that hold the name, those first where a body seems to follow it."""
        word = name.rpartition("::")[2].encode()
        body = re.compile(_BODY % re.escape(word))
        ranked: list[tuple[bool, int, Path]] = []
        for at, file in enumerate(self._files):
            text = _text(file)
            if text is None or word in text:
                ranked.append((text is None or not body.search(text), at, file))
        return [file for _, _, file in sorted(ranked)]


def _text(file: Path) -> bytes | None:
    """None for a file that cannot be read: what is wrong with it is said where it would be parsed."""
    try:
        return file.read_bytes()
    except OSError:
        return None


def _described(found: HeaderInterfaces, name: str) -> ComInterface:
    interface = found.interfaces[name]
    methods = tuple(_method(one, base.name) for base in found.bases(name) for one in base.methods)
    return ComInterface(name, interface.base, interface.iid, methods)


def _method(one: InterfaceMethod, owner: str) -> Method:
    return Method(
        one.name,
        owner,
        returns=_type(one.returns),
        returns_pointer=one.returns.pointers,
        parameters=tuple(_parameter(parameter) for parameter in one.parameters),
        slot=one.slot,
    )


def _parameter(one: InterfaceParameter) -> Parameter:
    return Parameter(one.name, _type(one.type), array=one.type.array, pointer=one.type.pointers)


def _type(type_: CType) -> str:
    return _MINGW.get(type_.name, type_.name)


def _why(found: HeaderInterfaces, problem: HeaderProblem) -> str:
    """The error in an interface, and the first of all, from which it may follow."""
    first = found.problems[0]
    return _told(problem) if first == problem else f"{_told(problem)}, after {_told(first)}"


def _told(problem: HeaderProblem) -> str:
    return f"{problem.file}:{problem.line}: {problem.reason}"
