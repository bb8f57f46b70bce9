"""Canonical MAPI properties: the label table, read by what its values are, so that no words are needed."""

import re
from collections.abc import Iterator, Sequence

from specgen.lexicons import Lexicon
from specgen.model.facts import PropertyFacts
from specgen.reader.flow import Node
from specgen.reader.requirements import plain_label, read_requirements
from specgen.reader.terms import joined_underscores

_LISTED = re.compile(r"[,;\s]+")
_TYPE = re.compile(r"PT_[A-Z0-9_]+$")
_NAME = re.compile(r"[A-Za-z]\w*_\w+$|(?:dispid|Pid|ptag)\w+$")
_IDENTIFIER = re.compile(r"0x[0-9A-Fa-f]{1,8}$")
_KEYS = ("associated", "identifier", "lid", "data_type", "property_set", "area")


def read_property(
    nodes: Sequence[Node], name: str | None, words: Lexicon, *, typed: bool = False
) -> PropertyFacts | None:
    """The property that the label table among ``nodes`` describes; None where no row is one of such a table.

    ``name`` is the property's. ``typed``: a row must name a type, for pages that nothing else says are of a property.

    A row is known by its label where the locale's words tell, else by its value: types begin with PT_, a number is the
    identifier, or the long ID of a named property.
    """
    rows = list(_rows(nodes, words))
    told = {_by_shape(text, name) for _, text in rows} | {key for key, _ in rows if not typed}
    if not told & ({"data_type"} if typed else set(_KEYS)):
        return None
    found: dict[str, str] = {}
    for key, text in rows:
        kept = key if key in _KEYS else _by_shape(text, name)
        if kept is not None:
            found.setdefault(kept, text)
    named = found.get("lid")
    return PropertyFacts(
        tag=_number(found.get("identifier")),
        lid=_number(named),
        types=tuple(part for part in _split(found.get("data_type")) if _TYPE.match(part)),
        associated=tuple(part for part in _split(found.get("associated")) if _NAME.match(part)),
        property_set=found.get("property_set"),
        area=found.get("area") or _last(rows, found),
    )


def _rows(nodes: Sequence[Node], words: Lexicon) -> Iterator[tuple[str | None, str]]:
    for row in read_requirements(nodes, words):
        text = joined_underscores(" ".join(row.repaired)).strip()
        yield words.key("property_labels", plain_label(row.label.text)), text


def _by_shape(text: str, name: str | None) -> str | None:
    parts = list(_split(text))
    if parts and all(_TYPE.match(part) for part in parts):
        return "data_type"
    if _IDENTIFIER.match(text):
        return "lid" if (name or "").startswith("PidLid") else "identifier"
    if text.startswith(("PSETID_", "PS_")):
        return "property_set"
    return "associated" if parts and all(re.fullmatch(r"(?:PR_|dispid)\w+", part) for part in parts) else None


def _split(text: str | None) -> Iterator[str]:
    return (part for part in _LISTED.split(text or "") if part)


def _number(text: str | None) -> int | None:
    return int(text, 16) if text and _IDENTIFIER.match(text) else None


def _last(rows: Sequence[tuple[str | None, str]], found: dict[str, str]) -> str | None:
    """The area stands last; None where the last row is something else."""
    text = rows[-1][1]
    return None if text in found.values() else text or None
