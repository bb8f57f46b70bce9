"""``specgen.mock``: client code on pages alone."""

from pathlib import Path

import pytest
import pywbem

import specgen

LAMP = """---
title: Acme_Lamp class
api_name:
- Acme_Lamp
api_type:
- COM
topic_type:
- apiref
---
# Acme_Lamp class

A lamp.

## Syntax

```mof
class Acme_Lamp
{
  string DeviceID;
};
```

## Members

### Properties

<dl> <dt>

**DeviceID**
</dt> <dd> <dl> <dt>

Data type: **string**
</dt> <dt>

Qualifiers: [**Key**](/x)
</dt> </dl>

Which.

</dd> </dl>

## Requirements

| Requirement | Value |
|---|---|
| Namespace | Root\\\\Acme |
"""
DIM = """---
title: Dim method of the Acme_Lamp class
api_name:
- Acme_Lamp.Dim
api_type:
- COM
topic_type:
- apiref
---
# Dim method of the Acme_Lamp class

Dims a lamp.

## Syntax

```mof
uint32 Dim(
  [in]  uint32 Level,
  [out] uint32 Before
);
```

## Parameters

<dl> <dt>

*Level* \\[in\\]
</dt> <dd>

How far.

</dd> <dt>

*Before* \\[out\\]
</dt> <dd>

How far it was.

</dd> </dl>

## Return value

<dl> <dt>

**Success** (7)
</dt> <dd></dd> <dt>

**Failed** (9)
</dt> <dd></dd> </dl>

## Requirements

| Requirement | Value |
|---|---|
| Namespace | Root\\\\Acme |
"""


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    (tmp_path / "acme-lamp.md").write_text(LAMP, encoding="utf-8")
    (tmp_path / "dim-acme-lamp.md").write_text(DIM, encoding="utf-8")
    return tmp_path


def test_a_documented_method_answers_with_its_documented_success(pages: Path) -> None:
    connection = specgen.mock(pages)
    (lamp,) = connection.EnumerateInstanceNames("Acme_Lamp", namespace="root/acme")
    code, out = connection.InvokeMethod("Dim", lamp, Level=pywbem.Uint32(3))
    assert (code, list(out)) == (7, ["Before"])


def test_an_inherited_method_answers_as_the_superclass_documents_it(pages: Path) -> None:
    derived = LAMP.replace("Acme_Lamp", "Acme_Torch").replace("class Acme_Torch\n{", "class Acme_Torch : Acme_Lamp\n{")
    (pages / "acme-torch.md").write_text(derived, encoding="utf-8")
    connection = specgen.mock(pages)
    (torch,) = (one for one in connection.EnumerateInstanceNames("Acme_Torch", namespace="root/acme"))
    code, out = connection.InvokeMethod("Dim", torch, Level=pywbem.Uint32(3))
    assert (code, list(out)) == (7, ["Before"])
    with pytest.raises(pywbem.CIMError):
        connection.InvokeMethod("Explode", torch)


def test_a_key_of_any_type(pages: Path) -> None:
    lamp = pages / "acme-lamp.md"
    lamp.write_text(lamp.read_text("utf-8").replace("string", "char16"), encoding="utf-8")
    (found,) = specgen.mock(pages).EnumerateInstanceNames("Acme_Lamp", namespace="root/acme")
    assert list(found.keybindings) == ["DeviceID"]


def test_what_no_page_documents_is_refused(pages: Path) -> None:
    connection = specgen.mock(pages)
    (lamp,) = connection.EnumerateInstanceNames("Acme_Lamp", namespace="root/acme")
    with pytest.raises(pywbem.CIMError):
        connection.InvokeMethod("Dim", lamp, Lvl=pywbem.Uint32(3))
    with pytest.raises(pywbem.CIMError):
        connection.InvokeMethod("Explode", lamp)


def test_pages_without_wmi_and_paths_that_are_not_there(tmp_path: Path) -> None:
    (tmp_path / "article.md").write_text("# Lamps\n\nAll about them.\n", encoding="utf-8")
    with pytest.raises(ValueError, match="documents a WMI class"):
        specgen.mock(tmp_path)
    with pytest.raises(FileNotFoundError):
        specgen.mock(tmp_path / "nowhere")


def test_a_file_that_cannot_be_read_is_named(pages: Path) -> None:
    (pages / "loop.md").symlink_to("loop.md")
    with pytest.raises(ValueError, match=r"loop\.md"):
        specgen.mock(pages)
