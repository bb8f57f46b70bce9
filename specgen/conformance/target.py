"""What a suite runs against: the protocol that an implementation's adapter follows.

An adapter is any object with these members; it needs to import nothing but the types it answers with.
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
    SUPERCLASSES = "superclasses"
    TYPES = "types"
    DIRECTIONS = "directions"
    PARAMETER_NAMES = "parameter-names"
    PARAMETER_ORDER = "parameter-order"
    RETURN_TYPES = "return-types"
    KEYS = "keys"
    ACCESS = "access"
    IIDS = "iids"
    SLOTS = "slots"
    INVOKE = "invoke"
    OUT_PARAMETERS = "out-parameters"
    SUCCEEDS = "succeeds"
    """Every call with well-typed arguments ends in a documented success: true of stand-ins, of nothing real."""


@dataclass(frozen=True)
class Reply(Generic[Data]):
    """An answer. ``data`` is there where ``status`` is ok; ``detail`` says why in every other case.

    absent: the target has no such thing. unsupported: it cannot tell. timeout and error: it failed to tell.
    """

    status: Status
    data: Data | None = None
    detail: str = ""


@dataclass(frozen=True)
class Call:
    """A call of ``owner``'s ``method``.

    ``arguments`` are plain Python values by parameter name; ``#1`` stands for a first parameter without a name.
    ``keys`` chooses the instance of a WMI class; without any, the target chooses, or calls the class.
    """

    owner: str
    method: str
    namespace: str | None = None
    arguments: Mapping[str, object] = field(default_factory=dict)
    keys: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What a call gave: the return code and, by name, the out-parameters.

    The code is a number, or a symbol where the target speaks in symbols.
    """

    code: int | str | None
    outs: Mapping[str, object] = field(default_factory=dict)


class Target(Protocol):
    """An implementation under test."""

    @property
    def name(self) -> str:
        """What it is, for reports."""
        ...

    @property
    def live(self) -> bool:
        """Whether a call may have effects outside the test. A target that does not say is taken for live."""
        ...

    @property
    def allow_exec(self) -> bool:
        """Whether the target was opened for calls: one of the three switches that a call on a live one needs."""
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

    def invoke(self, call: Call) -> Reply[Outcome]:
        """Do it. A suite asks for this only within the rules of ``specgen.conformance.permission``."""
        ...

    def close(self) -> None:
        """Let go of what the target holds; called once, after the last test."""
        ...
