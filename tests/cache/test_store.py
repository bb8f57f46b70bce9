"""The cache on disk: what was kept comes out again, nothing else ever does, and nothing that happens to it hurts."""

import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from specgen.cache import UNSETTLED, store
from specgen.cache.folder import default_folder
from specgen.cache.stamps import Stamp
from specgen.cache.store import KEPT_DAYS, Cache
from specgen.model.facts import PageFacts

HOUR = 3_600


def facts(number: int = 1, reason: str | None = None) -> PageFacts:
    return PageFacts(f"a/{number}.md", "article", "skipped", reason, f"{number:032x}")


def named(one: PageFacts) -> tuple[str, str]:
    return one.path, one.digest


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[..., Cache]]:
    """Opens the cache of this test."""
    made: list[Cache] = []

    def make(reader: str = "reader") -> Cache:
        made.append(Cache(tmp_path / "cache", reader))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file that nobody changed for an hour."""
    file = tmp_path / "page.md"
    file.write_text("# Page\n")
    return aged(file)


def aged(file: Path) -> Path:
    then = time.time() - HOUR
    os.utime(file, (then, then))
    return file


def stamp(file: Path, *, settled: bool = True) -> Stamp:
    """The stamp of a file. Times of change cannot be set: that they are long past is said here."""
    made = Stamp.of(file)
    assert made is not None
    return Stamp(*made.row, settled=settled)


def test_what_was_kept_is_found_by_path_and_digest(opened: Callable[..., Cache]) -> None:
    cache = opened()
    assert cache.is_empty
    cache.keep([facts(1), facts(2)])
    cache.close()
    again = opened()
    assert not again.is_empty
    wanted = [named(facts(1)), ("a/1.md", facts(2).digest), named(facts(3))]
    assert again.facts(wanted) == {named(facts(1)): facts(1)}
    assert again.contents().pages == 2


def test_many_are_found_at_once(opened: Callable[..., Cache]) -> None:
    kept = [facts(number) for number in range(1_000)]
    cache = opened()
    cache.keep(kept)
    assert cache.facts(map(named, kept)) == {named(one): one for one in kept}


def test_another_reader_finds_nothing(opened: Callable[..., Cache]) -> None:
    opened("reader").keep([facts()])
    assert opened("another").facts([named(facts())]) == {}


def test_a_file_is_known_by_its_stamp(opened: Callable[..., Cache], old: Path) -> None:
    cache = opened()
    cache.keep([], [(str(old), stamp(old), "d")])
    assert cache.digests({str(old): stamp(old)}) == {str(old): "d"}
    assert cache.digests({"/elsewhere": stamp(old)}) == {}


def test_a_change_that_restores_size_and_time_shows(opened: Callable[..., Cache], old: Path) -> None:
    cache = opened()
    cache.keep([], [(str(old), before := stamp(old), "d")])
    times = old.stat()
    old.write_text("# Gape\n")
    os.utime(old, ns=(times.st_atime_ns, times.st_mtime_ns))
    after = stamp(old)
    assert (after.size, after.modified, after.inode) == (before.size, before.modified, before.inode)
    assert cache.digests({str(old): after}) == {}


@pytest.mark.parametrize("field", ["size", "modified", "changed", "inode"])
def test_each_part_of_a_stamp_counts(opened: Callable[..., Cache], old: Path, field: str) -> None:
    cache, kept = opened(), stamp(old)
    cache.keep([], [(str(old), kept, "d")])
    assert cache.digests({str(old): replace(kept, **{field: getattr(kept, field) + 1})}) == {}


def test_a_file_that_just_changed_is_not_taken_at_its_stamp(opened: Callable[..., Cache], tmp_path: Path) -> None:
    (tmp_path / "new.md").write_text("new")
    made = Stamp.of(tmp_path / "new.md")
    assert made is not None and not made.settled
    cache = opened()
    cache.keep([], [(str(tmp_path / "new.md"), made, "d")])
    assert cache.digests({str(tmp_path / "new.md"): made}) == {}


def test_a_clock_that_was_set_back_settles_nothing(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = old.stat().st_ctime_ns
    for now, settled in ((changed - HOUR, False), (changed + UNSETTLED, False), (changed + UNSETTLED + 1, True)):
        monkeypatch.setattr(time, "time_ns", lambda now=now: now)
        made = Stamp.of(old)
        assert made is not None and made.settled is settled


def test_only_plain_files_have_stamps(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert [Stamp.of(tmp_path / name) for name in ("pipe", "", "none", "a\0b")] == [None] * 4


def test_what_nobody_uses_is_dropped(opened: Callable[..., Cache], old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = opened()
    cache.keep([facts(1), facts(2)], [(str(old), stamp(old), "d"), ("/gone", stamp(old), "d")])
    cache.close()
    today = time.time()
    for days in (KEPT_DAYS, 2 * KEPT_DAYS):
        monkeypatch.setattr(time, "time", lambda days=days: today + days * 86_400)
        later = opened()
        assert later.facts([named(facts(1))]) and later.digests({str(old): stamp(old)})
        later.close()
    assert (opened().contents().pages, opened().contents().files) == (1, 1)


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\0" + bytes(5_000)])
def test_another_file_in_its_place_is_replaced(opened: Callable[..., Cache], damage: bytes) -> None:
    cache = opened()
    cache.close()
    cache.file.write_bytes(damage)
    again = opened()
    again.keep([facts()])
    again.close()
    assert opened().facts([named(facts())]) == {named(facts()): facts()}


def test_damage_never_gives_anything_wrong(opened: Callable[..., Cache], old: Path) -> None:
    kept = [facts(number, "x" * 50 * number) for number in range(60)]
    cache = opened()
    cache.keep(kept, [(str(old), stamp(old), "d")])
    cache.close()
    whole = cache.file.read_bytes()
    chance = random.Random(7)
    for _ in range(150):
        damaged = bytearray(whole[: chance.choice([len(whole), chance.randrange(len(whole))])])
        for _ in range(chance.choice([1, 20, 400])):
            if damaged:
                damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        cache.file.write_bytes(damaged)
        again = opened()
        for page, one in again.facts(map(named, kept)).items():
            assert one == facts(int(page[1], 16), "x" * 50 * int(page[1], 16))
        again.keep([facts(99)])
        again.close()


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    cache = Cache(tmp_path / "file" / "cache", "reader")
    cache.keep([facts()])
    assert cache.facts([named(facts())]) == {} and cache.is_empty and cache.contents().pages == 0
    cache.close()


def test_a_cache_that_can_only_be_read_is_read(opened: Callable[..., Cache], monkeypatch: pytest.MonkeyPatch) -> None:
    opened().keep([facts(1)])
    connect = sqlite3.connect

    def refuse(address: str, **more: object) -> sqlite3.Connection:
        # As SQLite does in a folder without the right to write; whoever runs these tests may have every right.
        if "mode=rwc" in address:
            raise sqlite3.OperationalError("attempt to write a readonly database")
        return connect(address, **more)  # type: ignore[call-overload,no-any-return]

    monkeypatch.setattr(sqlite3, "connect", refuse)
    cache = opened()
    cache.keep([facts(2)])
    assert list(cache.facts(map(named, (facts(1), facts(2))))) == [named(facts(1))]


FULL = """
import resource, sys
from pathlib import Path
from specgen.model.facts import PageFacts
from specgen.cache.store import Cache
cache = Cache(Path(sys.argv[1]), "reader")
size = cache.contents().size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 20_000, size + 20_000))
many = [PageFacts(f"a/{at}.md", "article", "skipped", str(hash(str(at)) ** 40), f"{at:032x}") for at in range(2_000)]
cache.keep(many[:2])
cache.keep(many[2:])
cache.keep(many[2:4])
print(len(cache.facts((one.path, one.digest) for one in many)))
cache.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of files are POSIX")
def test_a_full_disk_costs_what_does_not_fit(tmp_path: Path) -> None:
    command = [sys.executable, "-c", FULL, str(tmp_path / "cache")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "2\n", "")
    left = Cache(tmp_path / "cache", "reader")
    assert left.contents().pages == 2
    left.keep([facts(5)])
    assert left.contents().pages == 3
    left.close()


WRITER = """
import sys
from pathlib import Path
from specgen.model.facts import PageFacts
from specgen.cache.store import Cache
first = int(sys.argv[2])
for at in range(first, first + 40):
    cache = Cache(Path(sys.argv[1]), "reader")
    cache.keep([PageFacts(f"a/{at}.md", "article", "skipped", None, f"{at:032x}")])
    cache.close()
"""


def test_processes_write_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    command = [sys.executable, "-c", WRITER, str(folder)]
    running = [subprocess.Popen([*command, str(first)]) for first in (0, 20, 40)]
    assert [one.wait(60) for one in running] == [0, 0, 0]
    kept = [facts(number) for number in range(80)]
    cache = Cache(folder, "reader")
    assert cache.facts(map(named, kept)) == {named(one): one for one in kept}
    cache.close()


def test_a_writer_that_takes_its_time_is_waited_for_and_no_longer(
    opened: Callable[..., Cache], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_PATIENCE", 0.05)
    cache = opened()
    cache.keep([facts(1)])
    other = sqlite3.connect(cache.file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    waiting = opened()
    waiting.keep([facts(2)])
    assert waiting.facts([named(facts(1))]) == {}
    other.execute("COMMIT")
    other.close()
    assert list(opened().facts(map(named, (facts(1), facts(2))))) == [named(facts(1))]


def test_clearing_leaves_nothing(opened: Callable[..., Cache]) -> None:
    cache = opened()
    cache.keep([facts()])
    cache.clear()
    assert list(cache.folder.iterdir()) == []
    assert opened().is_empty


@pytest.mark.parametrize(
    ("platform", "environment", "folder"),
    [
        ("linux", {}, ".cache/specgen"),
        ("linux", {"XDG_CACHE_HOME": "/var/x"}, "/var/x/specgen"),
        ("linux", {"XDG_CACHE_HOME": "relative"}, ".cache/specgen"),
        ("darwin", {"XDG_CACHE_HOME": "/var/x"}, "Library/Caches/specgen"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/specgen"),
        ("linux", {"SPECGEN_CACHE_DIR": "/ci/cache"}, "/ci/cache"),
    ],
)
def test_where_it_is(
    platform: str, environment: dict[str, str], folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("SPECGEN_CACHE_DIR", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"HOME": str(tmp_path), **environment}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    assert default_folder() == tmp_path / folder


def test_without_a_home_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SPECGEN_CACHE_DIR")
    monkeypatch.setattr(os.path, "expanduser", str)
    assert default_folder() is None
