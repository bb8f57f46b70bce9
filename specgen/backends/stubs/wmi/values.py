"""The documented values of WMI's properties and parameters, as choices."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from specgen.backends.stubs.annotations import Choice
from specgen.backends.stubs.inheritance import Key, Told, inherited
from specgen.backends.stubs.values import Place, ValueList, ValueLists, of_one_type, value_list
from specgen.backends.stubs.wmi import cim_types
from specgen.model.entities import Parameter, Property, WmiClass, WmiMethod

_SIGNED = 1 << 31
"""From here on automation gives an integer of 32 bits as a negative one, which no page lists."""

Superclass = Callable[[WmiClass], str | None]
"""The key of a class's superclass, None where there is none."""


class WmiValues:
    """Value lists of the classes of a library; ``groups`` gives the module or package of each namespace."""

    def __init__(
        self,
        classes: Mapping[str, WmiClass],
        methods: Iterable[WmiMethod],
        superclass: Superclass,
        groups: Mapping[str, str],
        values: ValueLists,
    ) -> None:
        self._groups = groups
        self._values = values
        told = {key: one for source in classes.values() for key, one in self._of_properties(source)}
        told.update(pair for method in methods for pair in self._of_parameters(method))
        self._lists = inherited(told, lambda key: superclass(classes[key]) if key in classes else None)

    def held(self, owner: str, one: Property) -> Choice | None:
        """What a property holds. ``owner`` is the class's key."""
        return self._given_back(self._fitting(one, (owner, one.name.casefold())))

    def given(self, method: WmiMethod, one: Parameter) -> Choice | None:
        """What a caller gives for an in-parameter: a member of the enumeration, or its value."""
        listed = self._fitting(one, _parameter_key(method, one))
        return self._values.add(listed).choice() if listed is not None else None

    def returned(self, method: WmiMethod, one: Parameter) -> Choice | None:
        """What comes back for an out-parameter."""
        return self._given_back(self._fitting(one, _parameter_key(method, one)))

    def _given_back(self, listed: ValueList | None) -> Choice | None:
        """Flags come in any combination; the package gives plain values, which compare with the enumeration's."""
        return self._values.add(listed).choice(plain=listed.flags) if listed is not None else None

    def _fitting(self, one: Property | Parameter, key: Key) -> ValueList | None:
        """The list of a member, if its values are such as the member has."""
        listed = self._lists.get(key)
        fits = listed is not None and of_one_type(listed.values, cim_types.builtin(one.type) or "")
        return listed if fits else None

    def _of_properties(self, source: WmiClass) -> Iterator[tuple[Key, Told]]:
        for one in source.properties:
            key = class_key(source.namespace, source.name), one.name.casefold()
            listed = self._list(one, key, f"{source.name}.{one.name}", source)
            yield key, Told(listed, rigid=one.array is not None, read=True)

    def _of_parameters(self, method: WmiMethod) -> Iterator[tuple[Key, Told]]:
        for one in method.parameters:
            key, owner = _parameter_key(method, one), f"{method.owner or '?'}.{method.name}.{one.name or '?'}"
            yield key, Told(self._list(one, key, owner, method), rigid=one.array is not None, read=False)

    def _list(self, one: Property | Parameter, key: Key, owner: str, of: WmiClass | WmiMethod) -> ValueList | None:
        if not one.values or not of_one_type(one.values, cim_types.builtin(one.type) or ""):
            return None
        mask = any(told.kind == "bitmask" for told in one.constraints) or "BitValues" in one.qualifiers
        place = Place(".".join(key), owner.replace(".", "_"), self._groups[of.namespace or "?"], owner, of.page)
        numbers = {told.value for told in one.values if isinstance(told.value, int)}
        bits, counted = _are_bits(numbers), _are_counted(numbers)
        sure = len(one.values) > 1 and all(number < _SIGNED for number in numbers) and mask >= (bits or counted)
        return value_list(
            place, one.values, flags=(mask or bits) and not counted, closed=sure and not (mask and counted)
        )


def _are_bits(numbers: AbstractSet[int]) -> bool:
    """Whether the numbers look like bits that may be put together, whatever the page says of it."""
    bits = {number for number in numbers if number > 0}
    return len(bits) > 2 and max(bits) > 2 and all(number & (number - 1) == 0 for number in bits)


def _are_counted(numbers: AbstractSet[int]) -> bool:
    """Whether the numbers are a count, such as places of bits, whatever the page says of a mask."""
    return len(numbers) > 4 and max(numbers) - min(numbers) == len(numbers) - 1


def _parameter_key(method: WmiMethod, one: Parameter) -> Key:
    return class_key(method.namespace, method.owner or "?"), f"{method.name}.{one.name or '?'}".casefold()


def class_key(space: str | None, name: str) -> str:
    """What identifies a class: namespace and name without regard to case."""
    return f"{space or '?'}:{name}".casefold()
