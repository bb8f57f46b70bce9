"""What installs, what is shipped, and what a fresh machine needs."""

import re
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

import specgen


@pytest.fixture(scope="module")
def project(checkout: Path) -> dict[str, Any]:
    return tomllib.loads((checkout / "pyproject.toml").read_text("utf-8"))


LOCKS = {
    "requirements.lock": 3,
    "requirements-dask.lock": 3,
    "requirements-fuzz.lock": 1,
    "requirements-pyright.lock": 3,
}
"""The locks, and how many packages each holds at least."""


@pytest.mark.parametrize("name", LOCKS)
def test_locks_are_hashed_and_name_no_index(checkout: Path, name: str) -> None:
    text = (checkout / name).read_text("utf-8")
    assert not re.search(r"://|--(extra-)?index-url|--find-links|@ file", text)
    pins = re.findall(
        r"^([a-z0-9._-]+)==\S+(?: ; [^\\\n]+)? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", text, re.MULTILINE
    )
    assert len(pins) == len(re.findall(r"^[a-z]", text, re.MULTILINE)) >= LOCKS[name]


def test_the_locks_hold_every_dependency(checkout: Path, project: dict[str, Any]) -> None:
    locks = [(checkout / name).read_text("utf-8") for name in ("requirements.lock", "requirements-dask.lock")]
    locked = {name for text in locks for name in re.findall(r"^([a-z0-9._-]+)==", text, re.MULTILINE)}
    extras = project["project"]["optional-dependencies"]
    wanted = [*project["project"]["dependencies"], *(one for extra in extras.values() for one in extra)]
    names = {re.split(r"[<>=\[]", one)[0].strip().lower().replace("_", "-") for one in wanted} - {"specgen"}
    assert names <= locked


def test_msgspec_is_capped(project: dict[str, Any]) -> None:
    (msgspec,) = [one for one in project["project"]["dependencies"] if one.startswith("msgspec")]
    assert "<" in msgspec


def test_data_is_where_the_code_looks_for_it(templates: Path) -> None:
    package = resources.files(specgen)
    assert package.joinpath("py.typed").is_file()
    for folder, suffix in (("lexicons", ".toml"), ("reader/syntax/mof", ".lark"), ("reader/syntax/mof", ".json")):
        place = package.joinpath(*folder.split("/"))
        assert [one for one in place.iterdir() if one.name.endswith(suffix)], (folder, suffix)
    assert [path for path in templates.rglob("*") if path.is_file()]


def test_line_ends_are_fixed(checkout: Path) -> None:
    rules = (checkout / ".gitattributes").read_text("utf-8").splitlines()
    assert "* text=auto eol=lf" in rules
    assert "/seeds/** -text" in rules


def test_no_text_file_has_other_line_ends(checkout: Path) -> None:
    folders = ("specgen", "templates", "tests", "docs", ".ci", "benches")
    files = [path for name in folders for path in (checkout / name).rglob("*") if path.is_file()]
    files += [path for path in checkout.iterdir() if path.is_file() and path.suffix in (".md", ".toml", ".lock", ".in")]
    texts = [path for path in files if "__pycache__" not in path.parts]
    assert not [path for path in texts if b"\r" in path.read_bytes()]
