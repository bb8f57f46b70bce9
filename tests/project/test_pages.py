import errno
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from specgen.project import Configuration, FoundPage, NoSuchPathError, find_pages

posix = pytest.mark.skipif(sys.platform == "win32", reason="links and permissions of POSIX")


def _plant(top: Path, *names: str) -> None:
    for name in names:
        file = top / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()


def _paths(found: tuple[FoundPage, ...], *, reported: bool = True) -> list[str]:
    return [page.path for page in found if page.reported is reported]


def test_markdown_below_a_folder_sorted(tmp_path: Path) -> None:
    _plant(tmp_path, "b.md", "a/z.markdown", "a/B.MD", "a/no.txt", ".hidden/h.md", ".git/no.md", "readme")
    found = find_pages((str(tmp_path),), Configuration()).found
    assert _paths(found) == [".hidden/h.md", "a/B.MD", "a/z.markdown", "b.md"]
    assert {page.root for page in found} == {str(tmp_path)}


def test_a_file_of_any_suffix_is_a_page(tmp_path: Path) -> None:
    _plant(tmp_path, "page.txt")
    page = str(tmp_path / "page.txt")
    assert find_pages((page,), Configuration()).found == (FoundPage(page, "page.txt", Path(page)),)


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoSuchPathError, match="nowhere"):
        find_pages((str(tmp_path / "nowhere"),), Configuration())


def test_a_page_under_two_paths_belongs_to_the_first(tmp_path: Path) -> None:
    _plant(tmp_path, "a/one.md", "a/two.md")
    one = str(tmp_path / "a/one.md")
    found = find_pages((one, str(tmp_path)), Configuration()).found
    assert [(page.root, page.path) for page in found] == [(str(tmp_path), "a/two.md"), (one, "one.md")]


def test_the_rest_of_the_tree_is_read_and_not_reported(tmp_path: Path) -> None:
    _plant(tmp_path, "a/one.md", "b/two.md")
    found = find_pages((str(tmp_path / "a"),), Configuration(root=tmp_path)).found
    assert _paths(found) == ["one.md"]
    assert _paths(found, reported=False) == ["b/two.md"]


def test_pages_and_exclude_restrict_the_tree(tmp_path: Path) -> None:
    _plant(tmp_path, "README.md", "docs/x/one.md", "docs/old/two.md", "tests/docs/three.md", "docs/x/skip-me.md")
    configuration = Configuration(root=tmp_path, pages=("docs",), exclude=("docs/old", "skip-*"))
    assert _paths(find_pages((str(tmp_path),), configuration).found) == ["docs/x/one.md"]
    named = find_pages((str(tmp_path / "tests"),), configuration).found
    assert _paths(named) == ["docs/three.md"]
    assert _paths(named, reported=False) == ["docs/x/one.md"]


def test_a_file_named_on_the_command_line_is_read_whatever_is_excluded(tmp_path: Path) -> None:
    _plant(tmp_path, "docs/old/two.md")
    configuration = Configuration(root=tmp_path, pages=("docs",), exclude=("docs/old",))
    assert _paths(find_pages((str(tmp_path / "docs/old/two.md"),), configuration).found) == ["two.md"]


@posix
def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    _plant(tmp_path, "in/one.md", "out/two.md")
    (tmp_path / "in/folder").symlink_to(tmp_path / "out")
    (tmp_path / "in/page.md").symlink_to(tmp_path / "out/two.md")
    pages = find_pages((str(tmp_path / "in"),), Configuration())
    assert _paths(pages.found) == ["one.md"]
    assert {link.name for link in pages.outside} == {"folder", "page.md"}


@posix
def test_links_inside_add_what_has_no_name_of_its_own(tmp_path: Path) -> None:
    _plant(tmp_path, "one.md", "data/text.txt")
    (tmp_path / "again.md").symlink_to(tmp_path / "one.md")
    (tmp_path / "linked.md").symlink_to(tmp_path / "data/text.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    pages = find_pages((str(tmp_path),), Configuration())
    assert _paths(pages.found) == ["linked.md", "one.md"]
    assert pages.outside == ()


@posix
def test_a_link_to_itself_stays_a_page_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "one.md").symlink_to("two.md")
    (tmp_path / "two.md").symlink_to("one.md")
    found = find_pages((str(tmp_path),), Configuration()).found
    assert _paths(found) == ["one.md", "two.md"]


@posix
def test_a_path_may_be_a_link(tmp_path: Path) -> None:
    _plant(tmp_path, "real/one.md")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert _paths(find_pages((str(tmp_path / "link"),), Configuration()).found) == ["one.md"]


def test_a_folder_that_cannot_be_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system refuses, as it would anyone but root."""
    _plant(tmp_path, "shut/one.md", "two.md")
    scandir = os.scandir

    def refusing(path: str | Path) -> Any:
        if Path(path).name == "shut":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    pages = find_pages((str(tmp_path),), Configuration())
    assert _paths(pages.found) == ["two.md"]
    assert [(place.path, reason) for place, reason in pages.unreadable] == [("shut", "Permission denied")]
