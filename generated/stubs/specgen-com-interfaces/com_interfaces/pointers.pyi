"""Calls through the vtables of COM objects, and the storage that methods fill.

Nothing here counts references: what a method hands out is yours to Release.
"""

from collections.abc import Callable
from ctypes import Structure, Union, c_void_p
from typing import Generic, Protocol, TypeVar

from com_interfaces.base import Opaque

class Ansi(str):
    """Text of 8 bits a character, in the code page of the system."""

class Wide(str):
    """Text of 16 bits a character."""

class Addressed(Protocol):
    """What ctypes passes as an address."""

    @property
    def _as_parameter_(self) -> c_void_p: ...

class Missing:
    """A slot that cannot be called; ``reason`` says why, and the call raises NotImplementedError."""

    slot: int | None
    reason: str
    def __init__(self, slot: int | None, reason: str) -> None: ...

class Method:
    """A slot of a vtable. ``types`` gives the type of the result and those of the parameters, at the first call."""

    slot: int
    names: tuple[str, ...]
    def __init__(
        self, slot: int, names: tuple[str, ...], types: Callable[[], tuple[type[object] | None, ...]]
    ) -> None: ...

class Address:
    """A parameter that is an address: of an object, or of whatever it is."""

class Storage:
    """A parameter that leads to a pointer: Out, or a pointer of ctypes."""

class AnsiText:
    """A parameter for text of 8 bits a character."""

class WideText:
    """A parameter for text of 16 bits a character."""

class EitherText:
    """A parameter for text whose characters have 8 or 16 bits, as a flag of the call or the compiler has it."""

class BasicText:
    """A parameter for a BSTR."""

class WideTexts:
    """A parameter for a list of texts of 16 bits a character."""

def listed(item: type[object]) -> type[object]:
    """A parameter that is an array of ``item``, given as a list, which is copied, or as an array of ctypes."""

class ComPointer:
    """The address of a COM object. ``int`` of it is the address."""

    def __init__(self, address: int | c_void_p | Addressed) -> None:
        """Raises ValueError for address 0."""
    @property
    def _as_parameter_(self) -> c_void_p: ...
    def __int__(self) -> int: ...
    def __eq__(self, other: object) -> bool: ...
    def __hash__(self) -> int: ...

_Kind = TypeVar("_Kind", bound=ComPointer | Structure | Union | Ansi | Wide | Opaque)

class Out(Generic[_Kind]):
    """Storage for the address of a COM object, of a structure or of text, as ``kind`` says, which a method fills."""

    def __init__(self, kind: type[_Kind]) -> None: ...
    @property
    def value(self) -> _Kind | None:
        """What is at the address, None while it is 0."""
    @value.setter
    def value(self, given: _Kind | None) -> None: ...
    @property
    def address(self) -> int:
        """The address itself, 0 where there is none."""
