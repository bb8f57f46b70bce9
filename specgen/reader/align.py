"""Alignment: which described item is which declared name.

The syntax is the truth. Items are matched by name, then by spelling (case, spaces, moved underscores), then by
position between the matched ones, then by shape (the type they state). Nothing is invented: what is left over on
either side stays left over.
"""

import itertools
from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from functools import cached_property

from specgen.model.facts import Declarator
from specgen.model.records import Record
from specgen.model.types import Alignment
from specgen.reader.terms import joined_underscores, name_fold
from specgen.reader.values import is_symbol


@dataclass(frozen=True)
class Candidate:
    """A described item, as far as alignment cares.

    ``tagged``: it states a direction, so it is a parameter and no flag. ``stated``: gives the CIM or C type it states,
    which takes reading it. ``constant``: it is written as constants are, so no place makes it a parameter.
    """

    name: str
    marked: bool
    tagged: bool
    stated: Callable[[], str | None] = lambda: None
    constant: bool = False

    @cached_property
    def type(self) -> str | None:
        """The CIM or C type that it states; few ask."""
        return self.stated()


class Match(Record, frozen=True):
    """Declared index, described index, and how they were matched."""

    declared: int
    described: int
    by: Alignment


def align(
    declared: Sequence[Declarator],
    described: Sequence[Candidate],
    *,
    alphabetical: bool = False,
    by_name_only: Container[int] = (),
) -> list[Match]:
    """The matches, in declared order. Each side is used at most once.

    ``alphabetical``: where the matched names fit both orders, the page follows the alphabet, not the syntax.
    ``by_name_only``: declared indices that no place tells (members of a structure inside a structure, which pages
    mostly leave out).
    """
    names = [item.name or "" for item in declared]
    matches = _by_key(names, described, [], "name", lambda text: joined_underscores(text.strip()))
    if len(matches) < min(len(declared), len(described)):  # else one side has nothing left to match
        matches = _by_more(declared, described, matches, alphabetical=alphabetical, by_name_only=by_name_only)
    return sorted(matches, key=lambda match: match.declared)


def _by_more(
    declared: Sequence[Declarator],
    described: Sequence[Candidate],
    by_name: list[Match],
    *,
    alphabetical: bool,
    by_name_only: Container[int],
) -> list[Match]:
    """The matches with those by spelling, position and shape."""
    names = [item.name or "" for item in declared]
    matches = _by_key(names, described, by_name, "spelling", name_fold)
    order = _best_order(names, matches, alphabetical=alphabetical)
    again = _repeated(names, described, matches)
    order = [at for at in order if at not in by_name_only and at not in again[0]]
    return _by_position(declared, described, matches, order, again[1])


def _repeated(
    names: Sequence[str], described: Sequence[Candidate], matches: Sequence[Match]
) -> tuple[frozenset[int], frozenset[int]]:
    """Declared and described indices, unmatched, whose name is matched elsewhere: each is that name once more."""
    matched = {names[match.declared] for match in matches}
    taken = {match.declared for match in matches}, {match.described for match in matches}
    return (
        frozenset(at for at, name in enumerate(names) if name in matched and at not in taken[0]),
        frozenset(at for at, one in enumerate(described) if one.name.strip() in matched and at not in taken[1]),
    )


def _by_key(
    names: Sequence[str], described: Sequence[Candidate], done: list[Match], by: Alignment, key: Callable[[str], str]
) -> list[Match]:
    """Match equal keys, in order of appearance among equals."""
    used_declared = {match.declared for match in done}
    used_described = {match.described for match in done}
    places: dict[str, deque[int]] = defaultdict(deque)
    for at, name in enumerate(names):
        if at not in used_declared and key(name):
            places[key(name)].append(at)
    found = list(done)
    for at, candidate in enumerate(described):
        free = places.get(key(candidate.name)) if at not in used_described else None
        if free:
            found.append(Match(free.popleft(), at, by))
    return found


def _best_order(names: Sequence[str], matches: Sequence[Match], *, alphabetical: bool) -> list[int]:
    """The order in which the page describes the declared names: the syntax's, or alphabetical (class pages)."""
    syntax = list(range(len(names)))
    by_alphabet = sorted(syntax, key=lambda at: names[at].casefold())
    if by_alphabet == syntax:
        return syntax
    orders = (by_alphabet, syntax) if alphabetical else (syntax, by_alphabet)
    return max(orders, key=lambda order: len(_concordant(order, matches)))


def _concordant(order: Sequence[int], matches: Sequence[Match]) -> list[Match]:
    """The longest run of matches whose described items follow one another in ``order``."""
    rank = {declared: at for at, declared in enumerate(order)}
    by_described = sorted(matches, key=lambda match: match.described)
    tails: list[int] = []
    chain: list[tuple[int, int]] = []
    back: list[int] = []
    for at, match in enumerate(by_described):
        place = bisect_left(tails, rank[match.declared])
        if place == len(tails):
            tails.append(rank[match.declared])
            chain.append((rank[match.declared], at))
        else:
            tails[place] = rank[match.declared]
            chain[place] = (rank[match.declared], at)
        back.append(chain[place - 1][1] if place else -1)
    at = chain[-1][1] if chain else -1
    run: list[Match] = []
    while at >= 0:
        run.append(by_described[at])
        at = back[at]
    return run[::-1]


def _by_position(
    declared: Sequence[Declarator],
    described: Sequence[Candidate],
    matches: list[Match],
    order: Sequence[int],
    again: frozenset[int],
) -> list[Match]:
    """Fill the gaps between anchors: as many declared as described, or as many of the right shape.

    ``again``: described indices that are left out.
    """
    rank = {at: place for place, at in enumerate(order)}
    anchors = _concordant(order, [match for match in matches if match.declared in rank])
    used_declared = {match.declared for match in matches}
    used_described = again | {match.described for match in matches}
    edges = [(-1, -1), *((rank[m.declared], m.described) for m in anchors), (len(order), len(described))]
    found = list(matches)
    for (low, first), (high, last) in itertools.pairwise(edges):
        open_declared = [order[at] for at in range(low + 1, high) if order[at] not in used_declared]
        open_described = [at for at in range(first + 1, last) if at not in used_described]
        found += _gap(declared, described, open_declared, open_described)
    return found


def _gap(
    declared: Sequence[Declarator], described: Sequence[Candidate], left: Sequence[int], right: Sequence[int]
) -> list[Match]:
    if not left or not right:
        return []
    if not any(_is_constant(declared[at]) for at in left):
        right = [at for at in right if not described[at].constant]
    for pool in (
        right,
        [at for at in right if described[at].tagged],
        [at for at in right if described[at].marked],
    ):
        if len(pool) == len(left):
            return [Match(a, b, "position") for a, b in zip(left, pool, strict=True)]
    return _by_shape(declared, described, left, right)


def _is_constant(declared: Declarator) -> bool:
    return declared.type is None or is_symbol(declared.name or "")


def _by_shape(
    declared: Sequence[Declarator], described: Sequence[Candidate], left: Sequence[int], right: Sequence[int]
) -> list[Match]:
    """In a gap of unequal sides: pairs, in order, whose stated type is one that only they share."""
    rivals = Counter((declared[at].type or "").lower() for at in left)
    fits: dict[str, list[int]] = defaultdict(list)
    for one in right:
        fits[(described[one].type or "").lower()].append(one)
    typed = ((at, (declared[at].type or "").lower()) for at in left)
    return [
        Match(at, fits[wanted][0], "shape")
        for at, wanted in typed
        if wanted and rivals[wanted] == 1 and len(fits.get(wanted, ())) == 1
    ]
