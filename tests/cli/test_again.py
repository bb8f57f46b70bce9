"""An unchanged run is answered without being run; after any change the answer is that of a run without a cache."""

import os
import random
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from specgen.cache import runs
from specgen.cli import session
from specgen.cli.again import Asked, Recording
from specgen.cli.streams import talk
from tests.cli.conftest import AGES
from tests.conftest import Command

CLASS = """---
title: Acme_Lamp class
api_name:
- Acme_Lamp
---

# Acme\\_Lamp class

A lamp.

## Syntax

```syntax
class Acme_Lamp
{
  uint32 Power;
};
```

## Members

### Methods

| Method | Description |
|:-------|:------------|
| [**Dim**](dim.md) | Dims it. |

## Requirements

| Requirement | Value |
|-------------|-------|
| Namespace   | Root\\\\Acme |
"""

METHOD = """---
title: Dim method of the Acme_Lamp class
api_name:
- Acme_Lamp.Dim
---

# Dim method of the Acme\\_Lamp class

Dims it.

## Syntax

```mof
uint32 Dim(
  [in] uint32 Level
);
```

## Parameters

*Level* \\[in\\]

How much. See [Acme\\_Lamp](acme-lamp.md).

## Return value

Returns 0.
"""


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A tree of two pages."""
    folder = tmp_path / "work" / "pages"
    folder.mkdir(parents=True)
    (folder / "acme-lamp.md").write_text(CLASS)
    (folder / "dim.md").write_text(METHOD)
    return folder


COMMANDS = (("check",), ("check", "--output-format", "jsonl", "--exit-zero"), ("model",), ("stats",), ("explain",))


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("arguments", COMMANDS)
def test_an_unchanged_run_is_answered(arguments: tuple[str, ...], pages: Path, answered: Callable[..., bool]) -> None:
    name, *rest = arguments
    assert [answered(name, pages, *rest) for _ in range(3)] == [False, True, True]
    (pages / "dim.md").write_text(METHOD.replace("uint32 Level", "uint16 Level"))
    assert [answered(name, pages, *rest) for _ in range(2)] == [False, True]


def test_of_folders_that_change_while_they_are_searched_nothing_is_kept(
    pages: Path, answered: Callable[..., bool]
) -> None:
    assert [answered("check", pages) for _ in range(2)] == [False, False]


def test_young_files_are_known_by_content(
    pages: Path, answered: Callable[..., bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as later:
        later.setattr("specgen.cache.UNSETTLED", -AGES)
        assert not answered("check", pages)
    assert answered("check", pages)
    before = (pages / "dim.md").stat()
    (pages / "dim.md").write_text(METHOD.replace("Level* ", "Lovel* "))
    os.utime(pages / "dim.md", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert not answered("check", pages)


@pytest.mark.usefixtures("settled")
def test_by_stamps_no_file_is_opened(
    pages: Path, answered: Callable[..., bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    answered("check", pages)
    read: list[str] = []
    content = runs._content

    def note(entry: str) -> bytes:
        read.append(entry)
        return content(entry)

    monkeypatch.setattr(runs, "_content", note)
    assert answered("check", pages)
    assert not [entry for entry in read if entry[0] in (runs.FILE, runs.NAMES)]
    # A checkout touches every file and changes none: then content is asked once, and stamps after that.
    for file in [pages, *pages.iterdir()]:
        os.utime(file)
    assert answered("check", pages)
    assert len([entry for entry in read if entry[0] in (runs.FILE, runs.NAMES)]) == 3
    read.clear()
    assert answered("check", pages)
    assert not [entry for entry in read if entry[0] in (runs.FILE, runs.NAMES)]


@pytest.mark.usefixtures("settled")
def test_an_edit_that_hides_is_seen(pages: Path, answered: Callable[..., bool]) -> None:
    answered("check", pages)
    before = (pages / "dim.md").stat()
    (pages / "dim.md").write_text(METHOD.replace("Level* ", "Lovel* "))
    os.utime(pages / "dim.md", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (pages / "dim.md").stat().st_size == before.st_size
    assert not answered("check", pages)


def _configured(work: Path) -> None:
    (work / "specgen.toml").write_text('ignore = ["SG"]\n')


def _marked(work: Path) -> None:
    (work / ".git").mkdir()


def _beside(work: Path) -> None:
    (work / "pages" / "flash.md").write_text(METHOD.replace("Dim", "Flash"))


def _linked(work: Path) -> None:
    (work / "pages" / "picture.png").touch()


def _gone(work: Path) -> None:
    (work / "pages" / "acme-lamp.md").unlink()


def _renamed(work: Path) -> None:
    (work / "pages" / "dim.md").rename(work / "pages" / "dims.md")


def _below(work: Path) -> None:
    (work / "pages" / "more").mkdir()
    (work / "pages" / "more" / "dim.md").write_text(METHOD)


def _elsewhere(work: Path) -> None:
    shutil.copytree(work / "pages", work / "others")
    shutil.rmtree(work / "pages")
    (work / "pages").symlink_to(work / "others")


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("change", [_configured, _marked, _beside, _linked, _gone, _renamed, _below, _elsewhere])
def test_every_change_around_the_pages_is_seen(
    change: Callable[[Path], None], pages: Path, answered: Callable[..., bool]
) -> None:
    assert [answered("check", pages) for _ in range(2)] == [False, True]
    change(pages.parent)
    assert not answered("check", pages)


@pytest.mark.usefixtures("settled")
def test_a_configuration_that_changes_or_goes_is_seen(pages: Path, answered: Callable[..., bool]) -> None:
    file = pages.parent / "specgen.toml"
    file.write_text('ignore = ["SG1"]\n')
    assert [answered("check", pages) for _ in range(2)] == [False, True]
    file.write_text('ignore = ["SG4"]\n')
    assert [answered("check", pages) for _ in range(2)] == [False, True]
    file.unlink()
    assert not answered("check", pages)


@pytest.mark.usefixtures("settled")
def test_what_a_command_reads_besides_is_seen(pages: Path, answered: Callable[..., bool], command: Command) -> None:
    baseline, overlay = pages.parent / "known.json", pages.parent / "mended.toml"
    command("check", pages, "--write-baseline", baseline, "--no-cache")
    overlay.write_text("")
    arguments = ("check", pages, "--baseline", baseline, "--overlay", overlay)
    for file in (baseline, overlay):
        answered(*arguments)
        assert answered(*arguments)
        file.write_text(file.read_text() + "\n")
        assert not answered(*arguments)


@pytest.mark.usefixtures("settled")
def test_another_question_is_another_run(
    pages: Path, answered: Callable[..., bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(pages.parent)
    answered("check", "pages")
    assert answered("check", "pages")
    assert not answered("check", "pages", "--exit-zero")
    monkeypatch.setenv("NO_COLOR", "1")
    assert not answered("check", "pages")
    (pages.parent / "deeper").mkdir()
    shutil.copytree(pages, pages.parent / "deeper" / "pages")
    monkeypatch.chdir(pages.parent / "deeper")
    assert not answered("check", "pages")
    assert answered("check", "pages")


@pytest.mark.usefixtures("settled")
def test_the_summary_of_a_job_is_written_each_time(
    pages: Path, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = ("check", pages, "--output-format", "github")
    command(*arguments)
    told = []
    for step in ("one", "two"):
        monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / step))
        command(*arguments)
        told.append((tmp_path / step).read_text())
    assert told[0] == told[1] != ""


@pytest.mark.usefixtures("settled")
def test_each_step_of_a_job_is_answered(
    pages: Path, answered: Callable[..., bool], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = []
    for step in ("one", "two"):
        monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / step))
        told.append(answered("check", pages))
    assert told == [False, True]


@pytest.mark.usefixtures("settled")
def test_code_that_a_plugin_brings_is_looked_at(
    pages: Path, tmp_path: Path, answered: Callable[..., bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "acme_brought.py").write_text("X = 1\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    # So that it is forgotten after the test.
    monkeypatch.setitem(sys.modules, "acme_brought", sys)
    del sys.modules["acme_brought"]
    __import__("acme_brought")
    assert [answered("check", pages) for _ in range(2)] == [False, True]
    (tmp_path / "acme_brought.py").write_text("X = 2\n")
    assert not answered("check", pages)


@pytest.mark.usefixtures("settled")
def test_generated_files_that_changed_are_made_again(pages: Path, tmp_path: Path, command: Command) -> None:
    out = tmp_path / "made"
    first = command("generate", pages, "--out", out)
    made = {file: file.read_bytes() for file in out.rglob("*") if file.is_file()}
    assert command("generate", pages, "--out", out) == first and len(made) > 5
    for file in sorted(made):
        file.unlink()
        assert command("generate", pages, "--out", out) == first
        assert {file: file.read_bytes() for file in out.rglob("*") if file.is_file()} == made
    edited = next(file for file in made if file.suffix == ".mof")
    edited.write_text("edited")
    assert command("generate", pages, "--out", out).status == 2
    assert command("generate", pages, "--out", out, "--check").status == 1
    assert command("generate", pages, "--out", out, "--check").status == 1
    assert command("generate", pages, "--out", out, "--force").status == 0
    assert command("generate", pages, "--out", out, "--check").status == 0


def test_a_page_that_changes_while_it_is_checked_is_read_again(
    pages: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("specgen.cache.UNSETTLED", 0)
    compile_pages = session.Session.compile

    def edit(given: session.Session) -> object:
        run = compile_pages(given)
        (pages / "dim.md").write_text(METHOD.replace("[in] uint32 Level", "[in] uint32 Lovel"))
        return run

    monkeypatch.setattr(session.Session, "compile", edit)
    stale = command("model", pages)
    monkeypatch.setattr(session.Session, "compile", compile_pages)
    fresh = command("model", pages)
    assert fresh == command("model", pages, "--no-cache") != stale


def test_of_a_page_that_cannot_be_read_nothing_is_kept(pages: Path, answered: Callable[..., bool]) -> None:
    os.mkfifo(pages / "pipe.md")
    assert [answered("check", pages) for _ in range(2)] == [False, False]


@pytest.mark.usefixtures("settled")
def test_the_reader_of_an_answer_may_leave(pages: Path, answered: Callable[..., bool], command: Command) -> None:
    answered("model", pages)
    reading, writing = os.pipe()
    os.close(reading)
    kept = os.dup(1)
    arguments = [sys.executable, "-m", "specgen", "model", str(pages)]
    try:
        child = os.posix_spawn(arguments[0], arguments, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, writing, 1)])
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    finally:
        os.close(writing)
        os.close(kept)


def _changes(pages: Path, chance: random.Random) -> Iterator[str]:
    """Endless changes, one at a time; some undo what another did."""
    names = ["acme-lamp.md", "dim.md", "flash.md", "more/dim.md", "notes.txt", "../specgen.toml"]
    while True:
        file = pages / chance.choice(names)
        kind = chance.choice(["write", "write", "hide", "remove", "touch", "rename", "nothing"])
        there = file.is_file()
        if kind == "write" or (kind == "hide" and not there):
            file.parent.mkdir(exist_ok=True)
            texts = [CLASS, METHOD, METHOD.replace("Level", "Lovel"), METHOD.replace("Dim", "Flash"), "text\n"]
            texts = ['ignore = ["SG1"]\n', "preview = true\n"] if file.suffix == ".toml" else texts
            file.write_text(chance.choice(texts))
        elif kind == "hide":
            before = file.stat()
            file.write_bytes(file.read_bytes()[::-1] if file.suffix != ".toml" else file.read_bytes())
            os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
        elif kind == "remove" and there and file.name != "acme-lamp.md":
            file.unlink()
        elif kind == "touch" and there:
            os.utime(file, (chance.randrange(2_000_000_000),) * 2)
        elif kind == "rename" and there and file.suffix == ".md":
            file.rename(file.with_name("moved.md"))
        yield f"{kind} {file.name}"


@pytest.mark.slow
@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize(("seed", "form"), [(0, "json"), (1, "full"), (2, "jsonl")])
def test_whatever_happens_answers_are_those_of_a_run(
    seed: int, form: str, pages: Path, answered: Callable[..., bool]
) -> None:
    told = []
    for _, _change in zip(range(20), _changes(pages, random.Random(seed)), strict=False):
        told.append(answered("check", pages, "--preview", "--allow-empty", "--output-format", form))
    # Changes that change nothing are among them.
    assert 2 < sum(told) < 18


@pytest.mark.usefixtures("settled")
def test_each_round_of_a_watch_is_a_run_of_its_own(pages: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    asked = Asked(["check", str(pages), "--watch"], None)
    rounds: list[Recording | None] = []

    def run(recorded: Recording | None) -> int:
        rounds.append(recorded)
        talk("told")
        assert recorded is not None
        recorded.ground = runs.Ground({}, [str(pages / "dim.md")])
        return 1

    assert [asked.again(run) for _ in range(2)] == [1, 1]
    assert len(rounds) == 1 and capsysbinary.readouterr().err == b"told\ntold\n"
    (pages / "dim.md").write_text(METHOD + "More.\n")
    assert asked.again(run) == 1 and len(rounds) == 2
    uncached = Asked(["check", str(pages), "--watch", "--no-cache"], None)
    assert uncached.again(lambda recorded: 7 if recorded is None else 0) == 7
