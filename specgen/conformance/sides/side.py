"""What WMI and COM have in common: methods and their parameters, and calls.

Each check is about one promise. It returns if the promise is kept, else it raises ``Broken`` or ``NotTestable``.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, TypeVar

from specgen.conformance.calls import arguments
from specgen.conformance.calls.order import CallOrder
from specgen.conformance.calls.permission import AllowedCall, Permission, is_disposable
from specgen.conformance.calls.trials import Effort, smallest_problem
from specgen.conformance.described import ComInterface, Method, Parameter, WmiClass
from specgen.conformance.judgement import declarations, outcomes
from specgen.conformance.judgement.codes import spelled
from specgen.conformance.target import Call, Capability, Outcome, Reply, Target
from specgen.conformance.verdicts import Broken, NotTestable, Why

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

Data = TypeVar("Data")
Arguments = arguments.Arguments


class Side(ABC):
    """One technology's side of a target. One reply is asked for once."""

    same: declarations.Same
    cim: ClassVar[bool]

    def __init__(self, target: Target, permission: Permission, effort: Effort) -> None:
        self.target = target
        self.permission = permission
        self.effort = effort
        self._called: dict[str, Reply[Outcome]] = {}

    @abstractmethod
    def _methods(self, promised: Method) -> tuple[Method, ...]:
        """The methods that the target reports for the owner; NotTestable where there is no owner."""

    # Declarations

    def _is_there(self, promised: WmiClass | ComInterface, reply: Reply[Data], what: str) -> None:
        """That the target described the class or interface, which stands for all of its members."""
        __tracebackhide__ = True
        whole = f"{what} with its {promised.members} documented members" if promised.members else what
        if reply.status == "absent":
            said = f"{whole}; the target says {reply.detail or 'absent'}"
            raise Broken(said, promised.page, promised.line, absent=promised.members)
        self._data(reply, f"{whole} could not be described")

    def has_method(self, promised: Method) -> None:
        """The target has the method."""
        __tracebackhide__ = True
        found = [one.name for one in self._methods(promised)]
        if self._find(promised) is None:
            self._break(
                promised, promised.line, f"{promised.owner} has {promised.name}; the target has {_names(found)}"
            )

    def takes_no_others(self, promised: Method) -> None:
        """The method takes no parameters but the documented ones."""
        __tracebackhide__ = True
        wrong = declarations.undocumented_parameters(promised, self._method(promised), self.same, names=self._named)
        self._judge(promised, promised.line, wrong)

    def has_parameter(self, promised: Method, parameter: Parameter) -> None:
        """The method takes the parameter."""
        __tracebackhide__ = True
        reported = self._method(promised)
        names = self._named
        wrong = self._told(
            lambda: declarations.parameter_missing(promised, parameter, reported, self.same, names=names)
        )
        self._judge(promised, parameter.line, wrong)

    def parameter_in_place(self, promised: Method, parameter: Parameter) -> None:
        """The parameter stands among the others where the page has it."""
        __tracebackhide__ = True
        self._parameter(promised, parameter)
        self._need(Capability.PARAMETER_ORDER)
        self._need(Capability.PARAMETER_NAMES)
        wrong = declarations.misplaced(promised, parameter, self._method(promised), self.same)
        self._judge(promised, parameter.line, wrong)

    def parameter_has_type(self, promised: Method, parameter: Parameter) -> None:
        """The parameter has the documented type and is an array, reference or pointer as documented."""
        __tracebackhide__ = True
        reported = self._parameter(promised, parameter)
        self._need(Capability.TYPES)
        wrong = self._told(lambda: declarations.type_differs(parameter, reported, self.same))
        self._judge(promised, parameter.line, wrong)

    def parameter_has_direction(self, promised: Method, parameter: Parameter) -> None:
        """The parameter is in, out or both as documented."""
        __tracebackhide__ = True
        reported = self._parameter(promised, parameter)
        self._need(Capability.DIRECTIONS)
        wrong = self._told(lambda: declarations.direction_differs(parameter, reported))
        self._judge(promised, parameter.line, wrong)

    def returns_type(self, promised: Method) -> None:
        """The method returns the documented type."""
        __tracebackhide__ = True
        reported = self._method(promised)
        self._need(Capability.RETURN_TYPES)
        if reported.returns is None:
            raise NotTestable(f"the target does not tell what {promised.name} returns", Why.TARGET)
        self._judge(promised, promised.line, declarations.return_differs(promised, reported, self.same))

    # Behaviour

    def answers(self, promised: Method) -> None:
        """A call gives a documented code.

        A disposable target is called with arguments drawn from what the page allows, or as the allow-list says; a live
        one only as the allow-list says, and only if every switch allows it.
        """
        __tracebackhide__ = True
        entries = self._allowed(promised)
        for entry in entries:
            terms = outcomes.Terms(entry.expect, self._can(Capability.SUCCEEDS))
            call = self._call(promised, dict(entry.call.arguments), entry)
            self._answers_as_listed(promised, call, terms)
        if not entries:
            self._answers_all(promised)

    def _answers_as_listed(self, promised: Method, call: Call, terms: outcomes.Terms) -> None:
        __tracebackhide__ = True
        wrong = self._told(lambda: outcomes.code_problem(promised, self._outcome(call), terms))
        self._judge(promised, promised.line, wrong and f"{wrong}; the call was {shown(call)}")

    def _answers_all(self, promised: Method) -> None:
        __tracebackhide__ = True
        terms = outcomes.Terms(succeeds=self._can(Capability.SUCCEEDS))
        tally = _Tally()

        def attempt(given: Arguments) -> str | None:
            outcome = self._outcome(self._call(promised, given))
            tally.count(outcome, succeeded=outcomes.succeeded(promised, outcome))
            try:
                return outcomes.code_problem(promised, outcome, terms)
            except declarations.CannotTellError as doubt:
                tally.doubts.append(str(doubt))
                return None

        self._try(promised, promised.line, self._documented(promised), attempt)
        # Refusals of what nobody chose prove nothing. An answer that the page lists is one, success or not.
        if not tally.answered:
            raise NotTestable(f"{self.target.name} took none of {tally.calls} calls: {tally.said}", Why.TARGET)
        if len(tally.doubts) == tally.answered:
            raise NotTestable(tally.doubts[0], Why.PAGE)

    def gives(self, promised: Method, parameter: Parameter) -> None:
        """A call that succeeds sets the out-parameter, to a value such as the page documents."""
        __tracebackhide__ = True
        entries = self._allowed(promised)
        self._need(Capability.OUT_PARAMETERS)
        tally = _Tally()

        def attempt(given: Arguments, entry: AllowedCall | None = None) -> str | None:
            outcome = self._outcome(self._call(promised, given, entry))
            done = outcomes.succeeded(promised, outcome)
            tally.count(outcome, succeeded=done)
            wrong = outcomes.out_problem(parameter, outcome, self.same, cim=self.cim) if done else None
            return f"{promised.name} {wrong}" if wrong else None

        for entry in entries:
            wrong = attempt(dict(entry.call.arguments), entry)
            self._judge(promised, parameter.line, wrong and f"{wrong}; the call was {shown(entry.call)}")
        if not entries:
            self._try(promised, parameter.line, self._documented(promised), attempt)
        if not tally.successes:
            raise NotTestable(f"none of {tally.calls} calls succeeded: {tally.said}", Why.TARGET)

    def refuses_reserved(self, promised: Method, parameter: Parameter) -> None:
        """Anything but zero for a reserved parameter is refused."""
        __tracebackhide__ = True
        self._refuses(
            promised, parameter, lambda: arguments.forbidden_reserved(parameter, com=not self.cim), "is reserved"
        )

    def refuses_unknown_flags(self, promised: Method, parameter: Parameter) -> None:
        """A flag that the page does not list is refused."""
        __tracebackhide__ = True
        self._refuses(promised, parameter, lambda: arguments.forbidden_flags(parameter), "has a flag of no page")

    def refuses_null(self, promised: Method, parameter: Parameter) -> None:
        """NULL is refused where the page forbids it."""
        __tracebackhide__ = True
        self._refuses(promised, parameter, arguments.null, "may not be NULL")

    def comes_after(self, promised: Method, parameter: Parameter, earlier: Method | None) -> None:
        """A value for the parameter is taken only if an earlier call of the other method gave it.

        ``earlier`` is None where that is a method of another interface.
        """
        __tracebackhide__ = True
        if earlier is None:
            raise NotTestable(f"{parameter.after}, which gives {parameter.name}, is not of {promised.owner}", Why.PAGE)
        self._may_invent(promised)
        self._declared_alike(earlier)
        order = self._invented(lambda: CallOrder.of(promised, parameter, earlier))
        found = self._invented(lambda: order.smallest_problem(self._step, self.target.reset, self.effort))
        if found is not None:
            steps, wrong = found
            said = "; ".join(shown(self._call(method, given)) for method, given in steps)
            self._break(promised, parameter.line, f"{wrong}; the calls were {said}")

    def _step(self, method: Method, given: Arguments) -> tuple[Outcome, bool]:
        """A call among others, and whether it succeeded. An answer that its page does not know has its own test."""
        reply = self.target.invoke(self._call(method, given))
        outcome: Outcome = self._data(reply, f"{method.owner}.{method.name} could not be called")
        wrong = self._told(lambda: outcomes.code_problem(method, outcome, outcomes.Terms()))
        if wrong and outcomes.succeeded(method, outcome):
            raise NotTestable(f"{wrong}, so that the order of calls cannot be told", Why.MEMBER)
        return outcome, outcomes.succeeded(method, outcome)

    def _refuses(
        self, promised: Method, parameter: Parameter, forbidden: Callable[[], "SearchStrategy[Any]"], why: str
    ) -> None:
        """Calls with a forbidden value fail; the same calls with an allowed one do not, else nothing is shown."""
        __tracebackhide__ = True
        self._may_invent(promised)
        if not outcomes.tells_failure(promised):
            raise NotTestable(f"what {promised.name} returns does not tell a failure: {promised.returns}", Why.PAGE)
        name = arguments.key(promised, parameter)
        allowed = self._documented(promised)
        chosen = self._invented(lambda: arguments.documented_arguments(promised, {name: forbidden()}))
        tally = _Tally()

        def control(given: Arguments) -> str | None:
            outcome = self._outcome(self._call(promised, given))
            tally.count(outcome, succeeded=outcomes.succeeded(promised, outcome))
            return None

        smallest_problem(allowed, control, Effort(_CONTROLS))
        if not tally.successes:
            reason = f"no call with allowed arguments succeeds ({tally.said}), so that a refusal would show nothing"
            raise NotTestable(reason, Why.TARGET)

        def attempt(given: Arguments) -> str | None:
            outcome = self._outcome(self._call(promised, given))
            if not outcomes.succeeded(promised, outcome):
                return None
            said = f"{promised.name} returned {spelled(outcome.code)} though {parameter.name} {why}"
            return f"{said} and was {arguments.spelled_value(given.get(name))}"

        self._try(promised, parameter.line, chosen, attempt)

    def _try(
        self,
        promised: Method,
        line: int | None,
        drawn: "SearchStrategy[Arguments]",
        attempt: Callable[[Arguments], str | None],
    ) -> None:
        __tracebackhide__ = True
        found = self._told(lambda: smallest_problem(drawn, attempt, self.effort))
        if found is not None:
            given, wrong = found
            self._break(promised, line, f"{wrong}; the call was {shown(self._call(promised, given))}")

    def _documented(self, promised: Method) -> "SearchStrategy[Arguments]":
        return self._invented(lambda: arguments.documented_arguments(promised))

    def _invented(self, make: Callable[[], Data]) -> Data:
        __tracebackhide__ = True
        try:
            return make()
        except arguments.CannotInventError as reason:
            trouble, why = str(reason), Why.PAGE
        except ModuleNotFoundError as missing:
            if missing.name != "hypothesis":
                raise
            trouble, why = "drawn arguments need hypothesis: pip install specgen[conformance]", Why.TIER
        raise NotTestable(trouble, why)

    def _allowed(self, promised: Method) -> tuple[AllowedCall, ...]:
        """The entries of the allow-list; none if arguments may be drawn. NotTestable where it may not be called."""
        __tracebackhide__ = True
        self._method(promised)
        self._need(Capability.INVOKE)
        refusal = self.permission.refusal(self.target, promised)
        if refusal:
            raise NotTestable(refusal, Why.TIER)
        self._declared_alike(promised)
        return self.permission.entries(promised)

    def _may_invent(self, promised: Method) -> None:
        """That arguments which no page allows may be tried. NotTestable where they may not."""
        __tracebackhide__ = True
        self._method(promised)
        self._need(Capability.INVOKE)
        refusal = self.permission.refusal(self.target, promised, invented=True)
        if refusal:
            raise NotTestable(refusal, Why.TIER)
        self._declared_alike(promised)

    def _declared_alike(self, promised: Method) -> None:
        """That the target declares the method as documented: what another one answers says nothing of this one."""
        __tracebackhide__ = True
        wrong = declarations.declared_otherwise(promised, self._method(promised), self.same, names=self._named)
        if wrong:
            raise NotTestable(f"it is declared otherwise: {wrong}", Why.MEMBER)

    def _call(self, promised: Method, given: Arguments, entry: AllowedCall | None = None) -> Call:
        keys = entry.call.keys if entry else {}
        outs = tuple(arguments.key(promised, one) for one in promised.parameters if one.direction in ("out", "inout"))
        return Call(promised.owner, promised.name, promised.namespace, given, keys, outs)

    def _outcome(self, call: Call) -> Outcome:
        """What one call gives that stands for itself. A live target gets each call once, whatever is asked about it."""
        __tracebackhide__ = True
        if is_disposable(self.target):
            self.target.reset()
            reply = self.target.invoke(call)
        else:
            key = repr((call.namespace, call.owner, call.method, dict(call.arguments), dict(call.keys)))
            if key not in self._called:
                self._called[key] = self.target.invoke(call)
            reply = self._called[key]
        return self._data(reply, f"{call.owner}.{call.method} could not be called")

    # Helpers

    @property
    def _named(self) -> bool:
        return self._can(Capability.PARAMETER_NAMES)

    def _can(self, capability: Capability) -> bool:
        return capability in self.target.capabilities

    def _need(self, capability: Capability) -> None:
        __tracebackhide__ = True
        if not self._can(capability):
            raise NotTestable(f"{self.target.name} has no capability {capability.value!r}", Why.TARGET)

    def _find(self, promised: Method) -> Method | None:
        __tracebackhide__ = True
        return declarations.overload(self._methods(promised), promised, self.same)

    def _method(self, promised: Method) -> Method:
        __tracebackhide__ = True
        found = self._find(promised)
        if found is None:
            raise NotTestable(f"the target has no {promised.owner}.{promised.name}", Why.MEMBER)
        return found

    def _parameter(self, promised: Method, wanted: Parameter) -> Parameter:
        __tracebackhide__ = True
        found = declarations.find(self._method(promised), promised, wanted, self.same, names=self._named)
        if found is None:
            raise NotTestable(f"the target's {promised.owner}.{promised.name} has no {wanted.name}", Why.MEMBER)
        return found

    def _told(self, ask: Callable[[], Data]) -> Data:
        __tracebackhide__ = True
        try:
            return ask()
        except declarations.CannotTellError as reason:
            trouble = str(reason)
        raise NotTestable(trouble, Why.TARGET)

    def _data(self, reply: Reply[Data], trouble: str) -> Data:
        __tracebackhide__ = True
        if reply.status == "unsupported":
            raise NotTestable(f"{self.target.name}: {reply.detail or 'unsupported'}", Why.TARGET)
        if reply.status != "ok" or reply.data is None:
            said = f"{self.target.name} says {reply.status}, {reply.detail or 'and no more'}"
            raise Broken(f"{trouble}: {said}", None, None)
        return reply.data

    def _judge(self, promised: Method | WmiClass | ComInterface, line: int | None, wrong: str | None) -> None:
        __tracebackhide__ = True
        if wrong:
            self._break(promised, line, wrong)

    def _break(self, promised: Method | WmiClass | ComInterface, line: int | None, difference: str) -> NoReturn:
        __tracebackhide__ = True
        raise Broken(difference, promised.page, line)


_CONTROLS = 5
"""How many calls with allowed arguments are made to see whether one succeeds."""


class _Tally:
    """What a row of calls came to."""

    def __init__(self) -> None:
        self.calls = 0
        self.answered = 0
        self.successes = 0
        self.doubts: list[str] = []
        self.said = "nothing was called"

    def count(self, outcome: Outcome, *, succeeded: bool) -> None:
        """One call more."""
        self.calls += 1
        self.answered += not outcome.refused
        self.successes += succeeded
        if not succeeded:
            self.said = outcome.detail or f"it returned {spelled(outcome.code)}"


def shown(call: Call) -> str:
    """A call as a person would write it: ``Win32_Process.Create(CommandLine='x')``."""
    keys = "".join(f".{name}={arguments.spelled_value(value)}" for name, value in call.keys.items())
    given = ", ".join(f"{name}={arguments.spelled_value(value)}" for name, value in call.arguments.items())
    return f"{call.owner}{keys}.{call.method}({given})"


def _names(found: list[str]) -> str:
    return ", ".join(sorted(found)) or "no methods"
