"""A small tree of reference pages in two locales."""

from pathlib import Path

import pytest

METHOD = """---
title: {verb} method of the Probe_Ground class
api_name:
- Probe_Ground.{verb}
api_type:
- COM
---
# {verb} method of the Probe\\_Ground class

Does it.

## Syntax

```mof
uint32 {verb}(
  [in] uint32 Depth
);
```

## Return value

Returns 0 on success.
"""

CLASS = """---
title: Probe_Ground class
api_name:
- Probe_Ground
api_type:
- DllExport
---
# Probe\\_Ground class

Ground.

## Syntax

``` syntax
class Probe_Ground
{
  string Name;
};
```

## Requirements

| Requirement | Value |
|---|---|
| Namespace<br/> | Root\\\\Probe<br/> |
"""

VERBS = ("Dig", "Fill", "Mark", "Level")


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """``tree`` with a class page and four method pages in en-us and fr-fr."""
    monkeypatch.chdir(tmp_path)
    for locale in ("en-us", "fr-fr"):
        folder = tmp_path / "tree" / locale
        folder.mkdir(parents=True)
        (folder / "probe-ground.md").write_text(CLASS, encoding="utf-8")
        for verb in VERBS:
            (folder / f"{verb.lower()}-probe-ground.md").write_text(METHOD.format(verb=verb), encoding="utf-8")
    return tmp_path / "tree"
