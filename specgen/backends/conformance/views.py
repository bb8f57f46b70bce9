"""Views for the templates: every decision about a module is made here.

A promise is shown twice: as data (``fields``: keyword and value, only those that say something) and as the lines of
the page that it is read from (``rows``: line number and text as written there).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from specgen.backends import Options
from specgen.backends.conformance.layout import Group, Inherited, listed_methods
from specgen.backends.conformance.promises import (
    CIM_TYPES,
    Literal,
    Member,
    code,
    comparable,
    constraint,
    direction,
    key_promise,
    parameter_promise,
    property_promise,
    said,
)
from specgen.emit import Code, py_literal, python_identifiers
from specgen.model.entities import ClassMethod, ComInterface, ComMethod, Slot, Value, WmiClass, WmiMethod

_PROSE = frozenset(("description", "displayname", "deprecated", "amendment", "locale"))
"""Qualifiers of a class that hold text for people, or that say how such text is kept."""


Keys = Code
"""Names as the arguments of a decorator; empty where there are none."""


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
    earlier: Mapping[str, str]

    @property
    def parameter_lines(self) -> Code:
        """Where the parameters are declared: ``lines 38 to 41``."""
        lines = [value for one in self.parameters for key, value in one.fields if key == "line"]
        return Code(_stretch([value for value in lines if isinstance(value, int)]))

    def any_parameter(self, key: str) -> bool:
        """Whether a parameter says anything about ``key``."""
        return any(one.has(key) for one in self.parameters)

    @property
    def given_back(self) -> Keys:
        """The parameters in which something comes back; one without a name cannot be told from the others."""
        return self._keys(lambda one: one.names[0] is not None and direction(one) in ("out", "inout"))

    @property
    def closed_flags(self) -> Keys:
        """The parameters that take listed flags and no others; what is called a mask may ask for more than there is."""
        return self._sent(
            lambda one: one.has("flags") and bool(one.codes) and "mask" not in (one.names[0] or "").lower()
        )

    @property
    def never_null(self) -> Keys:
        """The parameters that may not be NULL."""
        return self._sent(lambda one: one.says("null", "forbidden"))

    @property
    def reserved(self) -> Keys:
        """The parameters that are reserved."""
        return self._sent(lambda one: one.has("reserved"))

    @property
    def following(self) -> Keys:
        """The parameters that take what an earlier call gave."""
        return self._sent(lambda one: one.has("after"))

    def _sent(self, chosen: Callable[[Member], bool]) -> Keys:
        return self._keys(lambda one: direction(one) != "out" and chosen(one))

    def _keys(self, chosen: Callable[[Member], bool]) -> Keys:
        """Names of parameters as arguments in Python; ``#1`` for a first one without a name."""
        held = ((one, one.names[0] or f"#{at}") for at, one in enumerate(self.parameters, 1))
        return Code(", ".join(py_literal(key) for one, key in held if chosen(one)))


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
    properties: tuple[Member, ...]
    listed: tuple[Member, ...]
    rows: tuple[Row, ...]
    methods: tuple[MethodView, ...]
    imports: tuple[str, ...]
    declared: str
    slots: Mapping[str, int]

    @property
    def slot_table(self) -> tuple[Code, ...]:
        """The documented slots, in order, as items of a dict."""
        ordered = sorted(self.slots.items(), key=lambda item: item[1])
        return tuple(Code(f"{py_literal(name)}: {slot}") for name, slot in ordered)

    @property
    def keyed(self) -> bool:
        """Whether the page marks keys."""
        return any(one.says("key", True) for one in self.properties)  # noqa: FBT003  a value to compare

    @property
    def references(self) -> Keys:
        """The properties that refer to objects."""
        return Code(", ".join(py_literal(one.names[0]) for one in self.properties if one.has("ref")))

    @property
    def has_namespace(self) -> bool:
        """Whether the page says in which namespace the class is, and not that it is in all of them."""
        return self.namespace not in (None, "*")

    def any_property(self, key: str) -> bool:
        """Whether a property says anything about ``key``."""
        return any(one.has(key) for one in self.properties)

    @property
    def any_slot(self) -> bool:
        """Whether the page says where in the vtable a listed method is."""
        return any(one.has("slot") for one in self.listed)


def wmi_module(group: Group, options: Options, inherited: Inherited) -> Module:
    """The module of a WMI class; ``inherited``: what its documented superclasses add."""
    page = group.page if isinstance(group.page, WmiClass) else None
    properties = page.properties if page else ()
    superclass = page.superclass if page else None
    keyed = any(one.key for one in properties)
    members = tuple(property_promise(one, options, told=key_promise(one, inherited, keyed=keyed)) for one in properties)
    listed = tuple(_listed(one, group) for one in listed_methods(group))
    methods = _methods(group, options)
    return Module(
        name=group.name,
        namespace=group.namespace,
        pages=_pages(group),
        page=page.page if page else None,
        line=page.line if page else None,
        summary=page.summary if page and options.descriptions else None,
        promise=_owner(
            "WmiClass",
            group,
            namespace=group.namespace,
            superclass=superclass,
            qualifiers=_class_qualifiers(page),
            members=(len(members) + len(listed) + len(methods) + inherited.members) or None,
        ),
        properties=members,
        listed=listed,
        rows=_rows((one.line or one.described_line, one.raw or one.name) for one in properties),
        methods=methods,
        imports=_imports("Wmi", methods, members, listed),
        declared=f"class {group.name}" + (f" : {superclass}" if superclass else ""),
        slots={},
    )


def com_module(group: Group, options: Options) -> Module:
    """The module of a COM interface."""
    page = group.page if isinstance(group.page, ComInterface) else None
    base, iid = (page.base, page.iid) if page else (None, None)
    listed = tuple(_listed(one, group) for one in listed_methods(group))
    methods = _methods(group, options)
    return Module(
        name=group.name,
        namespace=None,
        pages=_pages(group),
        page=page.page if page else None,
        line=page.line if page else None,
        summary=page.summary if page and options.descriptions else None,
        promise=_owner("ComInterface", group, base=base, iid=iid, members=(len(listed) + len(methods)) or None),
        properties=(),
        listed=listed,
        rows=(),
        methods=methods,
        imports=_imports("Com", methods, (), listed),
        declared=f"interface {group.name}" + (f" : {base}" if base else ""),
        slots=_slots(page),
    )


def _slots(page: ComInterface | None) -> Mapping[str, int]:
    if page is None or page.order != "vtable":
        return {}
    return {one.name: one.slot for one in page.methods if one.name is not None and one.slot is not None}


def _class_qualifiers(page: WmiClass | None) -> Mapping[str, Literal] | None:
    """The qualifiers of a class that an implementation can have: text that translators may have changed is none."""
    if page is None:
        return None
    held = {name: value for name, value in page.qualifiers.items() if name.casefold() not in _PROSE}
    return {name: tuple(value) if isinstance(value, list) else value for name, value in held.items()} or None


def _owner(kind: str, group: Group, **fields: Literal) -> Member:
    source = group.page or group.methods[0]
    place = said(page=source.page, line=source.line)
    return Member(kind, (group.name,), (*said(**fields), *place))


def _listed(one: ClassMethod | Slot, group: Group) -> Member:
    kind = "WmiMethod" if group.technology == "wmi" else "ComMethod"
    page = group.page.page if group.page else None
    slot = _slots(group.page).get(str(one.name)) if isinstance(group.page, ComInterface) else None
    return Member(kind, (one.name, group.name), said(namespace=group.namespace, slot=slot, page=page))


def _pages(group: Group) -> tuple[str, ...]:
    entities = [*([group.page] if group.page else []), *group.methods]
    return tuple(sorted({one.page for one in entities}))


def _imports(
    side: str, methods: Sequence[MethodView], members: Sequence[Member], listed: Sequence[Member]
) -> tuple[str, ...]:
    names = {side, f"{side}Class" if side == "Wmi" else "ComInterface", "promised"}
    if methods or listed:
        names.add(f"{side}Method")
    if any(one.parameters for one in methods):
        names |= {"Parameter", "each_parameter"}
    if any(one.given_back or one.closed_flags or one.never_null or one.reserved or one.following for one in methods):
        names.add("parameters")
    if any(one.codes for one in methods) or any(one.codes for one in _items(methods, members)):
        names.add("Code")
    if members:
        names |= {"Property", "each_property"}
    if any(one.has("ref") for one in members):
        names.add("properties")
    return tuple(sorted(names, key=lambda name: (name[0].islower(), name)))


def _items(methods: Sequence[MethodView], members: Sequence[Member]) -> Iterator[Member]:
    yield from members
    for one in methods:
        yield from one.parameters


def _methods(group: Group, options: Options) -> tuple[MethodView, ...]:
    titles = python_identifiers(one.name for one in group.methods)
    called = {one.name: title for one, title in zip(group.methods, titles, strict=True)}
    return tuple(_method(one, title, group, options, called) for one, title in zip(group.methods, titles, strict=True))


def _earlier(one: WmiMethod | ComMethod, titles: Mapping[str, str]) -> Mapping[str, str]:
    """For each parameter that takes what an earlier call gave: the test class of that call's method, if it is here."""
    found = {}
    for parameter in one.parameters:
        after = constraint(parameter, "only-after-call")
        owner, _, name = str(after or "").rpartition("::")
        if parameter.name and parameter.direction != "out" and name in titles and owner in ("", one.owner):
            found[parameter.name] = titles[name]
    return found


def _method(
    one: WmiMethod | ComMethod, title: str, group: Group, options: Options, titles: Mapping[str, str]
) -> MethodView:
    wmi = isinstance(one, WmiMethod)
    page = group.page if isinstance(group.page, ComInterface) else None
    slot = one.slot if isinstance(one, ComMethod) and page and page.order == "vtable" else None
    returns = one.returns
    tested = returns.type is not None and (not wmi or returns.type in CIM_TYPES)
    codes = comparable(returns.values)
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
            said(
                namespace=group.namespace,
                returns=returns.type,
                returns_pointer=returns.pointer or None,
                others=returns.others,
                static=isinstance(one, WmiMethod) and one.static,
                slot=slot,
                page=one.page,
                line=one.line,
            ),
        ),
        parameters=tuple(parameter_promise(parameter, options, wmi=wmi) for parameter in one.parameters),
        codes=tuple(code(value, options) for value in codes),
        rows=_method_rows(one, codes, options),
        has_slot=slot is not None,
        has_return_type=tested,
        answers=_answers(one, codes),
        earlier=_earlier(one, titles),
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
