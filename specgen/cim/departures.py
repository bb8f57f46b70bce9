"""Departures: every repair of a schema with the place on the page that it departs from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from specgen.cim import Schema, Space
from specgen.cim.features import Feature, Method
from specgen.cim.schema import CimClass
from specgen.model.departures import Applied


@dataclass(frozen=True)
class Departed:
    """A repair at its place: ``root`` and ``page``, the 1-based ``line``, and the member where it is about one."""

    root: str
    page: str
    line: int
    member: str | None
    applied: Applied


def departures(made: Schema) -> Iterator[Departed]:
    """Every repair of the classes as they load, in their order. A class without a page stands with its first method.

    Of properties those too that a superclass declares, so that they are not written: their pages depart all the same.
    """
    for space in made.spaces:
        yield from departures_in(space)


def departures_in(space: Space) -> Iterator[Departed]:
    """Those of one namespace."""
    listed = {one.key: one.properties for one in space.flat}
    for one in space.linked.classes:
        yield from _of_class(one, listed[one.key])


def _of_class(one: CimClass, properties: Iterable[Feature]) -> Iterator[Departed]:
    if one.page is not None:
        place = (one.root, one.page, one.line)
    elif one.methods:
        first = one.methods[0]
        place = (first.root, first.page, first.line)
    else:
        return
    yield from (Departed(*place, None, applied) for applied in one.repairs)
    yield from _of_features(properties, place)
    for method in one.methods:
        yield from _of_method(method)


def _of_method(method: Method) -> Iterator[Departed]:
    place = (method.root, method.page, method.line)
    yield from (Departed(*place, None, applied) for applied in method.repairs)
    yield from _of_features(method.parameters, place)


def _of_features(features: Iterable[Feature], place: tuple[str, str, int]) -> Iterator[Departed]:
    root, page, line = place
    for one in features:
        yield from (Departed(root, page, one.line or line, str(one.name), applied) for applied in one.repairs)
