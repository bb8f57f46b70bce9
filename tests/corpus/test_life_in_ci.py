"""What a CI relies on, on real pages: one page gives what the tree gives for it, and baselines hold.

The trees are copied into a project of their own, whose root they are understood with.
"""

import random
import re
import shutil
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import specgen.pipeline.assembly
from specgen.checks import Selection
from specgen.checks import run as check
from specgen.model.change import changed
from specgen.model.findings import Finding
from specgen.pipeline import Request, Sources, compile_pages
from specgen.pipeline.reading import Means, Outcome, read_pages
from specgen.project import FoundPage, configuration_for
from specgen.reports import reports

pytestmark = pytest.mark.corpus

SEED = 20261121
SLICES = 200
FOLDERS = ("win32/fr-fr/desktop-src/TermServ", "win32/fr-fr/desktop-src/DNS", "office/pt-br/docs/outlook/mapi")
EVERYTHING = Selection(preview=True)


@pytest.fixture(scope="module")
def project(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with three translated folders, and their originals beside it."""
    base = tmp_path_factory.mktemp("life")
    for folder in FOLDERS:
        shutil.copytree(corpus / folder, base / "project" / folder)
        original = re.sub("/(fr-fr|pt-br)/", "/en-us/", folder)
        shutil.copytree(corpus / original, base / "originals" / folder)
    (base / "project" / "specgen.toml").write_text("preview = true\n", encoding="utf-8")
    return base / "project"


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page step is a pure function: each page is read once, however many runs ask for it."""

    @cache
    def one(page: FoundPage) -> Outcome:
        return next(read_pages([page], 1))

    def remembered(pages: Sequence[FoundPage], _jobs: int | None, _means: Means) -> tuple[Outcome, ...]:
        # What is remembered must not hold where the page was found: the page step is told its path alone.
        return tuple(one(page) for page in pages)

    monkeypatch.setattr(specgen.pipeline.assembly, "read_pages", remembered)


def _findings(path: Path) -> tuple[Finding, ...]:
    request = Request((str(path),), configuration_for((path,)))
    return check(compile_pages(request).library, EVERYTHING)


def _written(findings: Sequence[Finding], form: str) -> Iterator[str]:
    return iter(reports()[form].write(findings, Sources()))


@pytest.mark.usefixtures("memory")
def test_one_page_gives_the_slice_of_the_tree(project: Path) -> None:
    whole = _findings(project)
    pages = sorted(project.rglob("*.md"))
    chosen = sorted(random.Random(SEED).sample(pages, SLICES))
    by_page: dict[str, list[Finding]] = {}
    for one in whole:
        by_page.setdefault(one.page, []).append(one)
    reported = 0
    for page in chosen:
        alone, part = _findings(page), by_page.get(page.relative_to(project).as_posix(), [])
        for form in ("full", "concise"):
            assert "".join(_written(alone, form)) == "".join(_written(part, form))
        assert [one.fingerprint for one in alone] == [one.fingerprint for one in part]
        reported += len(part)
    assert reported > SLICES


def test_a_baseline_written_alone_holds_with_the_reference(project: Path, command: Any) -> None:
    known, originals = project.parent / "known.json", project.parent / "originals"
    assert command("check", str(project), "--write-baseline", str(known)).status == 0
    done = command("check", str(project), "--baseline", str(known), "--reference", str(originals))
    assert (done.status, done.out) == (0, b"")
    assert re.search(rb"known to .*, 0 of its entries are stale", done.err)


@pytest.mark.slow
@pytest.mark.parametrize("tree", ["win32/fr-fr", "win32/de-de", "office/pt-br"])
def test_the_baseline_of_a_whole_tree_holds_with_the_reference(
    tree: str, corpus: Path, tmp_path: Path, command: Any
) -> None:
    known, copy, original = tmp_path / "known.json", tmp_path / "project" / "pages", corpus / tree / "../en-us"
    shutil.copytree(corpus / tree, copy)
    configuration = copy.parent / "specgen.toml"
    configuration.write_text("", encoding="utf-8")
    assert command("check", str(copy), "--preview", "--exit-zero", "--write-baseline", str(known)).status == 0
    done = command("check", str(copy), "--preview", "--baseline", str(known), "--reference", str(original.resolve()))
    assert (done.status, done.out) == (0, b"")
    assert re.search(rb"known to .*, 0 of its entries are stale", done.err)


def test_lines_above_a_finding_do_not_make_it_new(project: Path, tmp_path: Path) -> None:
    before = {one.fingerprint for one in _findings(project)}
    moved = tmp_path / "project"
    shutil.copytree(project, moved)
    for page in moved.rglob("*.md"):
        text = page.read_text("utf-8")
        title = re.search(r"^# ", text, re.MULTILINE)
        if title is not None:
            page.write_text(f"{text[: title.start()]}\n\n{text[title.start() :]}", encoding="utf-8")
    assert {one.fingerprint for one in _findings(moved)} == before


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_change_neither_facts_nor_fingerprints(project: Path, tmp_path: Path, end: str) -> None:
    copy = tmp_path / "project"
    shutil.copytree(project, copy)
    for page in copy.rglob("*.md"):
        page.write_bytes(page.read_bytes().replace(b"\n", end.encode()))
    here = compile_pages(Request((str(project),), configuration_for((project,))))
    there = compile_pages(Request((str(copy),), configuration_for((copy,))))
    assert [changed(one, root="") for one in here.entities] == [changed(one, root="") for one in there.entities]
    assert [one.fingerprint for one in _findings(project)] == [one.fingerprint for one in _findings(copy)]
