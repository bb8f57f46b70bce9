"""The classes of one namespace: as the pages give them, and in an order and form that load."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from specgen.backends.mof import repairs
from specgen.backends.mof.features import Builder, Feature, Method, cim_name
from specgen.backends.mof.layout import qualifier_lines
from specgen.backends.mof.repairs import Applied
from specgen.emit import Code, cim_identifier, mof_string
from specgen.model.entities import AnyEntity, WmiClass, WmiMethod
from specgen.model.library import wmi_classes, wmi_methods
from specgen.model.types import QualifierValue

_TRAITS = {"abstract": "Abstract", "association": "Association", "singleton": "Singleton", "dynamic": "Dynamic"}


@dataclass(frozen=True)
class CimClass:
    """A class as MOF declares it. ``page`` is None, and ``line`` 0, where only methods tell of it."""

    name: Code
    superclass: Code | None
    qualifiers: tuple[Code, ...]
    properties: tuple[Feature, ...]
    methods: tuple[Method, ...]
    association: bool
    repairs: tuple[Applied, ...]
    page: str | None
    line: int

    @property
    def lines(self) -> tuple[Code, ...]:
        """The qualifier list, in lines."""
        return qualifier_lines(self.qualifiers)

    @property
    def key(self) -> str:
        """The name without regard to case."""
        return self.name.casefold()

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages it is made from."""
        own = () if self.page is None else (self.page,)
        return (*own, *(method.page for method in self.methods))

    @property
    def needs(self) -> tuple[str, ...]:
        """The classes, other than itself and its superclass, that have to be declared before it."""
        named = [one.needs for one in self.properties if one.needs is not None]
        named += [name for method in self.methods for name in method.needs]
        return tuple(dict.fromkeys(name for name in named if name.casefold() != self.key))

    def alone(self, methods: tuple[Method, ...]) -> "CimClass":
        """The class's shell around these methods."""
        return replace(
            self, superclass=None, qualifiers=(), properties=(), methods=methods, association=False, repairs=()
        )


@dataclass(frozen=True)
class StandIn:
    """An empty declaration of a class that is not, or not yet, declared."""

    name: str
    association: bool = False


@dataclass(frozen=True)
class Namespace:
    """The classes of a namespace in the order to load them.

    ``undocumented`` stand for classes that no page describes, ``ahead`` for those that earlier ones refer to.
    """

    classes: tuple[CimClass, ...]
    undocumented: tuple[StandIn, ...]
    ahead: tuple[StandIn, ...]


def flat_classes(entities: Iterable[AnyEntity], builder: Builder) -> list[CimClass]:
    """The classes of one namespace with everything that their pages list, inherited or not, by name."""
    found = tuple(entities)
    methods: dict[str, list[WmiMethod]] = defaultdict(list)
    for method in wmi_methods(found):
        methods[(method.owner or "?").casefold()].append(method)
    classes: dict[str, CimClass] = {}
    for one in wmi_classes(found):
        key = one.name.casefold()
        if key in classes:
            again = Applied(repairs.DUPLICATE_CLASS, f"{one.name} on {one.page}")
            classes[key] = replace(classes[key], repairs=(*classes[key].repairs, again))
        else:
            classes[key] = _flat(one, methods.pop(key, []), builder)
    for left in methods.values():
        shell = _shell(left, builder)
        classes.setdefault(shell.key, shell)
    return [classes[key] for key in sorted(classes)]


def _flat(source: WmiClass, methods: list[WmiMethod], builder: Builder) -> CimClass:
    found: list[Applied] = []
    properties = _properties(source, builder, found)
    association = "association" in source.traits
    if not association and any(one.is_reference for one in properties):
        association = True
        found.append(Applied(repairs.REF_OUTSIDE_ASSOCIATION, source.name))
    return CimClass(
        name=cim_name(source.name, found),
        superclass=_superclass(source, found),
        qualifiers=_class_qualifiers(source, builder, found, association=association),
        properties=properties,
        methods=_methods(methods, builder, found),
        association=association,
        repairs=tuple(found),
        page=source.page,
        line=source.line,
    )


def _shell(methods: list[WmiMethod], builder: Builder) -> CimClass:
    owner = methods[0].owner or "?"
    found = [Applied(repairs.MISSING_CLASS_PAGE, owner)]
    made = _methods(methods, builder, found)
    return CimClass(cim_name(owner, found), None, (), (), made, False, tuple(found), None, 0)  # noqa: FBT003  named above


def _properties(source: WmiClass, builder: Builder, found: list[Applied]) -> tuple[Feature, ...]:
    made: dict[str, Feature] = {}
    for one in source.properties:
        feature = builder.property(one)
        if feature.name.casefold() in made:
            found.append(Applied(repairs.DUPLICATE_MEMBER, one.raw or one.name))
        else:
            made[feature.name.casefold()] = feature
    return tuple(made.values())


def _methods(sources: list[WmiMethod], builder: Builder, found: list[Applied]) -> tuple[Method, ...]:
    made: dict[str, Method] = {}
    for one in sources:
        method = builder.method(one)
        if method.name.casefold() in made:
            found.append(Applied(repairs.DUPLICATE_MEMBER, f"{one.name} on {one.page}"))
        else:
            made[method.name.casefold()] = method
    return tuple(made.values())


def _superclass(source: WmiClass, found: list[Applied]) -> Code | None:
    if source.superclass is None:
        return None
    valid = cim_identifier(source.superclass)
    if valid is None:
        found.append(Applied(repairs.INVALID_NAME, source.superclass))
    return valid


def _class_qualifiers(
    source: WmiClass, builder: Builder, found: list[Applied], *, association: bool
) -> tuple[Code, ...]:
    traits = {*source.traits, "association"} if association else set(source.traits)
    wanted: list[tuple[str, QualifierValue]] = [(word, True) for trait, word in _TRAITS.items() if trait in traits]
    wanted += [(name, value) for name, value in source.qualifiers.items() if name.casefold() not in _TRAITS]
    return builder.qualifiers([*wanted, *builder.described(source.summary)], "class", found)


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
        return Namespace(tuple(order), self._undocumented(order), self._ahead(order))

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
        own = (_override(one, inherited.get(one.name.casefold())) for one in flat.properties)
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
        return features and all(_same_signature(one, methods.get(one.name.casefold())) for one in flat.methods)

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

    def _ahead(self, order: list[CimClass]) -> tuple[StandIn, ...]:
        declared: set[str] = set()
        ahead: dict[str, StandIn] = {}
        for one in order:
            for name in one.needs:
                key = name.casefold()
                if key in self._linked and key not in declared:
                    ahead.setdefault(key, StandIn(self._linked[key].name))
            declared.add(one.key)
        return tuple(ahead[key] for key in sorted(ahead))


def _same_shape(own: Feature, inherited: Feature | None) -> bool:
    return inherited is None or own.shape == inherited.shape


def _same_signature(own: Method, inherited: Method | None) -> bool:
    return inherited is None or own.signature == inherited.signature


def _override(own: Feature, inherited: Feature | None) -> Feature | None:
    """The property as the class has to declare it, None where the superclass's declaration says the same."""
    if inherited is None:
        return own
    same_type = own.type.casefold() == inherited.type.casefold()
    if same_type and own.key <= inherited.key and own.access in (None, inherited.access):
        return None
    marked = Code(f"Override({mof_string(inherited.name)})")
    return replace(own, qualifiers=(marked, *own.qualifiers), key=own.key or inherited.key)


def _override_method(own: Method, inherited: Mapping[str, Method]) -> Method:
    base = inherited.get(own.name.casefold())
    if base is None:
        return own
    return replace(own, qualifiers=(Code(f"Override({mof_string(base.name)})"), *own.qualifiers))


def stand_ins(one: CimClass) -> tuple[StandIn, ...]:
    """What has to be declared for the class to compile alone."""
    found = {name.casefold(): StandIn(name) for name in one.needs}
    if one.superclass is not None:
        found[one.superclass.casefold()] = StandIn(one.superclass, one.association)
    found.pop(one.key, None)
    return tuple(found[key] for key in sorted(found))
