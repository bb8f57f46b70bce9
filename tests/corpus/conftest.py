"""What the tests on real pages share: each tree as it was read, the truth to hold it against, the scorer's words."""

import ast
import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.corpus.census import Census, shared
from tests.corpus.comparison import TREES, Truth, corpus_path

SCORE = "SPECGEN_SCORE"
PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def score() -> Path:
    """The folder of the scorer and of signatures that were not read from pages."""
    folder = os.environ.get(SCORE)
    if not folder:
        pytest.skip(f"{SCORE} names no folder with truth to score against")
    return Path(folder)


@pytest.fixture(scope="session")
def census_of(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Census]:
    """The census of a tree ("docset/locale"); workers that run side by side share each."""
    base = tmp_path_factory.getbasetemp()
    store = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    known: dict[str, Census] = {}

    def census(tree: str) -> Census:
        if tree not in known:
            known[tree] = shared(store, corpus / tree)
        return known[tree]

    return census


@pytest.fixture(scope="session")
def scorer(score: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", score / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def truth(score: Path) -> Truth:
    return Truth.load(score)


@pytest.fixture(scope="session")
def expected(score: Path) -> dict[str, dict[str, str]]:
    """Owner.Member of every page that truth covers, by kind and page."""
    pages: dict[str, dict[str, str]] = json.loads((score / "expected.json").read_text("utf-8"))
    return {kind: {corpus_path(page): name for page, name in found.items()} for kind, found in pages.items()}


@pytest.fixture(scope="session")
def model(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The model of all English pages, as a file of JSON lines."""
    file = tmp_path_factory.mktemp("model") / "model.jsonl"
    trees = [str(corpus / tree) for tree in TREES.values()]
    command = [sys.executable, "-m", "specgen", "model", *trees, "--format", "jsonl", "--quiet"]
    with file.open("wb") as out:
        subprocess.run(command, cwd=PROJECT, stdout=out, check=True)
    return file


@pytest.fixture(scope="session")
def entities(model: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in model.read_text("utf-8").splitlines()]


@dataclass(frozen=True)
class Row:
    """A page that the scorer holds against us, and what it measured."""

    kind: str
    page: str
    measures: tuple[str, ...]


@dataclass(frozen=True)
class Scored:
    """What the scorer prints: ``tally`` by (kind, measure), and one row a page that disagrees."""

    tally: dict[tuple[str, str], int]
    rows: tuple[Row, ...]


@pytest.fixture(scope="session")
def scored(model: Path, score: Path) -> Scored:
    truths = [str(score / name) for name in ("truth_wmi.json", "truth_mapi.json")]
    command = [sys.executable, str(score / "score.py"), str(model), *truths]
    command += ["--expected", str(score / "expected.json"), "--show", "1000000"]
    lines = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout.splitlines()
    tally = {(line[:14].strip(), line[15:39].strip()): int(line[39:]) for line in lines if " | " not in line}
    return Scored(tally, tuple(_row(line) for line in lines if " | " in line))


def _row(line: str) -> Row:
    kind, page, *columns = line.split(" | ")
    if kind != "wmi-class":
        return Row(kind, corpus_path(page), tuple(ast.literal_eval(columns[0])))
    lists = [ast.literal_eval(column) for column in columns[:2]]
    return Row(kind, corpus_path(page), tuple(measure for measure, names in lists if names))
