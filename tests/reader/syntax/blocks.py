"""Blocks as the reader hands them to the rooms: cut out of a page, not at its start."""

from collections.abc import Callable
from types import ModuleType

from specgen.model.facts import Declaration, Declarator
from specgen.model.spans import Quote
from specgen.reader.source import Source

Parse = Callable[[str], tuple[Declaration, ...]]
BEFORE = "# A page\n\n```\n"


def declarations(room: ModuleType, text: str) -> tuple[Declaration, ...]:
    """What the room declares, every quote of which is checked against the page."""
    page = Source("page.md", f"{BEFORE}{text}\n```\n")
    first = BEFORE.count("\n") + 1
    found: tuple[Declaration, ...] = room.parse(page.extract(first, first + text.count("\n")))
    for quote in (quote for each in found for quote in quotes(each)):
        assert page.slice(quote.span) == quote.text
    return found


def quotes(declaration: Declaration) -> list[Quote]:
    """Every piece of the page that a declaration quotes."""
    found = [declaration.quote, *declaration.unread]
    named = (declaration.name, declaration.owner, declaration.base, declaration.tag)
    found += [each for each in (*named, *(alias.name for alias in declaration.aliases)) if each is not None]
    declarators = [*declaration.parameters, *declaration.members]
    declarators += [declaration.returns] if declaration.returns else []
    found += [quote for each in declarators for quote in declarator_quotes(each)]
    return found + [quote for method in declaration.methods for quote in quotes(method)]


def declarator_quotes(declarator: Declarator) -> list[Quote]:
    """Every piece of the page that a declarator and its members quote."""
    own = (declarator.quote, declarator.name_quote, declarator.type_quote)
    found = [quote for quote in own if quote is not None]
    return found + [quote for member in declarator.members for quote in declarator_quotes(member)]


def text_of(quote: Quote | None) -> str | None:
    return None if quote is None else quote.text


def type_of(declarator: Declarator | None) -> tuple[str | None, int] | None:
    """Type and stars."""
    return None if declarator is None else (declarator.type, declarator.pointer)


def left_out(found: tuple[Declaration, ...] | list[Declaration] | Declaration) -> list[str]:
    """The texts that declarations left out."""
    listed = [found] if isinstance(found, Declaration) else found
    return [quote.text for each in listed for quote in each.unread]
