"""The classes of one namespace in an order and form that load."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from specgen.cim import repairs
from specgen.cim.features import Feature, Method
from specgen.cim.qualifiers import FINAL
from specgen.cim.schema import CimClass, StandIn
from specgen.emit import Code, mof_string
from specgen.model.departures import Applied


@dataclass(frozen=True)
class Namespace:
    """The classes of a namespace in the order to load them; ``undocumented`` stand for those that no page describes."""

    classes: tuple[CimClass, ...]
    undocumented: tuple[StandIn, ...]


class Linker:
    """Puts the flat classes of one namespace into a hierarchy that loads."""

    def __init__(self, classes: Iterable[CimClass]) -> None:
        self._flat = {one.key: one for one in classes}
        self._linked: dict[str, CimClass] = {}
        self._depth: dict[str, int] = {}
        self._properties: dict[str, Mapping[str, Feature]] = {}
        self._methods: dict[str, Mapping[str, Method]] = {}

    def link(self) -> Namespace:
        """The namespace: superclasses first, members that a superclass declares left to it."""
        for key in self._flat:
            for one in reversed(self._unlinked_line(key)):
                self._settle(self._flat[one])
        order = sorted(self._linked.values(), key=lambda one: (one.association, self._depth[one.key], one.key))
        return Namespace(tuple(ordered(order)), self._undocumented(order))

    def _unlinked_line(self, key: str) -> list[str]:
        """The class and its superclasses, up to the first that is linked, undocumented or met before."""
        line: list[str] = []
        while key in self._flat and key not in self._linked and key not in line:
            line.append(key)
            key = (self._flat[key].superclass or "").casefold()
        return line

    def _settle(self, flat: CimClass) -> None:
        base, found = self._base(flat)
        above = "" if base is None else base.casefold()
        association = flat.association or (above in self._linked and self._linked[above].association)
        inherited, methods = self._properties.get(above, {}), self._methods.get(above, {})
        fitting = [_without_final(one, inherited.get(one.name.casefold()), found) for one in flat.properties]
        own = (_override(one, inherited.get(one.name.casefold())) for one in fitting)
        linked = replace(
            flat,
            superclass=base,
            properties=tuple(one for one in own if one is not None),
            methods=tuple(_override_method(one, methods) for one in flat.methods),
            association=association,
            repairs=(*flat.repairs, *found),
        )
        self._linked[flat.key] = linked
        self._depth[flat.key] = self._depth.get(above, -1) + 1
        self._properties[flat.key] = {**inherited, **{one.name.casefold(): one for one in linked.properties}}
        self._methods[flat.key] = {**methods, **{one.name.casefold(): one for one in linked.methods}}

    def _base(self, flat: CimClass) -> tuple[Code | None, list[Applied]]:
        """The nearest superclass that the members allow, and the repair where that is not the page's."""
        named = flat.superclass
        if named is None or named.casefold() not in self._flat:
            return named, []
        if named.casefold() not in self._linked:
            return None, [Applied(repairs.SUPERCLASS_CYCLE, f"{flat.name} : {named}")]
        base: Code | None = named
        while base is not None and base.casefold() in self._linked and not self._allows(flat, base.casefold()):
            base = self._linked[base.casefold()].superclass
        return base, [] if base == named else [Applied(repairs.SUPERCLASS_CONFLICT, f"{flat.name} : {named}")]

    def _allows(self, flat: CimClass, above: str) -> bool:
        if flat.association and not self._linked[above].association:
            return False
        inherited, methods = self._properties[above], self._methods[above]
        features = all(_same_shape(one, inherited.get(one.name.casefold())) for one in flat.properties)
        return features and all(_overridable(one, methods.get(one.name.casefold())) for one in flat.methods)

    def _undocumented(self, order: list[CimClass]) -> tuple[StandIn, ...]:
        found: dict[str, StandIn] = {}
        for one in order:
            for name in one.needs:
                if name.casefold() not in self._linked:
                    found.setdefault(name.casefold(), StandIn(name))
        for one in order:
            if one.superclass is not None and one.superclass.casefold() not in self._linked:
                key = one.superclass.casefold()
                held = found.get(key, StandIn(one.superclass))
                found[key] = StandIn(held.name, held.association or one.association)
        return tuple(found[key] for key in sorted(found))


def _same_shape(own: Feature, inherited: Feature | None) -> bool:
    return inherited is None or own.shape == inherited.shape


def _overridable(own: Method, inherited: Method | None) -> bool:
    return inherited is None or (own.type == inherited.type and own.names == inherited.names)


def _without_final(own: Feature, inherited: Feature | None, found: list[Applied]) -> Feature:
    """The property without those qualifiers that the superclass has with another value, for good."""
    if inherited is None:
        return own
    held = {_name_of(one): one for one in inherited.qualifiers if _name_of(one) in FINAL}
    clashing = [one for one in own.qualifiers if held.get(_name_of(one), one) != one]
    if not clashing:
        return own
    found += [Applied(repairs.OVERRIDE_QUALIFIER, f"{own.name}: {one}") for one in clashing]
    return replace(own, qualifiers=tuple(one for one in own.qualifiers if one not in clashing))


def _name_of(qualifier: Code) -> str:
    return qualifier.partition("(")[0].partition("{")[0].casefold()


def _override(own: Feature, inherited: Feature | None) -> Feature | None:
    """The property as the class has to declare it, None where the superclass's declaration says the same."""
    if inherited is None:
        return own
    same_type = own.type.casefold() == inherited.type.casefold()
    known = own.access in (None, inherited.access) and own.facts <= inherited.facts
    if same_type and own.key <= inherited.key and known and own.default in (None, inherited.default):
        return None
    marked = Code(f"Override({mof_string(inherited.name)})")
    kept = tuple(one for one in own.qualifiers if _name_of(one) != "override")
    return replace(own, qualifiers=(marked, *kept), key=own.key or inherited.key)


def _override_method(own: Method, inherited: Mapping[str, Method]) -> Method:
    base = inherited.get(own.name.casefold())
    if base is None:
        return own
    differs = [one.name for one, other in zip(own.parameters, base.parameters, strict=True) if one.shape != other.shape]
    found = [Applied(repairs.OVERRIDE_SIGNATURE, ", ".join(differs))] if differs else []
    marked = Code(f"Override({mof_string(base.name)})")
    return replace(own, qualifiers=(marked, *own.qualifiers), repairs=(*own.repairs, *found))


def ordered(classes: list[CimClass]) -> Iterator[CimClass]:
    """The classes, each after its superclass and what it refers to; where they refer in a circle, with stand-ins.

    A stand-in has the superclass of what it stands for, and nothing is derived from it before that is declared:
    compilers allow no other change to a class.
    """
    waiting = {one.key: one for one in classes}
    while waiting:
        ready = [one for one in waiting.values() if _is_ready(one, waiting)]
        if not ready:
            ready = [_with_stand_ins(_least_tied(waiting), waiting)]
        for one in ready:
            del waiting[one.key]
            yield one


def _is_ready(one: CimClass, waiting: Mapping[str, CimClass]) -> bool:
    return not _is_above(one, waiting) and not _missing(one, waiting)


def _is_above(one: CimClass, waiting: Mapping[str, CimClass]) -> bool:
    """Whether its superclass still waits."""
    return one.superclass is not None and one.superclass.casefold() in waiting


def _missing(one: CimClass, waiting: Mapping[str, CimClass]) -> list[CimClass]:
    return [waiting[name.casefold()] for name in one.needs if name.casefold() in waiting]


def _least_tied(waiting: Mapping[str, CimClass]) -> CimClass:
    """The class that refers to the fewest that wait, if those could be declared ahead."""
    able = [one for one in waiting.values() if not _is_above(one, waiting)]
    free = [one for one in able if not any(_is_above(other, waiting) for other in _missing(one, waiting))]
    return min(free or able, key=lambda one: len(_missing(one, waiting)))


def _with_stand_ins(one: CimClass, waiting: Mapping[str, CimClass]) -> CimClass:
    ahead = [StandIn(other.name, other.association, other.superclass) for other in _missing(one, waiting)]
    return replace(one, ahead=tuple(ahead))
