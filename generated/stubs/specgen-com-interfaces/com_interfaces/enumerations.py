"""Enumerations whose pages do not say every number."""

from enum import EnumType
from typing import Any

_ENUM: Any = EnumType


class PartlyNumbered(EnumType):
    """The class of enumerations some members of which have a name but no number that anybody knows."""

    def __call__(cls, value: Any, *rest: Any, **named: Any) -> Any:
        """The member of that number, or one without a name: it may be that of a member which has no number."""
        if rest or named or not isinstance(value, int):
            return _ENUM.__call__(cls, value, *rest, **named)
        known = [one for one in cls.__members__.values() if one.value == value]
        return known[0] if known else _unnamed(cls, value)

    def __getattr__(cls, name: str) -> int:
        raise AttributeError(
            f"{cls.__name__} has no number for {name}: its page gives none"
            " (specgen generate --constants HEADER takes it from a header)"
        )


def _unnamed(kind: Any, number: int) -> Any:
    made = int.__new__(kind, number)
    made._name_ = None
    made._value_ = number
    return made
