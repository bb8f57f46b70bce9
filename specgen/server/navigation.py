"""Where things are: from a description to the syntax and back, between classes and their methods, and an outline."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lsprotocol.types import DocumentSymbol, SymbolKind

from specgen.model.entities import AnyEntity, ComInterface, WmiClass
from specgen.model.facts import Declarator, MemberFacts, PageFacts
from specgen.model.library import Page
from specgen.model.spans import Quote, Span
from specgen.model.types import ENTITY_KINDS
from specgen.pipeline.workspace import Workspace
from specgen.reports import safe
from specgen.server.positions import Text


@dataclass(frozen=True)
class Target:
    """A place in a file."""

    file: Path
    span: Span


def definitions(workspace: Workspace, file: Path, line: int, column: int) -> list[Target]:
    """Where what stands at a place (from 1) of a page leads: nowhere, to one place, or from a class to its methods."""
    page = workspace.page(file)
    if page is None:
        return []
    inside = _other_side(page.facts, line, column)
    if inside is not None:
        return [Target(file, inside)]
    found = _listed(workspace, page, line) or _owner(workspace, page, line, column)
    if found is not None:
        return [found]
    return _methods(workspace, page) if _names_itself(page.facts, line) else []


def _other_side(facts: PageFacts, line: int, column: int) -> Span | None:
    """From a declarator to its description; from a description to the name in the syntax."""
    members = [one for one in _members(facts) if one.described is not None]
    for member in members:
        if member.described is not None and _holds(member.declared.quote.span, line, column):
            return member.described.quote.span
    for member in members:
        if member.described is not None and _on_line(member.described.quote, line):
            return (member.declared.name_quote or member.declared.quote).span
    return None


def _members(facts: PageFacts) -> Iterator[MemberFacts]:
    accessors = (member for accessor in facts.accessors for member in accessor.parameters)
    yield from _nested((*facts.parameters, *facts.properties, *facts.members, *accessors))


def _nested(members: Iterable[MemberFacts]) -> Iterator[MemberFacts]:
    for member in members:
        # The innermost first: a structure written in place holds its members.
        yield from _nested(member.members)
        yield member


def _holds(span: Span, line: int, column: int) -> bool:
    return (span.line, span.column) <= (line, column) <= (span.end_line, span.end_column)


def _on_line(quote: Quote | None, line: int) -> bool:
    return quote is not None and quote.span.line <= line <= quote.span.end_line


def _listed(workspace: Workspace, page: Page, line: int) -> Target | None:
    """From a row of a class's methods to the page of the method."""
    rows = [one for one in page.facts.listed if _on_line(one.quote, line)]
    for entity in workspace.library.by_page.get(page.key, ()):
        if isinstance(entity, WmiClass | ComInterface):
            pages = {(one.name or "").casefold(): one.page for one in entity.methods if one.page is not None}
            for row in rows:
                place = pages.get(row.name.casefold())
                if place is not None:
                    return _start(workspace, page.root, place)
    return None


def _owner(workspace: Workspace, page: Page, line: int, column: int) -> Target | None:
    """From where a page says what it is about to the page of its class or interface; from a base to its page."""
    facts = page.facts
    declaration = facts.declaration
    base = declaration.base if declaration is not None else None
    if base is not None and _holds(base.span, line, column):
        return _class(workspace, page, base.text)
    if not _names_itself(facts, line):
        return None
    entity = next(iter(workspace.library.by_page.get(page.key, ())), None)
    owner = entity.owner if entity is not None and entity.owner is not None else facts.owner
    return _class(workspace, page, owner) if owner is not None else None


def _names_itself(facts: PageFacts, line: int) -> bool:
    """Whether a line says what the page is about: frontmatter, heading, syntax."""
    declaration = facts.declaration
    heading = facts.heading.quote if facts.heading is not None else None
    names = (declaration.name, declaration.owner) if declaration is not None else ()
    return any(_on_line(quote, line) for quote in (heading, *facts.front.api_names, *names))


def _methods(workspace: Workspace, page: Page) -> list[Target]:
    """The pages of the methods of a class or interface, in its order."""
    found: dict[str, None] = {}
    for entity in workspace.library.by_page.get(page.key, ()):
        if isinstance(entity, WmiClass | ComInterface):
            found |= dict.fromkeys(one.page for one in entity.methods if one.page is not None)
    return [_start(workspace, page.root, place) for place in found]


def _class(workspace: Workspace, page: Page, name: str) -> Target | None:
    """The page of a class or interface: in the language of ``page`` and its tree, where there are several."""
    wanted = name.casefold()
    found = [
        one
        for one in workspace.library.entities
        if isinstance(one, WmiClass | ComInterface) and one.name.casefold() == wanted
    ]
    best = min(found, key=lambda one: (one.locale != page.locale, one.root != page.root, not one.primary), default=None)
    return _start(workspace, best.root, best.page) if best is not None and (best.root, best.page) != page.key else None


def _start(workspace: Workspace, root: str, path: str) -> Target:
    """Where a page begins to speak of what it is about: its heading."""
    file = workspace.file(root, path)
    page = workspace.page(file)
    heading = page.facts.heading if page is not None else None
    return Target(file, heading.quote.span if heading is not None else Span(1, 1, 1, 1))


_KINDS = {
    "wmi-class": SymbolKind.Class,
    "com-interface": SymbolKind.Interface,
    "wmi-method": SymbolKind.Method,
    "com-method": SymbolKind.Method,
    "com-property": SymbolKind.Property,
    "struct": SymbolKind.Struct,
    "union": SymbolKind.Struct,
    "enum": SymbolKind.Enum,
    "constants": SymbolKind.Namespace,
    "event": SymbolKind.Event,
    "mapi-property": SymbolKind.Property,
    "property-key": SymbolKind.Key,
}


def outline(page: Page, entities: Sequence[AnyEntity], text: Text) -> list[DocumentSymbol]:
    """What a page documents, and under it its parameters, properties, members and listed methods, where they stand."""
    facts = page.facts
    declaration = facts.declaration
    named = declaration.name if declaration is not None else None
    at = named or (facts.heading.quote if facts.heading is not None else None)
    if facts.kind not in ENTITY_KINDS or facts.name is None or at is None:
        return []
    everything = text.range(Span(1, 1, len(text.text) + 1, 1))
    return [
        DocumentSymbol(
            safe(facts.name),
            _KINDS.get(facts.kind, SymbolKind.Function),
            everything,
            text.range(at.span),
            detail=safe(", ".join(entity.id for entity in entities) or facts.kind),
            children=list(_children(facts, text)),
        )
    ]


def _children(facts: PageFacts, text: Text) -> Iterator[DocumentSymbol]:
    accessors = (member for accessor in facts.accessors for member in accessor.parameters)
    yield from _symbols((*facts.parameters, *accessors), SymbolKind.Variable, text)
    yield from _symbols(facts.properties, SymbolKind.Property, text)
    yield from _symbols(facts.members, SymbolKind.EnumMember if facts.kind == "enum" else SymbolKind.Field, text)
    for row in facts.listed:
        where = text.range(row.quote.span)
        yield DocumentSymbol(safe(row.name) or "?", SymbolKind.Method, where, where)


def _symbols(members: Iterable[MemberFacts], kind: SymbolKind, text: Text) -> Iterator[DocumentSymbol]:
    for member in members:
        declared = member.declared
        whole, name = declared.quote.span, (declared.name_quote or declared.quote).span
        children = list(_symbols(member.members, kind, text))
        # Editors refuse an outline whose names lie outside of what they name.
        inside = _holds(whole, name.line, name.column) and _holds(whole, name.end_line, name.end_column)
        yield DocumentSymbol(
            safe(declared.name or "") or "?",
            kind,
            text.range(whole),
            text.range(name if inside else whole),
            detail=_detail(declared),
            children=children or None,
        )


def _detail(declared: Declarator) -> str:
    return safe(" ".join(word for word in (declared.direction, declared.type) if word))
