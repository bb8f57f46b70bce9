"""A page of a real tree is edited: what is said after it is what a run of everything says."""

import random
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from specgen.cli import session
from tests.conftest import Command

pytestmark = [pytest.mark.corpus, pytest.mark.slow]

AGES = 60 * 10**9
"""Nanoseconds: every file is older than that, so that runs are kept at once."""
PAGES = 120
EDITS = 60
FEWEST = {"prose": 0.75, "line": 0.6, "date": 0.9, "link": 0.25, "heading": 0.25}
"""Of edits that other pages do not see, how many are to be judged without them."""

Edit = Callable[[random.Random, list[str]], None]


def _text(draw: random.Random, lines: list[str]) -> int:
    """The number of a line that is a sentence."""
    fence = [at for at, line in enumerate(lines) if line.startswith(("---", "```"))]
    below = fence[1] + 1 if len(fence) > 1 else 0
    found = [at for at in range(below, len(lines)) if len(lines[at].split()) > 4 and lines[at][0].isalpha()]
    return draw.choice(found) if found else len(lines) - 1


def _prose(draw: random.Random, lines: list[str]) -> None:
    at = _text(draw, lines)
    lines[at] = lines[at].rstrip(".") + " and nothing else."


def _line(draw: random.Random, lines: list[str]) -> None:
    lines[_text(draw, lines) + 1 : 0] = ["", "There is more to say here."]


def _date(draw: random.Random, lines: list[str]) -> None:
    at = next((at for at, line in enumerate(lines) if line.startswith("ms.date")), None)
    if at is not None:
        lines[at] = f"ms.date: {draw.randint(1, 12):02}/01/2031"


def _dropped(draw: random.Random, lines: list[str]) -> None:
    del lines[draw.randrange(len(lines))]


def _doubled(draw: random.Random, lines: list[str]) -> None:
    at = draw.randrange(len(lines))
    lines.insert(at, lines[at])


def _lost(draw: random.Random, lines: list[str]) -> None:
    at = draw.choice([at for at, line in enumerate(lines) if line])
    where = draw.randrange(len(lines[at]))
    lines[at] = lines[at][:where] + lines[at][where + 1 :]


def _swapped(draw: random.Random, lines: list[str]) -> None:
    at = draw.randrange(len(lines) - 1)
    lines[at], lines[at + 1] = lines[at + 1], lines[at]


def _link(draw: random.Random, lines: list[str]) -> None:
    at = _text(draw, lines)
    lines[at] += draw.choice([" See [more](nowhere-at-all.md#there).", " See [this](#syntax).", " See [it](../more)."])


def _heading(draw: random.Random, lines: list[str]) -> None:
    lines[_text(draw, lines) + 1 : 0] = ["", f"#### Hint {draw.randrange(99)}", "", "There is more to say."]


def _linked(draw: random.Random, lines: list[str]) -> None:
    lines.append(draw.choice(["[more](nowhere-at-all.md)", "See [this](#syntax).", "ACME \\_ E \\_ FAIL", "`E_FAIL`"]))


EDITS_OF: dict[str, Edit] = {
    "prose": _prose,
    "line": _line,
    "date": _date,
    "link": _link,
    "heading": _heading,
    "dropped": _dropped,
    "doubled": _doubled,
    "lost": _lost,
    "swapped": _swapped,
    "linked": _linked,
}


def _some(corpus: Path, tree: str, place: Path, names: set[str] | None = None) -> set[str]:
    """Copies some pages of a tree, those of whole folders, or those that are named; gives their names."""
    pages = sorted((corpus / tree).rglob("*.md"))
    start = len(pages) // 3
    chosen = [page for page in pages if str(page.relative_to(corpus / tree)) in names] if names else None
    for page in chosen if chosen is not None else pages[start : start + PAGES]:
        target = place / page.relative_to(corpus / tree)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(page, target)
    return {str(page.relative_to(corpus / tree)) for page in pages[start : start + PAGES]}


@pytest.mark.parametrize(("tree", "original"), [("win32/fr-fr", "win32/en-us"), ("office/en-us", None)])
def test_an_edit_is_judged_as_in_a_run_of_everything(
    tree: str, original: str | None, corpus: Path, tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("specgen.cache.UNSETTLED", -AGES)
    whole: list[str] = []
    compile_pages = session.Session.compile

    def note(given: session.Session, *ahead: tuple[str, ...]) -> object:
        whole.append("")
        return compile_pages(given, *ahead)

    monkeypatch.setattr(session.Session, "compile", note)
    folder, reference = tmp_path / "pages", tmp_path / "originals"
    names = _some(corpus, tree, folder)
    arguments: list[str | Path] = ["check", folder, "--select", "ALL", "--preview", "--output-format", "jsonl"]
    if original is not None:
        _some(corpus, original, reference, names)
        arguments += ["--reference", reference]
    draw = random.Random(tree)
    pages = sorted(folder.rglob("*.md"))
    made, alone = Counter[str](), Counter[str]()
    command(*arguments)
    for number in range(EDITS):
        kind = list(EDITS_OF)[number % len(EDITS_OF)]
        page = draw.choice(pages)
        lines = page.read_text("utf-8", errors="surrogateescape").split("\n")
        EDITS_OF[kind](draw, lines)
        page.write_text("\n".join(lines), "utf-8", errors="surrogateescape", newline="")
        whole.clear()
        told = command(*arguments)
        assert b"crashed" not in told.err
        made[kind] += 1
        alone[kind] += not whole
        assert told == command(*arguments, "--no-cache"), (kind, page)
    for kind, least in FEWEST.items():
        assert alone[kind] >= least * made[kind], (kind, alone, made)
