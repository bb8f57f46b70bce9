"""Linked pages: one page's facts with what the library knows about it; ``kinds`` makes entities of them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from specgen.link.namespaces import canonical_rows
from specgen.link.parts import requirements
from specgen.model.change import changed
from specgen.model.entities import ClassMethod, Slot
from specgen.model.facts import Note, PageFacts, Repair
from specgen.model.library import Page
from specgen.model.types import Direction, Evidence


@dataclass
class Linked:
    """What linking found out about one page.

    ``identifier`` is how its kind makes the contract's id; ``directions`` are the reference's, by parameter name.
    ``only_original`` are the lines and texts of values that nothing but the page's original shows to be damaged.
    """

    page: Page
    kind: str
    identifier: Callable[["Linked"], str]
    name: str
    owner: str | None = None
    namespace: str | None = None
    namespace_evidence: Evidence | None = None
    namespaces: tuple[str, ...] = ()
    primary: bool = True
    also_on: tuple[str, ...] = ()
    slot: int | None = None
    methods: tuple[ClassMethod, ...] = ()
    slots: tuple[Slot, ...] = ()
    implemented: bool = True
    inherited: dict[str, str | None] = field(default_factory=dict)
    directions: dict[str, Direction | None] = field(default_factory=dict)
    mended: PageFacts | None = None
    notes: list[Note] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    only_original: tuple[tuple[int, str], ...] = ()

    @property
    def facts(self) -> PageFacts:
        """The page's facts, with what its original and its siblings proved about its values."""
        return self.mended or self.page.facts

    @property
    def id(self) -> str:
        """The contract's id."""
        return self.identifier(self)


def shared(linked: Linked) -> dict[str, Any]:
    """The keys that entities of every kind have."""
    page, facts = linked.page, linked.facts
    notes = {note.code for note in (*facts.notes, *linked.notes)}
    repairs = tuple(sorted((*facts.repairs, *linked.repairs), key=lambda one: (one.line, one.field, one.member or "")))
    return {
        "id": linked.id,
        "name": linked.name,
        "owner": linked.owner,
        "also_on": linked.also_on,
        "primary": linked.primary,
        "locale": page.locale,
        "docset": page.docset,
        "root": page.root,
        "page": facts.path,
        "line": _line(page),
        "api_names": tuple(quote.text for quote in facts.front.api_names),
        "summary": facts.summary,
        "requirements": changed(requirements(facts, facts.language), namespace=canonical_rows(page, linked.namespace)),
        "repairs": repairs,
        "findings": tuple(sorted(notes | {repair.code for repair in repairs})),
    }


def _line(page: Page) -> int:
    facts = page.facts
    if facts.declaration is not None:
        return facts.declaration.quote.span.line
    return facts.heading.quote.span.line if facts.heading else 1
