"""Promises as the templates show them: a call of ``Parameter``, ``Property`` or ``Code`` with what the page says.

Every decision about what a test may demand of a parameter, property or return code is made here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from specgen.backends import Options
from specgen.backends.conformance.layout import Inherited
from specgen.emit import Code, py_literal, python_identifier
from specgen.model.entities import Parameter, Property, Value

Literal = None | bool | int | float | str | tuple["Literal", ...] | Mapping[str, "Literal"]
Fields = tuple[tuple[str, Literal], ...]

CIM_TYPES = frozenset(
    (
        *("uint8", "uint16", "uint32", "uint64", "sint8", "sint16", "sint32", "sint64"),
        *("real32", "real64", "boolean", "string", "datetime", "char16", "object"),
    )
)


_WIDTH = 119

_SURE = 0.8
"""How sure the reading of a sentence must be for a test to demand what it says."""


@dataclass(frozen=True)
class Member:
    """A promise as a call of ``kind``: what stands before the keywords, then those that say something."""

    kind: str
    names: tuple[str | None, ...]
    fields: Fields
    codes: tuple["Member", ...] = ()

    def has(self, key: str) -> bool:
        """Whether it says anything about ``key``."""
        return any(name == key for name, _ in self.fields)

    def says(self, key: str, value: Literal) -> bool:
        """Whether it says just this about ``key``."""
        return (key, value) in self.fields

    @property
    def arguments(self) -> tuple[Code, ...]:
        """The arguments as Python, one by one."""
        listed = ", ".join(one.source for one in self.codes)
        values = (Code(f"values=({listed},)"),) if self.codes else ()
        return (*(py_literal(one) for one in self.names), *self._keywords, *values)

    @property
    def source(self) -> Code:
        """The call as Python, on one line."""
        return Code(f"{python_identifier(self.kind)}({', '.join(self.arguments)})")

    def laid_out(self, indent: int) -> Code:
        """The call as Python behind ``indent`` spaces: on one line if it fits, else with a line for each value."""
        if indent + len(self.source) < _WIDTH or not self.codes:
            return self.source
        within = " " * (indent + 4)
        head = ", ".join((*(py_literal(one) for one in self.names), *self._keywords))
        values = "".join(f"\n{within}    {one.source}," for one in self.codes)
        text = (
            f"{python_identifier(self.kind)}(\n{within}{head},\n{within}values=({values}\n{within}),\n{' ' * indent})"
        )
        return Code(text)

    @property
    def _keywords(self) -> tuple[Code, ...]:
        return tuple(Code(f"{key}={py_literal(value)}") for key, value in self.fields)


def comparable(values: Sequence[Value]) -> tuple[Value, ...]:
    """The values that an answer can be compared with; a label alone is none."""
    told = (one for one in values if one.range in ("rest", "to") or (one.value, one.symbol) != (None, None))
    return tuple(told)


def code(value: Value, options: Options) -> Member:
    """A documented value."""
    label = value.name or (value.label if options.descriptions else None)
    fields = said(
        last=value.last,
        span=None if value.range == "single" else value.range,
        symbol=value.symbol,
        label=label if label != value.symbol else None,
        line=value.line,
    )
    first: Fields = (("value", value.value),) if value.value is not None else ()
    judged: Fields = (("success", value.success),) if value.success is not None else ()
    return Member("Code", (), (*first, *fields, *judged))


def parameter_promise(one: Parameter, options: Options, *, wmi: bool) -> Member:
    """What a page promises of a parameter."""
    kind = one.type if not wmi or _is_cim(one) else None
    fields = said(
        type=kind,
        direction=one.direction,
        array=kind is not None and one.array is not None,
        ref=wmi and kind is not None and one.ref,
        pointer=None if wmi else one.pointer or None,
        optional=one.optional,
        reserved=_is_reserved(one),
        **_limits(one),
        line=one.line or one.described_line,
    )
    return Member("Parameter", (one.name,), fields, _values(one, options))


def key_promise(one: Property, inherited: Inherited, *, keyed: bool) -> bool | None:
    """Whether it is a key. One that the page does not mark is none, if the page marks others and no superclass does."""
    if one.key:
        return True
    return False if keyed and inherited.whole and one.name.casefold() not in inherited.keys else None


def property_promise(one: Property, options: Options, *, told: bool | None) -> Member:
    """What a page promises of a property; ``told``: whether it is a key, if anybody says."""
    kind = one.type if _is_cim(one) else None
    fields = said(
        type=kind,
        array=kind is not None and one.array is not None,
        ref=kind is not None and one.ref,
        access=one.access,
        **_limits(one),
        line=one.line or one.described_line,
    )
    key: Fields = (("key", told),) if told is not None else ()
    return Member("Property", (one.name,), (*fields, *key), _values(one, options))


def _limits(one: Parameter | Property) -> dict[str, Literal]:
    """What the page says of the values that there may be."""
    flags = bool(one.values) and _are_flags(one)
    null = {(True, False): "forbidden", (False, True): "allowed"}.get(
        (_sure(one, "not-null"), _sure(one, "may-be-null"))
    )
    pairs = [(told.value, told.other) for told in one.constraints if told.kind == "exclusive"]
    exclusive = tuple((str(first), str(second)) for first, second in pairs if first and second)
    after = constraint(one, "only-after-call")
    return {
        "flags": flags,
        "null": null,
        "least": _number(one, "min"),
        "most": _number(one, "max"),
        "longest": _number(one, "max-length"),
        "after": str(after) if after is not None else None,
        "counts": _counted(one),
        "exclusive": exclusive or None,
    }


def _are_flags(one: Parameter | Property) -> bool:
    told = any(each.kind == "bitmask" for each in one.constraints) or "BitValues" in one.qualifiers
    return told or any(word in (one.name or "").lower() for word in ("flags", "mask"))


def _is_reserved(one: Parameter) -> bool:
    """Reserved as the page says, or by its very name; a parameter with values of its own is not."""
    return not one.values and (_sure(one, "reserved-zero") or "reserved" in (one.name or "").lower())


def _sure(one: Parameter | Property, kind: str) -> bool:
    return any(told.kind == kind and told.confidence >= _SURE for told in one.constraints)


def constraint(one: Parameter | Property, kind: str) -> int | str | None:
    """The value of the first constraint of that kind that was read with enough certainty."""
    return next((told.value for told in one.constraints if told.kind == kind and told.confidence >= _SURE), None)


def _number(one: Parameter | Property, kind: str) -> int | None:
    value = constraint(one, kind)
    return value if isinstance(value, int) else None


def _counted(one: Parameter | Property) -> str | None:
    told = [each.other for each in one.constraints if each.kind in ("byte-count-of", "element-count-of")]
    return told[0] if told else None


def _values(one: Parameter | Property, options: Options) -> tuple[Member, ...]:
    """The listed values, if they are such as its type has."""
    whole = one.type not in ("string", "char16", "datetime", "boolean", None)
    kept = comparable(one.values)
    fits = all(isinstance(value.value, int if whole else str) for value in kept if value.value is not None)
    return tuple(code(value, options) for value in kept) if fits and _is_listable(one) else ()


def _is_listable(one: Parameter | Property) -> bool:
    return not one.ref and not one.embedded and one.type not in ("boolean", "datetime")


def _is_cim(one: Parameter | Property) -> bool:
    """Whether the type is one that a CIM implementation can have: DSP0004 knows no others."""
    if one.ref or one.embedded:
        return one.type is not None and one.type not in CIM_TYPES
    return one.type in CIM_TYPES


def said(**fields: Literal) -> Fields:
    """The fields that say something: a promise leaves the others at their defaults."""
    said = ((key, value) for key, value in fields.items() if value is not None and value is not False)
    return tuple(said)


def direction(one: Member) -> Literal:
    """Which way a parameter goes; None where nobody says."""
    return next((value for key, value in one.fields if key == "direction"), None)
