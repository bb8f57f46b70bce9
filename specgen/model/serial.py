"""Bytes to values and back: the only place that encodes the model."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from specgen.model.entities import AnyEntity
from specgen.model.facts import Note, PageFacts
from specgen.model.findings import Finding
from specgen.model.folded import folded, refolded, spread
from specgen.model.ledger import Ledger, Linking
from specgen.model.tree import Tree

_FACTS = msgspec.msgpack.Decoder(PageFacts, dec_hook=refolded)
_PACK = msgspec.msgpack.Encoder(enc_hook=folded)
_LEDGER = msgspec.msgpack.Decoder(Ledger)
_LINKING = msgspec.msgpack.Decoder(Linking)
_NOTED = msgspec.msgpack.Decoder(tuple[tuple[str, Note], ...])
_TREES = msgspec.msgpack.Decoder(dict[str, Tree])
_ENTITY = msgspec.json.Decoder(AnyEntity)


def pack_facts(facts: PageFacts) -> bytes:
    """One page's facts as bytes, for caches and other processes."""
    return _PACK.encode(facts)


def unpack_facts(data: bytes) -> PageFacts:
    """The inverse of ``pack_facts``. Raises ValueError where ``data`` is none of its products."""
    return _FACTS.decode(data)


def pack_ledger(ledger: Ledger) -> bytes:
    """The ledger of a check as bytes."""
    return _PACK.encode(ledger)


def unpack_ledger(data: bytes) -> Ledger:
    """The inverse of ``pack_ledger``. Raises ValueError where ``data`` is none of its products."""
    return _LEDGER.decode(data)


def pack_linking(linking: Linking) -> bytes:
    """What linking noticed on a page as bytes: none for nothing."""
    return _PACK.encode(linking) if linking != Linking() else b""


def unpack_linking(data: bytes) -> Linking:
    """The inverse of ``pack_linking``. Raises ValueError where ``data`` is none of its products."""
    return _LINKING.decode(data) if data else Linking()


def pack_noted(noted: Sequence[tuple[str, Note]]) -> bytes:
    """Notes of rules with their codes as bytes: none for nothing."""
    return _PACK.encode(tuple(noted)) if noted else b""


def unpack_noted(data: bytes) -> tuple[tuple[str, Note], ...]:
    """The inverse of ``pack_noted``. Raises ValueError where ``data`` is none of its products."""
    return _NOTED.decode(data) if data else ()


def pack_trees(trees: Mapping[str, Tree]) -> bytes:
    """Trees by their names as bytes."""
    return _PACK.encode(dict(trees))


def unpack_trees(data: bytes) -> dict[str, Tree]:
    """The inverse of ``pack_trees``. Raises ValueError where ``data`` is none of its products."""
    return _TREES.decode(data)


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
