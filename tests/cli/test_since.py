"""``check --since``: what changed since a git revision, and what the change did to other pages."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import METHOD

CLASS = """---
title: Probe_Ground class
api_name:
- Probe_Ground
api_type:
- COM
---
# Probe\\_Ground class

The ground.

## Syntax

```mof
class Probe_Ground
{
  uint32 Depth;
};
```

## Members

### Methods

| Method | Description |
|---|---|
| [**Dig**](dig.md) | Digs. |
| [**Fill**](fill.md) | Fills. |

### Properties

<dl> <dt>

**Depth**
</dt> <dd>

Data type: **uint32**

</dd> </dl>
"""


def git(folder: Path, *words: str) -> None:
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *identity, *words], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "dig.md").write_text(METHOD, encoding="utf-8")
    (docs / "fill.md").write_text(METHOD.replace("Dig", "Fill").replace("dig", "fill"), encoding="utf-8")
    (docs / "probe-ground.md").write_text(CLASS, encoding="utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "pages")
    return docs


def lines(done: Any) -> list[str]:
    return [line.split(":")[0] + " " + line.split(": ")[1].split()[0] for line in done.out.decode().splitlines()]


CHECK = ("check", "docs", "--output-format", "concise", "--since", "HEAD", "--select", "SG1")


def test_nothing_changed_and_nothing_is_reported(repository: Path, command: Any) -> None:
    assert repository.is_dir()
    done = command(*CHECK)
    assert (done.status, done.out) == (0, b"")


def test_what_stands_on_a_changed_page_is_reported(repository: Path, command: Any) -> None:
    page = repository / "dig.md"
    page.write_text(page.read_text("utf-8").replace("Digs a hole.", "Digs a deep hole."), encoding="utf-8")
    done = command(*CHECK)
    assert (done.status, lines(done)) == (1, ["docs/dig.md SG101"])


def test_a_page_that_is_new_and_untracked_is_a_changed_page(repository: Path, command: Any) -> None:
    (repository / "heap.md").write_text(METHOD.replace("Dig", "Heap").replace("dig", "heap"), encoding="utf-8")
    assert "docs/heap.md SG101" in lines(command(*CHECK))


def test_what_a_deleted_page_did_to_another_is_reported(repository: Path, command: Any) -> None:
    (repository / "fill.md").unlink()
    assert lines(command(*CHECK)) == ["docs/probe-ground.md SG104"]


def test_one_page_gives_the_slice_of_the_tree(repository: Path, command: Any) -> None:
    (repository / "fill.md").unlink()
    done = command("check", "docs/dig.md", "--output-format", "concise", "--since", "HEAD", "--select", "SG1")
    assert done.out == b""


def test_a_revision_that_is_not_there_is_named(repository: Path, command: Any) -> None:
    done = command("check", "docs", "--since", "v9.9")
    assert done.status == 2
    assert b"v9.9" in done.err
    done = command("check", "docs", "--since=--upload-pack=touch x")
    assert done.status == 2
    assert not (repository / "x").exists()


def test_without_a_repository_it_says_so(tree: Path, command: Any) -> None:
    assert tree.is_dir()
    done = command("check", "pages", "--since", "HEAD")
    assert (done.status, b"git" in done.err) == (2, True)
