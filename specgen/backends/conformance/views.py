"""Views for the templates: every decision about a module is made here.

A promise is shown twice: as data (``fields``: keyword and value, only those that say something) and as the lines of
the page that it is read from (``rows``: line number and text as written there).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from specgen.backends import Options
from specgen.backends.conformance.layout import Group
from specgen.emit import Code, cim_identifier, py_literal, python_identifier, python_identifiers
from specgen.model.entities import ComInterface, ComMethod, Parameter, Property, Slot, Value, WmiClass, WmiMethod

Literal = None | bool | int | str
Fields = tuple[tuple[str, Literal], ...]

_CIM_TYPES = frozenset(
    (
        *("uint8", "uint16", "uint32", "uint64", "sint8", "sint16", "sint32", "sint64"),
        *("real32", "real64", "boolean", "string", "datetime", "char16", "object"),
    )
)


@dataclass(frozen=True)
class Row:
    """A line of a page: its number, and what stands there."""

    line: int
    text: str

    @property
    def number(self) -> Code:
        """The line number, right-aligned."""
        return Code(f"{self.line:4d}")


@dataclass(frozen=True)
class Member:
    """A promise as a call of ``kind``: what stands before the keywords, then those that say something."""

    kind: str
    names: tuple[str | None, ...]
    fields: Fields

    def has(self, key: str) -> bool:
        """Whether it says anything about ``key``."""
        return any(name == key for name, _ in self.fields)

    @property
    def arguments(self) -> tuple[Code, ...]:
        """The arguments as Python, one by one."""
        named = (Code(f"{key}={py_literal(value)}") for key, value in self.fields)
        return (*(py_literal(one) for one in self.names), *named)

    @property
    def source(self) -> Code:
        """The call as Python, on one line."""
        return Code(f"{python_identifier(self.kind)}({', '.join(self.arguments)})")


@dataclass(frozen=True)
class MethodView:
    """A method: ``title`` is the Python name of its test class's stem."""

    title: str
    name: str
    page: str
    line: int
    head: str
    summary: str | None
    promise: Member
    parameters: tuple[Member, ...]
    codes: tuple[Member, ...]
    rows: tuple[Row, ...]
    has_slot: bool
    has_return_type: bool
    answers: str

    @property
    def parameter_lines(self) -> Code:
        """Where the parameters are declared: ``lines 38 to 41``."""
        lines = [value for one in self.parameters for key, value in one.fields if key == "line"]
        return Code(_stretch([value for value in lines if isinstance(value, int)]))

    def any_parameter(self, key: str) -> bool:
        """Whether a parameter says anything about ``key``."""
        return any(one.has(key) for one in self.parameters)


@dataclass(frozen=True)
class Module:
    """A module; ``page``, ``promise`` and ``rows`` are those of the class or interface, which may have no page."""

    name: str
    namespace: str | None
    pages: tuple[str, ...]
    page: str | None
    line: int | None
    summary: str | None
    promise: Member
    members: tuple[Member, ...]
    rows: tuple[Row, ...]
    methods: tuple[MethodView, ...]
    imports: tuple[str, ...]
    declared: str

    def any_member(self, key: str) -> bool:
        """Whether a property or listed method says anything about ``key``."""
        return any(one.has(key) for one in self.members)


def wmi_module(group: Group, options: Options) -> Module:
    """The module of a WMI class."""
    page = group.page if isinstance(group.page, WmiClass) else None
    properties = page.properties if page else ()
    superclass = page.superclass if page else None
    return Module(
        name=group.name,
        namespace=group.namespace,
        pages=_pages(group),
        page=page.page if page else None,
        line=page.line if page else None,
        summary=page.summary if page and options.descriptions else None,
        promise=_owner("WmiClass", group, namespace=group.namespace, superclass=superclass),
        members=tuple(_property(one) for one in properties),
        rows=_rows((one.line or one.described_line, one.raw or one.name) for one in properties),
        methods=_methods(group, options),
        imports=_imports("Wmi", group, "Property" if properties else None),
        declared=f"class {group.name}" + (f" : {superclass}" if superclass else ""),
    )


def com_module(group: Group, options: Options) -> Module:
    """The module of a COM interface."""
    page = group.page if isinstance(group.page, ComInterface) else None
    base, iid = (page.base, page.iid) if page else (None, None)
    return Module(
        name=group.name,
        namespace=None,
        pages=_pages(group),
        page=page.page if page else None,
        line=page.line if page else None,
        summary=page.summary if page and options.descriptions else None,
        promise=_owner("ComInterface", group, base=base, iid=iid),
        members=tuple(_listed(one, group) for one in _listed_slots(group)),
        rows=(),
        methods=_methods(group, options),
        imports=_imports("Com", group, None),
        declared=f"interface {group.name}" + (f" : {base}" if base else ""),
    )


def _listed_slots(group: Group) -> Iterator[Slot]:
    """The methods that the interface's page lists and that have no page of their own."""
    documented = {one.name for one in group.methods}
    if isinstance(group.page, ComInterface):
        yield from (one for one in group.page.methods if cim_identifier(one.name) and one.name not in documented)


def _owner(kind: str, group: Group, **fields: Literal) -> Member:
    source = group.page or group.methods[0]
    place = _said(page=source.page, line=source.line)
    return Member(kind, (group.name,), (*_said(**fields), *place))


def _listed(one: Slot, group: Group) -> Member:
    # A slot counts only where the page lists the vtable and not merely the methods.
    page = group.page if isinstance(group.page, ComInterface) else None
    slot = one.slot if page and page.order == "vtable" else None
    return Member("ComMethod", (one.name, group.name), _said(slot=slot, page=page.page if page else None))


def _pages(group: Group) -> tuple[str, ...]:
    entities = [*([group.page] if group.page else []), *group.methods]
    return tuple(sorted({one.page for one in entities}))


def _imports(side: str, group: Group, member: str | None) -> tuple[str, ...]:
    names = {side, f"{side}Class" if side == "Wmi" else "ComInterface", "promised"}
    if group.methods:
        names.add(f"{side}Method")
    if any(one.parameters for one in group.methods):
        names |= {"Parameter", "each_parameter"}
    if any(_codes(one.returns.values) for one in group.methods):
        names.add("Code")
    if member:
        names |= {member, "each_property"}
    if side == "Com" and group.page and _listed_only(group):
        names.add("ComMethod")
    return tuple(sorted(names, key=lambda name: (name[0].islower(), name)))


def _listed_only(group: Group) -> bool:
    return any(True for _ in _listed_slots(group))


def _methods(group: Group, options: Options) -> tuple[MethodView, ...]:
    titles = python_identifiers(one.name for one in group.methods)
    return tuple(_method(one, title, group, options) for one, title in zip(group.methods, titles, strict=True))


def _method(one: WmiMethod | ComMethod, title: str, group: Group, options: Options) -> MethodView:
    wmi = isinstance(one, WmiMethod)
    page = group.page if isinstance(group.page, ComInterface) else None
    slot = one.slot if isinstance(one, ComMethod) and page and page.order == "vtable" else None
    returns = one.returns
    tested = returns.type is not None and (not wmi or returns.type in _CIM_TYPES)
    codes = _codes(returns.values)
    return MethodView(
        title=title,
        name=one.name,
        page=one.page,
        line=one.line,
        head=_head(one),
        summary=one.summary if options.descriptions else None,
        promise=Member(
            "WmiMethod" if wmi else "ComMethod",
            (one.name, group.name),
            _said(
                namespace=group.namespace,
                returns=returns.type,
                returns_pointer=returns.pointer or None,
                others=returns.others,
                slot=slot,
                page=one.page,
                line=one.line,
            ),
        ),
        parameters=tuple(_parameter(parameter, wmi=wmi) for parameter in one.parameters),
        codes=tuple(_code(value, options) for value in codes),
        rows=_method_rows(one, codes, options),
        has_slot=slot is not None,
        has_return_type=tested,
        answers=_answers(one, codes),
    )


def _answers(one: WmiMethod | ComMethod, codes: Sequence[Value]) -> str:
    """Where the page says what may come back."""
    if not codes:
        return "The page lists no codes: any value of the return type will do."
    shown = _stretch([value.line for value in codes])
    others = {"error": ", or another error code", "any": ", or any other", "none": ", and no other"}
    return f"The code is one of those in {shown}{others.get(one.returns.others or '', '')}."


def _stretch(lines: Sequence[int]) -> str:
    if not lines:
        return "no line of their own"
    first, last = min(lines), max(lines)
    return f"line {first}" if first == last else f"lines {first} to {last}"


def _head(one: WmiMethod | ComMethod) -> str:
    """The declaration without its parameters, for a line."""
    return f"{one.returns.raw or one.returns.type or ''} {one.name}({'...' if one.parameters else ''})".strip()


def _method_rows(one: WmiMethod | ComMethod, codes: Sequence[Value], options: Options) -> tuple[Row, ...]:
    said = [(value.line, value.raw if options.descriptions else _named(value)) for value in codes]
    return _rows(
        [
            (one.line, _head(one)),
            *((parameter.line, f"    {parameter.raw or parameter.name}") for parameter in one.parameters),
            *said,
        ]
    )


def _named(value: Value) -> str:
    return str(value.symbol or value.value or value.range)


def _rows(lines: Iterable[tuple[int | None, str | None]]) -> tuple[Row, ...]:
    return tuple(Row(line, text) for line, text in lines if line is not None and text)


def _codes(values: Sequence[Value]) -> tuple[Value, ...]:
    """The values that an answer can be compared with; a label alone is none."""
    told = (one for one in values if one.range in ("rest", "to") or (one.value, one.symbol) != (None, None))
    return tuple(told)


def _code(value: Value, options: Options) -> Member:
    label = value.name or (value.label if options.descriptions else None)
    fields = _said(
        last=value.last,
        span=None if value.range == "single" else value.range,
        symbol=value.symbol,
        label=label if label != value.symbol else None,
        line=value.line,
    )
    first: Fields = (("value", value.value),) if value.value is not None else ()
    judged: Fields = (("success", value.success),) if value.success is not None else ()
    return Member("Code", (), (*first, *fields, *judged))


def _parameter(one: Parameter, *, wmi: bool) -> Member:
    kind = one.type if not wmi or _is_cim(one) else None
    fields = _said(
        type=kind,
        direction=one.direction,
        array=kind is not None and one.array is not None,
        ref=wmi and kind is not None and one.ref,
        pointer=None if wmi else one.pointer or None,
        line=one.line or one.described_line,
    )
    return Member("Parameter", (one.name,), fields)


def _property(one: Property) -> Member:
    kind = one.type if _is_cim(one) else None
    fields = _said(
        type=kind,
        array=kind is not None and one.array is not None,
        ref=kind is not None and one.ref,
        access=one.access,
        key=one.key,
        line=one.line or one.described_line,
    )
    return Member("Property", (one.name,), fields)


def _is_cim(one: Parameter | Property) -> bool:
    """Whether the type is one that a CIM implementation can have: DSP0004 knows no others."""
    if one.ref or one.embedded:
        return one.type is not None and one.type not in _CIM_TYPES
    return one.type in _CIM_TYPES


def _said(**fields: Literal) -> Fields:
    """The fields that say something: a promise leaves the others at their defaults."""
    said = ((key, value) for key, value in fields.items() if value is not None and value is not False)
    return tuple(said)
