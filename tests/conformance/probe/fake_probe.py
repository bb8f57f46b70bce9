"""A program that speaks like the probe, and misbehaves on demand: the first argument says how its hello is."""

import json
import os
import sys
import time

HELLO = {
    "probe": "specgen-wmi",
    "version": 1,
    "system": "Fake 1.0",
    "allow_exec": True,
    "capabilities": ["qualifiers", "superclass", "namespaces", "unheard-of"],
}
LAMP = {
    "name": "Sample_Lamp",
    "namespace": "ROOT\\CIMV2",
    "superclass": None,
    "qualifiers": {"dynamic": True, "provider": "Lamps"},
    "properties": [
        {
            "name": "Bulb",
            "type": "reference",
            "array": False,
            "class": "Sample_Bulb",
            "origin": "Sample_Lamp",
            "qualifiers": {"key": True, "read": True, "CIMTYPE": "ref:Sample_Bulb"},
        },
        {"name": "Log", "type": "object", "array": True, "class": None, "origin": None, "qualifiers": {"write": True}},
    ],
    "methods": [
        {
            "name": "Glow",
            "origin": "Sample_Lamp",
            "returns": "uint32",
            "qualifiers": {"Static": True},
            "ordered": True,
            "parameters": [
                {
                    "name": "Brightness",
                    "type": "uint8",
                    "array": False,
                    "class": None,
                    "direction": "inout",
                    "id": 0,
                    "qualifiers": {"ID": 0, "optional": True},
                }
            ],
        }
    ],
}


def typed(kind, value):
    return {"type": kind, "array": isinstance(value, list), "value": value}


def answer(request):
    op, name = request["op"], request.get("name")
    if op == "class" and name == "Sample_Lamp":
        return {"status": "ok", "data": LAMP}
    if op == "instances":
        values = {"Hours": typed("uint64", "18446744073709551615"), "Label": typed("string", "12")}
        return {"status": "ok", "data": {"instances": [{"path": 'Sample_Lamp.Label="12"', "values": values}]}}
    if op == "object":
        return {"status": "ok" if "12" in request["path"] else "absent", "data": {}}
    if op == "invoke" and request["arguments"].get("Brightness") == "bright":
        return {"status": "error", "hresult": "0x80041008", "detail": "wrong", "data": {"refused": True}}
    if op == "invoke":
        data = {"returns": typed("uint32", 7), "outs": {"Said": typed("string", json.dumps(request))}}
        return {"status": "ok", "data": data}
    return {"status": "absent", "hresult": "0x80041002", "detail": f"no {name}", "data": None}


def say(line):
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main():
    how = sys.argv[1] if len(sys.argv) > 1 else ""
    if how == "rude":
        say('{"probe":"something else"}')
    elif how == "old":
        say(json.dumps({**HELLO, "version": 0}))
    elif how == "silent":
        time.sleep(60)
    elif how == "dead":
        sys.exit("no library")
    else:
        say(json.dumps({**HELLO, "system": f"Fake of {os.getpid()}"}))
    for line in sys.stdin:
        request = json.loads(line)
        name = request.get("name")
        if name == "Hang":
            time.sleep(60)
        if name == "Die":
            sys.stderr.write("heap is gone\n")
            sys.stderr.flush()
            os._exit(5)
        if name == "Garbage":
            say("{not JSON")
            continue
        if name == "Late":
            say(json.dumps({"id": request["id"] - 1, "status": "error"}))
        say(json.dumps({"id": request["id"], **answer(request)}))


main()
