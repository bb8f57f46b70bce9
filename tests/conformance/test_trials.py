"""Many calls with drawn arguments: the same ones in every run, and the smallest one that goes wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import configuration
from hypothesis import strategies as st

from specgen.conformance.calls.arguments import documented_arguments
from specgen.conformance.calls.trials import Effort, machine_settings, smallest_problem
from specgen.conformance.described import Code, Parameter, WmiMethod
from specgen.conformance.judgement.declarations import CannotTellError

PROJECT = Path(__file__).parents[2]

RESET = WmiMethod(
    "Reset",
    "Sample_Printer",
    parameters=(
        Parameter("Reason", "string", "in"),
        Parameter("Level", "uint32", "in"),
        Parameter("Flags", "uint32", "in", flags=True, values=(Code(1), Code(2), Code(4))),
        Parameter("When", "datetime", "in", optional=True),
        Parameter("Levels", "uint16", "in", array=True),
    ),
)

LEVELS: st.SearchStrategy[Any] = st.fixed_dictionaries({"Level": st.integers(0, 1000)})

DRAW = """
import json, sys
import specgen.conformance.calls.trials as trials
from specgen.conformance.calls.arguments import documented_arguments
from tests.conformance.test_trials import RESET
found = []
trials.smallest_problem(documented_arguments(RESET), lambda one: found.append(one), trials.Effort(300))
print(json.dumps(found))
"""


def drawn(examples: int = 60) -> list[Any]:
    found: list[Any] = []
    smallest_problem(documented_arguments(RESET), found.append, Effort(examples))
    return found


def drawn_elsewhere(folder: Path, seed: str, modules: str = "") -> Any:
    """What another process draws; ``modules`` are loaded there too."""
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": f"{PROJECT}{os.pathsep}{folder}"}
    environment.pop("HYPOTHESIS_STORAGE_DIRECTORY", None)
    done = subprocess.run(
        [sys.executable, "-c", modules + DRAW], cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def test_the_same_arguments_are_drawn_in_every_run() -> None:
    first = drawn()
    assert first == drawn()
    assert len(first) == 60
    assert len({json.dumps(one) for one in first}) > 30


@pytest.mark.slow
def test_the_same_arguments_are_drawn_in_another_process_whatever_it_has_loaded(tmp_path: Path) -> None:
    numbers = ", ".join(str(at) for at in range(100_000, 200_000, 101))
    (tmp_path / "sample_numbers.py").write_text(f"NUMBERS = ({numbers})\nTEXT = 'sample text'\n", encoding="utf-8")
    here = drawn(300)
    assert drawn_elsewhere(tmp_path, "1") == here
    assert drawn_elsewhere(tmp_path, "2", "import sample_numbers\n") == here
    assert {one.name for one in tmp_path.iterdir()} - {"__pycache__"} == {"sample_numbers.py"}


def test_the_place_where_hypothesis_keeps_its_tables_is_the_same_afterwards(tmp_path: Path) -> None:
    before = configuration.storage_directory("x", intent_to_write=False).path
    drawn(5)
    assert configuration.storage_directory("x", intent_to_write=False).path == before


def test_nothing_is_found_where_nothing_goes_wrong() -> None:
    assert smallest_problem(documented_arguments(RESET), lambda _: None, Effort(30)) is None


def test_the_smallest_arguments_that_go_wrong_are_found() -> None:
    def attempt(given: dict[str, Any]) -> str | None:
        return "too much" if given["Level"] > 1000 and given["Flags"] & 2 else None

    found = smallest_problem(documented_arguments(RESET), attempt, Effort(200))
    assert found == ({"Reason": "", "Level": 1001, "Flags": 2, "Levels": []}, "too much")


def test_the_problem_is_that_of_the_smallest_arguments() -> None:
    found = smallest_problem(
        LEVELS,
        lambda given: f"returned {given['Level']}" if int(str(given["Level"])) > 6 else None,
        Effort(50),
    )
    assert found == ({"Level": 7}, "returned 7")


def test_as_many_calls_are_made_as_are_asked_for() -> None:
    assert len(drawn(7)) == 7
    assert Effort().of(stand_in=True).examples == 5
    assert Effort().of(stand_in=False).examples == 25
    assert Effort(3, 1.5).of(stand_in=True) == Effort(3, 1.5)


def test_a_target_that_remembers_is_reported_with_what_went_wrong() -> None:
    calls = 0

    def attempt(given: dict[str, Any]) -> str | None:
        nonlocal calls
        calls += 1
        return "returned 77" if calls == 3 else None

    found = smallest_problem(documented_arguments(RESET), attempt, Effort(30))
    assert found is not None
    assert set(found[0]) >= {"Reason", "Level"}
    assert found[1] == "returned 77 (but not every time)"


def test_what_was_raised_once_is_raised_and_not_called_a_problem() -> None:
    calls = 0

    def attempt(given: dict[str, Any]) -> str | None:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise CannotTellError("it may be SAMPLE_E_BUSY")
        return None

    with pytest.raises(CannotTellError, match="it may be SAMPLE_E_BUSY"):
        smallest_problem(documented_arguments(RESET), attempt, Effort(30))


class Late:
    """Seconds that pass in a call, without waiting for them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.passed = 0.0
        monkeypatch.setattr("time.perf_counter", lambda: self.passed)

    def slow_above(self, given: dict[str, Any]) -> None:
        self.passed += 5.0 if given["Level"] > 10 else 0.001


@pytest.fixture
def late(monkeypatch: pytest.MonkeyPatch) -> Late:
    return Late(monkeypatch)


def test_a_call_that_takes_longer_than_the_deadline_is_reported_with_its_arguments(late: Late) -> None:
    found = smallest_problem(LEVELS, late.slow_above, Effort(30, 1.0))
    assert found is not None
    assert found[0] == {"Level": 11}
    assert "longer than the deadline" in found[1]
    assert "\n" not in found[1]


def test_a_call_that_is_late_once_is_reported_as_that(late: Late) -> None:
    calls = 0

    def attempt(given: dict[str, Any]) -> None:
        nonlocal calls
        calls += 1
        late.passed += 5.0 if calls == 3 else 0.001

    found = smallest_problem(LEVELS, attempt, Effort(30, 1.0))
    assert found is not None
    assert found[1] == "a call took longer than the deadline (but not every time)"


def test_there_is_no_deadline_unless_it_is_asked_for(late: Late) -> None:
    assert smallest_problem(LEVELS, late.slow_above, Effort(30)) is None
    assert smallest_problem(LEVELS, late.slow_above, Effort(30, 60.0)) is None


def test_what_an_attempt_raises_is_not_swallowed() -> None:
    def attempt(given: dict[str, Any]) -> str | None:
        if given["Level"] > 5:
            raise pytest.skip.Exception("the target is gone")
        return None

    with pytest.raises(pytest.skip.Exception, match="the target is gone"):
        smallest_problem(documented_arguments(RESET), attempt, Effort(30))


def test_rows_of_calls_are_drawn_with_the_same_settings() -> None:
    chosen = machine_settings(Effort(9))
    assert (chosen.max_examples, chosen.derandomize, chosen.database, chosen.deadline) == (9, True, None, None)
    assert chosen.stateful_step_count > 2
