"""What all typed calls have in common.

pywbem has no types of its own, so the classes of its objects are described here by what they have. It is imported when
a call is made.
"""

import datetime as _datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from inspect import Parameter, Signature
from typing import NamedTuple, Protocol, TypeAlias, TypedDict, cast


class CimDateTime(Protocol):
    """A date and time, or an interval (``pywbem.CIMDateTime``)."""

    @property
    def datetime(self) -> _datetime.datetime | None:
        """The date and time, None of an interval."""

    @property
    def timedelta(self) -> _datetime.timedelta | None:
        """The interval, None of a date and time."""

    @property
    def is_interval(self) -> bool:
        """Whether it is an interval."""
        ...


class CimClassName(Protocol):
    """The path of a class (``pywbem.CIMClassName``)."""

    @property
    def classname(self) -> str:
        """The name of the class."""
        ...

    @property
    def namespace(self) -> str | None:
        """The namespace, None for that of the connection."""

    @property
    def host(self) -> str | None:
        """The server."""

    def to_wbem_uri(self) -> str:
        """The path as text (DSP0207)."""
        ...


class CimInstanceName(CimClassName, Protocol):
    """The path of an object (``pywbem.CIMInstanceName``)."""

    def __getitem__(self, key: str, /) -> "CimValue":
        """The value of a key property."""

    def keys(self) -> Iterable[str]:
        """The names of the key properties."""
        ...


class CimInstance(Protocol):
    """An object with its properties (``pywbem.CIMInstance``)."""

    @property
    def classname(self) -> str:
        """What the object's class is called."""
        ...

    @property
    def path(self) -> CimInstanceName | None:
        """Where the object is, None of one that is not stored."""

    def __getitem__(self, key: str, /) -> "CimValue":
        """The value of a property."""

    def keys(self) -> Iterable[str]:
        """The names of the properties."""
        ...

    def tomof(self) -> str:
        """The object in MOF."""
        ...


class CimParameter(Protocol):
    """A parameter as it is sent (``pywbem.CIMParameter``)."""

    @property
    def name(self) -> str:
        """The name of the parameter."""
        ...

    @property
    def type(self) -> str:
        """Its CIM type."""
        ...

    @property
    def value(self) -> "CimValue":
        """Its value."""


CimTime: TypeAlias = CimDateTime | _datetime.datetime | _datetime.timedelta | str
"""What pywbem takes for a datetime; a string has the 25 characters of DSP0004."""

CimValue: TypeAlias = bool | int | float | str | CimTime | CimClassName | CimInstance | Sequence["CimValue"] | None
"""A value of a property or parameter."""

Texts: TypeAlias = list[str] | tuple[str, ...]
"""Several strings; a string alone is no such thing."""


class WbemConnection(Protocol):
    """A connection to a CIM server (``pywbem.WBEMConnection``)."""

    def InvokeMethod(
        self, MethodName: str, ObjectName: CimClassName, Params: Sequence[CimParameter], /
    ) -> tuple[CimValue, Mapping[str, CimValue]]:
        """Call a method of an object or class: its return value and out-parameters."""
        ...


class NoOut(TypedDict):
    """What a method without out-parameters gives besides its return value."""


class WbemObject:
    """An object of a WMI class, or the class itself, whose methods can be called."""

    _class = ""
    _namespace: str | None = None

    def __init__(self, connection: WbemConnection, path: CimClassName | None = None) -> None:
        """The object, or class, of a path; without one the class, in the namespace of its page.

        Where the page names no namespace, or all of them, it is that of the connection.
        """
        self._connection = connection
        self._path = path

    def __call__(self, method: str, sent: Sequence[CimParameter]) -> tuple[CimValue, Mapping[str, CimValue]]:
        """Call any method by its name, as ``InvokeMethod`` does."""
        path = self._path
        if path is None:
            path = import_module("pywbem").CIMClassName(self._class, namespace=self._namespace)
        return self._connection.InvokeMethod(method, path, sent)


class Given(NamedTuple):
    """An in-parameter: its name in CIM, how it travels, and its name in Python if that is another one."""

    name: str
    type: str
    python: str | None = None
    omittable: bool = False
    array: bool = False
    reference: str | None = None
    embedded: str | None = None

    @property
    def parameter(self) -> str:
        """The name in Python."""
        return self.python or self.name

    def sent(self, value: CimValue) -> CimParameter:
        """The parameter as pywbem sends it."""
        made: CimParameter = import_module("pywbem").CIMParameter(
            self.name,
            self.type,
            value=list(cast("Sequence[CimValue]", value)) if self.array else value,
            is_array=self.array,
            reference_class=self.reference,
            embedded_object=self.embedded,
        )
        return made


class Method(Protocol):
    """A method of an object."""

    def __call__(
        self, target: WbemObject, /, *args: CimValue, **kwargs: CimValue
    ) -> tuple[CimValue, dict[str, CimValue]]:
        """Call it: its return value, and its out-parameters by their documented names."""
        ...


def call(method: str, given: Sequence[Given], out: Sequence[str]) -> Method:
    """The method of that name: what is left out, or None, is not sent, and what does not come back is None."""
    signature = Signature(list(_parameters(given)))
    documented = {name.lower(): name for name in out}

    def called(target: WbemObject, /, *args: CimValue, **kwargs: CimValue) -> tuple[CimValue, dict[str, CimValue]]:
        values = signature.bind(target, *args, **kwargs).arguments
        missing = [one.parameter for one in given if one.parameter not in values and not one.omittable]
        if missing:
            raise TypeError(f"{method} needs {', '.join(missing)}")
        sent = [one.sent(values[one.parameter]) for one in given if values.get(one.parameter) is not None]
        returned, found = target(method, sent)
        answer: dict[str, CimValue] = dict.fromkeys(out)
        answer.update((documented.get(name.lower(), name), value) for name, value in found.items())
        return returned, answer

    called.__name__ = called.__qualname__ = method
    setattr(called, "__signature__", signature)  # what help() and inspect show; the type of functions lacks it
    return called


def _parameters(given: Sequence[Given]) -> Iterator[Parameter]:
    """Those of the signature; what is required after an omittable one has a default, so that it can be given by name."""
    optional = False
    yield Parameter("self", Parameter.POSITIONAL_OR_KEYWORD)
    for one in given:
        optional = optional or one.omittable
        default = None if optional else Parameter.empty
        yield Parameter(one.parameter, Parameter.POSITIONAL_OR_KEYWORD, default=default)
