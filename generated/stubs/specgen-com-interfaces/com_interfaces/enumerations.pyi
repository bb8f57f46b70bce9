"""Enumerations whose pages do not say every number."""

from enum import EnumType


class PartlyNumbered(EnumType):
    """The class of enumerations some members of which have a name but no number that anybody knows."""
