"""What the templates of stubs print: classes, members, docstrings."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from specgen.backends.stubs.annotations import Annotation, Returned, parts
from specgen.emit import Code


@dataclass(frozen=True)
class Section:
    """A titled list of a docstring: pairs of depth (0, 1 ...) and text."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Doc:
    """A docstring: the text of the page, lists, and where it is from (page, line, address)."""

    summary: str | None
    sections: tuple[Section, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Argument:
    """A parameter that a caller gives; ``omittable`` ones have a default."""

    name: Code
    annotation: Annotation
    omittable: bool = False


@dataclass(frozen=True)
class Attribute:
    """A property. ``plain`` spells it as a variable, otherwise as a ``property`` (with a setter if writable)."""

    name: Code
    annotation: Annotation
    writable: bool
    plain: bool
    doc: Doc

    def fits(self, inherited: "Member", is_subclass: "IsSubclass") -> bool:
        """Whether it may override the inherited member."""
        if not isinstance(inherited, Attribute) or (inherited.writable and not self.writable):
            return False
        if self.annotation == inherited.annotation:
            return True
        return not inherited.writable and is_subclass(self.annotation, inherited.annotation)

    def annotations(self) -> Iterator[Annotation]:
        """What it needs imported."""
        yield self.annotation


@dataclass(frozen=True)
class Method:
    """A method; ``arguments`` in the order of the documentation."""

    name: Code
    arguments: tuple[Argument, ...]
    returns: Returned
    static: bool
    doc: Doc

    def fits(self, inherited: "Member", is_subclass: "IsSubclass") -> bool:
        """Whether it may override the inherited member: only with the same signature."""
        if not isinstance(inherited, Method) or self.static != inherited.static:
            return False
        return self.arguments == inherited.arguments and self.returns == inherited.returns

    def annotations(self) -> Iterator[Annotation]:
        """What it needs imported."""
        yield from parts(self.returns)
        for one in self.arguments:
            yield one.annotation

    @property
    def forms(self) -> tuple[tuple[Argument, ...], ...]:
        """The ways to call it: one, or two where an omittable parameter comes before a required one.

        Then either everything up to the last required parameter is given in order, or what follows the first
        omittable one is given by keyword (that form is in ``keyword_form``).
        """
        last = max((place for place, one in enumerate(self.arguments) if not one.omittable), default=-1)
        full = tuple(
            Argument(one.name, one.annotation) if place < last else one for place, one in enumerate(self.arguments)
        )
        return (full,)

    @property
    def keyword_form(self) -> tuple[tuple[Argument, ...], tuple[Argument, ...]] | None:
        """Positional and keyword-only parameters of the second form, None where one form does."""
        first = next((place for place, one in enumerate(self.arguments) if one.omittable), len(self.arguments))
        if all(one.omittable for one in self.arguments[first:]):
            return None
        return self.arguments[:first], self.arguments[first:]


Member = Attribute | Method


class IsSubclass:
    """Says whether the first annotation's values are all of the second; see ``hierarchy``."""

    def __call__(self, one: Annotation, other: Annotation) -> bool:  # pragma: no cover
        """By default only equal ones."""
        return one == other


@dataclass(frozen=True)
class ClassView:
    """A class to be: ``key`` identifies it in its distribution, ``base`` is the key of what the page derives it from."""

    key: str
    name: Code
    base: str | None
    members: tuple[Member, ...]
    doc: Doc
    pages: tuple[str, ...]
    group: str = field(default="")
