"""The COM side: interfaces and the slots of their vtables."""

from collections.abc import Mapping
from typing import ClassVar

from specgen.conformance.calls.permission import Permission
from specgen.conformance.calls.trials import Effort
from specgen.conformance.described import ComInterface, Method
from specgen.conformance.judgement import declarations
from specgen.conformance.sides.side import Side
from specgen.conformance.target import Capability, Reply, Target
from specgen.conformance.verdicts import NotTestable, Why


class Com(Side):
    """The COM side of a target."""

    same = staticmethod(declarations.same_c)
    cim: ClassVar[bool] = False

    def __init__(self, target: Target, permission: Permission, effort: Effort) -> None:
        super().__init__(target, permission, effort)
        self._interfaces: dict[str, Reply[ComInterface]] = {}

    def has_interface(self, promised: ComInterface) -> None:
        """The target has the interface."""
        __tracebackhide__ = True
        self._is_there(promised, self._reply(promised.name), f"interface {promised.name}")

    def has_base(self, promised: ComInterface) -> None:
        """The interface derives from the documented one."""
        __tracebackhide__ = True
        reported = self._interface(promised.name).base
        self._need(Capability.SUPERCLASSES)
        if reported is None:
            raise NotTestable(f"the target does not tell the base of {promised.name}", Why.TARGET)
        if promised.base != reported:
            difference = f"{promised.name} derives from {promised.base}; in the target from {reported or 'nothing'}"
            self._break(promised, promised.line, difference)

    def has_iid(self, promised: ComInterface) -> None:
        """The interface has the documented IID."""
        __tracebackhide__ = True
        reported = self._interface(promised.name).iid
        self._need(Capability.IIDS)
        if reported is None:
            raise NotTestable(f"the target does not tell the IID of {promised.name}", Why.TARGET)
        if (promised.iid or "").casefold() != reported.strip("{}").casefold():
            self._break(promised, promised.line, f"{promised.name} is {promised.iid}; the target says {reported}")

    def has_slot(self, promised: Method, slots: Mapping[str, int]) -> None:
        """The method stands in the documented slot of the vtable.

        NotTestable where it is off by just the documented methods that the target lacks: these have failures of their
        own. ``slots`` are all documented slots by method.
        """
        __tracebackhide__ = True
        here = {one.name: one.slot for one in self._methods(promised) if one.slot is not None}
        self._method(promised)
        self._need(Capability.SLOTS)
        if promised.name not in here:
            raise NotTestable(f"the target does not tell the slot of {promised.owner}.{promised.name}", Why.TARGET)
        found = [one.slot for one in self._methods(promised) if one.name == promised.name]
        if promised.slot in found:
            return
        missing = declarations.shifted_by(promised, slots, here)
        if missing:
            reason = (
                f"slot {here[promised.name]} instead of {promised.slot}, because the target lacks {', '.join(missing)}"
            )
            raise NotTestable(reason, Why.MEMBER)
        difference = f"{promised.name} is in slot {promised.slot}; in the target in {', '.join(map(str, found))}"
        self._break(promised, promised.line, difference)

    def _reply(self, name: str) -> Reply[ComInterface]:
        __tracebackhide__ = True
        self._need(Capability.INTERFACES)
        if name not in self._interfaces:
            self._interfaces[name] = self.target.describe_interface(name)
        return self._interfaces[name]

    def _interface(self, name: str) -> ComInterface:
        __tracebackhide__ = True
        reply = self._reply(name)
        if reply.status == "unsupported":
            raise NotTestable(f"{self.target.name}: {reply.detail or 'unsupported'}", Why.TARGET)
        if reply.status != "ok" or reply.data is None:
            raise NotTestable(f"the target has no interface {name}: {reply.detail or reply.status}", Why.OWNER)
        return reply.data

    def _methods(self, promised: Method) -> tuple[Method, ...]:
        __tracebackhide__ = True
        return self._interface(promised.owner).methods
