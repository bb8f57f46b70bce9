"""What pages describe: the entities of the contract, one Struct a kind, keys exactly as published.

Unknown is None, empty is a tuple or a dict without items; entities refer to each other by id or name, never
by reference. ``kind`` is the tag of the union ``AnyEntity``.
"""

import msgspec

from specgen.model.facts import Repair
from specgen.model.types import Access, Dimension, Direction, Others, QualifierValue, Range

SCHEMA = 1


class Value(msgspec.Struct, frozen=True, gc=False):
    """A documented value: of a parameter, a property or a return."""

    value: int | str | None
    last: int | None
    range: Range
    symbol: str | None
    name: str | None
    label: str | None
    success: bool | None
    raw: str
    description: str | None
    line: int


class Constraint(msgspec.Struct, frozen=True, gc=False):
    """A constraint read out of prose, with the sentence that says so and how sure the reading is (0 to 1)."""

    kind: str
    value: int | str | None
    other: str | None
    text: str
    line: int
    confidence: float


class Returns(msgspec.Struct, frozen=True, gc=False):
    """What a callable returns; ``type`` None where none is stated, "void" for nothing."""

    type: str | None
    pointer: int
    raw: str | None
    line: int | None
    documented: bool
    values: tuple[Value, ...] = ()
    others: Others | None = None


class Parameter(msgspec.Struct, frozen=True, gc=False):
    """A parameter; ``line`` is its declarator's, ``described_line`` its description's (1-based)."""

    name: str | None
    type: str | None
    array: tuple[Dimension, ...] | None
    ref: bool
    pointer: int
    const: bool
    embedded: bool
    direction: Direction | None
    optional: bool
    default: str | None
    qualifiers: dict[str, QualifierValue]
    values: tuple[Value, ...]
    constraints: tuple[Constraint, ...]
    description: str | None
    line: int | None
    described_line: int | None
    raw: str | None


class StructMember(Parameter, frozen=True, gc=False):
    """A member of a structure. ``kind`` and ``members``: of one that is written in place; ``bits``: the width."""

    kind: str | None
    members: tuple["StructMember", ...]
    bits: int | None


class EnumConstant(msgspec.Struct, frozen=True, gc=False):
    """A constant of an enumeration; ``explicit``: the syntax says which value (``expression`` as it is written)."""

    name: str | None
    value: int | None
    expression: str | None
    explicit: bool
    description: str | None
    line: int | None


class Alias(msgspec.Struct, frozen=True, gc=False):
    """A name that a typedef gives; ``pointer`` counts its stars."""

    name: str
    pointer: int


class Property(msgspec.Struct, frozen=True, gc=False):
    """A property of a WMI class, in syntax order."""

    name: str
    type: str | None
    array: tuple[Dimension, ...] | None
    ref: bool
    embedded: bool
    access: Access | None
    key: bool
    qualifiers: dict[str, QualifierValue]
    values: tuple[Value, ...]
    constraints: tuple[Constraint, ...]
    inherited_from: str | None
    default: str | None
    description: str | None
    line: int | None
    described_line: int | None
    raw: str | None


class ClassMethod(msgspec.Struct, frozen=True, gc=False):
    """A row of a WMI class's method table; ``page`` is the method's own page, None where there is none."""

    name: str
    page: str | None
    inherited_from: str | None
    implemented: bool
    description: str | None


class Slot(msgspec.Struct, frozen=True, gc=False):
    """A method of a COM interface; ``slot`` counts from 0 and includes the base's; a placeholder has no name."""

    name: str | None
    slot: int | None
    declared_in: str | None
    page: str | None
    documented: bool


class Requirements(msgspec.Struct, frozen=True, gc=False):
    """The requirements (or MAPI label) table, spelling repaired.

    ``other`` holds the rows whose label nobody knows, each as "label: value".
    """

    header: tuple[str, ...] = ()
    library: tuple[str, ...] = ()
    dll: tuple[str, ...] = ()
    mof: tuple[str, ...] = ()
    idl: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    type_library: tuple[str, ...] = ()
    iid: tuple[str, ...] = ()
    clsid: tuple[str, ...] = ()
    namespace: tuple[str, ...] = ()
    redistributable: tuple[str, ...] = ()
    product: tuple[str, ...] = ()
    version: tuple[str, ...] = ()
    assembly: tuple[str, ...] = ()
    unicode_names: tuple[str, ...] = ()
    tapi_version: tuple[str, ...] = ()
    exposed_by: tuple[str, ...] = ()
    implemented_by: tuple[str, ...] = ()
    called_by: tuple[str, ...] = ()
    pointer_type: tuple[str, ...] = ()
    related_structure: tuple[str, ...] = ()
    transaction_model: tuple[str, ...] = ()
    platform: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    client: str | None = None
    server: str | None = None
    end_of_client: str | None = None
    end_of_server: str | None = None


class Entity(msgspec.Struct, frozen=True, gc=False, kw_only=True, tag_field="kind"):
    """The keys that every kind has."""

    schema: int = SCHEMA
    id: str
    name: str
    owner: str | None
    also_on: tuple[str, ...] = ()
    primary: bool = True
    locale: str
    docset: str | None
    root: str
    page: str
    line: int
    api_names: tuple[str, ...]
    summary: str | None
    requirements: Requirements
    repairs: tuple[Repair, ...]
    findings: tuple[str, ...]

    @property
    def kind(self) -> str:
        """The contract's word for what this is."""
        return str(self.__struct_config__.tag)


class WmiMethod(Entity, frozen=True, gc=False, kw_only=True, tag="wmi-method"):
    """A method of a WMI class."""

    returns: Returns
    parameters: tuple[Parameter, ...]
    namespace: str | None
    qualifiers: dict[str, QualifierValue]
    static: bool
    implemented: bool


class WmiClass(Entity, frozen=True, gc=False, kw_only=True, tag="wmi-class"):
    """A WMI (CIM) class. ``namespace`` is in lower case with /; ``traits`` are words of DSP0004."""

    namespace: str | None
    namespaces: tuple[str, ...]
    superclass: str | None
    qualifiers: dict[str, QualifierValue]
    traits: tuple[str, ...]
    properties: tuple[Property, ...]
    methods: tuple[ClassMethod, ...]


class ComMethod(Entity, frozen=True, gc=False, kw_only=True, tag="com-method"):
    """A method of a COM interface; ``accessor`` is get, put or None."""

    returns: Returns
    parameters: tuple[Parameter, ...]
    slot: int | None
    accessor: str | None


class ComInterface(Entity, frozen=True, gc=False, kw_only=True, tag="com-interface"):
    """A COM interface; ``order`` says whether ``methods`` is the vtable's order or merely a list."""

    base: str | None
    iid: str | None
    iid_symbol: str | None
    clsids: tuple[str, ...]
    order: str | None
    methods: tuple[Slot, ...]


class ComProperty(Entity, frozen=True, gc=False, kw_only=True, tag="com-property"):
    """A property of a COM interface: the type of its value, its accessors by name, and what they take besides."""

    type: str | None
    array: tuple[Dimension, ...] | None
    pointer: int
    access: Access | None
    getter: str | None
    setter: str | None
    parameters: tuple[Parameter, ...]


class Callable(Entity, frozen=True, gc=False, kw_only=True, tag="callable"):
    """What functions, callbacks, macros, messages and events share."""

    returns: Returns
    parameters: tuple[Parameter, ...]


class Function(Callable, frozen=True, gc=False, kw_only=True, tag="function"):
    """A C function."""


class Callback(Callable, frozen=True, gc=False, kw_only=True, tag="callback"):
    """A function that the application supplies."""


class Macro(Callable, frozen=True, gc=False, kw_only=True, tag="macro"):
    """A function-like macro; its parameters have no types."""


class Message(Callable, frozen=True, gc=False, kw_only=True, tag="message"):
    """A window message: what wParam and lParam hold, and what it returns."""


class Notification(Callable, frozen=True, gc=False, kw_only=True, tag="notification"):
    """A notification code that a control sends to its parent."""


class Event(Callable, frozen=True, gc=False, kw_only=True, tag="event"):
    """An event of an object, as its handler sees it."""


class Structure(Entity, frozen=True, gc=False, kw_only=True, tag="struct"):
    """A C structure: its tag, the names that typedef gives it, and its members in order."""

    tag: str | None
    aliases: tuple[Alias, ...]
    members: tuple[StructMember, ...]


class Union(Entity, frozen=True, gc=False, kw_only=True, tag="union"):
    """A C union, as a structure."""

    tag: str | None
    aliases: tuple[Alias, ...]
    members: tuple[StructMember, ...]


class Enumeration(Entity, frozen=True, gc=False, kw_only=True, tag="enum"):
    """A C enumeration, its constants evaluated."""

    tag: str | None
    aliases: tuple[Alias, ...]
    members: tuple[EnumConstant, ...]


class Typedef(Entity, frozen=True, gc=False, kw_only=True, tag="typedef"):
    """A name for another type."""

    type: str | None
    pointer: int


class Constants(Entity, frozen=True, gc=False, kw_only=True, tag="constants"):
    """A page of constants or error codes."""

    members: tuple[Value, ...]


class MapiProperty(Entity, frozen=True, gc=False, kw_only=True, tag="mapi-property"):
    """A canonical MAPI property. ``tag``: its identifier; ``lid``: the long ID of a named one; ``types``: PT_..."""

    tag: int | None
    lid: int | None
    types: tuple[str, ...]
    associated: tuple[str, ...]
    property_set: str | None
    area: str | None


class PropertyKey(Entity, frozen=True, gc=False, kw_only=True, tag="property-key"):
    """A property key of the shell's property system."""


AnyEntity = (
    WmiMethod
    | WmiClass
    | ComMethod
    | ComInterface
    | ComProperty
    | Function
    | Callback
    | Macro
    | Message
    | Notification
    | Event
    | Structure
    | Union
    | Enumeration
    | Typedef
    | Constants
    | MapiProperty
    | PropertyKey
)
"""Every kind of the contract."""
