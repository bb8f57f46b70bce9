"""The closed loop: what pages document, against what an independent compiler holds after it read the generated MOF.

Both sides become flat facts: a place (class, or class and member, or class, method and parameter), what is said of it,
and the value. The documented side is made from the model alone and knows nothing of the MOF backend.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from specgen.model.entities import Parameter, Property, Value, WmiClass, WmiMethod

TRAITS = ("abstract", "association", "singleton", "dynamic")
_PROSE = frozenset({"description", "values"})
_OURS = frozenset({"override", "ref", "in", "out", "optional", "read", "write", "key", "static", "valuemap", "values"})


class Place(NamedTuple):
    """What a fact is about, names in lower case: a class, its property or method, a parameter of the method."""

    owner: str
    member: str = ""
    parameter: str = ""


Facts = dict[tuple[Place, str], Any]


def documented_class(one: WmiClass) -> Facts:
    """What the page of a class says: superclass, traits, qualifiers, and of each property all but prose."""
    place = Place(one.name.lower())
    facts: Facts = {(place, "superclass"): (one.superclass or "").lower(), (place, "class"): True}
    facts |= {(place, f"trait {trait}"): trait in one.traits for trait in TRAITS}
    facts |= _qualifiers(place, {key: value for key, value in one.qualifiers.items() if key.lower() not in TRAITS})
    for held in one.properties:
        facts |= _property(Place(one.name.lower(), held.name.lower()), held)
    return facts


def documented_method(one: WmiMethod) -> Facts:
    """What the page of a method says: its type, whether it is static, and its parameters in their order."""
    place = Place((one.owner or "?").lower(), one.name.lower())
    facts: Facts = {(place, "returns"): (one.returns.type or "").lower(), (place, "static"): one.static}
    facts[place, "parameters"] = [(held.name or "").lower() for held in one.parameters]
    facts[place, "map"] = _map(one.returns.values, one.qualifiers)
    facts |= _qualifiers(place, one.qualifiers)
    for held in one.parameters:
        where = Place(place.owner, place.member, (held.name or "").lower())
        facts |= _typed(where, held) | _qualifiers(where, held.qualifiers)
        facts[where, "direction"] = held.direction or "in"
        facts[where, "optional"] = held.optional
        facts[where, "default"] = held.default
        facts[where, "map"] = _map(held.values, held.qualifiers)
    return facts


def _property(place: Place, held: Property) -> Facts:
    facts = _typed(place, held) | _qualifiers(place, held.qualifiers)
    facts[place, "key"] = held.key
    facts[place, "access"] = held.access
    facts[place, "default"] = held.default
    facts[place, "map"] = _map(held.values, held.qualifiers)
    return facts


def _typed(place: Place, held: Property | Parameter) -> Facts:
    array = None if held.array is None else next(iter(held.array), None)
    return {
        (place, "type"): (held.type or "").lower(),
        (place, "ref"): held.ref or any(name.lower() == "ref" for name in held.qualifiers),
        (place, "array"): (held.array is not None, array),
    }


def _map(values: Iterable[Value], qualifiers: Mapping[str, Any]) -> list[str]:
    """The page's own ValueMap, else its values that have a number or a string, in the same notation."""
    written = {name.lower(): value for name, value in qualifiers.items()}
    if "values" in written:
        return [str(one) for one in written.get("valuemap", [])]
    found: dict[str, None] = {}
    for one in values:
        if one.range == "rest":
            found[".."] = None
        elif one.value is not None:
            last = "" if one.last is None else one.last
            spelt = {"single": f"{one.value}", "from": f"{one.value}..", "to": f"..{one.value}"}
            found[spelt.get(one.range, f"{one.value}..{last}")] = None
    return list(found)


def _qualifiers(place: Place, qualifiers: Mapping[str, Any]) -> Facts:
    kept = ((name.lower(), value) for name, value in qualifiers.items())
    return {(place, f"qualifier {name}"): _plain(value) for name, value in kept if name not in _OURS | _PROSE}


def _plain(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, bool) or value is None:
        return value
    return str(value)


def loaded_class(found: Any, *, methods: Mapping[str, Any]) -> Facts:
    """What a compiled class says; ``methods`` are those to tell of, by name in lower case."""
    place = Place(found.classname.lower())
    facts: Facts = {(place, "superclass"): (found.superclass or "").lower(), (place, "class"): True}
    facts |= {(place, f"trait {trait}"): _flag(found, trait) for trait in TRAITS}
    facts |= _held(place, found, skipped={*TRAITS})
    for name, one in found.properties.items():
        where = Place(place.owner, name.lower())
        facts |= _element(where, one)
        facts[where, "key"] = _flag(one, "key")
        facts[where, "access"] = _access(one)
        facts[where, "default"] = _plain(one.value)
    for name, one in methods.items():
        facts |= _method(Place(place.owner, name.lower()), one)
    return facts


def _method(place: Place, one: Any) -> Facts:
    facts: Facts = {(place, "returns"): one.return_type, (place, "static"): _flag(one, "static")}
    facts[place, "parameters"] = [name.lower() for name in one.parameters]
    facts[place, "map"] = _value_map(one)
    facts |= _held(place, one)
    for name, held in one.parameters.items():
        where = Place(place.owner, place.member, name.lower())
        facts |= _element(where, held)
        out, sent = _flag(held, "out"), _flag(held, "in")
        facts[where, "direction"] = "inout" if out and sent else "out" if out else "in"
        facts[where, "optional"] = _flag(held, "optional")
        facts[where, "default"] = None
    return facts


def _element(place: Place, one: Any) -> Facts:
    reference = one.type == "reference"
    return {
        (place, "type"): (one.reference_class if reference else one.type).lower(),
        (place, "ref"): reference,
        (place, "array"): (bool(one.is_array), one.array_size),
        (place, "map"): _value_map(one),
    } | _held(place, one)


def _held(place: Place, one: Any, skipped: Iterable[str] = ()) -> Facts:
    left = {*_OURS, *_PROSE, *skipped}
    found = {name.lower(): held.value for name, held in one.qualifiers.items()}
    return {(place, f"qualifier {name}"): _plain(value) for name, value in found.items() if name not in left}


def _value_map(one: Any) -> list[str]:
    held = one.qualifiers.get("ValueMap")
    return [str(value) for value in held.value] if held is not None else []


def _flag(one: Any, name: str) -> bool:
    held = one.qualifiers.get(name)
    return bool(held is not None and held.value)


def _access(one: Any) -> str | None:
    read, write = _flag(one, "read"), _flag(one, "write")
    return "readwrite" if read and write else "write" if write else "read" if read else None


def differences(documented: Facts, loaded: Facts, inherited: frozenset[Place]) -> Iterator[tuple[Place, str, Any, Any]]:
    """Where the two disagree: the place, what about it, and what each says (None: nothing).

    Of the properties ``inherited`` only what the page says counts: the superclass may add to it.
    """
    for key in dict.fromkeys((*documented, *loaded)):
        mine, theirs = documented.get(key), loaded.get(key)
        silent = key[0] in inherited and mine in (None, False, [])
        if not silent and _spelt(mine) != _spelt(theirs):
            yield (*key, mine, theirs)


def _spelt(value: Any) -> Any:
    """A value without what its notation adds: quotes, the case of words that CIM knows, a list of one."""
    if isinstance(value, list):
        return _spelt(value[0]) if len(value) == 1 else [_spelt(one) for one in value]
    if not isinstance(value, str):
        return value
    words = {"true": True, "false": False, "null": None}
    if value.lower() in words:
        return words[value.lower()]
    if len(value) > 1 and value[0] == value[-1] == '"':
        return value[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    return value


_EXPLAINS = {
    "void-method": ("returns",),
    "unknown-return": ("returns",),
    "array-return": ("returns",),
    "unknown-type": ("type", "returns"),
    "object-type": ("type", "qualifier embeddedobject"),
    "embedded-class": ("type", "qualifier embeddedinstance"),
    "string-ref": ("type", "ref"),
    "array-form": ("array",),
    "unquoted-default": ("default",),
    "invalid-default": ("default",),
    "parameter-default": ("default",),
    "unmapped-values": ("map",),
    "unfit-qualifier": ("qualifier",),
    "bare-qualifier": ("qualifier",),
    "qualifier-type": ("qualifier",),
    "override-qualifier": ("qualifier",),
    "ref-outside-association": ("trait association",),
    "superclass-conflict": ("superclass",),
    "superclass-cycle": ("superclass",),
    "duplicate-member": ("parameters",),
    "unnamed-parameter": ("parameters",),
}


def explains(departure: str, what: str) -> bool:
    """Whether a departure of this name may be the reason for a difference in this regard."""
    kinds = _EXPLAINS.get(departure, ())
    return what in kinds or what.partition(" ")[0] in kinds
