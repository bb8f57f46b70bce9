"""Backends meet every kind of entity: those that they make nothing of cost nothing and break nothing."""

from pathlib import Path

from specgen.cli.entry import run

FUNCTION = """---
title: GrindBeans
api_name:
- GrindBeans
api_type:
- DllExport
---

# GrindBeans function

Grinds.

## Syntax

```C++
HRESULT GrindBeans(
  _In_ ULONG ulGrams
);
```

## Parameters

<dl> <dt>

*ulGrams* \\[in\\]
</dt> <dd>

How much.

</dd> </dl>
"""


def test_a_function_alone_generates_its_model_and_nothing_else(tmp_path: Path) -> None:
    pages = tmp_path / "en-us"
    pages.mkdir()
    (pages / "grindbeans.md").write_text(FUNCTION, encoding="utf-8")
    assert run(["generate", str(pages), "--out", str(tmp_path / "out"), "--quiet"]) == 0
    made = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("test_*.py")}
    assert made == set()
    assert "c:GrindBeans" in (tmp_path / "out" / "model" / "en-us.jsonl").read_text("utf-8")
