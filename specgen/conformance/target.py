"""What a suite runs against: the protocol that an implementation's adapter follows.

An adapter is any object with these members; deriving from ``BaseTarget`` saves those that it has no answer to.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, Literal, Protocol, TypeVar

from specgen.conformance.described import ComInterface, WmiClass

Data = TypeVar("Data")
Status = Literal["ok", "absent", "unsupported", "timeout", "error"]


class Capability(StrEnum):
    """What a target can tell or do. A test that needs one that is not declared skips and names it."""

    CLASSES = "classes"
    INTERFACES = "interfaces"
    NAMESPACES = "namespaces"
    """A class is found in its own namespace and nowhere else."""
    SUPERCLASSES = "superclasses"
    QUALIFIERS = "qualifiers"
    TYPES = "types"
    DIRECTIONS = "directions"
    PARAMETER_NAMES = "parameter-names"
    PARAMETER_ORDER = "parameter-order"
    RETURN_TYPES = "return-types"
    KEYS = "keys"
    ACCESS = "access"
    IIDS = "iids"
    SLOTS = "slots"
    INSTANCES = "instances"
    INVOKE = "invoke"
    OUT_PARAMETERS = "out-parameters"
    SUCCEEDS = "succeeds"
    """A call with documented arguments ends in a documented success: true of stand-ins, of nothing real."""
    REFUSES = "refuses"
    """An argument that the pages forbid is refused as they say: false of a mock that answers whatever comes."""


@dataclass(frozen=True)
class Reply(Generic[Data]):
    """An answer. ``data`` is there where ``status`` is ok; ``detail`` says why in every other case.

    absent: the target has no such thing. unsupported: it cannot tell. timeout and error: it failed to tell.
    """

    status: Status
    data: Data | None = None
    detail: str = ""


@dataclass(frozen=True)
class Instance:
    """An instance of a WMI class: its object path, and its values by property name, inherited ones included.

    Values are plain Python: numbers, text, booleans, lists of these, None for NULL. A datetime is its text, a reference
    the path that it holds, an embedded object a mapping. A 64-bit integer is a number, whatever it travels as.
    """

    path: str | None
    values: Mapping[str, object]


@dataclass(frozen=True)
class Call:
    """A call of ``owner``'s ``method``.

    ``arguments`` are plain Python values by parameter name; ``#1`` stands for a first parameter without a name.
    ``keys`` chooses the instance of a WMI class; without any, the target chooses, or calls the class. ``outs``
    names the documented out-parameters, for targets that cannot tell themselves what comes back.
    """

    owner: str
    method: str
    namespace: str | None = None
    arguments: Mapping[str, object] = field(default_factory=dict)
    keys: Mapping[str, object] = field(default_factory=dict)
    outs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What a call gave: the return code and, by name, the out-parameters.

    The code is a number, or a symbol where the target speaks in symbols. ``refused``: the call did not get as far as a
    return code, because the implementation would not take it (a CIM error, an exception); ``code`` is what it said
    then, if that is a code, and ``detail`` its words.
    """

    code: int | str | None
    outs: Mapping[str, object] = field(default_factory=dict)
    refused: bool = False
    detail: str = ""


def elsewhere(reply: Reply[WmiClass], namespace: str | None, name: str) -> Reply[WmiClass]:
    """A reply about a class: where no page says its namespace, that one namespace lacks it says nothing."""
    if namespace is None and reply.status == "absent":
        detail = f"no page says in which namespace {name} is; it is in none that was looked at"
        return Reply("unsupported", detail=detail)
    return reply


class Target(Protocol):
    """An implementation under test."""

    @property
    def name(self) -> str:
        """What it is, for reports."""
        ...

    @property
    def disposable(self) -> bool:
        """Whether calls may do what they like, because nothing outside the test notices. Else it counts as live."""
        ...

    @property
    def allow_exec(self) -> bool:
        """Whether the target was started so that it takes calls: one of the switches that a call needs."""
        ...

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What it can tell and do."""
        ...

    def describe_class(self, namespace: str | None, name: str) -> Reply[WmiClass]:
        """The WMI class ``name``; ``namespace`` is None where the documentation does not say which."""
        ...

    def describe_interface(self, name: str) -> Reply[ComInterface]:
        """The COM interface ``name``, with the methods of its bases where the target knows them."""
        ...

    def instances(self, namespace: str | None, name: str) -> Reply[tuple[Instance, ...]]:
        """Some instances of the WMI class ``name`` or of its subclasses, read and not changed."""
        ...

    def resolves(self, namespace: str | None, reference: str) -> Reply[bool]:
        """Whether there is an object at the path ``reference``, as a property or an instance holds it."""
        ...

    def invoke(self, call: Call) -> Reply[Outcome]:
        """Do it. A suite asks for this only within the rules of ``specgen.conformance.calls.permission``."""
        ...

    def reset(self) -> None:
        """Back to the state at the start. Asked of disposable targets, before each call that stands for itself."""
        ...

    def close(self) -> None:
        """Let go of what the target holds; called once, after the last test."""
        ...


class BaseTarget:
    """A target that knows nothing: what an adapter overrides is what it can do."""

    name = "a target"
    disposable = False
    allow_exec = False
    capabilities: frozenset[Capability] = frozenset()

    def describe_class(self, namespace: str | None, name: str) -> Reply[WmiClass]:
        """Unsupported."""
        del namespace
        return Reply("unsupported", detail=f"it has no WMI classes such as {name}")

    def describe_interface(self, name: str) -> Reply[ComInterface]:
        """Unsupported."""
        return Reply("unsupported", detail=f"it has no COM interfaces such as {name}")

    def instances(self, namespace: str | None, name: str) -> Reply[tuple[Instance, ...]]:
        """Unsupported."""
        del namespace
        return Reply("unsupported", detail=f"it cannot read instances of {name}")

    def resolves(self, namespace: str | None, reference: str) -> Reply[bool]:
        """Unsupported."""
        del namespace
        return Reply("unsupported", detail=f"it cannot look for {reference}")

    def invoke(self, call: Call) -> Reply[Outcome]:
        """Unsupported."""
        return Reply("unsupported", detail=f"it cannot call {call.owner}.{call.method}")

    def reset(self) -> None:
        """Nothing to undo."""

    def close(self) -> None:
        """Nothing to let go of."""
