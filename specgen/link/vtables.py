"""Vtables: which slot each method of a COM interface takes, as its page and those of its bases list them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from specgen.model.com import METHODS, SLOTS

_MAX_BASES = 30


@dataclass(frozen=True)
class Table:
    """What the page of an interface lists, in its order; ``ordered``: that order is the vtable's."""

    base: str | None
    listed: tuple[str | None, ...]
    ordered: bool


def numbers(table: Table, others: Mapping[str, Table]) -> tuple[int | None, ...]:
    """The slot of each method listed, counted from 0 and with those of the bases; None where nobody knows.

    ``others`` are the tables of all interfaces by name. A page that lists the methods of IUnknown or IDispatch again
    lists those slots, not further ones.
    """
    if not table.ordered:
        return (None,) * len(table.listed)
    inherited = _of_root(table, others)
    following = _first(table, others)
    found: list[int | None] = []
    for name in table.listed:
        slot = inherited.get((name or "").casefold())
        if slot is not None:
            found.append(slot)
            continue
        found.append(following)
        following = following + 1 if following is not None else None
    return tuple(found)


def _first(table: Table, others: Mapping[str, Table]) -> int | None:
    """The slot behind those of the bases, or None where one of them is not known."""
    total = 0
    for base in _bases(table, others):
        if base in METHODS:
            return total + SLOTS[base]
        parent = others.get(base)
        if parent is None or not parent.ordered:
            return None
        inherited = _of_root(parent, others)
        total += sum((name or "").casefold() not in inherited for name in parent.listed)
    return None


def _of_root(table: Table, others: Mapping[str, Table]) -> Mapping[str, int]:
    """The slots of the root that a table derives from, by method without regard to case."""
    root = next((base for base in _bases(table, others) if base in METHODS), None)
    return _root_slots(root) if root is not None else {}


def _bases(table: Table, others: Mapping[str, Table]) -> Sequence[str]:
    """The names of the bases, nearest first; a circle ends somewhere."""
    found: list[str] = []
    base = table.base
    while base is not None and len(found) < _MAX_BASES:
        found.append(base)
        base = others[base].base if base in others and base not in METHODS else None
    return found


def _root_slots(root: str) -> Mapping[str, int]:
    names = METHODS["IUnknown"] if root == "IUnknown" else (*METHODS["IUnknown"], *METHODS[root])
    return {name.casefold(): slot for slot, name in enumerate(names)}
