"""Bytes to values and back: the only place that encodes the model."""

from collections.abc import Iterable
from typing import Any

import msgspec

from specgen.model.entities import AnyEntity
from specgen.model.facts import PageFacts
from specgen.model.findings import Finding
from specgen.model.folded import folded, refolded, spread

_FACTS = msgspec.msgpack.Decoder(PageFacts, dec_hook=refolded)
_PACK = msgspec.msgpack.Encoder(enc_hook=folded)
_ENTITY = msgspec.json.Decoder(AnyEntity)


def pack_facts(facts: PageFacts) -> bytes:
    """One page's facts as bytes, for caches and other processes."""
    return _PACK.encode(facts)


def unpack_facts(data: bytes) -> PageFacts:
    """The inverse of ``pack_facts``. Raises ValueError where ``data`` is none of its products."""
    return _FACTS.decode(data)


def entity_line(entity: AnyEntity) -> bytes:
    """One entity as a line of JSON (UTF-8, no line end)."""
    return msgspec.json.encode(entity)


def entity_from_line(line: bytes | str) -> AnyEntity:
    """The inverse of ``entity_line``. Raises ValueError with the place where the JSON departs from the schema."""
    entity: AnyEntity = _ENTITY.decode(line)
    return entity


def plain(value: Any) -> Any:
    """A model value as the dicts, lists and scalars of its JSON."""
    return msgspec.json.decode(to_json(value))


def entity_from_plain(data: Any) -> AnyEntity:
    """The inverse of ``plain``. Raises ValueError with the place where ``data`` departs from the schema."""
    entity: AnyEntity = msgspec.convert(data, AnyEntity)
    return entity


def finding_line(finding: Finding) -> bytes:
    """One finding as a line of JSON (UTF-8, no line end)."""
    return msgspec.json.encode(finding)


def to_json(value: Any) -> bytes:
    """Any model value, or plain data, as compact JSON."""
    return msgspec.json.encode(value, enc_hook=spread)


def jsonl(entities: Iterable[AnyEntity]) -> bytes:
    """JSON Lines, one entity a line."""
    return b"".join(entity_line(entity) + b"\n" for entity in entities)


def indent(data: bytes) -> bytes:
    """The same JSON, for people."""
    return msgspec.json.format(data, indent=2)


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of one entity line."""
    made = msgspec.json.schema(AnyEntity)
    for definition in made["$defs"].values():
        # Every key is always present, whether or not the value has a default in Python.
        definition["required"] = sorted(definition["properties"])
        definition["additionalProperties"] = False
        for described in definition["properties"].values():
            described.pop("default", None)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://specgen.invalid/schema/entity-1.json",
        "title": "specgen entity, schema 1",
        **made,
    }
