"""Departures: where a generated file cannot say what a page says, each by its name and with its reason."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Departure:
    """A repair's name, and why the target's language needs it."""

    name: str
    reason: str


@dataclass(frozen=True)
class Applied:
    """A repair at its spot, with what the page has there; ``detail`` says more where the reason is not enough."""

    departure: Departure
    found: str
    detail: str = ""

    @property
    def comment(self) -> str:
        """One line for the file."""
        return f"{self.departure.name}: {self.departure.reason} (the page has: {self.found})"
