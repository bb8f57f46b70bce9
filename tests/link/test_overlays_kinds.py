"""Overlays know no kind: each that the schema publishes can be mended, and its members wherever they stand."""

from typing import Any

import pytest

from specgen.link import apply_overlays
from specgen.model.entities import AnyEntity
from specgen.model.library import Library
from specgen.model.overlays import Overlay, OverlayError, Plain
from specgen.model.serial import entity_from_plain, plain, schema
from specgen.model.types import ENTITY_KINDS

SCHEMA = schema()


def _smallest(described: dict[str, Any]) -> Any:
    """The emptiest value that a piece of the schema allows."""
    if "$ref" in described:
        return _smallest(SCHEMA["$defs"][described["$ref"].rpartition("/")[2]])
    if "anyOf" in described:
        types = described["anyOf"]
        return None if {"type": "null"} in types else _smallest(types[0])
    if "enum" in described:
        return None if None in described["enum"] else described["enum"][0]
    if described.get("type") == "object":
        return {key: _smallest(one) for key, one in described.get("properties", {}).items()}
    empty = {"array": [], "string": "x", "integer": 0, "boolean": False, "number": 0.5, "null": None}
    return empty[described["type"]]


def _entity(kind: str, **keys: Any) -> AnyEntity:
    (definition,) = [one for one in SCHEMA["$defs"].values() if one["properties"].get("kind", {}).get("enum") == [kind]]
    return entity_from_plain({**_smallest(definition), "kind": kind, "line": 3, **keys})


def _smallest_of(definition: str, /, **keys: Any) -> Any:
    return {**_smallest(SCHEMA["$defs"][definition]), **keys}


def _mended(entity: AnyEntity, field: str, was: Plain, now: Plain, member: str | None = None) -> Any:
    overlay = Overlay("known.toml", 1, entity.id, field, was, now, "Seen.", "https://example.org/", None, member)
    (made,) = apply_overlays(Library((), (entity,)), [overlay]).entities
    return made


@pytest.mark.parametrize("kind", ENTITY_KINDS)
def test_every_kind_can_be_mended(kind: str) -> None:
    entity = _entity(kind)
    made = _mended(entity, "summary", None, "What it is.")
    old, new = plain(entity), plain(made)
    (repair,) = new["repairs"]
    assert (repair["field"], repair["read"], repair["value"], repair["line"]) == ("summary", "null", "What it is.", 3)
    assert new == {**old, "summary": "What it is.", "repairs": [repair], "findings": ["SG906"]}


@pytest.mark.parametrize("kind", ENTITY_KINDS)
def test_every_single_fact_of_every_kind_is_a_field(kind: str) -> None:
    """A new value of another type is refused by the schema, and not for want of a field."""
    entity = _entity(kind)
    fixed = {"schema", "kind", "id", "name", "owner", "primary", "locale", "docset", "root", "page", "line"}
    for key, value in plain(entity).items():
        if key in fixed | {"repairs", "findings"} or isinstance(value, dict):
            continue
        with pytest.raises(OverlayError, match="now cannot be"):
            _mended(entity, key, value, [[True]])


def test_a_member_inside_a_member() -> None:
    inner = [_smallest_of("StructMember", name=name, line=5) for name in ("lVal", "dblVal")]
    outer = _smallest_of("StructMember", name=None, kind="union", members=inner, line=4)
    entity = _entity("struct", members=[_smallest_of("StructMember", name="vt", line=2), outer])
    made = _mended(entity, "members[#2].members[dblVal].type", None, "double")
    assert [one.type for one in made.members[1].members] == [None, "double"]
    assert made.repairs[0].line == 5
    assert _mended(entity, "members[lVal].pointer", 0, 1, "#2").members[1].members[0].pointer == 1


def test_constants_by_symbol_or_name() -> None:
    values = [
        _smallest_of("Value", symbol=symbol, value=at, raw=symbol, line=at)
        for at, symbol in enumerate(("A_OK", "A_NO"), 6)
    ]
    made = _mended(_entity("constants", members=values), "value", 7, 0x80041002, "A_NO")
    assert [one.value for one in made.members] == [6, 0x80041002]
    assert made.repairs[0].value == "2147749890"
    named = [_smallest_of("EnumConstant", name=name, line=9) for name in ("eOne", "eTwo")]
    assert _mended(_entity("enum", members=named), "value", None, 2, "eTwo").members[1].value == 2
