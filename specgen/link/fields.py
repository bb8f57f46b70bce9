"""Fields: how a fact of an entity is named, and where it stands.

A name is keys of the published JSON with dots between them: ``returns.type``. ``[...]`` after a key picks one of a
list or of a map: ``values[S_OK].value``, ``qualifiers[Key]``. One of a list is picked by the first of its name, symbol,
value (``5`` or ``0x5``), label and raw spelling that is the same, or by its place: ``members[#2]`` is the second.
``methods`` of an interface is one fact, its vtable: the names in their order.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from specgen.model.entities import ComInterface

_STEP = re.compile(r"(?P<key>[A-Za-z_][A-Za-z0-9_]*)(?:\[(?P<item>[^\]]+)\])?(?P<dot>\.|$)")
_NAMES = ("name", "symbol", "value", "label", "raw")

FIXED = frozenset(
    ["schema", "kind", "id", "name", "owner", "primary", "locale", "docset", "root", "page", "repairs", "findings"]
)
"""Keys of an entity that say which one it is, or what happened to it: nobody may change those."""

SPELLED = frozenset({"line", "described_line", "raw"})
"""Keys, of whatever, that say what stands where on the page."""

Keys = tuple[str | int, ...]
"""The way to a fact: names of fields and of map entries, and places in lists."""


VTABLE = "methods"
"""The field of an interface that is one fact: the names in their order, None for a placeholder."""


class NoSuchFieldError(Exception):
    """An entity has no such fact, or it may not be changed. The message says which."""


@dataclass(frozen=True)
class Fact:
    """A fact of an entity: the way to it, what is read, the line that says so, and whether None takes it away.

    ``optional``: an entry of a map, which is there or not.
    """

    keys: Keys
    value: Any
    line: int
    optional: bool = False


def find(entity: Any, member: str | None, field: str) -> Fact:
    """The fact of that name. Raises NoSuchFieldError."""
    holder, keys = (entity, ()) if member is None else _member(entity, member)
    steps = list(_steps(field))
    if isinstance(entity, ComInterface) and member is None and steps == [(VTABLE, None)]:
        return Fact((VTABLE,), [one.name for one in entity.methods], entity.line)
    _refuse_fixed(steps, of_entity=member is None)
    line = _line(holder) or entity.line
    for key, item in steps:
        holder, keys = _field(holder, keys, key)
        if item is not None and isinstance(holder, dict):
            return _entry(holder, keys, item, line, last=(key, item) == steps[-1])
        if item is not None:
            holder, keys = _picked(holder, keys, item)
        line = _line(holder) or line
    if not _is_plain(holder):
        raise NoSuchFieldError(f"{field} is made of several facts: name one of them")
    return Fact(keys, holder, line)


def _steps(field: str) -> Iterator[tuple[str, str | None]]:
    position = 0
    while position < len(field) or not field:
        step = _STEP.match(field, position)
        if step is None or (step["dot"] and step.end() == len(field)):
            raise NoSuchFieldError(f"{field!r} names no field (key.key, key[item].key)")
        yield step["key"], step["item"]
        position = step.end()


def _refuse_fixed(steps: Sequence[tuple[str, str | None]], *, of_entity: bool) -> None:
    first, last = steps[0][0], steps[-1][0]
    if (of_entity and first in FIXED) or last in SPELLED:
        raise NoSuchFieldError(f"{last if last in SPELLED else first} cannot be changed")


def _member(entity: Any, member: str) -> tuple[Any, Keys]:
    """The one part of the entity that is called so: of its own lists, else of its return values."""
    own = [(name, getattr(entity, name)) for name in entity.__struct_fields__ if name not in FIXED]
    lists: list[tuple[Keys, Any]] = [((name,), held) for name, held in own if isinstance(held, tuple)]
    returns = getattr(entity, "returns", None)
    if returns is not None:
        lists.append((("returns", "values"), returns.values))
    found = [(held[at], (*keys, at)) for keys, held in lists for at in _places(held, member)]
    if len(found) > 1:
        ways = ", ".join(sorted(".".join(map(str, keys[:-1])) for _, keys in found))
        raise NoSuchFieldError(f"it has several members {member} (in {ways}): name one by field alone")
    if not found:
        raise NoSuchFieldError(f"it has no member {member}")
    return found[0]


def _field(holder: Any, keys: Keys, key: str) -> tuple[Any, Keys]:
    if key not in getattr(holder, "__struct_fields__", ()):
        raise NoSuchFieldError(f"{_spelt(keys) or 'it'} has no field {key}")
    return getattr(holder, key), (*keys, key)


def _picked(holder: Any, keys: Keys, item: str) -> tuple[Any, Keys]:
    places = _places(holder, item) if isinstance(holder, tuple) else []
    if len(places) != 1:
        raise NoSuchFieldError(f"{_spelt(keys)} has {'several' if places else 'no'} [{item}]")
    return holder[places[0]], (*keys, places[0])


def _places(items: Sequence[Any], name: str) -> list[int]:
    """Where items of that name stand; of nothing but structures."""
    named = [(at, one) for at, one in enumerate(items) if hasattr(one, "__struct_fields__")]
    if name.startswith("#") and name[1:].isdecimal():
        return [at for at, _ in named if at + 1 == int(name[1:])]
    for key in _NAMES:
        found = [at for at, one in named if _is_called(getattr(one, key, None), name)]
        if found:
            return found
    return []


def _is_called(held: Any, name: str) -> bool:
    if not isinstance(held, int):
        return bool(held == name)
    try:
        return held == int(name, 0)
    except ValueError:
        return False


def _entry(holder: dict[str, Any], keys: Keys, item: str, line: int, *, last: bool) -> Fact:
    if not last:
        raise NoSuchFieldError(f"{_spelt(keys)}[{item}] has no fields")
    return Fact((*keys, item), holder.get(item), line, optional=True)


def _line(holder: Any) -> int | None:
    return getattr(holder, "line", None) or getattr(holder, "described_line", None)


def _is_plain(value: Any) -> bool:
    if isinstance(value, tuple | list):
        return all(_is_plain(one) for one in value)
    return value is None or isinstance(value, bool | int | float | str)


def _spelt(keys: Keys) -> str:
    return "".join(f"[#{key + 1}]" if isinstance(key, int) else f".{key}" for key in keys).removeprefix(".")
