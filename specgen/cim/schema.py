"""The classes of one namespace as the pages give them: flat, with all that they list."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from specgen.cim import repairs
from specgen.cim.features import Builder, Feature, Method, cim_name
from specgen.cim.layout import qualifier_lines
from specgen.emit import Code, cim_identifier
from specgen.model.departures import Applied
from specgen.model.entities import AnyEntity, WmiClass, WmiMethod
from specgen.model.library import wmi_classes, wmi_methods
from specgen.model.types import QualifierValue

_TRAITS = {"abstract": "Abstract", "association": "Association", "singleton": "Singleton", "dynamic": "Dynamic"}


@dataclass(frozen=True)
class StandIn:
    """An empty declaration of a class that is not, or not yet, declared."""

    name: str
    association: bool = False
    superclass: Code | None = None


@dataclass(frozen=True)
class CimClass:
    """A class as MOF declares it. ``page`` is None, and ``line`` 0, where only methods tell of it.

    ``ahead`` are the classes that have to be declared right before it, because it refers to them.
    """

    name: Code
    superclass: Code | None
    qualifiers: tuple[Code, ...]
    properties: tuple[Feature, ...]
    methods: tuple[Method, ...]
    association: bool
    repairs: tuple[Applied, ...]
    page: str | None
    line: int
    ahead: tuple[StandIn, ...] = ()
    root: str = ""

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
    def embedded(self) -> tuple[str, ...]:
        """The classes of which its properties and parameters hold instances; "*" stands for any."""
        features = (*self.properties, *(taken for method in self.methods for taken in method.parameters))
        return tuple(dict.fromkeys(one.embedded for one in features if one.embedded is not None))

    @property
    def needs(self) -> tuple[str, ...]:
        """The classes, other than itself and its superclass, that have to be declared before it."""
        named = [one.needs for one in self.properties if one.needs is not None]
        named += [name for method in self.methods for name in method.needs]
        return tuple(dict.fromkeys(name for name in named if name.casefold() != self.key))

    def shell(self, methods: tuple[Method, ...]) -> "CimClass":
        """The class's shell around these methods."""
        return CimClass(self.name, None, (), (), methods, association=False, repairs=(), page=None, line=0)


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
        root=source.root,
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
    if source.superclass.casefold() == source.name.casefold():
        found.append(Applied(repairs.SUPERCLASS_CYCLE, f"{source.name} : {source.superclass}"))
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


def alone(one: CimClass) -> CimClass:
    """The class with all that has to be declared for it to compile alone."""
    found = {name.casefold(): StandIn(name) for name in one.needs}
    if one.superclass is not None:
        found[one.superclass.casefold()] = StandIn(one.superclass, one.association)
    found.pop(one.key, None)
    return replace(one, ahead=tuple(found[key] for key in sorted(found)))
