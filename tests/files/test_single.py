"""Single files are replaced whole, or stay as they were."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from specgen.files import write_whole


def names(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir()]


def test_a_file_is_made_and_replaced(tmp_path: Path) -> None:
    file = tmp_path / "f.txt"
    write_whole(file, ["one\n", "\udce9\n"])
    assert file.read_bytes() == b"one\n\\udce9\n"
    file.chmod(0o640)
    write_whole(file, ["two\n"])
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"two\n", 0o640)
    assert names(tmp_path) == ["f.txt"]


def test_what_fails_leaves_the_old_file(tmp_path: Path) -> None:
    def pieces() -> Iterator[str]:
        yield "new\n"
        raise KeyboardInterrupt

    file = tmp_path / "f.txt"
    file.write_text("old\n")
    with pytest.raises(KeyboardInterrupt):
        write_whole(file, pieces())
    assert (file.read_text(), names(tmp_path)) == ("old\n", ["f.txt"])


def test_links_are_followed_and_devices_written_to(tmp_path: Path) -> None:
    target = tmp_path / "target.txt"
    target.write_text("old\n")
    link = tmp_path / "link.txt"
    link.symlink_to(target)
    write_whole(link, ["new\n"])
    assert (link.is_symlink(), target.read_text()) == (True, "new\n")
    write_whole(Path(os.devnull), ["lost\n"])


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        write_whole(tmp_path / "none" / "f.txt", ["x\n"])
