"""What all COM interfaces have in common."""

import ctypes
import uuid
from typing import Any, Protocol, Self, TypeVar

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


class Guid(ctypes.Structure):
    """A GUID."""

    _fields_ = [
        ("Data1", ctypes.c_uint32),
        ("Data2", ctypes.c_uint16),
        ("Data3", ctypes.c_uint16),
        ("Data4", ctypes.c_uint8 * 8),
    ]

    @classmethod
    def parse(cls, text: str) -> Self:
        return cls.from_buffer_copy(uuid.UUID(text).bytes_le)

    def __str__(self) -> str:
        return "{" + str(uuid.UUID(bytes_le=bytes(self))).upper() + "}"

    def __repr__(self) -> str:
        return f"{type(self).__name__}.parse({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return bytes(self) == bytes(other) if isinstance(other, Guid) else NotImplemented

    def __hash__(self) -> int:
        return hash(bytes(self))


_HOLD_ADDRESSES: Any = (ctypes.c_void_p, ctypes.c_char_p, type(ctypes.pointer(ctypes.c_int())).__mro__[1])


def _address(held: Any) -> int | None:
    if isinstance(held, _HOLD_ADDRESSES):
        return ctypes.cast(held, ctypes.c_void_p).value
    return held if isinstance(held, int) else ctypes.addressof(held)


class Opaque:
    """A value of a type that no page describes."""

    def __init__(self, target: object) -> None:
        self._target = target
        self._as_parameter_ = ctypes.c_void_p(_address(getattr(target, "_as_parameter_", target)))

    def __int__(self) -> int:
        return self._as_parameter_.value or 0


class IUnknown(Protocol):
    """What every COM object has."""


class IDispatch(IUnknown, Protocol):
    """What an object has whose members are found by name."""


def fill(pointer: Pointer[Stored], value: Stored) -> None:
    """Put a value into the storage that a caller gave for an out-parameter: how an implementation answers."""
    setattr(pointer, "value", value)
