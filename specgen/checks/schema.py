"""The CIM schema that a library's pages make, and where on the pages it departs from them."""

from collections.abc import Container, Iterator

from specgen.checks.once import Once
from specgen.cim import Schema, schema
from specgen.cim.departures import Departed, departures
from specgen.model.facts import PageFacts
from specgen.model.library import Library, Page
from specgen.model.spans import Span


def _made(library: Library) -> Schema:
    return schema(library.primaries(), descriptions=False)


schema_of = Once(_made)
"""What the MOF backend writes of a library, without prose."""


def departed(library: Library, names: Container[str]) -> Iterator[tuple[Page, Departed, Span]]:
    """The departures called so, each with its page and the declarator, or the page's heading, that it is about."""
    pages = {page.key: page for page in library.pages}
    for one in departures(schema_of(library)):
        page = pages.get((one.root, one.page))
        if one.applied.departure.name in names and page is not None:
            yield page, one, place(page.facts, one.line, one.member)


def place(facts: PageFacts, line: int, member: str | None) -> Span:
    """The declarator of a member that ``line`` declares; else the syntax block's first line, or the heading."""
    declaration = facts.declaration
    if declaration is None:
        return facts.heading.quote.span if facts.heading is not None else Span(line, 1, line, 1)
    if member is not None:
        for one in (*declaration.parameters, *declaration.members):
            if one.quote.span.line == line:
                return one.quote.span
    first = declaration.quote.span
    end = first.column + len(declaration.quote.text.partition("\n")[0])
    return Span(first.line, first.column, first.line, end)
