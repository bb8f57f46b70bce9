"""Why the model says what it says of one page: what was read from which line, what was repaired, what proves it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from specgen.checks import Selection, run
from specgen.model.entities import AnyEntity, Value
from specgen.model.facts import MemberFacts, PageFacts, Repair, ReturnFacts, ValueFacts
from specgen.model.findings import Finding
from specgen.model.library import Library, Page
from specgen.model.symbols import Known, Symbols
from specgen.pipeline.assembly import Run

T = TypeVar("T")


@dataclass(frozen=True)
class Reading:
    """One thing that was read: ``what`` it is, the line it stands on, its text there, and what the model has of it."""

    what: str
    line: int
    text: str
    value: str | None = None


@dataclass(frozen=True)
class Mending:
    """One repair and the place that proves it (None: the proof is on no line of this page)."""

    repair: Repair
    proof: Reading | None


@dataclass(frozen=True)
class Explanation:
    """All of it, for one page."""

    page: Page
    entities: tuple[AnyEntity, ...]
    readings: tuple[Reading, ...]
    mendings: tuple[Mending, ...]
    findings: tuple[Finding, ...]


def explain(run_: Run, selection: Selection) -> tuple[Explanation, ...]:
    """One explanation for each page reported on."""
    findings = run(run_.library, selection)
    return tuple(explain_page(page, run_.library, findings) for page in run_.pages)


def explain_page(page: Page, library: Library, findings: Iterable[Finding]) -> Explanation:
    """The explanation of one page, with those of the ``findings`` that are about it.

    ``page`` may say something else than it did when it was linked into ``library``.
    """
    here = page.key
    entities = library.by_page.get(here, ())
    repairs = dict.fromkeys((*page.facts.repairs, *(one for entity in entities for one in entity.repairs)))
    readings = (*_readings(page.facts), *_looked_up(page.facts, entities, library.symbols))
    return Explanation(
        page,
        entities,
        tuple(sorted(readings, key=lambda reading: reading.line)),
        tuple(Mending(repair, _proof(repair, page.facts)) for repair in repairs),
        tuple(finding for finding in findings if (finding.root, finding.page) == here),
    )


def _readings(facts: PageFacts) -> Iterator[Reading]:
    for name in facts.front.api_names:
        yield Reading("api name", name.span.line, name.text)
    if facts.heading is not None:
        yield Reading("heading", facts.heading.quote.span.line, facts.heading.quote.text, facts.heading.slug)
    for section in facts.sections:
        if section.key is not None:
            line = section.heading.quote.span.line
            yield Reading("section", line, section.heading.plain, f"{section.key} (by {section.found_by})")
    yield from _signature(facts)
    yield from _members(facts)
    if facts.returns is not None:
        yield from _returns(facts.returns)
    for row in facts.requirements:
        read = ", ".join(quote.text for quote in row.values)
        yield Reading(f"requirement {row.key or '?'}", row.label.span.line, read, ", ".join(row.repaired))
    for listed in facts.listed:
        yield Reading("listed member", listed.quote.span.line, listed.quote.text, listed.name)


def _members(facts: PageFacts) -> Iterator[Reading]:
    for member in facts.parameters:
        yield from _member("parameter", member)
    for member in facts.properties:
        yield from _member("property", member)
    for item in facts.undeclared:
        yield Reading("described only", item.quote.span.line, item.quote.text, item.name)


def _signature(facts: PageFacts) -> Iterator[Reading]:
    declaration = facts.declaration
    if declaration is None:
        return
    line = declaration.name.span.line if declaration.name is not None else declaration.quote.span.line
    text = declaration.name.text if declaration.name is not None else declaration.form
    yield Reading(f"syntax ({declaration.language}, {declaration.form})", line, text, facts.name)
    if declaration.returns is not None and declaration.returns.type_quote is not None:
        quote = declaration.returns.type_quote
        yield Reading("return type", quote.span.line, quote.text, declaration.returns.type)
    for unread in declaration.unread:
        yield Reading("syntax, not read", unread.span.line, unread.text)


def _member(what: str, member: MemberFacts) -> Iterator[Reading]:
    declared, described = member.declared, member.described
    words = (declared.direction, declared.type, declared.name)
    value = " ".join(word for word in words if word is not None)
    yield Reading(what, declared.quote.span.line, declared.quote.text, value)
    if described is None:
        return
    told = f"describes {declared.name} (by {member.aligned_by})"
    yield Reading(f"{what}, described", described.quote.span.line, described.quote.text, told)
    yield from _values(described.values)


def _returns(returns: ReturnFacts) -> Iterator[Reading]:
    if returns.type_quote is not None:
        yield Reading("return type, described", returns.type_quote.span.line, returns.type_quote.text)
    yield from _values(returns.values)
    if returns.others is not None:
        yield Reading("return section", returns.line, "", f"other values: {returns.others}")


def _values(values: Iterable[ValueFacts]) -> Iterator[Reading]:
    for one in values:
        words = (one.symbol, None if one.value is None else str(one.value), one.name, _outcome(one))
        yield Reading("value", one.quote.span.line, one.quote.text, " ".join(word for word in words if word) or None)


def _looked_up(facts: PageFacts, entities: Iterable[AnyEntity], symbols: Symbols) -> Iterator[Reading]:
    """Numbers of the model that the page does not give: what the value's symbol stands for, and who says so."""
    silent = {(one.quote.span.line, one.quote.text) for one in _parts(ValueFacts, facts) if one.value is None}
    for one in dict.fromkeys(value for entity in entities for value in _parts(Value, entity)):
        known = symbols.known.get(one.symbol or "")
        if known is not None and known.value == one.value and (one.line, one.raw) in silent:
            yield Reading("number", one.line, one.raw, f"{one.symbol} is {known.value} {_by(known)}")


def _by(known: Known) -> str:
    place = known.place if known.line is None else f"{known.place}:{known.line}"
    words = {"status": "a status code", "reference": f"by the reference, {place}", "header": f"by the header {place}"}
    return f"({words.get(known.source, f'by {place}')})"


_HOLDERS = ("returns", "parameters", "properties", "members", "accessors", "described", "values")


def _parts(kind: type[T], whole: Any) -> Iterator[T]:
    """Every ``kind`` inside facts or an entity, however deep."""
    if isinstance(whole, kind):
        yield whole
        return
    for name in _HOLDERS:
        held = getattr(whole, name, None)
        for part in held if isinstance(held, tuple) else () if held is None else (held,):
            yield from _parts(kind, part)


def _outcome(value: ValueFacts) -> str | None:
    return {True: "(success)", False: "(failure)"}.get(value.success) if value.success is not None else None


def _proof(repair: Repair, facts: PageFacts) -> Reading | None:
    """The line that proves a repair: the member's declarator, the api_name or the heading, as its evidence says."""
    if repair.evidence == "syntax" and facts.declaration is not None:
        for member in (*facts.parameters, *facts.properties):
            if member.declared.name == repair.member and repair.member is not None:
                quote = member.declared.quote
                return Reading("syntax", quote.span.line, quote.text)
        quote = facts.declaration.name or facts.declaration.quote
        return Reading("syntax", quote.span.line, quote.text)
    if repair.evidence == "frontmatter" and facts.front.api_names:
        quote = facts.front.api_names[0]
        return Reading("api_name", quote.span.line, quote.text)
    if repair.evidence == "anchor" and facts.heading is not None:
        return Reading("anchor", facts.heading.quote.span.line, facts.heading.slug)
    return None
