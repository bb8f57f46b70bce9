"""Arguments for calls that nobody wrote down: drawn by hypothesis from types, documented values and limits.

What cannot be made up (an object, a window, the path of an instance) is passed as NULL, which every page allows that
does not forbid it; where it is forbidden, ``CannotInventError`` says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from specgen.conformance.calls.invented import SOMETHING, NumberAt, pointed
from specgen.conformance.described import Method, Parameter
from specgen.conformance.judgement.codes import number, unsigned
from specgen.conformance.judgement.declarations import type_name
from specgen.conformance.judgement.values import bounds, is_float, is_integer, is_truth, known_bits
from specgen.model.machine import ADDRESS_SIZED, BASIC_STRING, GUID_POINTERS, GUIDS, TEXTS

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

Arguments = dict[str, object]

_IID_OF_IUNKNOWN = "00000000-0000-0000-c000-000000000046"
_LONGEST_TEXT = 20
_LONGEST_LIST = 3
_HANDED_OUT = 1 << 16
"""Numbers below are those that an implementation that counts gives out."""

_YEARS = (1980, 2100)


class CannotInventError(Exception):
    """No value can be made up for a parameter; the message says for which and why."""


def key(method: Method, one: Parameter) -> str:
    """What a parameter's argument is called: its name, or its place (``#1``) where the page gives none."""
    return one.name or f"#{method.parameters.index(one) + 1}"


def sent(method: Method) -> tuple[Parameter, ...]:
    """The parameters that a caller gives a value for."""
    return tuple(one for one in method.parameters if one.direction != "out")


def documented_arguments(
    method: Method, chosen: Mapping[str, SearchStrategy[Any]] | None = None
) -> SearchStrategy[Arguments]:
    """Arguments such as the page allows. ``chosen`` takes the place of what would be drawn for these parameters.

    Raises CannotInventError.
    """
    from hypothesis import strategies as st  # noqa: PLC0415  an extra, and slow to load

    own = dict(chosen or {})
    # A caller of WMI leaves an optional parameter out; a C function always gets them all.
    may_miss = method.technology == "wmi"
    given = {key(method, one): one for one in sent(method)}
    counting = {name: one.counts for name, one in given.items() if one.counts and name not in own}
    drawn = {
        name: own[name] if name in own else _drawn(one, com=not may_miss)
        for name, one in given.items()
        if name not in counting
    }
    left_out = {name for name, one in given.items() if may_miss and one.optional and name not in own}
    required = {name: drawn[name] for name in drawn if name not in left_out}
    optional = {name: drawn[name] for name in drawn if name in left_out}

    def counted(arguments: Arguments) -> Arguments:
        sizes = {name: _size(arguments.get(of or "")) for name, of in counting.items()}
        whole = {**arguments, **sizes}
        return {name: whole[name] for name in given if name in whole}

    return st.fixed_dictionaries(required, optional=optional).map(counted)


def _size(value: object) -> int:
    return len(value) if isinstance(value, (str, bytes, list, tuple)) else 0


def _drawn(one: Parameter, *, com: bool) -> SearchStrategy[Any]:
    """Values that the page allows for a parameter."""
    from hypothesis import strategies as st  # noqa: PLC0415  as above

    if one.reserved:
        return st.just(_zero(one))
    if one.after is not None:
        raise CannotInventError(f"{one.name} comes from an earlier call of {one.after}")
    if one.array:
        return st.lists(_scalar(one, com=com), max_size=_LONGEST_LIST)
    value = _scalar(one, com=com)
    return st.none() | value if one.null == "allowed" and one.type in TEXTS else value


def _zero(one: Parameter) -> object:
    """What stands for nothing: zero for a number, NULL for whatever a number cannot stand for."""
    if one.pointer or one.ref or one.array:
        return None
    if is_truth(one.type):
        return False
    return 0 if is_integer(one.type) or is_float(one.type) else None


def _scalar(one: Parameter, *, com: bool) -> SearchStrategy[Any]:
    from hypothesis import strategies as st  # noqa: PLC0415  as above

    behind = pointed(one) if com else None
    if behind is not None and (one.values or one.null == "forbidden"):
        return _scalar(behind, com=com).map(NumberAt)
    if one.pointer or one.ref:
        return _nothing(one, com=com)
    listed = () if one.flags and is_integer(one.type) else _listed(one)
    if listed:
        return st.sampled_from(listed)
    return _whole(one) if is_integer(one.type) else _other_scalar(one, com=com)


def _whole(one: Parameter) -> SearchStrategy[int]:
    from hypothesis import strategies as st  # noqa: PLC0415  as above

    if one.flags:
        return _combined(one)
    # A window, a context: only zero means the same to everyone.
    return st.just(0) if one.type in ADDRESS_SIZED else _numbers(one)


def _numbers(one: Parameter) -> SearchStrategy[int]:
    from hypothesis import strategies as st  # noqa: PLC0415  as above

    low, high = bounds(str(one.type))
    least, most = low if one.least is None else one.least, high if one.most is None else one.most
    if max(low, least) > min(high, most):
        raise CannotInventError(f"no {one.type} is a value of {one.name}, from {least} to {most}")
    return st.integers(max(low, least), min(high, most))


def _other_scalar(one: Parameter, *, com: bool) -> SearchStrategy[Any]:
    from hypothesis import strategies as st  # noqa: PLC0415  as above

    if one.type in ("string", BASIC_STRING) or one.type in TEXTS:
        longest = _LONGEST_TEXT if one.longest is None else min(one.longest, _LONGEST_TEXT)
        return st.text(_characters(), min_size=1 if one.null == "forbidden" and longest else 0, max_size=longest)
    if is_truth(one.type):
        return st.booleans()
    if one.type == "datetime":
        first, last = (datetime(year, 1, 1) for year in _YEARS)  # noqa: DTZ001  CIM writes the offset itself
        return st.datetimes(first, last).map(lambda when: when.strftime("%Y%m%d%H%M%S.%f+000"))
    if one.type == "char16":
        return _characters()
    if is_float(one.type):
        return st.floats(-1e6, 1e6, width=32)
    return _nothing(one, com=com)


def _characters() -> SearchStrategy[str]:
    """Letters, digits and signs of every script, and none that only a machine would write."""
    from hypothesis import strategies as st  # noqa: PLC0415  as above

    return st.characters(categories=("L", "N", "P", "S", "Zs"), max_codepoint=0xFFFF)


def _nothing(one: Parameter, *, com: bool) -> SearchStrategy[Any]:
    """NULL; where the page forbids it, a GUID that everybody knows, or something of which nothing is known."""
    from hypothesis import strategies as st  # noqa: PLC0415  as above

    if one.null == "forbidden" and com:
        is_guid = one.type in GUID_POINTERS or one.type in GUIDS
        return st.just(_IID_OF_IUNKNOWN if is_guid else SOMETHING)
    if one.null == "forbidden":
        raise CannotInventError(f"{one.name} may not be NULL, and no {one.type} can be made up")
    return st.none()


def _listed(one: Parameter) -> Sequence[object]:
    """The documented values, in order; of a range its ends."""
    found: list[object] = []
    for value in one.values:
        first = value.value if value.value is not None else number(value)
        found += [end for end in (first, value.last) if end is not None]
    return list(dict.fromkeys(item for item in found if _fits(item, one.type)))


def _fits(value: object, kind: str | None) -> bool:
    """Whether a listed value is one that the type can hold; some pages list others."""
    if not is_integer(kind):
        return isinstance(value, str)
    low, high = bounds(str(kind))
    return isinstance(value, int) and low <= value <= high


def _combined(one: Parameter) -> SearchStrategy[int]:
    """Documented flags put together in every way, and none."""
    from hypothesis import strategies as st  # noqa: PLC0415  as above

    _, high = bounds(str(one.type))
    bits = [unsigned(value) for value in map(number, one.values) if value is not None]
    # Some pages list bits that the type has no room for.
    bits = [bit for bit in bits if bit <= high]
    if not bits:
        return st.just(0)

    def together(chosen: list[int]) -> int:
        result = 0
        for bit in chosen:
            result |= bit
        return result

    alone = [{number(value) for value in one.values if value.symbol in pair} for pair in one.exclusive]
    # A bit that is drawn twice changes nothing; lists without such would shrink less well.
    return (
        st.lists(st.sampled_from(bits), max_size=len(bits))
        .filter(lambda chosen: not any(len(pair & set(chosen)) > 1 for pair in alone))
        .map(together)
    )


def forbidden_reserved(one: Parameter, *, com: bool = False) -> SearchStrategy[Any]:
    """Values other than the zero that a reserved parameter must be. Raises CannotInventError."""
    from hypothesis import strategies as st  # noqa: PLC0415  as above

    behind = pointed(one) if com else None
    if behind is not None:
        return forbidden_reserved(behind).map(NumberAt)
    if com and not one.array and (one.pointer or _is_unknown(one.type)):
        return st.just(SOMETHING)
    if one.pointer or one.ref or one.array:
        raise CannotInventError(f"nothing but NULL can be made up for {one.name}, a {type_name(one)}")
    if is_integer(one.type):
        low, high = bounds(str(one.type))
        return st.integers(low, high).filter(bool)
    if is_truth(one.type):
        return st.just(value=True)
    if one.type in TEXTS or one.type in ("string", BASIC_STRING):
        return st.text(_characters(), min_size=1, max_size=_LONGEST_TEXT)
    raise CannotInventError(f"nothing but zero can be made up for {one.name}, a {type_name(one)}")


def _is_unknown(kind: str | None) -> bool:
    """Whether a type is none of those that values can be made up for."""
    known = kind in TEXTS or kind in ("string", BASIC_STRING)
    return not (known or is_integer(kind) or is_truth(kind) or is_float(kind))


def forbidden_flags(one: Parameter) -> SearchStrategy[int]:
    """Documented flags with one bit more. Raises CannotInventError where not all documented bits are known."""
    from hypothesis import strategies as st  # noqa: PLC0415  as above

    behind = pointed(one)
    if behind is not None:
        return forbidden_flags(behind).map(NumberAt)
    if not is_integer(one.type) or one.pointer or one.array:
        raise CannotInventError(f"no value of {one.name}, {type_name(one)}, can be made up")
    known = known_bits(one)
    if known is None:
        unknown = ", ".join(str(value.symbol) for value in one.values if number(value) is None)
        raise CannotInventError(
            f"which bits of {one.name} are undocumented is not known without the number of {unknown}"
        )
    width = bounds(str(one.type))[1].bit_length()
    # The highest bit of a signed type would change the sign: it stays out.
    free = [1 << at for at in range(width) if not known >> at & 1]
    if not free:
        raise CannotInventError(f"every bit of {one.name} is documented")
    return st.tuples(_combined(one), st.sampled_from(free)).map(lambda pair: pair[0] | pair[1])


def forbidden_after(one: Parameter) -> SearchStrategy[int]:
    """Numbers that no earlier call gave, in all likelihood. Raises CannotInventError for what is no number."""
    from hypothesis import strategies as st  # noqa: PLC0415  as above

    if not is_integer(one.type) or one.pointer or one.array:
        raise CannotInventError(f"no value of {one.name} can be made up that no call of {one.after} gave")
    high = bounds(str(one.type))[1]
    return st.integers(min(_HANDED_OUT, high // 2), high)


def null() -> SearchStrategy[None]:
    """NULL and nothing else."""
    from hypothesis import strategies as st  # noqa: PLC0415  as above

    return st.none()


def spelled_value(value: object) -> str:
    """An argument as a person would write it; a large number in hex, as flags and codes are."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1 << 12:
        return f"0x{value:X}"
    return repr(value)
