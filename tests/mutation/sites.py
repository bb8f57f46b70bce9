"""What a mutant changes: the member of a class or interface, and how a test's id names it."""

from dataclasses import dataclass
from typing import Literal

from specgen.conformance.target import Capability

Technology = Literal["wmi", "com"]
Family = Literal["declaration", "behaviour"]


@dataclass(frozen=True, order=True)
class Site:
    """A class or interface (``owner``), or one of its members."""

    owner: str
    prop: str | None = None
    method: str | None = None
    parameter: str | None = None

    @property
    def member(self) -> str:
        """The member as people write it: ``Win32_Process.Create::ProcessId``."""
        if self.prop is not None:
            return f"{self.owner}::{self.prop}"
        if self.method is None:
            return self.owner
        return f"{self.owner}.{self.method}" + ("" if self.parameter is None else f"::{self.parameter}")

    @property
    def whole(self) -> bool:
        """Whether this is the class or interface itself."""
        return self.prop is None and self.method is None


@dataclass(frozen=True)
class Mutant:
    """One change of one thing. ``sites`` are two where things change places.

    ``seed`` decides what is left to chance, ``needs`` is what a target must be able to tell for anybody to see the
    change, ``gone``: the class or interface itself is no more, so that all of its tests may fail.
    """

    target: str
    operator: str
    family: Family
    technology: Technology
    namespace: str | None
    sites: tuple[Site, ...]
    seed: str
    needs: frozenset[Capability] = frozenset()
    gone: bool = False

    @property
    def owner(self) -> str:
        """The class or interface."""
        return self.sites[0].owner

    @property
    def identities(self) -> tuple[str, ...]:
        """What the id of a test has in brackets that is about what was changed.

        A behaviour is a method's, so that a test of the method may tell it as well as one of the parameter.
        """
        sites = list(self.sites)
        if self.family == "behaviour":
            sites += [Site(one.owner, method=one.method) for one in self.sites if one.parameter is not None]
        return tuple(dict.fromkeys(f"{self.technology}/{one.member}" for one in sites))

    def __str__(self) -> str:
        where = " and ".join(one.member for one in self.sites)
        return f"{self.target} {self.operator}: {where}"
