"""A class as a target declares it, for operators to read and to change: of pywbem, or of a recorded reply."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from specgen.conformance.described import Access, Direction
from tests.mutation.sites import Site


@dataclass(frozen=True)
class Element:
    """A property or a parameter. ``type`` is a CIM intrinsic or the class of a reference or an embedded object."""

    name: str
    type: str
    array: bool
    key: bool = False
    access: Access | None = None
    direction: Direction | None = None


@dataclass(frozen=True)
class Called:
    """A method."""

    name: str
    returns: str | None
    parameters: tuple[Element, ...]


class Declared(Protocol):
    """One class. Sites name its members in any case; names to change are known to be there."""

    name: str
    dropped: bool
    superclass: str | None

    def properties(self) -> Sequence[Element]:
        """All properties, inherited ones included."""

    def methods(self) -> Sequence[Called]:
        """All methods, inherited ones included."""

    def drop(self, site: Site) -> None:
        """The member is gone."""

    def rename(self, site: Site, name: str) -> None:
        """The member stands where it stood under another name."""

    def retype(self, site: Site, intrinsic: str) -> None:
        """The property or parameter is of an intrinsic type; what made it a reference or an object is gone."""

    def set_array(self, site: Site, *, array: bool) -> None:
        """The property or parameter is an array, or a single value."""

    def set_direction(self, site: Site, direction: Direction) -> None:
        """The parameter goes another way."""

    def set_key(self, site: Site, *, key: bool) -> None:
        """The property is a key, or none."""

    def set_access(self, site: Site, access: Access) -> None:
        """The property can be read, written or both."""

    def set_return(self, site: Site, intrinsic: str) -> None:
        """The method returns another type."""

    def swap(self, site: Site, other: Site) -> None:
        """Two parameters of a method change places."""
