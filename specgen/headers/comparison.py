"""Comparison: where two headers do not declare the same binary contract.

Methods are compared slot by slot, by name and by what their types come down to. Names of parameters and the typedefs
that a type is spelt with make no difference, nor do the two names that C gives a struct or enumeration (``_ICE``,
``_ice`` or ``tagICE`` behind the typedef ``ICE``): one header may define what the other only mentions.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from specgen.headers.interfaces import HeaderInterfaces, InterfaceMethod

_NOTHING = "nothing"
_WORD = re.compile(r"[A-Za-z_]\w*")
_TAG = re.compile(r"^(?:_+|tag(?=[A-Z]))(?=[A-Za-z])")
_SAME = {"wchar_t": "unsigned short"}
"""Both are 16 bits wide, and which of them WCHAR is depends on the compiler."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What two headers say differently; ``slot`` is None where it is about the interface and not about a method."""

    interface: str
    slot: int | None
    mine: str
    theirs: str

    def __str__(self) -> str:
        place = self.interface if self.slot is None else f"{self.interface}, slot {self.slot}"
        return f"{place}: {self.mine}; the other has {self.theirs}"


def differences(mine: HeaderInterfaces, theirs: HeaderInterfaces) -> tuple[Difference, ...]:
    """How the interfaces that both headers have differ, sorted by interface and slot; see ``missing`` for the others.

    The whole vtable is compared, bases included; a difference is told where the method is declared, once.
    """
    common = sorted(mine.interfaces.keys() & theirs.interfaces.keys())
    return tuple(dict.fromkeys(one for name in common for one in _differences(name, mine, theirs)))


def missing(mine: HeaderInterfaces, theirs: HeaderInterfaces) -> tuple[str, ...]:
    """The interfaces of ``mine`` that ``theirs`` has not, sorted."""
    return tuple(sorted(mine.interfaces.keys() - theirs.interfaces.keys()))


def _differences(name: str, mine: HeaderInterfaces, theirs: HeaderInterfaces) -> Iterator[Difference]:
    one, other = mine.interfaces[name], theirs.interfaces[name]
    if one.base != other.base:
        yield Difference(name, None, f"base {one.base or _NOTHING}", f"base {other.base or _NOTHING}")
    if one.iid and other.iid and one.iid != other.iid:
        yield Difference(name, None, f"IID {one.iid}", f"IID {other.iid}")
    owners = [base.name for base in mine.bases(name) for _ in base.methods]
    pairs = zip_longest(mine.vtable(name), theirs.vtable(name))
    for slot, (method, counterpart) in enumerate(pairs):
        if method is None or counterpart is None or signature(method) != signature(counterpart):
            owner = owners[slot] if slot < len(owners) else name
            both = owner in theirs.interfaces
            yield Difference(owner if both else name, slot, _shown(method), _shown(counterpart))


def signature(method: InterfaceMethod) -> tuple[str, ...]:
    """The name of a method, then the types that it returns and takes, as a compiler sees them."""
    types = [method.returns, *(one.type for one in method.parameters)]
    return (method.name, *(_WORD.sub(_plain, one.canonical) for one in types))


def _plain(word: re.Match[str]) -> str:
    return _SAME.get(word[0], _TAG.sub("", word[0]).casefold())


def _shown(method: InterfaceMethod | None) -> str:
    return str(method) if method else _NOTHING
