"""The tree that links are followed in: the same whatever PATH a page is found under."""

from pathlib import Path

import pytest

from specgen.checks import Selection, run
from specgen.pipeline import Request, compile_pages
from specgen.project import configuration_for

PAGE = """---
title: Dim method of the Acme_Lamp class
api_name:
- Acme_Lamp.Dim
api_type:
- COM
---

# Dim method of the Acme_Lamp class

Dims a lamp: [1](blink.md), [2](../com/there.md), [3](../com/missing.md#x), [4](/acme/wmi/dim#nowhere), [5](../up.md).

## Syntax

```mof
uint32 Dim();
```
"""
ALL = ["blink.md", "../com/missing.md#x", "/acme/wmi/dim#nowhere"]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name, text in {"docs/wmi/dim.md": PAGE, "docs/com/there.md": "# There\n"}.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path


def found(*paths: Path) -> list[str | None]:
    """What is said of links on the pages under ``paths``."""
    names = tuple(map(str, paths))
    compiled = compile_pages(Request(names, configuration_for(paths), jobs=1))
    again = compiled.relinked({})
    selection = Selection(("SG604", "SG605"), preview=True)
    assert run(again, selection) == run(compiled.library, selection)
    return [one.found for one in run(compiled.library, selection)]


@pytest.mark.parametrize("path", [".", "docs", "docs/wmi", "docs/wmi/dim.md"])
def test_findings_do_not_depend_on_the_path(tree: Path, path: str) -> None:
    (tree / "specgen.toml").write_text('[sites]\n"/acme" = "docs"\n', encoding="utf-8")
    assert found(tree / path) == ALL


def test_without_a_root_the_path_is_the_tree(tree: Path) -> None:
    assert found(tree / "docs") == ALL[:2]
    assert found(tree / "docs/wmi") == ALL[:1]
    assert found(tree / "docs/wmi/dim.md") == []
