"""A fault is found, told apart from others, and kept in its smallest form; a run goes on where it ended."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.fuzzing import bound
from tests.fuzzing.bound import TooSlowError, bounded
from tests.fuzzing.damage import damaged
from tests.fuzzing.engine import Run, note, progress
from tests.fuzzing.findings import Findings
from tests.fuzzing.targets import Target


def nothing(_page: bytes) -> Iterator[bytes]:
    return iter(())


def breaks_at(mark: bytes) -> Callable[[bytes], object]:
    def holds(data: bytes) -> None:
        assert mark not in data

    return holds


def test_a_run_keeps_the_smallest_input_of_each_fault(tmp_path: Path) -> None:
    run = Run(Target("x", breaks_at(b"!"), nothing), tmp_path, 3600)
    for data in (b"good", b"long and bad!", b"bad!", b"worse!!"):
        run.one(data)
    (kept,) = (tmp_path / "findings").glob("*.input")
    assert kept.read_bytes() == b"bad!"
    assert "AssertionError" in kept.with_suffix(".txt").read_text("utf-8")


def test_faults_are_told_apart_by_where_they_are(tmp_path: Path) -> None:
    found = Findings(tmp_path)

    def fail_here() -> None:
        raise ValueError("here")

    def fail_there() -> None:
        raise ValueError("there")

    for data, fail in ((b"aa", fail_here), (b"b", fail_there), (b"c", fail_here)):
        with pytest.raises(ValueError, match="ere") as caught:
            fail()
        found.keep(data, caught.value)
    assert sorted(path.read_bytes() for path in tmp_path.glob("*.input")) == [b"b", b"c"]
    assert not Findings(tmp_path).keep(b"dd", caught.value)


def test_a_fault_in_a_sample_is_found_by_damage(tmp_path: Path) -> None:
    """The dice reach what a parser must stand: here a control character in the text."""
    from random import Random

    run = Run(Target("x", breaks_at(b"\x1b"), nothing), tmp_path, 3600)
    for seed in range(400):
        run.one(damaged(b"A plain text.\n", Random(seed), 100))
    assert list((tmp_path / "findings").glob("AssertionError*.input"))


@pytest.mark.parametrize(
    "endless",
    [
        lambda: [None for _ in iter(int, 1)],
        lambda: re.match(r"(?:a+)+b", "a" * 60),
    ],
    ids=["a loop", "a regular expression"],
)
def test_what_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch, endless: Callable[[], object]) -> None:
    monkeypatch.setattr(bound, "SECONDS", 0.05)
    with pytest.raises(TooSlowError), bounded(0):
        endless()


def test_progress_is_remembered(tmp_path: Path) -> None:
    assert progress(tmp_path) == (0.0, 0)
    note(tmp_path, 12.5, 300)
    assert progress(tmp_path) == (12.5, 300)
    assert Run(Target("x", breaks_at(b"!"), nothing), tmp_path, 3600).inputs == 300
