"""Which module a promise goes into, and where that module lies."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from specgen.emit import cim_identifier
from specgen.files import safe_path, safe_paths
from specgen.model.entities import (
    AnyEntity,
    ClassMethod,
    ComInterface,
    ComMethod,
    Property,
    Slot,
    WmiClass,
    WmiMethod,
)

_PLACES = {None: "unknown", "*": "all"}

Technology = Literal["wmi", "com"]
Key = tuple[Technology, str | None, str]


@dataclass
class Group:
    """A WMI class or COM interface: its own page if there is one, and the methods that have pages.

    ``namespace`` is None for COM, and for WMI where no page says it.
    """

    technology: Technology
    namespace: str | None
    name: str
    page: WmiClass | ComInterface | None = None
    methods: list[WmiMethod | ComMethod] = field(default_factory=list)

    @property
    def key(self) -> "Key":
        """What tells it from all others."""
        return self.technology, self.namespace, self.name.casefold() if self.technology == "wmi" else self.name


@dataclass(frozen=True)
class Inherited:
    """What the documented superclasses of a WMI class add: how many members, and which keys (names in lower case).

    ``whole``: every superclass is documented, so that nothing else is inherited.
    """

    members: int = 0
    keys: frozenset[str] = frozenset()
    whole: bool = True


def inheritance(found: Iterable[Group]) -> dict["Key", Inherited]:
    """What each WMI class inherits."""
    by_key = {one.key: one for one in found if one.technology == "wmi"}
    return {key: _inherited(one, by_key) for key, one in by_key.items()}


def _inherited(group: Group, by_key: Mapping["Key", Group]) -> Inherited:
    own = _member_names(group)
    members, keys, met = set[str](), set[str](), {group.key}
    at = group
    while (above := _superclass(at, by_key)) is not None and above.key not in met:
        met.add(above.key)
        members |= _member_names(above) - own
        keys |= {one.name.casefold() for one in _properties(above) if one.key}
        at = above
    whole = isinstance(at.page, WmiClass) and at.page.superclass is None
    return Inherited(len(members), frozenset(keys), whole)


def _superclass(group: Group, by_key: Mapping["Key", Group]) -> Group | None:
    name = group.page.superclass if isinstance(group.page, WmiClass) else None
    return by_key.get(("wmi", group.namespace, name.casefold())) if name else None


def _properties(group: Group) -> tuple[Property, ...]:
    return group.page.properties if isinstance(group.page, WmiClass) else ()


def _member_names(group: Group) -> set[str]:
    named = (*_properties(group), *group.methods, *listed_methods(group))
    return {one.name.casefold() for one in named if one.name is not None}


def listed_methods(group: Group) -> tuple[ClassMethod | Slot, ...]:
    """The methods that the page of the class or interface lists and that have no page of their own."""
    if group.page is None:
        return ()
    rows: tuple[ClassMethod | Slot, ...] = group.page.methods
    folded = str.casefold if group.technology == "wmi" else str
    met = {folded(one.name) for one in group.methods}
    found = []
    for one in rows:
        if one.name is not None and cim_identifier(one.name) and folded(one.name) not in met:
            met.add(folded(one.name))
            found.append(one)
    return tuple(found)


def groups(entities: Iterable[AnyEntity]) -> tuple[list[Group], list[str]]:
    """The groups, sorted; and the ids of what is left out, because no implementation can have such a name.

    Functions, structures and the other kinds have no suites.
    """
    found: dict[tuple[Technology, str | None, str], Group] = {}
    left_out = []
    for entity in entities:
        if not isinstance(entity, (WmiClass, WmiMethod, ComInterface, ComMethod)):
            continue
        names = [entity.name] if entity.owner is None else [entity.owner, entity.name]
        if not all(cim_identifier(name) for name in names):
            left_out.append(entity.id)
        else:
            _add(found, entity, names[0])
    return [found[key] for key in sorted(found, key=lambda key: (key[0], key[1] or "", key[2]))], left_out


def _add(found: dict[tuple[Technology, str | None, str], Group], entity: AnyEntity, owner: str) -> None:
    technology: Technology = "wmi" if isinstance(entity, (WmiClass, WmiMethod)) else "com"
    namespace = entity.namespace if isinstance(entity, (WmiClass, WmiMethod)) else None
    folded = owner.casefold() if technology == "wmi" else owner
    group = found.setdefault((technology, namespace, folded), Group(technology, namespace, owner))
    if isinstance(entity, (WmiClass, ComInterface)):
        group.page = entity
        group.name = entity.name
    elif isinstance(entity, (WmiMethod, ComMethod)):
        group.methods.append(entity)


def module_paths(found: Sequence[Group]) -> list[str]:
    """The path of each group's module.

    A class that two namespaces have carries the namespace in the file's name too: pytest's classic import mode
    wants base names that differ.
    """
    shared = Counter(group.name.lower() for group in found)
    return safe_paths(_parts(group, alone=shared[group.name.lower()] == 1) for group in found)


def assert_path(module: str) -> str:
    """Where the assertions of an interface lie, from the path of its module."""
    folder, _, name = module.rpartition("/")
    return f"{folder}/asserts/{name.removeprefix('test_').removesuffix('.py')}.cpp"


def _parts(group: Group, *, alone: bool) -> tuple[str, ...]:
    if group.technology == "com":
        return ("conformance", "com", f"test_{group.name}{'' if alone else '__com'}.py")
    place = _place(group.namespace)
    return ("conformance", "wmi", place, f"test_{group.name}{'' if alone else f'__{place}'}.py")


def _place(namespace: str | None) -> str:
    return _PLACES.get(namespace) or str(namespace).replace("/", "_")


def mof_file(namespace: str | None) -> str:
    """Where the MOF of a namespace lies, relative to the output folder."""
    return safe_path(("mof", "namespaces", f"{_place(namespace)}.mof"))
