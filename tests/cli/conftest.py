"""Two pages to run commands on: a method with damage, and an article."""

from pathlib import Path

import pytest

METHOD = """---
title: Dig method of the Probe_Ground class
description: Digs a hole.
api_name:
- Probe_Ground.Dig
api_type:
- COM
---
# Dig method of the Probe\\_Ground class

Digs a hole.

## Syntax

```mof
uint32 Dig(
  [in] uint32 Depth,
  [out] uint32 Reached
);
```

## Parameters

<dl> <dt>

*Depth* \\[in\\]
</dt> <dd>

How deep.

</dd> </dl>

## Return value

Returns 0 on success.

## Requirements

| Requirement | Value |
|---|---|
| Namespace<br/> | Root\\\\Probe<br/> |
| MOF<br/> | <dl> <dt>Probe. mof</dt> </dl> |
"""

ARTICLE = """---
title: About digging
description: All about it.
---
# About digging

Take a spade.
"""


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder ``pages`` with both pages; the run starts beside it."""
    monkeypatch.chdir(tmp_path)
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "dig-probe-ground.md").write_text(METHOD, encoding="utf-8")
    (pages / "about.md").write_text(ARTICLE, encoding="utf-8")
    return pages
