"""WMI classes and their methods."""

from collections.abc import Iterator

from specgen.link.entities import Linked, shared
from specgen.link.parts import called, property_of
from specgen.model.entities import AnyEntity, WmiClass, WmiMethod

KINDS = frozenset({"wmi-class", "wmi-method"})


def identifier(linked: Linked) -> str:
    """``wmi:<namespace>:Class[.Method]``, with ? for a namespace that nothing tells."""
    member = f"{linked.owner}.{linked.name}" if linked.kind == "wmi-method" else linked.name
    return f"wmi:{linked.namespace or '?'}:{member}"


def entities(linked: Linked) -> Iterator[AnyEntity]:
    """The class or the method."""
    yield _method(linked) if linked.kind == "wmi-method" else _class(linked)


def _method(linked: Linked) -> WmiMethod:
    declaration = linked.facts.declaration
    qualifiers = declaration.qualifiers if declaration else {}
    return WmiMethod(
        **shared(linked),
        **called(linked.facts, "mof", linked.facts.language, linked.directions),
        namespace=linked.namespace,
        qualifiers=qualifiers,
        static="Static" in qualifiers,
        implemented=linked.implemented,
    )


def _class(linked: Linked) -> WmiClass:
    facts = linked.facts
    declaration = facts.declaration
    qualifiers = declaration.qualifiers if declaration else {}
    made = [property_of(one, facts.language, linked.inherited.get(one.declared.name or "")) for one in facts.properties]
    properties = tuple(one for one in made if one is not None)
    return WmiClass(
        **shared(linked),
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
