"""The order of calls: a value that only an earlier call can give, tried as a state machine by hypothesis."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from specgen.conformance.calls.arguments import (
    Arguments,
    CannotInventError,
    documented_arguments,
    forbidden_after,
    key,
)
from specgen.conformance.calls.trials import LATE_ONCE, Effort, machine_settings, overdue, without_memory
from specgen.conformance.described import Method, Parameter

if TYPE_CHECKING:
    from specgen.conformance.target import Outcome

Step = tuple[Method, Arguments]
Perform = Callable[[Method, Arguments], "tuple[Outcome, bool]"]

_POINTER_LETTERS = ("lpp", "lp", "pp", "p")


@dataclass(frozen=True)
class CallOrder:
    """``method`` takes for ``parameter`` what ``earlier`` gave in ``token``."""

    method: Method
    parameter: Parameter
    earlier: Method
    token: Parameter

    @classmethod
    def of(cls, method: Method, parameter: Parameter, earlier: Method) -> CallOrder:
        """Finds the out-parameter that gives the value. Raises CannotInventError where none can be told."""
        given = [one for one in earlier.parameters if one.direction in ("out", "inout") and one.name]
        alike = [one for one in given if _bare(one.name or "") == _bare(parameter.name or "")]
        chosen = alike or given
        if len(chosen) != 1:
            raise CannotInventError(f"which parameter of {earlier.name} gives {parameter.name} cannot be told")
        return cls(method, parameter, earlier, chosen[0])

    def smallest_problem(
        self, perform: Perform, reset: Callable[[], None], effort: Effort
    ) -> tuple[tuple[Step, ...], str] | None:
        """The shortest row of calls that goes wrong, and how; None if none does. Raises CannotInventError."""
        from hypothesis.errors import DeadlineExceeded, Flaky  # noqa: PLC0415  an extra, and slow to load
        from hypothesis.stateful import run_state_machine_as_test  # noqa: PLC0415  as above

        rows: list[_Row] = []
        raised: list[BaseException] = []

        def watched(method: Method, given: Arguments) -> tuple[Outcome, bool]:
            try:
                return perform(method, given)
            except BaseException as error:
                raised.append(error)
                raise

        machine = _machine(self, watched, reset, rows)
        try:
            with without_memory():
                run_state_machine_as_test(machine, settings=machine_settings(effort))
        except _OutOfOrderError as found:
            return tuple(found.steps), found.problem
        except Flaky:
            # It went wrong once and then did not: the target remembers. That it went wrong stands.
            row = next((one for one in reversed(rows) if one.problem), None)
            if row is not None:
                return tuple(row.steps), f"{row.problem} (but not every time)"
            if raised:
                raise raised[-1] from None
            return tuple(rows[-1].steps), LATE_ONCE
        except DeadlineExceeded as late:
            return tuple(rows[-1].steps), overdue(late)
        if not any(row.taken for row in rows):
            raise CannotInventError(f"no call of {self.earlier.name} gave a value that {self.method.name} then took")
        return None


class _OutOfOrderError(Exception):
    """A row of calls went wrong."""

    def __init__(self, steps: list[Step], problem: str) -> None:
        super().__init__(problem)
        self.steps = list(steps)
        self.problem = problem


class _Row:
    """One row of calls on a fresh target."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.given: list[object] = []
        self.ever: list[object] = []
        self.taken = 0
        self.problem = ""

    def wrong(self, problem: str) -> _OutOfOrderError:
        """The row as what is to be raised."""
        self.problem = problem
        return _OutOfOrderError(self.steps, problem)


def _machine(order: CallOrder, perform: Perform, reset: Callable[[], None], rows: list[_Row]) -> Any:
    from hypothesis import strategies as st  # noqa: PLC0415  as above
    from hypothesis.stateful import RuleBasedStateMachine, precondition, rule  # noqa: PLC0415  as above

    name = key(order.method, order.parameter)
    others = documented_arguments(order.method, {name: st.just(0)})
    invented = documented_arguments(order.method, {name: forbidden_after(order.parameter)})

    class Machine(RuleBasedStateMachine):
        """The earlier call, the later one with what the earlier gave, and the later one with what nobody gave."""

        def __init__(self) -> None:
            super().__init__()
            reset()
            self.row = _Row()
            rows.append(self.row)

        @rule(given=documented_arguments(order.earlier))
        def first(self, given: Arguments) -> None:
            """The earlier call."""
            self.row.steps.append((order.earlier, given))
            outcome, done = perform(order.earlier, given)
            value = outcome.outs.get(order.token.name or "")
            if done and value is not None:
                self.row.given.append(value)
                self.row.ever.append(value)

        @precondition(lambda self: bool(self.row.given))
        @rule(given=others, data=st.data())
        def then(self, given: Arguments, data: Any) -> None:
            """The later call with a value that the earlier one gave; a value is used once."""
            value = self.row.given.pop(data.draw(st.integers(0, len(self.row.given) - 1)))
            sent = {**given, name: value}
            self.row.steps.append((order.method, sent))
            _, done = perform(order.method, sent)
            if not done:
                raise self.row.wrong(f"{order.method.name} refused a {name} that {order.earlier.name} gave")
            self.row.taken += 1

        @rule(given=invented)
        def never(self, given: Arguments) -> None:
            """The later call with a value that no call gave."""
            if given[name] in self.row.ever:
                return
            self.row.steps.append((order.method, given))
            _, done = perform(order.method, given)
            if done:
                raise self.row.wrong(f"{order.method.name} took a {name} that no call of {order.earlier.name} gave")

    return Machine


def _bare(name: str) -> str:
    """A parameter's name without the letters that say it is a pointer: lpulConnection gives ulConnection."""
    found = next((letters for letters in _POINTER_LETTERS if name.startswith(letters)), "")
    return name[len(found) :].casefold()
