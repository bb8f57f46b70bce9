"""Renaming: the names that stand in a header, where macros put others in their place before clang sees them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from specgen.headers.c_types import CType
from specgen.headers.iids import Texts, tokens_of
from specgen.headers.macros import Macro, macro_of

_REFERENCE = "REF"


class PlainNames:
    """Methods as they are declared, where the A/W macros of windows.h made other methods of them."""

    def __init__(self, definitions: Mapping[str, Any]) -> None:
        self._definitions = definitions

    def of(self, found: str) -> str:
        """The name that is a macro which expands to ``found``; ``found`` where there is none."""
        plain = found[:-1]
        if found.endswith(("A", "W")) and plain in self._definitions and self._expands(plain, found):
            return plain
        return found

    def _expands(self, plain: str, found: str) -> bool:
        tokens = macro_of(self._definitions[plain]).tokens
        if tokens == (found,):
            return True
        call, *arguments = tokens or ("",)
        if arguments != ["(", plain, ")"] or call not in self._definitions:
            return False
        match macro_of(self._definitions[call]).tokens:
            case ("(", name, ")", pasted, "##", letter):
                return (pasted, letter) == (name, found[-1])
        return False


class References:
    """``REFIID`` and its like, which are macros for a reference in C++ and types of their own for everybody else."""

    def __init__(self, definitions: Mapping[str, Any], texts: Texts) -> None:
        self._definitions = definitions
        self._texts = texts
        self._macros: dict[str, Macro] = {}

    def spelt(self, type_: CType, parameter: Any) -> CType:
        """The type of a parameter, called by the macro that stands for it."""
        names = self._names(type_.spelt) if type_.spelt.endswith("&") else []
        if not names:
            return type_
        name = self._chosen(names, parameter) if len(names) > 1 else names[0]
        return replace(type_, spelt=name, name=name)

    def _names(self, spelt: str) -> list[str]:
        """The macros that stand for just this."""
        if not self._macros:
            named = (name for name in self._definitions if name.startswith(_REFERENCE))
            self._macros = {name: macro_of(self._definitions[name]) for name in named}
        tokens = tuple(tokens_of(spelt))
        return [name for name, macro in self._macros.items() if macro.tokens == tokens and not macro.function_like]

    def _chosen(self, names: Sequence[str], parameter: Any) -> str:
        """The macro that stands before the parameter's name, in the file or in the macro that declares the method."""
        written = tokens_of(self._texts.between(parameter.extent.start, parameter.extent.end))
        if written and written[0] in self._definitions and written[0] not in names:
            written = list(macro_of(self._definitions[written[0]]).tokens)
        before = (one for one, name in pairwise(written) if name == parameter.spelling)
        return next((one for one in (*before, *written[:1]) if one in names), names[0])
