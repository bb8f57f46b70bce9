"""C types of pages as IDL spells them: which are known, what they lead to, and what nothing documents."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from specgen.backends.idl import repairs
from specgen.backends.idl.naming import is_identifier
from specgen.backends.idl.windows import declared, words
from specgen.emit import Code
from specgen.model.departures import Applied
from specgen.model.entities import AnyEntity, Callback, Enumeration, Structure, Typedef, Union

Documented = Structure | Union | Enumeration | Typedef | Callback

_POINTERS = (("LPC", "const "), ("LP", ""), ("PC", "const "), ("P", ""))
_HANDLE = re.compile(r"(LP|P|H|REF)[A-Z]")
_POINTER = re.compile(r"(LP|P|REF)[A-Z]")
_SAFEARRAY = re.compile(r"SAFEARRAY\s*\(\s*(\w+)\s*\)\Z")


@dataclass(frozen=True)
class Use:
    """A type where it is used: ``void * *`` is spelled ``void`` with two stars. ``key``: what it needs declared."""

    spelled: Code
    stars: int
    applied: tuple[Applied, ...] = ()
    key: str | None = None
    pointer: bool = False

    @property
    def code(self) -> Code:
        """The type with its stars, to be followed by a name."""
        return Code(f"{self.spelled} {'*' * self.stars}")


@dataclass(frozen=True)
class Pointer:
    """A name that nothing documents but for what it points to: ``LPFOO`` where there is a ``FOO``."""

    target: str
    prefix: str


class Types:
    """Every type name of a library: what it is, and which declarations it took so far.

    ``interfaces`` are those that the generated files declare, ``pointer_types`` what pages call pointers to theirs;
    ``numbers`` is what symbols are worth.
    """

    def __init__(
        self,
        entities: Iterable[AnyEntity],
        interfaces: Iterable[str],
        pointer_types: Mapping[str, str],
        numbers: Mapping[str, int],
    ) -> None:
        self.interfaces = frozenset(interfaces)
        self.numbers = numbers
        self.documented: dict[str, Documented] = {}
        self.aliases: dict[str, tuple[str, int]] = {}
        self.pointers: dict[str, Pointer] = {}
        self.opaque: set[str] = set()
        self.opaque_values: set[str] = set()
        self.edges: dict[str, set[str]] = defaultdict(set)
        for one in entities:
            if isinstance(one, Documented) and self._free(one.name):
                self.documented.setdefault(one.name, one)
        for name, one in self.documented.items():
            if isinstance(one, Structure | Union | Enumeration):
                self._take_aliases(name, one)
        for pointer, name in pointer_types.items():
            if pointer not in self.documented and self._free(pointer) and name not in declared().unwritable:
                self.aliases.setdefault(pointer, (name, 1))
        known = (*self.documented, *self.aliases, *self.interfaces, *declared().types)
        self._folded = {name.casefold(): name for name in sorted(known, reverse=True)}

    def _free(self, name: str) -> bool:
        taken = name in declared().types or name in declared().tags or name in self.interfaces
        return is_identifier(name) and not taken

    def _take_aliases(self, name: str, one: Structure | Union | Enumeration) -> None:
        for alias in one.aliases:
            if alias.name not in self.documented and self._free(alias.name):
                self.aliases.setdefault(alias.name, (name, alias.pointer))
        if one.tag is not None and one.tag not in self.documented and self._free(one.tag):
            self.aliases.setdefault(one.tag, (name, 0))

    def use(self, owner: str, name: str | None, stars: int, *, const: bool = False, ref: bool = False) -> Use:
        """The type ``name`` with ``stars``, used by the declaration ``owner``."""
        found = self._plain(name or "?")
        applied = list(found.applied)
        if ref:
            applied.append(Applied(repairs.REFERENCE, f"{name} &"))
            stars += 1
        if not stars and found.spelled == "void" and not found.stars:
            applied.append(Applied(repairs.VOID_VALUE, str(name)))
            stars = 1
        if not stars and found.key in self._all_interfaces:
            applied.append(Applied(repairs.INTERFACE_VALUE, str(name)))
            stars = 1
        stars += found.stars
        if found.key is not None:
            self.edges[owner].add(found.key)
            if found.key in self.opaque and not stars:
                self.opaque_values.add(found.key)
        spelled = Code(f"const {found.spelled}") if const else found.spelled
        return Use(spelled, stars, tuple(applied), found.key, bool(stars) or self._is_pointer(found.key or spelled))

    @property
    def _all_interfaces(self) -> frozenset[str]:
        return self.interfaces | declared().interfaces

    def _plain(self, name: str) -> Use:
        plain = " ".join(name.split())
        if plain in words().built_in:
            return Use(Code(plain), 0)
        if plain in words().foreign:
            return Use(Code(words().foreign[plain]), 0, (Applied(repairs.FOREIGN_TYPE, plain),))
        if is_identifier(plain):
            return self._named(plain)
        array = _SAFEARRAY.match(plain)
        if array and (array[1] in declared().types or array[1] in words().built_in):
            return Use(Code(f"SAFEARRAY({array[1]})"), 0)
        return Use(Code("void"), 1, (Applied(repairs.UNREADABLE_TYPE, name),))

    def _named(self, name: str) -> Use:
        if name in declared().tags and name not in declared().types:
            return self._tagged(name)
        if name in declared().unwritable:
            hidden = 1 if _POINTER.match(name) else 0
            return Use(Code("void"), hidden, (Applied(repairs.UNWRITABLE_TYPE, name),))
        if self._resolve(name):
            return Use(Code(name), 0, key=name)
        spelled = self._folded.get(name.casefold())
        if spelled is not None and spelled not in declared().unwritable and self._resolve(spelled):
            return Use(Code(spelled), 0, (Applied(repairs.SPELLING, name),), spelled)
        self.opaque.add(name)
        if _HANDLE.match(name):
            self.opaque_values.add(name)
        return Use(Code(name), 0, key=name)

    def _tagged(self, name: str) -> Use:
        """A tag of Windows' own IDL: the type that is the same, which a second declaration of the tag would hide."""
        same = declared().tags[name]
        if not same or same in declared().unwritable:
            return Use(Code("void"), 0, (Applied(repairs.UNWRITABLE_TYPE, name),))
        return Use(Code(same), 0, (Applied(repairs.SPELLING, name),), same)

    def _resolve(self, name: str) -> bool:
        """Whether something says what ``name`` is; notes what it points to where only its prefix says so."""
        return self._known(name) or self._resolve_pointer(name)

    def _known(self, name: str) -> bool:
        if name in declared().types or name in self.interfaces or name in self.documented:
            return True
        if name in self.aliases:
            self.edges[name].add(self.aliases[name][0])
            return True
        return name in self.pointers

    def _resolve_pointer(self, name: str) -> bool:
        """Takes prefixes off until something is known; a page's name may have hundreds, so without recursion."""
        whence: dict[str, tuple[str, str]] = {}
        waiting = [name]
        while waiting:
            one = waiting.pop()
            rests = [(one.removeprefix(prefix), const) for prefix, const in _POINTERS if one.startswith(prefix)]
            for rest, const in rests:
                target = self._target(rest)
                if target is not None:
                    self._point(one, target, const, whence)
                    return True
            for rest, const in reversed(rests):
                if rest not in whence and not self._known(rest):
                    whence[rest] = (one, const)
                    waiting.append(rest)
        return False

    def _point(self, name: str, target: str, const: str, whence: dict[str, tuple[str, str]]) -> None:
        """Notes that ``name`` points to ``target``, and what of it points to ``name`` in turn."""
        self.pointers[name] = Pointer(target, const)
        self.edges[name].add(target)
        while name in whence:
            outer, const = whence[name]
            self.pointers[outer] = Pointer(name, const)
            self.edges[outer].add(name)
            name = outer

    def _target(self, rest: str) -> str | None:
        if len(rest) < 3:
            return None
        candidates = (rest, self._folded.get(rest.casefold()), self._folded.get(f"i{rest.casefold()}"))
        found = next((one for one in candidates if one is not None and self._known(one)), None)
        return None if found in declared().unwritable else found

    def _is_pointer(self, name: str) -> bool:
        if name in self.aliases:
            return self.aliases[name][1] > 0
        one = self.documented.get(name)
        if isinstance(one, Typedef):
            return one.pointer > 0
        if one is not None or name in words().values:
            return False
        return name in self.pointers or _POINTER.match(name) is not None

    def unit(self, owner: str, name: str | None, stars: int) -> tuple[Use, int | None]:
        """The type of bit fields and how many bits a unit of it has, None where the type is no number."""
        use = self.use(owner, name, stars)
        if use.stars or self.aliases.get(use.key or "", ("", 0))[1]:
            return use, None
        names = self.values_of(use.key) if use.key is not None else frozenset[str]()
        if any(isinstance(self.documented[one], Enumeration) for one in names):
            return use, words().widths["int"]
        typedefs = (one for one in map(self.documented.get, sorted(names)) if isinstance(one, Typedef))
        behind = [one.type for one in typedefs if one.type is not None and not one.pointer]
        plain = [str(use.spelled), *(words().foreign.get(one, one) for one in behind)]
        return use, next((words().widths[one] for one in plain if one in words().widths), None)

    def values_of(self, key: str) -> frozenset[str]:
        """The documented types of which a value of type ``key`` is one, through aliases and typedefs."""
        seen: set[str] = set()
        while key not in seen:
            seen.add(key)
            target, stars = self.aliases.get(key, (key, 0))
            one = self.documented.get(target) if not stars else None
            seen.add(target)
            if isinstance(one, Typedef) and not one.pointer and one.type:
                key = one.type
        return frozenset(seen & self.documented.keys())

    def reach(self, start: Iterable[str]) -> set[str]:
        """Every name that the declarations of ``start`` lead to, themselves included."""
        found: set[str] = set()
        waiting = list(start)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting.extend(self.edges.get(name, ()))
        return found
