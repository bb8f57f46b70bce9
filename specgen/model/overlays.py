"""Overlays: what somebody knows of a page that is wrong, and what is right, one fact each."""

from collections.abc import Iterable
from dataclasses import dataclass

Plain = bool | int | float | str | list["Plain"] | None
"""A value of the published JSON that has no keys of its own: a scalar, or a list of such."""


@dataclass(frozen=True)
class Overlay:
    """One entry of an overlay file, and the line (1-based) on which it begins.

    ``id`` names an entity; ``member`` a parameter, property, member, method or value of it (None: the entity itself);
    ``field`` a fact of that. ``locale`` None means every locale. ``was`` is what is read from the page, ``now`` what is
    true; ``reason`` and ``link`` say how that is known.
    """

    file: str
    line: int
    id: str
    field: str
    was: Plain
    now: Plain
    reason: str
    link: str
    locale: str | None = None
    member: str | None = None

    @property
    def place(self) -> str:
        """Where the entry stands, as messages begin."""
        return f"{self.file}:{self.line}"


class OverlayError(Exception):
    """Overlays that cannot be read or applied. Each problem names the file, and the line where one is known."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))
