"""The target that the runs under test are given: whatever stands here when a suite asks for one.

Suites name it as ``--specgen-target tests.mutation.hosting:hosted``.
"""

from dataclasses import replace

from specgen.conformance.described import ComInterface, WmiClass
from specgen.conformance.target import BaseTarget, Reply, Target

PLACE = f"{__name__}:hosted"


class Host:
    """Holds the target of the run that comes next."""

    def __init__(self) -> None:
        self.target: Target = BaseTarget()


HOST = Host()


def hosted() -> Target:
    """The target of this run."""
    return HOST.target


class Told(BaseTarget):
    """What ``inner`` tells of classes and interfaces, and nothing that it does. ``inner`` serves others too.

    ``interfaces`` are told instead of those of these names; None: there is none. ``superclasses``: whether those that
    classes have are told.
    """

    def __init__(
        self, inner: Target, interfaces: dict[str, ComInterface | None] | None = None, *, superclasses: bool = True
    ) -> None:
        self._inner = inner
        self._superclasses = superclasses
        self._interfaces = interfaces or {}
        self.name = inner.name
        self.capabilities = inner.capabilities

    def describe_class(self, namespace: str | None, name: str) -> Reply[WmiClass]:
        """As the inner target has it."""
        reply = self._inner.describe_class(namespace, name)
        if self._superclasses or reply.data is None:
            return reply
        return replace(reply, data=replace(reply.data, superclass=None))

    def describe_interface(self, name: str) -> Reply[ComInterface]:
        """As the inner target has it, unless another report was given."""
        if name not in self._interfaces:
            return self._inner.describe_interface(name)
        report = self._interfaces[name]
        return Reply("ok", report) if report else Reply("absent", detail=f"there is no {name}")
