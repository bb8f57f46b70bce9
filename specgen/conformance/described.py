"""What a page promises and what a target reports, in one vocabulary.

A generated test holds promises; a ``Target`` answers with the same types. None means "not said": a promise
that is None is not compared, a report that is None makes the test skip with that reason. ``page`` and ``line``
(1-based) stand only on promises, and so does everything that only a page can say: documented values, limits, codes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

Direction = Literal["in", "out", "inout"]
Access = Literal["read", "write", "readwrite"]
Span = Literal["single", "closed", "from", "to", "rest"]
Others = Literal["none", "error", "any"]
Null = Literal["allowed", "forbidden"]
Qualifier = bool | int | float | str | tuple[bool | int | float | str, ...]


@dataclass(frozen=True)
class Code:
    """A documented value, or a range of them: a return value, or one of a parameter or property.

    ``span`` says how to read ``value`` and ``last``: one value, both ends inclusive, from ``value`` upwards,
    up to ``last``, or every value that has no entry of its own. ``symbol`` is an identifier such as a HRESULT's.
    """

    value: int | str | None = None
    last: int | None = None
    span: Span = "single"
    symbol: str | None = None
    success: bool | None = None
    label: str | None = None
    line: int | None = None


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a page says of the values that a parameter or property may have; a report says nothing here.

    ``values`` are those that the page lists; ``flags``: they are bits that may be put together. ``reserved``: nothing
    but zero (None for a pointer). ``after``: the call that the value must come from (``IFoo::Advise``). ``counts``:
    the parameter whose elements or bytes this one counts. ``longest`` counts characters.
    ``exclusive``: pairs of symbols that may not be put together.
    """

    values: tuple[Code, ...] = ()
    flags: bool = False
    reserved: bool = False
    null: Null | None = None
    least: int | None = None
    most: int | None = None
    longest: int | None = None
    after: str | None = None
    counts: str | None = None
    exclusive: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Parameter(Limits):
    """A parameter. ``type`` is the name alone: a CIM intrinsic in lower case, a class name, or a C type.

    ``ref`` marks a CIM reference to ``type``, ``pointer`` counts the stars that a C declaration writes.
    """

    name: str | None
    type: str | None = None
    direction: Direction | None = None
    array: bool = False
    ref: bool = False
    pointer: int = 0
    optional: bool = False
    line: int | None = None


@dataclass(frozen=True)
class Property(Limits):
    """A property of a WMI class; types as for parameters."""

    name: str
    type: str | None = None
    array: bool = False
    ref: bool = False
    access: Access | None = None
    key: bool | None = None
    line: int | None = None


@dataclass(frozen=True)
class Method:
    """A method of a WMI class or of a COM interface (``owner``); promises are ``WmiMethod`` or ``ComMethod``.

    ``returns`` is the type, "void" for nothing. ``others`` is what the page says of codes that it does not list.
    ``slot`` counts from 0 and includes the slots of the base interface. Reports leave ``codes`` empty.
    ``returns_outs``, on reports: out-parameters may come back with the return value, so that the list has none of them.
    """

    name: str
    owner: str
    namespace: str | None = None
    returns: str | None = None
    returns_pointer: int = 0
    parameters: tuple[Parameter, ...] = ()
    codes: tuple[Code, ...] = ()
    others: Others | None = None
    static: bool | None = None
    returns_outs: bool = False
    slot: int | None = None
    page: str | None = None
    line: int | None = None

    technology: ClassVar[str] = "api"


@dataclass(frozen=True)
class WmiMethod(Method):
    """What a page promises of a WMI method."""

    technology: ClassVar[str] = "wmi"


@dataclass(frozen=True)
class ComMethod(Method):
    """What a page promises of a COM method."""

    technology: ClassVar[str] = "com"


@dataclass(frozen=True)
class WmiClass:
    """A WMI class. ``namespace`` is in lower case with /, None where the documentation does not say.

    A target reports the superclass "" for a class that has none, and lists inherited members with its own; it reports
    None as ``qualifiers`` if it cannot tell them. ``members``: how many members its pages document, inherited ones
    included (on promises).
    """

    name: str
    namespace: str | None = None
    superclass: str | None = None
    qualifiers: Mapping[str, Qualifier] | None = field(default=None, hash=False)
    properties: tuple[Property, ...] = ()
    methods: tuple[Method, ...] = ()
    members: int = 0
    page: str | None = None
    line: int | None = None

    technology: ClassVar[str] = "wmi"


@dataclass(frozen=True)
class ComInterface:
    """A COM interface; ``iid`` is a GUID in lower case without braces. ``members`` as for a class."""

    name: str
    base: str | None = None
    iid: str | None = None
    methods: tuple[Method, ...] = ()
    members: int = 0
    page: str | None = None
    line: int | None = None

    technology: ClassVar[str] = "com"
