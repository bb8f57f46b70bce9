"""Suites of real pages pass on the default targets: no promise is broken by what the same pages make."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = [pytest.mark.corpus, pytest.mark.slow]

ROOT = Path(__file__).parents[2]
LIMIT = 10
"""Seconds that collecting ten thousand tests may take."""

Note = Callable[[str, object], None]


def run(suite: Path, *options: str) -> tuple[str, float, int]:
    """What pytest prints, the seconds it took, and the most memory it had, in MB."""
    started = time.monotonic()
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(suite), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        printed = process.stdout.read()
        _, _, used = os.wait4(process.pid, 0)
        process.returncode = 0
    return printed, time.monotonic() - started, used.ru_maxrss // 1024


@pytest.mark.parametrize(
    ("pages", "least"),
    [
        ("win32/en-us", 50_000),
        ("win32/fr-fr/desktop-src/DNS", 1_500),
        ("office/en-us/docs/outlook/mapi", 6_000),
        ("office/pt-br/docs/outlook/mapi", 6_000),
    ],
)
def test_the_suite_passes(pages: str, least: int, corpus: Path, tmp_path: Path, record_property: Note) -> None:
    command = [sys.executable, "-m", "specgen", "generate", str(corpus / pages), "--out", str(tmp_path / "out")]
    backends = [word for name in ("model", "mof", "conformance") for word in ("--backend", name)]
    subprocess.run([*command, *backends], check=True, capture_output=True, cwd=ROOT)
    suite = tmp_path / "out" / "conformance"
    collected, seconds, _ = run(suite, "--collect-only")
    found = re.search(r"(\d+) tests collected", collected)
    assert found is not None, collected[-2000:]
    count = int(found[1])
    record_property(f"{pages}: tests collected in seconds", (count, round(seconds, 1)))
    assert count >= least
    assert seconds <= 5 + LIMIT * count / 10_000
    printed, seconds, memory = run(suite)
    record_property(f"{pages}: seconds, MB", (round(seconds), memory))
    line = next(one for one in printed.splitlines() if " promised, " in one)
    told = {
        kind: int(number) for number, kind in re.findall(r"(\d+) (promised|kept|broken|not testable|not asked)", line)
    }
    record_property(f"{pages}: promises", line)
    assert told["broken"] == told["not asked"] == 0, printed[-3000:]
    assert told["promised"] == count
    assert told["kept"] >= 0.8 * least
