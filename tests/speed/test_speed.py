"""The bench of speed measures what it says: whole processes, with what they start, and pages as they are."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benches.speed import __main__ as bench
from benches.speed.pages import copied, some, touched
from benches.speed.processes import measured

BUSY = "import time\nwhile time.process_time() < {}: pass\n"
STARTS = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BUSY.format(0.2)!r}])"


def test_processor_time_is_that_of_everything_that_was_started() -> None:
    assert measured([sys.executable, "-c", BUSY.format(0.2)]).processor >= 0.2
    assert measured([sys.executable, "-c", STARTS]).processor >= 0.2
    asleep = measured([sys.executable, "-c", "import time, sys; time.sleep(0.5); sys.exit(3)"])
    assert asleep.clock >= 0.5 > asleep.processor and asleep.status == 3


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_memory_is_that_of_the_process_and_of_the_largest_below_it() -> None:
    hold = "import time; held = b'x' * {}_000_000; time.sleep(0.5)"
    inner = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {hold.format(90)!r}])"
    run = measured([sys.executable, "-c", inner], memory=True)
    assert run.parent < 60 and 80 < run.worker < 200
    assert measured([sys.executable, "-c", hold.format(90)], memory=True).parent > 80


def test_pages_are_copied_thinned_and_touched(tmp_path: Path) -> None:
    for locale in ("en-us", "de-de"):
        for number in range(10):
            page = tmp_path / "corpus" / "acme" / locale / str(number % 2) / f"{number}.md"
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(f"{locale} {number}")
    pages = copied(tmp_path / "corpus", ["en-us"], tmp_path / "pages")
    assert sorted(page.read_text() for page in pages) == [f"en-us {number}" for number in range(10)]
    half = some(pages, tmp_path / "pages", 5, tmp_path / "half")
    kept = {page.relative_to(half): page.read_text() for page in half.rglob("*.md")}
    assert len(kept) == 5 and all((tmp_path / "pages" / page).read_text() == text for page, text in kept.items())
    os.utime(pages[0], (1, 1))
    before = pages[0].read_text()
    touched(pages)
    assert pages[0].stat().st_mtime > 1 and pages[0].read_text() == before


def test_every_part_prints_its_ratios(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "COPIES", 2)
    monkeypatch.setattr(bench, "SETTLING", 0.1)
    monkeypatch.setattr(bench, "TIMES", 1)
    monkeypatch.setattr(sys, "argv", ["speed", "--only", "start", "cold", "warm", "edited", "--markdownlint", ""])
    bench.main()
    printed = capsys.readouterr().out
    for line in (
        "4 pages",
        "--version",
        "--help",
        "check, one process",
        "unchanged, less the start",
        "one page edited",
    ):
        assert line in printed


def test_without_pages_it_says_so(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benches.speed", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and f"no pages under {tmp_path}" in done.stderr
