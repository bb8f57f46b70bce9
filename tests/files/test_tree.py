"""The writer: all or nothing, and never a file that is not its own."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from specgen.files import EditedFilesError, ManifestError, OutputError, UnsafePathError, write_tree
from specgen.files import tree as writer


@dataclass(frozen=True)
class File:
    path: str
    text: str
    pages: tuple[str, ...] = ("page.md",)

    @property
    def data(self) -> bytes:
        return self.text.encode()


def snapshot(folder: Path) -> dict[str, str]:
    return {str(one.relative_to(folder)): one.read_text() for one in sorted(folder.rglob("*")) if one.is_file()}


def test_files_and_their_manifest_are_written(tmp_path: Path) -> None:
    report = write_tree(tmp_path, [File("a/b.txt", "one\n"), File("c.txt", "é\n", ())])
    assert report.written == ("a/b.txt", "c.txt")
    assert (tmp_path / "a/b.txt").read_bytes() == b"one\n"
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    assert manifest["schema"] == 1
    assert manifest["files"]["a/b.txt"]["pages"] == ["page.md"]
    assert len(manifest["files"]["c.txt"]["sha256"]) == 64
    assert sorted(snapshot(tmp_path)) == ["a/b.txt", "c.txt", "manifest.json"]


def test_the_same_again_changes_nothing(tmp_path: Path) -> None:
    write_tree(tmp_path, [File("a", "x")])
    before = (tmp_path / "a").stat().st_mtime_ns, (tmp_path / "manifest.json").stat().st_mtime_ns
    report = write_tree(tmp_path, [File("a", "x")])
    assert report.drift == ()
    assert report.unchanged == ("a",)
    assert before == ((tmp_path / "a").stat().st_mtime_ns, (tmp_path / "manifest.json").stat().st_mtime_ns)


def test_what_is_no_longer_made_is_removed_with_its_folder(tmp_path: Path) -> None:
    write_tree(tmp_path, [File("a/b/c", "x"), File("a/d", "x")])
    (tmp_path / "a/mine").write_text("mine")
    report = write_tree(tmp_path, [File("a/d", "x")])
    assert report.removed == ("a/b/c",)
    assert not (tmp_path / "a/b").exists()
    assert (tmp_path / "a/mine").read_text() == "mine"


def test_only_what_the_run_speaks_for_is_removed(tmp_path: Path) -> None:
    write_tree(tmp_path, [File("mof/a", "x"), File("stubs/b", "x")])
    report = write_tree(tmp_path, [File("stubs/c", "x")], owned={"stubs"})
    assert report.removed == ("stubs/b",)
    assert (tmp_path / "mof/a").exists()
    assert set(json.loads((tmp_path / "manifest.json").read_text())["files"]) == {"mof/a", "stubs/c"}


@pytest.mark.parametrize("artefacts", [[File("a", "new")], []], ids=["overwritten", "removed"])
def test_an_edited_file_stops_the_run(tmp_path: Path, artefacts: list[File]) -> None:
    write_tree(tmp_path, [File("a", "x")])
    (tmp_path / "a").write_text("edited")
    before = snapshot(tmp_path)
    with pytest.raises(EditedFilesError) as refused:
        write_tree(tmp_path, [*artefacts, File("b", "y")])
    assert refused.value.paths == ("a",)
    assert snapshot(tmp_path) == before
    write_tree(tmp_path, artefacts, force=True)
    assert (tmp_path / "a").exists() == bool(artefacts)


def test_a_file_of_somebody_else_stops_the_run(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("mine")
    with pytest.raises(EditedFilesError):
        write_tree(tmp_path, [File("a", "x")])
    assert snapshot(tmp_path) == {"a": "mine"}


def test_a_file_edited_to_what_is_made_is_no_edit(tmp_path: Path) -> None:
    write_tree(tmp_path, [File("a", "x")])
    (tmp_path / "a").write_text("new")
    assert write_tree(tmp_path, [File("a", "new")]).drift == ()
    write_tree(tmp_path, [File("a", "newer")])
    assert (tmp_path / "a").read_text() == "newer"


def test_a_deleted_file_is_made_again(tmp_path: Path) -> None:
    write_tree(tmp_path, [File("a", "x")])
    (tmp_path / "a").unlink()
    assert write_tree(tmp_path, [File("a", "x")]).written == ("a",)


def test_check_reports_and_writes_nothing(tmp_path: Path) -> None:
    write_tree(tmp_path, [File("a", "x"), File("gone", "x")])
    (tmp_path / "a").write_text("edited")
    before = snapshot(tmp_path)
    assert write_tree(tmp_path, [File("a", "x"), File("b", "y")], check=True).drift == ("a", "b", "gone")
    assert snapshot(tmp_path) == before
    assert write_tree(tmp_path / "new", [File("a", "x")], check=True).drift == ("a",)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    "path", ["../x", "/x", "a/../../x", "a//b", "", "a\\b", "c:x", "manifest.json", "x" * 181, "."]
)
def test_no_path_leads_out(tmp_path: Path, path: str) -> None:
    out = tmp_path / "out"
    with pytest.raises(UnsafePathError):
        write_tree(out, [File(path, "x")])
    assert snapshot(tmp_path) == {}


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnsafePathError):
        write_tree(tmp_path, [File("A", "x"), File("a", "y")])


@pytest.mark.parametrize("path", ["link/x", "file"])
def test_a_link_that_leads_out_is_refused(tmp_path: Path, path: str) -> None:
    out, outside = tmp_path / "out", tmp_path / "outside"
    out.mkdir()
    outside.mkdir()
    (out / "link").symlink_to(outside)
    (outside / "file").write_text("theirs")
    (out / "file").symlink_to(outside / "file")
    with pytest.raises(UnsafePathError):
        write_tree(out, [File(path, "x")], force=True)
    assert snapshot(outside) == {"file": "theirs"}


def test_the_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "real")
    write_tree(tmp_path / "out", [File("a", "x")])
    assert (tmp_path / "real/a").read_text() == "x"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"schema": 2, "generator": "specgen", "files": {}}',
        '{"schema": 1, "generator": "x", "files": {}}',
    ],
)
def test_a_manifest_that_is_not_ours_is_an_error(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(ManifestError):
        write_tree(tmp_path, [File("a", "x")])
    assert not (tmp_path / "a").exists()


def test_a_manifest_cannot_name_files_outside(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_tree(out, [File("a", "x")])
    (tmp_path / "victim").write_text("x")
    manifest = (out / "manifest.json").read_text().replace('"a"', '"../victim"')
    (out / "manifest.json").write_text(manifest)
    with pytest.raises(UnsafePathError):
        write_tree(out, [], force=True)
    assert (tmp_path / "victim").exists()


def test_a_folder_in_the_way_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(OutputError):
        write_tree(tmp_path, [File("a", "x")], force=True)


def test_a_failure_while_staging_leaves_the_old_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_tree(tmp_path, [File("a", "old"), File("b", "old")])
    before = snapshot(tmp_path)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space"):
        write_tree(tmp_path, [File("a", "new"), File("b", "new")])
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize("survived", range(4))
def test_a_run_cut_short_is_finished_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, survived: int
) -> None:
    write_tree(tmp_path, [File("a", "old"), File("b", "old"), File("gone", "old")])
    new = [File("a", "new"), File("b", "new")]
    moves = 0

    def stop(*arguments: object) -> None:
        nonlocal moves
        moves += 1
        if moves > survived:
            raise KeyboardInterrupt
        done[len(arguments)](*arguments)

    place, remove = writer._place, writer._remove
    done: dict[int, Callable[..., None]] = {3: place, 2: remove}
    monkeypatch.setattr(writer, "_place", stop)
    monkeypatch.setattr(writer, "_remove", stop)
    if survived < 3:
        with pytest.raises(KeyboardInterrupt):
            write_tree(tmp_path, new)
    monkeypatch.setattr(writer, "_place", place)
    monkeypatch.setattr(writer, "_remove", remove)
    assert set(snapshot(tmp_path)["a"].split()) <= {"old", "new"}
    write_tree(tmp_path, new)
    found = snapshot(tmp_path)
    assert (found["a"], found["b"], "gone" in found) == ("new", "new", False)
    assert "replaces" not in found["manifest.json"]
