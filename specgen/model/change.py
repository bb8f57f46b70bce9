"""Frozen values with some fields changed."""

from typing import Any, TypeVar

import msgspec

T = TypeVar("T", bound=msgspec.Struct)


def changed(value: T, /, **fields: Any) -> T:
    """A copy of ``value`` with ``fields`` replaced. Raises TypeError for a field it does not have."""
    return msgspec.structs.replace(value, **fields)


def fields_of(value: msgspec.Struct) -> dict[str, Any]:
    """The fields of ``value`` by name, as they are."""
    return {name: getattr(value, name) for name in value.__struct_fields__}
