"""Ctrl-C, and the death of the parent, in the middle of reading with several processes."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
COPIES = 4_000
PATIENCE = 120
"""Seconds until something that must happen is given up."""

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="processes are found in /proc")]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Enough pages to be interrupted among."""
    folder = tmp_path_factory.mktemp("many") / "pages"
    for number in range(COPIES):
        shutil.copytree(SEEDS, folder / str(number))
    return folder


def start(pages: Path, folder: Path, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "specgen", "check", str(pages), "--jobs", "2", *options]
    environment = {**os.environ, "SPECGEN_CACHE_DIR": str(folder / "cache")}
    whole = [*command, "--output-file", str(folder / "out")]
    return subprocess.Popen(whole, cwd=ROOT, env=environment, stderr=subprocess.PIPE, start_new_session=True)


def group(leader: int) -> list[int]:
    """The processes of a session that are alive, its leader not among them."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != leader:
            try:
                state, *rest = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(rest[2]) == leader and state != "Z":
                found.append(int(entry.name))
    return found


def wait_for(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < until, "it does not happen"
        time.sleep(0.02)


def wait_for_workers(running: subprocess.Popen[bytes], folder: Path) -> None:
    """Until two workers read (with the server that they come from, and the tracker of resources), and some was kept."""
    wait_for(lambda: len(group(running.pid)) >= 4)
    wait_for(
        lambda: (folder / "cache").is_dir() and sum(file.stat().st_size for file in (folder / "cache").iterdir()) > 0
    )


def test_ctrl_c_ends_everybody(pages: Path, tmp_path: Path) -> None:
    running = start(pages, tmp_path)
    wait_for_workers(running, tmp_path)
    os.killpg(running.pid, signal.SIGINT)
    _, said = running.communicate(timeout=PATIENCE)
    assert (running.returncode, said.strip()) == (130, b"specgen: interrupted")
    wait_for(lambda: not group(running.pid))
    assert not [file.name for file in tmp_path.iterdir() if file.name != "cache"]
    again, alone = start(pages, tmp_path), tmp_path / "alone"
    alone.mkdir()
    anew = start(pages, alone, "--no-cache")
    assert again.communicate()[1] == anew.communicate()[1]
    assert (again.returncode, anew.returncode) == (1, 1)
    assert (tmp_path / "out").read_bytes() == (alone / "out").read_bytes()


@pytest.mark.parametrize("moment", [0.0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.6, 0.8])
def test_ctrl_c_is_said_once_whenever_it_comes(moment: float, pages: Path, tmp_path: Path) -> None:
    """While processes start, too: none of them says anything."""
    running = start(pages, tmp_path)
    wait_for(lambda: len(group(running.pid)) >= 1)
    time.sleep(moment)
    os.killpg(running.pid, signal.SIGINT)
    _, said = running.communicate(timeout=PATIENCE)
    assert (running.returncode, said.strip()) == (130, b"specgen: interrupted")
    wait_for(lambda: not group(running.pid))


def test_workers_go_with_a_parent_that_is_killed(pages: Path, tmp_path: Path) -> None:
    running = start(pages, tmp_path)
    wait_for_workers(running, tmp_path)
    running.kill()
    running.communicate()
    wait_for(lambda: not group(running.pid))
