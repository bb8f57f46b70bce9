"""Two pages to run commands on: a method with damage, and an article."""

from collections.abc import Callable
from pathlib import Path

import pytest

from specgen.cli import session
from tests.conftest import Command

AGES = 60 * 10**9
"""Nanoseconds: longer than a test takes."""

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


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file has been what it is for long enough to be known by its stamp."""
    monkeypatch.setattr("specgen.cache.UNSETTLED", -AGES)


@pytest.fixture
def answered(command: Command, monkeypatch: pytest.MonkeyPatch) -> Callable[..., bool]:
    """Runs a command, which must say what it says without a cache, and tells whether it was answered unrun."""
    compiled: list[tuple[str, ...]] = []
    compile_pages = session.Session.compile

    def note(given: session.Session, *ahead: tuple[str, ...]) -> object:
        compiled.append(given.paths)
        return compile_pages(given, *ahead)

    monkeypatch.setattr(session.Session, "compile", note)

    def run(*arguments: str | Path) -> bool:
        compiled.clear()
        told = command(*arguments)
        unrun = not compiled
        assert b"crashed" not in told.err
        assert told == command(*arguments, "--no-cache")
        return unrun

    return run
