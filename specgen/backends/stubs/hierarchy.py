"""Bases that type checkers accept.

Pages flatten inheritance, and now and then a class documents a member otherwise than its base does. A checker would
reject such an override, so a class derives from the nearest of its documented bases whose members it does not
contradict, or from the common root. A method takes, besides what its page says, what the inherited one takes: an
object of the class is one of its superclass, whose callers may give that. Nothing else is changed to fit.
"""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace

from specgen.backends.stubs.annotations import Annotation
from specgen.backends.stubs.views import Attribute, ClassView, Member, Method


@dataclass(frozen=True)
class Settled:
    """A class with its base (a key, None: the root), the members it spells itself, and all that it has by name."""

    view: ClassView
    base: str | None
    own: tuple[Member, ...]
    all: Mapping[str, Member]
    depth: int


class Hierarchy:
    """Chooses bases for the classes of one distribution; ``given`` are the keys of classes that are not views."""

    def __init__(self, views: Mapping[str, ClassView], given: Container[str]) -> None:
        self._views = views
        self._given = given
        self._settled: dict[str, Settled] = {}

    def settle(self) -> dict[str, Settled]:
        """Every class, by key. Those that hold objects come last, when it is known what is derived from what."""
        for key in sorted(self._views, key=lambda key: (_holds_objects(self._views[key]), key)):
            for one in reversed(self._line(key)):
                self._settled[one] = self._settle(self._views[one])
        return self._settled

    def _line(self, key: str | None) -> list[str]:
        """The class and its documented bases, up to the first that is settled or met before (a cycle)."""
        line: list[str] = []
        while key is not None and key in self._views and key not in self._settled and key not in line:
            line.append(key)
            key = self._views[key].base
        return line

    def _settle(self, view: ClassView) -> Settled:
        base = view.base if view.base in self._settled or view.base in self._given else None
        while base in self._settled and not self._fits(self._in_form_of(view, base), self._settled[base]):
            base = self._settled[base].base
        inherited = self._settled[base].all if base in self._settled else {}
        members = self._in_form_of(view, base).members
        own = tuple(one for one in members if not _said(one, inherited.get(one.name)))
        depth = self._settled[base].depth + 1 if base in self._settled else 0
        return Settled(view, base, own, {**inherited, **{one.name: one for one in members}}, depth)

    def _in_form_of(self, view: ClassView, base: str | None) -> ClassView:
        """The class with its members in the form of what they override."""
        inherited = self._settled[base].all if base in self._settled else {}
        return replace(view, members=tuple(_in_form_of(one, inherited.get(one.name)) for one in view.members))

    def _fits(self, view: ClassView, base: Settled) -> bool:
        def subtype(one: Annotation, other: Annotation) -> bool:
            if one.within(other):
                return True
            if not (one.is_class and other.is_class) or one.wraps != other.wraps or "list" in one.wraps:
                return False
            start = base.view.key if one.name == view.key else one.name
            return other.name in self._derivation(start)

        return all(one.name not in base.all or one.fits(base.all[one.name], subtype) for one in view.members)

    def _derivation(self, key: str | None) -> Iterator[str]:
        """The class and its bases, as far as they are settled."""
        while key is not None:
            yield key
            settled = self._settled.get(key)
            key = None if settled is None else settled.base


def _holds_objects(view: ClassView) -> bool:
    return any(isinstance(one, Attribute) and one.annotation.is_class for one in view.members)


def _in_form_of(member: Member, inherited: Member | None) -> Member:
    """A writable property stays a ``property`` where the inherited one is; a method takes what the inherited takes."""
    if isinstance(member, Method) and isinstance(inherited, Method):
        return member.widened(inherited)
    if isinstance(member, Attribute) and isinstance(inherited, Attribute) and not inherited.plain:
        return replace(member, plain=False)
    return member


def _said(member: Member, inherited: Member | None) -> bool:
    """Whether the inherited declaration says all that the page says."""
    if inherited is None or replace(member, doc=inherited.doc) != inherited:
        return False
    return member.doc == inherited.doc or (isinstance(member, Attribute) and not member.doc.of_page)
