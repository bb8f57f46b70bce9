"""Whether two compilations say the same: all that a reader of the model relies on, but for running text.

Mending a page changes what its sentences look like, where things stand, and what had to be repaired; it must change
nothing else. The case of a namespace says nothing (DSP0004), so it may change too.
"""

from collections.abc import Iterable
from typing import Any

from specgen.model.entities import AnyEntity
from specgen.model.serial import plain

_SPELLING = frozenset(
    {"summary", "description", "raw", "label", "text", "line", "described_line", "repairs", "findings"}
)

_CASELESS = frozenset({"namespace", "namespaces"})


def departures(before: Iterable[AnyEntity], after: Iterable[AnyEntity]) -> set[tuple[str, str]]:
    """Pages, as (root, page), whose entities differ, appeared or disappeared."""
    old, new = _facts(before), _facts(after)
    return {place for place in {*old, *new} if old.get(place) != new.get(place)}


def _facts(entities: Iterable[AnyEntity]) -> dict[tuple[str, str], list[Any]]:
    found: dict[tuple[str, str], list[Any]] = {}
    for entity in entities:
        found.setdefault((entity.root, entity.page), []).append(_bare(plain(entity)))
    for facts in found.values():
        facts.sort(key=lambda one: (one["kind"], one["id"]))
    return found


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {key: _bare(one) for key, one in value.items() if key not in _SPELLING}
        return kept | {key: _folded(kept[key]) for key in _CASELESS & kept.keys()}
    if isinstance(value, list):
        return [_bare(one) for one in value]
    return value


def _folded(value: Any) -> Any:
    if isinstance(value, list):
        return [_folded(one) for one in value]
    return value.casefold() if isinstance(value, str) else value
