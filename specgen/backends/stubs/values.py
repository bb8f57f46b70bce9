"""Documented values as Python has them: an enumeration of what a page names, and an alias of the values themselves."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from specgen.backends.stubs.annotations import RESERVED_CLASSES, Choice
from specgen.backends.stubs.views import Doc
from specgen.emit import Code, py_literal, python_identifiers
from specgen.model.entities import Value

_LONGEST_NAME = 40
_WORDS_OF_A_FACT = 4
_WIDEST_RANGE = 32
_OF_ENUMERATIONS = frozenset(
    ("mro", "name", "value", *(name for name in dir(int) if not name.startswith("_")), "is_integer")
)
"""What an enumeration of numbers has itself."""

_HUNGARIAN = re.compile(r"[a-z]+(?=[A-Z])")

Item = int | str


@dataclass(frozen=True)
class Constant:
    """A member of an enumeration; ``number`` None where nobody says it. ``text``: what the page says of it."""

    name: Code
    number: Code | None
    text: str | None


@dataclass(frozen=True)
class Enumeration:
    """Named numbers: ``flags`` that can be put together, or one of them at a time."""

    name: Code
    flags: bool
    constants: tuple[Constant, ...]
    doc: Doc

    @property
    def base(self) -> Code:
        """The class it derives from."""
        return Code("IntFlag" if self.flags else "IntEnum")

    @property
    def partly(self) -> bool:
        """Whether some member has no number."""
        return any(one.number is None for one in self.constants)

    @property
    def numbered(self) -> tuple[Constant, ...]:
        """The members that have a number."""
        return tuple(one for one in self.constants if one.number is not None)


@dataclass(frozen=True)
class Alias:
    """A name for the values themselves."""

    name: Code
    literals: tuple[Code, ...]
    text: str

    @property
    def joined(self) -> Code:
        """The literals between commas."""
        return Code(", ".join(self.literals))


@dataclass(frozen=True)
class Place:
    """Whose values they are: ``key`` tells them from all others, ``called`` is the name to be, ``owner`` is for people.

    ``group`` is the package that they go to, ``page`` where they are listed. ``summary``: what is said of all.
    """

    key: str
    called: str
    group: str
    owner: str
    page: str
    summary: str | None = None


@dataclass(frozen=True)
class ValueList:
    """What a page lists as the values of a member; ``closed``: there are no others."""

    place: Place
    values: tuple[Value, ...]
    flags: bool
    literals: frozenset[Item]
    closed: bool

    @property
    def key(self) -> str:
        """The key of its enumeration."""
        return self.place.key

    @property
    def enumerated(self) -> bool:
        """Whether it has numbers or symbols, so that an enumeration can name them."""
        return any(isinstance(one.value, int) or one.symbol for one in self.values)

    @property
    def alias(self) -> str:
        """The key of the alias of its literals."""
        return f"{self.key}#value"

    def choice(self, *, plain: bool = False) -> Choice:
        """The enumeration or a value of it; any other value besides (``plain``) if the list is not closed."""
        enumerations = (self.key,) if self.enumerated else ()
        if plain or not self.closed:
            return Choice(enumerations, plain=True)
        return Choice(enumerations, (self.alias,) if self.literals else (), self.literals)

    def covered_by(self, other: "ValueList") -> bool:
        """Whether the other list has all that there may be of this one, and in the same form."""
        if (self.flags, self.closed) != (other.flags, other.closed):
            return False
        return self.items <= other.items

    @property
    def items(self) -> frozenset[Item | None]:
        """The values, by number where it is known."""
        return self.literals | {one.symbol for one in self.values if one.value is None}


def value_list(place: Place, values: Sequence[Value], *, flags: bool, closed: bool = True) -> ValueList | None:
    """The list of these values, None where the page names none that Python could. ``closed`` False: not all of them."""
    literals, all_told = _literals(values)
    if not literals and not any(one.symbol for one in values):
        return None
    known = literals | {0} if flags and literals else literals
    return ValueList(place, tuple(values), flags, known, closed and all_told)


def of_one_type(values: Sequence[Value], python: str) -> bool:
    """Whether the values are such as the builtin ``python`` has."""
    kinds = {type(one.value) for one in values if one.value is not None}
    return kinds <= {int if python == "int" else str} and python in ("int", "str")


def _literals(values: Sequence[Value]) -> tuple[frozenset[Item], bool]:
    """The values one by one, and whether there are no others."""
    found: set[Item] = set()
    closed = True
    for one in values:
        if one.value is None or (isinstance(one.value, str) and one.range != "single"):
            closed = False
        elif one.range == "closed" and isinstance(one.value, int) and one.last is not None:
            wide = not 0 <= one.last - one.value < _WIDEST_RANGE
            closed &= not wide
            found.update((one.value,) if wide else range(one.value, one.last + 1))
        else:
            closed &= one.range == "single"
            found.add(one.value)
    return frozenset(found), closed


def short_name(one: Value, *, prose: bool = False) -> str | None:
    """The documented name of a value, if it is a name and no sentence.

    With ``prose`` it may be the page's own words for it, or what its description begins with, before a dash or bracket.
    """
    text = (one.symbol or one.name or "").strip()
    if not prose:
        fits = text and not text.endswith(".") and len(text.split()) <= _WORDS_OF_A_FACT
        return text if fits and len(text) <= _LONGEST_NAME else None
    text = (text or one.label or _head(one.description or "")).strip().removesuffix(".")
    return text if text and len(text) <= _LONGEST_NAME else None


def _head(text: str) -> str:
    """What stands before a dash or bracket; nothing where there is none."""
    head, mark, _ = text.partition(" - ")
    return head.partition(" (")[0] if mark else ""


def bare_parameter(name: str) -> str:
    """A parameter's name without the lower-case letters that tell its type (``ulSize`` is Size)."""
    found = _HUNGARIAN.match(name)
    bare = name[found.end() :] if found else name
    return bare[:1].upper() + bare[1:]


@dataclass
class ValueLists:
    """All value lists of a distribution, as they are met."""

    descriptions: bool
    _lists: dict[str, ValueList] = field(default_factory=dict)

    def add(self, one: ValueList) -> ValueList:
        """Keep the list; one that stands for the same member already is given back."""
        return self._lists.setdefault(one.key, one)

    def groups(self) -> Mapping[str, list[ValueList]]:
        """The lists by group, sorted by key."""
        groups: dict[str, list[ValueList]] = defaultdict(list)
        for _, one in sorted(self._lists.items()):
            groups[one.place.group].append(one)
        return groups

    def names(self, taken: Mapping[str, frozenset[str]]) -> dict[str, Code]:
        """The Python names of enumerations and aliases by key; ``taken`` are the names of classes, by group."""
        named: dict[str, Code] = {}
        for group, lists in self.groups().items():
            called = [(one.key, one.place.called) for one in lists if one.enumerated]
            called += [(one.alias, f"{one.place.called}_value") for one in lists if one.literals and one.closed]
            used = frozenset((*RESERVED_CLASSES, *taken.get(group, ())))
            identifiers = python_identifiers((name for _, name in called), used)
            named.update(zip((key for key, _ in called), identifiers, strict=True))
        return named

    def enumeration(self, one: ValueList, name: Code) -> Enumeration:
        """The enumeration of a list; the first of several values with one number or name counts."""
        flags = " that can be put together" if one.flags else ""
        doc = Doc(
            None, (), (f"Values of {one.place.owner}{flags}.", f"Page: {one.place.page}, line {one.values[0].line}")
        )
        return Enumeration(name, one.flags, tuple(self._constants(one)), doc)

    def _constants(self, one: ValueList) -> Iterator[Constant]:
        kept = [each for each in one.values if isinstance(each.value, int) or each.symbol]
        seen: set[int | str] = set()
        several = [each for each in kept if _new(each.symbol or each.value, seen)]
        called = [self._called(each) for each in several]
        names = python_identifiers(called, _OF_ENUMERATIONS)
        for each, name in zip(several, names, strict=True):
            number = py_literal(each.value) if isinstance(each.value, int) else None
            yield Constant(name, number, self._text(each))

    def _called(self, one: Value) -> str:
        name = short_name(one, prose=self.descriptions)
        return name or f"value_{str(one.value).replace('-', 'minus_')}"

    def _text(self, one: Value) -> str | None:
        said = [one.label if one.label not in (one.symbol, one.name) else None, one.description]
        return " ".join(text for text in said if text) or None if self.descriptions else None

    def alias(self, one: ValueList, name: Code) -> Alias:
        """The alias of a list's literals."""
        ordered = sorted(one.literals, key=lambda literal: (isinstance(literal, str), literal))
        return Alias(name, tuple(py_literal(literal) for literal in ordered), f"What {one.place.owner} may be.")


def _new(item: int | str | None, seen: set[int | str]) -> bool:
    if item is None or item in seen:
        return False
    seen.add(item)
    return True
