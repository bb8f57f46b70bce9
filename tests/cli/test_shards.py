"""Shards: several machines read, one merges and goes on, and the outputs are those of one run."""

import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import specgen.reader
from specgen.cache import exchange
from specgen.cache.exchange import Facts, FactsFileError, read_facts, write_facts
from specgen.pipeline import shards
from specgen.pipeline.shards import Shard

FIRST = [2, 9]
"""Which of the first twelve are in the first of three shares."""


@pytest.fixture
def pages(tree: Path) -> Path:
    """Twelve pages in two languages, of which one cannot be read."""
    for locale in ("en-us", "fr-fr"):
        (tree / locale).mkdir()
        for number in range(5):
            shutil.copy(tree / "dig-probe-ground.md", tree / locale / f"dig-{number}.md")
    (tree / "en-us/dig-3.md").unlink()
    (tree / "en-us/dig-3.md").symlink_to("dig-3.md")
    return tree


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Goes to another machine: it has a cache of its own."""

    def go(name: str) -> None:
        monkeypatch.setenv("SPECGEN_CACHE_DIR", str(tmp_path / f"cache of {name}"))

    return go


def unreadable(path: str, data: bytes) -> None:
    raise AssertionError(f"{path} is read again")


@pytest.mark.parametrize(("reference", "read"), [((), 11), (("--reference", "pages/en-us"), 15)])
def test_shards_give_the_same_bytes_as_one_run(
    pages: Path, machine: Any, command: Any, reference: tuple[str, ...], read: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = ("check", "pages", *reference, "--output-format", "jsonl")
    machine("one")
    one = command(*wanted)
    for number in (1, 2, 3):
        machine(str(number))
        done = command(*wanted, "--shard", f"{number}/3")
        assert (done.status, done.out) == (0, b"")
    machine("last")
    assert command("merge", ".").err.decode().startswith(f"specgen: {read} pages of 3 shards are in the cache")
    monkeypatch.setattr(specgen.reader, "read_page", unreadable)
    last = command(*wanted)
    assert (last.status, last.out, last.err) == (one.status, one.out, one.err)
    assert one.status == 2
    assert "dig-3.md: cannot be read" in last.err.decode()


def test_a_share_says_what_it_cannot_read_and_leaves_the_verdict_to_the_last(pages: Path, command: Any) -> None:
    done = [command("check", "pages", "--shard", f"{number}/2", "--shard-file", "share") for number in (1, 2)]
    assert [one.status for one in done] == [0, 0]
    warned = [text for one in done if "warning" in (text := one.err.decode())]
    assert len(warned) == 1
    assert "specgen: warning: pages/en-us/dig-3.md: cannot be read: " in warned[0]
    assert " of 12 pages are in share, for specgen merge" in warned[0]


def test_every_page_is_in_one_share_and_shares_are_alike() -> None:
    paths = [f"docs/api/page-{number}.md" for number in range(4_000)]
    for of in (1, 2, 7):
        counts = Counter(number for path in paths for number in range(1, of + 1) if Shard(number, of).has(path))
        assert sum(counts.values()) == len(paths)
        assert max(counts.values()) < 1.15 * len(paths) / of
    # What is where must not change from one version to the next while jobs of a run are upgraded.
    assert [number for number, path in enumerate(paths[:12]) if Shard(1, 3).has(path)] == FIRST


@pytest.mark.parametrize("given", ["0/2", "3/2", "1/0", "1", "a/b", "1/2/3", "-1/2", "١/٢"])
def test_what_is_no_share(pages: Path, command: Any, given: str) -> None:
    done = command("check", "pages", f"--shard={given}")
    assert done.status == 2
    assert "is not I/N with I from 1 to N" in done.err.decode()


def test_no_pages_are_no_share(tmp_path: Path, command: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    assert command("check", "empty", "--shard", "1/2").status == 2
    assert command("check", "empty", "--shard", "1/2", "--allow-empty").status == 0


def read_shares(command: Any, of: int) -> list[Path]:
    files = [Path(f"specgen-{number}-of-{of}.facts") for number in range(1, of + 1)]
    for number in range(1, of + 1):
        assert command("check", "pages", "--shard", f"{number}/{of}").status == 0
    assert all(file.is_file() for file in files)
    return files


def refusal(command: Any, *files: str) -> str:
    done = command("merge", *files)
    assert done.status == 2
    assert b"\n0 pages, 0 files known, 0.0 MB;" in command("cache").out
    said: str = done.err.decode()
    return said


@pytest.fixture
def files(pages: Path, machine: Any, command: Any) -> list[Path]:
    machine("shares")
    made = read_shares(command, 3)
    machine("last")
    command("cache")
    return made


def test_a_missing_share_is_named(files: list[Path], command: Any) -> None:
    assert "these shards of the same pages are missing: 2/3\n" in refusal(command, str(files[0]), str(files[2]))


def test_a_share_that_is_there_twice(files: list[Path], command: Any) -> None:
    shutil.copy(files[0], "again.facts")
    assert "a shard is there twice" in refusal(command, ".")


def test_shares_of_other_pages_do_not_make_up_for_missing_ones(files: list[Path], pages: Path, command: Any) -> None:
    files[2].unlink()
    (pages / "more.md").write_text("# More\n", encoding="utf-8")
    assert command("check", "pages", "--no-cache", "--shard", "3/3").status == 0
    assert "are missing" in refusal(command, ".")


@pytest.mark.parametrize("at", [0, 20, 200, -1])
def test_damage_is_seen(files: list[Path], command: Any, at: int) -> None:
    data = bytearray(files[1].read_bytes())
    data[at] ^= 1
    files[1].write_bytes(data)
    assert "is damaged" in (said := refusal(command, ".")) or "is no file of facts" in said
    files[1].write_bytes(data[: len(data) // 2])
    refusal(command, ".")


def test_other_readers_are_refused(files: list[Path], command: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "reader_version", lambda: "another")
    assert "another specgen or Python" in refusal(command, ".")


def test_nothing_to_merge(tmp_path: Path, command: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SPECGEN_CACHE_DIR", str(tmp_path / "cache"))
    assert "holds no file of facts" in refusal(command, ".")
    assert "cannot be read" in refusal(command, "gone.facts")


def test_a_cache_that_cannot_be_written_is_said(
    files: list[Path], command: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a file").write_text("")
    monkeypatch.setenv("SPECGEN_CACHE_DIR", str(tmp_path / "a file"))
    done = command("merge", ".")
    assert (done.status, "the cache cannot be written" in done.err.decode()) == (2, True)


def test_a_share_that_cannot_be_written_is_said(pages: Path, command: Any) -> None:
    done = command("check", "pages", "--shard", "1/2", "--shard-file", "nowhere/share")
    assert (done.status, "nowhere/share: cannot be written" in done.err.decode()) == (2, True)


def test_files_of_facts_give_back_what_was_written(tmp_path: Path) -> None:
    facts = Facts("reader", 2, 3, "whole", [("a/\udcff é.md", "0" * 32, b"data"), ("b.md", "1" * 32, b"")])
    write_facts(tmp_path / "one.facts", facts)
    assert read_facts(tmp_path / "one.facts") == facts


def test_what_is_whole_and_none_of_ours_is_refused(tmp_path: Path) -> None:
    for body in (b"no json\n", b'{"reader": ""}\n', b'{"reader":"","number":1,"shares":1,"whole":""}\nx', b"[]\n"):
        whole = exchange.FORM + body
        (tmp_path / "one.facts").write_bytes(whole + exchange._sum(whole))
        with pytest.raises(FactsFileError, match="is damaged"):
            read_facts(tmp_path / "one.facts")
