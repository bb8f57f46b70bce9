"""Enumerations whose pages do not say every number."""

from enum import EnumType


class PartlyNumbered(EnumType):
    """The class of enumerations some members of which have a name but no number that anybody knows."""

    def __getattr__(cls, name: str) -> int:
        raise AttributeError(
            f"{cls.__name__} has no number for {name}: its page gives none"
            " (specgen generate --constants HEADER takes it from a header)"
        )
