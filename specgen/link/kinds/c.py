"""What C headers declare: functions, macros, structures, enumerations, types and constants."""

from collections.abc import Iterator

from specgen.link.entities import Linked, shared
from specgen.link.parts import called, structure_member, values
from specgen.model.entities import (
    Alias,
    AnyEntity,
    Callback,
    Constants,
    EnumConstant,
    Enumeration,
    Function,
    Macro,
    Structure,
    Typedef,
    Union,
)
from specgen.model.facts import MemberFacts, PageFacts

_CALLED: dict[str, type[Function | Callback | Macro]] = {"function": Function, "callback": Callback, "macro": Macro}
_MADE_OF_MEMBERS: dict[str, type[Structure | Union]] = {"struct": Structure, "union": Union}
KINDS = frozenset({*_CALLED, *_MADE_OF_MEMBERS, "enum", "typedef", "constants"})


def identifier(linked: Linked) -> str:
    """``c:Name``."""
    return f"c:{linked.name}"


def entities(linked: Linked) -> Iterator[AnyEntity]:
    """The one thing that the page declares."""
    facts, locale = linked.facts, linked.facts.language
    if linked.kind in _CALLED:
        yield _CALLED[linked.kind](**shared(linked), **called(facts, "c", locale, linked.directions))
    elif linked.kind in _MADE_OF_MEMBERS:
        members = tuple(structure_member(one, locale) for one in facts.members)
        made = _MADE_OF_MEMBERS[linked.kind]
        yield made(**shared(linked), tag=_tag(facts), aliases=_aliases(facts), members=members)
    elif linked.kind == "enum":
        constants = tuple(_constant(one) for one in facts.members)
        yield Enumeration(**shared(linked), tag=_tag(facts), aliases=_aliases(facts), members=constants)
    elif linked.kind == "typedef":
        stands_for = facts.declaration.returns if facts.declaration else None
        type_name = stands_for.type if stands_for else None
        yield Typedef(**shared(linked), type=type_name, pointer=stands_for.pointer if stands_for else 0)
    else:
        yield Constants(**shared(linked), members=values(facts.values, locale))


def _tag(facts: PageFacts) -> str | None:
    return facts.declaration.tag.text if facts.declaration and facts.declaration.tag else None


def _aliases(facts: PageFacts) -> tuple[Alias, ...]:
    return tuple(Alias(one.name.text, one.pointer) for one in facts.declaration.aliases) if facts.declaration else ()


def _constant(member: MemberFacts) -> EnumConstant:
    declared, item = member.declared, member.described
    return EnumConstant(
        name=declared.name,
        value=declared.value,
        expression=declared.expression,
        explicit=declared.expression is not None,
        description=item.description if item else None,
        line=declared.quote.span.line,
    )
