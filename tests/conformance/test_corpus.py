"""Suites of real pages pass on the default targets."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytest_plugins = ("pytester",)

pytestmark = [pytest.mark.corpus, pytest.mark.slow]


@pytest.mark.parametrize(
    ("pages", "least"),
    [
        ("win32/en-us/desktop-src/DNS", 500),
        ("win32/fr-fr/desktop-src/DNS", 500),
        ("office/en-us/docs/outlook/mapi", 3000),
        ("office/pt-br/docs/outlook/mapi", 3000),
    ],
)
def test_the_suite_passes(
    pages: str, least: int, corpus: Path, tmp_path: Path, run: Callable[..., pytest.RunResult]
) -> None:
    command = [sys.executable, "-m", "specgen", "generate", str(corpus / pages), "--out", str(tmp_path / "out")]
    backends = [word for name in ("model", "mof", "conformance") for word in ("--backend", name)]
    subprocess.run([*command, *backends], check=True, capture_output=True, cwd=Path(__file__).parents[2])
    counts = run(tmp_path / "out" / "conformance", "-q").parseoutcomes()
    assert not {"failed", "errors"} & set(counts), counts
    assert counts["passed"] >= least
