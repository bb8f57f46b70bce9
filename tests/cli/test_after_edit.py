"""An edited page is judged without the others where they have nothing to do with the edit, and always as with them."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from specgen.cache import runs
from specgen.checks import discovery
from specgen.model.facts import Note
from specgen.model.library import Library, Page
from specgen.model.spans import Span

CLASS = """---
title: Acme_Lamp class
ms.date: 05/31/2018
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
  string Shade;
};
```

## Members

### Methods

| Method | Description |
|:-------|:------------|
| [**Dim**](dim.md) | Dims it. |
| [**Flash**](flash.md) | Flashes. |

### Properties

**Power**

Data type: **uint16**

How strong it is. See [more](more.md).
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
  [in] uint32 Level,
  [in] uint32 Speed
);
```

## Parameters

*Level* \\[in\\]

How much. See [Acme\\_Lamp](acme-lamp.md) and its ACME \\_ E \\_ DIMMED.

## Return value

| Return code | Description |
|-------------|-------------|
| **ACME_E_DIMMED** 3 | It is dim. |
"""


@pytest.fixture
def pages(tmp_path: Path, settled: None) -> Path:
    """A tree of three pages with findings of all kinds of rules, that has been there for long."""
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "acme-lamp.md").write_text(CLASS)
    (folder / "dim.md").write_text(METHOD)
    (folder / "readme.md").write_text("# Lamps\n\nA list of [lamps](acme-lamp.md#nowhere).\n")
    return folder


@pytest.fixture
def alone(answered: Callable[..., bool]) -> Callable[..., bool]:
    """Runs a check; tells whether not all pages were compiled for it."""
    return lambda *arguments: answered("check", *arguments)


Edit = tuple[str, str, str]
"""A page, what it says, and what it is to say."""


def edit(pages: Path, change: Edit) -> None:
    """Edit a page as ``change`` says."""
    file, was, now = change
    _edit(pages / file, was, now)


def _edit(file: Path, was: str, now: str) -> None:
    text = file.read_text()
    assert was in text
    file.write_text(text.replace(was, now, 1))


ALL = ("--select", "ALL", "--preview")

UNSEEN = [
    ("dim.md", "How much.", "How much it dims."),
    ("dim.md", "How much.", "How much.\n\nFrom 0 to 100."),
    ("dim.md", "Dims it.", "Dims it, \u00e9 \U0001f4a1.\n\nIt is `dim`."),
    ("acme-lamp.md", "05/31/2018", "06/01/2031"),
    ("acme-lamp.md", "A lamp.", "A lamp, which is *bright*."),
    ("acme-lamp.md", "A lamp.", "A lamp. <!-- specgen: ignore SG3 -->"),
    ("dim.md", "Dims it.", "Dims it.\n\n<!-- specgen: ignore-file SG1 -->"),
    ("dim.md", "## Return value", "## Return value\n\nSee [more](nowhere.md)."),
]

SEEN = [
    ("dim.md", "uint32 Level", "uint32 Depth"),
    ("dim.md", "ACME_E_DIMMED** 3", "ACME_E_DIMMED** 4"),
    ("dim.md", "How much.", "How much, ACME_E_BRIGHT."),
    ("acme-lamp.md", "[**Flash**](flash.md) | Flashes.", "**Flash** | "),
    ("acme-lamp.md", "# Acme\\_Lamp class", "# Acme\\_Lampe class"),
    ("acme-lamp.md", "- Acme_Lamp", "- Acme_Lamps"),
    ("dim.md", "How much. See [Acme", "How much. See [this Acme"),
    ("dim.md", "## Parameters", "## Other parameters"),
    # What stands on which line of it is said of other pages.
    ("acme-lamp.md", "A lamp.", "A lamp.\n\nIt is *bright*."),
]


@pytest.mark.parametrize("form", ["full", "concise", "jsonl"])
@pytest.mark.parametrize("edit", UNSEEN)
def test_what_no_other_page_sees_is_judged_alone(
    edit: tuple[str, str, str], form: str, pages: Path, alone: Callable[..., bool]
) -> None:
    arguments = (pages, *ALL, "--output-format", form)
    assert not alone(*arguments)
    _edit(pages / edit[0], *edit[1:])
    assert [alone(*arguments) for _ in range(2)] == [True, True]
    _edit(pages / edit[0], edit[2], edit[1])
    assert alone(*arguments)


@pytest.mark.parametrize("edit", SEEN)
def test_what_another_page_may_see_is_not(edit: tuple[str, str, str], pages: Path, alone: Callable[..., bool]) -> None:
    assert not alone(pages, *ALL)
    _edit(pages / edit[0], *edit[1:])
    assert [alone(pages, *ALL) for _ in range(2)] == [False, True]
    _edit(pages / edit[0], edit[2], edit[1])
    assert not alone(pages, *ALL)


def test_several_pages_are_edited_one_after_the_other_and_at_once(pages: Path, alone: Callable[..., bool]) -> None:
    assert not alone(pages, *ALL)
    for file, was, now in UNSEEN[1:3]:
        _edit(pages / file, was, now)
        assert alone(pages, *ALL)
    for file, was, now in UNSEEN[3:5]:
        _edit(pages / file, was, now)
    assert alone(pages, *ALL)
    # Many at once: then everything is compiled.
    for number in range(runs.FEW + 1):
        (pages / f"more-{number}.md").write_text(f"# More {number}\n")
    assert [alone(pages, *ALL) for _ in range(2)] == [False, True]
    for number in range(runs.FEW + 1):
        (pages / f"more-{number}.md").write_text(f"# More {number}\n\nText.\n")
    assert not alone(pages, *ALL)


def test_findings_come_and_go_and_so_does_the_status(pages: Path, alone: Callable[..., bool]) -> None:
    arguments = (pages, "--select", "SG601", "--preview")
    assert not alone(*arguments)
    quiet = []
    for text in ("It is `dim\u00a0ly`.", "It is dim.", "It is `dim\u00a0ly` and `low\u00a0er`."):
        (pages / "dim.md").write_text(METHOD.replace("How much.", f"How much. {text}"))
        assert alone(*arguments), text
        quiet.append(alone(*arguments, "--quiet"))
    assert quiet == [False, True, True]


def test_a_translation_is_compared_with_its_original(tmp_path: Path, pages: Path, alone: Callable[..., bool]) -> None:
    originals = tmp_path / "originals"
    shutil.copytree(pages, originals)
    arguments = (pages, *ALL, "--reference", originals)
    assert not alone(*arguments)
    _edit(pages / "dim.md", "How much.", "How much, from 2.")
    assert alone(*arguments)
    _edit(originals / "dim.md", "Dims it.", "Dims it well.")
    assert not alone(*arguments)


def _gone(file: Path) -> None:
    file.unlink()


def _folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


@pytest.mark.parametrize("change", [_gone, _folder, _pipe])
def test_a_page_that_is_none_any_more_is_not_judged_alone(
    change: Callable[[Path], None], pages: Path, alone: Callable[..., bool]
) -> None:
    assert not alone(pages, *ALL)
    change(pages / "dim.md")
    assert not alone(pages, *ALL)


@pytest.mark.parametrize(
    "more",
    [
        ("--output-format", "sarif"),
        ("--output-format", "github"),
        ("--statistics",),
        ("--diff",),
        ("--constants", "acme.h"),
    ],
)
def test_other_questions_are_asked_of_all_pages(
    more: tuple[str, ...], pages: Path, alone: Callable[..., bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(pages.parent)
    Path("acme.h").write_text("#define ACME 1\n")
    assert not alone("pages", *ALL, *more)
    _edit(pages / "dim.md", "How much.", "How much it dims.")
    assert not alone("pages", *ALL, *more)


def test_exceptions_of_the_configuration_are_asked_of_all_pages(pages: Path, alone: Callable[..., bool]) -> None:
    (pages / "specgen.toml").write_text('[per-file-ignores]\n"dim.md" = ["SG1"]\n')
    assert not alone(pages, *ALL)
    _edit(pages / "dim.md", "How much.", "How much it dims.")
    assert not alone(pages, *ALL)


@pytest.mark.parametrize("damage", ["cut", "changed", "gone", "of another run"])
def test_a_ledger_that_is_damaged_or_of_another_run_is_none(
    damage: str, pages: Path, alone: Callable[..., bool], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SPECGEN_CACHE_DIR", str(tmp_path / "cache"))
    assert not alone(pages, *ALL)
    (ledger,) = (tmp_path / "cache").rglob("*.pages")
    data = ledger.read_bytes()
    if damage == "cut":
        ledger.write_bytes(data[:-1])
    elif damage == "changed":
        ledger.write_bytes(data[:-9] + bytes([data[-9] ^ 1]) + data[-8:])
    elif damage == "gone":
        ledger.unlink()
    else:
        _edit(pages / "dim.md", "How much.", "How deep.")
        assert alone(pages, *ALL)
        ledger.write_bytes(data)
    _edit(pages / "dim.md", "Dims it.", "Dims it well.")
    assert not alone(pages, *ALL)


def test_facts_that_the_cache_has_lost_are_asked_for_again(
    pages: Path, alone: Callable[..., bool], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SPECGEN_CACHE_DIR", str(tmp_path / "cache"))
    assert not alone(pages, *ALL)
    for file in (tmp_path / "cache").glob("*.sqlite*"):
        file.unlink()
    _edit(pages / "dim.md", "How much.", "How much it dims.")
    assert not alone(pages, *ALL)


def test_a_page_that_is_found_twice_is_not_judged_alone(pages: Path, alone: Callable[..., bool]) -> None:
    (pages / "below").mkdir()
    (pages / "dim.md").rename(pages / "below" / "dim.md")
    arguments = (pages, pages / "below", *ALL)
    assert not alone(*arguments)
    _edit(pages / "below" / "dim.md", "How much.", "How much it dims.")
    assert not alone(*arguments)


def _summaries(library: Library) -> Iterator[tuple[Page, Note]]:
    """A rule of somebody's, which looks at what ours do not: every page says the first summary."""
    told = sorted(page.facts.summary or "" for page in library.pages)
    for page in library.pages:
        yield page, Note("ACME1", Span(1, 1, 1, 2), told[0])


def _nothing(_page: Page) -> Iterator[Note]:
    yield from ()


@pytest.mark.parametrize("scope", ["library", "page"])
def test_rules_of_somebody_else_may_look_at_all_pages(
    scope: str, pages: Path, alone: Callable[..., bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    room = ModuleType("acme_rules", "Summaries.")
    check = _summaries if scope == "library" else _nothing
    vars(room).update(CODE="ACME1", NAME="summaries", SEVERITY="info", PREVIEW=False, SCOPE=scope, check=check)
    ours = discovery.rules()
    for asks in ("checks.runner", "checks.suppression", "pipeline.ledger"):
        monkeypatch.setattr(f"specgen.{asks}.rules", lambda: (*ours, discovery.rule_of(room)))
    assert not alone(pages, *ALL)
    _edit(pages / "dim.md", "Dims it.", "A dimmer.")
    assert alone(pages, *ALL) is (scope == "page")
