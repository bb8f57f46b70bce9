"""All real pages: none raises, and the scoreboard accounts for each."""

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.corpus, pytest.mark.slow]


def _trees(corpus: Path) -> list[Path]:
    return sorted(locale for docset in corpus.iterdir() if docset.is_dir() for locale in docset.iterdir())


def _markdown(tree: Path) -> int:
    return sum(path.suffix.lower() in (".md", ".markdown") for path in tree.rglob("*"))


def _small_folder(tree: Path) -> Path:
    """The smallest folder of at least fifty pages."""
    sizes = ((len(list(folder.glob("*.md"))), folder) for folder in tree.rglob("*") if folder.is_dir())
    return min(pair for pair in sizes if pair[0] >= 50)[1]


def test_every_page_is_accounted_for(corpus: Path, command: Any) -> None:
    for tree in _trees(corpus):
        done = command("stats", tree, "--format=json")
        assert done.status == 0, done.err.decode()[-500:]
        board = json.loads(done.out)
        counts: Counter[str] = Counter()
        for row in board["rows"]:
            counts.update({key: row[key] for key in ("pages", "compiled", "partial", "not_understood", "skipped")})
        assert counts["pages"] == _markdown(tree), tree
        assert counts["pages"] == counts.total() - counts["pages"], tree
        assert len(board["pages"]) == counts["pages"] - counts["compiled"], tree
        assert all(page["reason"] for page in board["pages"] if page["state"] == "not_understood"), tree


def test_bytes_and_processes_change_nothing(corpus: Path, command: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for tree in _trees(corpus):
        folder = _small_folder(tree)
        direct = command("model", folder, "--jobs=1", "--quiet")
        assert direct.status == 0
        assert command("model", folder, "--jobs=2", "--quiet").out == direct.out
        monkeypatch.setenv("SPECGEN_THROUGH_BYTES", "1")
        assert command("model", folder, "--jobs=1", "--quiet").out == direct.out
        monkeypatch.delenv("SPECGEN_THROUGH_BYTES")


def test_no_output_moves_a_terminal(corpus: Path, command: Any) -> None:
    tree = _trees(corpus)[0]
    done = command("check", tree, "--exit-zero", "--preview")
    text = (done.out + done.err).decode()
    assert not [letter for letter in set(text) if letter != "\n" and not letter.isprintable() and letter != os.sep]
