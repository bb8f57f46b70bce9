"""Hand-made libraries for the tests of backends."""

from typing import Any

from specgen.model.entities import (
    AnyEntity,
    ComInterface,
    ComMethod,
    Parameter,
    Property,
    Requirements,
    Returns,
    Value,
    WmiClass,
    WmiMethod,
)
from specgen.model.library import Library

EVIL = 'x""" + __import__("os").system("id") # \\'


def parameter(name: str | None, kind: str = "string", **facts: Any) -> Parameter:
    plain: dict[str, Any] = {**_MEMBER, "pointer": 0, "const": False, "direction": "in", "optional": False}
    return Parameter(**{**plain, "name": name, "type": kind, "raw": f"{kind} {name}", **facts})


def prop(name: str, kind: str = "string", **facts: Any) -> Property:
    plain: dict[str, Any] = {**_MEMBER, "access": "read", "key": False, "inherited_from": None}
    return Property(**{**plain, "name": name, "type": kind, "raw": f"{kind} {name}", **facts})


_MEMBER: dict[str, Any] = {
    "array": None,
    "ref": False,
    "embedded": False,
    "qualifiers": {},
    "values": (),
    "constraints": (),
    "default": None,
    "description": None,
    "line": 3,
    "described_line": 9,
}


def value(number: int | str | None, **facts: Any) -> Value:
    plain: dict[str, Any] = {"last": None, "range": "single", "symbol": None, "name": None, "label": None}
    return Value(**{**plain, "value": number, "success": None, "raw": "", "description": None, "line": 1, **facts})


def _entity(identity: str, name: str, owner: str | None, facts: dict[str, Any]) -> dict[str, Any]:
    page = "-".join(part.lower() for part in (owner, name) if part) + ".md"
    plain: dict[str, Any] = {"locale": "en-us", "docset": "win32", "root": ".", "page": page, "line": 12}
    empty: dict[str, Any] = {
        "api_names": (),
        "summary": None,
        "requirements": Requirements(),
        "repairs": (),
        "findings": (),
    }
    return {**plain, **empty, "id": identity, "name": name, "owner": owner, **facts}


def wmi_class(name: str, *properties: Property, namespace: str | None = "root/x", **facts: Any) -> WmiClass:
    own: dict[str, Any] = {
        "namespace": namespace,
        "namespaces": (),
        "superclass": None,
        "qualifiers": {},
        "traits": (),
        "methods": (),
    }
    identity = f"wmi:{namespace or '?'}:{name}"
    return WmiClass(**_entity(identity, name, None, {**own, "properties": properties, **facts}))


def wmi_method(
    owner: str, name: str, *parameters: Parameter, namespace: str | None = "root/x", **facts: Any
) -> WmiMethod:
    own: dict[str, Any] = {
        "namespace": namespace,
        "qualifiers": {},
        "static": False,
        "implemented": True,
        "returns": returns("uint32"),
    }
    identity = f"wmi:{namespace or '?'}:{owner}.{name}"
    return WmiMethod(**_entity(identity, name, owner, {**own, "parameters": parameters, **facts}))


def returns(kind: str | None, *values: Value) -> Returns:
    return Returns(kind, 0, kind, 10, True, values, None)


def com_interface(name: str, base: str | None = "IUnknown", **facts: Any) -> ComInterface:
    own: dict[str, Any] = {
        "base": base,
        "iid": None,
        "iid_symbol": None,
        "clsids": (),
        "order": "vtable",
        "methods": (),
    }
    return ComInterface(**_entity(f"com:{name}", name, None, {**own, **facts}))


def com_method(owner: str, name: str, *parameters: Parameter, **facts: Any) -> ComMethod:
    own: dict[str, Any] = {"slot": None, "accessor": None, "returns": returns("HRESULT")}
    return ComMethod(**_entity(f"com:{owner}::{name}", name, owner, {**own, "parameters": parameters, **facts}))


def library(*entities: AnyEntity) -> Library:
    return Library(entities=tuple(sorted(entities, key=lambda one: (one.id, one.locale, one.root, one.page, one.line))))
