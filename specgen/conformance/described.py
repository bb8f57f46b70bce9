"""What a page promises and what a target reports, in one vocabulary.

A generated test holds promises; a ``Target`` answers with the same types. None means "not said": a promise
that is None is not compared, a report that is None makes the test skip with that reason. ``page`` and ``line``
(1-based) stand only on promises.
"""

from dataclasses import dataclass
from typing import ClassVar, Literal

Direction = Literal["in", "out", "inout"]
Access = Literal["read", "write", "readwrite"]
Span = Literal["single", "closed", "from", "to", "rest"]
Others = Literal["none", "error", "any"]


@dataclass(frozen=True)
class Parameter:
    """A parameter. ``type`` is the name alone: a CIM intrinsic in lower case, a class name, or a C type.

    ``ref`` marks a CIM reference to ``type``, ``pointer`` counts the stars that a C declaration writes.
    """

    name: str | None
    type: str | None = None
    direction: Direction | None = None
    array: bool = False
    ref: bool = False
    pointer: int = 0
    line: int | None = None


@dataclass(frozen=True)
class Property:
    """A property of a WMI class; types as for parameters."""

    name: str
    type: str | None = None
    array: bool = False
    ref: bool = False
    access: Access | None = None
    key: bool | None = None
    line: int | None = None


@dataclass(frozen=True)
class Code:
    """A documented return value, or a range of them.

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


@dataclass(frozen=True)
class Method:
    """A method of a WMI class or of a COM interface (``owner``); promises are ``WmiMethod`` or ``ComMethod``.

    ``returns`` is the type, "void" for nothing. ``others`` is what the page says of codes that it does not list.
    ``slot`` counts from 0 and includes the slots of the base interface. Reports leave ``codes`` empty.
    """

    name: str
    owner: str
    namespace: str | None = None
    returns: str | None = None
    returns_pointer: int = 0
    parameters: tuple[Parameter, ...] = ()
    codes: tuple[Code, ...] = ()
    others: Others | None = None
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

    A target reports the superclass "" for a class that has none.
    """

    name: str
    namespace: str | None = None
    superclass: str | None = None
    properties: tuple[Property, ...] = ()
    methods: tuple[Method, ...] = ()
    page: str | None = None
    line: int | None = None

    technology: ClassVar[str] = "wmi"


@dataclass(frozen=True)
class ComInterface:
    """A COM interface; ``iid`` is a GUID in lower case without braces."""

    name: str
    base: str | None = None
    iid: str | None = None
    methods: tuple[Method, ...] = ()
    page: str | None = None
    line: int | None = None

    technology: ClassVar[str] = "com"
