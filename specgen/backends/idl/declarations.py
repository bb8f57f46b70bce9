"""The declarations of ``types.idl``: what methods need, each before its first use by value."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from specgen.backends.idl import repairs
from specgen.backends.idl.c_types import Types
from specgen.backends.idl.members import Line, Members
from specgen.backends.idl.naming import Scope, is_identifier
from specgen.backends.idl.windows import declared
from specgen.emit import Code
from specgen.model.departures import Applied
from specgen.model.entities import Callback, EnumConstant, Enumeration, Structure, Typedef, Union


@dataclass(frozen=True)
class Declaration:
    """One declaration: its page (None: nothing documents it), its repairs, and its lines."""

    name: str
    page: str | None
    repairs: tuple[Applied, ...]
    lines: tuple[Line, ...]
    after: frozenset[str] = frozenset()
    line: int | None = None


@dataclass(frozen=True)
class Declarations:
    """The sections of ``types.idl``, in their order."""

    interfaces: tuple[Code, ...]
    opaque: tuple[Declaration, ...]
    enumerations: tuple[Declaration, ...]
    ahead: tuple[Code, ...]
    names: tuple[Declaration, ...]
    bodies: tuple[Declaration, ...]

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages that the declarations are made from."""
        return tuple(sorted({one.page for one in self._every if one.page is not None}))

    @property
    def applied(self) -> tuple[Applied, ...]:
        """Every repair of the declarations and of their lines."""
        lines = (line for one in self._every for line in one.lines)
        return (
            *(one for each in self._every for one in each.repairs),
            *(one for line in lines for one in line.repairs),
        )

    @property
    def _every(self) -> tuple[Declaration, ...]:
        return (*self.opaque, *self.enumerations, *self.names, *self.bodies)


def declarations(types: Types, needed: Iterable[str]) -> Declarations:
    """What the names of ``needed`` take, and what that takes in turn."""
    return _Writer(types).write(needed)


class _Writer:
    def __init__(self, types: Types) -> None:
        self._types = types
        self._tags: dict[str, Code] = {}
        self._constants = Scope()
        self._bodies: dict[str, Declaration] = {}

    def write(self, needed: Iterable[str]) -> Declarations:
        reached = self._closed(needed)
        documented = {name: one for name, one in self._types.documented.items() if name in reached}
        aggregates = {name: one for name, one in documented.items() if isinstance(one, Structure | Union)}
        ahead = [self._forward(name, one) for name, one in sorted(aggregates.items())]
        names = [self._alias(name) for name in sorted(reached) if name in self._types.aliases]
        names += [self._pointer(name) for name in sorted(reached) if name in self._types.pointers]
        names += [self._typedef(name, one) for name, one in sorted(documented.items()) if isinstance(one, Typedef)]
        names += [self._callback(one) for _, one in sorted(documented.items()) if isinstance(one, Callback)]
        enumerations = [
            self._enumeration(name, one) for name, one in sorted(documented.items()) if isinstance(one, Enumeration)
        ]
        return Declarations(
            tuple(Code(name) for name in sorted(reached & self._types.interfaces)),
            tuple(self._opaque(name) for name in sorted(reached & self._types.opaque)),
            tuple(enumerations),
            tuple(ahead),
            _ordered(names, self._broken_name),
            _ordered([self._bodies[name] for name in sorted(aggregates)], self._broken_body),
        )

    def _closed(self, needed: Iterable[str]) -> set[str]:
        """``needed`` and all it leads to; what a structure leads to shows when its body is made."""
        reached = self._types.reach(needed)
        while True:
            for name in sorted(reached):
                self._discover(name)
            more = self._types.reach(reached)
            if more == reached:
                return reached
            reached = more

    def _discover(self, name: str) -> None:
        one = self._types.documented.get(name)
        if isinstance(one, Structure | Union) and name not in self._bodies:
            self._bodies[name] = self._body(name, one, frozenset())
        if isinstance(one, Typedef):
            self._types.use(name, one.type, max(one.pointer, 0))

    def _body(self, name: str, one: Structure | Union, broken: frozenset[str]) -> Declaration:
        made = Members(self._types, name, broken).of(one.members)
        keyword = "struct" if isinstance(one, Structure) else "union"
        lines = (Line(Code(f"{keyword} {self._tag(name, one.tag)} {{")), *made.lines, Line(Code("};")))
        after = frozenset(value for key in made.values for value in self._types.values_of(key))
        return Declaration(name, one.page, (), lines, after, one.line)

    def _tag(self, name: str, tag: str | None) -> Code:
        if name not in self._tags:
            outside = tag in declared().tags or tag in declared().types or tag in self._types.interfaces
            free = is_identifier(tag) and not outside
            other = tag != name and (tag in self._types.documented or tag in self._tags.values())
            self._tags[name] = Code(tag) if free and tag and not other else Code(name)
        return self._tags[name]

    def _forward(self, name: str, one: Structure | Union) -> Code:
        keyword = "struct" if isinstance(one, Structure) else "union"
        return Code(f"typedef {keyword} {self._tag(name, one.tag)} {name};")

    def _alias(self, name: str) -> Declaration:
        target, stars = self._types.aliases[name]
        code = Code(f"typedef {target} {'*' * stars}{name};")
        told = self._types.documented.get(target)
        return Declaration(name, told.page if told is not None else None, (), (Line(code),), frozenset((target,)))

    def _pointer(self, name: str) -> Declaration:
        pointer = self._types.pointers[name]
        code = Code(f"typedef {pointer.prefix}{pointer.target} *{name};")
        return Declaration(name, None, (), (Line(code),), frozenset((pointer.target,)))

    def _typedef(self, name: str, one: Typedef) -> Declaration:
        use = self._types.use(name, one.type, max(one.pointer, 0))
        code = Code(f"typedef {use.code}{name};")
        return Declaration(name, one.page, use.applied, (Line(code),), frozenset((use.key or "",)), one.line)

    def _callback(self, one: Callback) -> Declaration:
        code = Code(f"typedef void *{one.name};")
        applied = Applied(repairs.FUNCTION_TYPE, one.name)
        return Declaration(one.name, one.page, (applied,), (Line(code),), line=one.line)

    def _opaque(self, name: str) -> Declaration:
        star = "*" if name in self._types.opaque_values else ""
        return Declaration(name, None, (), (Line(Code(f"typedef void {star}{name};")),))

    def _enumeration(self, name: str, one: Enumeration) -> Declaration:
        lines = [self._constant(constant) for constant in one.members]
        if not lines:
            code = Code(f"typedef int {name};")
            return Declaration(name, one.page, (Applied(repairs.EMPTY, name),), (Line(code),), line=one.line)
        opening = Line(Code(f"typedef enum {self._tag(name, one.tag)} {{"))
        return Declaration(name, one.page, (), (opening, *lines, Line(Code(f"}} {name};"))), line=one.line)

    def _constant(self, one: EnumConstant) -> Line:
        name, applied = self._constants.take(one.name, "unnamed")
        if one.value is None or not -(2**31) <= one.value < 2**32:
            found = Applied(repairs.UNKNOWN_CONSTANT, one.expression or str(one.value))
            return Line(Code(f"  {name},"), (*applied, found))
        shown = hex(one.value) if one.value >= 2**31 else str(one.value)
        return Line(Code(f"  {name} = {shown},"), applied)

    def _broken_name(self, one: Declaration, missing: frozenset[str]) -> Declaration:
        code = Code(f"typedef void *{one.name};")
        return Declaration(one.name, one.page, (_cycle(missing),), (Line(code),), line=one.line)

    def _broken_body(self, one: Declaration, missing: frozenset[str]) -> Declaration:
        entity = self._types.documented[one.name]
        if not isinstance(entity, Structure | Union):
            raise TypeError(one.name)
        return self._body(one.name, entity, missing)


def _cycle(missing: frozenset[str]) -> Applied:
    return Applied(repairs.VALUE_CYCLE, ", ".join(sorted(missing)))


def _ordered(
    found: list[Declaration], broken: Callable[[Declaration, frozenset[str]], Declaration]
) -> tuple[Declaration, ...]:
    """Each after those that it needs, else in the order of the list; a cycle is broken at its first."""
    waiting = {one.name: one for one in found}
    done: list[Declaration] = []
    while waiting:
        ready = [one for one in waiting.values() if not one.after & waiting.keys()]
        if not ready:
            first = next(iter(waiting.values()))
            ready = [broken(first, first.after & frozenset(waiting))]
        for one in ready:
            del waiting[one.name]
        done += ready
    return tuple(done)
