"""A class in a reply that a probe recorded, as ``Declared``.

A recording is JSON lines, ``{"request": {"op": "class", "namespace", "name"}, "reply": {"status", "data"}}``. The data
of a class are its name, superclass, qualifiers, properties and methods; qualifiers are an object, of which keys and
access are part, and a parameter says its direction and ``id``, its place.
"""

from typing import Any

from specgen.conformance.described import Access, Direction
from tests.mutation.operators.declared import Called, Element
from tests.mutation.sites import Site

Json = dict[str, Any]

_TYPES = ("embeddedinstance", "embeddedobject", "cimtype")
"""Qualifiers that say a type."""
_READ: dict[Access, tuple[bool, bool]] = {"read": (True, False), "write": (False, True), "readwrite": (True, True)}


class ReplyDeclared:
    """The data of a reply about a class. They are changed in place: give it a copy."""

    def __init__(self, data: Json) -> None:
        self.data = data
        self.dropped = False

    @property
    def name(self) -> str:
        """The name of the class."""
        return str(self.data["name"])

    @name.setter
    def name(self, name: str) -> None:
        self.data["name"] = name

    @property
    def superclass(self) -> str | None:
        """The name of the superclass."""
        found = self.data.get("superclass")
        return None if found is None else str(found)

    @superclass.setter
    def superclass(self, name: str | None) -> None:
        self.data["superclass"] = name

    def properties(self) -> list[Element]:
        """All properties."""
        return [
            Element(one["name"], _type(one), bool(one.get("array")), _said(one, "key"), _access(one))
            for one in self.data["properties"]
        ]

    def methods(self) -> list[Called]:
        """All methods."""
        return [
            Called(one["name"], one.get("returns"), tuple(_parameter(taken) for taken in one["parameters"]))
            for one in self.data["methods"]
        ]

    def drop(self, site: Site) -> None:
        """Take the member out of its list."""
        if site.whole:
            self.dropped = True
            return
        held, at = self._held(site)
        del held[at]
        _number(held)

    def rename(self, site: Site, name: str) -> None:
        """Give the member another name."""
        if site.whole:
            self.name = name
        else:
            self._member(site)["name"] = name

    def retype(self, site: Site, intrinsic: str) -> None:
        """Another intrinsic type."""
        one = self._member(site)
        one["type"], one["class"] = intrinsic, None
        one["qualifiers"] = {name: value for name, value in _qualifiers(one).items() if name.lower() not in _TYPES}

    def set_array(self, site: Site, *, array: bool) -> None:
        """The flag."""
        self._member(site)["array"] = array

    def set_direction(self, site: Site, direction: Direction) -> None:
        """The direction, and the qualifiers that say it too."""
        one = self._member(site)
        one["direction"] = direction
        if _qualifiers(one):
            _say(one, "in", said=direction != "out")
            _say(one, "out", said=direction != "in")

    def set_key(self, site: Site, *, key: bool) -> None:
        """The qualifier ``key``."""
        _say(self._member(site), "key", said=key)

    def set_access(self, site: Site, access: Access) -> None:
        """Both qualifiers."""
        readable, writable = _READ[access]
        _say(self._member(site), "read", said=readable)
        _say(self._member(site), "write", said=writable)

    def set_return(self, site: Site, intrinsic: str) -> None:
        """Another return type."""
        self._member(Site(site.owner, method=site.method))["returns"] = intrinsic

    def swap(self, site: Site, other: Site) -> None:
        """The two parameters change places, in the list and by ``id``."""
        held, first = self._held(site)
        _, second = self._held(other)
        held[first], held[second] = held[second], held[first]
        held[first]["id"], held[second]["id"] = held[second].get("id"), held[first].get("id")

    def _held(self, site: Site) -> tuple[list[Json], int]:
        if site.prop is not None:
            return self.data["properties"], _at(self.data["properties"], site.prop)
        method = _at(self.data["methods"], str(site.method))
        if site.parameter is None:
            return self.data["methods"], method
        taken = self.data["methods"][method]["parameters"]
        return taken, _at(taken, site.parameter)

    def _member(self, site: Site) -> Json:
        held, at = self._held(site)
        return held[at]


def recorded(found: Any) -> Json:
    """The data that a probe would have recorded of a pywbem class: what Windows with all qualifiers tells."""
    return {
        "name": found.classname,
        "superclass": found.superclass,
        "qualifiers": _recorded_qualifiers(found),
        "properties": [
            {**_recorded(one), "origin": one.class_origin or found.classname} for one in found.properties.values()
        ],
        "methods": [
            {
                "name": one.name,
                "returns": one.return_type,
                "parameters": [
                    {**_recorded(taken), "direction": _way(taken), "id": at}
                    for at, taken in enumerate(one.parameters.values())
                ],
                "qualifiers": _recorded_qualifiers(one),
            }
            for one in found.methods.values()
        ],
    }


def _recorded(one: Any) -> Json:
    kind, owner = ("reference", one.reference_class) if one.type == "reference" else (one.type, None)
    if "EmbeddedInstance" in one.qualifiers:
        kind, owner = "object", one.qualifiers["EmbeddedInstance"].value
    elif "EmbeddedObject" in one.qualifiers:
        kind = "object"
    return {
        "name": one.name,
        "type": kind,
        "array": bool(one.is_array),
        "class": owner,
        "qualifiers": _recorded_qualifiers(one),
    }


def _recorded_qualifiers(one: Any) -> Json:
    return {name: qualifier.value for name, qualifier in one.qualifiers.items()}


def _way(one: Any) -> Direction:
    given = "Out" in one.qualifiers and bool(one.qualifiers["Out"].value)
    sent = bool(one.qualifiers["In"].value) if "In" in one.qualifiers else not given
    return "inout" if sent and given else "out" if given else "in"


def _number(held: list[Json]) -> None:
    for at, one in enumerate(held):
        if "id" in one:
            one["id"] = at


def _at(held: list[Json], name: str) -> int:
    return next(at for at, one in enumerate(held) if one["name"].lower() == name.lower())


def _qualifiers(one: Json) -> Json:
    return one.get("qualifiers") or {}


def _said(one: Json, qualifier: str) -> bool:
    return any(name.lower() == qualifier and bool(value) for name, value in _qualifiers(one).items())


def _say(one: Json, qualifier: str, *, said: bool) -> None:
    """A qualifier that is not said is not written: that is how WMI has it."""
    kept = {name: value for name, value in _qualifiers(one).items() if name.lower() != qualifier}
    one["qualifiers"] = {**kept, qualifier: True} if said else kept


def _type(one: Json) -> str:
    return str(one.get("class") or one["type"])


def _access(one: Json) -> Access | None:
    said = _said(one, "read"), _said(one, "write")
    return next((access for access, both in _READ.items() if both == said), None)


def _parameter(one: Json) -> Element:
    return Element(one["name"], _type(one), bool(one.get("array")), direction=one.get("direction"))
