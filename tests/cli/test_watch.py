"""``--watch``: a real process, real edits, and what it says of them."""

import os
import queue
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest

from tests.cli.conftest import METHOD

PATIENCE = 120
"""Seconds after which nothing more will come."""
FIXED = METHOD.replace("Probe. mof", "Probe.mof")
MENDED = FIXED.replace("  [in] uint32 Depth,\n  [out] uint32 Reached\n", "  [in] uint32 Depth\n")


class Watching:
    """A command that watches, and the lines that it says, as they come."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        # In a session of its own, so that nothing else gets its interrupt.
        self.process = subprocess.Popen(
            [sys.executable, "-m", "specgen", *arguments, "--watch"],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        self.data: queue.Queue[str] = queue.Queue()
        self.talk: queue.Queue[str] = queue.Queue()
        assert self.process.stdout and self.process.stderr
        threading.Thread(
            target=_listen, args=((self.process.stdout, self.data), (self.process.stderr, self.talk)), daemon=True
        ).start()
        self.heard: list[str] = []

    def until(self, beginning: str) -> str:
        """The next line of talk that begins so."""
        while True:
            try:
                line = self.talk.get(timeout=PATIENCE)
            except queue.Empty:
                raise AssertionError(f"no line begins with {beginning!r}: {self.heard}") from None
            self.heard.append(line)
            if line.startswith(beginning):
                return line

    def done(self) -> int:
        """The status of the next round that is done."""
        return int(self.until("specgen: done with status ").split()[4].rstrip(";"))

    def printed(self) -> list[str]:
        """The lines of data until now."""
        found = []
        while not self.data.empty():
            found.append(self.data.get())
        return found

    def interrupt(self) -> int:
        """Ctrl-C, and the status that comes of it."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


Told = tuple[IO[bytes], "queue.Queue[str]"]


def _listen(data: Told, talk: Told) -> None:
    """Hand on what is said line by line: data that was written before a line of talk is there before that line."""
    open_ends = {stream.fileno(): lines for stream, lines in (data, talk)}
    halves = dict.fromkeys(open_ends, b"")
    for at in open_ends:
        os.set_blocking(at, False)
    with data[0], talk[0]:
        while open_ends:
            select.select(list(open_ends), [], [])
            # Talk is read first and told last: what was written before it is in the other pipe by now.
            read = {at: _rest(at) for at in reversed(open_ends)}
            for at in list(open_ends):
                more, ended = read[at]
                *whole, halves[at] = (halves[at] + more).split(b"\n")
                for line in whole:
                    open_ends[at].put(line.decode("utf-8"))
                if ended:
                    del open_ends[at]


def _rest(at: int) -> tuple[bytes, bool]:
    """What a pipe holds now, and whether it ended."""
    found = []
    try:
        while more := os.read(at, 65_536):
            found.append(more)
    except BlockingIOError:
        return b"".join(found), False
    return b"".join(found), True


pytestmark = pytest.mark.skipif(os.name == "nt", reason="an interrupt is a signal here")


@pytest.fixture
def started(tree: Path) -> Iterator[Any]:
    """Starts a command beside the folder ``pages``, and ends it when the test does."""
    running: list[Watching] = []

    def start(*arguments: str) -> Watching:
        running.append(Watching(tree.parent, *arguments))
        return running[-1]

    yield start
    for one in running:
        if one.process.poll() is None:
            one.process.kill()
        one.process.wait()


def write(file: Path, text: str) -> None:
    """Replace a file as editors do: another takes its name."""
    new = file.with_name(f"{file.name}.new~")
    new.write_text(text, encoding="utf-8")
    new.replace(file)


def test_check_runs_again_after_each_change(tree: Path, started: Any) -> None:
    page = tree / "dig-probe-ground.md"
    watching = started("check", "pages", "--output-format", "concise")
    assert watching.done() == 1
    assert [line.split()[1] for line in watching.printed()] == ["SG101", "SG405"]
    page.write_text(FIXED, encoding="utf-8")
    assert watching.until("specgen: changed: ") == "specgen: changed: pages/dig-probe-ground.md"
    assert watching.done() == 1
    assert [line.split()[1] for line in watching.printed()] == ["SG101"]
    write(page, MENDED)
    assert watching.done() == 0
    new = tree / "new"
    new.mkdir()
    write(new / "dig.md", METHOD)
    assert watching.until("specgen: changed: pages/new")
    assert watching.done() == 1
    (new / "dig.md").unlink()
    assert watching.done() == 0
    assert watching.interrupt() == 130
    assert watching.until("specgen: interrupted")


def test_the_tree_around_a_page_and_its_configuration_are_watched(tree: Path, started: Any) -> None:
    (tree.parent / "specgen.toml").write_text("", encoding="utf-8")
    watching = started("check", "pages/dig-probe-ground.md", "--preview", "--select", "SG604,SG405")
    assert watching.done() == 1
    page, other = tree / "dig-probe-ground.md", tree / "other.md"
    page.write_text(FIXED + "\nSee [other](other.md).\n", encoding="utf-8")
    assert watching.done() == 1
    write(other, METHOD)
    assert watching.done() == 0
    other.unlink()
    assert watching.done() == 1
    (tree.parent / "specgen.toml").write_text('fail-on = "error"\n', encoding="utf-8")
    assert watching.until("specgen: changed: ") == "specgen: changed: specgen.toml"
    assert watching.done() == 0


def test_a_round_that_fails_is_not_the_last(tree: Path, started: Any) -> None:
    configuration = tree.parent / "specgen.toml"
    watching = started("check", "pages", "--exit-zero")
    assert watching.done() == 0
    configuration.write_text("selekt = 1\n", encoding="utf-8")
    assert "unknown key selekt" in watching.until("specgen: error: ")
    assert watching.done() == 2
    configuration.write_text('ignore = ["SG777"]\n', encoding="utf-8")
    assert "SG777" in watching.until("specgen: error: ")
    assert watching.done() == 2
    configuration.unlink()
    assert watching.done() == 0
    (tree / "dig-probe-ground.md").unlink()
    assert "no reference page" in watching.until("specgen: error: ")
    assert watching.done() == 2
    write(tree / "dig-probe-ground.md", METHOD)
    assert watching.done() == 0
    assert watching.interrupt() == 130


def test_generate_makes_what_the_pages_say_now_and_is_not_fooled_by_it(tree: Path, started: Any) -> None:
    (tree.parent / "specgen.toml").write_text("", encoding="utf-8")
    watching = started("generate", ".", "--backend", "model", "--backend", "mof", "--out", "pages/out")
    assert watching.done() == 0
    model = tree / "out" / "model" / "en-us.jsonl"
    assert '"Reached"' in model.read_text("utf-8")
    (tree / "about.md").write_text("# About\n\nSoon.\n", encoding="utf-8")
    # Had the first round begun another by what it wrote, that would be named here.
    assert watching.until("specgen: changed: ") == "specgen: changed: pages/about.md"
    assert watching.done() == 0
    write(tree / "dig-probe-ground.md", MENDED)
    assert watching.until("specgen: changed: ") == "specgen: changed: pages/dig-probe-ground.md"
    assert watching.done() == 0
    assert '"Reached"' not in model.read_text("utf-8")
    assert watching.interrupt() == 130
    assert not [path for path in (tree / "out").rglob("*") if ".specgen-" in path.name]


def test_a_report_in_the_tree_begins_nothing(tree: Path, started: Any) -> None:
    watching = started("check", "pages", "--output-format", "markdown", "--output-file", "pages/report.md")
    assert watching.done() == 1
    write(tree / "about.md", "# About\n\nSoon.\n")
    assert watching.until("specgen: changed: ") == "specgen: changed: pages/about.md"
    assert watching.done() == 1


def test_reference_overlays_and_headers_are_watched(tree: Path, started: Any) -> None:
    folder = tree.parent / "elsewhere"
    (folder / "en").mkdir(parents=True)
    (folder / "en" / "dig-probe-ground.md").write_text(METHOD, encoding="utf-8")
    overlay, header = folder / "known.toml", folder / "probe.h"
    overlay.write_text("", encoding="utf-8")
    header.write_text("#define PROBE 1\n", encoding="utf-8")
    beside = ("--reference", "elsewhere/en", "--overlay", "elsewhere/known.toml", "--constants", "elsewhere/probe.h")
    watching = started("check", "pages", *beside)
    assert watching.done() == 1
    write(header, "#define PROBE 2\n")
    assert watching.until("specgen: changed: ") == "specgen: changed: elsewhere/probe.h"
    assert watching.done() == 1
    write(folder / "en" / "dig-probe-ground.md", FIXED)
    assert watching.until("specgen: changed: ") == "specgen: changed: elsewhere/en/dig-probe-ground.md"
    assert watching.done() == 1
    write(overlay, "nonsense\n")
    assert watching.until("specgen: changed: ") == "specgen: changed: elsewhere/known.toml"
    assert watching.done() == 2


def test_an_interrupt_in_the_middle_of_a_round_ends_it(tree: Path, started: Any) -> None:
    watching = started("generate", "pages", "--out", "out", "--backend", "model")
    assert watching.done() == 0
    before = {path: path.read_bytes() for path in (tree.parent / "out").rglob("*") if path.is_file()}
    for number in range(200):
        (tree / f"dig-{number}.md").write_text(METHOD.replace("Dig", f"Dig{number}"), encoding="utf-8")
    watching.until("specgen: changed: ")
    assert watching.interrupt() == 130
    after = {path: path.read_bytes() for path in (tree.parent / "out").rglob("*") if path.is_file()}
    model = tree.parent / "out" / "model" / "en-us.jsonl"
    assert after == before or after[model].count(b"\n") == 201


def test_a_command_line_that_is_wrong_ends_it_at_once(tree: Path, command: Any) -> None:
    assert command("check", "pages", "--select", "SG777", "--watch").status == 2
    assert command("generate", "pages", "--backend", "none", "--watch").status == 2
    done = command("check", "nowhere", "--watch")
    assert (done.status, "no such file or folder" in done.talk[-1]) == (2, True)


@pytest.mark.parametrize("option", ["--fix", "--unsafe-fixes", "--write-baseline=base.json"])
def test_nobody_watches_and_writes_pages(tree: Path, command: Any, option: str) -> None:
    done = command("check", "pages", "--watch", option)
    assert done.status == 2
    assert done.talk[-1] == f"specgen: error: --watch goes with none of {option.partition('=')[0]}"


def test_what_would_be_mended_may_be_watched(tree: Path, started: Any) -> None:
    watching = started("check", "pages", "--unsafe-fixes", "--diff")
    assert watching.done() == 1
    assert any(line.startswith("+| MOF") for line in watching.printed())


def test_quiet_says_nothing_and_works(tree: Path, started: Any) -> None:
    watching = started("check", "pages", "--quiet", "--output-format", "concise")
    assert [watching.data.get(timeout=PATIENCE).split()[1] for _ in range(2)] == ["SG101", "SG405"]
    write(tree / "dig-probe-ground.md", FIXED)
    assert watching.data.get(timeout=PATIENCE).split()[1] == "SG101"
    assert watching.interrupt() == 130
    assert watching.until("specgen: interrupted") and len(watching.heard) <= 2
