"""A value that only an earlier call gives: taken then, and at no other time."""

from collections.abc import Callable
from typing import Any

import pytest

from specgen.conformance.calls.arguments import CannotInventError
from specgen.conformance.calls.order import CallOrder, Step
from specgen.conformance.calls.trials import Effort
from specgen.conformance.described import Code, ComMethod, Method, Parameter
from specgen.conformance.target import Outcome

ADVISE = ComMethod(
    "Advise",
    "ISample",
    parameters=(
        Parameter("ulEventMask", "ULONG", "in", flags=True, values=(Code(1), Code(2))),
        Parameter("lpulConnection", "ULONG", "out", pointer=1),
    ),
)
UNADVISE = ComMethod("Unadvise", "ISample", parameters=(Parameter("ulConnection", "ULONG", "in", after="Advise"),))
EFFORT = Effort(30)


class Lamp:
    """An object that gives tokens, and takes each of them back once."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self.held: set[int] = set()
        self.last = 0

    def perform(self, method: Method, given: dict[str, Any]) -> tuple[Outcome, bool]:
        if method.name == "Advise":
            token = self.give()
            return Outcome(0, {} if token is None else {"lpulConnection": token}), True
        taken = self.take(int(given["ulConnection"]))
        return Outcome(0 if taken else 0x80070057), taken

    def give(self) -> int | None:
        self.last += 1
        self.held.add(self.last)
        return self.last

    def take(self, token: int) -> bool:
        known = token in self.held
        self.held.discard(token)
        return known


class TakesAnything(Lamp):
    def take(self, token: int) -> bool:
        return True


class TakesAnythingOnceItGave(Lamp):
    def take(self, token: int) -> bool:
        return self.last > 0


class TakesAnythingAtFirst(Lamp):
    def take(self, token: int) -> bool:
        return self.last == 0 or super().take(token)


class TakesNothing(Lamp):
    def take(self, token: int) -> bool:
        return False


class TakesOnlyTheLast(Lamp):
    def take(self, token: int) -> bool:
        return super().take(token) and token == self.last


class GivesNothing(Lamp):
    def give(self) -> int | None:
        return None


class Fails(Lamp):
    def perform(self, method: Method, given: dict[str, Any]) -> tuple[Outcome, bool]:
        return Outcome(0x80004005, {"lpulConnection": 0}), False


class Forgetful(Lamp):
    """Takes what nobody gave once, and never again: a reset does not make it as it was."""

    times = 0

    def take(self, token: int) -> bool:
        if token in self.held:
            return super().take(token)
        self.times += 1
        return self.times == 3


def problem(lamp: Lamp, effort: Effort = EFFORT) -> tuple[tuple[Step, ...], str] | None:
    return CallOrder.of(UNADVISE, UNADVISE.parameters[0], ADVISE).smallest_problem(lamp.perform, lamp.reset, effort)


def names(found: tuple[tuple[Step, ...], str] | None) -> list[str]:
    assert found is not None
    return [method.name for method, _ in found[0]]


def test_an_object_that_keeps_the_order_passes() -> None:
    assert problem(Lamp()) is None


def test_the_correct_object_is_called_in_both_ways() -> None:
    lamp, outcomes = Lamp(), []

    def perform(method: Method, given: dict[str, Any]) -> tuple[Outcome, bool]:
        outcome, done = lamp.perform(method, given)
        outcomes.append((method.name, done))
        return outcome, done

    order = CallOrder.of(UNADVISE, UNADVISE.parameters[0], ADVISE)
    assert order.smallest_problem(perform, lamp.reset, EFFORT) is None
    assert {("Advise", True), ("Unadvise", True), ("Unadvise", False)} <= set(outcomes)


def test_one_that_takes_what_nobody_gave_fails_with_a_single_call() -> None:
    found = problem(TakesAnything())
    assert names(found) == ["Unadvise"]
    assert found is not None and found[1] == "Unadvise took a ulConnection that no call of Advise gave"
    assert found[0][0][1]["ulConnection"] == 1 << 16


def test_the_shortest_row_has_the_earlier_call_only_where_it_is_needed() -> None:
    assert names(problem(TakesAnythingOnceItGave())) == ["Advise", "Unadvise"]
    assert names(problem(TakesAnythingAtFirst())) == ["Unadvise"]


def test_one_that_refuses_what_it_gave_fails_with_the_two_calls() -> None:
    found = problem(TakesNothing())
    assert names(found) == ["Advise", "Unadvise"]
    assert found is not None and found[1] == "Unadvise refused a ulConnection that Advise gave"
    assert found[0][0][1] == {"ulEventMask": 0}
    assert found[0][1][1] == {"ulConnection": 1}


def test_one_that_forgets_a_value_when_it_gives_another_fails_with_three_calls() -> None:
    assert names(problem(TakesOnlyTheLast())) == ["Advise", "Advise", "Unadvise"]


@pytest.mark.parametrize("lamp", [GivesNothing, Fails])
def test_where_the_earlier_call_gives_nothing_the_order_cannot_be_tested(lamp: Callable[[], Lamp]) -> None:
    with pytest.raises(CannotInventError, match="no call of Advise gave a value that Unadvise then took"):
        problem(lamp())


def test_one_that_remembers_past_a_reset_is_reported_as_that() -> None:
    found = problem(Forgetful())
    assert found is not None
    assert found[1] == "Unadvise took a ulConnection that no call of Advise gave (but not every time)"
    assert names(found)[-1] == "Unadvise"


def test_a_row_that_takes_too_long_is_reported_where_a_deadline_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    passed = 0.0

    class Slow(Lamp):
        def give(self) -> int | None:
            nonlocal passed
            passed += 5.0
            return super().give()

    monkeypatch.setattr("time.perf_counter", lambda: passed)
    assert problem(Slow()) is None
    found = problem(Slow(), Effort(30, 1.0))
    assert found is not None and "longer than the deadline" in found[1]
    assert "Advise" in names(found)


def test_what_was_raised_once_is_raised_and_not_called_a_problem() -> None:
    lamp, calls = Lamp(), 0

    def perform(method: Method, given: dict[str, Any]) -> tuple[Outcome, bool]:
        nonlocal calls
        calls += 1
        if calls == 4:
            raise LookupError("the target is gone")
        return lamp.perform(method, given)

    order = CallOrder.of(UNADVISE, UNADVISE.parameters[0], ADVISE)
    with pytest.raises(LookupError, match="the target is gone"):
        order.smallest_problem(perform, lamp.reset, EFFORT)


def test_every_row_starts_with_a_fresh_object_and_two_runs_are_the_same() -> None:
    def run() -> list[str]:
        lamp, log = Lamp(), []

        def perform(method: Method, given: dict[str, Any]) -> tuple[Outcome, bool]:
            log.append(f"{method.name}{given}")
            return lamp.perform(method, given)

        def reset() -> None:
            log.append("reset")
            lamp.reset()

        order = CallOrder.of(UNADVISE, UNADVISE.parameters[0], ADVISE)
        assert order.smallest_problem(perform, reset, EFFORT) is None
        return log

    first = run()
    assert first[0] == "reset" and first.count("reset") >= EFFORT.examples  # type: ignore[operator]
    assert first == run()


@pytest.mark.parametrize(
    ("outs", "taken", "expected"),
    [
        (("lpulConnection",), "ulConnection", "lpulConnection"),
        (("phConnection", "lpulOther"), "hConnection", "phConnection"),
        (("ppSession", "pOther"), "lpSession", "ppSession"),
        (("Handle",), "ulConnection", "Handle"),
    ],
)
def test_the_out_parameter_is_the_one_of_like_name_or_the_only_one(
    outs: tuple[str, ...], taken: str, expected: str
) -> None:
    earlier = ComMethod("Advise", "ISample", parameters=tuple(Parameter(one, "ULONG", "out") for one in outs))
    order = CallOrder.of(UNADVISE, Parameter(taken, "ULONG", "in"), earlier)
    assert order.token.name == expected


@pytest.mark.parametrize("outs", [(), ("lpulOne", "lpulTwo"), ("ulConnection", "lpulConnection")])
def test_where_it_cannot_be_told_which_out_parameter_it_is_that_is_said(outs: tuple[str, ...]) -> None:
    earlier = ComMethod("Advise", "ISample", parameters=tuple(Parameter(one, "ULONG", "out") for one in outs))
    with pytest.raises(CannotInventError, match="which parameter of Advise gives ulConnection cannot be told"):
        CallOrder.of(UNADVISE, UNADVISE.parameters[0], earlier)


def test_an_earlier_call_with_arguments_that_cannot_be_made_up_is_not_testable() -> None:
    needs = Parameter("ulLevel", "ULONG", "in", least=5, most=3)
    earlier = ComMethod("Advise", "ISample", parameters=(needs, *ADVISE.parameters))
    order = CallOrder.of(UNADVISE, UNADVISE.parameters[0], earlier)
    with pytest.raises(CannotInventError, match="no ULONG is a value of ulLevel"):
        order.smallest_problem(Lamp().perform, Lamp().reset, EFFORT)
