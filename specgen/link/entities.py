"""Entities: one page's facts, with what the library knows about it, as an entity of the contract."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from specgen.link.namespaces import canonical_rows
from specgen.link.parts import parameter, property_of, requirements, returns
from specgen.model.change import changed
from specgen.model.entities import AnyEntity, ClassMethod, ComInterface, ComMethod, Slot, WmiClass, WmiMethod
from specgen.model.facts import Note, PageFacts, Repair
from specgen.model.library import Page
from specgen.model.types import Direction, Evidence

_GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_IID_SYMBOL = re.compile(r"\bD?IID_\w+")


@dataclass
class Linked:
    """What linking found out about one page. ``directions``: the reference's, by parameter name."""

    page: Page
    kind: str
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

    @property
    def facts(self) -> PageFacts:
        """The page's facts, with what siblings proved about its values."""
        return self.mended or self.page.facts

    @property
    def id(self) -> str:
        """The contract's id."""
        if self.kind == "wmi-class":
            return f"wmi:{self.namespace or '?'}:{self.name}"
        if self.kind == "wmi-method":
            return f"wmi:{self.namespace or '?'}:{self.owner}.{self.name}"
        return f"com:{self.owner}::{self.name}" if self.owner else f"com:{self.name}"


def entity(linked: Linked) -> AnyEntity:
    """The entity; ``linked.kind`` must be one that this version compiles."""
    makers: dict[str, Callable[[Linked], AnyEntity]] = {
        "wmi-method": _wmi_method,
        "wmi-class": _wmi_class,
        "com-method": _com_method,
        "com-interface": _com_interface,
    }
    return makers[linked.kind](linked)


def _shared(linked: Linked) -> dict[str, Any]:
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
        "requirements": changed(requirements(facts, page.locale), namespace=canonical_rows(page, linked.namespace)),
        "repairs": repairs,
        "findings": tuple(sorted(notes | {repair.code for repair in repairs})),
    }


def _line(page: Page) -> int:
    facts = page.facts
    if facts.declaration is not None:
        return facts.declaration.quote.span.line
    return facts.heading.quote.span.line if facts.heading else 1


def _callable(linked: Linked) -> dict[str, Any]:
    facts = linked.facts
    language = "mof" if linked.kind == "wmi-method" else "c"
    return {
        "returns": returns(facts, linked.page.locale),
        "parameters": tuple(
            parameter(member, language, linked.page.locale, linked.directions.get(member.declared.name or ""))
            for member in facts.parameters
        ),
    }


def _wmi_method(linked: Linked) -> WmiMethod:
    declaration = linked.facts.declaration
    qualifiers = declaration.qualifiers if declaration else {}
    return WmiMethod(
        **_shared(linked),
        **_callable(linked),
        namespace=linked.namespace,
        qualifiers=qualifiers,
        static="Static" in qualifiers,
        implemented=linked.implemented,
    )


def _com_method(linked: Linked) -> ComMethod:
    return ComMethod(**_shared(linked), **_callable(linked), slot=linked.slot, accessor=None)


def _wmi_class(linked: Linked) -> WmiClass:
    facts = linked.facts
    declaration = facts.declaration
    qualifiers = declaration.qualifiers if declaration else {}
    made = [
        property_of(one, linked.page.locale, linked.inherited.get(one.declared.name or "")) for one in facts.properties
    ]
    properties = tuple(one for one in made if one is not None)
    return WmiClass(
        **_shared(linked),
        namespace=linked.namespace,
        namespaces=linked.namespaces,
        superclass=declaration.base.text if declaration and declaration.base else None,
        qualifiers=qualifiers,
        traits=_traits(linked, sum(one.ref for one in properties)),
        properties=properties,
        methods=linked.methods,
    )


def _traits(linked: Linked, references: int) -> tuple[str, ...]:
    declaration = linked.facts.declaration
    qualifiers = declaration.qualifiers if declaration else {}
    base = declaration.base.text.lower() if declaration and declaration.base else ""
    holds = {
        "abstract": "Abstract" in qualifiers,
        "association": "Association" in qualifiers or references >= 2,
        "event": _is_event(base) or "EventType" in qualifiers,
        "singleton": "Singleton" in qualifiers,
        "dynamic": "Dynamic" in qualifiers,
    }
    return tuple(name for name, held in holds.items() if held)


def _is_event(base: str) -> bool:
    return (base.startswith("__") and base.endswith("event")) or base in ("wmievent", "msnt_systemtrace")


def _com_interface(linked: Linked) -> ComInterface:
    facts = linked.facts
    iid, symbol, clsids = None, None, []
    for row in facts.requirements:
        for text in row.repaired if row.key in ("iid", "clsid") else ():
            guid = _GUID.search(text)
            if row.key == "clsid":
                clsids += [guid[0].lower()] if guid else []
                continue
            iid = iid or (guid[0].lower() if guid else None)
            found = _IID_SYMBOL.search(text)
            symbol = symbol or (found[0] if found else None)
    return ComInterface(
        **_shared(linked),
        base=facts.base,
        iid=iid,
        iid_symbol=symbol,
        clsids=tuple(clsids),
        order=facts.listed_order,
        methods=linked.slots,
    )
