"""The documented values of COM parameters, as choices: flags, enumerations, and what is reserved."""

from collections.abc import Iterable
from dataclasses import replace

from specgen.backends.stubs.annotations import NOTHING, NOTHING_BUT_ZERO, Annotation, Choice
from specgen.backends.stubs.com import c_types
from specgen.backends.stubs.inheritance import Key, Told, inherited
from specgen.backends.stubs.values import Place, ValueList, ValueLists, bare_parameter, value_list
from specgen.model.entities import ComInterface, ComMethod, EnumConstant, Enumeration, Parameter, Value

_GROUP = "interfaces"
_SURE = 0.9
"""How sure a reading of prose must be for a type to follow it: that the page calls the parameter reserved."""


class ComValues:
    """Narrows the types of parameters to the values that pages list."""

    def __init__(
        self,
        interfaces: Iterable[ComInterface],
        methods: Iterable[ComMethod],
        enumerations: Iterable[Enumeration],
        values: ValueLists,
    ) -> None:
        self._values = values
        bases = {one.name.casefold(): one.base.casefold() for one in interfaces if one.base}
        told = {_key(method, one): _told(method, one) for method in methods for one in method.parameters}
        self._lists = inherited(told, bases.get)
        self._enumerations: dict[str, ValueList] = {}
        for one in enumerations:
            listed = _listed(one)
            if listed is not None:
                kept = values.add(listed)
                names = (one.name, one.tag, *(alias.name for alias in one.aliases if not alias.pointer))
                self._enumerations.update(dict.fromkeys((name.casefold() for name in names if name), kept))

    def enumerated(self, one: Parameter) -> Annotation | None:
        """The type of a parameter that is declared as an enumeration with a page of its own, None of any other."""
        listed = self._enumerations.get((one.type or "").casefold())
        if listed is None or one.array is not None:
            return None
        annotation = Annotation("int", choice=Choice(enumerations=(listed.key,), plain=one.pointer > 0))
        return annotation.wrapped(*["Pointer"] * one.pointer, "?") if one.pointer else annotation

    def narrowed(self, annotation: Annotation, method: ComMethod, one: Parameter) -> Annotation:
        """The type of a parameter, with what may be given for it. Prose decides nothing that a name tells."""
        choice = self._choice(annotation, method, one)
        if choice is not None:
            return replace(annotation, choice=choice)
        if "reserved" in (one.name or "").lower():
            return _reserved(annotation)
        told = any(each.kind == "reserved-zero" and each.confidence >= _SURE for each in one.constraints)
        # "must be a pointer to zero" is storage all the same
        return _reserved(annotation) if told and "Pointer" not in annotation.wraps else annotation

    def _choice(self, annotation: Annotation, method: ComMethod, one: Parameter) -> Choice | None:
        listed = self._lists.get(_key(method, one))
        if listed is None or not (annotation.name == "int" or (annotation.is_class and "#" in annotation.wraps)):
            return None
        # A page says of flags which there are; of other values often what else may be given ("or a bookmark that ...").
        flags = listed.flags and _is_mask(one.name or "") and "Pointer" not in annotation.wraps
        return Choice(enumerations=(self._values.add(listed).key,), zero=flags, plain=not flags)


def _key(method: ComMethod, one: Parameter) -> Key:
    return (method.owner or "?").casefold(), f"{method.name}::{one.name or '?'}".casefold()


def _told(method: ComMethod, one: Parameter) -> Told:
    owner, name = method.owner or "?", one.name or "?"
    called = f"{owner}{method.name}{bare_parameter(name)}"
    place = Place("::".join(_key(method, one)), called, _GROUP, f"{owner}::{method.name}, {name}", method.page)
    counted = c_types.argument(one, lambda _: None, lambda kind: kind).name == "int"
    flags = counted and (_is_mask(name) or _are_bits(one.values))
    listed = value_list(place, one.values, flags=flags) if one.values else None
    stored = one.pointer > 0 or one.direction == "out"
    return Told(listed if listed is not None and listed.enumerated else None, rigid=stored, read=False)


def _listed(one: Enumeration) -> ValueList | None:
    place = Place(f"<enum>:{one.id}", one.name, _GROUP, one.name, one.page, one.summary)
    values = tuple(_value(member) for member in one.members if member.name)
    return value_list(place, values, flags="flag" in one.name.lower() and _are_bits(values)) if values else None


def _value(one: EnumConstant) -> Value:
    return Value(
        one.value, None, "single", one.name, None, None, None, one.expression or "", one.description, one.line or 0
    )


def _is_mask(name: str) -> bool:
    """Whether a parameter is called so that it takes several values at once, or none."""
    return any(word in name.lower() for word in ("flags", "mask"))


def _are_bits(values: Iterable[Value]) -> bool:
    """Whether the numbers, as far as they are known, are bits."""
    numbers = [told.value for told in values if isinstance(told.value, int)]
    return all(number & (number - 1) == 0 for number in numbers if number >= 0)


def _reserved(annotation: Annotation) -> Annotation:
    """Nothing but zero for a number, None for anything else."""
    if annotation.name == "int" and not annotation.wraps:
        return replace(annotation, choice=NOTHING_BUT_ZERO)
    return NOTHING
