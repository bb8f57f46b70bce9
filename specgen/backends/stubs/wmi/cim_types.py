"""CIM types as Python has them: what the WMI packages give and take."""

from collections.abc import Callable
from dataclasses import replace

from specgen.backends.stubs.annotations import Annotation, Choice
from specgen.model.entities import Parameter, Property
from specgen.model.types import Dimension

_LONG = ("uint64", "sint64")
"""Integers that automation, and so the Windows packages, have no type for: they come as strings."""

_INTRINSIC = {
    **dict.fromkeys(("uint8", "uint16", "uint32", "sint8", "sint16", "sint32"), "int"),
    **dict.fromkeys(_LONG, "str"),
    **dict.fromkeys(("integer", "int", "hresult", "dword", "word", "long"), "int"),
    "boolean": "bool",
    "bool": "bool",
    "real32": "float",
    "real64": "float",
    "string": "str",
    "char16": "str",
    "datetime": "str",
}
_NULLABLE = frozenset(("may-be-null", "default-when-omitted"))

ROOT = "<root>"
"""Key of the class that all others derive from, and that stands for objects of unknown class."""

ClassKey = Callable[[str], str | None]
"""The key of a class by its name in the pages, None where there is none."""


def element(name: str | None, find: ClassKey) -> Annotation:
    """The annotation of one value of a CIM type; an unknown class is the root. A ``string REF`` is a path."""
    intrinsic = builtin(name)
    if intrinsic is not None:
        return Annotation(intrinsic)
    return Annotation((find(name) if name else None) or ROOT, is_class=True)


def builtin(name: str | None) -> str | None:
    """The builtin of a CIM type, None of a class and of an unknown type."""
    return _INTRINSIC.get((name or "").casefold())


def held(one: Property, find: ClassKey, choice: Choice | None = None) -> Annotation:
    """What a property holds: None where it is not set."""
    return _listed(replace(element(one.type, find), choice=choice), one.array).wrapped("?")


def given(one: Parameter, find: ClassKey, choice: Choice | None = None, *, omittable: bool) -> Annotation:
    """What a caller gives for an in-parameter."""
    plain = replace(element(one.type, find), choice=choice)
    if (one.type or "").casefold() in _LONG and one.array is None:
        plain = plain.wrapped("#")
    annotation = _listed(plain, one.array)
    return annotation.wrapped("?") if omittable else annotation


def returned(one: Parameter, find: ClassKey, choice: Choice | None = None) -> Annotation:
    """What an out-parameter comes back as: a list, or one value that may be None."""
    annotation = _listed(replace(element(one.type, find), choice=choice), one.array)
    return annotation if one.array is not None else annotation.wrapped("?")


def _listed(annotation: Annotation, array: tuple[Dimension, ...] | None) -> Annotation:
    return annotation if array is None else annotation.wrapped("list")


def omittable(one: Parameter) -> bool:
    """Whether a caller may leave the parameter out: the page says so, or it is an object, for which WMI passes NULL."""
    return one.optional or one.embedded or any(told.kind in _NULLABLE for told in one.constraints)
