"""Calls through the vtables of COM objects, and the storage that methods fill.

Nothing here counts references: what a method hands out is yours to Release.
"""

import ctypes
import locale
import sys
from typing import Any

_ADDRESS = ctypes.sizeof(ctypes.c_void_p)
_BY_REFERENCE = type(ctypes.byref(ctypes.c_void_p()))
_POINTER = type(ctypes.pointer(ctypes.c_int())).__mro__[1]
_POINTERS: Any = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_ssize_t, _POINTER)
_FUNCTION: Any = ctypes.WINFUNCTYPE if sys.platform == "win32" else ctypes.CFUNCTYPE


def _any(value: Any) -> Any:
    """The same; ctypes says more of it than type checkers can know."""
    return value


class Ansi(str):
    """Text of 8 bits a character, in the code page of the system."""

    __slots__ = ()

    @classmethod
    def at(cls, address: Any) -> Any:
        return cls(ctypes.string_at(address).decode(locale.getencoding(), "replace"))

    def stored(self) -> Any:
        return ctypes.create_string_buffer(self.encode(locale.getencoding()))


class Wide(str):
    """Text of 16 bits a character."""

    __slots__ = ()

    @classmethod
    def at(cls, address: Any) -> Any:
        units: list[int] = []
        while unit := ctypes.c_uint16.from_address(address + 2 * len(units)).value:
            units.append(unit)
        return cls(b"".join(unit.to_bytes(2, "little") for unit in units).decode("utf-16-le", "replace"))

    def stored(self) -> Any:
        return ctypes.create_string_buffer(self.encode("utf-16-le") + bytes(2))


class Missing:
    """A slot that cannot be called; ``reason`` says why."""

    def __init__(self, slot: Any, reason: Any) -> None:
        self.slot = slot
        self.reason = reason

    def __set_name__(self, owner: Any, name: Any) -> None:
        self._name = f"{owner.__name__}.{name}"

    def __get__(self, pointer: Any, owner: Any = None) -> Any:
        return self if pointer is None else self._refuse

    def _refuse(self, *given: Any, **named: Any) -> Any:
        raise NotImplementedError(f"{self._name} cannot be called. {self.reason}")


class Method:
    """A slot of a vtable. ``types`` gives the type of the result and those of the parameters, at the first call."""

    def __init__(self, slot: Any, names: Any, types: Any) -> None:
        self.slot = slot
        self.names = names
        self._types = types
        self._made: Any = None

    def __set_name__(self, owner: Any, name: Any) -> None:
        self._name = f"{owner.__name__}.{name}"

    def __get__(self, pointer: Any, owner: Any = None) -> Any:
        if pointer is None:
            return self

        def call(*given: Any, **named: Any) -> Any:
            return self._call(pointer, given, named)

        return call

    def _call(self, pointer: Any, given: Any, named: Any) -> Any:
        arguments = self._arguments(given, named)
        if self._made is None:
            self._made = self._prototype()
        prototype, held = self._made
        table = ctypes.c_void_p.from_address(int(pointer)).value
        entry = ctypes.c_void_p.from_address((table or 0) + self.slot * _ADDRESS).value
        result = prototype(entry)(pointer, *arguments)
        if held is None:
            return result
        return _at(held, result)

    def _prototype(self) -> Any:
        returned, *taken = self._types()
        held = returned if returned is not None and issubclass(returned, (ComPointer, Ansi, Wide)) else None
        return _FUNCTION(ctypes.c_void_p if held else returned, ctypes.c_void_p, *taken), held

    def _arguments(self, given: Any, named: Any) -> Any:
        left = self.names[len(given) :]
        if len(given) > len(self.names) or set(left) != set(named):
            expected = ", ".join(self.names) or "nothing"
            raise TypeError(f"{self._name} takes {expected}; {len(given)} given by place, {sorted(named)} by name")
        return (*given, *(named[name] for name in left))


class Address:
    """A parameter that is an address: of an object, or of whatever it is."""

    @staticmethod
    def from_param(value: Any) -> Any:
        if isinstance(value, str):
            raise TypeError("text is no address; wrap what holds it in Opaque")
        return ctypes.c_void_p.from_param(value)


class Storage:
    """A parameter that leads to a pointer: Out, or a pointer of ctypes."""

    @staticmethod
    def from_param(value: Any) -> Any:
        if isinstance(value, Out):
            return ctypes.byref(value.storage)
        if isinstance(value, _POINTERS):
            return ctypes.byref(value)
        if value is None or isinstance(value, (ctypes.Array, _BY_REFERENCE)):
            return _any(value)
        raise TypeError(f"storage for a pointer is Out(...) or a pointer of ctypes, not {type(value).__name__}")


class AnsiText:
    """A parameter for text of 8 bits a character."""

    @staticmethod
    def from_param(value: Any) -> Any:
        if isinstance(value, Wide):
            raise TypeError("this text has 8 bits a character, Wide has 16")
        return Ansi(value).stored() if isinstance(value, str) else ctypes.c_char_p.from_param(value)


class WideText:
    """A parameter for text of 16 bits a character."""

    @staticmethod
    def from_param(value: Any) -> Any:
        if isinstance(value, Ansi):
            raise TypeError("this text has 16 bits a character, Ansi has 8")
        return Wide(value).stored() if isinstance(value, str) else Address.from_param(value)


class EitherText:
    """A parameter for text whose characters have 8 or 16 bits, as a flag of the call or the compiler has it."""

    @staticmethod
    def from_param(value: Any) -> Any:
        if isinstance(value, (Ansi, Wide)):
            return value.stored()
        if isinstance(value, str):
            raise TypeError("say whether the text has 8 or 16 bits a character: Ansi(...) or Wide(...)")
        return Address.from_param(value)


class BasicText:
    """A parameter for a BSTR."""

    @staticmethod
    def from_param(value: Any) -> Any:
        if not isinstance(value, str):
            return Address.from_param(value)
        encoded = value.encode("utf-16-le")
        stored = ctypes.create_string_buffer(len(encoded).to_bytes(4, "little") + encoded + bytes(2))
        return ctypes.byref(stored, 4)


class WideTexts:
    """A parameter for a list of texts of 16 bits a character."""

    @staticmethod
    def from_param(value: Any) -> Any:
        if not isinstance(value, list):
            return Address.from_param(value)
        stored = [Wide(one).stored() for one in _any(value)]
        array: Any = (ctypes.c_void_p * len(stored))(*map(ctypes.addressof, stored))
        array._kept = stored
        return array


def listed(item: Any) -> Any:
    """A parameter that is an array of ``item``, given as a list, which is copied, or as an array of ctypes."""

    class Listed:
        @staticmethod
        def from_param(value: Any) -> Any:
            if isinstance(value, list):
                return _any(item * len(_any(value)))(*_any(value))
            return _any(ctypes.POINTER(item)).from_param(value)

    return Listed


class ComPointer:
    """The address of a COM object. ``int`` of it is the address."""

    __slots__ = ("_as_parameter_",)

    def __init__(self, address: Any) -> None:
        held: Any = getattr(address, "_as_parameter_", address)
        number = held.value if isinstance(held, ctypes.c_void_p) else held
        if not number:
            raise ValueError("no object is at address 0")
        self._as_parameter_ = ctypes.c_void_p(number)

    def __int__(self) -> int:
        return self._as_parameter_.value or 0

    def __eq__(self, other: object) -> bool:
        return int(self) == int(other) if isinstance(other, ComPointer) else NotImplemented

    def __hash__(self) -> int:
        return hash(int(self))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({int(self):#x})"


class Out:
    """Storage for the address of a COM object, of a structure or of text, as ``kind`` says, which a method fills."""

    def __init__(self, kind: Any) -> None:
        self._kind = kind
        self.storage = ctypes.c_void_p()

    @property
    def value(self) -> Any:
        return _at(self._kind, self.storage.value)

    @value.setter
    def value(self, given: Any) -> None:
        self._kept = given
        self.storage.value = None if given is None else int(given)

    @property
    def address(self) -> Any:
        return self.storage.value or 0


def _at(kind: Any, address: Any) -> Any:
    if not address:
        return None
    if issubclass(kind, (Ansi, Wide)):
        return kind.at(address)
    return kind.from_address(address) if issubclass(kind, (ctypes.Structure, ctypes.Union)) else kind(address)
