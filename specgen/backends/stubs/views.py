"""What a stub says: classes, members, docstrings."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from specgen.backends.stubs.annotations import Annotation, Returned, Scope, parts, within
from specgen.backends.stubs.signatures import has_two_forms, parameter_lists
from specgen.emit import Code

Subtype = Callable[[Annotation, Annotation], bool]
"""Whether each value of the first annotation is one of the second."""


@dataclass(frozen=True)
class Item:
    """An item of a list, with the items below it."""

    text: str
    below: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """A titled list of a docstring; with ``columns`` a table, whose rows are lines of Markdown."""

    title: str
    items: tuple[Item, ...]
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Doc:
    """A docstring: text of the page (None: there is none, or it is left out), lists, and lines on where it is from."""

    summary: str | None
    sections: tuple[Section, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def of_page(self) -> bool:
        """Whether it holds more than facts of the declaration."""
        return bool(self.summary or self.sections)

    @property
    def brief(self) -> bool:
        """Whether it is one paragraph."""
        return not self.sections and not self.tail

    @property
    def lead(self) -> str:
        """The first paragraph."""
        return self.summary or (self.sources[0] if self.sources else "Nothing is said of this.")

    @property
    def tail(self) -> tuple[str, ...]:
        """The last lines: the sources that are not the first paragraph."""
        return self.sources if self.summary else self.sources[1:]


@dataclass(frozen=True)
class Argument:
    """A parameter that a caller gives; ``omittable`` ones have a default."""

    name: Code
    annotation: Annotation
    omittable: bool = False

    def takes(self, other: "Argument") -> bool:
        """Whether it takes what the other one takes, at the same place or by the same name."""
        if self.name != other.name or (other.omittable and not self.omittable):
            return False
        return any(one.within(self.annotation) for one in (other.annotation, other.annotation.wrapped("?")))

    def widened(self, other: "Argument") -> "Argument":
        """The same with the values that the other one takes besides, left out where that may be."""
        widened = replace(self, annotation=self.annotation.widened(other.annotation))
        if self.omittable or not other.omittable or other.annotation.wraps[-1:] != ("?",):
            return widened
        return replace(widened, annotation=widened.annotation.wrapped("?"), omittable=True)

    def spell(self, scope: Scope, *, default: bool) -> Code:
        """The parameter's source."""
        return Code(f"{self.name}: {scope.spell(self.annotation)}{' = ...' if default else ''}")


@dataclass(frozen=True)
class Attribute:
    """A property. ``plain`` spells it as a variable, otherwise it is a ``property``, with a setter if writable."""

    name: Code
    annotation: Annotation
    writable: bool
    plain: bool
    doc: Doc

    is_method = False

    def fits(self, inherited: "Member", subtype: Subtype) -> bool:
        """Whether it may override the inherited member."""
        if not isinstance(inherited, Attribute) or (inherited.writable and not self.writable):
            return False
        if self.annotation == inherited.annotation:
            return True
        return not inherited.writable and subtype(self.annotation, inherited.annotation)

    def annotations(self) -> Iterator[Annotation]:
        """What its source names."""
        yield self.annotation


@dataclass(frozen=True)
class Method:
    """A method; ``arguments`` in the order of the documentation."""

    name: Code
    arguments: tuple[Argument, ...]
    returns: Returned
    static: bool
    doc: Doc

    is_method = True

    def fits(self, inherited: "Member", subtype: Subtype) -> bool:  # noqa: ARG002  the other kind of member needs it
        """Whether it may override the inherited member: every call that the inherited one takes, it takes as well."""
        if not isinstance(inherited, Method) or self.static != inherited.static:
            return False
        if not within(self.returns, inherited.returns):
            return False
        if self._forms_alike(inherited):
            return True
        if self.has_two_forms or inherited.has_two_forms or len(self.arguments) < len(inherited.arguments):
            return False
        common = zip(self.arguments, inherited.arguments, strict=False)
        further = self.arguments[len(inherited.arguments) :]
        return all(own.takes(other) for own, other in common) and all(one.omittable for one in further)

    def _forms_alike(self, inherited: "Method") -> bool:
        """Whether the parameters are the same, and take whatever the inherited ones take."""
        pairs = list(zip(self.arguments, inherited.arguments, strict=False))
        if len(self.arguments) != len(inherited.arguments):
            return False
        return all(own.omittable == other.omittable and own.takes(other) for own, other in pairs)

    def widened(self, inherited: "Method") -> "Method":
        """The same, whose parameters take the values that the inherited ones take."""
        above = {one.name: one for one in inherited.arguments}
        taken = (one.widened(above[one.name]) if one.name in above else one for one in self.arguments)
        return replace(self, arguments=tuple(taken))

    @property
    def has_two_forms(self) -> bool:
        """Whether an omittable parameter stands before a required one."""
        return has_two_forms(self.arguments)

    def annotations(self) -> Iterator[Annotation]:
        """What its source names."""
        yield from parts(self.returns)
        for one in self.arguments:
            yield one.annotation

    def forms(self, scope: Scope) -> tuple[tuple[Code, ...], ...]:
        """Parameter lists to call it with."""
        return parameter_lists(self.arguments, lambda one, default: one.spell(scope, default=default))


Member = Attribute | Method


@dataclass(frozen=True)
class ClassView:
    """A class to be. ``key`` identifies it in its distribution, ``base`` is the key of what its page derives it from.

    ``group`` is the module, or package, that it goes to. ``protocol``: whatever has its members is one.
    """

    key: str
    name: Code
    group: str
    base: str | None
    members: tuple[Member, ...]
    doc: Doc
    pages: tuple[str, ...]
    protocol: bool = False
