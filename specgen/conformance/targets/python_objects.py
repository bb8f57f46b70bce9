"""Python objects as a target: anything that has an interface's methods, as the generated Protocols write them.

A factory gives one object, which has the interfaces that its class or a base class is called after, or a mapping of
interface names to objects. A method takes either what the caller sends, and gives out-parameters back behind its return
code in a tuple, or every documented parameter, and fills the storage that it gets for out-parameters.
"""

import ctypes
import functools
import inspect
import keyword
import types
from collections.abc import Callable, Mapping
from typing import Any

from specgen.conformance.described import ComInterface, Method, Parameter
from specgen.conformance.target import BaseTarget, Call, Capability, Outcome, Reply

_PLAIN = frozenset(dir(object))
_FUNCTIONS = (
    *(types.FunctionType, types.BuiltinFunctionType, types.MethodDescriptorType, types.MethodType),
    *(staticmethod, classmethod, functools.partialmethod),
)
_REFUSALS = (TypeError, ValueError, NotImplementedError, OSError)
_CODES = ("hresult", "HRESULT", "status_code")
"""What exceptions call the code that an implementation refused a call with."""


class PythonObjects(BaseTarget):
    """Objects of this process. What stands behind them nobody knows: they count as live unless they are declared.

    Disposable ones, which the factory makes anew before each call, have an attribute ``disposable`` that is True, or
    their factory has it.
    """

    capabilities = frozenset(
        {
            *(Capability.INTERFACES, Capability.PARAMETER_NAMES, Capability.PARAMETER_ORDER),
            *(Capability.INVOKE, Capability.OUT_PARAMETERS),
        }
    )

    def __init__(self, made: object, make: Callable[[], object], place: str, *, allow_exec: bool = False) -> None:
        self.name = f"Python objects of {place}"
        self.disposable = any(getattr(one, "disposable", False) is True for one in (made, make))
        self.allow_exec = allow_exec or self.disposable
        self._make = make
        self._made = made

    def describe_interface(self, name: str) -> Reply[ComInterface]:
        """The object's methods, as their signatures tell them."""
        found = self._object(name)
        if found is None:
            return Reply("absent", detail=f"no object has the interface {name}")
        named = [_documented(one) for one in dir(found) if not one.startswith("_") and one not in _PLAIN]
        methods = [_described(one, name, method) for one in named if (method := _method(found, one)) is not None]
        return Reply("ok", ComInterface(name, methods=tuple(methods)))

    def invoke(self, call: Call) -> Reply[Outcome]:
        """Calls the method. An exception that says that the call was no good is a refusal, any other one a failure."""
        if not self.allow_exec:
            return Reply("unsupported", detail=f"{self.name} was not started so that it allows calls (python+exec)")
        method = _method(self._object(call.owner), call.method)
        if method is None:
            return Reply("absent", detail=f"no object has {call.owner}.{call.method}")
        taken = _taken(method)
        cells = _cells(call, taken)
        given = {**call.arguments, **cells}
        try:
            gave = method(**{_own(name, taken): value for name, value in given.items()})
        except (Exception, SystemExit) as error:  # noqa: BLE001  whatever it raises, it is what it does
            said = f"{type(error).__name__}: {error}"
            if isinstance(error, _REFUSALS) or any(hasattr(error, name) for name in _CODES):
                return Reply("ok", Outcome(None, refused=True, detail=said))
            return Reply("error", detail=said)
        return Reply("ok", _outcome(gave, [name for name in call.outs if name not in cells], cells))

    def reset(self) -> None:
        """Makes disposable objects anew."""
        if self.disposable:
            self._made = self._make()

    def _object(self, interface: str) -> object | None:
        if isinstance(self._made, Mapping):
            return self._made.get(interface)
        names = {one.__name__ for one in type(self._made).__mro__}
        return self._made if interface in names else None


def _method(found: object, name: str) -> Any:
    """The method called ``name``, None where there is none. What a property would do is not tried."""
    own = f"{name}_" if keyword.iskeyword(name) else name
    static = inspect.getattr_static(found, own, None)
    # Asking for anything else could run code: a property, a cached one, whatever a descriptor does.
    if not isinstance(static, _FUNCTIONS) and not (callable(static) and own in getattr(found, "__dict__", {})):
        return None
    held = getattr(found, own, None)
    return held if callable(held) else None


def _documented(name: str) -> str:
    """The documented name of what the stubs call otherwise, because Python keeps the name for itself."""
    bare = name.removesuffix("_")
    return bare if keyword.iskeyword(bare) else name


def _described(name: str, owner: str, method: Any) -> Method:
    parameters = tuple(Parameter(_documented(one)) for one in _taken(method))
    return Method(name, owner, parameters=parameters, returns_outs=True)


def _taken(method: Any) -> tuple[str, ...]:
    try:
        return tuple(inspect.signature(method).parameters)
    except (TypeError, ValueError):
        return ()


class Cell:
    """Storage for an out-parameter, filled as the stubs' ``fill`` and ctypes' pointers are.

    That is by ``value``, by ``contents`` or by the index 0; what calls C hands on storage of eight bytes.
    """

    def __init__(self, value: object = None, *, filled: bool = False) -> None:
        self._held = value
        self._filled = filled
        self._bytes = ctypes.c_uint64(value if isinstance(value, int) else 0)
        self._as_parameter_ = ctypes.pointer(self._bytes)

    @property
    def filled(self) -> bool:
        """Whether anything was stored."""
        return self._filled or bool(self._bytes.value)

    @property
    def value(self) -> Any:
        """What was stored."""
        held = self._held if self._filled else self._bytes.value or None
        return getattr(held, "value", held) if isinstance(held, _SIMPLE) else held

    @value.setter
    def value(self, stored: object) -> None:
        self._held = stored
        self._filled = True

    @property
    def contents(self) -> "Cell":
        """The storage itself."""
        return self

    @contents.setter
    def contents(self, stored: object) -> None:
        self.value = stored

    def __getitem__(self, index: int) -> Any:
        if index != 0:
            raise IndexError("there is one value")
        return self.value

    def __setitem__(self, index: int, stored: object) -> None:
        if index != 0:
            raise IndexError("there is room for one value")
        self.value = stored


_SIMPLE = ctypes.c_int.__mro__[1]


def _cells(call: Call, taken: tuple[str, ...]) -> dict[str, Cell]:
    """Storage for what the method is to fill, if it takes out-parameters at all: then for in-out-parameters too."""
    own = [name for name in call.outs if _own(name, taken) in taken]
    if all(name in call.arguments for name in own):
        return {}
    return {name: Cell(call.arguments.get(name), filled=name in call.arguments) for name in own}


def _own(name: str, taken: tuple[str, ...]) -> str:
    """The method's name for an argument; what goes by its place (``#1``) gets the name that stands there."""
    at = int(name[1:]) - 1 if name.startswith("#") else len(taken)
    own = f"{name}_" if keyword.iskeyword(name) else name
    return taken[at] if at < len(taken) else own


def _outcome(gave: Any, behind: list[str], cells: Mapping[str, Cell]) -> Outcome:
    code, *rest = gave if isinstance(gave, tuple) else (gave,)
    outs = dict(zip(behind, rest, strict=False))
    outs.update({name: cell.value for name, cell in cells.items() if cell.filled})
    if isinstance(code, int) and not isinstance(code, bool):
        return Outcome(int(code), outs)
    return Outcome(code if isinstance(code, str) or code is None else str(code), outs)
