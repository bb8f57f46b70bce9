"""Parts of entities: parameters, properties, values, returns and requirements out of one page's facts."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from specgen.lexicons import ENGLISH, lexicon
from specgen.link.support import canonical
from specgen.model.change import fields_of
from specgen.model.entities import Constraint, Parameter, Property, Requirements, Returns, StructMember, Value
from specgen.model.facts import DescribedItem, MemberFacts, PageFacts, RequirementFacts, ValueFacts
from specgen.model.types import CIM_INTRINSICS, Direction, QualifierValue

_STANDARD_QUALIFIER = re.compile(r"[A-Z][A-Za-z]*$")
_INCLUDE = re.compile(r"\(\s*(?:include|inclure|einschließen|einschl\.)\s+([\w.]+)\s*\)", re.IGNORECASE)
_FILE = re.compile(r"[\w~$-]{1,200}(?:\.[\w-]+)+")
_FILE_KEYS = frozenset({"header", "library", "dll", "mof", "idl", "type_library"})
_TEXT_KEYS = frozenset({"client", "server", "end_of_client", "end_of_server"})


def is_embedded(type_name: str | None, *, ref: bool, language: str) -> bool:
    """A CIM item whose type is a class, and which is no reference."""
    return language == "mof" and type_name is not None and not ref and type_name not in CIM_INTRINSICS


def value(facts: ValueFacts, locale: str) -> Value:
    """A documented value; in English its label is its canonical name."""
    name = facts.name if facts.name is not None or locale != ENGLISH else (facts.symbol or facts.label)
    return Value(
        value=facts.value,
        last=facts.last,
        range=facts.range,
        symbol=facts.symbol,
        name=name,
        label=facts.label,
        success=facts.success,
        raw=facts.quote.text,
        description=facts.description,
        line=facts.quote.span.line,
    )


def values(facts: Sequence[ValueFacts], locale: str) -> tuple[Value, ...]:
    """Documented values, in the order of the page."""
    return tuple([value(one, locale) for one in facts])


def parameter(member: MemberFacts, language: str, locale: str, reference: Direction | None) -> Parameter:
    """One parameter. Syntax beats description, description beats the reference, and CIM's default is in."""
    declared, item = member.declared, member.described
    silent = declared.direction is None
    described = item.direction if item is not None else None
    direction = declared.direction or described or reference or ("in" if language == "mof" else None)
    return Parameter(
        name=declared.name,
        type=declared.type,
        array=declared.array,
        ref=declared.ref,
        pointer=declared.pointer,
        const=declared.const,
        embedded=is_embedded(declared.type, ref=declared.ref, language=language),
        direction=direction,
        optional=declared.optional or (silent and item is not None and item.optional),
        default=declared.default,
        qualifiers=declared.qualifiers,
        values=values(item.values, locale) if item else (),
        constraints=constraints(item),
        description=item.description if item else None,
        line=declared.quote.span.line,
        described_line=item.quote.span.line if item else None,
        raw=declared.quote.text,
    )


def constraints(item: DescribedItem | None) -> tuple[Constraint, ...]:
    """The constraints that the description states, in its order."""
    if item is None or not item.constraints:
        return ()
    return tuple(
        Constraint(one.kind, one.value, one.other, one.quote.text, one.quote.span.line, one.confidence)
        for one in item.constraints
    )


def structure_member(member: MemberFacts, locale: str) -> StructMember:
    """A member of a structure, with its own members where it is one that is written in place."""
    shown = fields_of(parameter(member, "c", locale, None))
    return StructMember(
        **shown,
        kind=member.declared.kind,
        members=tuple(structure_member(one, locale) for one in member.members),
        bits=member.declared.bits,
    )


def called(facts: PageFacts, language: str, locale: str, directions: Mapping[str, Direction | None]) -> dict[str, Any]:
    """Returns and parameters of what is called. ``directions``: the reference's, by parameter name."""
    return {
        "returns": returns(facts, locale),
        "parameters": tuple(
            parameter(member, language, locale, directions.get(member.declared.name or ""))
            for member in facts.parameters
        ),
    }


def property_of(member: MemberFacts, locale: str, inherited_from: str | None) -> Property | None:
    """One property; None for a declarator whose name could not be read."""
    declared, item = member.declared, member.described
    if declared.name is None:
        return None
    qualifiers = {**declared.qualifiers, **_certain(item, locale)}
    return Property(
        name=declared.name,
        type=declared.type,
        array=declared.array,
        ref=declared.ref,
        embedded=is_embedded(declared.type, ref=declared.ref, language="mof"),
        access=item.access if item else None,
        key="Key" in qualifiers or (item is not None and item.key),
        qualifiers=qualifiers,
        values=values(item.values, locale) if item else (),
        constraints=constraints(item),
        inherited_from=inherited_from,
        default=declared.default,
        description=item.description if item else None,
        line=declared.quote.span.line,
        described_line=item.quote.span.line if item else None,
        raw=declared.quote.text,
    )


def _certain(item: DescribedItem | None, locale: str) -> dict[str, QualifierValue]:
    """Described qualifiers; of a translation only those whose name and argument translation cannot have touched."""
    if item is None:
        return {}
    if locale == ENGLISH or item.proven:
        return item.qualifiers
    return {
        name: argument
        for name, argument in item.qualifiers.items()
        if _STANDARD_QUALIFIER.match(name) and name in _UNTOUCHED and isinstance(argument, bool | int)
    }


_UNTOUCHED = frozenset({"Key", "MaxLen", "Read", "Write", "MinLen", "MaxValue", "MinValue", "Override", "Not_Null"})


def returns(facts: PageFacts, locale: str) -> Returns:
    """What the entity returns: the type from the syntax, the values from the return section."""
    declared = facts.declaration.returns if facts.declaration else None
    section = facts.returns
    return Returns(
        type=declared.type if declared else None,
        pointer=declared.pointer if declared else 0,
        raw=declared.type_quote.text if declared and declared.type_quote else None,
        line=section.line if section else None,
        documented=section.documented if section else False,
        values=values(section.values, locale) if section else (),
        others=section.others if section else None,
    )


def requirements(facts: PageFacts, locale: str) -> Requirements:
    """The requirement rows by the contract's keys."""
    found: dict[str, list[str]] = {}
    for row in facts.requirements:
        if row.key is None:
            found.setdefault("other", []).append(f"{row.label.text}: {'; '.join(row.repaired)}")
        else:
            found.setdefault(row.key, []).extend(_row(row, found))
    made: dict[str, tuple[str, ...] | str | None] = {
        key: tuple(dict.fromkeys(texts)) for key, texts in found.items() if key not in _TEXT_KEYS
    }
    for key in _TEXT_KEYS:
        made[key] = _supported(" ".join(found[key]), locale) if found.get(key) else None
    return Requirements(**made)  # type: ignore[arg-type]


@lru_cache(maxsize=2048)
def _supported(text: str, locale: str) -> str:
    """A support row in English. Pages have the same few."""
    return canonical(text, lexicon(locale))


def _row(row: RequirementFacts, found: dict[str, list[str]]) -> Sequence[str]:
    if row.key not in _FILE_KEYS:
        return row.repaired
    files: list[str] = []
    for text in row.repaired:
        include, names = _files(text)
        if include is not None:
            found.setdefault("include", []).append(include)
        files += names
    return files


@lru_cache(maxsize=4096)
def _files(text: str) -> tuple[str | None, tuple[str, ...]]:
    """The header that a row says to include, and the files that it names: the same ones on many pages."""
    include = _INCLUDE.search(text)
    bare = _INCLUDE.sub("", text)
    names = _FILE.findall(bare) or [bare.strip()]
    return include[1] if include else None, tuple(name for name in names if name)
