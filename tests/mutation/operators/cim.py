"""A pywbem class that operators change, in a mock's repository and back out of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

import pywbem

from specgen.conformance.described import Access, Direction
from tests.mutation.operators.declared import Called, Element
from tests.mutation.sites import Site

_EMBEDDED = ("EmbeddedInstance", "EmbeddedObject")
_READ: dict[Access, tuple[bool, bool]] = {"read": (True, False), "write": (False, True), "readwrite": (True, True)}
_SENT: dict[Direction, tuple[bool, bool]] = {"in": (True, False), "out": (False, True), "inout": (True, True)}


class CimDeclared:
    """A ``CIMClass`` as ``Declared``. It is changed in place: give it a copy."""

    def __init__(self, found: Any) -> None:
        self.found = found
        self.dropped = False

    @property
    def name(self) -> str:
        """The name of the class."""
        return str(self.found.classname)

    @name.setter
    def name(self, name: str) -> None:
        self.found.classname = name

    @property
    def superclass(self) -> str | None:
        """The name of the superclass."""
        return None if self.found.superclass is None else str(self.found.superclass)

    @superclass.setter
    def superclass(self, name: str | None) -> None:
        self.found.superclass = name

    def properties(self) -> list[Element]:
        """All properties."""
        return [
            Element(one.name, _type(one), bool(one.is_array), _said(one, "Key"), _access(one))
            for one in self.found.properties.values()
        ]

    def methods(self) -> list[Called]:
        """All methods."""
        return [
            Called(one.name, one.return_type, tuple(_parameter(taken) for taken in one.parameters.values()))
            for one in self.found.methods.values()
        ]

    def drop(self, site: Site) -> None:
        """Take the member out of its class or method."""
        if site.whole:
            self.dropped = True
        else:
            held, name = self._held(site)
            del held[name]

    def rename(self, site: Site, name: str) -> None:
        """Give the member another name, and keep its place."""
        if site.whole:
            self.name = name
            return
        held, old = self._held(site)
        members = list(held.values())
        for one in members:
            del held[one.name]
        for one in members:
            if one.name.lower() == old.lower():
                one.name = name
            held[one.name] = one

    def retype(self, site: Site, intrinsic: str) -> None:
        """Another intrinsic type."""
        one = self._member(site)
        one.reference_class = one.embedded_object = one.value = None
        one.type = intrinsic
        for name in _EMBEDDED:
            if name in one.qualifiers:
                del one.qualifiers[name]

    def set_array(self, site: Site, *, array: bool) -> None:
        """``is_array``, without a size."""
        one = self._member(site)
        one.value = one.array_size = None
        one.is_array = array

    def set_direction(self, site: Site, direction: Direction) -> None:
        """Both qualifiers, said outright."""
        sent, given = _SENT[direction]
        self._say(site, "In", said=sent)
        self._say(site, "Out", said=given)

    def set_key(self, site: Site, *, key: bool) -> None:
        """The qualifier Key."""
        self._say(site, "Key", said=key)

    def set_access(self, site: Site, access: Access) -> None:
        """Both qualifiers, said outright."""
        readable, writable = _READ[access]
        self._say(site, "Read", said=readable)
        self._say(site, "Write", said=writable)

    def set_return(self, site: Site, intrinsic: str) -> None:
        """Another return type."""
        self.found.methods[site.method].return_type = intrinsic

    def swap(self, site: Site, other: Site) -> None:
        """The two parameters change places."""
        held = self.found.methods[site.method].parameters
        members = list(held.values())
        first, second = (_index(members, one.parameter) for one in (site, other))
        members[first], members[second] = members[second], members[first]
        for one in members:
            del held[one.name]
        for one in members:
            held[one.name] = one

    def _held(self, site: Site) -> tuple[Any, str]:
        """What holds a member, by name, and its name there."""
        if site.prop is not None:
            return self.found.properties, site.prop
        if site.parameter is not None:
            return self.found.methods[site.method].parameters, site.parameter
        return self.found.methods, str(site.method)

    def _member(self, site: Site) -> Any:
        held, name = self._held(site)
        return held[name]

    def _say(self, site: Site, qualifier: str, *, said: bool) -> None:
        self._member(site).qualifiers[qualifier] = pywbem.CIMQualifier(qualifier, said, type="boolean")


@contextmanager
def changed(store: Any, name: str) -> Iterator[CimDeclared]:
    """A class of a pywbem class store, to change; the store holds the change inside ``with``, and nothing of it after.

    The change is stored when ``store_change`` is called with what was handed out.
    """
    original = store.get(name, copy=False)
    declared = CimDeclared(deepcopy(original))
    try:
        yield declared
    finally:
        if not declared.dropped and declared.name.lower() != name.lower() and store.object_exists(declared.name):
            store.delete(declared.name)
        if store.object_exists(name):
            store.update(name, original)
        else:
            store.create(name, original)


def store_change(store: Any, name: str, declared: CimDeclared) -> None:
    """Put a changed class where the class ``name`` was."""
    if declared.dropped:
        store.delete(name)
    elif declared.name.lower() != name.lower():
        store.delete(name)
        store.create(declared.name, declared.found)
    else:
        store.update(name, declared.found)


def _index(members: list[Any], name: str | None) -> int:
    return next(at for at, one in enumerate(members) if one.name.lower() == str(name).lower())


def _said(one: Any, qualifier: str) -> bool:
    held = one.qualifiers.get(qualifier)
    return bool(held is not None and held.value)


def _type(one: Any) -> str:
    if one.type == "reference":
        return str(one.reference_class)
    if "EmbeddedInstance" in one.qualifiers:
        return str(one.qualifiers["EmbeddedInstance"].value)
    return "object" if _said(one, "EmbeddedObject") else str(one.type)


def _access(one: Any) -> Access | None:
    said = _said(one, "Read"), _said(one, "Write")
    return next((access for access, both in _READ.items() if both == said), None)


def _parameter(one: Any) -> Element:
    given = _said(one, "Out")
    # DSP0004 has In default to true; WMI's own MOF writes [out] alone and means out alone.
    sent = _said(one, "In") if "In" in one.qualifiers else not given
    direction = next((way for way, both in _SENT.items() if both == (sent, given)), None)
    return Element(one.name, _type(one), bool(one.is_array), direction=direction)
