"""The line of progress: on a terminal alone, and gone before anything else is said."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from specgen.cli.progress import Bar, line, wants_progress

COPIES = 5_000


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What the time is: the last of these."""
    now = [1_000.0]
    monkeypatch.setattr("specgen.cli.progress.time.monotonic", lambda: now[-1])
    return now


def test_pages_rate_and_time_left() -> None:
    assert line(50, 200, 10) == "reading [#####---------------] 50 of 200 pages, 5 pages/s, 0:30 left"
    assert line(1, 20_001, 1) == "reading [--------------------] 1 of 20001 pages, 1 pages/s, 5:33:20 left"


def test_what_is_soon_done_shows_nothing(clock: list[float]) -> None:
    stream = Terminal()
    bar = Bar(stream)
    for done in range(11):
        bar(done, 10)
    assert stream.getvalue() == ""


def test_the_line_is_overwritten_and_taken_away(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    stream = Terminal()
    bar = Bar(stream)
    bar(0, 100)
    for done, seconds in ((10, 2), (11, 2.01), (99, 1_000), (100, 1_001)):
        clock.append(1_000 + seconds)
        bar(done, 100)
    first, second, blank, end = stream.getvalue().split("\r")[1:]
    assert first.startswith("reading [##---") and " 10 of 100 pages" in first
    assert " 99 of 100 pages" in second
    assert blank == " " * max(len(first), len(second))
    assert end == ""
    bar.clear()
    assert stream.getvalue().count("\r") == 4


def test_a_narrow_terminal_is_not_overflown(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    stream = Terminal()
    bar = Bar(stream)
    bar(0, 100)
    clock.append(1_002)
    bar(10, 100)
    assert stream.getvalue() == "\rreading [##------------------"


def test_another_reading_begins_anew(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    stream = Terminal()
    bar = Bar(stream)
    bar(0, 5)
    clock.append(2_000)
    bar(5, 5)
    bar(0, 100)
    clock.append(2_001)
    bar(10, 100)
    assert "10 pages/s, 0:09 left" in stream.getvalue()


def test_who_cannot_be_written_to_is_no_reason_to_stop(clock: list[float]) -> None:
    stream = Terminal()
    bar = Bar(stream)
    bar(0, 100)
    stream.close()
    clock.append(1_002)
    bar(10, 100)
    bar.clear()


def test_nobody_else_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    assert wants_progress(Terminal())
    assert not wants_progress(io.StringIO())
    monkeypatch.setenv("TERM", "dumb")
    assert not wants_progress(Terminal())


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="there are no pseudo-terminals")
@pytest.mark.parametrize("options", [(), ("--quiet",)])
def test_on_a_terminal_it_comes_and_goes(options: tuple[str, ...], tree: Path) -> None:
    import pty

    page = (tree / "dig-probe-ground.md").read_text("utf-8")
    for number in range(COPIES):
        (tree / f"dig-{number}.md").write_text(page, encoding="utf-8")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "specgen", "check", "pages", "--jobs", "1", "--no-cache", *options]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    with (tree / "out").open("wb") as out:
        running = subprocess.Popen(command, stdout=out, stderr=theirs, env=environment)
    os.close(theirs)
    said = _all_of(ours)
    assert running.wait() in (0, 1)
    shown = re.findall(rf"\rreading \[[#-]{{20}}\] \d+ of {COPIES + 2} pages, \d+ pages/s, \d+:\d\d left *", said)
    if options:
        assert said == ""
        return
    assert shown
    assert said.startswith("".join(shown))
    assert re.fullmatch(r"\r +\r\d+ findings, .*\r\n", said.removeprefix("".join(shown)))


def _all_of(terminal: int) -> str:
    pieces = []
    # Linux says that reading failed when nobody is at the other end any more.
    while True:
        try:
            piece = os.read(terminal, 65_536)
        except OSError:
            break
        if not piece:
            break
        pieces.append(piece)
    os.close(terminal)
    return b"".join(pieces).decode()
