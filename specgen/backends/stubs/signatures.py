"""The heads of functions in source: parameter lists, and how they are laid out."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from specgen.emit import Code

_LINE = 108


class Taken(Protocol):
    """A parameter; ``omittable``: a caller may leave it out."""

    @property
    def omittable(self) -> bool:
        """Whether it has a default."""
        ...


_Taken = TypeVar("_Taken", bound=Taken)


def has_two_forms(parameters: Sequence[Taken]) -> bool:
    """Whether an omittable parameter stands before a required one."""
    flags = [one.omittable for one in parameters]
    return flags != sorted(flags)


def parameter_lists(
    parameters: Sequence[_Taken], spell: Callable[[_Taken, bool], Code]
) -> tuple[tuple[Code, ...], ...]:
    """Parameter lists to call a function with: one, or two where it has two forms.

    In the first all up to the last required one are given; in the second what follows the first omittable one is given
    by keyword. ``spell`` writes a parameter, with its default or without.
    """
    last = max((place for place, one in enumerate(parameters) if not one.omittable), default=-1)
    full = tuple(spell(one, place > last) for place, one in enumerate(parameters))
    if not has_two_forms(parameters):
        return (full,)
    first = next(place for place, one in enumerate(parameters) if one.omittable)
    given = [spell(one, False) for one in parameters[:first]]  # noqa: FBT003  whether it is spelled with its default
    named = [spell(one, one.omittable) for one in parameters[first:]]
    return (full, (*given, Code("*"), *named))


def head(name: Code, parameters: Sequence[Code], returns: Code) -> tuple[Code, ...]:
    """The head of a function without its colon, on one line if it fits."""
    line = f"def {name}({', '.join(parameters)}) -> {returns}"
    if len(line) <= _LINE:
        return (Code(line),)
    return (Code(f"def {name}("), *(Code(f"    {one},") for one in parameters), Code(f") -> {returns}"))
