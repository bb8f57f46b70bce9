"""What the package ``wbem_calls`` says: classes, their methods as calls, and the out-parameters of these."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from specgen.backends.stubs.modules import Import
from specgen.backends.stubs.signatures import head, parameter_lists
from specgen.backends.stubs.views import Doc
from specgen.backends.stubs.wbem.types import OF_BASE, Wire
from specgen.emit import Code

TAKEN = frozenset(
    (*OF_BASE, "Sequence", "TypedDict", "overload", "bool", "float", "int", "list", "self", "str", "tuple")
)
"""Names that the modules themselves use, so that no class and no member may take them."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class OutParameter:
    """A key of a TypedDict: the documented name, that name as an identifier if it is one, and the type.

    ``plain`` is the type at run time, where the types of documented values are not needed.
    """

    key: str
    identifier: Code | None
    annotation: Code
    plain: Code


@dataclass(frozen=True)
class OutParameters:
    """A TypedDict of out-parameters, in the order of the page."""

    name: Code
    method: str
    rows: tuple[OutParameter, ...]

    @property
    def plain(self) -> bool:
        """Whether it can be written as a class: all names are identifiers."""
        return all(one.identifier is not None for one in self.rows)


@dataclass(frozen=True)
class InParameter:
    """An in-parameter: its name in Python, its documented name, how it travels and what a caller gives."""

    name: Code
    documented: str
    wire: Wire
    annotation: Code
    omittable: bool

    def spell(self, *, default: bool) -> Code:
        """The parameter's source in a stub."""
        return Code(f"{self.name}: {self.annotation}{' = None' if default else ''}")


@dataclass(frozen=True)
class Call:
    """A method: its name in Python and in the pages, what it takes, and what it gives.

    ``named`` are the keys of the documented values that its types name.
    """

    name: Code
    documented: str
    given: tuple[InParameter, ...]
    returns: Code
    out: OutParameters | None
    doc: Doc
    named: tuple[str, ...] = ()
    static = False

    @property
    def answer(self) -> Code:
        """What a call gives."""
        return Code(f"tuple[{self.returns}, {'NoOut' if self.out is None else self.out.name}]")

    @property
    def forms(self) -> tuple[tuple[Code, ...], ...]:
        """The heads in a stub."""
        lists = parameter_lists(self.given, lambda one, default: one.spell(default=default))
        return tuple(head(self.name, (Code("self"), *form), self.answer) for form in lists)


@dataclass(frozen=True)
class Definition:
    """A class with its calls; ``namespace`` is None where no page says it."""

    name: Code
    documented: str
    namespace: str | None
    calls: tuple[Call, ...]
    doc: Doc
    pages: tuple[str, ...]


@dataclass(frozen=True)
class Module:
    """A module: its dotted path below the package, and the modules of documented values that its stub names."""

    path: tuple[str, ...]
    classes: tuple[Definition, ...]
    values: tuple[Import, ...]

    @property
    def dots(self) -> Code:
        """What a relative import of the package begins with."""
        return Code("." * len(self.path))

    @property
    def outs(self) -> tuple[OutParameters, ...]:
        """The TypedDicts, by class and method."""
        return tuple(call.out for one in self.classes for call in one.calls if call.out is not None)

    @property
    def names(self) -> tuple[Code, ...]:
        """All that others may import, sorted."""
        return tuple(sorted((*(one.name for one in self.classes), *(one.name for one in self.outs))))

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages it is made from."""
        return tuple(sorted({page for one in self.classes for page in one.pages}))

    @property
    def overloads(self) -> bool:
        """Whether some call has two forms."""
        return any(len(call.forms) > 1 for one in self.classes for call in one.calls)

    @property
    def sequences(self) -> bool:
        """Whether some call takes a sequence."""
        return "Sequence" in self._words(self._given())

    @property
    def of_base(self) -> tuple[str, ...]:
        """The names of the module ``base`` that the stub needs."""
        answers = (call.answer for one in self.classes for call in one.calls)
        return tuple(sorted({"WbemObject", *(self._words((*self._given(), *answers, *self._out())) & OF_BASE)}))

    @property
    def of_base_in_outs(self) -> tuple[str, ...]:
        """The names of the module ``base`` that the TypedDicts need."""
        return tuple(sorted(self._words(self._out()) & OF_BASE))

    def _given(self) -> Iterator[Code]:
        return (taken.annotation for one in self.classes for call in one.calls for taken in call.given)

    def _out(self) -> Iterator[Code]:
        return (row.annotation for out in self.outs for row in out.rows)

    @staticmethod
    def _words(annotations: Iterator[Code] | Sequence[Code]) -> set[str]:
        return {word for one in annotations for word in _WORD.findall(one)}


@dataclass(frozen=True)
class Gathering:
    """A package that gathers the names of its modules."""

    path: tuple[str, ...]
    modules: tuple[Module, ...]

    @property
    def names(self) -> tuple[Code, ...]:
        """All names, sorted."""
        return tuple(sorted(name for one in self.modules for name in one.names))
