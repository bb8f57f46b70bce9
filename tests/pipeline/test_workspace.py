"""A tree that stays open: what is said of an edited page at once, and that it is what a run would say once settled."""

import random
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from specgen.checks import Selection, UnknownRuleError, run
from specgen.model.facts import PageFacts
from specgen.model.findings import Finding
from specgen.model.overlays import OverlayError
from specgen.pipeline import Request, Run, compile_pages, workspace
from specgen.pipeline.workspace import Workspace, WorkspaceError
from specgen.project import Configuration, configuration_for
from specgen.reader import read_page
from tests.cli.conftest import ARTICLE, METHOD
from tests.link.trees import com_method, interface, rows, wmi_class, wmi_method

DRILL = wmi_class("Ice_Drill", namespace="Root\\\\Polar", methods=rows("Bore@bore.md", "Thaw"))
BORE = wmi_method("Bore", "Ice_Drill", see="[drill](ice-drill.md)")
OTHER = wmi_method("Bore", "Ice_Drill", see="[gone](gone.md) and [drill](../ice-drill.md)")
PAGES = {
    "dig.md": METHOD,
    "about.md": ARTICLE,
    "ice-drill.md": DRILL,
    "bore.md": BORE,
    "other/bore.md": OTHER,
    "icup.md": interface("ICup", "IUnknown", rows("Drink@icup-drink.md")),
    "icup-drink.md": com_method("Drink", "ICup"),
}
EVERYTHING = Selection(("ALL",), preview=True)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    folder = tmp_path / "tree"
    for name, text in PAGES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "specgen.toml").write_text("", encoding="utf-8")
    return folder


def opened(tree: Path, selection: Selection = EVERYTHING) -> Workspace:
    return Workspace(Request((), configuration_for((tree,))), selection)


def checked(tree: Path, page: str) -> list[Finding]:
    """What a run on the whole folder finds on one page."""
    return [one for one in everything(tree) if one.page == page]


def everything(tree: Path) -> Sequence[Finding]:
    return run(compile_pages(Request((str(tree),), configuration_for((tree,)))).library, EVERYTHING)


def bare(findings: Sequence[Finding]) -> list[tuple[object, ...]]:
    return [(one.code, one.line, one.column, one.message, one.member, one.fix, one.fingerprint) for one in findings]


@pytest.mark.parametrize("page", PAGES)
def test_a_settled_page_has_the_findings_of_a_run(tree: Path, page: str) -> None:
    work = opened(tree)
    assert work.update(tree / page, (tree / page).read_bytes())
    assert work.settle()
    assert bare(work.findings(tree / page)) == bare(checked(tree, page))


def test_before_anything_is_settled_a_page_is_known_by_itself(tree: Path) -> None:
    work = opened(tree)
    work.update(tree / "dig.md", METHOD.encode())
    assert [one.code for one in work.findings(tree / "dig.md")] == ["SG101", "SG405"]


def test_what_other_pages_prove_stays_on_lines_that_were_not_edited(tree: Path) -> None:
    work, page = opened(tree), tree / "other/bore.md"
    work.update(page, OTHER.encode())
    work.settle()
    then = {one.code: one.line for one in work.findings(page)}
    assert {"SG402", "SG604"} <= set(then)
    work.update(page, OTHER.replace("Does it.", "Does it.\n\nTwice.").encode())
    now = {one.code: one.line for one in work.findings(page)}
    assert now["SG604"] == then["SG604"] + 2
    assert now["SG402"] == then["SG402"]
    work.update(page, OTHER.replace("[gone](gone.md) and", "").encode())
    assert "SG604" not in {one.code for one in work.findings(page)}


def test_only_the_changed_page_is_read_again(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = opened(tree)
    read: list[str] = []
    work.update(tree / "dig.md", METHOD.encode())
    work.settle()

    def noting(path: str, data: bytes) -> PageFacts:
        read.append(path)
        return read_page(path, data)

    monkeypatch.setattr(workspace, "read_page", noting)
    work.update(tree / "dig.md", METHOD.replace("Digs", "Digs up").encode())
    work.settle()
    work.update(tree / "bore.md", BORE.encode())
    work.update(tree / "bore.md", None)
    assert read == ["dig.md"]


def test_a_page_that_is_said_to_be_as_on_disk_is(tree: Path) -> None:
    work, page = opened(tree), tree / "dig.md"
    work.update(page, METHOD.replace("Probe. mof", "Probe.mof").encode())
    work.settle()
    page.write_text(METHOD.replace("Digs", "Dug"), encoding="utf-8")
    work.update(page, None)
    work.settle()
    found = work.page(page)
    assert found is not None and found.facts.summary == "Dug a hole."
    work.update(page, page.read_bytes())
    work.settle()
    assert bare(work.findings(page)) == bare(checked(tree, "dig.md"))


def test_pages_that_come_and_go(tree: Path) -> None:
    work, new = opened(tree), tree / "melt.md"
    assert work.update(new, wmi_method("Melt", "Ice_Drill").encode())
    work.settle()
    drill = work.library.by_page[str(tree), "ice-drill.md"][0]
    assert "Melt" in [one.name for one in drill.methods]
    assert work.explanation(new) is not None
    (tree / "bore.md").unlink()
    work.update(tree / "bore.md", None)
    work.update(new, None)
    work.settle()
    assert {page.facts.path for page in work.library.pages} == set(PAGES) - {"bore.md"}
    assert (work.page(new), work.findings(new), work.explanation(new)) == (None, (), None)


def test_what_is_no_page_of_the_tree_is_left_alone(tree: Path) -> None:
    (tree / "specgen.toml").write_text('exclude = ["other"]\n', encoding="utf-8")
    work = opened(tree)
    for file in (tree / "other/bore.md", tree / "notes.txt", tree.parent / "elsewhere.md", tree):
        assert not work.update(file, b"# Text")
        assert (work.findings(file), work.page(file), work.entities(file)) == ((), None, ())


def test_a_file_without_a_tree_is_a_tree_by_itself(tmp_path: Path) -> None:
    file = tmp_path / "page.text"
    work = Workspace(Request((str(file),), Configuration()), EVERYTHING)
    assert work.update(file, METHOD.encode())
    assert work.settle()
    found = bare(work.findings(file))
    file.write_text(METHOD, encoding="utf-8")
    library = compile_pages(Request((str(file),))).library
    assert found == bare(run(library, EVERYTHING))


def test_a_selection_is_kept_to(tree: Path) -> None:
    per_file = (("dig.md", ("SG405",)),)
    work = opened(tree, Selection(("SG1", "SG4"), per_file=per_file))
    work.update(tree / "dig.md", METHOD.encode())
    assert [one.code for one in work.findings(tree / "dig.md")] == ["SG101"]
    work.settle()
    assert [one.code for one in work.findings(tree / "dig.md")] == ["SG101"]
    with pytest.raises(UnknownRuleError):
        work.reconfigure(work.request, Selection(("SG777",)))
    assert [one.code for one in work.findings(tree / "dig.md")] == ["SG101"]


def test_comments_are_obeyed_while_typing_and_judged_when_settled(tree: Path) -> None:
    quiet = METHOD.replace("| MOF", "<!-- specgen: ignore SG405 -->\n| MOF")
    work, page = opened(tree), tree / "dig.md"
    work.update(page, quiet.replace("SG405", "SG407").encode())
    assert "SG907" not in [one.code for one in work.findings(page)]
    work.settle()
    settled = [one.code for one in work.findings(page)]
    assert ("SG907" in settled) == ("SG907" in [one.code for one in _of_run(tree, quiet.replace("SG405", "SG407"))])


def _of_run(tree: Path, text: str) -> list[Finding]:
    (tree / "dig.md").write_text(text, encoding="utf-8")
    return checked(tree, "dig.md")


def test_settling_can_be_cancelled_and_loses_nothing(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = opened(tree)
    compiled: list[Request] = []

    def noting(request: Request) -> Run:
        compiled.append(request)
        return compile_pages(request)

    monkeypatch.setattr(workspace, "compile_pages", noting)
    work.update(tree / "dig.md", METHOD.encode())
    assert not work.settle(lambda: True)
    assert not work.library.pages
    assert work.settle()
    assert (len(compiled), bool(work.library.pages)) == (1, True)


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        (Request((), Configuration(), reference="nowhere"), "nowhere: no such file or folder"),
        (Request((), Configuration(), constants=("none.h",)), "none.h"),
        (Request((), Configuration(), overlays=("none.toml",)), "none.toml"),
    ],
)
def test_what_cannot_be_compiled_says_why(request_: Request, said: str) -> None:
    work = Workspace(request_, EVERYTHING)
    with pytest.raises(WorkspaceError, match=said):
        work.settle()


def test_a_stale_overlay_keeps_what_was_known(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work, page = opened(tree), tree / "bore.md"
    work.update(page, BORE.encode())
    work.settle()
    known = bare(work.findings(page))

    def stale(*_: object) -> None:
        raise OverlayError(["over.toml:3: is stale"])

    monkeypatch.setattr(workspace, "linked", stale)
    with pytest.raises(WorkspaceError, match="is stale"):
        work.settle()
    assert bare(work.findings(page)) == known


def test_what_is_provable_goes_together(tree: Path) -> None:
    work, page = opened(tree), tree / "dig.md"
    work.update(page, METHOD.encode())
    assert [one.code for one in work.provable(page)] == ["SG405"]
    assert work.provable(tree / "about.md") == ()


def test_what_the_original_proves_is_known_at_once(tree: Path) -> None:
    """Rules that compare a page with the one it was translated from follow each keystroke, once that one is known."""
    configuration = Configuration(root=tree)
    reference = tree.parent / "original"
    reference.mkdir()
    (reference / "dig.md").write_text(METHOD, encoding="utf-8")
    work, page = Workspace(Request((), configuration, str(reference)), EVERYTHING), tree / "dig.md"
    work.update(page, METHOD.encode())
    work.settle()
    before = {one.code for one in work.findings(page)}
    changed = METHOD.replace("api_type:\n- COM", "api_typ:\n- COM")
    work.update(page, changed.encode())
    at_once = bare(work.findings(page))
    assert "SG526" in {one[0] for one in at_once} - before
    work.settle()
    assert bare(work.findings(page)) == at_once


def test_a_tree_may_settle_while_pages_are_edited(tree: Path) -> None:
    work, page = opened(tree), tree / "bore.md"
    work.update(page, BORE.encode())
    ended = threading.Event()

    def settle() -> None:
        while not ended.is_set():
            work.settle()

    thread = threading.Thread(target=settle)
    thread.start()
    try:
        for number in range(150):
            text = f"{BORE}\n{'x' * number}\n"
            work.update(page, text.encode())
            lines = text.split("\n")
            assert all(one.line <= len(lines) for one in work.findings(page))
            assert work.explanation(page) is not None
    finally:
        ended.set()
        thread.join()
    work.settle()
    page.write_text(text, encoding="utf-8")
    assert bare(work.findings(page)) == bare(checked(tree, "bore.md"))


def _edited(text: str, chance: random.Random) -> str:
    """A page after one edit: a line that is doubled, lost, moved, cut, or typed."""
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    how = chance.choice(["double", "lose", "move", "cut", "type"])
    if how == "double":
        lines.insert(at, lines[at])
    elif how == "lose":
        del lines[at]
    elif how == "move":
        lines.insert(chance.randrange(len(lines)), lines.pop(at))
    elif how == "cut":
        lines[at] = lines[at][: chance.randrange(len(lines[at]) + 1)]
    else:
        lines.insert(at, chance.choice(["text", "```", "## Syntax", "", "| a | b |", "𐐷 \\[in\\]", "</dd>"]))
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(6))
def test_after_any_edits_a_settled_page_has_the_findings_of_a_run(tree: Path, seed: int) -> None:
    chance, work = random.Random(seed), opened(tree)
    texts = dict(PAGES)
    for name, text in PAGES.items():
        work.update(tree / name, text.encode())
    work.settle()
    for _ in range(5):
        name = chance.choice(sorted(PAGES))
        texts[name] = _edited(texts[name], chance)
        work.update(tree / name, texts[name].encode())
        at_once = work.findings(tree / name)
        lines = texts[name].split("\n")
        assert all(1 <= one.line <= len(lines) and one.column <= len(lines[one.line - 1]) + 1 for one in at_once)
        if chance.random() < 0.5:
            work.settle()
    work.settle()
    for name, text in texts.items():
        (tree / name).write_text(text, encoding="utf-8")
    found = everything(tree)
    for name in texts:
        assert bare(work.findings(tree / name)) == bare([one for one in found if one.page == name])
