"""The probe's JSON in the vocabulary of targets."""

import copy
import math
from typing import Any

import pytest

from specgen.conformance.described import Parameter, Property
from specgen.conformance.target import Capability
from specgen.conformance.targets import wire

PLAIN: dict[str, Any] = {
    "name": "Sample_Lamp",
    "namespace": "ROOT\\CIMV2",
    "superclass": None,
    "qualifiers": None,
    "properties": [{"name": "Bulb", "type": "reference", "array": False, "class": None, "qualifiers": None}],
    "methods": [
        {
            "name": "Glow",
            "returns": None,
            "qualifiers": None,
            "ordered": False,
            "parameters": [
                {"name": "Log", "type": "object", "array": False, "class": None, "direction": "in", "qualifiers": None}
            ],
        }
    ],
}


def typed(kind: str, value: object) -> dict[str, object]:
    return {"type": kind, "array": isinstance(value, list), "value": value}


@pytest.mark.parametrize(
    ("kind", "held", "meant"),
    [
        ("uint64", "18446744073709551615", 18446744073709551615),
        ("sint64", "-9223372036854775808", -9223372036854775808),
        ("uint64", "many", "many"),
        ("uint64", "", ""),
        ("string", "18446744073709551615", "18446744073709551615"),
        ("uint32", 4294967295, 4294967295),
        ("uint32", "x", "x"),
        ("real64", 1.5, 1.5),
        ("real32", 2, 2.0),
        ("real64", "-inf", -math.inf),
        ("boolean", True, True),
        ("datetime", "20261120204456.791000+00", "20261120204456.791000+00"),
        ("string", None, None),
        ("string", ["a", None], ["a", None]),
        ("uint64", ["1", "2"], [1, 2]),
        ("object", {"class": "Sample_Bulb", "values": {"Watt": typed("uint64", "40")}}, {"Watt": 40}),
    ],
)
def test_values(kind: str, held: object, meant: object) -> None:
    value = wire.value(typed(kind, held))
    assert value == meant and type(value) is type(meant)


def test_what_cannot_be_read_is_not_said() -> None:
    found = wire.wmi_class(PLAIN, superclasses=False)
    assert (found.namespace, found.superclass, found.qualifiers) == ("root/cimv2", None, None)
    assert found.properties == (Property("Bulb", None, ref=True),)
    assert found.methods[0].parameters == (Parameter("Log", None, "in"),)
    assert (found.methods[0].returns, found.methods[0].static) == ("void", None)


def test_no_superclass_is_said_where_superclasses_are() -> None:
    assert wire.wmi_class(PLAIN, superclasses=True).superclass == ""


def test_qualifiers_tell_keys_access_and_more() -> None:
    data = copy.deepcopy(PLAIN)
    data["qualifiers"] = {"Abstract": True, "Values": ["a", "b"]}
    data["properties"][0] |= {"class": "Sample_Bulb", "qualifiers": {"KEY": True, "read": True, "write": True}}
    data["methods"][0] |= {"qualifiers": {"static": True}}
    data["methods"][0]["parameters"][0] |= {"qualifiers": {"Optional": True}}
    found = wire.wmi_class(data, superclasses=True)
    assert found.qualifiers == {"Abstract": True, "Values": ("a", "b")}
    assert found.properties == (Property("Bulb", "Sample_Bulb", ref=True, access="readwrite", key=True),)
    assert found.methods[0].parameters == (Parameter("Log", "object", "in", optional=True),)
    assert found.methods[0].static is True


def test_capabilities_are_those_of_the_hello() -> None:
    plain = wire.capabilities([], allow_exec=False)
    assert Capability.TYPES in plain and Capability.INSTANCES in plain
    assert not plain & {Capability.KEYS, Capability.SUPERCLASSES, Capability.INVOKE, Capability.NAMESPACES}
    rich = wire.capabilities(["qualifiers", "superclass", "unheard-of"], allow_exec=True)
    assert rich - plain == {
        Capability.QUALIFIERS,
        Capability.KEYS,
        Capability.ACCESS,
        Capability.SUPERCLASSES,
        Capability.INVOKE,
        Capability.OUT_PARAMETERS,
    }


@pytest.mark.parametrize("status", ["absent", "unsupported", "timeout", "error"])
def test_a_reply_that_is_not_ok_has_a_reason_and_no_data(status: str) -> None:
    found = wire.reply({"status": status, "detail": "why", "data": None}, wire.instances)
    assert (found.status, found.data, found.detail) == (status, None, "why")


def test_outcomes() -> None:
    data = {"returns": typed("uint32", 9), "outs": {"ProcessId": typed("uint32", 0)}}
    done = wire.outcome({"status": "ok", "data": data}).data
    assert done is not None and (done.code, done.outs, done.refused) == (9, {"ProcessId": 0}, False)
    said = {"status": "error", "hresult": "0x80041008", "detail": "no", "data": {"refused": True}}
    refused = wire.outcome(said)
    assert refused.status == "ok" and refused.data is not None
    assert (refused.data.code, refused.data.refused, refused.data.detail) == (0x80041008, True, "no")
    assert wire.outcome({"status": "unsupported", "detail": "started without --allow-exec"}).status == "unsupported"


@pytest.mark.parametrize(
    "message",
    [
        None,
        [],
        {},
        {"status": "fine"},
        {"status": "ok"},
        {"status": "ok", "data": []},
        {"status": "absent", "detail": 3},
        {"status": "ok", "data": {"instances": None}},
        {"status": "ok", "data": {"instances": [3]}},
        {"status": "ok", "data": {"instances": [{"path": 3, "values": {}}]}},
        {"status": "ok", "data": {"instances": [{"path": None, "values": {"a": 3}}]}},
        {"status": "ok", "data": {"instances": [{"path": None, "values": {"a": typed("string", [["x"]])}}]}},
    ],
)
def test_damaged_replies_are_refused(message: object) -> None:
    with pytest.raises(wire.WireError):
        wire.reply(message, wire.instances)


@pytest.mark.parametrize("member", ["name", "namespace", "properties", "methods"])
def test_a_class_with_a_damaged_member_is_refused(member: str) -> None:
    for damage in (3, {"x": 1}):
        with pytest.raises(wire.WireError, match=r"name|properties|methods"):
            wire.wmi_class({**PLAIN, member: damage}, superclasses=True)


def test_a_parameter_has_a_direction() -> None:
    data = copy.deepcopy(PLAIN)
    data["methods"][0]["parameters"][0]["direction"] = "sideways"
    with pytest.raises(wire.WireError, match="sideways"):
        wire.wmi_class(data, superclasses=True)
