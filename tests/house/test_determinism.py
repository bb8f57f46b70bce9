"""Same input, same bytes: whatever the hash seed, the folder, the time zone and the order of files on disk."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


def _generate(folder: Path, package: Path, **environment: str) -> dict[str, bytes]:
    command = [sys.executable, "-m", "specgen", "generate", "seeds", "--out", "out", "--quiet"]
    path = {"PYTHONPATH": str(package.parent)} if (package.parent / "pyproject.toml").is_file() else {}
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **path, **environment}, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    out = folder / "out"
    files = {one.relative_to(out).as_posix(): one.read_bytes() for one in out.rglob("*") if one.is_file()}
    return {**files, "stdout": done.stdout}


@pytest.fixture
def folders(tmp_path: Path, checkout: Path) -> list[Path]:
    made = []
    for name in ("one", "a deeper/folder with spaces"):
        folder = tmp_path / name
        shutil.copytree(checkout / "seeds", folder / "seeds")
        shutil.copy(checkout / "pyproject.toml", folder)
        made.append(folder)
    return made


def test_generated_files_are_the_same_bytes(folders: list[Path], package: Path) -> None:
    first = _generate(folders[0], package, PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C")
    second = _generate(folders[1], package, PYTHONHASHSEED="99", TZ="Asia/Tokyo", LC_ALL="C.UTF-8", COLUMNS="30")
    assert first == second
    assert len(first) > 8
    del first["stdout"]
    for path, data in first.items():
        assert b"\r" not in data, path
        assert data.endswith(b"\n"), path
        assert not data.endswith(b"\n\n"), path
        assert str(folders[0]).encode() not in data, path


def test_the_committed_files_are_what_the_seeds_give(checkout: Path, folders: list[Path], package: Path) -> None:
    generated = checkout / "generated"
    made = _generate(folders[0], package)
    del made["stdout"]
    kept = {one.relative_to(generated).as_posix() for one in generated.rglob("*") if one.is_file()}
    kept = {
        path for path in kept if "__pycache__" not in path and not path.startswith((".", "conformance/.pytest_cache"))
    }
    assert kept == set(made)
    assert all((generated / path).read_bytes() == data for path, data in made.items())
