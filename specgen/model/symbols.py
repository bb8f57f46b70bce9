"""What the symbols of a run stand for: constants and status codes by name, and who says so."""

from dataclasses import dataclass, field
from typing import Literal

Source = Literal["page", "status", "reference", "header"]
"""A page of the run, the status codes that every run knows, the reference tree, a header that was given."""


@dataclass(frozen=True, slots=True)
class Known:
    """The number of a symbol, the ``place`` that gives it (a page's path, a header's name), and the line (1-based)."""

    value: int
    source: Source
    place: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Symbols:
    """Symbols with their numbers, and what is said of those for which places disagree.

    A contradictory symbol is known only where it is a status code, whose number no page decides.
    """

    known: dict[str, Known] = field(default_factory=dict)
    contradictory: dict[str, tuple[Known, ...]] = field(default_factory=dict)
