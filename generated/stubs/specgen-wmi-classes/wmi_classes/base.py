"""What all WMI classes have in common, as the module wmi (version 1.5.1) gives it."""

from collections.abc import Sequence
from typing import Generic, TypeAlias, TypeVar

_Item = TypeVar("_Item")
_Value = TypeVar("_Value")
_Held = TypeVar("_Held", covariant=True)


class Dispatch:
    """A COM object of win32com; its members are found when they are used."""


class WmiPath:
    """Where an object is (SWbemObjectPath)."""


class WmiProperty:
    """A property of an object, with its qualifiers (``wmi._wmi_property``)."""


class WmiMethod:
    """A method of an object or class (``wmi._wmi_method``)."""


class WmiObject:
    """An object of any WMI class (``wmi._wmi_object``)."""


class UntypedObject(WmiObject):
    """An object of a class that nobody documents."""


class WmiEvent(UntypedObject):
    """An object that something happened to, and what and when (``wmi._wmi_event``)."""


class WmiWatcher:
    """Waits for events (``wmi._wmi_watcher``)."""


class WmiClass(WmiObject, Generic[_Held]):
    """A class of a namespace (``wmi._wmi_class``); calling it gives its instances."""


class UntypedClass(WmiClass[UntypedObject]):
    """A class that nobody documents."""


class WmiNamespace:
    """A namespace (``wmi._wmi_namespace``); its classes are its attributes."""


class SelfDeprecatingDict(Generic[_Item, _Value]):
    """A list of names that may still be used as a dictionary."""


class WmiResult:
    """The values of an instance, as attributes (``wmi._wmi_result``)."""


CimValue: TypeAlias = (
    bool
    | int
    | float
    | str
    | WmiObject
    | Dispatch
    | Sequence[bool]
    | Sequence[int]
    | Sequence[float]
    | Sequence[str]
    | Sequence[WmiObject]
    | Sequence[Dispatch]
    | None
)
