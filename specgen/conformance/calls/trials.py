"""Many calls with drawn arguments, and the smallest one that goes wrong: hypothesis without its memory.

The same arguments are drawn in every run (derandomised, no database, whatever modules are loaded). A trial ends at a
problem, which hypothesis then shrinks; a problem is a sentence, so that what fails here is judged in one place and
shown in another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from specgen.conformance.calls.arguments import Arguments


_STEPS = 6
_MANY, _FEW = 25, 5
_CONSTANT = "_maybe_draw_constant"

LATE_ONCE = "a call took longer than the deadline (but not every time)"


@dataclass(frozen=True)
class Effort:
    """How much is tried: ``examples`` calls a promise, each within ``deadline`` seconds if there is one.

    None for the number that fits the target: many where something may come to light, few on a stand-in.
    """

    examples: int | None = None
    deadline: float | None = None

    def of(self, *, stand_in: bool) -> Effort:
        """The same with a number."""
        return replace(self, examples=self.examples or (_FEW if stand_in else _MANY))


class _WrongError(Exception):
    """A call went wrong: the arguments, and the sentence about it."""

    def __init__(self, arguments: Arguments, problem: str) -> None:
        super().__init__(problem)
        self.arguments = arguments
        self.problem = problem


def smallest_problem(
    drawn: SearchStrategy[Arguments], attempt: Callable[[Arguments], str | None], effort: Effort
) -> tuple[Arguments, str] | None:
    """The simplest arguments for which ``attempt`` names a problem, with the problem; None if it never does."""
    from hypothesis import given  # noqa: PLC0415  an extra, and slow to load
    from hypothesis.errors import DeadlineExceeded, Flaky  # noqa: PLC0415  as above

    seen: list[_WrongError] = []
    raised: list[BaseException] = []
    last: Arguments = {}

    def trial(arguments: Arguments) -> None:
        nonlocal last
        last = arguments
        try:
            problem = attempt(arguments)
        except BaseException as error:
            raised.append(error)
            raise
        if problem:
            seen.append(_WrongError(arguments, problem))
            raise seen[-1]

    try:
        with without_memory():
            _settings(effort)(given(drawn)(trial))()
    except _WrongError as found:
        return found.arguments, found.problem
    except Flaky:
        # It went wrong once and then did not: the target remembers. That it went wrong stands.
        if seen:
            return seen[-1].arguments, f"{seen[-1].problem} (but not every time)"
        if raised:
            raise raised[-1] from None
        return last, LATE_ONCE
    except DeadlineExceeded as late:
        return last, overdue(late)
    return None


def overdue(late: Exception) -> str:
    """That a call took too long, in a sentence."""
    return f"a call took longer than the deadline: {str(late).splitlines()[0]}"


@contextmanager
def without_memory() -> Iterator[None]:
    """Keeps hypothesis from what differs between two runs, and from the folder ``.hypothesis``.

    It keeps tables in that folder, and now and then draws a constant of a module that happens to be loaded.
    """
    from hypothesis import configuration  # noqa: PLC0415  as above
    from hypothesis.internal.conjecture import data  # noqa: PLC0415  as above

    provider: Any = getattr(data, "HypothesisProvider", None)
    before = getattr(configuration, "__hypothesis_home_directory", None)
    with ExitStack() as undo:
        constant = getattr(provider, _CONSTANT, None)
        if constant is not None:
            undo.callback(setattr, provider, _CONSTANT, constant)
            setattr(provider, _CONSTANT, lambda *_, **__: None)
        undo.callback(configuration.set_hypothesis_home_dir, before)
        configuration.set_hypothesis_home_dir(undo.enter_context(TemporaryDirectory(prefix="specgen-")))
        yield


def machine_settings(effort: Effort) -> Any:
    """Settings for a state machine: rows of a few calls."""
    from hypothesis import settings  # noqa: PLC0415  as above

    return settings(_settings(effort), stateful_step_count=_STEPS)


def _settings(effort: Effort) -> Any:
    from datetime import timedelta  # noqa: PLC0415  as above

    from hypothesis import HealthCheck, Phase, Verbosity, settings  # noqa: PLC0415  as above

    return settings(
        max_examples=effort.examples or _MANY,
        # What explains a failure to programmers would be more calls, and nobody reads it here.
        phases=(Phase.generate, Phase.shrink),
        derandomize=True,
        database=None,
        deadline=None if effort.deadline is None else timedelta(seconds=effort.deadline),
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
        print_blob=False,
        verbosity=Verbosity.quiet,
    )
