"""The qualifiers that a page writes, each with the element that it stands at. Nothing that linking gave back counts."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from specgen.model.facts import MemberFacts, PageFacts
from specgen.model.spans import Quote, Span
from specgen.model.types import QualifierValue

_KINDS = {"wmi-class": "class", "wmi-method": "method"}


class Written(NamedTuple):
    """A qualifier where the page has it; ``scope`` is the element as MOF calls it, ``member`` its name if any.

    ``quotes``: where it may stand; the last one counts where none has the name.
    """

    name: str
    value: QualifierValue
    scope: str
    member: str | None
    quotes: tuple[Quote, ...]

    @property
    def span(self) -> Span:
        """Where it stands."""
        name = self.name.casefold()
        return _first_line(next((one for one in self.quotes if name in one.text.casefold()), self.quotes[-1]).span)

    @property
    def shown(self) -> str:
        """The qualifier as it is written."""
        return self.name if self.value is True else f"{self.name}({self.value})"


def written(facts: PageFacts) -> Iterator[Written]:
    """The qualifiers of a class or method and of its members, in the order of the page; none of other pages."""
    scope = _KINDS.get(facts.kind or "")
    if scope is None or facts.declaration is None:
        return
    yield from _uses(facts.declaration.qualifiers, scope, None, facts.declaration.quote)
    for member in facts.properties:
        yield from _of_member(member, "reference" if member.declared.ref else "property")
    for member in facts.parameters:
        yield from _of_member(member, "parameter")


def _of_member(member: MemberFacts, scope: str) -> Iterator[Written]:
    declared, item = member.declared, member.described
    if declared.qualifiers:
        yield from _uses(declared.qualifiers, scope, declared.name, declared.quote)
    if item is not None and item.qualifiers and not item.proven:
        yield from _uses(item.qualifiers, scope, declared.name, *item.labelled, item.quote)


def _uses(
    qualifiers: Mapping[str, QualifierValue], scope: str, member: str | None, *quotes: Quote
) -> Iterator[Written]:
    for name, value in qualifiers.items():
        yield Written(name, value, scope, member, quotes)


def _first_line(span: Span) -> Span:
    """What is said of a whole block stands on its first line."""
    return span if span.line == span.end_line else Span(span.line, span.column, span.line, span.column + 1)
