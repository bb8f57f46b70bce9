"""Which module a promise goes into, and where that module lies."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from specgen.emit import cim_identifier
from specgen.files import safe_path, safe_paths
from specgen.model.entities import AnyEntity, ComInterface, ComMethod, WmiClass, WmiMethod

_PLACES = {None: "unknown", "*": "all"}

Technology = Literal["wmi", "com"]


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
