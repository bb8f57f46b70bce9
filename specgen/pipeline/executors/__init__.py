"""Executors that a command line names, as KIND:ADDRESS: who reads pages on other machines.

A kind is one module of this package, or of an entry point of group ``specgen.executors``. What it opens is an executor
of ``concurrent.futures``; nothing here schedules.
"""

import pkgutil
from contextlib import AbstractContextManager
from importlib import import_module
from importlib.metadata import entry_points
from typing import Protocol, cast

from specgen.pipeline.crews import Elsewhere

ENTRY_POINTS = "specgen.executors"


class ExecutorError(Exception):
    """There is no such executor, or it cannot be reached."""


class Kind(Protocol):
    """What a module of executors has."""

    @staticmethod
    def opened(address: str) -> AbstractContextManager[Elsewhere]:
        """The executor at an address, until the context ends. Raises ExecutorError where there is none."""
        ...


def opened(named: str) -> AbstractContextManager[Elsewhere]:
    """The executor that KIND:ADDRESS names, until the context ends. Raises ExecutorError where there is none."""
    kind, colon, address = named.partition(":")
    there = _kinds()
    if not colon or not address or kind not in there:
        known = ", ".join(f"{name}:ADDRESS" for name in there)
        raise ExecutorError(f"there is no executor {named!r} (there are: {known})")
    return there[kind].opened(address)


def _kinds() -> dict[str, Kind]:
    found = {
        room.name: cast("Kind", import_module(f"{__name__}.{room.name}")) for room in pkgutil.iter_modules(__path__)
    }
    for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name):
        found.setdefault(point.name, cast("Kind", point.load()))
    return dict(sorted(found.items()))
