"""What stands for an object in a call: something that is not NULL, and a number behind a pointer."""

from dataclasses import replace

from specgen.conformance.described import Parameter
from specgen.conformance.judgement.values import is_integer

_PREFIXES = ("LPC", "LP", "PC", "P")


class Something:
    """An object of which nothing is known but that it is there. Whatever asks it for more gets an AttributeError."""

    def __repr__(self) -> str:
        return "<something>"


class NumberAt(int):
    """A number where a pointer to it is taken: it is the number, and gives it as a pointer of ctypes does."""

    @property
    def value(self) -> int:
        """The number."""
        return int(self)

    @property
    def contents(self) -> "NumberAt":
        """What it points to."""
        return self

    def __getitem__(self, index: int) -> int:
        if index:
            raise IndexError("there is one number")
        return int(self)


SOMETHING = Something()


def pointed(one: Parameter) -> Parameter | None:
    """The number that a parameter points to, as a parameter; None for what is no pointer to one number."""
    if one.array or one.ref:
        return None
    if one.pointer == 1 and is_integer(one.type):
        return replace(one, pointer=0)
    name = one.type or ""
    bare = next((name.removeprefix(letters) for letters in _PREFIXES if name.startswith(letters)), None)
    return replace(one, type=bare) if not one.pointer and bare and not is_integer(name) and is_integer(bare) else None
