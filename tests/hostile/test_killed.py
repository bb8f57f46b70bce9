"""Killed at any moment, specgen leaves the old outputs or the new ones, and nothing wrong in its cache."""

import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
POINTS = Path(__file__).parent / "killing" / "points.c"

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="moments are counted on Linux")]


@pytest.fixture(scope="module")
def points(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that counts moments."""
    compiler = shutil.which("gcc")
    if compiler is None:
        pytest.skip("there is no gcc to build what counts moments")
    made = tmp_path_factory.mktemp("points") / "points.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(made), str(POINTS), "-ldl"], check=True)
    return made


def enumerated(points: Path, folder: Path, *careless: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.hostile.killing.driver", str(folder), *careless]
    environment = {**os.environ, "LD_PRELOAD": str(points)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    told: dict[str, Any] = json.loads(done.stdout)
    return told


@pytest.mark.real_target
def test_killed_before_and_after_each_change_of_the_disk(
    points: Path, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    told = enumerated(points, tmp_path)
    record_property("moments", {name: one["moments"] for name, one in told.items()})
    assert [one["wrong"] for one in told.values()] == [[], []]
    assert sum(one["moments"] for one in told.values()) >= 200


@pytest.mark.real_target
@pytest.mark.parametrize(
    ("part", "said"), [("output", "the next run failed"), ("cache", "the cache has other facts of")]
)
def test_who_is_careless_is_caught(part: str, said: str, points: Path, tmp_path: Path) -> None:
    told = enumerated(points, tmp_path, part)
    assert any(said in wrong for one in told.values() for wrong in one["wrong"])


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and ".specgen-" not in path.as_posix())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def start(pages: Path, out: Path, cache: Path) -> subprocess.Popen[bytes]:
    backends = ("--backend", "model", "--backend", "mof", "--jobs", "2")
    command = [sys.executable, "-m", "specgen", "generate", str(pages), "--out", str(out), *backends]
    environment = {**os.environ, "SPECGEN_CACHE_DIR": str(cache)}
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.mark.parametrize("warm", [False, True])
def test_killed_at_random_moments(warm: bool, tmp_path: Path) -> None:
    pages, chance = tmp_path / "pages", random.Random(f"killed {warm}")
    shutil.copytree(SEEDS, pages)
    old: dict[str, bytes] = {}
    if warm:
        assert start(pages, tmp_path / "old", tmp_path / "old-cache").wait() == 0
        old = files(tmp_path / "old")
        for page in pages.rglob("*.md"):
            page.write_text(page.read_text("utf-8").replace("0x", "0X"), "utf-8")
    began = time.monotonic()
    assert start(pages, tmp_path / "new", tmp_path / "new-cache").wait() == 0
    took, new = time.monotonic() - began, files(tmp_path / "new")
    for at in range(10):
        out, cache = tmp_path / f"out-{at}", tmp_path / f"cache-{at}"
        if warm:
            shutil.copytree(tmp_path / "old", out)
            shutil.copytree(tmp_path / "old-cache", cache)
        running = start(pages, out, cache)
        time.sleep(chance.uniform(0.3, 1.1) * took)
        running.kill()
        running.wait()
        left = files(out)
        for name in set(left) - {"manifest.json"}:
            assert left[name] in (old.get(name), new.get(name)), (at, name)
        assert not set(old) & set(new) - set(left)
        assert start(pages, out, cache).wait() == 0
        assert files(out) == new


def test_two_runs_at_once_agree(tmp_path: Path) -> None:
    outs = [tmp_path / f"out-{at}" for at in range(3)]
    for _ in range(3):
        running = [start(SEEDS, out, tmp_path / "cache") for out in outs]
        assert [one.wait() for one in running] == [0, 0, 0]
        first, *others = map(files, outs)
        assert first and others == [first, first]
