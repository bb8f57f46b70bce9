"""The two sides of a suite: what generated tests call. Each method checks one promise, and passes, fails or skips.

Failures quote the promise with its page and line and what the target has instead. A thing whose owner is absent
skips: the owner's own test fails, once, instead of every member's.
"""

from abc import ABC, abstractmethod
from typing import NoReturn, TypeVar

import pytest

from specgen.conformance import judgement, outcomes
from specgen.conformance.arguments import placeholders
from specgen.conformance.described import ComInterface, Method, Parameter, Property, WmiClass
from specgen.conformance.permission import AllowedCall, Permission
from specgen.conformance.target import Call, Capability, Outcome, Reply, Target

Data = TypeVar("Data")


class Side(ABC):
    """What WMI and COM have in common: methods, their parameters, and calls. One reply is asked for once."""

    same: judgement.Same

    def __init__(self, target: Target, permission: Permission) -> None:
        self.target = target
        self.permission = permission

    @abstractmethod
    def _methods(self, promised: Method) -> tuple[Method, ...]:
        """The methods that the target reports for the owner; skips where there is no owner."""

    def has_method(self, promised: Method) -> None:
        """The target has the method."""
        __tracebackhide__ = True
        found = [one.name for one in self._methods(promised)]
        if self._find(promised) is None:
            self._fail(promised, promised.line, f"{promised.owner} has {promised.name}; the target has {_names(found)}")

    def takes_parameters(self, promised: Method) -> None:
        """The method takes the documented parameters and no others, in that order where the target tells it."""
        __tracebackhide__ = True
        names, order = (self._can(one) for one in (Capability.PARAMETER_NAMES, Capability.PARAMETER_ORDER))
        wrong = judgement.parameters_differ(promised, self._method(promised), self.same, names=names, order=order)
        if wrong:
            self._fail(promised, promised.line, wrong)

    def parameter_has_type(self, promised: Method, parameter: Parameter) -> None:
        """The parameter has the documented type and is an array, reference or pointer as documented."""
        __tracebackhide__ = True
        self._need(Capability.TYPES)
        reported = self._parameter(promised, parameter)
        try:
            wrong = judgement.type_differs(parameter, reported, self.same)
        except judgement.CannotTellError as reason:
            pytest.skip(str(reason))
        if wrong:
            self._fail(promised, parameter.line, wrong)

    def parameter_has_direction(self, promised: Method, parameter: Parameter) -> None:
        """The parameter is in, out or both as documented."""
        __tracebackhide__ = True
        self._need(Capability.DIRECTIONS)
        reported = self._parameter(promised, parameter)
        try:
            wrong = judgement.direction_differs(parameter, reported)
        except judgement.CannotTellError as reason:
            pytest.skip(str(reason))
        if wrong:
            self._fail(promised, parameter.line, wrong)

    def returns_type(self, promised: Method) -> None:
        """The method returns the documented type."""
        __tracebackhide__ = True
        self._need(Capability.RETURN_TYPES)
        reported = self._method(promised)
        if reported.returns is None:
            pytest.skip(f"the target does not tell what {promised.name} returns")
        stars = (promised.returns_pointer, reported.returns_pointer)
        if not self.same(promised.returns or "", reported.returns) or stars[0] != stars[1]:
            message = f"{promised.name} returns {promised.returns}{'*' * stars[0]}; "
            self._fail(promised, promised.line, f"{message}the target returns {reported.returns}{'*' * stars[1]}")

    def answers(self, promised: Method) -> None:
        """A call gives a documented code and, where it did not fail, the out-parameters.

        A stand-in is called with placeholder arguments, or as the allow-list says; a live target only as the
        allow-list says, and only if every switch allows it.
        """
        __tracebackhide__ = True
        self._need(Capability.INVOKE)
        refusal = self.permission.refusal(self.target, promised)
        if refusal:
            pytest.skip(refusal)
        entries = self.permission.entries(promised)
        wrong = [one for entry in entries for one in self._answer(promised, entry)]
        if not entries:
            wrong = self._answer(promised, None)
        if wrong:
            self._fail(promised, promised.line, "; ".join(wrong))

    def _answer(self, promised: Method, entry: AllowedCall | None) -> list[str]:
        __tracebackhide__ = True
        call = entry.call if entry else Call(promised.owner, promised.name, arguments=placeholders(promised))
        reply = self.target.invoke(Call(call.owner, call.method, promised.namespace, call.arguments, call.keys))
        outcome: Outcome = self._data(reply, f"{promised.owner}.{promised.name} could not be called")
        terms = outcomes.Terms(
            entry.expect if entry else None,
            self._can(Capability.SUCCEEDS),
            self._can(Capability.OUT_PARAMETERS),
            self.same,
        )
        try:
            return list(outcomes.problems(promised, outcome, terms))
        except judgement.CannotTellError as reason:
            pytest.skip(str(reason))

    def _can(self, capability: Capability) -> bool:
        return capability in self.target.capabilities

    def _need(self, capability: Capability) -> None:
        __tracebackhide__ = True
        if not self._can(capability):
            pytest.skip(f"{self.target.name} has no capability {capability.value!r}")

    def _find(self, promised: Method) -> Method | None:
        __tracebackhide__ = True
        return judgement.overload(self._methods(promised), promised, self.same)

    def _method(self, promised: Method) -> Method:
        __tracebackhide__ = True
        found = self._find(promised)
        if found is None:
            pytest.skip(f"the target has no {promised.owner}.{promised.name}")
        return found

    def _parameter(self, promised: Method, wanted: Parameter) -> Parameter:
        __tracebackhide__ = True
        names = self._can(Capability.PARAMETER_NAMES)
        found = judgement.find(self._method(promised).parameters, promised, wanted, self.same, names=names)
        if found is None:
            pytest.skip(f"the target's {promised.owner}.{promised.name} has no parameter {wanted.name}")
        return found

    def _data(self, reply: Reply[Data], trouble: str) -> Data:
        __tracebackhide__ = True
        if reply.status == "unsupported":
            pytest.skip(f"{self.target.name}: {reply.detail or 'unsupported'}")
        if reply.status != "ok" or reply.data is None:
            said = f"{self.target.name} says {reply.status}, {reply.detail or 'and no more'}"
            pytest.fail(f"{trouble}: {said}", pytrace=False)
        return reply.data

    def _fail(self, promised: Method | WmiClass | ComInterface, line: int | None, difference: str) -> NoReturn:
        __tracebackhide__ = True
        pytest.fail(f"{judgement.place(promised.page, line)}: {difference}", pytrace=False)


def _names(found: list[str]) -> str:
    return ", ".join(sorted(found)) or "no methods"


class Wmi(Side):
    """The WMI side of a target."""

    same = staticmethod(judgement.same_cim)

    def __init__(self, target: Target, permission: Permission) -> None:
        super().__init__(target, permission)
        self._classes: dict[tuple[str | None, str], Reply[WmiClass]] = {}

    def has_class(self, promised: WmiClass) -> None:
        """The target has the class in the documented namespace."""
        __tracebackhide__ = True
        reply = self._reply(promised.namespace, promised.name)
        where = f" in {promised.namespace}" if promised.namespace else ""
        if reply.status == "absent":
            said = reply.detail or "absent"
            self._fail(promised, promised.line, f"class {promised.name}{where}; the target says {said}")
        self._data(reply, f"{promised.name} could not be described")

    def has_superclass(self, promised: WmiClass) -> None:
        """The class derives from the documented superclass."""
        __tracebackhide__ = True
        self._need(Capability.SUPERCLASSES)
        reported = self._class(promised.namespace, promised.name).superclass
        if reported is None:
            pytest.skip(f"the target does not tell the superclass of {promised.name}")
        if not self.same(promised.superclass or "", reported):
            said = f"from {reported}" if reported else "from nothing"
            difference = f"{promised.name} derives from {promised.superclass}; in the target {said}"
            self._fail(promised, promised.line, difference)

    def has_property(self, promised: WmiClass, wanted: Property) -> None:
        """The class has the property."""
        __tracebackhide__ = True
        if self._property(promised, wanted) is None:
            self._fail(promised, wanted.line, f"{promised.name} has {wanted.name}; the target has no such property")

    def property_has_type(self, promised: WmiClass, wanted: Property) -> None:
        """The property has the documented type."""
        __tracebackhide__ = True
        self._need(Capability.TYPES)
        try:
            wrong = judgement.type_differs(wanted, self._reported(promised, wanted), self.same)
        except judgement.CannotTellError as reason:
            pytest.skip(str(reason))
        if wrong:
            self._fail(promised, wanted.line, wrong)

    def property_is_key(self, promised: WmiClass, wanted: Property) -> None:
        """The property is a key."""
        __tracebackhide__ = True
        self._need(Capability.KEYS)
        if not self._reported(promised, wanted).key:
            self._fail(promised, wanted.line, f"{wanted.name} is a key; in the target it is none")

    def _reply(self, namespace: str | None, name: str) -> Reply[WmiClass]:
        __tracebackhide__ = True
        self._need(Capability.CLASSES)
        key = (namespace, name)
        if key not in self._classes:
            self._classes[key] = self.target.describe_class(namespace, name)
        return self._classes[key]

    def _class(self, namespace: str | None, name: str) -> WmiClass:
        __tracebackhide__ = True
        reply = self._reply(namespace, name)
        if reply.status != "ok" or reply.data is None:
            pytest.skip(f"the target has no class {name}: {reply.detail or reply.status}")
        return reply.data

    def _methods(self, promised: Method) -> tuple[Method, ...]:
        __tracebackhide__ = True
        return self._class(promised.namespace, promised.owner).methods

    def _property(self, promised: WmiClass, wanted: Property) -> Property | None:
        __tracebackhide__ = True
        reported = self._class(promised.namespace, promised.name).properties
        return next((one for one in reported if self.same(one.name, wanted.name)), None)

    def _reported(self, promised: WmiClass, wanted: Property) -> Property:
        __tracebackhide__ = True
        found = self._property(promised, wanted)
        if found is None:
            pytest.skip(f"the target's {promised.name} has no property {wanted.name}")
        return found


class Com(Side):
    """The COM side of a target."""

    same = staticmethod(judgement.same_c)

    def __init__(self, target: Target, permission: Permission) -> None:
        super().__init__(target, permission)
        self._interfaces: dict[str, Reply[ComInterface]] = {}

    def has_interface(self, promised: ComInterface) -> None:
        """The target has the interface."""
        __tracebackhide__ = True
        reply = self._reply(promised.name)
        if reply.status == "absent":
            said = reply.detail or "absent"
            self._fail(promised, promised.line, f"interface {promised.name}; the target says {said}")
        self._data(reply, f"{promised.name} could not be described")

    def has_base(self, promised: ComInterface) -> None:
        """The interface derives from the documented one."""
        __tracebackhide__ = True
        self._need(Capability.SUPERCLASSES)
        reported = self._interface(promised.name).base
        if reported is None:
            pytest.skip(f"the target does not tell the base of {promised.name}")
        if promised.base != reported:
            difference = f"{promised.name} derives from {promised.base}; in the target from {reported}"
            self._fail(promised, promised.line, difference)

    def has_iid(self, promised: ComInterface) -> None:
        """The interface has the documented IID."""
        __tracebackhide__ = True
        self._need(Capability.IIDS)
        reported = self._interface(promised.name).iid
        if reported is None:
            pytest.skip(f"the target does not tell the IID of {promised.name}")
        if promised.iid != reported:
            self._fail(promised, promised.line, f"{promised.name} is {promised.iid}; the target says {reported}")

    def has_slot(self, promised: Method) -> None:
        """The method stands in the documented slot of the vtable."""
        __tracebackhide__ = True
        self._need(Capability.SLOTS)
        found = sorted({one.slot for one in self._methods(promised) if one.name == promised.name} - {None}, key=str)
        if not found:
            pytest.skip(f"the target does not tell the slot of {promised.owner}.{promised.name}")
        if promised.slot not in found:
            difference = f"{promised.name} is in slot {promised.slot}; in the target in {', '.join(map(str, found))}"
            self._fail(promised, promised.line, difference)

    def _reply(self, name: str) -> Reply[ComInterface]:
        __tracebackhide__ = True
        self._need(Capability.INTERFACES)
        if name not in self._interfaces:
            self._interfaces[name] = self.target.describe_interface(name)
        return self._interfaces[name]

    def _interface(self, name: str) -> ComInterface:
        __tracebackhide__ = True
        reply = self._reply(name)
        if reply.status != "ok" or reply.data is None:
            pytest.skip(f"the target has no interface {name}: {reply.detail or reply.status}")
        return reply.data

    def _methods(self, promised: Method) -> tuple[Method, ...]:
        __tracebackhide__ = True
        return self._interface(promised.owner).methods
