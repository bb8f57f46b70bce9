"""What all COM interfaces have in common."""

from ctypes import Array, Structure, c_uint8, c_void_p
from typing import Protocol, Self, TypeVar

T_co = TypeVar("T_co", covariant=True)
Stored = TypeVar("Stored")
Read = TypeVar("Read")


class Pointer(Protocol[T_co]):
    """Storage that a method reads or fills; ctypes' simple types have this form."""

    @property
    def value(self) -> T_co: ...


class PointerTo(Protocol[Stored, Read]):
    """A pointer of ctypes: ``contents`` is what it leads to, an index gives the value that is there."""

    contents: Stored
    def __getitem__(self, index: int, /) -> Read: ...
    def __setitem__(self, index: int, value: Read, /) -> None: ...


class Guid(Structure):
    """A GUID."""

    Data1: int
    Data2: int
    Data3: int
    Data4: Array[c_uint8]
    @classmethod
    def parse(cls, text: str) -> Self:
        """The GUID of these hexadecimal digits, with or without braces. Raises ValueError for other text."""
    def __eq__(self, other: object) -> bool: ...
    def __hash__(self) -> int: ...


class Opaque:
    """A value of a type that no page describes."""

    def __init__(self, target: object) -> None:
        """The value at an address (a number, or a pointer of ctypes), or in what ctypes holds, which is kept alive."""
    @property
    def _as_parameter_(self) -> c_void_p: ...
    def __int__(self) -> int:
        """The address."""


class IUnknown(Protocol):
    """What every COM object has."""

    def QueryInterface(self, riid: Guid, ppvObject: Pointer[IUnknown | None]) -> int:
        """Give the object as another interface of it, by the interface's identifier."""
    def AddRef(self) -> int:
        """Count one more reference to the object."""
    def Release(self) -> int:
        """Count one reference less; the object goes with the last."""


class IDispatch(IUnknown, Protocol):
    """What an object has whose members are found by name."""

    def GetTypeInfoCount(self, pctinfo: Pointer[int]) -> int:
        """How many type descriptions the object has: none or one."""
    def GetTypeInfo(self, iTInfo: int, lcid: int, ppTInfo: Pointer[IUnknown | None]) -> int:
        """Give the object's type description."""
    def GetIDsOfNames(
        self, riid: Guid, rgszNames: list[str], cNames: int, lcid: int, rgDispId: Pointer[int]
    ) -> int:
        """Give the numbers of a member and of its parameters."""
    def Invoke(
        self,
        dispIdMember: int,
        riid: Guid,
        lcid: int,
        wFlags: int,
        pDispParams: Opaque,
        pVarResult: Opaque | None,
        pExcepInfo: Opaque | None,
        puArgErr: Pointer[int] | None,
    ) -> int:
        """Use a member by its number."""


def fill(pointer: Pointer[Stored], value: Stored) -> None:
    """Put a value into the storage that a caller gave for an out-parameter: how an implementation answers."""
