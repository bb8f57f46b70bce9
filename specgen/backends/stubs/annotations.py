"""Python annotations as values, so that they can be compared before they are spelled."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from specgen.emit import Code

RESERVED = frozenset(("Pointer", "builtins", "overload", "property", "self", "staticmethod"))
"""Names that the modules themselves use, so that no member may take them."""

BUILTINS = frozenset(("bool", "float", "int", "list", "str", "tuple"))
_OF_WMI = (
    *("CimValue", "Dispatch", "Namespace", "SelfDeprecatingDict", "UntypedClass", "UntypedObject", "WmiClass"),
    *("WmiEvent", "WmiMethod", "WmiNamespace", "WmiObject", "WmiPath", "WmiProperty", "WmiResult", "WmiWatcher"),
)
RESERVED_CLASSES = frozenset((*RESERVED, *BUILTINS, *_OF_WMI, "ComObject", "Guid", "Opaque", "TypeAlias"))
"""The same for classes."""


@dataclass(frozen=True)
class Annotation:
    """A type: ``name`` is a builtin or, with ``classes``, the key of a class; ``wraps`` go around it, inmost first.

    A wrap is ``?`` for ``| None``, ``#`` for ``| int``, else the name of a generic (``list``, ``Pointer``).
    """

    name: str
    is_class: bool = False
    wraps: tuple[str, ...] = ()

    def wrapped(self, *wraps: str) -> "Annotation":
        """The same with more around it."""
        return replace(self, wraps=(*self.wraps, *wraps))


@dataclass(frozen=True)
class Tuple:
    """``tuple[...]`` of these, ``tuple[()]`` of none."""

    items: tuple[Annotation, ...]


Returned = Annotation | Tuple | None
"""What a callable returns; None is ``None``."""


@dataclass(frozen=True)
class Scope:
    """Where annotations are spelled: inside a class whose members may hide the names they need.

    ``names`` gives the Python name of a class by its key; ``hidden`` are the names that members take.
    """

    names: Mapping[str, Code]
    hidden: frozenset[str]

    def builtin(self, name: str) -> str:
        """A builtin, qualified where a member hides it."""
        return f"builtins.{name}" if name in self.hidden else name

    def class_name(self, key: str) -> str:
        """A class, by its alias where a member hides it."""
        name = self.names[key]
        return f"_{name}" if name in self.hidden else name

    def spell(self, annotation: Returned) -> Code:
        """The annotation's source."""
        if annotation is None:
            return Code("None")
        if isinstance(annotation, Tuple):
            inner = ", ".join(self.spell(one) for one in annotation.items) or "()"
            return Code(f"{self.builtin('tuple')}[{inner}]")
        text = self.class_name(annotation.name) if annotation.is_class else self.builtin(annotation.name)
        for wrap in annotation.wraps:
            text = self._wrapped(text, wrap)
        return Code(text)

    def _wrapped(self, text: str, wrap: str) -> str:
        if wrap == "?":
            return f"{text} | None"
        return f"{text} | {self.builtin('int')}" if wrap == "#" else f"{self.builtin(wrap)}[{text}]"


def parts(annotation: Returned) -> Iterator[Annotation]:
    """The simple annotations that it is made of."""
    if isinstance(annotation, Tuple):
        yield from annotation.items
    elif annotation is not None:
        yield annotation
