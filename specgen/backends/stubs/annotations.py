"""Python annotations as values, so that they can be compared before they are spelled."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from specgen.emit import Code

RESERVED = frozenset(("Literal", "Pointer", "builtins", "overload", "property", "self", "staticmethod"))
"""Names that the modules themselves use, so that no member may take them."""

BUILTINS = frozenset(("bool", "float", "int", "list", "str", "tuple"))
_OF_WMI = (
    *("CimValue", "Dispatch", "Namespace", "SelfDeprecatingDict", "UntypedClass", "UntypedObject", "WmiClass"),
    *("WmiEvent", "WmiMethod", "WmiNamespace", "WmiObject", "WmiPath", "WmiProperty", "WmiResult", "WmiWatcher"),
)
_OF_COM = ("Guid", "IDispatch", "IUnknown", "Opaque", "Pointer", "Protocol", "fill")
_OF_VALUES = ("Final", "IntEnum", "IntFlag", "PartlyNumbered", "TypeAlias")
RESERVED_CLASSES = frozenset((*RESERVED, *BUILTINS, *_OF_WMI, *_OF_COM, *_OF_VALUES))
"""The same for classes."""


@dataclass(frozen=True)
class Choice:
    """Values to choose from: the members of ``enumerations``, and ``literals``, which ``aliases`` are names for.

    Both are keys. ``zero``: 0 goes besides, as "none of them"; ``plain``: any other value of the type goes as well.
    """

    enumerations: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    literals: frozenset[int | str] = frozenset()
    zero: bool = False
    plain: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """All that it names."""
        return (*self.enumerations, *self.aliases)

    def within(self, other: "Choice | None") -> bool:
        """Whether each of these values is one of the other's (None: of any)."""
        if other is None or other.plain or self == other:
            return True
        if self.plain or self.zero > (other.zero or 0 in other.literals):
            return False
        return set(self.enumerations) <= set(other.enumerations) and self.literals <= other.literals

    def joined(self, other: "Choice | None") -> "Choice":
        """These values, and those of the other (None: any)."""
        if other is None or self.plain or other.plain:
            return Choice(self.enumerations, plain=True)
        named = dict.fromkeys((*self.enumerations, *other.enumerations))
        aliases = dict.fromkeys((*self.aliases, *other.aliases))
        return Choice(tuple(named), tuple(aliases), self.literals | other.literals, self.zero or other.zero)


NOTHING_BUT_ZERO = Choice(zero=True)
"""What a reserved parameter takes."""


@dataclass(frozen=True)
class Annotation:
    """A type: ``name`` is a builtin or, with ``classes``, the key of a class; ``wraps`` go around it, inmost first.

    A wrap is ``?`` for ``| None``, ``#`` for ``| int``, else the name of a generic (``list``, ``Pointer``).
    ``choice`` narrows a builtin, and names values of a class besides.
    """

    name: str
    is_class: bool = False
    wraps: tuple[str, ...] = ()
    choice: Choice | None = None

    def wrapped(self, *wraps: str) -> "Annotation":
        """The same with more around it."""
        return replace(self, wraps=(*self.wraps, *wraps))

    def within(self, other: "Annotation") -> bool:
        """Whether each value of this type is one of the other, as far as choices tell."""
        if replace(self, choice=None) != replace(other, choice=None):
            return False
        if self.choice == other.choice:
            return True
        if "list" in self.wraps or "Pointer" in self.wraps:
            return False
        return other.choice is None or (self.choice is not None and self.choice.within(other.choice))

    def widened(self, other: "Annotation") -> "Annotation":
        """This type with the choices of the other besides; the same where they differ otherwise."""
        if self.choice is None or _filled(self) != _filled(other) or other.within(self):
            return self
        return replace(self, choice=self.choice.joined(other.choice))

    def named(self) -> Iterator[str]:
        """The keys of what it names."""
        if self.is_class:
            yield self.name
        if self.choice is not None:
            yield from self.choice.keys


def _filled(one: Annotation) -> Annotation:
    """The type of whatever is not None, choices aside."""
    return replace(one, choice=None, wraps=tuple(wrap for wrap in one.wraps if wrap != "?"))


NOTHING = Annotation("None")
"""The type of None alone."""


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
        text = self._bare(annotation)
        for wrap in annotation.wraps:
            text = self._wrapped(text, wrap)
        return Code(text)

    def _bare(self, annotation: Annotation) -> str:
        own = self.class_name(annotation.name) if annotation.is_class else self.builtin(annotation.name)
        choice = annotation.choice
        if choice is None:
            return own
        named = [self.class_name(key) for key in choice.keys]
        none = ["Literal[0]"] if choice.zero and not choice.plain else []
        return " | ".join([*named, *none, *([own] if choice.plain or annotation.is_class else [])])

    def _wrapped(self, text: str, wrap: str) -> str:
        if wrap == "?":
            return f"{text} | None"
        if wrap == "#":
            return f"{text} | {self.builtin('int')}"
        return f"{self.builtin(wrap)}[{text}]"


def within(one: Returned, other: Returned) -> bool:
    """Whether whatever is returned as the one is something of the other."""
    if isinstance(one, Tuple) and isinstance(other, Tuple):
        pairs = zip(one.items, other.items, strict=False)
        return len(one.items) == len(other.items) and all(own.within(above) for own, above in pairs)
    return one.within(other) if isinstance(one, Annotation) and isinstance(other, Annotation) else one == other


def parts(annotation: Returned) -> Iterator[Annotation]:
    """The simple annotations that it is made of."""
    if isinstance(annotation, Tuple):
        yield from annotation.items
    elif annotation is not None:
        yield annotation
