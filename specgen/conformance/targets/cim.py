"""What pywbem calls a class, in the vocabulary of promises; and plain values into CIM's and back."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from importlib import import_module
from typing import Any

from specgen.conformance.described import Access, Direction, Method, Parameter, Property, Qualifier, WmiClass

_MADE_UP: dict[str, object] = {
    "string": "x",
    "char16": "x",
    "boolean": False,
    "datetime": "00000000000000.000000:000",
    "real32": 0.0,
    "real64": 0.0,
}


def described_class(found: Any, namespace: str | None, reparented: AbstractSet[str] = frozenset()) -> WmiClass:
    """A ``pywbem.CIMClass`` that holds its inherited members too. Of ``reparented`` classes no superclass is told."""
    return WmiClass(
        found.classname,
        namespace,
        None if found.classname in reparented else found.superclass or "",
        _qualifiers(found),
        tuple(_property(one) for one in found.properties.values()),
        tuple(_method(one, found.classname, namespace) for one in found.methods.values()),
    )


def _qualifiers(found: Any) -> dict[str, Qualifier]:
    held = {one.name: plain(one.value) for one in found.qualifiers.values()}
    return {
        name: tuple(value) if isinstance(value, list) else value for name, value in held.items() if value is not None
    }


def _property(one: Any) -> Property:
    kind, ref = _type(one)
    return Property(one.name, kind, bool(one.is_array), ref, _access(one), is_set(one, "Key"))


def _method(one: Any, owner: str, namespace: str | None) -> Method:
    taken = tuple(_parameter(parameter) for parameter in one.parameters.values())
    static = is_set(one, "Static")
    return Method(one.name, owner, namespace, one.return_type, parameters=taken, static=static)


def _parameter(one: Any) -> Parameter:
    kind, ref = _type(one)
    return Parameter(one.name, kind, _direction(one), bool(one.is_array), ref)


def _type(one: Any) -> tuple[str, bool]:
    """The documented way to say a type: the class of a reference or of an embedded instance, not its carrier."""
    if one.type == "reference":
        return one.reference_class, True
    embedded = one.qualifiers.get("EmbeddedInstance")
    if embedded is not None:
        return embedded.value, False
    return ("object" if is_set(one, "EmbeddedObject") else one.type), False


def _direction(one: Any) -> Direction:
    # DSP0004 has In default to true; WMI's own MOF writes [out] alone and means out alone.
    out = is_set(one, "Out")
    sent = is_set(one, "In") if one.qualifiers.get("In") is not None else not out
    return "inout" if sent and out else "out" if out else "in"


def _access(one: Any) -> Access | None:
    """By DSP0004 what says nothing of Read can be read; a property that says nothing at all is not told."""
    read, write = is_set(one, "Read"), is_set(one, "Write")
    if write:
        return "readwrite" if read or "Read" not in one.qualifiers else "write"
    return "read" if read else None


def is_set(element: Any, qualifier: str) -> bool:
    """Whether an element has a qualifier, and not with the value false."""
    held = element.qualifiers.get(qualifier)
    return bool(held is not None and held.value)


def argument(method: Any, name: str, value: object) -> Any:
    """An argument in the type that the class declares; an undeclared one as it is, for the server to refuse."""
    if name not in method.parameters:
        return (name, _typed(value))
    return parameter(method.parameters[name], value)


def _typed(value: object) -> object:
    """A value in a type that CIM has for it: pywbem sends no plain numbers, and nothing of no type."""
    pywbem = import_module("pywbem")
    if value is None:
        return pywbem.Uint8(0)
    if isinstance(value, float):
        return pywbem.Real64(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return pywbem.Sint64(value) if value < 0 else pywbem.Uint64(value)
    return [_typed(one) for one in value] if isinstance(value, (list, tuple)) else value


def parameter(declared: Any, value: Any) -> Any:
    """A ``pywbem.CIMParameter`` with a plain value. Raises ValueError or TypeError where the type has no such value."""
    pywbem = import_module("pywbem")
    if value is not None and declared.type != "reference" and not declared.embedded_object:
        _check_text(declared, value)
        value = pywbem.cimvalue(value, declared.type)
    return pywbem.CIMParameter(
        declared.name,
        declared.type,
        value=value,
        is_array=declared.is_array,
        reference_class=declared.reference_class,
        embedded_object=declared.embedded_object,
    )


def _check_text(declared: Any, value: Any) -> None:
    """Raises TypeError where text is declared and something else is given: pywbem lets it pass."""
    several = value if isinstance(value, (list, tuple)) else [value]
    embeds = any(name in declared.qualifiers for name in ("EmbeddedInstance", "EmbeddedObject"))
    if declared.type in ("string", "char16") and not embeds and not all(isinstance(one, str) for one in several):
        raise TypeError(f"{declared.name} is {declared.type}, not {value!r}")


def made_up(declared: Any, namespace: str) -> Any:
    """A value of the declared type: zero, the letter x, an empty list, a path, an object without properties."""
    pywbem = import_module("pywbem")
    if declared.is_array:
        return []
    if declared.type == "reference":
        return pywbem.CIMInstanceName(declared.reference_class, keybindings={"x": "x"}, namespace=namespace)
    embedded = declared.qualifiers.get("EmbeddedInstance")
    if embedded is not None:
        return pywbem.CIMInstance(embedded.value)
    if is_set(declared, "EmbeddedObject"):
        return pywbem.CIMInstance("x")
    return pywbem.cimvalue(_MADE_UP.get(declared.type, 0), declared.type)


def plain(value: Any) -> Any:
    """A CIM value as plain Python: a reference is its path, an object a mapping, a datetime its text."""
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, (int, float, str)):
        return next(kind(value) for kind in (int, float, str) if isinstance(value, kind))
    if hasattr(value, "to_wbem_uri"):
        return value.to_wbem_uri()
    if hasattr(value, "properties") and isinstance(value.properties, Mapping):
        return {name: plain(one.value) for name, one in value.properties.items()}
    return str(value)
