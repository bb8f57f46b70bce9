"""What a probe writes (see ``probe/wmi_probe.cpp``), in the words of ``described`` and ``target``.

Everything here raises WireError where the data is not what the probe's protocol says.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar, cast

from specgen.conformance.described import Access, Direction, Method, Parameter, Property, Qualifier, WmiClass
from specgen.conformance.target import Capability, Instance, Outcome, Reply, Status

Data = TypeVar("Data")


class WireError(ValueError):
    """The data is not what the probe's protocol says; the message says where."""


_STATUSES = ("ok", "absent", "unsupported", "timeout", "error")
_LONG = ("sint64", "uint64")
_REAL = ("real32", "real64")

_ALWAYS = frozenset(
    {
        Capability.CLASSES,
        Capability.TYPES,
        Capability.DIRECTIONS,
        Capability.PARAMETER_NAMES,
        Capability.RETURN_TYPES,
        Capability.INSTANCES,
    }
)
_FOUND_OUT = {
    "qualifiers": (Capability.QUALIFIERS, Capability.KEYS, Capability.ACCESS),
    "superclass": (Capability.SUPERCLASSES,),
    "parameter-order": (Capability.PARAMETER_ORDER,),
    "namespaces": (Capability.NAMESPACES,),
}


def capabilities(words: Iterable[str], *, allow_exec: bool) -> frozenset[Capability]:
    """What a probe that said ``words`` in its hello can tell and do."""
    found = {one for word in words for one in _FOUND_OUT.get(word, ())}
    calls = {Capability.INVOKE, Capability.OUT_PARAMETERS} if allow_exec else set()
    return _ALWAYS | found | calls


def reply(message: object, convert: Callable[[Mapping[str, Any]], Data]) -> Reply[Data]:
    """A reply whose data, if there is any, ``convert`` understands."""
    said = _mapping(message, "a reply")
    status = said.get("status")
    if status not in _STATUSES:
        raise WireError(f"{status!r} is no status")
    detail = _text(said.get("detail", ""), "detail")
    if status != "ok":
        return Reply(cast("Status", status), detail=detail)
    return Reply("ok", convert(_mapping(said.get("data"), "data")), detail)


def wmi_class(data: Mapping[str, Any], *, superclasses: bool) -> WmiClass:
    """A class. ``superclasses``: whether having none means that there is none."""
    name = _text(data.get("name"), "name")
    namespace = _text(data.get("namespace"), "namespace").replace("\\", "/").lower()
    superclass = data.get("superclass")
    return WmiClass(
        name,
        namespace,
        _text(superclass, "superclass") if superclass is not None else "" if superclasses else None,
        _qualifiers(data),
        tuple(_property(one) for one in _items(data, "properties")),
        tuple(_method(one, name, namespace) for one in _items(data, "methods")),
    )


def class_names(data: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of a list of classes."""
    return tuple(_text(one, "a class") for one in _list(data.get("classes"), "classes"))


def instances(data: Mapping[str, Any]) -> tuple[Instance, ...]:
    """Instances and their values."""
    found = _items(data, "instances")
    return tuple(Instance(_optional(one.get("path"), "path"), values(one.get("values"))) for one in found)


def values(data: object) -> dict[str, object]:
    """Typed values by name, as plain Python."""
    return {name: value(one) for name, one in _mapping(data, "values").items()}


def value(data: object) -> object:
    """A typed value as plain Python. One that does not fit its type stays what it is, for a test to find."""
    said = _mapping(data, "a value")
    kind, held = _text(said.get("type"), "type"), said.get("value")
    if isinstance(held, list):
        return [_plain(kind, one) for one in held]
    return _plain(kind, held)


def outcome(message: object) -> Reply[Outcome]:
    """The reply to a call. One that was refused has an outcome, too."""
    said = _mapping(message, "a reply")
    data = said.get("data")
    if isinstance(data, dict) and data.get("refused") is True:
        code = said.get("hresult")
        detail = _text(said.get("detail", ""), "detail")
        return Reply("ok", Outcome(int(code, 16) if isinstance(code, str) else None, refused=True, detail=detail))
    return reply(message, _outcome)


def _outcome(data: Mapping[str, Any]) -> Outcome:
    returned = None if data.get("returns") is None else value(data["returns"])
    if isinstance(returned, bool) or not isinstance(returned, (int, str, type(None))):
        raise WireError(f"{returned!r} is no return value")
    return Outcome(returned, values(data.get("outs")))


def _plain(kind: str, held: object) -> object:
    if isinstance(held, dict):
        return values(held.get("values"))
    if not isinstance(held, str):
        if isinstance(held, list):
            raise WireError("an array holds an array")
        return float(held) if kind in _REAL and isinstance(held, int) and not isinstance(held, bool) else held
    if kind in _LONG and held.removeprefix("-").isdecimal() and held.isascii():
        return int(held)
    return float(held) if kind in _REAL and held in ("nan", "inf", "-inf") else held


def _property(data: Mapping[str, Any]) -> Property:
    marks = _qualifiers(data)
    name, (kind, ref) = _text(data.get("name"), "name"), _type(data)
    key = None if marks is None else _flag(marks, "key")
    return Property(name, kind, data.get("array") is True, ref, None if marks is None else _access(marks), key)


def _method(data: Mapping[str, Any], owner: str, namespace: str) -> Method:
    returns = _optional(data.get("returns"), "returns")
    marks = _qualifiers(data)
    taken = tuple(_parameter(one) for one in _items(data, "parameters"))
    static = None if marks is None else _flag(marks, "static")
    name = _text(data.get("name"), "name")
    return Method(name, owner, namespace, returns or "void", parameters=taken, static=static)


def _parameter(data: Mapping[str, Any]) -> Parameter:
    kind, ref = _type(data)
    direction = data.get("direction")
    if direction not in ("in", "out", "inout"):
        raise WireError(f"{direction!r} is no direction")
    optional = _flag(_qualifiers(data) or {}, "optional")
    name = _text(data.get("name"), "name")
    return Parameter(name, kind, cast("Direction", direction), data.get("array") is True, ref, optional=optional)


def _type(data: Mapping[str, Any]) -> tuple[str | None, bool]:
    """The name that pages use, the class's for a reference or an embedded object, and whether it is a reference.

    Where the class cannot be read, None: what carries it is not its type.
    """
    kind, named = _text(data.get("type"), "type"), _optional(data.get("class"), "class")
    if kind == "reference":
        return named, True
    if kind == "object":
        return named or (None if data.get("qualifiers") is None else kind), False
    return kind, False


def _qualifiers(data: Mapping[str, Any]) -> dict[str, Qualifier] | None:
    said = data.get("qualifiers")
    if said is None:
        return None
    marks = _mapping(said, "qualifiers")
    return {name: tuple(one) if isinstance(one, list) else one for name, one in marks.items() if one is not None}


def _flag(marks: Mapping[str, Qualifier], name: str) -> bool:
    return any(held is True for one, held in marks.items() if one.casefold() == name)


def _access(marks: Mapping[str, Qualifier]) -> Access | None:
    read, write = _flag(marks, "read"), _flag(marks, "write")
    return "readwrite" if read and write else "write" if write else "read" if read else None


def _mapping(data: object, what: str) -> Mapping[str, Any]:
    if not isinstance(data, dict):
        raise WireError(f"{what} is no object")
    return data


def _list(data: object, what: str) -> list[Any]:
    if not isinstance(data, list):
        raise WireError(f"{what} is no list")
    return data


def _items(data: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    return [_mapping(one, f"an entry of {name}") for one in _list(data.get(name), name)]


def _text(data: object, what: str) -> str:
    if not isinstance(data, str):
        raise WireError(f"{what} is no text")
    return data


def _optional(data: object, what: str) -> str | None:
    return None if data is None else _text(data, what)
