"""What makes another specgen of it, so that nothing counts that was kept."""

import os
import sys
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import pytest

import specgen
from specgen.cache import version


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working copy of a small specgen, with templates beside it."""
    folder = tmp_path / "specgen"
    for name in ("reader/page.py", "lexicons/en-us.toml", "../templates/mof/class.j2"):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x = 1\n")
    monkeypatch.setattr(version, "_PACKAGE", str(folder))
    return folder


@pytest.mark.parametrize("told", [version.reader_version, version.program_version])
@pytest.mark.parametrize("name", ["reader/page.py", "lexicons/en-us.toml", "../templates/mof/class.j2"])
def test_it_follows_the_code(told: Callable[[], str], name: str, package: Path) -> None:
    before = told()
    assert told() == before
    (package / name).write_text("x = 12\n")
    assert told() != before


def test_what_the_interpreter_writes_beside_the_code_is_no_code(package: Path) -> None:
    before = version.reader_version()
    (package / "reader" / "__pycache__").mkdir()
    for name in ("page.cpython-311.pyc", "page.cpython-311.pyc.139725"):
        (package / "reader" / "__pycache__" / name).touch()
    assert version.reader_version() == before


@pytest.mark.parametrize("elsewhere", [False, True])
def test_of_an_installed_package_the_installer_knows_the_code(elsewhere: bool, package: Path, tmp_path: Path) -> None:
    beside = tmp_path / "other" if elsewhere else tmp_path
    record = beside / f"specgen-{specgen.__version__}.dist-info" / "RECORD"
    record.parent.mkdir(parents=True)
    said = []
    for digest, when in (("a", 1), ("a", 2), ("b", 2)):
        os.utime(package / "reader" / "page.py", (when, when))
        record.write_text(f"specgen/reader/page.py,sha256={digest},5\n")
        said.append(version.reader_version())
    # One that was installed elsewhere says nothing of the code that runs here.
    assert [one == said[0] for one in said] == ([True, False, False] if elsewhere else [True, True, False])


@pytest.mark.usefixtures("package")
def test_it_follows_the_libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    monkeypatch.setattr(sys, "path", [str(site), *sys.path, str(tmp_path / "nothing")])
    told = []
    for name in ("markdown_it_py-1.0.dist-info", "markdown_it_py-2.0.dist-info", "some_rules-1.0.dist-info"):
        (site / name).mkdir(parents=True)
        told.append((version.reader_version(), version.program_version()))
        if name.startswith("markdown"):
            (site / name).rmdir()
    readers, programs = zip(*told, strict=True)
    assert len(set(readers)) == len(set(programs)) == 3
    (site / "more_rules-1.0.dist-info").mkdir()
    assert (version.reader_version(), version.program_version() == programs[2]) == (readers[2], False)


def test_the_folders_of_installers_tell_what_is_installed() -> None:
    found = version.installed()
    for name in version._LIBRARIES:
        assert f"-{metadata.version(name)}." in found[version._plain(name)]
