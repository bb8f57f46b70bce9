"""Which value list a member has: its own, or that of a base that documents the same member."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from specgen.backends.stubs.values import ValueList

Key = tuple[str, str]
"""The key of a class or interface, and in it the name of a property, or of a method and a parameter."""


@dataclass(frozen=True)
class Told:
    """What the page of a member says: the list, None of a member for which none is told.

    ``rigid``: a type with other values would be another type (what arrays and storage hold), so that the list of a base
    is taken in any case. ``read``: it is a property, which gives values and takes none.
    """

    own: ValueList | None
    rigid: bool
    read: bool


Base = Callable[[str], str | None]
"""The key of a class's documented base, None where there is none."""


def inherited(told: Mapping[Key, Told], base: Base) -> dict[Key, ValueList]:
    """The list of each member that has one.

    A member that lists nothing new has the list of its base. Where a property lists values that its base does not,
    the base's are not all that there are: of such a list it is known that there are others.
    """
    settled = {key: _settled(key, told, base) for key in told}
    found = {key: one for key, one in settled.items() if one is not None}
    wider = {above.key for key, own in _listed(told) for above in _above(key, told, base) if not own.covered_by(above)}
    return {key: replace(one, closed=one.closed and one.key not in wider) for key, one in found.items()}


def _listed(told: Mapping[Key, Told]) -> Iterator[tuple[Key, ValueList]]:
    return ((key, one.own) for key, one in told.items() if one.own is not None and one.read)


def _settled(key: Key, told: Mapping[Key, Told], base: Base) -> ValueList | None:
    """The list of the farthest base that it can be taken from, one step at a time."""
    chosen = told[key].own
    rigid = told[key].rigid
    for above in _above(key, told, base):
        if chosen is not None and not rigid and not chosen.covered_by(above):
            return chosen
        chosen = above
    return chosen


def _above(key: Key, told: Mapping[Key, Told], base: Base) -> Iterator[ValueList]:
    """The lists that the bases tell for the member, nearest first."""
    owner, member = key
    met = {owner}
    while (above := base(owner)) is not None and above not in met:
        met.add(above)
        found = told.get((above, member))
        if found is not None and found.own is not None:
            yield found.own
        owner = above
