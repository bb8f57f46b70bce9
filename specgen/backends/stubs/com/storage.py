"""What C types come down to in memory: numbers, text, structures, pointers, or something nobody knows the size of."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from specgen.model import machine
from specgen.model.com import METHODS
from specgen.model.entities import AnyEntity, Callback, ComInterface, Enumeration, Structure, Typedef, Union

Role = Literal["number", "narrow", "wide", "either", "basic", "guid", "structure", "interface", "handle", "unknown"]
"""What is behind the last star: a number, a character of 8, of 16, or of 8 or 16 bits, the text of a BSTR, a GUID,
a structure or an interface with a page, the handle itself, or what nothing describes (void among it).
"""

_CHARACTERS: dict[str, Role] = {machine.NARROW: "narrow", machine.WIDE: "wide", machine.EITHER: "either"}
_POINTERS = ("LPC", "LP", "PC", "P")
_POINTER = re.compile(r"(LP|REF)[A-Z]")
_TAG = re.compile(r"(?:(?:const|struct|union|enum|volatile)\s+)+")


@dataclass(frozen=True)
class Stored:
    """A type as memory has it: what is behind the last star, and how many stars there are.

    ``name`` is the ctypes class of a number, or the key of a structure or an interface.
    """

    role: Role
    name: str = ""
    stars: int = 0

    def behind(self, stars: int) -> "Stored":
        """The type with more stars."""
        return replace(self, stars=self.stars + stars)


def integer(bits: int) -> str:
    """The ctypes class of an integer; ``bits`` below zero for a signed one."""
    return f"c_int{-bits}" if bits < 0 else f"c_uint{bits}"


def _windows_types() -> dict[str, Stored]:
    """The types of Windows' headers."""
    made = {"void": Stored("unknown"), "VOID": Stored("unknown"), machine.BASIC_STRING: Stored("basic", "", 1)}
    made |= {name: Stored("number", integer(bits)) for name, bits in machine.INTEGERS.items()}
    sized = machine.ADDRESS_SIZED.items()
    made |= {name: Stored("number", "c_ssize_t" if signed else "c_size_t") for name, signed in sized}
    made |= {name: Stored("number", "c_float" if bits == 32 else "c_double") for name, bits in machine.FLOATS.items()}
    made |= {name: Stored("number", "c_bool") for name in machine.TRUTHS}
    made |= {name: Stored("unknown", "", 1) for name in machine.ADDRESSES}
    made |= {name: Stored("handle") for name in machine.HANDLES}
    made |= {name: Stored(_CHARACTERS[character]) for name, character in machine.CHARACTERS.items()}
    made |= {name: Stored(_CHARACTERS[character], "", 1) for name, character in machine.TEXTS.items()}
    made |= {name: Stored("guid") for name in machine.GUIDS}
    return made | {name: Stored("guid", "", 1) for name in machine.GUID_POINTERS}


_PLAIN = _windows_types()

_FUNCTION = "function"
"""The name of a function that the application supplies; what is called a value of it is its address."""

_LONGEST = 32
"""Typedefs and prefixes that a name may be taken through."""


class StoredTypes:
    """The types that pages name, by what they come down to."""

    def __init__(self, entities: Iterable[AnyEntity]) -> None:
        self._interfaces: dict[str, str] = {name.casefold(): name.casefold() for name in METHODS}
        self._typedefs: dict[str, tuple[str | None, int]] = {}
        self._known: dict[str, Stored] = {}
        named: list[tuple[str, Stored]] = []
        for one in entities:
            named += self._names(one)
        for name, stored in sorted(named, key=lambda each: (each[1].stars, each[0])):
            self._known.setdefault(name, stored)
        self._folded = {name.casefold(): name for name in sorted((*self._known, *_PLAIN), reverse=True)}

    def _names(self, one: AnyEntity) -> list[tuple[str, Stored]]:
        """The names that a page gives, its own in front of those of typedefs."""
        if isinstance(one, ComInterface):
            self._interfaces.setdefault(one.name.casefold(), one.name.casefold())
            pointers = (name.strip() for name in one.requirements.pointer_type)
            return [(name, Stored("interface", one.name.casefold(), 1)) for name in pointers if name.isidentifier()]
        if isinstance(one, Typedef):
            self._typedefs.setdefault(one.name, (one.type, one.pointer))
        if isinstance(one, Callback):
            return [(one.name, Stored("unknown", _FUNCTION))]
        if not isinstance(one, Structure | Union | Enumeration):
            return []
        own = Stored("number", "c_int32") if isinstance(one, Enumeration) else Stored("structure", structure_key(one))
        if one.name in machine.GUIDS:
            return []
        tags = [(one.tag, own)] if one.tag is not None else []
        return [(one.name, own), *tags, *((alias.name, own.behind(alias.pointer)) for alias in one.aliases)]

    def interface(self, name: str) -> str | None:
        """The key of an interface by its name."""
        return self._interfaces.get(name.casefold())

    def of(self, name: str | None, stars: int = 0) -> Stored | None:
        """The type, None where nothing tells its size: neither its page nor Windows' own headers."""
        made = (self.behind(name or "?") or Stored("unknown")).behind(stars)
        if not made.stars and made.name == _FUNCTION:
            return made.behind(1)
        return None if made.stars == 0 and made.role in ("unknown", "interface", "either") else made

    def behind(self, name: str) -> Stored | None:
        """What a name stands for, whether it has a size or not; None where nothing tells."""
        return self._found(" ".join(_TAG.sub("", f"{name} ").split()), frozenset())

    def _found(self, name: str, seen: frozenset[str]) -> Stored | None:
        if name in seen or len(seen) > _LONGEST:
            return None
        seen |= {name}
        known = self._known.get(name) or _PLAIN.get(name)
        if known is not None:
            return known
        key = self.interface(name) or (self.interface(f"I{name[2:]}") if name.startswith("LP") else None)
        if key is not None:
            return Stored("interface", key, 0 if self.interface(name) else 1)
        if name in self._typedefs:
            target, stars = self._typedefs[name]
            found = self._found(target, seen) if target else None
            return found.behind(stars) if found is not None else Stored("unknown", "", stars)
        folded = self._folded.get(name.casefold())
        return self._found(folded, seen) if folded not in (None, name) else self._pointed(name, seen)

    def _pointed(self, name: str, seen: frozenset[str]) -> Stored | None:
        """What only its prefix explains: ``LPFOO`` for ``FOO *``; LP alone says that it is a pointer."""
        for prefix in _POINTERS:
            rest = name.removeprefix(prefix)
            found = self._found(rest, seen) if rest != name and len(rest) > 2 else None
            if found is not None:
                return found.behind(1)
        return Stored("unknown", "", 1) if _POINTER.match(name) else None


def structure_key(one: Structure | Union) -> str:
    """What identifies the class of a structure in its distribution."""
    return f"<structure>:{one.name}"
