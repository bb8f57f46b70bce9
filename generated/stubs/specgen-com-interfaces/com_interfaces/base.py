"""What all COM interfaces have in common."""

from typing import Protocol, TypeVar

T = TypeVar("T")


class Pointer(Protocol[T]):
    """Storage that a method reads or fills; ctypes' simple types have this form."""

    value: T


class ComObject:
    """An object of any COM interface."""


class Guid:
    """A GUID."""


class Opaque:
    """A value of a type that no page describes."""
