"""The codes that COM methods return, as constants by their documented names."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from specgen.backends import Artefact
from specgen.backends.stubs.annotations import RESERVED_CLASSES
from specgen.emit import Code, py_literal, python_identifier, render
from specgen.model.entities import ComMethod, Value

_RESULTS = frozenset(("hresult", "scode", ""))
_BITS = 32


@dataclass(frozen=True)
class ResultCode:
    """A constant; ``number`` as a method returns it: 32 bits with a sign. None where nobody says it."""

    name: Code
    number: Code | None
    hexadecimal: Code | None


@dataclass(frozen=True)
class ResultCodes:
    """All codes of the methods of a distribution, by name."""

    codes: tuple[ResultCode, ...]
    pages: tuple[str, ...]

    @property
    def numbered(self) -> tuple[ResultCode, ...]:
        """Those that have a number."""
        return tuple(one for one in self.codes if one.number is not None)

    @property
    def unnumbered(self) -> tuple[ResultCode, ...]:
        """Those that have none."""
        return tuple(one for one in self.codes if one.number is None)

    def artefacts(self, folder: str) -> Iterator[Artefact]:
        """The module, in the folder of the package."""
        for suffix in ("py", "pyi"):
            text = render(f"stubs/codes.{suffix}.j2", codes=self)
            yield Artefact(f"{folder}/codes.{suffix}", text, self.pages)


def result_codes(methods: Sequence[ComMethod]) -> ResultCodes:
    """The codes that methods with an HRESULT (or SCODE) document; the first number that a page gives counts."""
    returning = [one for one in methods if (one.returns.type or "").casefold() in _RESULTS and one.returns.values]
    found: dict[str, Value] = {}
    for value in _symbols(returning):
        kept = found.get(value.symbol or "")
        if kept is None or kept.value is None:
            found[value.symbol or ""] = value
    codes = tuple(_code(name, value) for name, value in sorted(found.items()))
    return ResultCodes(codes, tuple(sorted({one.page for one in returning})))


def _symbols(methods: Iterable[ComMethod]) -> Iterator[Value]:
    for method in methods:
        for value in method.returns.values:
            name = value.symbol
            if name and python_identifier(name) == name and name not in RESERVED_CLASSES:
                yield value


def _code(name: str, value: Value) -> ResultCode:
    if not isinstance(value.value, int):
        return ResultCode(python_identifier(name), None, None)
    unsigned = value.value % (1 << _BITS)
    signed = unsigned - (1 << _BITS) if unsigned >> (_BITS - 1) else unsigned
    return ResultCode(python_identifier(name), py_literal(signed), Code(f"0x{unsigned:08X}"))
