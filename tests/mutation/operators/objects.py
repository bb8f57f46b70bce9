"""The operators on what an object says of a COM interface of its own: the stand-ins, which tell directions too.

A report is a value, so that a change is another report. ``None`` stands for an interface that is not there.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import get_args

from specgen.conformance.described import ComInterface, Direction, Method, Parameter
from specgen.conformance.target import Capability
from specgen.model.entities import ComMethod
from specgen.model.entities import Parameter as Promised
from tests.mutation.promises import PromisedInterface
from tests.mutation.sites import Site

FOREIGN = "SpecgenMutant"
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
_TYPES = ("BYTE", "ULONG", "LONGLONG", "LPSTR", "LPUNKNOWN")

Sites = Iterator[tuple[Site, ...]]
Report = ComInterface | None


@dataclass(frozen=True)
class ObjectOperator:
    """An operator: where it applies, given the page and the report, and the report that it makes."""

    name: str
    sites: Callable[[PromisedInterface, ComInterface], Sites]
    change: Callable[[ComInterface, tuple[Site, ...], Random], Report]
    needs: frozenset[Capability]
    gone: bool = False


def _whole(page: PromisedInterface, _: ComInterface) -> Sites:
    yield (Site(page.page.name),)


def _based(page: PromisedInterface, report: ComInterface) -> Sites:
    if page.page.base and page.page.base == report.base:
        yield (Site(page.page.name),)


def _documented(page: PromisedInterface, report: ComInterface) -> Iterator[tuple[Site, ComMethod, Method]]:
    names = [one.name for one in report.methods]
    for one in report.methods:
        promised = page.methods.get(one.name)
        if promised is not None and names.count(one.name) == 1:
            yield Site(page.page.name, method=one.name), promised, one


def _methods(page: PromisedInterface, report: ComInterface) -> Sites:
    for site, _, _ in _documented(page, report):
        yield (site,)


def _returning(page: PromisedInterface, report: ComInterface) -> Sites:
    for site, promised, one in _documented(page, report):
        if promised.returns.type and promised.returns.type == one.returns:
            yield (site,)


def _slots(page: PromisedInterface, report: ComInterface) -> Sites:
    found = _documented(page, report)
    sites = [site for site, promised, one in found if promised.slot is not None and promised.slot == one.slot]
    yield from ((one, other) for at, one in enumerate(sites) for other in sites[at + 1 :])


def _taken(page: PromisedInterface, report: ComInterface) -> Iterator[tuple[Site, Promised, Parameter]]:
    for site, promised, one in _documented(page, report):
        for said, told in zip(promised.parameters, one.parameters, strict=False):
            if said.name is not None and said.name == told.name:
                yield Site(site.owner, method=site.method, parameter=said.name), said, told


def _parameters(page: PromisedInterface, report: ComInterface) -> Sites:
    for site, _, _ in _taken(page, report):
        yield (site,)


def _typed(page: PromisedInterface, report: ComInterface) -> Sites:
    for site, said, told in _taken(page, report):
        if said.type and (said.type, said.pointer) == (told.type, told.pointer):
            yield (site,)


def _directed(page: PromisedInterface, report: ComInterface) -> Sites:
    for site, said, told in _taken(page, report):
        if said.direction is not None and said.direction == told.direction:
            yield (site,)


def _pairs(page: PromisedInterface, report: ComInterface) -> Sites:
    sites = [site for site, _, _ in _taken(page, report)]
    yield from ((one, other) for at, one in enumerate(sites) for other in sites[at + 1 :] if one.method == other.method)


def _with_methods(report: ComInterface, change: Callable[[Method], Method | None]) -> ComInterface:
    return replace(report, methods=tuple(new for one in report.methods if (new := change(one)) is not None))


def _with_method(report: ComInterface, site: Site, change: Callable[[Method], Method | None]) -> ComInterface:
    return _with_methods(report, lambda one: change(one) if one.name == site.method else one)


def _with_parameter(report: ComInterface, site: Site, change: Callable[[Parameter], Parameter | None]) -> ComInterface:
    def changed(method: Method) -> Method:
        taken = (change(one) if one.name == site.parameter else one for one in method.parameters)
        return replace(method, parameters=tuple(one for one in taken if one is not None))

    return _with_method(report, site, changed)


def _drop_interface(_: ComInterface, __: tuple[Site, ...], ___: Random) -> Report:
    return None


def _rebase(report: ComInterface, _: tuple[Site, ...], __: Random) -> Report:
    return replace(report, base=f"I{FOREIGN}")


def _drop_method(report: ComInterface, sites: tuple[Site, ...], _: Random) -> Report:
    return _with_method(report, sites[0], lambda _: None)


def _rename_method(report: ComInterface, sites: tuple[Site, ...], _: Random) -> Report:
    return _with_method(report, sites[0], lambda one: replace(one, name=FOREIGN))


def _rereturn(report: ComInterface, sites: tuple[Site, ...], _: Random) -> Report:
    return _with_method(
        report, sites[0], lambda one: replace(one, returns="ULONG" if one.returns == "HRESULT" else "HRESULT")
    )


def _swap_slots(report: ComInterface, sites: tuple[Site, ...], _: Random) -> Report:
    slots = {one.name: one.slot for one in report.methods}
    first, second = (str(site.method) for site in sites)
    other = {first: slots[second], second: slots[first]}
    return _with_methods(report, lambda one: replace(one, slot=other.get(one.name, one.slot)))


def _drop_parameter(report: ComInterface, sites: tuple[Site, ...], _: Random) -> Report:
    return _with_parameter(report, sites[0], lambda _: None)


def _rename_parameter(report: ComInterface, sites: tuple[Site, ...], _: Random) -> Report:
    return _with_parameter(report, sites[0], lambda one: replace(one, name=FOREIGN))


def _retype(report: ComInterface, sites: tuple[Site, ...], chance: Random) -> Report:
    return _with_parameter(
        report, sites[0], lambda one: replace(one, type=chance.choice([name for name in _TYPES if name != one.type]))
    )


def _repoint(report: ComInterface, sites: tuple[Site, ...], _: Random) -> Report:
    return _with_parameter(report, sites[0], lambda one: replace(one, pointer=one.pointer + 1))


def _turn(report: ComInterface, sites: tuple[Site, ...], chance: Random) -> Report:
    return _with_parameter(
        report,
        sites[0],
        lambda one: replace(one, direction=chance.choice([way for way in DIRECTIONS if way != one.direction])),
    )


def _swap(report: ComInterface, sites: tuple[Site, ...], _: Random) -> Report:
    names = [site.parameter for site in sites]

    def changed(method: Method) -> Method:
        taken = list(method.parameters)
        first, second = (next(at for at, one in enumerate(taken) if one.name == name) for name in names)
        taken[first], taken[second] = taken[second], taken[first]
        return replace(method, parameters=tuple(taken))

    return _with_method(report, sites[0], changed)


def _operator(
    name: str,
    sites: Callable[[PromisedInterface, ComInterface], Sites],
    change: Callable[[ComInterface, tuple[Site, ...], Random], Report],
    *needs: Capability,
) -> ObjectOperator:
    return ObjectOperator(name, sites, change, frozenset({Capability.INTERFACES, *needs}), gone=sites is _whole)


OPERATORS: tuple[ObjectOperator, ...] = (
    _operator("drop interface", _whole, _drop_interface),
    _operator("change base", _based, _rebase, Capability.SUPERCLASSES),
    *(_operator("drop method", _methods, _drop_method), _operator("rename method", _methods, _rename_method)),
    _operator("swap slots", _slots, _swap_slots, Capability.SLOTS),
    _operator("change return type", _returning, _rereturn, Capability.RETURN_TYPES),
    _operator("drop parameter", _parameters, _drop_parameter, Capability.PARAMETER_NAMES),
    _operator("rename parameter", _parameters, _rename_parameter, Capability.PARAMETER_NAMES),
    _operator("change type of parameter", _typed, _retype, Capability.TYPES),
    _operator("change pointer of parameter", _typed, _repoint, Capability.TYPES),
    _operator("change direction", _directed, _turn, Capability.DIRECTIONS),
    _operator("swap parameters", _pairs, _swap, Capability.PARAMETER_NAMES, Capability.PARAMETER_ORDER),
)
