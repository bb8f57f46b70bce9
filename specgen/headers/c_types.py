"""C types: what a declaration spells, and what it comes down to."""

import re
from dataclasses import dataclass
from typing import Any

from specgen.headers.parsing import bindings

_QUALIFIERS = re.compile(r"\b(?:const|volatile|struct|class|union|enum)\s+")
_TRAILING_CONST = re.compile(r"(?<=\*)(?:const|volatile|__restrict| )+$")
_ARRAYS = ("CONSTANTARRAY", "INCOMPLETEARRAY", "VARIABLEARRAY")


@dataclass(frozen=True, slots=True)
class CType:
    """The type of a parameter or of a return value.

    ``spelt`` is the declaration's own text (``const struct ice *``), ``canonical`` what is left of it once typedefs are
    followed, arrays decay and the outermost const, which no caller sees, is gone (``const ice *``). ``name`` is the
    spelt type without stars, tags and qualifiers (``ice``), ``pointers`` counts the stars that the declaration writes
    and ``array`` says whether it writes brackets.
    """

    spelt: str
    canonical: str
    name: str
    pointers: int
    array: bool

    def before(self, name: str) -> str:
        """The type and the name that it declares, for people: ``const ice *first``."""
        type_, bracket, length = self.spelt.partition("[")
        return f"{type_}{'' if type_.endswith('*') else ' '}{name}".rstrip() + bracket + length


class Types:
    """The types of one translation unit; each is asked of clang once."""

    def __init__(self) -> None:
        self._known: dict[int, CType] = {}

    def of(self, type_: Any) -> CType:
        """What clang knows of a type."""
        # The address of clang's own type, qualifiers included: the same spelling may mean two types.
        key = int(type_.data[0] or 0)
        if key not in self._known:
            self._known[key] = _read(type_)
        return self._known[key]


def _read(type_: Any) -> CType:
    kinds = bindings().TypeKind
    arrays = {getattr(kinds, name) for name in _ARRAYS}
    inner, pointers = type_, 0
    while inner.kind in (kinds.POINTER, *arrays):
        if inner.kind == kinds.POINTER:
            pointee = inner.get_pointee()
            if pointee.get_canonical().kind == kinds.FUNCTIONPROTO and pointee.kind == kinds.FUNCTIONPROTO:
                break
            inner, pointers = pointee, pointers + 1
        else:
            inner = inner.element_type
    name = _QUALIFIERS.sub("", f"{inner.spelling} ").strip()
    return CType(type_.spelling, _canonical(type_.get_canonical(), arrays), name, pointers, type_.kind in arrays)


def _canonical(type_: Any, arrays: set[Any]) -> str:
    if type_.kind not in arrays:
        return _without_const(type_)
    element = type_.element_type
    if element.kind in arrays:
        return re.sub(r"\[\d*\]", " (*)", str(type_.spelling), count=1)
    spelling = str(element.spelling)
    return f"{spelling}*" if spelling.endswith("*") else f"{spelling} *"


def _without_const(type_: Any) -> str:
    spelling = str(type_.spelling)
    if not type_.is_const_qualified() and not type_.is_volatile_qualified():
        return spelling
    if "*" in spelling:
        return _TRAILING_CONST.sub("", spelling)
    return re.sub(r"^(?:(?:const|volatile) )+", "", spelling)
