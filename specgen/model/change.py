"""Frozen values with some fields changed."""

from typing import Any, TypeVar

import msgspec

T = TypeVar("T", bound=msgspec.Struct)


def changed(value: T, /, **fields: Any) -> T:
    """A copy of ``value`` with ``fields`` replaced. Raises TypeError for a field it does not have."""
    return msgspec.structs.replace(value, **fields)
