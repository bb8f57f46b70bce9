"""What a call through pywbem gives and takes: the type on the wire (DSP0201), and the Python type of its value."""

from collections.abc import Iterable
from dataclasses import dataclass

from specgen.backends.stubs.wmi.cim_types import omittable
from specgen.cim.features import Builder, Feature, cim_name
from specgen.cim.literals import INTEGER_RANGES
from specgen.cim.qualifiers import vocabulary
from specgen.emit import Code
from specgen.model.entities import Parameter, WmiMethod

OF_BASE = frozenset(
    (
        *("CimClassName", "CimDateTime", "CimInstance", "CimInstanceName", "CimParameter", "CimTime", "CimValue"),
        *("Given", "Method", "NoOut", "Texts", "WbemConnection", "WbemObject"),
    )
)
"""The names of the module ``base``."""

_VALUES = {
    **dict.fromkeys(INTEGER_RANGES, "int"),
    **dict.fromkeys(("real32", "real64"), "float"),
    **dict.fromkeys(("string", "char16"), "str"),
    "boolean": "bool",
    "datetime": "CimDateTime",
    "reference": "CimInstanceName",
}


@dataclass(frozen=True)
class Wire:
    """How a parameter travels: its CIM type (``reference`` for a REF) and, with that, the class that it refers to.

    ``embedded`` is DSP0201's word: ``instance``, or ``object`` where the class is not known.
    """

    type: str
    array: bool
    reference: str | None
    embedded: str | None


class Wiring:
    """Tells the types that the MOF of the same pages declares for a method."""

    def __init__(self, method: WmiMethod) -> None:
        made = Builder(vocabulary(()), descriptions=False).method(method)
        self._features = {one.name.casefold(): one for one in made.parameters}
        self.returns = None if (method.returns.type or "").casefold() == "void" else str(made.type)
        """The CIM type that the method returns, None of one that returns nothing."""

    def of(self, one: Parameter) -> Wire:
        """How a parameter of the method, which has a name, travels."""
        return _wire(self._features[_key(one)])


def distinct(parameters: Iterable[Parameter]) -> list[Parameter]:
    """Those that have a name, of those with one name in CIM the first."""
    held: dict[str, Parameter] = {}
    for one in parameters:
        if one.name:
            held.setdefault(_key(one), one)
    return list(held.values())


def _key(one: Parameter) -> str:
    return cim_name(one.name or "", []).casefold()


def _wire(feature: Feature) -> Wire:
    array = bool(feature.suffix)
    if feature.is_reference:
        return Wire("reference", array, feature.type.removesuffix(" REF"), None)
    embedded = None if feature.embedded is None else "object" if feature.embedded == "*" else "instance"
    return Wire(feature.type, array, None, embedded)


def given(one: Parameter, wire: Wire, chosen: Code | None = None) -> Code:
    """The annotation of what a caller gives; ``chosen`` is that of its documented values, where there are some."""
    plain = chosen or ("CimTime" if wire.type == "datetime" else _value(wire))
    if not wire.array:
        listed = plain
    elif plain == "str":
        listed = "Texts"
    else:
        listed = f"Sequence[{plain}]"
    return Code(f"{listed} | None" if omittable(one) else listed)


def answered(wire: Wire, chosen: Code | None = None) -> Code:
    """The annotation of what an out-parameter comes back as; None is NULL, or that the server sent nothing."""
    one = chosen or _value(wire)
    return Code(f"list[{one}] | None" if wire.array else f"{one} | None")


def returned(cim_type: str | None) -> Code:
    """The annotation of what a method returns."""
    return Code("None" if cim_type is None else _VALUES[cim_type])


def _value(wire: Wire) -> str:
    return "CimInstance" if wire.embedded else _VALUES[wire.type]
