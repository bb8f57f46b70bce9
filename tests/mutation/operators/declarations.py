"""The operators on the declaration of a WMI class.

Where one applies is what the page says and the target declares just so: a fact that the page leaves open, or that the
target has otherwise already, is no place to change anything.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import get_args

from specgen.conformance.described import Access, Direction
from specgen.conformance.target import Capability
from specgen.model.entities import Parameter, Property, WmiMethod
from tests.mutation.operators.declared import Called, Declared, Element
from tests.mutation.promises import PromisedClass
from tests.mutation.sites import Site

FOREIGN = "SpecgenMutant"
"""A name that no page has."""
INTRINSIC = (
    *("boolean", "string", "datetime", "char16", "real32", "real64"),
    *("uint8", "sint8", "uint16", "sint16", "uint32", "sint32", "uint64", "sint64"),
)
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
ACCESSES: tuple[Access, ...] = get_args(Access)

Sites = Iterator[tuple[Site, ...]]


@dataclass(frozen=True)
class DeclarationOperator:
    """An operator: where it applies, given the page and the declaration, and what it changes."""

    name: str
    sites: Callable[[PromisedClass, Declared], Sites]
    change: Callable[[Declared, tuple[Site, ...], Random], None]
    needs: frozenset[Capability] = frozenset()
    gone: bool = False


def _class(page: PromisedClass, _: Declared) -> Sites:
    yield (Site(page.page.name),)


def _superclass(page: PromisedClass, declared: Declared) -> Sites:
    promised = page.page.superclass
    if promised and promised.lower() == (declared.superclass or "").lower():
        yield (Site(page.page.name),)


def _pairs(page: PromisedClass, declared: Declared) -> Iterator[tuple[Site, Property, Element]]:
    for one in declared.properties():
        promised = page.properties.get(one.name.lower())
        if promised is not None:
            yield Site(page.page.name, prop=promised.name), promised, one


def _property(page: PromisedClass, declared: Declared) -> Sites:
    for site, _, _ in _pairs(page, declared):
        yield (site,)


def _property_type(page: PromisedClass, declared: Declared) -> Sites:
    for site, promised, one in _pairs(page, declared):
        if _same_type(promised, one):
            yield (site,)


def _property_array(page: PromisedClass, declared: Declared) -> Sites:
    for site, promised, one in _pairs(page, declared):
        if _same_array(promised, one):
            yield (site,)


def _key(page: PromisedClass, declared: Declared) -> Sites:
    for site, promised, one in _pairs(page, declared):
        if promised.key and one.key:
            yield (site,)


def _no_key(page: PromisedClass, declared: Declared) -> Sites:
    """Properties whose qualifiers the page writes out, without key, in a class whose keys it marks."""
    if not any(one.key for one in page.properties.values()):
        return
    for site, promised, one in _pairs(page, declared):
        if promised.qualifiers and promised.inherited_from is None and not (promised.key or one.key):
            yield (site,)


def _access(page: PromisedClass, declared: Declared) -> Sites:
    for site, promised, one in _pairs(page, declared):
        if promised.access is not None and promised.access == one.access:
            yield (site,)


def _methods(page: PromisedClass, declared: Declared) -> Iterator[tuple[Site, WmiMethod, Called]]:
    for one in declared.methods():
        promised = page.methods.get(one.name.lower())
        if promised is not None:
            yield Site(page.page.name, method=promised.name), promised, one


def _method(page: PromisedClass, declared: Declared) -> Sites:
    """Methods that have a page, and those that the class's page lists as implemented."""
    for one in declared.methods():
        promised, listed = page.methods.get(one.name.lower()), page.listed.get(one.name.lower())
        if promised is not None:
            yield (Site(page.page.name, method=promised.name),)
        elif listed is not None and listed.implemented:
            yield (Site(page.page.name, method=listed.name),)


def _listed(page: PromisedClass, declared: Declared) -> Sites:
    """Methods of which only the class's page knows, whether it says that they are implemented or not."""
    for one in declared.methods():
        name = one.name.lower()
        if name in page.listed and name not in page.methods:
            yield (Site(page.page.name, method=page.listed[name].name),)


def _returns(page: PromisedClass, declared: Declared) -> Sites:
    for site, promised, one in _methods(page, declared):
        if promised.returns.type and promised.returns.type.lower() == (one.returns or "").lower():
            yield (site,)


def _parameters(page: PromisedClass, declared: Declared) -> Iterator[tuple[Site, Parameter, Element]]:
    for site, method, one in _methods(page, declared):
        promised = {(parameter.name or "").lower(): parameter for parameter in method.parameters}
        for taken in one.parameters:
            found = promised.get(taken.name.lower())
            if found is not None:
                yield Site(site.owner, method=site.method, parameter=found.name), found, taken


def _parameter(page: PromisedClass, declared: Declared) -> Sites:
    for site, _, _ in _parameters(page, declared):
        yield (site,)


def _parameter_type(page: PromisedClass, declared: Declared) -> Sites:
    for site, promised, one in _parameters(page, declared):
        if _same_type(promised, one):
            yield (site,)


def _parameter_array(page: PromisedClass, declared: Declared) -> Sites:
    for site, promised, one in _parameters(page, declared):
        if _same_array(promised, one):
            yield (site,)


def _direction(page: PromisedClass, declared: Declared) -> Sites:
    for site, promised, one in _parameters(page, declared):
        if promised.direction is not None and promised.direction == one.direction:
            yield (site,)


def _neighbours(page: PromisedClass, declared: Declared) -> Sites:
    """Every two parameters of a method that has them all, and in the page's order."""
    for site, method, one in _methods(page, declared):
        promised = [(parameter.name or "") for parameter in method.parameters]
        if [name.lower() for name in promised] != [taken.name.lower() for taken in one.parameters]:
            continue
        sites = [Site(site.owner, method=site.method, parameter=name) for name in promised]
        for at, first in enumerate(sites):
            for second in sites[at + 1 :]:
                yield first, second


def _same_type(promised: Property | Parameter, one: Element) -> bool:
    return promised.type is not None and promised.type.lower() == one.type.lower()


def _same_array(promised: Property | Parameter, one: Element) -> bool:
    return promised.type is not None and (promised.array is not None) == one.array


def _drop(declared: Declared, sites: tuple[Site, ...], _: Random) -> None:
    declared.drop(sites[0])


def _rename(declared: Declared, sites: tuple[Site, ...], _: Random) -> None:
    declared.rename(sites[0], FOREIGN)


def _derive(declared: Declared, _: tuple[Site, ...], __: Random) -> None:
    declared.superclass = FOREIGN


def _element(declared: Declared, site: Site) -> Element:
    if site.prop is not None:
        return next(one for one in declared.properties() if one.name.lower() == site.prop.lower())
    method = _called(declared, site)
    return next(one for one in method.parameters if one.name.lower() == str(site.parameter).lower())


def _called(declared: Declared, site: Site) -> Called:
    return next(one for one in declared.methods() if one.name.lower() == str(site.method).lower())


def _retype(declared: Declared, sites: tuple[Site, ...], chance: Random) -> None:
    now = _element(declared, sites[0]).type.lower()
    declared.retype(sites[0], chance.choice([one for one in INTRINSIC if one != now]))


def _rearray(declared: Declared, sites: tuple[Site, ...], _: Random) -> None:
    declared.set_array(sites[0], array=not _element(declared, sites[0]).array)


def _turn(declared: Declared, sites: tuple[Site, ...], chance: Random) -> None:
    now = _element(declared, sites[0]).direction
    declared.set_direction(sites[0], chance.choice([one for one in DIRECTIONS if one != now]))


def _rekey(declared: Declared, sites: tuple[Site, ...], _: Random) -> None:
    declared.set_key(sites[0], key=not _element(declared, sites[0]).key)


def _reaccess(declared: Declared, sites: tuple[Site, ...], chance: Random) -> None:
    now = _element(declared, sites[0]).access
    declared.set_access(sites[0], chance.choice([one for one in ACCESSES if one != now]))


def _rereturn(declared: Declared, sites: tuple[Site, ...], chance: Random) -> None:
    now = (_called(declared, sites[0]).returns or "").lower()
    declared.set_return(sites[0], chance.choice([one for one in INTRINSIC if one != now]))


def _swap(declared: Declared, sites: tuple[Site, ...], _: Random) -> None:
    declared.swap(*sites)


def _operator(
    name: str,
    sites: Callable[[PromisedClass, Declared], Sites],
    change: Callable[[Declared, tuple[Site, ...], Random], None],
    *needs: Capability,
) -> DeclarationOperator:
    return DeclarationOperator(name, sites, change, frozenset({Capability.CLASSES, *needs}), gone=sites is _class)


OPERATORS: tuple[DeclarationOperator, ...] = (
    *(_operator("drop class", _class, _drop), _operator("rename class", _class, _rename)),
    _operator("change superclass", _superclass, _derive, Capability.SUPERCLASSES),
    *(_operator("drop property", _property, _drop), _operator("rename property", _property, _rename)),
    _operator("change type of property", _property_type, _retype, Capability.TYPES),
    _operator("change array of property", _property_array, _rearray, Capability.TYPES),
    _operator("take key away", _key, _rekey, Capability.KEYS),
    _operator("make key", _no_key, _rekey, Capability.KEYS),
    _operator("change access", _access, _reaccess, Capability.ACCESS),
    *(_operator("drop method", _method, _drop), _operator("rename method", _method, _rename)),
    *(_operator("drop listed method", _listed, _drop), _operator("rename listed method", _listed, _rename)),
    _operator("change return type", _returns, _rereturn, Capability.RETURN_TYPES),
    _operator("drop parameter", _parameter, _drop, Capability.PARAMETER_NAMES),
    _operator("rename parameter", _parameter, _rename, Capability.PARAMETER_NAMES),
    _operator("change type of parameter", _parameter_type, _retype, Capability.TYPES),
    _operator("change array of parameter", _parameter_array, _rearray, Capability.TYPES),
    _operator("change direction", _direction, _turn, Capability.DIRECTIONS),
    _operator("swap parameters", _neighbours, _swap, Capability.PARAMETER_NAMES, Capability.PARAMETER_ORDER),
)
