"""Data of the room: what Windows' base IDL declares (``windows.toml``), and words of IDL and C (``words.toml``)."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

BASE = "oaidl.idl"
"""The file whose names (and those of what it imports) the data lists."""


@dataclass(frozen=True)
class Declared:
    """The names of types, and of those the interfaces and what widl can write into no type library.

    ``tags``: each tag with the type that is the same, nothing where only the tag names it.
    """

    types: frozenset[str]
    interfaces: frozenset[str]
    unwritable: frozenset[str]
    tags: dict[str, str]


@dataclass(frozen=True)
class Words:
    """Reserved words, types that need no file, types that look like pointers and are none, and foreign types.

    ``widths``: the bits of each type that is a number, by name.
    """

    reserved: frozenset[str]
    built_in: frozenset[str]
    values: frozenset[str]
    foreign: dict[str, str]
    widths: dict[str, int]


@cache
def declared() -> Declared:
    """What the base IDL declares and must not be declared again, read once."""
    table = _table("windows.toml")
    types, interfaces, unwritable = (frozenset(table[kind]) for kind in ("types", "interfaces", "unwritable"))
    return Declared(types, interfaces, unwritable, table["tags"])


@cache
def words() -> Words:
    """The words, read once."""
    table = _table("words.toml")
    reserved, built_in, values = (frozenset(table[kind]) for kind in ("reserved", "built_in", "values"))
    widths = {name: int(bits) for bits, names in table["widths"].items() for name in names}
    return Words(reserved, built_in, values, table["foreign"], widths)


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text("utf-8"))
