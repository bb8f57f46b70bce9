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
    """The requirements (or MAPI label) table, spelling repaired."""

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


AnyEntity = WmiMethod | WmiClass | ComMethod | ComInterface
"""Every kind that this version compiles."""
