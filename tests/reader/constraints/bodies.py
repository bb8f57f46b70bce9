"""Items as their section has them: a declared member, the Markdown of its entry, and what is read out of it."""

from specgen.lexicons import lexicon
from specgen.model.facts import ConstraintFacts, Declarator
from specgen.model.spans import Quote, Span
from specgen.reader.constraints import read_constraints
from specgen.reader.source import Source
from tests.reader.pages import nodes

Read = tuple[str, int | str | None, str | None]


def declared(name: str, **facts: object) -> Declarator:
    quote = Quote(name, Span(1, 1, 1, len(name) + 1))
    return Declarator(name, quote, None, None, quote, **facts)  # type: ignore[arg-type]


def constraints(
    body: str, name: str = "lpKettle", *siblings: str, locale: str = "en-us", **facts: object
) -> tuple[ConstraintFacts, ...]:
    """The constraints of a member with this body; every quote is checked against it."""
    one = declared(name, **facts)
    found = read_constraints(one, nodes(body), [one, *map(declared, siblings)], lexicon(locale))
    source = Source.decode("page.md", body.encode("utf-8"))
    for constraint in found:
        assert source.slice(constraint.quote.span) == constraint.quote.text
        assert 0 < constraint.confidence <= 1
    return found


def kinds(body: str, name: str = "lpKettle", *siblings: str, locale: str = "en-us", **facts: object) -> list[str]:
    return [one.kind for one in constraints(body, name, *siblings, locale=locale, **facts)]


def read(body: str, name: str = "lpKettle", *siblings: str, **facts: object) -> list[Read]:
    return [(one.kind, one.value, one.other) for one in constraints(body, name, *siblings, **facts)]  # type: ignore[arg-type]
