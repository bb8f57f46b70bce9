"""From pages to a header and a type library: hand-written pages in the form of MAPI's."""

from pathlib import Path

import pytest

from specgen.cli.entry import run
from tests.backends.idl.widl import compiled, missing

INTERFACE = """---
title: "{name}  {base}"
api_name:
- {name}
api_type:
- COM
---

# {name} : {base}

**Applies to**: Outlook 2013

Measures what is in a cup.

|Property |Value |
|:-----|:-----|
|Header file:  <br/> |Cups.h  <br/> |
|Interface identifier:  <br/> |IID_{name}  <br/> |
|Pointer type:  <br/> |LP{upper}  <br/> |

## Vtable order

|Member |Description |
|:-----|:-----|
{rows}
"""

METHOD = """---
title: "{owner}{name}"
api_name:
- {owner}.{name}
api_type:
- COM
---

# {owner}::{name}

**Applies to**: Outlook 2013

Pours some more.

```cpp
HRESULT {name}(
{parameters}
);
```

## Parameters

{described}

## Return value

S_OK

> It is in the cup.
"""

STRUCTURE = """---
title: "CUPUID"
api_name:
- CUPUID
api_type:
- COM
---

# CUPUID

**Applies to**: Outlook 2013

Says which cup it is.

|Property |Value |
|:-----|:-----|
|Header file:  <br/> |Cups.h  <br/> |

```cpp
typedef struct _CUPUID
{
  BYTE ab[16];
  ULONG FAR *lpulLeft;
  LPCUPTABLE lpTable;
} CUPUID, FAR *LPCUPUID;

```

## Members

 **ab**

> The number of the cup.
"""


def interface(name: str, base: str, *listed: str) -> str:
    rows = "\n".join(f"|[{one}]({name.lower()}-{one.lower()}.md) <br/> |Pours. |" for one in listed)
    return INTERFACE.format(name=name, base=base, upper=name[1:].upper(), rows=rows)


def method(owner: str, name: str, *parameters: tuple[str, str, str]) -> str:
    declared = ",\n".join(f"  {kind} {word}" for _, kind, word in parameters)
    described = "\n\n".join(f" _{word}_\n\n> [{direction}] A cup." for direction, _, word in parameters)
    return METHOD.format(owner=owner, name=name, parameters=declared, described=described)


PAGES = {
    "icuptableiunknown.md": interface("ICupTable", "IUnknown", "Pour", "Stir"),
    "icuptable-pour.md": method(
        "ICupTable",
        "Pour",
        ("in", "ULONG_PTR", "ulUIParam"),
        ("in", "LPCUPUID", "lpUid"),
        ("out", "LPCUPTABLE FAR *", "lppTable"),
        ("in, out", "ULONG FAR *", "lpulCups"),
        ("out", "ULONG_PTR", "lpulConnection"),
        ("in", "LPSUGAR", "lpSugar"),
    ),
    "ibigcuptableicuptable.md": interface("IBigCupTable", "ICupTable", "Spill"),
    "ibigcuptable-spill.md": method("IBigCupTable", "Spill", ("in", "HRESULT", "hr")),
    "cupuid.md": STRUCTURE,
}


@pytest.fixture
def generated(tmp_path: Path) -> Path:
    pages = tmp_path / "en-us"
    pages.mkdir()
    for name, text in PAGES.items():
        (pages / name).write_text(text, encoding="utf-8")
    out = tmp_path / "out"
    assert run(["generate", str(pages), "--out", str(out), "--backend", "idl", "--quiet"]) == 0
    return out / "idl"


def test_pages_become_interfaces(generated: Path) -> None:
    pour = (generated / "icuptable.idl").read_text("utf-8")
    assert "interface ICupTable : IUnknown" in pour
    assert "[in] LPCUPUID lpUid,\n    [out] LPCUPTABLE *lppTable,\n    [in, out] ULONG *lpulCups,\n" in pour
    assert "    // out-not-pointer: " in pour and "    [in] ULONG_PTR lpulConnection,\n" in pour
    assert "  // undocumented-slot: " in pour and "  HRESULT Stir(void);\n" in pour
    assert "// Measures what is in a cup." in pour
    types = (generated / "types.idl").read_text("utf-8")
    assert "struct _CUPUID {\n  BYTE ab[16];\n  ULONG *lpulLeft;\n  LPCUPTABLE lpTable;\n};\n" in types
    assert "typedef ICupTable *LPCUPTABLE;\n" in types
    assert "typedef void *LPSUGAR;\n" in types


@pytest.mark.real_target
def test_widl_compiles_them(generated: Path) -> None:
    if reason := missing():
        pytest.skip(reason)
    made = compiled(generated)
    assert made == {
        "types.h",
        *("icuptable.h", "icuptable.typelib.tlb", "ibigcuptable.h", "ibigcuptable.typelib.tlb"),
    }
    header = (generated / "ibigcuptable.h").read_text()
    table = header[header.index("IBigCupTableVtbl {") : header.index("} IBigCupTableVtbl;")]
    places = [table.index(f"*{name})") for name in ("Release", "Pour", "Stir", "Spill")]
    assert places == sorted(places)
