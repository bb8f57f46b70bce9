"""Docstrings: what the page says, in lists that a person can read in a tooltip."""

from collections.abc import Iterable, Iterator, Sequence

from specgen.backends.stubs.urls import published
from specgen.backends.stubs.values import short_name
from specgen.backends.stubs.views import Doc, Item, Section
from specgen.model.entities import AnyEntity, ComMethod, Constraint, Parameter, Property, Value, WmiClass, WmiMethod

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


_DEMANDS = {
    "reserved-zero": "must be 0",
    "may-be-null": "may be NULL",
    "not-null": "not NULL",
    "bitmask": "flags",
    "exclusive": "{value} not with {other}",
    "byte-count-of": "size in bytes of {other}",
    "element-count-of": "number of elements of {other}",
    "min": "at least {value}",
    "max": "at most {value}",
    "max-length": "at most {value} characters",
    "free-with": "freed with {value}",
    "default-when-omitted": "{value} if left out",
    "only-after-call": "only after {value}",
}
"""What a constraint says, by its kind."""


class Docs:
    """Writes docstrings; ``descriptions`` False leaves out every sentence of a page."""

    def __init__(self, *, descriptions: bool) -> None:
        self._descriptions = descriptions

    def of_class(self, entity: AnyEntity) -> Doc:
        """A class or interface; of a WMI class what kind of class it is, and its keys."""
        facts = _traits(entity) if isinstance(entity, WmiClass) else ()
        return Doc(self._prose(entity.summary), (), (*facts, *self._sources(entity)))

    def of_method(self, entity: WmiMethod | ComMethod) -> Doc:
        """A method, with its parameters and return values."""
        sections = (
            Section("Parameters", tuple(self._parameter(one) for one in entity.parameters)),
            Section("Returns", self._returns(entity), ("Value", "Meaning")),
        )
        return Doc(self._prose(entity.summary), tuple(one for one in sections if one.items), self._sources(entity))

    def of_property(self, one: Property) -> Doc:
        """A property of a class."""
        facts = [_spelled_type(one.type, array=one.array is not None, ref=one.ref)]
        facts += ["key"] if one.key else []
        facts += {"read": ["read-only"], "write": ["write-only"]}.get(one.access or "", [])
        facts += _constrained(one.constraints)
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
        facts += _constrained(one.constraints)
        text = self._prose(one.description)
        lead = f"{one.name or '?'} ({', '.join(facts)})"
        return Item(f"{lead}: {text}" if text else lead, tuple(self._values(one.values)))

    def _returns(self, entity: WmiMethod | ComMethod) -> tuple[Item, ...]:
        rows = [*self._told(entity.returns.values)]
        others = {"error": "Any other code is an error.", "none": "There are no other codes."}
        if entity.returns.others in others:
            rows.append(("others", others[entity.returns.others]))
        return tuple(Item(_row(row)) for row in rows)

    def _values(self, values: Iterable[Value]) -> Iterator[str]:
        return (": ".join(part for part in told if part) for told in self._told(values))

    def _told(self, values: Iterable[Value]) -> Iterator[tuple[str, str]]:
        """Each value that has a number, symbol or text: how it is written, and what it means."""
        told = ((_spelled_value(one), self._meaning(one)) for one in values)
        return (pair for pair in told if any(pair))

    def _meaning(self, one: Value) -> str:
        """The name or label, and the description, without saying a thing twice."""
        label = (self._name(one) or self._prose(one.label) or "").strip()
        text = (self._prose(one.description) or "").strip()
        if label in (one.symbol, str(one.value)) or text.startswith(label):
            return text
        return f"{label.rstrip('.')}. {text}" if text else label

    def _name(self, one: Value) -> str | None:
        """The documented name; where no sentence of a page may stand, nothing that could be one."""
        return one.name if self._descriptions else short_name(one)

    def _sources(self, entity: AnyEntity) -> tuple[str, ...]:
        url = published(entity.docset, entity.page, entity.locale)
        required = _required(entity)
        page = f"Page: {entity.page}, line {entity.line}"
        return tuple(line for line in (required, page, url) if line)


def _traits(entity: WmiClass) -> tuple[str, ...]:
    keys = ", ".join(one.name for one in entity.properties if one.key)
    traits = ", ".join(entity.traits)
    return tuple(f"{label}: {told}" for label, told in (("Traits", traits), ("Keys", keys)) if told)


def _row(cells: Iterable[str]) -> str:
    """A row of a table in Markdown, which editors show as one."""
    escaped = (" ".join(cell.split()).replace("|", r"\|") for cell in cells)
    return f"| {' | '.join(escaped)} |"


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


def _constrained(constraints: Sequence[Constraint]) -> list[str]:
    """What the page demands of the value, in the words of the model."""
    said = []
    for one in constraints:
        form = _DEMANDS.get(one.kind, "")
        needed = [told for name, told in (("{value}", one.value), ("{other}", one.other)) if name in form]
        if form and None not in needed:
            said.append(form.format(value=one.value, other=one.other))
    return list(dict.fromkeys(said))


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
