"""The qualifiers that a page writes, each with the element that it stands at. Nothing that linking gave back counts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from specgen.model.facts import MemberFacts, PageFacts
from specgen.model.spans import Quote, Span
from specgen.model.types import QualifierValue

_KINDS = {"wmi-class": "class", "wmi-method": "method"}


@dataclass(frozen=True)
class Written:
    """A qualifier where the page has it; ``scope`` is the element as MOF calls it, ``member`` its name if any."""

    name: str
    value: QualifierValue
    scope: str
    member: str | None
    span: Span

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
    yield from _uses(declared.qualifiers, scope, declared.name, declared.quote)
    if item is not None and not item.proven:
        yield from _uses(item.qualifiers, scope, declared.name, *item.labelled, item.quote)


def _uses(
    qualifiers: Mapping[str, QualifierValue], scope: str, member: str | None, *quotes: Quote
) -> Iterator[Written]:
    """``quotes``: where the qualifiers may stand; the last one counts where none has the name."""
    for name, value in qualifiers.items():
        span = next((one.span for one in quotes if name.casefold() in one.text.casefold()), quotes[-1].span)
        yield Written(name, value, scope, member, _first_line(span))


def _first_line(span: Span) -> Span:
    """What is said of a whole block stands on its first line."""
    return span if span.line == span.end_line else Span(span.line, span.column, span.line, span.column + 1)
