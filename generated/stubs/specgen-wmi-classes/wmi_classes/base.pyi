"""What all WMI classes have in common, as the module wmi (version 1.5.1) gives it."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from re import Pattern
from typing import Any, Generic, Protocol, TypeAlias, TypeVar, overload

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
"""A value of a property or parameter; a datetime, and an integer of 64 bits, is a string."""

class Dispatch(Protocol):
    """A COM object of win32com; its members are found when they are used."""

    def __getattr__(self, name: str, /) -> Any: ...

class WmiPath(Protocol):
    """Where an object is (SWbemObjectPath)."""

    @property
    def Path(self) -> str: ...
    @property
    def RelPath(self) -> str: ...
    @property
    def DisplayName(self) -> str: ...
    @property
    def Class(self) -> str: ...
    @property
    def Namespace(self) -> str: ...
    @property
    def Server(self) -> str: ...
    @property
    def IsClass(self) -> bool: ...
    @property
    def IsSingleton(self) -> bool: ...

class WmiProperty:
    """A property of an object, with its qualifiers (``wmi._wmi_property``)."""

    property: Dispatch
    name: str
    value: CimValue
    qualifiers: dict[str, CimValue]
    type: str | None
    provenance: str
    def __init__(self, property: Dispatch) -> None: ...
    def set(self, value: CimValue) -> None:
        """Set the value, without storing the object."""
    def __getattr__(self, attr: str) -> Any: ...

class WmiMethod:
    """A method of an object or class (``wmi._wmi_method``)."""

    ole_object: Dispatch
    method: Dispatch
    qualifiers: dict[str, CimValue]
    provenance: str
    in_parameters: Dispatch | None
    out_parameters: Dispatch | None
    in_parameter_names: list[tuple[str, bool]]
    out_parameter_names: list[tuple[str, bool]]
    def __init__(self, ole_object: Dispatch, method_name: str) -> None: ...
    def __call__(self, *args: CimValue, **kwargs: CimValue) -> tuple[Any, ...]:
        """Call it: out-parameters and ReturnValue come back in alphabetical order, however few they are."""

class WmiObject:
    """An object of any WMI class (``wmi._wmi_object``)."""

    ole_object: Dispatch
    id: str
    properties: dict[str, WmiProperty | None]
    methods: dict[str, WmiMethod | None]
    property_map: Mapping[str, Callable[[Any], Any]]
    qualifiers: dict[str, CimValue]
    is_association: bool
    def __init__(
        self,
        ole_object: Dispatch,
        instance_of: WmiClass[WmiObject] | None = None,
        fields: Sequence[str] = [],
        property_map: Mapping[str, Callable[[Any], Any]] = {},
    ) -> None: ...
    def __lt__(self, other: WmiObject) -> bool: ...
    def __eq__(self, other: object) -> bool: ...
    def __hash__(self) -> int: ...
    @property
    def keys(self) -> list[str]:
        """The names of the key properties."""
    @property
    def associated_classes(self) -> dict[str, WmiClass[UntypedObject]]:
        """The classes that associations lead to, by name."""
    def wmi_property(self, property_name: str) -> WmiProperty:
        """The property of that name, with its qualifiers."""
    def put(self) -> None:
        """Store the changed properties."""
    def set(self, **kwargs: CimValue) -> None:
        """Set several properties, and store them if the object has a path."""
    def path(self) -> WmiPath:
        """Where the object is."""
    def derivation(self) -> tuple[str, ...]:
        """The names of the superclasses, nearest first."""
    def associators(self, wmi_association_class: str = "", wmi_result_class: str = "") -> list[UntypedObject]:
        """The objects that associations lead to, of all classes or of those that are named."""
    def references(self, wmi_class: str = "") -> list[UntypedObject]:
        """The associations that the object is in, of all classes or of the one that is named."""

class UntypedObject(WmiObject):
    """An object of a class that nobody documents."""

    def __getattr__(self, attribute: str) -> Any: ...
    def __setattr__(self, attribute: str, value: CimValue) -> None: ...

_Item = TypeVar("_Item")
_Value = TypeVar("_Value")

class SelfDeprecatingDict(Generic[_Item, _Value]):
    """A list of names that may still be used as a dictionary."""

    dict_only: set[str]
    dict: dict[_Item, _Value]
    list: list[_Item]
    def __init__(self, dictlike: Mapping[_Item, _Value] | Iterable[tuple[_Item, _Value]]) -> None: ...
    def __getattr__(self, attribute: str) -> Any: ...
    def __iter__(self) -> Iterator[_Item]: ...
    @overload
    def __getitem__(self, item: int) -> _Item: ...
    @overload
    def __getitem__(self, item: _Item) -> _Value: ...

_Held = TypeVar("_Held", bound=WmiObject, covariant=True)

class WmiEvent(UntypedObject):
    """An object that something happened to, and what and when (``wmi._wmi_event``)."""

    event_type_re: Pattern[str]
    event_type: str | None
    timestamp: datetime | None
    previous: UntypedObject | None
    def __init__(self, event: Dispatch, event_info: WmiObject | None, fields: Collection[str] = []) -> None: ...

class WmiWatcher:
    """Waits for events (``wmi._wmi_watcher``)."""

    wmi_event: Dispatch
    is_extrinsic: bool
    fields: Collection[str]
    def __init__(self, wmi_event: Dispatch, is_extrinsic: bool, fields: Collection[str] = []) -> None: ...
    def __call__(self, timeout_ms: int = -1) -> WmiEvent:
        """The next event. Raises x_wmi_timed_out after that many milliseconds; -1 waits for ever."""

class WmiClass(WmiObject, Generic[_Held]):
    """A class of a namespace (``wmi._wmi_class``); calling it gives its instances."""

    def __init__(self, namespace: WmiNamespace | None, wmi_class: Dispatch) -> None: ...
    def to_csv(self, filepath: str | None = None) -> None:
        """Fails with Python 3: it is written for Python 2."""
    def query(self, fields: Sequence[str] = [], **where_clause: CimValue) -> list[_Held]:
        """The instances whose properties have these values, with all properties or those of ``fields``."""
    def __call__(self, fields: Sequence[str] = [], **where_clause: CimValue) -> list[_Held]:
        """The instances whose properties have these values, with all properties or those of ``fields``."""
    def watch_for(
        self,
        notification_type: str = "operation",
        delay_secs: int = 1,
        fields: list[str] = [],
        **where_clause: CimValue,
    ) -> WmiWatcher:
        """A watcher of what happens to instances whose properties have these values."""
    def instances(self) -> list[_Held]:
        """All instances."""
    def new(self, **kwargs: CimValue) -> _Held:
        """An instance with these properties that is not stored, as some methods take it."""

class UntypedClass(WmiClass[UntypedObject]):
    """A class that nobody documents."""

    def __getattr__(self, attribute: str) -> Any: ...

class WmiNamespace:
    """A namespace (``wmi._wmi_namespace``); its classes are its attributes."""

    wmi: Dispatch
    def __init__(self, namespace: Dispatch, find_classes: bool) -> None: ...
    @property
    def classes(self) -> SelfDeprecatingDict[str, None]:
        """The names of all classes."""
    def get(self, moniker: str) -> UntypedObject:
        """The object of that path."""
    def handle(self) -> Dispatch:
        """The SWbemServices behind it."""
    def subclasses_of(self, root: str = "", regex: str = ".*") -> set[str]:
        """The names of the classes that derive from ``root`` and match ``regex``."""
    def instances(self, class_name: str) -> list[UntypedObject]:
        """All instances of a class."""
    def new(self, wmi_class: str, **kwargs: CimValue) -> UntypedObject:
        """An instance with these properties that is not stored."""
    def new_instance_of(self, wmi_class: str, **kwargs: CimValue) -> UntypedObject:
        """An instance with these properties that is not stored."""
    def query(
        self, wql: str, instance_of: WmiClass[WmiObject] | None = None, fields: Sequence[str] = []
    ) -> list[UntypedObject]:
        """The objects that a WQL query finds."""
    def fetch_as_classes(
        self, wmi_classname: str, fields: Sequence[str] = (), **where_clause: CimValue
    ) -> list[WmiResult]:
        """The instances of a class whose properties have these values, a plain object each."""
    def fetch_as_lists(
        self, wmi_classname: str, fields: Sequence[str], **where_clause: CimValue
    ) -> list[list[CimValue]]:
        """Of the instances of a class whose properties have these values: the values of ``fields``, in their order."""
    def watch_for(
        self,
        raw_wql: str | None = None,
        notification_type: str = "operation",
        wmi_class: str | WmiClass[WmiObject] | None = None,
        delay_secs: int = 1,
        fields: list[str] = [],
        **where_clause: CimValue,
    ) -> WmiWatcher:
        """A watcher of a WQL query, or of what happens to instances of a class."""
    def __getattr__(self, attribute: str) -> UntypedClass: ...

class WmiResult:
    """The values of an instance, as attributes (``wmi._wmi_result``)."""

    def __init__(self, obj: Dispatch, attributes: Sequence[str]) -> None: ...
    def __getattr__(self, name: str) -> Any: ...
