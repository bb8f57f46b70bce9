"""Docstrings: what the page says, in lists that a person can read in a tooltip."""

from collections.abc import Iterable, Iterator, Sequence

from specgen.backends.stubs.urls import published
from specgen.backends.stubs.views import Doc, Item, Section
from specgen.model.entities import AnyEntity, ComMethod, Parameter, Property, Value, WmiClass, WmiMethod

_ROWS = (
    ("client", "Client"),
    ("server", "Server"),
    ("header", "Header"),
    ("library", "Library"),
    ("mof", "MOF"),
    ("idl", "IDL"),
    ("dll", "DLL"),
    ("iid", "IID"),
    ("clsid", "CLSID"),
)


class Docs:
    """Writes docstrings; ``descriptions`` False leaves out every sentence of a page."""

    def __init__(self, *, descriptions: bool) -> None:
        self._descriptions = descriptions

    def of_class(self, entity: AnyEntity) -> Doc:
        """A class or interface."""
        return Doc(self._prose(entity.summary), (), self._sources(entity))

    def of_method(self, entity: WmiMethod | ComMethod) -> Doc:
        """A method, with its parameters and return values."""
        sections = (
            Section("Parameters", tuple(self._parameter(one) for one in entity.parameters)),
            Section("Returns", self._returns(entity)),
        )
        return Doc(self._prose(entity.summary), tuple(one for one in sections if one.items), self._sources(entity))

    def of_property(self, one: Property) -> Doc:
        """A property of a class."""
        facts = [_spelled_type(one.type, array=one.array is not None, ref=one.ref)]
        facts += ["key"] if one.key else []
        facts += {"read": ["read-only"], "write": ["write-only"]}.get(one.access or "", [])
        values = tuple(Item(line) for line in self._values(one.values))
        sections = (Section("Values", values),) if values else ()
        return Doc(self._prose(one.description), sections, (", ".join(facts),))

    def _prose(self, text: str | None) -> str | None:
        return text if self._descriptions else None

    def _parameter(self, one: Parameter) -> Item:
        facts: list[str] = [one.direction] if one.direction else []
        stars = f" {'*' * one.pointer}" if one.pointer else ""
        facts.append(_spelled_type(one.type, array=one.array is not None, ref=one.ref) + stars)
        facts += ["optional"] if one.optional else []
        text = self._prose(one.description)
        lead = f"{one.name or '?'} ({', '.join(facts)})"
        return Item(f"{lead}: {text}" if text else lead, tuple(self._values(one.values)))

    def _returns(self, entity: WmiMethod | ComMethod) -> tuple[Item, ...]:
        lines = list(self._values(entity.returns.values))
        others = {"error": "Any other code is an error.", "none": "There are no other codes."}
        if entity.returns.others in others:
            lines.append(others[entity.returns.others])
        return tuple(Item(line) for line in lines)

    def _values(self, values: Iterable[Value]) -> Iterator[str]:
        for one in values:
            lead = _spelled_value(one)
            said = self._meaning(one)
            if said:
                yield f"{lead}: {said}" if lead else said
            elif lead:
                yield lead

    def _meaning(self, one: Value) -> str:
        """The name or label, and the description, without saying a thing twice."""
        label = (one.name or self._prose(one.label) or "").strip()
        text = (self._prose(one.description) or "").strip()
        if label in (one.symbol, str(one.value)) or text.startswith(label):
            return text
        return f"{label.rstrip('.')}. {text}" if text else label

    def _sources(self, entity: AnyEntity) -> tuple[str, ...]:
        url = published(entity.docset, entity.page, entity.locale)
        required = _required(entity)
        page = f"Page: {entity.page}, line {entity.line}"
        return tuple(line for line in (required, page, url) if line)


def _required(entity: AnyEntity) -> str | None:
    """The requirements; of WMI the namespace as it was understood, and no headers, which WMI has none of."""
    wmi = isinstance(entity, WmiClass | WmiMethod)
    rows = [f"Namespace {entity.namespace}"] if isinstance(entity, WmiClass | WmiMethod) and entity.namespace else []
    for key, label in _ROWS:
        value = getattr(entity.requirements, key)
        if value and not (wmi and key in ("header", "library")):
            rows.append(f"{label} {value if isinstance(value, str) else ', '.join(value)}")
    return f"Requirements: {'; '.join(rows)}" if rows else None


def _spelled_type(name: str | None, *, array: bool, ref: bool) -> str:
    return f"{name or '?'}{' REF' if ref else ''}{'[]' if array else ''}"


def _spelled_value(one: Value) -> str:
    if one.value is None:
        return one.symbol or ("others" if one.range == "rest" else "")
    number = str(one.value)
    spelled = {
        "single": number,
        "closed": f"{number} to {one.last}",
        "from": f"{number} and above",
        "to": f"up to {number}",
        "rest": number,
    }[one.range]
    return f"{spelled} ({one.symbol})" if one.symbol else spelled


def joined_pages(pages: Sequence[str]) -> tuple[str, ...]:
    """Pages without repetition, sorted."""
    return tuple(sorted(set(pages)))
