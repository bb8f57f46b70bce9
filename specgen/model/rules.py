"""What a rule is: its metadata, its scope and the three signatures a check may have."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from specgen.model.facts import Note
from specgen.model.library import Library, Page
from specgen.model.types import Severity

Scope = Literal["page", "pair", "library"]

PageCheck = Callable[[Page], Iterable[Note]]
"""Looks at one page's facts; gives notes about that page (the code is filled in by the runner)."""

PairCheck = Callable[[Page, Page], Iterable[Note]]
"""Looks at a translated page and the page it was translated from; gives notes about the first."""

LibraryCheck = Callable[[Library], Iterable[tuple[Page, Note]]]
"""Looks at the whole library; gives notes with the page each is about."""


@dataclass(frozen=True)
class RuleInfo:
    """A rule's metadata; ``documentation`` is the docstring of its module."""

    code: str
    name: str
    severity: Severity
    scope: Scope
    preview: bool
    documentation: str
