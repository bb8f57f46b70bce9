"""What the two seed pages must give: all facts, and all findings."""

import re
from typing import Any

FRENCH = "win32/fr-fr/desktop-src/TermServ/logoff-win32-virtualdesktopsession.md"
PORTUGUESE = "office/pt-br/docs/outlook/mapi/imapisession-logoff.md"

CLASS_PAGE = """---
title: Win32_VirtualDesktopSession class
description: A session of a virtual desktop.
api_name:
- Win32_VirtualDesktopSession
- Win32_VirtualDesktopSession.Logoff
api_type:
- DllExport
---
# Win32\\_VirtualDesktopSession class

A session of a virtual desktop.

## Syntax

``` syntax
class Win32_VirtualDesktopSession
{
  uint32 SessionId;
};
```

## Members

The **Win32\\_VirtualDesktopSession** class has these types of members:

### Methods

| Method | Description |
|:--|:--|
| [**Logoff**](logoff-win32-virtualdesktopsession.md) | Ends the session.<br/> |

### Properties

<dl> <dt>

**SessionId**
</dt> <dd> <dl> <dt>

Data type: **uint32**
</dt> <dt>

Access type: Read-only
</dt> </dl>

The number of the session.

</dd> </dl>

## Requirements

| Requirement | Value |
|---|---|
| Namespace<br/> | Root\\\\CIMv2\\\\rdms<br/> |
| MOF<br/> | <dl> <dt>RDManagement.mof</dt> </dl> |
"""


def test_french_facts(french: str, compile_tree: Any) -> None:
    entity = compile_tree({FRENCH: french}).entity
    assert entity["kind"] == "wmi-method"
    assert entity["id"] == "wmi:?:Win32_VirtualDesktopSession.Logoff"
    assert (entity["name"], entity["owner"]) == ("Logoff", "Win32_VirtualDesktopSession")
    assert (entity["locale"], entity["namespace"]) == ("fr-fr", None)
    assert entity["summary"] == "Déconnecte l’utilisateur de la session de bureau virtuel."
    assert entity["parameters"] == []
    assert entity["line"] == 35
    returns = entity["returns"]
    assert (returns["type"], returns["others"]) == ("uint32", "error")
    assert [(value["value"], value["range"], value["success"]) for value in returns["values"]] == [(0, "single", True)]
    requirements = entity["requirements"]
    assert requirements["mof"] == ["RDManagement.mof"]
    assert requirements["dll"] == ["RDMS.dll"]
    assert (requirements["client"], requirements["server"]) == ("none", "Windows Server 2012")


def test_french_findings(french: str, compile_tree: Any) -> None:
    compiled = compile_tree({FRENCH: french})
    (heading,) = [finding for finding in compiled.of("SG501") if finding["line"] == 27]
    assert heading["expected"] == "Win32_VirtualDesktopSession"
    assert {(finding["found"], finding["line"]) for finding in compiled.of("SG405")} >= {("RDManagement. mof", 58)}
    (header,) = compiled.of("SG404")
    assert (header["found"], header["line"]) == ("Sensevts. h", 57)
    (namespace,) = compiled.of("SG401")
    assert (namespace["found"], namespace["line"]) == (r"Racine \\ cimv2 cimv2 \\", 56)
    assert all(finding["entity"] == "wmi:?:Win32_VirtualDesktopSession.Logoff" for finding in compiled.findings)


def test_french_namespace_from_the_class_page(french: str, compile_tree: Any) -> None:
    folder = FRENCH.rsplit("/", 1)[0]
    compiled = compile_tree({FRENCH: french, f"{folder}/win32-virtualdesktopsession.md": CLASS_PAGE})
    (method,) = [entity for entity in compiled.entities if entity["kind"] == "wmi-method"]
    assert method["namespace"] == "root/cimv2/rdms"
    assert method["id"] == "wmi:root/cimv2/rdms:Win32_VirtualDesktopSession.Logoff"


def test_french_namespace_from_the_class_page_of_the_reference(french: str, compile_tree: Any) -> None:
    folder = FRENCH.rsplit("/", 1)[0].replace("fr-fr", "en-us")
    compile_tree({f"{folder}/win32-virtualdesktopsession.md": CLASS_PAGE}, tree="english")
    compiled = compile_tree({FRENCH: french}, "--reference", "english")
    assert compiled.entity["id"] == "wmi:root/cimv2/rdms:Win32_VirtualDesktopSession.Logoff"


def test_french_namespace_from_the_reference(french: str, compile_tree: Any) -> None:
    clean = "Root" + r"\\CIMv2\\rdms"
    english = re.sub(r"Racine [^<]*", lambda _: clean, french.replace("fr-FR", "en-US"))
    assert clean in english
    compile_tree({FRENCH.replace("fr-fr", "en-us"): english}, tree="english")
    compiled = compile_tree({FRENCH: french}, "--reference", "english")
    assert compiled.entity["id"] == "wmi:root/cimv2/rdms:Win32_VirtualDesktopSession.Logoff"
    assert compiled.entity["namespace"] == "root/cimv2/rdms"


def test_portuguese_facts(portuguese: str, compile_tree: Any) -> None:
    entity = compile_tree({PORTUGUESE: portuguese}).entity
    assert entity["kind"] == "com-method"
    assert entity["id"] == "com:IMAPISession::Logoff"
    assert (entity["name"], entity["owner"], entity["locale"]) == ("Logoff", "IMAPISession", "pt-br")
    assert entity["returns"]["type"] == "HRESULT"
    assert [(value["symbol"], value["success"]) for value in entity["returns"]["values"]] == [("S_OK", True)]
    parameters = entity["parameters"]
    assert [(one["name"], one["type"], one["pointer"], one["direction"]) for one in parameters] == [
        ("ulUIParam", "ULONG_PTR", 0, "in"),
        ("ulFlags", "ULONG", 0, "in"),
        ("ulReserved", "ULONG", 0, "in"),
    ]
    values = [[value["symbol"] for value in one["values"]] for one in parameters]
    assert values == [[], ["MAPI_LOGOFF_SHARED", "MAPI_LOGOFF_UI"], []]
    assert [one["line"] for one in parameters] == [32, 33, 34]
    assert [one["described_line"] for one in parameters] == [40, 44, 56]


def test_portuguese_directions_are_repairs(portuguese: str, compile_tree: Any) -> None:
    repairs = compile_tree({PORTUGUESE: portuguese}).entity["repairs"]
    directions = [one for one in repairs if one["field"] == "direction"]
    assert {(one["member"], one["read"], one["value"]) for one in directions} == {
        ("ulUIParam", "no", "in"),
        ("ulFlags", "no", "in"),
        ("ulReserved", "no", "in"),
    }


def test_portuguese_findings(portuguese: str, compile_tree: Any) -> None:
    compiled = compile_tree({PORTUGUESE: portuguese})
    assert {finding["member"] for finding in compiled.of("SG503")} == {"ulUIParam", "ulFlags", "ulReserved"}
    names = compiled.of("SG501") + compiled.of("SG502")
    found = {(finding["found"], finding["expected"]) for finding in names}
    assert ("IMAPISession:: logoff", "IMAPISession::Logoff") in found
    assert ("CMapiObjects:: fazer logoff", "CMapiObjects::Logoff") in found
    (file,) = compiled.of("SG405")
    assert (file["found"], file["expected"]) == ("MAPIObjects. cpp", "MAPIObjects.cpp")
    assert not compiled.of("SG102")
