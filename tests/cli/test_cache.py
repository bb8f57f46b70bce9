"""``specgen cache``, and what commands keep."""

import os
import shutil
from pathlib import Path

import pytest

from tests.conftest import Command

SEEDS = Path(__file__).parents[2] / "seeds"


def test_it_shows_what_is_kept_and_removes_it(
    command: Command, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A run is kept where nothing changed a moment ago.
    monkeypatch.setattr("specgen.cache.UNSETTLED", -60 * 10**9)
    pages = shutil.copytree(SEEDS, tmp_path / "pages")
    assert command("cache").lines == [str(cache), "0 pages, 0 files known, 0.0 MB; 0 runs, 0.0 MB"]
    assert command("check", pages, "--exit-zero").status == 0
    shown = command("cache").lines
    assert shown[0] == str(cache) and shown[1].startswith("2 pages, ")
    assert "; 1 runs, " in shown[1]
    assert command("cache", "--clear").lines[1].startswith("removed: 2 pages, ")
    assert command("cache").lines[1] == "0 pages, 0 files known, 0.0 MB; 0 runs, 0.0 MB"


def test_what_was_kept_changes_no_output(command: Command) -> None:
    for arguments in (("check", SEEDS, "--output-format", "json"), ("model", SEEDS), ("explain", SEEDS)):
        fresh = command(*arguments, "--no-cache")
        assert [command(*arguments), command(*arguments)] == [fresh, fresh]


def test_without_a_cache_none_is_made(command: Command, cache: Path) -> None:
    command("check", SEEDS, "--no-cache")
    assert not cache.exists()


def test_a_folder_that_cannot_be_made_changes_nothing(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = command("check", SEEDS, "--no-cache")
    (tmp_path / "file").touch()
    monkeypatch.setenv("SPECGEN_CACHE_DIR", str(tmp_path / "file" / "cache"))
    assert command("check", SEEDS) == fresh
    assert command("cache").lines[1] == "0 pages, 0 files known, 0.0 MB; 0 runs, 0.0 MB"


def test_without_a_home_nothing_is_kept(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SPECGEN_CACHE_DIR")
    monkeypatch.setattr(os.path, "expanduser", str)
    assert command("cache").talk == [
        "specgen: error: there is no home folder, so nothing is kept (SPECGEN_CACHE_DIR names another)"
    ]
    assert command("check", SEEDS, "--exit-zero").status == 0
