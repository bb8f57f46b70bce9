"""Blocks as the reader hands them to the rooms: cut out of a page, not at its start."""

from collections.abc import Callable

import pytest

from specgen.model.facts import Declaration
from specgen.model.spans import Quote
from specgen.reader.source import Source
from specgen.reader.syntax import c, mof

Parse = Callable[[str], tuple[Declaration, ...]]
BEFORE = "# A page\n\n```\n"


def page_of(text: str) -> Source:
    return Source("page.md", f"{BEFORE}{text}\n```\n")


def declarations(room: object, text: str) -> tuple[Declaration, ...]:
    """What the room declares, every quote of which is checked against the page."""
    page = page_of(text)
    first = BEFORE.count("\n") + 1
    found: tuple[Declaration, ...] = room.parse(page.extract(first, first + text.count("\n")))  # type: ignore[attr-defined]
    for each in found:
        for quote in quotes(each):
            assert page.slice(quote.span) == quote.text
    return found


def quotes(declaration: Declaration) -> list[Quote]:
    found = [declaration.quote, *declaration.unread]
    found += [each for each in (declaration.name, declaration.owner, declaration.base) if each is not None]
    declarators = [*declaration.parameters, *declaration.members]
    declarators += [declaration.returns] if declaration.returns else []
    for each in declarators:
        found += [quote for quote in (each.quote, each.name_quote, each.type_quote) if quote is not None]
    return found + [quote for method in declaration.methods for quote in quotes(method)]


@pytest.fixture
def in_mof() -> Parse:
    return lambda text: declarations(mof, text)


@pytest.fixture
def in_c() -> Parse:
    return lambda text: declarations(c, text)


@pytest.fixture
def parse_with() -> Callable[[object, str], tuple[Declaration, ...]]:
    return declarations
