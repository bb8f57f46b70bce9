"""Which classes and interfaces are changed, and where: all by one fixed seed, whatever runs first or in which process.

Each entity gets one mutant per operator that applies to it, at one place.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from random import Random
from typing import TypeVar

from specgen.conformance.described import ComInterface
from tests.mutation.operators import behaviour, declarations, headers, objects
from tests.mutation.operators.declared import Declared
from tests.mutation.promises import Callable as Promised
from tests.mutation.promises import PromisedClass, PromisedInterface
from tests.mutation.sites import Mutant, Site, Technology

SEED = 7
CLASSES = 200
INTERFACES = 30

Entity = TypeVar("Entity")
Places = tuple[Site, ...]
Unlike = Callable[[Places], bool]
"""Whether the target differs there already, so that it is no place to change anything."""


def drawn(entities: Sequence[Entity], count: int, name: Callable[[Entity], str], seed: int = SEED) -> list[Entity]:
    """``count`` of the entities, in the order of their names; of a smaller count, a part of those of a bigger one."""
    order = sorted(entities, key=name)
    Random(seed).shuffle(order)
    return sorted(order[:count], key=name)


def class_mutants(target: str, page: PromisedClass, declared: Declared, unlike: Unlike) -> Iterator[Mutant]:
    """One mutant of a WMI class for each operator that applies."""
    for operator in declarations.OPERATORS:
        places = operator.sites(page, declared)
        seed = _seed(target, operator.name, f"{page.page.namespace}:{page.page.name}")
        chosen = _one(places, unlike, seed)
        if chosen:
            yield Mutant(
                *(target, operator.name, "declaration", "wmi", page.page.namespace, chosen, seed, operator.needs),
                gone=operator.gone,
            )


def interface_mutants(
    page: PromisedInterface, header: headers.HeaderInterface, unlike: Unlike, left: list[Places]
) -> Iterator[Mutant]:
    """One mutant of an interface in a header for each operator that applies; ``left`` gets the places left out."""
    for operator in headers.OPERATORS:
        places = list(operator.sites(page, header))
        left += [one for one in places if unlike(one)]
        seed = _seed("headers", operator.name, page.page.name)
        chosen = _one(places, unlike, seed)
        if chosen:
            yield Mutant(
                *("headers", operator.name, "declaration", "com", None, chosen, seed, operator.needs),
                gone=operator.gone,
            )


def object_mutants(page: PromisedInterface, report: ComInterface, unlike: Unlike) -> Iterator[Mutant]:
    """One mutant of what an object says of its interface for each operator that applies."""
    for operator in objects.OPERATORS:
        seed = _seed("objects", operator.name, page.page.name)
        chosen = _one(operator.sites(page, report), unlike, seed)
        if chosen:
            yield Mutant(
                *("objects", operator.name, "declaration", "com", None, chosen, seed, operator.needs),
                gone=operator.gone,
            )


def behaviour_mutants(
    target: str, technology: Technology, namespace: str | None, methods: Mapping[str, Promised], unlike: Unlike
) -> Iterator[Mutant]:
    """One mutant of a class's or interface's methods for each operator that applies."""
    pages = [methods[name] for name in sorted(methods)]
    for operator in behaviour.OPERATORS:
        places = [(site,) for page in pages for site in operator.sites(page)]
        if not places:
            continue
        seed = _seed(target, operator.name, f"{namespace}:{places[0][0].owner}")
        chosen = _one(places, unlike, seed)
        if chosen:
            yield Mutant(target, operator.name, "behaviour", technology, namespace, chosen, seed, operator.needs)


def unlike_these(differing: Collection[str], technology: Technology) -> Unlike:
    """Places that a failing test names without any mutant; of a member also through its method or owner."""
    known = {one.lower() for one in differing}

    def unlike(places: Places) -> bool:
        return any(f"{technology}/{name}".lower() in known for site in places for name in _around(site))

    return unlike


def _around(site: Site) -> Iterator[str]:
    yield site.member
    if site.parameter is not None:
        yield Site(site.owner, method=site.method).member


def _one(places: Iterable[Places], unlike: Unlike, seed: str) -> Places | None:
    like = sorted(one for one in places if not unlike(one))
    return Random(seed).choice(like) if like else None


def _seed(target: str, operator: str, name: str) -> str:
    """The same place for the mock and for replies, so that the two can be compared."""
    shared = "class" if target in ("mock", "replies") else target
    return f"{SEED}/{shared}/{operator}/{name}"
